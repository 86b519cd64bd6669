import type { Found } from '../format-reader.ts';
import { number } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { child, deepLeaf, firstLeaf, joined, leaf } from './node.ts';
import { rows } from './rows.ts';
import type { Mapping, RowPlace, Rows } from './rows.ts';
import type { SaftHeader } from './saft-header.ts';
import { own } from './saft-lists.ts';
import type { Lists, Named } from './saft-lists.ts';

type Party = { readonly node: XmlNode; readonly kind: 'customer' | 'supplier' | 'owner' };

const amountAt =
  (...paths: readonly string[]) =>
  ({ node }: { readonly node: XmlNode }): string =>
    number(firstLeaf(node, ...paths));

const idOf = ({ node }: Party): string => firstLeaf(node, 'CustomerID', 'SupplierID', 'OwnerID');
const nameOf = (node: XmlNode): string => firstLeaf(node, 'Name', 'CompanyName', 'CustomerName', 'SupplierName');

function addressOf(node: XmlNode): string {
  const at = child(node, 'Address') ?? child(node, 'BillingAddress') ?? child(node, 'CompanyStructure', 'Address');
  const parts = ['StreetName', 'Number', 'BuildingNumber', 'AdditionalAddressDetail', 'AddressDetail', 'PostalCode', 'City', 'Region'];
  return joined(
    parts.map((part) => leaf(at, part)),
    ', ',
  );
}

const countryOf = (node: XmlNode): string =>
  firstLeaf(node, 'Address/Country', 'BillingAddress/Country', 'CompanyStructure/Address/Country');

const partyColumns: Mapping<Party> = {
  party_id: idOf,
  kind: ({ kind }) => kind,
  name: ({ node }) => nameOf(node),
  tax_id: ({ node }) =>
    firstLeaf(node, 'TaxRegistration/TaxRegistrationNumber', 'CustomerTaxID', 'SupplierTaxID', 'RegistrationNumber') ||
    deepLeaf(node, 'TaxRegistrationNumber'),
  country: ({ node }) => countryOf(node),
  address: ({ node }) => addressOf(node),
  phone: ({ node }) => firstLeaf(node, 'Contact/Telephone', 'Telephone') || deepLeaf(node, 'Telephone'),
  director: ({ node }) =>
    joined([firstLeaf(node, 'Contact/ContactPerson/FirstName'), firstLeaf(node, 'Contact/ContactPerson/LastName', 'Contact')], ' '),
  bank_account: ({ node }) => firstLeaf(node, 'BankAccount/IBANNumber', 'BankAccount/BankAccountNumber'),
  account: ({ node }) => firstLeaf(node, 'BalanceAccountStructure/BalanceAccount/AccountID', 'BalanceAccount/AccountID', 'AccountID'),
  opening_debit_minor: (party) => balance(party, 'OpeningDebitBalance'),
  opening_credit_minor: (party) => balance(party, 'OpeningCreditBalance'),
  closing_debit_minor: (party) => balance(party, 'ClosingDebitBalance'),
  closing_credit_minor: (party) => balance(party, 'ClosingCreditBalance'),
};

const balance = ({ node }: Party, name: string): string =>
  number(firstLeaf(node, name, `BalanceAccount/${name}`, `BalanceAccountStructure/BalanceAccount/${name}`));

type AccountRow = { readonly node: XmlNode; readonly header: SaftHeader };

const accountColumns: Mapping<AccountRow> = {
  account: ({ node }) => leaf(node, 'AccountID'),
  account_name: ({ node }) => leaf(node, 'AccountDescription'),
  account_type: ({ node }) => firstLeaf(node, 'AccountType', 'GroupingCategory'),
  grouping_code: ({ node }) => firstLeaf(node, 'GroupingCode', 'StandardAccountID', 'TaxonomyCode'),
  period_from: ({ header }) => header.from,
  period_to: ({ header }) => header.to,
  opening_debit_minor: amountAt('OpeningDebitBalance'),
  opening_credit_minor: amountAt('OpeningCreditBalance'),
  closing_debit_minor: amountAt('ClosingDebitBalance'),
  closing_credit_minor: amountAt('ClosingCreditBalance'),
};

const productColumns: Mapping<XmlNode> = {
  product_code: (node) => leaf(node, 'ProductCode'),
  product_name: (node) => firstLeaf(node, 'Description', 'ProductDescription'),
  hs_code: (node) => firstLeaf(node, 'ProductCommodityCode', 'CustomsDetails/CNCode'),
  product_group: (node) => firstLeaf(node, 'ProductGroup', 'ProductType'),
  qty_unit: (node) => firstLeaf(node, 'UOMBase', 'UOMStandard', 'UOMPhysicalStock'),
  unit_factor_e6: (node) => number(firstLeaf(node, 'UOMToUOMBaseConversionFactor')),
  barcode: (node) => firstLeaf(node, 'ProductNumberCode'),
};

export type MasterRows = {
  readonly party: (kind: Party['kind'], node: XmlNode, place: RowPlace) => void;
  readonly account: (node: XmlNode, place: RowPlace, header: SaftHeader) => void;
  readonly product: (node: XmlNode, place: RowPlace) => void;
  readonly tax: (node: XmlNode) => void;
};

/** Rows and lists of MasterFiles. */
export function masterRows(found: Found, lists: Lists): MasterRows {
  const parties = new Map<Party['kind'], Rows<Party>>(
    (['customer', 'supplier', 'owner'] as const).map((kind) => [
      kind,
      rows(found, { scope: scopes[kind], table: 'parties' }, partyColumns),
    ]),
  );
  const accounts = rows(found, { scope: 'GeneralLedgerAccounts', table: 'accounts' }, accountColumns);
  const products = rows(found, { scope: 'Products', table: 'products' }, productColumns);
  return {
    party: (kind, node, place) => {
      const party = { node, kind };
      if (kind !== 'owner') lists.list(kind, idOf(party), named(nameOf(node), countryOf(node)));
      lists.refer('account', accountIn(partyColumns['account']?.(party) ?? ''));
      parties.get(kind)?.put(party, place);
    },
    account: (node, place, header) => {
      lists.list('account', leaf(node, 'AccountID'), named(leaf(node, 'AccountDescription')));
      accounts.put({ node, header }, place);
    },
    product: (node, place) => {
      lists.list('product', leaf(node, 'ProductCode'));
      products.put(node, place);
    },
    tax: (node) => {
      for (const one of [node, ...node.children.filter((c) => c.name === 'TaxCodeDetails')]) listTax(lists, node, one);
    },
  };
}

const scopes = { customer: 'Customers', supplier: 'Suppliers', owner: 'Owners' } as const;

/** Programs without a ledger write this word where a code is demanded. */
const accountIn = (code: string): string => (code === 'Desconhecido' ? '' : code);

const named = (name: string, country = ''): Named => ({ name: own(name), country: own(country) });

/** A code may stand several times in the table, with another rate or until another day; lines may name it without its type. */
function listTax(lists: Lists, entry: XmlNode, details: XmlNode): void {
  const bare = leaf(details, 'TaxCode');
  const whole = taxCode(leaf(entry, 'TaxType'), leaf(details, 'TaxCountryRegion'), bare);
  for (const code of new Set([whole, bare]))
    if (code !== '' && lists.named('tax', code) === undefined) lists.list('tax', code, named(leaf(details, 'Description') || code));
}

/** How a tax is named in the table and by a line. */
export const taxCode = (type: string, region: string, code: string): string => (code === '' ? '' : joined([type, region, code], ' '));

export const partyKinds: Readonly<Record<string, Party['kind']>> = { Customer: 'customer', Supplier: 'supplier', Owner: 'owner' };
export const isParty = (name: string): boolean => partyKinds[name] !== undefined;
