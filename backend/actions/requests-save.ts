import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { requestLetter } from '../../domain/evidence/request-letter.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { words } from '../../domain/model/words.ts';
import type { Lang, WordArg } from '../../domain/model/words.ts';
import { formatDay } from '../../domain/words/index.ts';
import { csvFormOf, csvOf } from '../files/csv-writer.ts';
import type { Sheet, SheetRow } from '../files/sheet.ts';
import { sayIn } from '../words/locales.ts';
import { letLeave, once } from './copies-leaving.ts';
import { requests } from './requests.ts';
import type { Session } from './session.ts';

type Request = Output<AssayCalls['request.list']>['requests'][number];
type Of = { readonly requestId: string; readonly to: string; readonly format: 'txt' | 'csv'; readonly lang: Lang };
type SayKey = (key: string, args?: Readonly<Record<string, WordArg>>) => string;

/** Item by item: what was asked, for which period, and what became of it. What came for it stays in the case. */
function sheetOf({ items }: Request, say: SayKey): Sheet {
  const title = (key: string, kind: 'text' | 'day' | 'number' = 'text') => ({ title: say(key), kind });
  const rows = items.map((item, index): SheetRow => {
    const table = item.table === null ? null : say(`table.${item.table}`);
    const state = say(`requestItemState.${item.state}`);
    return [String(index + 1), item.what, table, item.periodFrom, item.periodTo, state, item.receivedOn, item.returnedOn];
  });
  async function* pieces(): AsyncGenerator<readonly SheetRow[]> {
    yield rows;
  }
  return {
    columns: [
      title('ev.item.n', 'number'),
      title('ev.item.what'),
      title('import.table'),
      title('ev.item.periodFrom', 'day'),
      title('ev.item.periodTo', 'day'),
      title('ev.request.state'),
      title('ev.item.receivedOn', 'day'),
      title('ev.item.returnedOn', 'day'),
    ],
    total: rows.length,
    rows: pieces(),
    rowAt: (index) => Promise.resolve(rows[index] ?? []),
  };
}

function bytesOf(request: Request, { format, lang }: Of): AsyncIterable<Uint8Array> {
  const speak = sayIn(lang);
  const say: SayKey = (key, args) => speak(words(key, args));
  if (format === 'csv') return csvOf(sheetOf(request, say), csvFormOf(lang));
  const letter = requestLetter(request, { say, day: (day) => formatDay(day, lang) });
  // with a byte order mark and the line ends of Windows: an editor there opens it as it is
  return once(Buffer.from(`\ufeff${letter.replaceAll('\n', '\r\n')}`, 'utf8'));
}

/**
 * Writes a request as a file for whom it is addressed to: a letter, or its list as a table. Recorded as every copy that leaves.
 * @throws Refused entity_missing, target_in_vault, disk_full, file_unwritable
 */
export async function saveRequest(session: Session, caseId: CaseId, of: Of): Promise<{ sha256: string; bytes: number }> {
  const request = requests(session, caseId).requests.find((one) => one.requestId === of.requestId);
  if (request === undefined) throw new Refused({ code: 'entity_missing', at: `request:${of.requestId}` });
  const about = { kind: 'request', format: of.format, query: { request: of.requestId }, rows: request.items.length, class: 'trader' };
  return letLeave(session, { caseId, to: of.to, bytes: bytesOf(request, of), about });
}
