import { words } from '../../model/words.ts';
import type { WordArg } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { leadsVerdict, unsetNote } from '../leads.ts';
import { listOf } from '../lists.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { inRank, mostKeys } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { claimsPreference, provesOrigin } from './preference.ts';

type Fault = 'none' | 'expired' | 'later';
const scores: Readonly<Record<Fault, number>> = { none: 80, expired: 70, later: 50 };

/** Documents of a goods item: its own and those of the whole declaration. */
type Papers = { readonly of: (reg: string, item: number | null) => readonly number[]; readonly has: (reg: string) => boolean };

function papersOf(documents: Population, proves: (d: number) => boolean): Papers {
  const [regs, items] = [textCells(documents, 'reg_no'), numberCells(documents, 'item_no')];
  const certificates = new Map<string, number[]>();
  for (let d = 0; d < documents.n; d += 1) {
    const reg = regs(d);
    if (reg === null) continue;
    const mine = certificates.get(reg) ?? [];
    if (proves(d)) mine.push(d);
    certificates.set(reg, mine);
  }
  return {
    has: (reg) => certificates.has(reg),
    of: (reg, item) => (certificates.get(reg) ?? []).filter((d) => items(d) === null || items(d) === item),
  };
}

type Proof = { readonly fault: Fault | null; readonly paper: number | null };

/** The best of the certificates: one that is good on the day of registration is enough. */
function bestOf(documents: Population, at: readonly number[], day: string): Proof {
  const [issued, from, to] = ['doc_date', 'valid_from', 'valid_to'].map((name) => textCells(documents, name));
  const later = (d: number): boolean => (issued?.(d) ?? '') > day || (from?.(d) ?? '') > day;
  const expired = (d: number): boolean => (to?.(d) ?? '9999-12-31') < day;
  if (at.length === 0) return { fault: 'none', paper: null };
  if (at.some((d) => !later(d) && !expired(d))) return { fault: null, paper: null };
  const paper = at.find((d) => !expired(d)) ?? at[0] ?? null;
  return { fault: paper !== null && expired(paper) ? 'expired' : 'later', paper };
}

function hitOf(i: number, proof: Proof & { readonly fault: Fault }, at: readonly number[], { rows, also }: JudgeInput): RankedHit {
  const documents = also['documents'];
  const cell = (column: string): string => textCells(rows, column)(i) ?? '';
  const paper = (column: string): string =>
    documents === undefined || proof.paper === null ? '' : (textCells(documents, column)(proof.paper) ?? '');
  const day = (text: string): WordArg => (text === '' ? '' : { day: text });
  const issued = paper('valid_from') > paper('doc_date') ? paper('valid_from') : paper('doc_date');
  const name = rows.nameOf(i);
  return {
    rank: rows.rank[i] ?? 0,
    hit: {
      key: name,
      keys: [name, ...(documents === undefined ? [] : at.map(documents.nameOf))],
      score: scores[proof.fault],
      measures: {
        origin_proof: proof.fault,
        preference: cell('preference_code'),
        ...(proof.paper === null ? {} : { certificate: paper('doc_no') }),
      },
      explanation: words(`test.O01.hit.${proof.fault}`, {
        declaration: cell('reg_no'),
        item: numberCells(rows, 'item_no')(i) ?? 0,
        preference: cell('preference_code'),
        origin: cell('origin_country') || '—',
        day: day(cell('reg_date')),
        certificate: paper('doc_no') || '—',
        to: day(paper('valid_to')),
        from: day(issued),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const documents = also['documents'];
  const out = exclusions({ noPreference: {}, noDay: {}, documentsElsewhere: {} });
  const claims = claimsPreference(params);
  const papers = documents === undefined ? null : papersOf(documents, provesOrigin(documents, params));
  const [regs, days, codes] = [textCells(rows, 'reg_no'), textCells(rows, 'reg_date'), textCells(rows, 'preference_code')];
  const items = numberCells(rows, 'item_no');
  const hits: RankedHit[] = [];
  let judged = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const [reg, day] = [regs(i) ?? '', days(i)];
    if (!claims(codes(i))) out.add('noPreference');
    else if (day === null) out.add('noDay');
    else if (documents === undefined || papers === null || !papers.has(reg)) out.add('documentsElsewhere');
    else {
      judged += 1;
      const at = inRank(documents, papers.of(reg, items(i))).slice(0, mostKeys - 1);
      const { fault, paper } = bestOf(documents, at, day);
      if (fault !== null) hits.push(hitOf(i, { fault, paper }, at, input));
    }
  }
  const unset = ['preferenceCodes', 'certificateCodes'].filter((name) => listOf(params, name).length === 0);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { preferences: countText(judged), without_proof: countText(hits.length) },
    verdict: leadsVerdict(
      hits.length,
      judged,
      unset.map((name) => unsetNote('O01', name)),
    ),
  };
}

/**
 * O01 tariff preference without proof of origin: no certificate or declaration of origin in box 44 of the item (or of the whole
 * declaration), one that had expired on the day of registration, or one issued after it. A declaration of which the books hold no document
 * at all is not judged. One good certificate is enough. It proves what the declaration does not name; the trader may still present it.
 */
export const originProof: AuditTest = {
  id: 'O01',
  version: '1.0.0',
  area: 'classification',
  leadOnly: false,
  params: [
    { name: 'noneCodes', type: 'text', value: 'оо,оооо,оооооо,оооооооо' },
    { name: 'preferenceCodes', type: 'text', value: '' },
    { name: 'certificateCodes', type: 'text', value: '' },
    { name: 'certificateWords', type: 'text', value: 'origin,происхожд,шығар' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['preference_code'] },
    { table: 'item_documents', columns: ['reg_no'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'reg_date', 'preference_code', 'origin_country'] }),
  also: () => ({
    documents: {
      table: 'item_documents',
      columns: ['reg_no', 'item_no', 'doc_code', 'doc_name', 'doc_no', 'doc_date', 'valid_from', 'valid_to'],
    },
  }),
  judge,
};
