import { createHash } from 'node:crypto';
import { coverageRows } from '../../domain/coverage/coverage.ts';
import { monthOf, monthsOf } from '../../domain/coverage/months.ts';
import { runCoverage } from '../../domain/coverage/run-coverage.ts';
import type { FrozenCase, FrozenCorrection, FrozenCoverage, FrozenFinding, FrozenImport, FrozenLine } from '../../domain/report/frozen.ts';
import type { Day, Decimal, Instant } from '../../domain/model/scalars.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import { words } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const money = (tiyn: number): Decimal => scaledToDecimal(tiyn, 2);
const file = hash('declarations');
const decl = (i: number): string => `55302/${String(1 + (i % 27)).padStart(2, '0')}0325/${String(4711 + i * 37).padStart(7, '0')}`;
const row = (i: number): string => `${file}:declarations:${i}`;
export const findingIds = ['0190a1b2-0000-7000-8000-000000000001', '0190a1b2-0000-7000-8000-000000000002'] as const;

type Say = { readonly en: string; readonly ru: string; readonly kk: string };
const pick = (lang: keyof Say, text: Say): string => text[lang];

const kzt = (amount: Decimal) => ({ money: amount, currency: 'KZT' });
const formula = (base: Decimal, percent: string, amount: number): Words => {
  const working = words('assess.formula.adv', { base: kzt(base), percent: { percent: percent as Decimal } });
  return words('assess.formula.result', { working: { words: working }, amount: kzt(money(amount)) });
};

function linesOf(i: number, finding: string): readonly FrozenLine[] {
  const value = 4_953_000_00 + i * 1_234_567_89;
  const audited = value + 668_655_00 + i * 10_101_01;
  const duty = [Math.round(value / 10), Math.round(audited / 10)] as const;
  const base = [value + duty[0] + 20_000_00, audited + duty[1] + 20_000_00] as const;
  const vat = [Math.round((base[0] * 16) / 100), Math.round((base[1] * 16) / 100)] as const;
  const place = { row: row(i + 1), declaration: decl(i), item: 1 + (i % 3), findings: [finding] };
  const rate = i % 4 === 3 ? '10% min 0.4 EUR/kg' : '10%';
  return [
    {
      ...place,
      tax: 'duty',
      declaredBase: money(value),
      declaredRate: '10%',
      declared: money(duty[0]),
      auditedBase: money(audited),
      rate,
      audited: money(duty[1]),
      difference: money(duty[1] - duty[0]),
      exact: scaledToDecimal(audited, 3),
      formula: formula(money(audited), '10', duty[1]),
    },
    {
      ...place,
      tax: 'vat',
      declaredBase: money(base[0]),
      declaredRate: '16%',
      declared: money(vat[0]),
      auditedBase: money(base[1]),
      rate: '16%',
      audited: money(vat[1]),
      difference: money(vat[1] - vat[0]),
      exact: scaledToDecimal(base[1] * 16, 4),
      formula: formula(money(base[1]), '16', vat[1]),
    },
  ];
}

const tiyn = (value: Decimal): number => Number(value.replace('.', ''));
const sum = (lines: readonly FrozenLine[], of: 'declared' | 'audited' | 'difference'): Decimal =>
  money(lines.reduce((a, line) => a + tiyn(line[of]), 0));

function effectOf(lines: readonly FrozenLine[]): FrozenFinding['effect'] {
  return ['duty', 'vat'].map((tax) => ({
    tax,
    difference: sum(
      lines.filter((line) => line.tax === tax),
      'difference',
    ),
  }));
}

const texts = {
  title: {
    en: 'Royalties left out of the customs value',
    ru: 'Лицензионные платежи не включены в таможенную стоимость',
    kk: 'Лицензиялық төлемдер кедендік құнға қосылмаған',
  },
  condition: {
    en: 'Under licence agreement № 14/2024 of 11 March 2024 the buyer pays the brand owner 5 % of the price of the goods. The payments stand in the ledger on account 3310, but in none of the declarations examined were they added to the price.\nThe auditee confirmed the payments on 12 March 2026 and handed over the bank orders.',
    ru: 'По лицензионному договору № 14/2024 от 11 марта 2024 г. покупатель перечисляет правообладателю 5 % цены товара. Платежи отражены в учёте на счёте 3310, однако ни в одной из проверенных деклараций к цене они не добавлены.\nПроверяемое лицо подтвердило платежи 12 марта 2026 г. и передало платёжные поручения.',
    kk: '2024 жылғы 11 наурыздағы № 14/2024 лицензиялық шарт бойынша сатып алушы құқық иесіне тауар бағасының 5 %-ын төлейді. Төлемдер есепте 3310 шотында көрсетілген, бірақ тексерілген декларациялардың ешқайсысында бағаға қосылмаған.\nТексерілетін тұлға төлемдерді 2026 жылғы 12 наурызда растап, төлем тапсырмаларын тапсырды.',
  },
  criteria: {
    en: [
      'EAEU Customs Code, Article 40(1)(7): licence payments relating to the goods are added to the price',
      'Agreement on customs valuation, Article 8(1)(c)',
    ],
    ru: [
      'Таможенный кодекс ЕАЭС, статья 40, пункт 1, подпункт 7: лицензионные платежи, относящиеся к товарам, добавляются к цене',
      'Соглашение по таможенной оценке ВТО, статья 8, пункт 1 (c)',
    ],
    kk: [
      'ЕАЭО Кеден кодексі, 40-бап, 1-тармақ, 7) тармақша: тауарларға қатысты лицензиялық төлемдер бағаға қосылады',
      'ДСҰ-ның кедендік бағалау туралы келісімі, 8-бап, 1-тармақ (c)',
    ],
  },
  cause: {
    en: 'The contract department does not tell the broker about licence agreements.',
    ru: 'Договорной отдел не сообщает таможенному представителю о лицензионных договорах.',
    kk: 'Шарттар бөлімі кеден өкіліне лицензиялық шарттар туралы хабарламайды.',
  },
  response: { en: '', ru: '', kk: '' },
  title2: {
    en: 'Commodity code: parts declared as machines (8479 instead of 8431)',
    ru: 'Код товара: части заявлены как машины (8479 вместо 8431)',
    kk: 'Тауар коды: бөлшектер машина ретінде мәлімделген (8431 орнына 8479)',
  },
} as const;

function corrections(from: number, to: number, code: boolean): readonly FrozenCorrection[] {
  return Array.from({ length: to - from }, (_, k): FrozenCorrection => {
    const i = from + k;
    const place = { row: row(i + 1), declaration: decl(i), item: 1 + (i % 3) };
    if (code) return { ...place, component: 'hs_code', declared: '8479899707', audited: '8431498009' };
    const value = 4_953_000_00 + i * 1_234_567_89;
    return { ...place, component: 'customs_value', declared: money(value), audited: money(value + 668_655_00 + i * 10_101_01) };
  });
}

function imports(): readonly FrozenImport[] {
  const declarations: FrozenImport = {
    fileName: 'ДТ_2024-2025.csv',
    sha256: file,
    bytes: 4_711_220,
    obtainedFrom: { code: 'trader', what: words('import.from.trader') },
    format: { code: 'csv', what: words('format.csv') },
    encoding: 'windows-1251',
    importedAt: '2026-03-02T09:15:00+05:00' as Instant,
    parts: [
      {
        table: 'declarations',
        scope: '',
        rows: 37_385,
        rejected: 12,
        sums: {
          customs_value_minor: '184529377120.55' as Decimal,
          item_price_minor: '391204556.10' as Decimal,
          duty_amount_minor: '9226468856.03' as Decimal,
          vat_amount_minor: '31001234567.89' as Decimal,
        },
        repaired: { 'round-decimals:item_price_minor': 3987 },
      },
    ],
    checks: [],
    facts: [{ name: 'outside_period', what: words('fact.outside_period'), value: '14 (2023-12-28 – 2023-12-31)' }],
    withdrawn: null,
  };
  const ledger: FrozenImport = {
    ...declarations,
    fileName: 'Главная книга 1С.xml',
    sha256: hash('ledger'),
    bytes: 81_220_114,
    format: { code: 'saft', what: words('format.saft') },
    encoding: '',
    parts: [
      {
        table: 'ledger',
        scope: 'GeneralLedgerEntries',
        rows: 1_204_551,
        rejected: 0,
        sums: { debit_minor: '912345678901.10' as Decimal, credit_minor: '912345678901.10' as Decimal },
        repaired: {},
      },
      {
        table: 'accounts',
        scope: 'GeneralLedgerAccounts',
        rows: 412,
        rejected: 1,
        sums: { opening_debit_minor: '5512.00' as Decimal },
        repaired: {},
      },
    ],
    checks: [
      {
        key: 'saft_entries',
        what: words('check.saft_entries'),
        at: 'GeneralLedgerEntries',
        declared: '5300',
        counted: '5300',
        agrees: true,
      },
      {
        key: 'saft_total_debit',
        what: words('check.saft_total_debit'),
        at: 'GeneralLedgerEntries',
        declared: '912345678901.10',
        counted: '912345678901.10',
        agrees: true,
      },
      {
        key: 'saft_journal_balance',
        what: words('check.saft_journal_balance'),
        at: '1920',
        declared: '100.00',
        counted: '99.00',
        agrees: false,
      },
    ],
    facts: [
      { name: 'company', what: words('report.fileFact.company'), value: 'ТОО «Қызылжар Өнім & Ко»' },
      { name: 'encoding', what: words('fact.encoding'), value: 'utf-8' },
    ],
  };
  const gone = { at: '2026-03-05T12:00:00+05:00' as Instant, reason: 'Старая выгрузка, заменена новой' };
  const older = { ...declarations, fileName: 'ДТ_2024.csv', sha256: hash('older'), obtainedFrom: null, withdrawn: gone };
  return [declarations, ledger, older];
}

/** 2024: a register, one month short; the ledger of nobody knows how many postings. */
function coverage(): FrozenCoverage {
  const months = monthsOf('2024-01-01' as Day, '2025-12-31' as Day);
  const listed = new Map(months.map((month, i) => [month, { listed: 150 + i, found: i === 6 ? 140 : 150 + i }]));
  const sources = {
    from: '2024-01-01' as Day,
    to: '2025-12-31' as Day,
    counted: [
      { table: 'declarations', months: new Map([...listed].map(([month, { found }]) => [month, found])), undated: 0 },
      { table: 'ledger', months: new Map(months.map((month, i) => [month, 48_000 + 117 * i])), undated: 0 },
      { table: 'products', months: new Map(), undated: 1_204 },
    ] as const,
    listed: { from: months[0] ?? monthOf('2024-01-01'), to: months.at(-1) ?? monthOf('2025-12-01'), months: listed },
    stated: [],
    requested: [{ table: 'stock', from: null, to: null, state: 'asked' }] as const,
  };
  const register = { listed: 3876, received: 3860, missing: 16, unlisted: 0, different: 3, missingValue: '41250000.00' as Decimal };
  return { minimumBp: 9500, rows: coverageRows(sources), register };
}

/** A realistic case. @param n corrected declaration lines */
export function sampleCase(lang: 'en' | 'ru' | 'kk', n = 14): FrozenCase {
  const half = Math.ceil(n / 2);
  const lines = Array.from({ length: n }, (_, i) => linesOf(i, findingIds[i < half ? 0 : 1])).flat();
  const finding = (k: 0 | 1): FrozenFinding => {
    const own = lines.filter((line) => line.findings.includes(findingIds[k]));
    return {
      findingId: findingIds[k],
      leads: k === 1 ? ['V14'] : [],
      title: pick(lang, k === 0 ? texts.title : texts.title2),
      condition: pick(lang, texts.condition),
      criteria: [...texts.criteria[lang]],
      cause: pick(lang, texts.cause),
      corrections: k === 0 ? corrections(0, half, false) : corrections(half, n, true),
      response: pick(lang, texts.response),
      effect: effectOf(own),
      total: sum(own, 'difference'),
    };
  };
  const totals = ['duty', 'vat'].map((tax) => {
    const own = lines.filter((line) => line.tax === tax);
    return { tax, declared: sum(own, 'declared'), audited: sum(own, 'audited'), underpaid: sum(own, 'difference'), overpaid: money(0) };
  });
  return {
    header: {
      caseId: '0190a1b2-c3d4-7000-8000-0123456789ab',
      caseNo: 'ALA-2026-3f9c-17',
      kind: 'onsite',
      trader: 'ТОО «Қызылжар Өнім & Ко»',
      taxid: '960740000125',
      from: '2024-01-01',
      to: '2025-12-31',
    },
    pack: {
      id: 'kz',
      version: '2026.1',
      sha256: hash('pack'),
      unverified: [
        { name: 'vat.rates[1]', value: '16 %', source: 'Tax Code 214-VIII' },
        { name: 'fee', value: '20 000 KZT', source: 'EAEU CC Art. 47' },
      ],
    },
    findings: n === 0 ? [] : [finding(0), finding(1)],
    assessment: { currency: 'KZT', lines, totals, underpaid: sum(lines, 'difference'), overpaid: money(0) },
    imports: imports(),
    overrides: [
      {
        row: row(3),
        table: 'declarations',
        label: `${decl(2)} / 3`,
        column: 'net_g',
        was: '1250',
        is: '12.5',
        by: 'А. Тексеруші',
        at: '2026-03-10T10:00:00+05:00' as Instant,
        reason: 'Вес указан в граммах: упаковочный лист № 14',
      },
      {
        row: `${hash('ledger')}:ledger:118`,
        table: 'ledger',
        label: 'Главная книга 1С.csv, 118',
        column: 'counterparty',
        was: '',
        is: 'ТОО «Қызылжар Өнім & Ко»',
        by: 'А. Тексеруші',
        at: '2026-03-11T10:00:00+05:00' as Instant,
        reason: 'Контрагент указан в платёжном поручении',
      },
    ],
    coverage: coverage(),
    runs: [
      {
        test: 'V14',
        version: '1',
        params: { minPeers: '5', share: '25' },
        populationN: 37_385,
        excluded: [{ reason: words('report.notStated'), n: 118 }],
        hitsN: 412,
        verdict: null,
        coverage: runCoverage(coverage().rows.slice(0, 1), 9500),
        datasetHash: hash('d'),
        resultHash: hash('r'),
      },
      {
        test: 'D16',
        version: '1',
        params: {},
        populationN: 37_385,
        excluded: [],
        hitsN: 9,
        verdict: null,
        coverage: null,
        datasetHash: hash('d2'),
        resultHash: hash('r2'),
      },
    ],
    evidence: [
      { name: 'ДТ_2024-2025.csv', sha256: file, bytes: 4_711_220 },
      { name: 'Главная книга 1С.csv', sha256: hash('ledger'), bytes: 81_220_114 },
      { name: 'Лицензионный договор 14-2024.pdf', sha256: hash('contract'), bytes: 912_004 },
    ],
    caseHead: hash('head'),
    issuedAt: '2026-03-14T11:25:00+05:00' as Instant,
    issuedOn: '2026-03-14',
    app: '0.1.0',
    test: true,
  };
}
