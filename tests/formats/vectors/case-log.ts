import { jcs, jcsHash, sha256Hex } from './hash.ts';

/** Vectors of docs/decisions/case-log.md: canonical form, operations and hashes, stream chains, case head, exported log. */
const zeros = '0'.repeat(64);
const caseId = '01938a6e-1c00-7a00-8000-00000000c0de';
const streamA = '01938a6e-1c01-7a00-8000-0000000000aa';
const streamB = '01938a6e-1c01-7a00-8000-0000000000bb';
const by = '01938a6e-1c02-7a00-8000-000000000001';
const finding = '01938a6e-1c03-7a00-8000-000000000001';
const opId = (n: number): string => `01938a6e-1c04-7a00-8000-${String(n).padStart(12, '0')}`;
const evidence = sha256Hex('declarations.csv');

type Vector = { readonly op: Readonly<Record<string, unknown>>; readonly canonical: string; readonly hash: string };
type Said = { readonly kind: string; readonly ent: string; readonly id: string; readonly set: object; readonly base: object };

const said: readonly (readonly [string, Said])[] = [
  [
    streamA,
    {
      kind: 'put',
      ent: 'case',
      id: caseId,
      set: {
        caseNo: 'KZ5501-2026-00aa-1',
        kind: 'onsite',
        trader: 'ТОО «Әлем Сауда»',
        taxid: '990140001233',
        periodFrom: '2024-01-01',
        periodTo: '2024-12-31',
        pack: 'kz',
        state: 'open',
      },
      base: { caseNo: null, kind: null, trader: null, taxid: null, periodFrom: null, periodTo: null, pack: null, state: null },
    },
  ],
  [
    streamA,
    {
      kind: 'put',
      ent: 'finding',
      id: finding,
      set: {
        title: 'Transport cost left out',
        condition: 'Строка 1\nСтрока 2\tтаб. Ұлттық валюта ₸ 😀',
        criteria: ['EAEU TC art. 40(1)(4)'],
        cause: null,
        corrections: [{ row: `${evidence}:declarations:1`, component: 'customs_value', audited: '1250000.00' }],
        response: '',
        status: 'draft',
        source: [{ runId: opId(900), key: 'k1', test: 'V14' }],
      },
      base: {
        title: null,
        condition: null,
        criteria: null,
        cause: null,
        corrections: null,
        response: null,
        status: null,
        source: null,
      },
    },
  ],
  [streamB, { kind: 'set', ent: 'finding', id: finding, set: { title: 'Freight left out' }, base: { title: opId(2) } }],
  [streamA, { kind: 'set', ent: 'finding', id: finding, set: { title: 'Transport not included' }, base: { title: opId(2) } }],
  [
    streamA,
    {
      kind: 'resolve',
      ent: 'finding',
      id: finding,
      set: { title: 'Freight not included', closes: [opId(3), opId(4)] },
      base: { title: opId(3) },
    },
  ],
  [streamB, { kind: 'del', ent: 'finding', id: finding, set: {}, base: { deleted: null, title: opId(5) } }],
  [streamB, { kind: 'undel', ent: 'finding', id: finding, set: {}, base: { deleted: opId(6), title: opId(5) } }],
  [streamA, { kind: 'state', ent: 'case', id: caseId, set: { state: 'reporting' }, base: { state: opId(1) } }],
  [streamA, { kind: 'sign', ent: 'document', id: opId(901), set: { covers: [`finding:${finding}`] }, base: {} }],
];

function chain(): readonly Vector[] {
  const tips = new Map<string, { dseq: number; hash: string }>();
  return said.map(([stream, change], i) => {
    const tip = tips.get(stream) ?? { dseq: 0, hash: zeros };
    const op = {
      v: 1,
      op: opId(i + 1),
      case: caseId,
      stream,
      dseq: tip.dseq + 1,
      ph: tip.hash,
      tx: [opId(i + 1), 0, 1],
      kind: change.kind,
      ent: change.ent,
      id: change.id,
      set: change.set,
      base: change.base,
      by,
      at: '2026-11-22T10:00:00+05:00',
      schema: 1,
      app: '0.1.0',
    };
    const vector = { op, canonical: jcs(op), hash: jcsHash(op) };
    tips.set(stream, { dseq: op.dseq, hash: vector.hash });
    return vector;
  });
}

const operations = chain();

type Tip = { readonly stream: string; readonly dseq: number; readonly hash: string };
function tipsAfter(count: number): readonly Tip[] {
  const tips = new Map<string, Tip>();
  for (const { op, hash } of operations.slice(0, count)) {
    tips.set(String(op['stream']), { stream: String(op['stream']), dseq: Number(op['dseq']), hash });
  }
  return [...tips.values()].toSorted((a, b) => (a.stream < b.stream ? -1 : 1));
}

const head = (confirmed: object | null, streams: readonly Tip[]): object => ({
  confirmed,
  streams,
  canonical: jcs({ confirmed, streams }),
  head: jcsHash({ confirmed, streams }),
});

export function canonicalVectors(): object {
  const values: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    9007199254740991,
    -9007199254740991,
    '',
    'Ұлттық валюта ₸ «№» 😀',
    'line\nnext\ttab "quoted" back\\slash / slash',
    [],
    {},
    [1, [2, [3]]],
    { '€': 'Euro Sign', Ａ: 'Wide', '1': 'One', '😀': 'Emoji', ö: 'o' },
    { '': 'empty', '1': { '\n': 56, f: { F: 5, f: 'hi' } }, '10': {}, '111': [{ E: 'no', e: 'yes' }], A: {}, a: {} },
    { money: '1250000.00', day: '2026-11-22', row: `${evidence}:declarations:1` },
  ];
  return {
    about: 'docs/decisions/case-log.md: RFC 8785 over string, safe integer, boolean, null, array, object. `text` is hashed as UTF-8.',
    accepted: values.map((value) => ({ value, text: jcs(value), utf8: Buffer.from(jcs(value)).toString('hex'), sha256: jcsHash(value) })),
    /** JSON texts whose value has no canonical form here, and why */
    refused: [
      ['0.5', 'not_integer'],
      ['1e400', 'not_integer'],
      ['9007199254740992', 'unsafe_integer'],
      ['"\\ud800"', 'lone_surrogate'],
      ['"a\\r\\n"', 'control_character'],
      ['"\\u0085"', 'control_character'],
      ['"\\u0438\\u0306"', 'not_nfc'],
      ['{"\\u0438\\u0306":1}', 'not_nfc'],
    ],
  };
}

export function operationVectors(): object {
  return {
    about: 'docs/decisions/case-log.md: hash = sha256(canonical); ph = hash of the stream before, 64 zeros for its first',
    operations,
  };
}

export function caseHeadVectors(): object {
  const hash = sha256Hex('confirmed');
  return {
    about: 'docs/decisions/case-log.md: head = sha256(JCS {confirmed, streams sorted by stream})',
    heads: [
      head(null, []),
      ...[1, 2, 3, 9].map((count) => head(null, tipsAfter(count))),
      head({ seq: 4, hash }, []),
      head({ seq: 4, hash }, tipsAfter(9)),
    ],
  };
}

export function logVectors(): object {
  const streams = tipsAfter(operations.length);
  const body = {
    v: 1,
    log: 'assay/case-log',
    case: caseId,
    operations: operations.length,
    streams,
    confirmed: null,
    head: jcsHash({ confirmed: null, streams }),
  };
  const header = jcs({ ...body, self: jcsHash(body) });
  const lines = [header, ...operations.map(({ op, hash }, i) => jcs({ n: i + 1, hash, op }))];
  const file = lines.map((line) => `${line}\n`).join('');
  return { about: 'docs/decisions/case-log.md: an exported log, line by line', case: caseId, lines, sha256: sha256Hex(file) };
}
