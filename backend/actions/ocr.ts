import type { Output } from '../../contract/rpc/call.ts';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { findPages, pageNumbers, pagesOf, putPage } from '../../db/repositories/page-text.ts';
import { wordsOf } from '../../db/search/word-query.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { addModel, chosenModels, modelsAtHand } from '../evidence/ocr/models.ts';
import type { Model } from '../evidence/ocr/models.ts';
import { ocrLimits } from '../evidence/ocr/limits.ts';
import type { FoundPage } from '../evidence/ocr/messages.ts';
import { pagesApart } from '../evidence/ocr/pages-apart.ts';
import { newId } from '../vault/new-id.ts';
import { whenClosed } from '../vault/session.ts';
import type { VaultSession } from '../vault/session.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { itemById, itemsIn } from './evidence-items.ts';
import type { CaseItem } from './evidence-items.ts';
import { excerptOf } from './page-excerpt.ts';
import { record } from './record.ts';
import { legalToday } from './today.ts';
import type { Session } from './session.ts';

/** A model by its language and the beginning of its hash: what was used can be told later, whoever made it. */
const namedModel = ({ lang, sha256 }: Model): string => `${lang}@${sha256.slice(0, 8)}`;

type Ran = Output<AssayCalls['ocr.run']>;

const shown = ({ lang, name, signed, sha256 }: Model) => ({ lang, name, signed, sha256 });

export const ocrModels = (session: Session): Output<AssayCalls['ocr.models']> => ({
  models: modelsAtHand(session.vaultDir).map(shown),
});

/** @throws Refused ocr_model_invalid, file_unreadable, disk_full */
export function addOcrModel(session: Session, path: string): Output<AssayCalls['ocr.addModel']> {
  session.vault();
  const { lang, signed, sha256 } = addModel(session.vaultDir, path);
  return { lang, signed, sha256 };
}

export type OcrTask = {
  readonly caseId: CaseId;
  readonly evidenceId: string;
  readonly languages: readonly string[];
  readonly again: boolean;
};

type Until = { readonly signal: AbortSignal; readonly over: () => void };

/** Aborted by whoever asked, and when the vault is locked: the process that reads holds the item's plain bytes. */
function untilLock(vault: VaultSession, signal: HandlerContext['signal']): Until {
  const abort = new AbortController();
  const end = (): void => abort.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const forget = whenClosed(vault, end);
  return {
    signal: abort.signal,
    over: () => {
      signal.removeEventListener('abort', end);
      forget();
    },
  };
}

const meanOf = (pages: readonly { readonly confidence: number }[]): number =>
  pages.length === 0 ? 0 : Math.round((pages.reduce((sum, page) => sum + page.confidence, 0) / pages.length) * 10) / 10;

function ranOver(session: Session, { caseId }: OcrTask, item: CaseItem, recognised: number): Ran {
  const pages = session
    .vault()
    .books(caseId)
    .read((db) => pagesOf(db, item.sha256));
  return {
    pages: pages.length,
    recognised,
    layer: pages.filter((page) => page.by === 'layer').length,
    words: pages.reduce((sum, page) => sum + page.words.length, 0),
    confidence: meanOf(pages),
  };
}

/** One step of the chain of custody: with which models, how many pages. */
function told(session: Session, { caseId }: OcrTask, item: CaseItem, note: string): void {
  const day = legalToday(session, casePack(session, caseId).pack);
  const set = { evidence: item.sha256, event: 'recognised', day, note };
  record(session, caseId, [{ kind: 'put', ent: 'custody', id: newId(), set }]);
}

/**
 * Reads the text of an item page by page: of its own layer, or recognised in a process without keys. A page is kept as soon as it is
 * there, so that whoever cancels keeps what was done.
 * @throws Refused entity_missing, ocr_model_missing, ocr_model_invalid, file_*, cancelled
 */
export async function runOcr(session: Session, task: OcrTask, context: HandlerContext): Promise<Ran> {
  const vault = session.vault();
  const { caseId } = task;
  const item = vault.assay.read((db) => itemById(db, caseId, task.evidenceId));
  if (item.bytes > ocrLimits.wholeFile) {
    const limit = ocrLimits.wholeFile / (1024 * 1024);
    throw new Refused({ code: 'file_too_large', at: item.name, args: { part: 'MiB', limit } });
  }
  const models = chosenModels(task.languages, modelsAtHand(session.vaultDir));
  const skip = task.again ? [] : vault.books(caseId).read((db) => pageNumbers(db, item.sha256));
  const until = untilLock(vault, context.signal);
  let recognised = 0;
  const keep = (page: FoundPage): Promise<void> =>
    inTurn(session, caseId, () => {
      if (until.signal.aborted) throw new Refused({ code: 'cancelled', at: item.name });
      vault.books(caseId).write((db) => putPage(db, item.sha256, page));
      recognised += 1;
    });
  const pageTask = { name: item.name, models: models.map(({ lang, file }) => ({ lang, file })), skip, only: null };
  try {
    await pagesApart(pageTask, vault.blobs(caseId).get(item.sha256), {
      signal: until.signal,
      progress: (done, pages, hundredths) =>
        context.progress({ stage: 'ocr', done: Math.min(done * 100 + hundredths, pages * 100), total: pages * 100 }),
      page: keep,
    });
  } finally {
    until.over();
    if (recognised > 0 && session.unlocked() && session.vault() === vault) {
      told(session, task, item, `${models.map(namedModel).join('+')}: ${recognised}`);
      session.changed(caseId, 'evidence');
    }
  }
  return ranOver(session, task, item, recognised);
}

/** @throws Refused entity_missing */
export function recognisedPages(session: Session, caseId: CaseId, evidenceId: string): Output<AssayCalls['ocr.pages']> {
  const vault = session.vault();
  const item = vault.assay.read((db) => itemById(db, caseId, evidenceId));
  const pages = vault.books(caseId).read((db) => pagesOf(db, item.sha256));
  return { pages: pages.map((page) => ({ ...page, words: [...page.words] })) };
}

/** Words in the text of all pages of the case; pages of removed items are passed over. */
export function searchPages(session: Session, caseId: CaseId, find: string, limit: number): Output<AssayCalls['ocr.search']> {
  const vault = session.vault();
  const words = wordsOf(find);
  const items = new Map(
    vault.assay
      .read((db) => itemsIn(db, caseId))
      .filter((item) => !item.removed)
      .map((item) => [item.sha256, item]),
  );
  const pages = vault.books(caseId).read((db) => findPages(db, words, limit));
  return {
    found: pages.flatMap(({ evidence, page, text }) => {
      const item = items.get(evidence);
      return item === undefined ? [] : [{ evidenceId: item.evidenceId, name: item.name, page, excerpt: excerptOf(text, words) }];
    }),
  };
}
