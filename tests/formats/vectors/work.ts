import { jcs, jcsHash, sha256Hex } from './hash.ts';

/** Vectors of docs/decisions/hashes-of-work.md and words.md. */
const declarations = {
  sha256: sha256Hex('declarations.csv'),
  kind: 'declarations',
  profileHash: sha256Hex('profile'),
  importer: 'csv/1',
  rowDigest: sha256Hex('rows'),
};
const ledger = { ...declarations, sha256: sha256Hex('ledger.csv'), kind: 'ledger', rowDigest: sha256Hex('ledger rows') };

const overrides = [
  { row: `${declarations.sha256}:declarations:2`, column: 'net_g', value: '12000' },
  { row: `${declarations.sha256}:declarations:10`, column: 'hs_code', value: '8703231940' },
  { row: `${declarations.sha256}:declarations:10`, column: 'brand', value: null },
];
const sorted = [
  [overrides[2]?.row, 'brand', null],
  [overrides[1]?.row, 'hs_code', '8703231940'],
  [overrides[0]?.row, 'net_g', '12000'],
];

const population = { id: 'V14', version: '1' };

function dataset(imports: readonly object[], overridesHead: string | null): object {
  const inOrder = imports.toSorted((a, b) => (jcs(a) < jcs(b) ? -1 : 1));
  const value = [inOrder, overridesHead, population];
  return { given: { imports, overridesHead, population }, canonical: jcs(value), datasetHash: jcsHash(value) };
}

const result = {
  test: 'V14',
  version: '1',
  params: { minPeers: '5', threshold: '0.35' },
  populationN: 6,
  excluded: [{ reason: { key: 'test.excluded.nulls', args: { column: 'net_g' } }, n: 1 }],
  hits: [
    {
      key: `${declarations.sha256}:declarations:2`,
      keys: [`${declarations.sha256}:declarations:2`],
      score: '0.333333333333',
      measures: { price: '12.50', median: '20.00' },
      explanation: { key: 'test.V14.hit', args: { price: { money: '12.50', currency: 'USD' }, share: { percent: '37.5' }, peers: 5 } },
    },
  ],
  verdict: null,
  stats: { mad: '0.123456789012' },
};

const floats: readonly (readonly [number, string])[] = [
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [-2.5, '-2.5'],
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.333333333333'],
  [2 / 3, '0.666666666667'],
  [123456789012.5, '123456789013'],
  [1e21, '1000000000000000000000'],
  [1.5e-9, '0.0000000015'],
  [-9.9999999999999e5, '-1000000'],
];

export function workVectors(): object {
  return {
    about: 'docs/decisions/hashes-of-work.md',
    overrides: { given: overrides, canonical: jcs(sorted), head: jcsHash(sorted) },
    datasets: [
      dataset([declarations], null),
      dataset([declarations, ledger], null),
      dataset([ledger, declarations], jcsHash(sorted)),
      dataset([], null),
    ],
    results: [{ result, canonical: jcs(result), resultHash: jcsHash(result) }],
    floats: floats.map(([value, text]) => ({ float64: float64(value), text })),
  };
}

/** IEEE 754 bits, big-endian hex: JSON would lose the sign of zero. */
function float64(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

export function wordsVectors(): object {
  const sentences: readonly object[] = [
    { key: 'refused.case_missing', args: {} },
    { key: 'import.problem.width', args: { expected: 44, found: 43 } },
    {
      key: 'test.V14.hit',
      args: {
        price: { money: '-1250000.50', currency: 'KZT' },
        rate: { decimal: '5.25' },
        on: { day: '2024-02-29' },
        share: { percent: '-37.5' },
        goods: 'Алма «Апорт», жаңа',
        reason: { words: { key: 'test.reason.peer', args: { n: 5 } } },
      },
    },
  ];
  return {
    about: 'docs/decisions/words.md: {key, args}; args are text, count, money, decimal, day, percent, words',
    words: sentences.map((words) => ({ words, canonical: jcs(words), sha256: jcsHash(words) })),
  };
}
