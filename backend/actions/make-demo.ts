import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { vatPercentOn } from '../../domain/packs/vat.ts';
import { words } from '../../domain/model/words.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { chance } from '../demo/chance.ts';
import { declarationsCsv } from '../demo/declarations-csv.ts';
import { ledgerCsv } from '../demo/ledger-csv.ts';
import { loadPack } from '../packs/load-pack.ts';
import { sayIn } from '../words/locales.ts';
import { createCase } from './create-case.ts';
import { importFile } from './import-file.ts';
import type { Session } from './session.ts';

const from = '2026-01-01';
const to = '2026-09-30';
const quiet = (context: HandlerContext): HandlerContext => ({ signal: context.signal, progress: () => undefined });

/** An invented case with books that go through the same import as a trader's. The books hold nobody's data, so they may touch the disk. */
export async function makeDemo(session: Session, context: HandlerContext): Promise<{ caseId: CaseId }> {
  const { pack } = loadPack('kz');
  const trader = sayIn('ru')(words('demo.trader'));
  const { caseId } = createCase(session, { kind: 'onsite', trader, taxid: '980140001231', from, to, pack: 'kz' });
  const taxes = {
    vatPercent: Number(vatPercentOn(pack, from as Day) ?? '12'),
    vatBaseIncludesFee: pack.vat.baseIncludesFee.value,
    trader,
  };
  const books: readonly (readonly [TableName, string, string])[] = [
    ['declarations', 'declarations-2026.csv', declarationsCsv(chance(7), taxes)],
    ['ledger', 'ledger-2026.csv', ledgerCsv(chance(11))],
  ];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-demo-'));
  try {
    for (const [i, [table, name, text]] of books.entries()) {
      context.progress({ stage: 'demo', done: i, total: books.length });
      const file = path.join(dir, name);
      fs.writeFileSync(file, text, { mode: 0o600 });
      await importFile(session, { caseId, path: file, table }, quiet(context));
    }
    context.progress({ stage: 'demo', done: books.length, total: books.length });
    return { caseId };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
