import type { FormatReader, Found } from '../format-reader.ts';
import { day, number } from './canonical.ts';
import { accountOf, detailsAmount, indicator, paymentColumns, statusOf } from './camt-entry.ts';
import type { Account, Payment } from './camt-entry.ts';
import type { XmlNode } from './node.ts';
import { childrenOf, firstLeaf, leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import { rows, tell } from './rows.ts';
import type { Rows } from './rows.ts';
import { mostChecks } from './saft-lists.ts';
import { amountText, scaled, sum } from './sum.ts';
import type { Sum } from './sum.ts';
import { readXml } from './xml-stream.ts';
import type { OpenElement, XmlRecord } from './xml-stream.ts';

/** Statement (053), report (052), notification (054). */
const statements = new Set(['Stmt', 'Rpt', 'Ntfctn']);
const records = new Set(['Acct', 'Bal', 'TxsSummry', 'Ntry', 'FrToDt']);
const bodies = ['BkToCstmrStmt', 'BkToCstmrAcctRpt', 'BkToCstmrDbtCdtNtfctn'];

type Statement = {
  account: Account;
  opening: bigint | null;
  closing: bigint | null;
  readonly booked: Sum;
  entries: number;
  summary: XmlNode | null;
};

const begun = (): Statement => ({
  account: { id: '', currency: '', owner: '', statement: '' },
  opening: null,
  closing: null,
  booked: sum(),
  entries: 0,
  summary: null,
});

const signed = (node: XmlNode): bigint | null => {
  const amount = scaled(number(leaf(node, 'Amt')) || 'none');
  return amount === null || indicator(node) !== 'DBIT' ? amount : -amount;
};

/** OPBD and CLBD are the booked balances; a bank that sends several parts of a day gives the previous closing one. */
function takeBalance(statement: Statement, node: XmlNode): void {
  const code = firstLeaf(node, 'Tp/CdOrPrtry/Cd', 'Tp/CdOrPrtry/Prtry', 'Tp/Cd');
  if (code === 'OPBD' || (code === 'PRCD' && statement.opening === null)) statement.opening = signed(node);
  if (code === 'CLBD') statement.closing = signed(node);
}

function takeEntry(
  to: { readonly payments: Rows<Payment>; readonly batch: (at: string, declared: string, parts: readonly string[]) => void },
  statement: Statement,
  record: XmlRecord,
  locator: string,
): void {
  const { node: entry, odd } = record;
  const parts = childrenOf(entry, 'NtryDtls').flatMap((one) => childrenOf(one, 'TxDtls'));
  const single = parts.length < 2 || parts.some((part) => detailsAmount(part) === undefined);
  if (single) to.payments.put({ entry, details: parts[0], account: statement.account, single }, { ...entry.place, locator, odd });
  else {
    parts.forEach((details, i) =>
      to.payments.put({ entry, details, account: statement.account, single }, { ...details.place, locator: `${locator}.${i + 1}`, odd }),
    );
    to.batch(
      locator,
      leaf(entry, 'Amt'),
      parts.map((part) => signedPart(entry, part)),
    );
  }
  statement.entries += 1;
  if (['BOOK', ''].includes(statusOf(entry))) statement.booked.add(number(leaf(entry, 'Amt')), indicator(entry) === 'DBIT' ? -1 : 1);
}

/** Of a part that goes the other way than its entry, the amount is taken away. */
function signedPart(entry: XmlNode, part: XmlNode): string {
  const amount = number(detailsAmount(part)?.text ?? '');
  const against = indicator(part) !== '' && indicator(part) !== indicator(entry);
  return against && !amount.startsWith('-') ? `-${amount}` : amount;
}

function checkStatement(found: Found, statement: Statement): void {
  const { account, opening, closing, booked, summary, entries } = statement;
  const at = [account.id, account.statement].filter((part) => part !== '').join(' ');
  const declared = leaf(summary ?? undefined, 'TtlNtries', 'NbOfNtries');
  if (declared !== '') found.check({ key: 'bank_entries', at, declared, counted: String(entries), agrees: declared === String(entries) });
  if (opening === null || closing === null) return;
  const counted = opening + booked.value();
  const agrees = counted === closing && booked.unread() === 0;
  found.check({ key: 'bank_closing', at, declared: amountText(closing), counted: amountText(counted), agrees });
}

function batchCheck(found: Found): (at: string, declared: string, parts: readonly string[]) => void {
  let wrong = 0;
  return (at, declared, parts) => {
    const all = sum();
    for (const part of parts) all.add(part);
    if (scaled(number(declared)) === all.value() || (wrong += 1) > mostChecks) return;
    found.check({ key: 'bank_batch', at, declared, counted: amountText(all.value()), agrees: false });
  };
}

function takeRecord(statement: Statement, record: XmlRecord, parent: OpenElement, found: Found): void {
  const { node } = record;
  if (node.name === 'Bal') takeBalance(statement, node);
  else if (node.name === 'TxsSummry') statement.summary = node;
  else if (node.name === 'FrToDt') tell(found, { period_from: day(leaf(node, 'FrDtTm')), period_to: day(leaf(node, 'ToDtTm')) });
  else if (node.name === 'Acct') {
    statement.account = { ...accountOf(node), statement: parent.field('ElctrncSeqNb') || parent.field('LglSeqNb') || parent.field('Id') };
    tell(found, { company: statement.account.owner, currency: statement.account.currency });
  }
}

/** ISO 20022 bank statements camt.052, camt.053 and camt.054 of any version, by local names. */
export const camtReader: FormatReader = {
  format: 'camt',
  version: 'camt-2',
  recognise: recogniseBy(new Set(bodies), new RegExp(`camt\\.05[234]\\.|<(?:[\\w.-]+:)?(?:${bodies.join('|')})[\\s>]`)),
  read: async (file, found) => {
    const to = { payments: rows(found, { scope: 'Ntry', table: 'payments' }, paymentColumns), batch: batchCheck(found) };
    let [statement, ordinal, entry] = [begun(), 0, 0];
    await readXml(file, found, {
      isRecord: (name, parent) => parent !== null && statements.has(parent.name) && records.has(name),
      placed: new Set(['TxDtls']),
      opened: (element) => {
        if (!statements.has(element.name)) return;
        [statement, entry] = [begun(), 0];
        ordinal += 1;
      },
      record: (record) => {
        if (record.parent === null) return;
        if (record.node.name === 'Ntry') takeEntry(to, statement, record, `${ordinal}.${(entry += 1)}`);
        else takeRecord(statement, record, record.parent, found);
      },
      closed: (element) => {
        if (statements.has(element.name)) checkStatement(found, statement);
        if (element.name === 'GrpHdr') tell(found, { created: day(element.field('CreDtTm')) });
      },
    });
  },
};
