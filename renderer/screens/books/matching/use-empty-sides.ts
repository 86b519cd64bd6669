import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { sides, tableOf } from './shapes.ts';
import type { Kind } from './shapes.ts';

/** Books of a kind that have no rows; undefined until that is known. */
export function useEmptySides(caseId: string, kind: Kind): readonly TableName[] | undefined {
  const { data } = useAsk('case.get', { caseId });
  if (data === undefined) return undefined;
  return sides.map((side) => tableOf(kind, side)).filter((table) => (data.tables.find((one) => one.table === table)?.rows ?? 0) === 0);
}
