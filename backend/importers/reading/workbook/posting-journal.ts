import { amountUnitOf, unitSaid } from './amount-unit.ts';
import { documentOf } from './document-text.ts';
import { isHeaderAgain, isNumbering } from './header-block.ts';
import { limits } from './limits.ts';
import { cellPlacer, sayFacts } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { amountOf, headerWords, periodOf, sayTitle, titleOf } from './report-words.ts';
import { accountText, journalPlaces } from './journal-places.ts';
import type { JournalPlaces } from './journal-places.ts';
import { rowName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { decimalOf, isBareTotal, isTotalText, scaled } from './totals.ts';

const headers = [
  'txn_id',
  'line_no',
  'posting_date',
  'account',
  'contra_account',
  'debit_minor',
  'credit_minor',
  'currency',
  'currency_minor',
  'fx_e8',
  'supplier_id',
  'counterparty',
  'source_doc_ref',
  'doc_date',
  'description',
  'user',
] as const;

type Cells = readonly string[];
type SideName = 'debit' | 'credit';

/** One line of the journal: what both of its postings say, and what each says for itself. */
type Line = {
  readonly shared: Readonly<Partial<Record<(typeof headers)[number], string>>>;
  readonly account: Readonly<Record<SideName, string>>;
  readonly amount: Readonly<Record<SideName, string>>;
  readonly currency: Readonly<Record<SideName, readonly [code: string, amount: string]>>;
};

const cellAt = (cells: Cells, at: number): string => (at < 0 ? '' : (cells[at] ?? '').trim());
const amountAt = (cells: Cells, at: number): string => {
  const text = cellAt(cells, at);
  return text === '' ? '' : (amountOf(text) ?? text);
};

/** Lines of one entry are counted while they follow each other. */
function lineNumbers(): (txn: string) => string {
  let [last, n] = ['', 0];
  return (txn) => {
    if (txn === '') return '';
    n = txn === last ? n + 1 : 1;
    last = txn;
    return String(n);
  };
}

function lineOf(cells: Cells, places: JournalPlaces): Line {
  const { debit, credit, text } = places;
  const own = cellAt(cells, text.document);
  const { number, day } = documentOf(own);
  const analytics = places.analytics.map((at) => cellAt(cells, at));
  const description = [cellAt(cells, text.content), own === number ? '' : own, ...analytics].filter((one) => one !== '').join('; ');
  return {
    shared: {
      txn_id: cellAt(cells, text.txn),
      posting_date: cellAt(cells, text.date).replace(/ \d\d:\d\d:\d\d$/, ''),
      fx_e8: cellAt(cells, text.rate),
      supplier_id: cellAt(cells, text.partyId),
      counterparty: cellAt(cells, text.party),
      source_doc_ref: cellAt(cells, text.number) || number,
      doc_date: cellAt(cells, text.docDate) || day,
      description,
      user: cellAt(cells, text.user),
    },
    account: { debit: accountText(cellAt(cells, debit.account)), credit: accountText(cellAt(cells, credit.account)) },
    amount: { debit: amountAt(cells, debit.amount), credit: amountAt(cells, credit.amount) },
    currency: {
      debit: [cellAt(cells, debit.currency), amountAt(cells, debit.inCurrency)],
      credit: [cellAt(cells, credit.currency), amountAt(cells, credit.inCurrency)],
    },
  };
}

/** Whose day and document a line has that names neither: those of the line right above it. */
function documentsAbove(): { readonly of: (row: number, line: Line) => Line; readonly taken: () => number } {
  let [before, count]: [{ readonly row: number; readonly shared: Line['shared'] } | null, number] = [null, 0];
  return {
    of: (row, line) => {
      const { posting_date = '', source_doc_ref = '', txn_id = '' } = line.shared;
      const isBelow = before !== null && before.row === row - 1 && posting_date === '' && source_doc_ref === '' && txn_id === '';
      const { posting_date: day, source_doc_ref: ref, doc_date, txn_id: txn } = before?.shared ?? {};
      const own = isBelow
        ? {
            ...line,
            shared: { ...line.shared, posting_date: day ?? '', source_doc_ref: ref ?? '', doc_date: doc_date ?? '', txn_id: txn ?? '' },
          }
        : line;
      if (isBelow) count += 1;
      before = { row, shared: own.shared };
      return own;
    },
    taken: () => count,
  };
}

/** One posting of a line: its account, the other one as contra account, the amount on its side. */
function postingOf(line: Line, side: SideName, line_no: string): readonly string[] {
  const other = side === 'debit' ? 'credit' : 'debit';
  const [currency, currency_minor] = line.currency[side];
  const own: Readonly<Partial<Record<(typeof headers)[number], string>>> = {
    ...line.shared,
    line_no,
    account: line.account[side],
    contra_account: line.account[other],
    currency,
    currency_minor,
    [`${side}_minor`]: line.amount[side],
  };
  return headers.map((header) => own[header] ?? '');
}

/** What the journal gives: its lines, their postings, and what the sheet's own totals are held against. */
function journalChecks({ found, name }: Pick<OpenedSheet, 'found' | 'name'>): {
  readonly line: (line: Line, sides: readonly SideName[]) => void;
  readonly total: (row: SheetRow, amounts: readonly string[]) => void;
  readonly end: () => void;
} {
  const sums = { debit: 0n, credit: 0n };
  const alone = { debit: 0n, credit: 0n };
  const counts = { lines: 0, postings: 0, oneSided: 0 };
  let [before, totals] = [0n, 0];
  return {
    line: (line, sides) => {
      counts.lines += 1;
      counts.postings += sides.length;
      if (sides.length === 1) counts.oneSided += 1;
      for (const side of sides) {
        const value = scaled(line.amount[side]) ?? 0n;
        sums[side] += value;
        if (sides.length === 1) alone[side] += value;
      }
    },
    total: (row, amounts) => {
      totals += 1;
      if (totals > limits.listed) return;
      const whole = sums.debit > sums.credit ? sums.debit : sums.credit;
      const bare = isBareTotal(row.texts[0] ?? '');
      for (const text of amounts) {
        const declared = scaled(text);
        if (declared === null) continue;
        const counted = declared === whole - before || (!bare && declared !== whole) ? whole - before : whole;
        const at = `${name}!${row.row}`;
        found.check({
          key: 'journal_total',
          at,
          declared: decimalOf(declared),
          counted: decimalOf(counted),
          agrees: declared === counted,
        });
      }
      before = whole;
    },
    end: () => {
      const [debit, credit] = [sums.debit - alone.debit, sums.credit - alone.credit];
      found.check({
        key: 'journal_debit_credit',
        at: name,
        declared: decimalOf(debit),
        counted: decimalOf(credit),
        agrees: debit === credit,
      });
      found.fact('journal_lines', `${name}: ${counts.lines}`);
      found.fact('journal_postings', `${name}: ${counts.postings}`);
      if (counts.oneSided > 0) found.fact('journal_one_sided', `${name}: ${counts.oneSided}`);
    },
  };
}

/**
 * A journal of postings (журнал проводок, отчёт по проводкам): a line debits one account and credits another, so it gives two `ledger`
 * rows, the debit by the name of the line and the credit behind it as `.2`. A line of one account (off-balance) gives one.
 * @returns null when the sheet is another one
 */
export function postingJournal(sheet: OpenedSheet): OpenedTable | null {
  const { found, name, block } = sheet;
  const place = cellPlacer(sheet);
  const words = headerWords(block);
  const places = journalPlaces(words, sheet.sample, (row) => place(row).cells);
  const unit = amountUnitOf(block);
  if (places === null || unit === 'other') return null;
  const table = found.table({ scope: sheet.scope, table: 'ledger', headers, canonical: true, ...unitSaid(unit) });
  sayTitle(found, block, periodOf(titleOf(block)));
  const unread = block.columns.flatMap((column, i) => (places.read.has(i) ? [] : [column.header]));
  if (unread.length > 0) found.fact('sheet_unread_columns', `${name}: ${unread.join(', ').slice(0, 200)}`);
  const checks = journalChecks(sheet);
  const [numberOf, above] = [lineNumbers(), documentsAbove()];
  const left = { totals: 0, notes: 0, repeatedHeaders: 0 };
  let ordinal = 0;

  const row = (one: SheetRow): void => {
    const { cells, odd } = place(one);
    const written = lineOf(cells, places);
    const own = (['debit', 'credit'] as const).filter((side) => written.account[side] !== '');
    const amounts = [written.amount.debit, written.amount.credit].filter((amount) => amount !== '');
    if (own.length === 0 && isTotalText(one.texts[0] ?? '')) {
      left.totals += 1;
      return checks.total(one, [...new Set(amounts)]);
    }
    if (isHeaderAgain(one, block.line) || isNumbering(one)) return void (left.repeatedHeaders += 1);
    if (own.length === 0 && amounts.length === 0) return void (left.notes += 1);
    const line = own.length === 0 ? written : above.of(one.row, written);
    // a line that names no account is a problem of its row
    const sides: readonly SideName[] = own.length === 0 ? ['debit'] : own;
    checks.line(line, sides);
    sides.forEach((side, i) => {
      ordinal += 1;
      const locator = `${rowName(name, one.row)}${i === 0 ? '' : '.2'}`;
      const posting = postingOf(line, side, numberOf(line.shared.txn_id ?? ''));
      found.record(table, { cells: posting, ordinal, locator, line: one.row, offset: 0, length: 0, odd });
    });
  };
  const end = (): void => {
    checks.end();
    if (above.taken() > 0) found.fact('journal_documents_above', `${name}: ${above.taken()}`);
    sayFacts(sheet, left);
  };
  return { table, taker: { row, end } };
}
