import { day, number } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { allOf, attribute, child, childrenOf, deepLeaf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';

/** What a statement says before its entries. */
export type Account = { readonly id: string; readonly currency: string; readonly owner: string; readonly statement: string };

/** A payment: a whole entry, or one of several that the bank booked as one. */
export type Payment = {
  readonly entry: XmlNode;
  readonly details: XmlNode | undefined;
  readonly account: Account;
  readonly single: boolean;
};

const dayIn = (node: XmlNode | undefined): string => day(firstLeaf(node, 'Dt', 'DtTm') || (node?.text ?? ''));
const accountId = (node: XmlNode | undefined): string => firstLeaf(node, 'Id/IBAN', 'Id/Othr/Id', 'IBAN', 'Id/PrtryAcct/Id', 'Id/BBAN');

export const accountOf = (node: XmlNode): Omit<Account, 'statement'> => ({
  id: accountId(node),
  currency: leaf(node, 'Ccy'),
  owner: firstLeaf(node, 'Ownr/Nm', 'Ownr/Pty/Nm', 'Nm'),
});

/** The amount of a batch's part in the account's currency. */
export function detailsAmount(details: XmlNode | undefined): XmlNode | undefined {
  return child(details, 'Amt') ?? child(details, 'AmtDtls', 'TxAmt', 'Amt');
}

const amountOf = ({ entry, details, single }: Payment): XmlNode | undefined => (single ? child(entry, 'Amt') : detailsAmount(details));

/** CRDT: money came in; DBIT: it went out. */
export const indicator = (node: XmlNode | undefined): string => leaf(node, 'CdtDbtInd');
const sideOf = ({ entry, details, single }: Payment): string => (single ? '' : indicator(details)) || indicator(entry);
const isIn = (payment: Payment): boolean => sideOf(payment) === 'CRDT';
const direction = (payment: Payment): string => ({ CRDT: 'in', DBIT: 'out' })[sideOf(payment)] ?? sideOf(payment);

const parties = ({ details }: Payment): XmlNode | undefined => child(details, 'RltdPties');
/** The other side: who paid in, who was paid. */
const other = (payment: Payment): XmlNode | undefined => {
  const side =
    child(parties(payment), isIn(payment) ? 'Dbtr' : 'Cdtr') ?? child(parties(payment), isIn(payment) ? 'UltmtDbtr' : 'UltmtCdtr');
  return child(side, 'Pty') ?? side;
};
const otherAgent = (payment: Payment): XmlNode | undefined =>
  child(payment.details, 'RltdAgts', isIn(payment) ? 'DbtrAgt' : 'CdtrAgt', 'FinInstnId');

function purpose({ entry, details }: Payment): string {
  const free = childrenOf(child(details, 'RmtInf'), 'Ustrd').map((one) => one.text);
  const said = [...free, leaf(details, 'AddtlTxInf'), ...(free.length === 0 ? [leaf(entry, 'AddtlNtryInf')] : [])];
  return joined(said, ' ');
}

const invoices = ({ details }: Payment): string =>
  joined(
    [...allOf(child(details, 'RmtInf'), 'RfrdDocInf').map((one) => leaf(one, 'Nb')), leaf(details, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref')],
    '; ',
  );

/** Domain, family and subfamily, else the bank's own code. */
function typeOf({ entry, details }: Payment): string {
  const code = child(details, 'BkTxCd') ?? child(entry, 'BkTxCd');
  const domain = ['Domn/Cd', 'Domn/Fmly/Cd', 'Domn/Fmly/SubFmlyCd'].map((path) => firstLeaf(code, path)).filter((part) => part !== '');
  return domain.length > 0 ? domain.join('-') : leaf(code, 'Prtry', 'Cd');
}

/** Banks write these where they were given no reference. */
const noReference = new Set(['NOTPROVIDED', 'NONREF', 'NOTAVAILABLE']);
const reference = ({ entry, details, single }: Payment): string =>
  [
    single ? leaf(entry, 'AcctSvcrRef') : '',
    firstLeaf(details, 'Refs/AcctSvcrRef'),
    firstLeaf(details, 'Refs/TxId'),
    firstLeaf(details, 'Refs/EndToEndId'),
    leaf(entry, 'AcctSvcrRef'),
    leaf(entry, 'NtryRef'),
  ].find((text) => text !== '' && !noReference.has(text)) ?? '';

export const statusOf = (entry: XmlNode): string => leaf(entry, 'Sts', 'Cd') || leaf(entry, 'Sts');

export const paymentColumns: Mapping<Payment> = {
  bank_ref: reference,
  booking_date: ({ entry }) => dayIn(child(entry, 'BookgDt')) || dayIn(child(entry, 'ValDt')),
  value_date: ({ entry }) => dayIn(child(entry, 'ValDt')),
  direction,
  amount_minor: (p) => number(amountOf(p)?.text ?? ''),
  currency: (p) => attribute(amountOf(p), 'Ccy') || p.account.currency,
  fx_rate_e8: ({ details, entry }) =>
    number(deepLeaf(child(details, 'AmtDtls'), 'XchgRate') || deepLeaf(child(entry, 'AmtDtls'), 'XchgRate')),
  own_account: ({ account }) => account.id,
  counterparty: (p) => leaf(other(p), 'Nm'),
  counterparty_id: (p) =>
    deepLeaf(child(other(p), 'Id'), 'Id') || deepLeaf(child(other(p), 'Id'), 'BICOrBEI') || deepLeaf(child(other(p), 'Id'), 'AnyBIC'),
  counterparty_account: (p) => accountId(child(parties(p), isIn(p) ? 'DbtrAcct' : 'CdtrAcct')),
  counterparty_bank: (p) => firstLeaf(otherAgent(p), 'BICFI', 'BIC', 'Nm'),
  country: (p) => leaf(other(p), 'PstlAdr', 'Ctry') || leaf(other(p), 'CtryOfRes'),
  purpose,
  invoice_no: invoices,
  statement_no: ({ account }) => account.statement,
  txn_type: typeOf,
  txn_id: ({ details }) => firstLeaf(details, 'Refs/EndToEndId', 'Refs/InstrId'),
  status: ({ entry }) => statusOf(entry),
};
