/** What :86: says of the other side and of the purpose. */
export type Narrative = {
  readonly counterparty: string;
  readonly account: string;
  readonly bank: string;
  readonly id: string;
  readonly country: string;
  readonly purpose: string;
  readonly reference: string;
  readonly invoice: string;
  readonly contract: string;
};

const empty: Narrative = {
  counterparty: '',
  account: '',
  bank: '',
  id: '',
  country: '',
  purpose: '',
  reference: '',
  invoice: '',
  contract: '',
};

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(by);

/** `166?00text?20..?29?30bank?31account?32name?33name`: three digits, then fields of two digits behind one sign of the bank's choice. */
function readSubfields(text: string): Narrative | null {
  const start = /^\d{3}([?<>~^@|])\d{2}/.exec(text);
  if (start === null) return null;
  const fields = new Map<string, string>();
  for (const piece of text
    .slice(3)
    .split(start[1] ?? '?')
    .slice(1)) {
    const no = piece.slice(0, 2);
    if (!/^\d{2}$/.test(no)) continue;
    fields.set(no, (fields.get(no) ?? '') + piece.slice(2));
  }
  const range = (from: number, to: number): readonly (string | undefined)[] =>
    Array.from({ length: to - from + 1 }, (_, i) => fields.get(String(from + i)));
  return {
    ...empty,
    purpose: joined([...range(20, 29), ...range(60, 63)], ' '),
    bank: joined(range(30, 30), ''),
    account: joined([fields.get('38') ?? fields.get('31')], ''),
    counterparty: joined(range(32, 33), ' '),
    reference: joined(range(34, 34), ''),
  };
}

/** Code words between slashes, with the column that each fills. */
const codeWords: Readonly<Record<string, keyof Narrative>> = {
  NAME: 'counterparty',
  BENM: 'account',
  ORDP: 'account',
  IBAN: 'account',
  ACCT: 'account',
  ACNT: 'account',
  BIC: 'bank',
  BANK: 'bank',
  BIN: 'id',
  IIN: 'id',
  ID: 'id',
  CTRY: 'country',
  REMI: 'purpose',
  PURP: 'purpose',
  TXT: 'purpose',
  EREF: 'reference',
  PREF: 'reference',
  NREF: 'reference',
  INV: 'invoice',
  CONTRACT: 'contract',
};

const words = new RegExp(`/(${Object.keys(codeWords).join('|')})/`, 'g');

/** `/CNTP/account/bic/name/city/` of Dutch banks is the only code word with several parts. */
function readCounterparty(text: string): Partial<Narrative> {
  const parts = /\/CNTP\/([^/]*)\/([^/]*)\/([^/]*)\//.exec(text);
  return parts === null ? {} : { account: parts[1] ?? '', bank: parts[2] ?? '', counterparty: parts[3] ?? '' };
}

function readCodeWords(text: string): Narrative | null {
  const marks = [...text.matchAll(words)];
  if (marks.length === 0) return null;
  const found: { -readonly [K in keyof Narrative]: string } = { ...empty, ...readCounterparty(text) };
  marks.forEach((mark, i) => {
    const column = codeWords[mark[1] ?? ''];
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? text.length).trim();
    if (column !== undefined && value !== '')
      found[column] = found[column] === '' || found[column] === value ? value : `${found[column]} ${value}`;
  });
  return found;
}

/**
 * The narrative in one of its three ways of writing. Lines of a structured one are cut anywhere by the bank and are put together
 * without a space; those of plain text end with words.
 */
export function readNarrative(lines: readonly string[]): Narrative {
  const tight = lines.join('');
  const structured = readSubfields(tight) ?? readCodeWords(tight);
  return structured ?? { ...empty, purpose: joined(lines, ' ') };
}
