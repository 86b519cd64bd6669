import { Refused } from '../../../../domain/model/refused.ts';
import type { FormatReader, Found } from '../format-reader.ts';
import type { XmlNode } from './node.ts';
import { leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import type { RowPlace } from './rows.ts';
import { checkPeriod, checkSection, ledgerControls, section } from './saft-controls.ts';
import type { Ledger, Section } from './saft-controls.ts';
import { sections } from './saft-documents.ts';
import { documentTaker } from './saft-take.ts';
import type { DocumentTaker } from './saft-take.ts';
import { monthOf, noHeader, saftHeader, tellHeader } from './saft-header.ts';
import type { SaftHeader } from './saft-header.ts';
import { creditOf, debitOf, ledgerRows, referLine } from './saft-ledger.ts';
import { lists } from './saft-lists.ts';
import type { ListKind, Lists, Named } from './saft-lists.ts';
import { isParty, masterRows, partyKinds, taxCode } from './saft-master.ts';
import type { MasterRows } from './saft-master.ts';
import { schemaCheck } from './saft-schema.ts';
import type { SchemaCheck } from './saft-schema.ts';
import { stockCount } from './saft-stock.ts';
import { ancestor, readXml } from './xml-stream.ts';
import type { OpenElement, XmlRecord, XmlVisitor } from './xml-stream.ts';

/** Everything that one reading of a SAF-T file keeps: lists and sums, no rows. */
type Reading = {
  readonly found: Found;
  readonly lists: Lists;
  readonly ledger: Ledger;
  readonly master: MasterRows;
  readonly documents: DocumentTaker;
  readonly schema: SchemaCheck;
  header: SaftHeader;
  journal: Named;
};

const ledgerLines = new Set(['Line', 'DebitLine', 'CreditLine', 'TransactionLine']);
const inTransaction = (parent: OpenElement): boolean =>
  parent.name === 'Transaction' || (parent.name === 'Lines' && parent.parent?.name === 'Transaction');
const listedIn = new Set(['MasterFiles', 'Customers', 'Suppliers', 'Owners', 'Products']);

function isRecord(name: string, parent: OpenElement | null): boolean {
  if (parent === null) return false;
  if (name === 'Header') return parent.name === 'AuditFile';
  if (name === 'Account') return parent.name === 'GeneralLedgerAccounts';
  if (isParty(name) || name === 'Product') return listedIn.has(parent.name);
  if (name === 'TaxTableEntry') return parent.name === 'TaxTable';
  if (name === 'PhysicalStockEntry' || name === 'PhysicalStock') return isStock(name, parent);
  if (ledgerLines.has(name)) return inTransaction(parent);
  return sections.get(parent.name) === name;
}

/** Some countries list the counts inside of one `PhysicalStock`, some repeat it. */
const isStock = (name: string, parent: OpenElement): boolean =>
  name === 'PhysicalStockEntry' || (parent.name === 'PhysicalStock' && name === 'PhysicalStock');

function visitor(reading: Reading): XmlVisitor {
  const ledger = ledgerRows(reading.found);
  const stock = stockCount(reading.found);
  const general = section('GeneralLedgerEntries');
  const takeLine = (record: XmlRecord, transaction: OpenElement): void => {
    const { node } = record;
    const line = { node, transaction, lists: reading.lists, ordinal: record.ordinal };
    const [debit, credit] = [debitOf(node), creditOf(node)];
    reading.ledger.line(leaf(node, 'AccountID'), debit, credit);
    general.debit.add(debit);
    general.credit.add(credit);
    general.lines += 1;
    referLine(line);
    referTax(reading.lists, node);
    const journal = ancestor(transaction, 'Journal');
    const locator = `${journal?.ordinal ?? 1}.${transaction.ordinal}.${record.ordinal}`;
    ledger.put(line, { ...node.place, locator, odd: record.odd });
  };
  return {
    isRecord,
    placed: new Set(['Line']),
    record: (record) => {
      const { node, parent } = record;
      const transaction = ancestor(parent, 'Transaction');
      reading.schema.record(node, parent);
      if (transaction !== null) return takeLine(record, transaction);
      if (parent !== null && sections.has(parent.name)) return reading.documents.take(parent, record, reading.header);
      if (node.name.startsWith('PhysicalStock')) return stock(record, reading.header);
      takeMaster(reading, record);
    },
    opened: (element) => {
      refuseOther(element);
      reading.schema.opened(element);
      if (element.name === 'Transaction') reading.ledger.begin();
    },
    closed: (element) => {
      reading.schema.closed(element);
      if (element.name === 'Transaction') endTransaction(reading, general, element);
      else if (element.name === 'GeneralLedgerEntries') endSection(reading, general, element);
      else if (sections.has(element.name) && element.parent?.name === 'SourceDocuments')
        endSection(reading, reading.documents.section(element.name), element);
    },
  };
}

function refuseOther(element: OpenElement): void {
  if (element.parent === null && element.name !== 'AuditFile') throw new Refused({ code: 'file_xml_other', args: { found: element.name } });
}

function referTax(known: Lists, line: XmlNode): void {
  for (const tax of line.children)
    if (tax.name === 'Tax' || tax.name === 'TaxInformation')
      known.refer('tax', taxCode(leaf(tax, 'TaxType'), leaf(tax, 'TaxCountryRegion'), leaf(tax, 'TaxCode')));
}

function takeMaster(reading: Reading, record: XmlRecord): void {
  const { node, odd, ordinal } = record;
  const place: RowPlace = { ...node.place, locator: String(ordinal), odd };
  const kind = partyKinds[node.name];
  if (node.name === 'Header') {
    reading.header = saftHeader(node);
    tellHeader(reading.found, node, reading.header);
  } else if (kind !== undefined) reading.master.party(kind, node, place);
  else if (node.name === 'Product') reading.master.product(node, place);
  else if (node.name === 'TaxTableEntry') reading.master.tax(node);
  else if (node.name === 'Account') {
    reading.master.account(node, place, reading.header);
    if (/^(?:GM|AM)?$/.test(leaf(node, 'GroupingCategory')) || !reading.header.portuguese) expectBalance(reading.ledger, node);
  }
}

function expectBalance(ledger: Ledger, node: XmlNode): void {
  ledger.account(leaf(node, 'AccountID'), {
    openingDebit: leaf(node, 'OpeningDebitBalance'),
    openingCredit: leaf(node, 'OpeningCreditBalance'),
    closingDebit: leaf(node, 'ClosingDebitBalance'),
    closingCredit: leaf(node, 'ClosingCreditBalance'),
  });
}

function endTransaction(reading: Reading, general: Section, element: OpenElement): void {
  const journal = ancestor(element, 'Journal')?.field('JournalID') ?? '';
  general.entries += 1;
  if (isOutside(reading.header, element)) general.outside += 1;
  reading.lists.list('transaction', element.field('TransactionID'), journalMark(reading, element));
  reading.ledger.end(element.field('TransactionID'), journal);
}

/** One and the same object for all transactions of a journal. */
function journalMark(reading: Reading, element: OpenElement): Named {
  const ordinal = String(ancestor(element, 'Journal')?.ordinal ?? 1);
  if (reading.journal.name !== ordinal) reading.journal = { name: ordinal, country: '' };
  return reading.journal;
}

/** By period where the header selects periods and the transaction names its own, else by its day. */
function isOutside({ months, from, to }: SaftHeader, element: OpenElement): boolean {
  const month = months === null ? null : monthOf(element.field('PeriodYear'), element.field('Period'));
  if (months !== null && month !== null) return month < months[0] || month > months[1];
  const day = element.field('TransactionDate').slice(0, 10);
  return from !== '' && to !== '' && day !== '' && (day < from || day > to);
}

function endSection(reading: Reading, one: Section, element: OpenElement): void {
  const { from, to } = reading.header;
  checkSection(reading.found, one, element.field);
  checkPeriod(reading.found, one, from === '' || to === '' ? '' : `${from} – ${to}`);
}

/** Lists that every file has whose lines name their codes; the others are only held against lists that are there. */
const alwaysListed: ReadonlySet<ListKind> = new Set(['customer', 'supplier']);
const alwaysInPortugal: ReadonlySet<ListKind> = new Set(['customer', 'supplier', 'product', 'tax']);

/**
 * SAF-T Financial: the Norwegian 1.10 and 1.30, the OECD 2.0 shape, the Portuguese 1.04_01 and other countries' by local names.
 * One table for each kind of record; control totals, references, double entry, periods and series as checks.
 */
export const saftReader: FormatReader = {
  format: 'saft',
  version: 'saft-2',
  recognise: recogniseBy(new Set(['AuditFile'])),
  read: async (file, found) => {
    const known = lists();
    const reading: Reading = {
      found,
      lists: known,
      ledger: ledgerControls(),
      master: masterRows(found, known),
      documents: documentTaker(found, known, referTax),
      schema: schemaCheck(found),
      header: noHeader,
      journal: { name: '', country: '' },
    };
    try {
      await readXml(file, found, visitor(reading));
    } catch (error) {
      throw error instanceof Refused && error.at === '' ? new Refused({ code: error.code, at: file.name, args: error.args }) : error;
    }
    reading.ledger.report(found);
    known.report(found, reading.header.portuguese ? alwaysInPortugal : alwaysListed);
    reading.documents.report(reading.header);
    reading.schema.report();
  },
};
