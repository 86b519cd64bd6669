import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import type { FormatReader, Found } from '../format-reader.ts';
import { day } from '../xml/canonical.ts';
import { clientBankBalances } from './client-bank-balances.ts';
import type { Balances } from './client-bank-balances.ts';
import { accountOf, columns, field, movementsOf, sameDocument } from './client-bank-document.ts';
import type { Block, Movement } from './client-bank-document.ts';
import { linesOf } from './lines.ts';
import type { SourceLine } from './lines.ts';
import { isOdd } from './odd.ts';

type Later = { readonly block: Block; readonly movement: Movement; readonly no: number };

/** The state of one file's reading. */
type Reading = {
  readonly file: string;
  readonly found: Found;
  readonly header: Block;
  readonly own: Set<string>;
  readonly balances: Balances;
  /** receipts of transfers between two accounts of the file whose second document has not come yet */
  readonly later: Map<string, Later>;
  open: Block | null;
  isStatement: boolean;
  table: number;
  documents: number;
  ordinal: number;
};

const mark = '1cclientbankexchange';
const begin = /^(секция[а-я]+)(?:\s*=\s*(.*))?$/;
const end = /^конец(?:расчсчет|документа|файла)$/;
/** Names of fields hold no blanks; a line without one goes on with the value above it. */
const named = /^\s*([\p{L}\p{N}_]+)\s*=(.*)$/su;

/** Most lines of a block and most signs of a value: a document has about sixty, a purpose 500. */
const mostFields = 500;
const longestValue = 10_000;

const plain = (text: string): string => text.trim().toLowerCase().replaceAll('ё', 'е');
const block = (kind: string, at: SourceLine): Block => ({ kind, fields: new Map(), at, end: at.offset + at.length, last: '' });

const damaged = (to: Reading, line: number, part: string): Refused =>
  new Refused({ code: 'file_damaged', at: to.file, args: { part: `${part} (${line})` } });

function tableOf(to: Reading): number {
  if (to.table < 0) to.table = to.found.table({ scope: '', table: 'payments', headers: columns, canonical: true });
  return to.table;
}

function write(to: Reading, { block: from, movement, no }: Later): void {
  to.ordinal += 1;
  to.balances.add(movement);
  const locator = movement.direction === 'in' ? `${no}:in` : `${no}:out`;
  const place = { locator, line: from.at.line, offset: from.at.offset, length: from.end - from.at.offset };
  to.found.record(tableOf(to), { cells: movement.cells, ordinal: to.ordinal, ...place, odd: movement.cells.some(isOdd) });
}

function takeDocument(to: Reading, from: Block): void {
  to.documents += 1;
  const [first, second] = movementsOf(from, to.own, to.isStatement);
  if (first === undefined) {
    const text = [from.kind, field(from, 'номердокумента', 'номер'), field(from, 'сумма')].filter((part) => part !== '').join(' ');
    return to.found.problem(tableOf(to), from.at.line, words('problem.bank_direction', { text: text.slice(0, 60) }));
  }
  const given = (movement: Movement): Later => ({ block: from, movement, no: to.documents });
  if (second === undefined) return write(to, given(first));
  const key = sameDocument(from);
  if (to.later.has(key)) {
    to.later.delete(key);
    return write(to, given(second));
  }
  write(to, given(first));
  to.later.set(key, given(second));
}

function close(to: Reading): void {
  const from = to.open;
  to.open = null;
  if (from === null) return;
  if (from.kind !== 'секциярасчсчет') return takeDocument(to, from);
  const account = accountOf(field(from, 'расчсчет'));
  if (account !== '') to.own.add(account);
  to.isStatement = true;
  to.balances.state(from);
}

/** @throws Refused file_damaged for a block within another or with too much in it */
function takeLine(to: Reading, line: SourceLine): void {
  const text = plain(line.text);
  if (text === '' || text === mark) return;
  const starts = begin.exec(text);
  if (starts !== null) {
    if (to.open !== null) throw damaged(to, to.open.at.line, to.open.kind);
    const name = line.text.slice(line.text.indexOf('=') + 1).trim();
    to.open = block(starts[1] === 'секциядокумент' ? name : (starts[1] ?? ''), line);
    return;
  }
  const into = to.open ?? to.header;
  into.end = line.offset + line.length;
  if (end.test(text)) return close(to);
  takeField(to, into, line);
}

function takeField(to: Reading, into: Block, line: SourceLine): void {
  const found = named.exec(line.text);
  const key = found === null ? into.last : plain(found[1] ?? '');
  const value = found === null ? line.text.trim() : (found[2] ?? '').trim();
  if (key === '') return;
  const before = found === null ? (into.fields.get(key) ?? '') : '';
  const whole = before === '' ? value : `${before} ${value}`;
  if (into.fields.size >= mostFields || whole.length > longestValue) throw damaged(to, line.line, into.kind);
  into.last = key;
  if (into === to.header && key === 'расчсчет') to.own.add(accountOf(value));
  if (value !== '') into.fields.set(key, whole);
}

function sayFacts({ header, found, own }: Reading): void {
  const fact = (name: string, value: string): void => void (value !== '' && found.fact(name, value));
  fact('standard', ['1CClientBankExchange', field(header, 'версияформата')].join(' ').trim());
  fact('software', field(header, 'отправитель'));
  fact('created', day(field(header, 'датасоздания')));
  fact('period_from', day(field(header, 'датаначала')));
  fact('period_to', day(field(header, 'датаконца')));
  for (const account of [...own].slice(0, 20)) fact('account', account);
}

/** A block that was begun and not ended says that the file breaks off. @throws Refused file_damaged, file_no_table */
function endOfFile(to: Reading): void {
  if (to.open !== null) throw damaged(to, to.open.at.line, to.open.kind);
  if (to.documents === 0 && !to.isStatement) throw new Refused({ code: 'file_no_table', at: to.file });
  tableOf(to);
  for (const one of to.later.values()) write(to, one);
  to.balances.say();
  sayFacts(to);
}

/**
 * `1CClientBankExchange`, the text in which banks of Kazakhstan and Russia give statements to accounting programs: formats 1.01 to 1.03
 * and 2.00, whose names differ. A document's direction is said by its amount or by which of its accounts is the file's own.
 */
export const clientBank: FormatReader = {
  format: 'client-bank',
  version: 'client-bank-1',
  recognise: (_name, head) => (/^(?:\xef\xbb\xbf)?\s*1CClientBankExchange\s*[\r\n]/i.test(head.toString('latin1', 0, 200)) ? 2 : 0),
  read: async (file, found) => {
    const to: Reading = {
      file: file.name,
      found,
      header: block('', { text: '', line: 1, offset: 0, length: 0 }),
      own: new Set(),
      balances: clientBankBalances(found),
      later: new Map(),
      open: null,
      isStatement: false,
      table: -1,
      documents: 0,
      ordinal: 0,
    };
    for await (const line of linesOf(file, found.breathe)) takeLine(to, line);
    endOfFile(to);
  },
};
