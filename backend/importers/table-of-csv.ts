import type { Encoding, Profile } from '../../contract/rpc/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { bestTable } from './found-plan.ts';
import { sampleFile } from './sample.ts';

/** The table that a CSV file's headers name best. @throws Refused file_*, file_no_table when none takes them */
export async function tableOfCsv(
  source: { readonly path: string; readonly profile?: Profile | undefined; readonly encoding?: Encoding | undefined },
  saved: readonly Profile[],
): Promise<TableName> {
  if (source.profile !== undefined) return source.profile.table;
  const sample = await sampleFile(source.path, { encoding: source.encoding });
  const best = bestTable(sample.headers, saved);
  if (best === null) throw new Refused({ code: 'file_no_table', at: sample.fileName });
  return best.table;
}
