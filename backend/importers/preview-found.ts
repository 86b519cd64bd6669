import fs from 'node:fs';
import path from 'node:path';
import type { ImportPreview } from '../../contract/rpc/books.ts';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { completeForms, withFormsOfAll, withHsLength } from './plan.ts';
import { isWhole, planOf } from './found-plan.ts';
import { sampleFound } from './found-sample.ts';
import { isUnmapped, shownImport, suggestionsOf } from './preview.ts';
import type { ImportSource } from './preview.ts';
import { chooseProfile, withSuggestions } from './profiles.ts';
import type { ChosenProfile } from './profiles.ts';

export type FoundPreview = ImportSource & {
  readonly format: string;
  readonly scope?: string | undefined;
  readonly signal?: CancelSignal;
};

const canonicalForm = { decimal: '.', date: 'YYYY-MM-DD' } as const;

/**
 * A part of a workbook, a DBF, a printed report as it would be imported: mapped by what is known of it, else by what is suggested.
 * @throws Refused file_*, file_no_table, profile_invalid, format_unknown
 */
export async function previewFound(source: FoundPreview): Promise<ImportPreview> {
  const { found, records, whole, software } = await sampleFound(source);
  const sample = {
    fileName: path.basename(source.path),
    bytes: fs.statSync(source.path).size,
    guesses: [{ encoding: 'utf-8', certain: true }] as const,
    encoding: 'utf-8' as const,
    headers: found.headers,
    delimiter: '',
    records,
    whole,
  };
  const owner = { taxid: source.taxid ?? '', software };
  const plan = planOf(found, { ...source, owner }, source.format);
  const settled = (): ChosenProfile => {
    if (plan !== null) return { profile: plan.profile, origin: plan.origin, known: true };
    if (!isUnmapped(source.profile) && source.profile !== undefined) {
      return { profile: source.profile, origin: source.origin ?? 'chosen', known: false };
    }
    const chosen = chooseProfile(found.headers, source.table, source.saved, owner);
    const { columns: _columns, repairs, ...said } = source.profile ?? {};
    const known = { ...chosen.profile, ...said, ...(repairs === undefined || repairs.length === 0 ? {} : { repairs }) };
    return { ...chosen, known: false, profile: withSuggestions(known, suggestionsOf(source, sample)) };
  };
  const { profile, origin, known } = settled();
  const stated = found.canonical ? { ...profile, ...canonicalForm } : profile;
  // what a format names itself is in natural units, however whole an amount may look
  const told = found.table === null ? completeForms(stated, sample) : stated;
  const formed = found.canonical ? told : withFormsOfAll(told, sample, source.profile);
  const needsLength = profile.repairs.some((one) => one.repair === 'left-pad-hs');
  const complete = needsLength ? withHsLength(formed, sample, source.params) : formed;
  return shownImport(source, {
    sample,
    profile: complete,
    known: known && isWhole(profile, found.headers),
    origin,
    format: source.format,
    scope: found.scope,
    software,
  });
}
