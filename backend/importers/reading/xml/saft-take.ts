import type { Found } from '../format-reader.ts';
import type { XmlNode } from './node.ts';
import { childrenOf, leaf } from './node.ts';
import { rows } from './rows.ts';
import type { RowPlace } from './rows.ts';
import { section } from './saft-controls.ts';
import type { Section } from './saft-controls.ts';
import {
  invoiceColumns,
  linesOf,
  partiesOf,
  paymentColumns,
  referencesOf,
  saftDocument,
  sections,
  settledBy,
  stockColumns,
  totalFaults,
} from './saft-documents.ts';
import type { DocumentLine, SaftDocument } from './saft-documents.ts';
import type { SaftHeader } from './saft-header.ts';
import { creditOf, debitOf } from './saft-ledger.ts';
import { mostChecks } from './saft-lists.ts';
import type { Lists } from './saft-lists.ts';
import { series } from './saft-series.ts';
import type { Series } from './saft-series.ts';
import { amountText } from './sum.ts';
import type { OpenElement, XmlRecord } from './xml-stream.ts';

export type DocumentTaker = {
  readonly take: (parent: OpenElement, record: XmlRecord, header: SaftHeader) => void;
  readonly section: (name: string) => Section;
  readonly report: (header: SaftHeader) => void;
};

type Put = (document: SaftDocument, record: XmlRecord) => void;

/** Rows out of each kind of document. Working documents (orders, offers, pro-forma) are examined but are no rows: nothing was sold by them. */
function putters(found: Found): ReadonlyMap<string, Put> {
  const perLine =
    (put: (line: DocumentLine, place: RowPlace) => void): Put =>
    (document, { ordinal, odd }) =>
      linesOf(document.node).forEach((line, i) =>
        put({ ...document, line, ordinal: i + 1 }, { ...line.place, locator: `${ordinal}.${i + 1}`, odd }),
      );
  const payments = rows(found, { scope: 'Payments', table: 'payments' }, paymentColumns);
  return new Map<string, Put>([
    ['SalesInvoices', perLine(rows(found, { scope: 'SalesInvoices', table: 'invoices' }, invoiceColumns).put)],
    ['PurchaseInvoices', perLine(rows(found, { scope: 'PurchaseInvoices', table: 'invoices' }, invoiceColumns).put)],
    ['MovementOfGoods', perLine(rows(found, { scope: 'MovementOfGoods', table: 'stock' }, stockColumns).put)],
    ['Payments', (document, { node, ordinal, odd }) => payments.put(document, { ...node.place, locator: String(ordinal), odd })],
  ]);
}

/** Documents of SourceDocuments: rows, sums, references, series. @param referTax notes the taxes that a line names */
export function documentTaker(found: Found, lists: Lists, referTax: (lists: Lists, line: XmlNode) => void): DocumentTaker {
  const put = putters(found);
  const numbering = series();
  const sums = new Map<string, Section>([...sections.keys()].map((name) => [name, section(name)]));
  const sumsOf = (name: string): Section => sums.get(name) ?? section(name);
  let faults = 0;
  return {
    take: (parent, record, header) => {
      const document = saftDocument(parent.name, record.node, { header, lists });
      addUp(sumsOf(parent.name), document);
      refer(document, referTax);
      note(numbering, document);
      for (const fault of header.portuguese ? totalFaults(document) : []) {
        if ((faults += 1) > mostChecks) break;
        const at = `${document.number} ${fault.at}`;
        found.check({ key: 'saft_document_total', at, declared: fault.declared, counted: amountText(fault.counted), agrees: false });
      }
      put.get(parent.name)?.(document, record);
    },
    section: sumsOf,
    report: (header) => numbering.report(found, { numbered: header.portuguese, from: header.from, to: header.to }),
  };
}

/** Cancelled documents count as entries and not in the sums. */
function addUp(one: Section, document: SaftDocument): void {
  const { node, status, header, day } = document;
  one.entries += 1;
  if (header.from !== '' && header.to !== '' && day !== '' && (day < header.from || day > header.to)) one.outside += 1;
  for (const line of linesOf(node)) {
    one.lines += 1;
    if (status === 'A') continue;
    one.quantity.add(leaf(line, 'Quantity'));
    const invoiced = status === 'F';
    (invoiced ? one.invoicedDebit : one.debit).add(debitOf(line));
    (invoiced ? one.invoicedCredit : one.credit).add(creditOf(line));
  }
}

function refer(document: SaftDocument, referTax: (lists: Lists, line: XmlNode) => void): void {
  const { node, lists } = document;
  const { customers, suppliers } = partiesOf(node);
  for (const id of customers) lists.refer('customer', id);
  for (const id of suppliers) lists.refer('supplier', id);
  lists.refer('transaction', leaf(node, 'TransactionID'));
  for (const line of linesOf(node)) {
    lists.refer('product', leaf(line, 'ProductCode'));
    if (document.section !== 'Payments') referTax(lists, line);
    lists.refer('account', leaf(line, 'AccountID'));
  }
}

function note(numbering: Series, document: SaftDocument): void {
  const { node, number, section: name, type, day, header } = document;
  numbering.document({ section: name, number, type, day, entered: leaf(node, 'SystemEntryDate') });
  const from = number;
  for (const line of linesOf(node)) {
    for (const to of referencesOf(line)) numbering.refer({ from, to, day: '', toInvoice: true });
    for (const one of childrenOf(line, 'OrderReferences'))
      numbering.refer({ from, to: leaf(one, 'OriginatingON'), day: '', toInvoice: false });
  }
  for (const one of settledBy(node)) numbering.refer({ from, to: one.number, day: one.day, toInvoice: true });
  if (header.portuguese && name !== 'Payments') numbering.signature(number, leaf(node, 'Hash'), leaf(node, 'HashControl'));
}
