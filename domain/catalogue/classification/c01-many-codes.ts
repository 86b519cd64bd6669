import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadsVerdict } from '../leads.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, inRank, mostKeys, rowsBy } from '../row-groups.ts';
import { textCells } from '../row-reading.ts';

/** Texts without signs and in small letters; each distinct one is made once. */
function plainTexts(): (text: string | null) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text === null) return '';
    const before = known.get(text);
    if (before !== undefined) return before;
    const plain = text
      .normalize('NFC')
      .toLowerCase()
      .replace(/ё/g, 'е')
      .replace(/[^\p{L}\p{N}]/gu, '');
    known.set(text, plain);
    return plain;
  };
}

type Coded = { readonly code: string; readonly at: readonly number[] };

/** The group's rows by code, the code of most rows last: the rows under rarer codes are the ones to look at. */
function byCode(rows: JudgeInput['rows'], members: readonly number[], codeOf: (i: number) => string): readonly Coded[] {
  const codes = new Map<string, number[]>();
  for (const i of members) {
    const mine = codes.get(codeOf(i));
    if (mine === undefined) codes.set(codeOf(i), [i]);
    else mine.push(i);
  }
  return [...codes]
    .map(([code, at]) => ({ code, at: inRank(rows, at) }))
    .toSorted((a, b) => a.at.length - b.at.length || (a.code < b.code ? -1 : 1));
}

function hitOf(coded: readonly Coded[], { rows }: JudgeInput): RankedHit {
  const [article, text, rate] = [textCells(rows, 'article'), textCells(rows, 'description'), textCells(rows, 'duty_rate')];
  const all = coded.flatMap((one) => one.at);
  const usual = coded.at(-1) ?? { code: '', at: [] };
  const rare = coded.slice(0, -1).flatMap((one) => one.at);
  const first = inRank(rows, rare)[0] ?? 0;
  const rates = [...new Set(all.flatMap((i) => rate(i) ?? []))].toSorted();
  const names = [...rare, ...usual.at].slice(0, mostKeys).map(rows.nameOf);
  const key = rows.nameOf(inRank(rows, all)[0] ?? 0);
  const codes = coded.map((one) => `${one.code} (${one.at.length})`).toReversed();
  return {
    rank: firstRank(rows, all),
    hit: {
      key,
      keys: names,
      // one slip among many is likelier an error than goods that come under both codes by turns
      score: (rates.length > 1 ? 60 : 35) + (rare.length * 10 <= all.length ? 20 : 0),
      measures: { codes: codes.join('; '), lines: String(all.length), rare_lines: String(rare.length), duty_rates: rates.join('; ') },
      explanation: words(rates.length > 1 ? 'test.C01.hit.rates' : 'test.C01.hit.codes', {
        goods: article(first) ?? text(first) ?? '',
        n: all.length,
        different: coded.length,
        codes: codes.join('; '),
        rates: rates.join('; '),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noCode: {}, noArticle: {} });
  const [codes, articles, brands] = [textCells(rows, 'hs_code'), textCells(rows, 'article'), textCells(rows, 'brand')];
  const [models, texts] = [textCells(rows, 'model'), textCells(rows, 'description')];
  const plain = plainTexts();
  const least = paramCount(params, 'minLength');
  const groups = rowsBy(rows, (i) => {
    if (plain(codes(i)) === '') {
      out.add('noCode');
      return null;
    }
    const article = plain(articles(i));
    if (article !== '') return `a\u001f${plain(brands(i))}\u001f${article}`;
    const text = plain(texts(i));
    if (text.length >= least) return `t\u001f${plain(brands(i))}\u001f${plain(models(i))}\u001f${text}`;
    out.add('noArticle');
    return null;
  });
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const members of groups.values()) {
    judged += 1;
    const first = plain(codes(members[0] ?? 0));
    if (members.every((i) => plain(codes(i)) === first)) continue;
    hits.push(
      hitOf(
        byCode(rows, members, (i) => plain(codes(i))),
        input,
      ),
    );
  }
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { articles: countText(judged), many_codes: countText(hits.length) },
    verdict: leadsVerdict(hits.length, judged),
  };
}

/**
 * C01 one article of one brand under several commodity codes; goods without an article go by a description of at least `minLength`
 * letters and digits, with brand and model. Rows under the rarer codes stand first. A change of the nomenclature between two days does the
 * same, and which code is right is told by the goods: the test shows an inconsistency, and suggests no code.
 */
export const manyCodes: AuditTest = {
  id: 'C01',
  version: '1.0.0',
  area: 'classification',
  leadOnly: false,
  params: [{ name: 'minLength', type: 'integer', value: '20', atLeast: '1', atMost: '1000' }],
  needs: () => [{ table: 'declarations', columns: ['hs_code'] }],
  population: () => ({ table: 'declarations', columns: ['hs_code', 'article', 'brand', 'model', 'description', 'duty_rate'] }),
  judge,
};
