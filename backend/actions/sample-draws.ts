import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { drawsOf, sampleRecord } from '../../db/repositories/samples.ts';
import { namedRows } from '../../db/repositories/books-named-rows.ts';
import { visibleImports } from '../../db/repositories/books-rows.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { canonicalBytes } from '../../domain/caselog/canonical.ts';
import { tables } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import type { DrawnItem } from '../../domain/sampling/draw.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import { moneyOf, visible } from './rows.ts';
import { answered, planOf, requestOf, sealedOf } from './samples.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

export type ShownItem = Output<AssayCalls['sample.draw']>['items'][number];

/** An item as the log keeps it: key, size, stratum, why it is examined, the unit that was hit. */
type KeptItem = readonly [key: string, size: string | null, stratum: string, why: string, at: string | null];

export const kept = ({ key, size, stratum, why, at }: DrawnItem): KeptItem => [key, size === null ? null : String(size), stratum, why, at];

/** SHA-256 over the canonical list (docs/decisions/samples.md). */
export const listHashOf = (items: readonly KeptItem[]): string => sha256(canonicalBytes(items as unknown as Canonical));

export function drawnItems(items: Canonical): readonly DrawnItem[] {
  return (items as unknown as readonly KeptItem[]).map(([key, size, stratum, why, at]) => ({
    key,
    size: size === null ? null : BigInt(size),
    stratum,
    why: why === 'certain' ? 'certain' : 'drawn',
    at,
  }));
}

export const shownItems = (items: readonly DrawnItem[], measured: boolean, digits: number): ShownItem[] =>
  items.map(({ key, size, stratum, why, at }, i) => ({
    no: i + 1,
    key,
    row: parseRowName(key) === null ? null : key,
    size: size === null || !measured ? null : scaledToDecimal(size, digits),
    stratum,
    why,
    at,
  }));

/** Every item that was drawn up to now, in the order of the list. */
export function itemsOfSample(session: Session, caseId: CaseId, sampleId: string): readonly DrawnItem[] {
  const last = session.vault().assay.read((db) => drawsOf(db, caseId, sampleId).at(-1));
  return last === undefined ? [] : drawnItems(last.items);
}

type Drawing = { readonly caseId: CaseId; readonly sampleId: string; readonly more: number | null; readonly reason: string };

/**
 * Draws the list, or more of it: the items of before stand first and in their places.
 * @throws Refused sample_invalid: `frame` when the books are not what was sealed, `more` for a sample that cannot be extended or was not
 * drawn yet, `decision` when it is closed; field_missing (`reason`); cancelled
 */
export async function drawItems(session: Session, given: Drawing, context: HandlerContext): Promise<Output<AssayCalls['sample.draw']>> {
  const { caseId, sampleId, more } = given;
  const { assay } = session.vault();
  const [one, draws] = assay.read((db) => [sampleRecord(db, caseId, sampleId), drawsOf(db, caseId, sampleId)] as const);
  const plan = planOf(one);
  const { frame, design } = sealedOf(one);
  const last = draws.at(-1);
  const shown = (items: readonly DrawnItem[]): ShownItem[] => shownItems(items, plan.measure !== null, frame.digits);
  if (more === null && last !== undefined) return { items: shown(drawnItems(last.items)), listHash: last.listHash };
  if (more !== null) {
    if (one.decision !== null) throw new Refused({ code: 'sample_invalid', at: 'decision' });
    if (last === undefined || plan.method === 'mus') throw new Refused({ code: 'sample_invalid', at: 'more' });
    if (given.reason === '') throw new Refused({ code: 'field_missing', at: 'reason' });
  }
  const n = (last?.upto ?? design.n) + (more ?? 0);
  const answer = await answered(session, caseId, requestOf(session, caseId, { plan, seed: one.seed, n }), context);
  if (answer.frame.hash !== one.frameHash || answer.items === null) throw new Refused({ code: 'sample_invalid', at: 'frame' });
  const items = answer.items.map(kept);
  const before = last === undefined ? [] : drawnItems(last.items).map(({ key }) => key);
  const gone = before.find((key) => !items.some(([other]) => other === key));
  if (gone !== undefined) throw new Refused({ code: 'sample_invalid', at: gone });
  if (last !== undefined && items.length <= before.length) throw new Refused({ code: 'sample_invalid', at: 'more' });
  const listHash = listHashOf(items);
  const set = {
    sample: sampleId,
    upto: n,
    items: items as unknown as Canonical,
    listHash,
    reason: given.reason === '' ? null : given.reason,
  };
  record(session, caseId, [{ kind: 'put', ent: 'draw', id: newId(), set }]);
  return { items: shown(answer.items), listHash };
}

/** Rows of the drawn items; those of a file that was withdrawn meanwhile are absent. */
export function sampleRows(session: Session, caseId: CaseId, sampleId: string): Output<AssayCalls['sample.rows']> {
  const plan = planOf(session.vault().assay.read((db) => sampleRecord(db, caseId, sampleId)));
  const { known } = visible(session, caseId);
  const keys = itemsOfSample(session, caseId, sampleId).map(({ key }) => key);
  const columns = tables[plan.table];
  const { national, digits } = moneyOf(session, caseId);
  const found = session
    .vault()
    .books(caseId)
    .read((db) => namedRows(db, plan.table, keys, visibleImports(db, plan.table, known)));
  const rows = found.map(({ name, cells }) => ({
    key: name,
    name,
    cells: columns.map((column) => plainCell(cells[column.name], column.type)),
  }));
  return { columns: columns.map((column) => ({ ...column })), national, digits: { ...digits }, rows };
}

type Cell = string | number | bigint | null;

const plainCell = (cell: string | bigint | null | undefined, type: string): Cell =>
  cell === undefined || cell === null ? null : typeof cell === 'bigint' && (type === 'count' || type === 'weight') ? Number(cell) : cell;
