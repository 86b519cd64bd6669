import { divRound, pow10 } from '../../../../domain/money/decimal.ts';
import { number } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { allOf, attribute, child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import { amountText, scaled, sum, sumDigits } from './sum.ts';

/** Text of an amount as canonical number. */
export const amountAt = (node: XmlNode | undefined, ...path: readonly string[]): string => number(leaf(node, ...path));
export const currencyAt = (node: XmlNode | undefined, ...path: readonly string[]): string => attribute(child(node, ...path), 'currencyID');

/** The party itself, where the document wraps it (`AccountingSupplierParty/Party`). */
export const partyIn = (node: XmlNode | undefined): XmlNode | undefined => child(node, 'Party') ?? node;

export const partyName = (node: XmlNode | undefined): string => {
  const party = partyIn(node);
  return firstLeaf(party, 'PartyName/Name', 'PartyLegalEntity/RegistrationName', 'PartyTaxScheme/RegistrationName') || personName(party);
};

const personName = (party: XmlNode | undefined): string =>
  joined(
    ['FirstName', 'MiddleName', 'FamilyName'].map((part) => leaf(party, 'Person', part)),
    ' ',
  );

export const partyId = (node: XmlNode | undefined): string =>
  firstLeaf(partyIn(node), 'PartyTaxScheme/CompanyID', 'PartyLegalEntity/CompanyID', 'PartyIdentification/ID');

export const partyCountry = (node: XmlNode | undefined): string =>
  firstLeaf(partyIn(node), 'PostalAddress/Country/IdentificationCode', 'PhysicalLocation/Address/Country/IdentificationCode');

/** Kilograms of a measure by its UN/ECE unit; a unit that is not known stays behind the number, where typing refuses it. */
export function kilograms(measure: XmlNode | undefined): string {
  if (measure === undefined) return '';
  const text = number(measure.text);
  switch (attribute(measure, 'unitCode')) {
    case '':
    case 'KGM':
      return text;
    case 'TNE':
      return times(text, 3);
    case 'GRM':
      return times(text, -3);
    default:
      return `${text} ${attribute(measure, 'unitCode')}`;
  }
}

/** A decimal text times 10^power, exactly. */
function times(text: string, power: number): string {
  const value = scaled(text);
  if (value === null) return text;
  const moved = power > 0 ? value * pow10(power) : value;
  if (power < 0 && moved % pow10(-power) !== 0n) return `${text}e${power}`;
  return amountText(power < 0 ? moved / pow10(-power) : moved).replace(/\.?0+$/, '');
}

/** Price of one unit: the amount by the base quantity, to six decimals. */
export function unitPrice(price: XmlNode | undefined): string {
  const [amount, base] = [amountAt(price, 'PriceAmount'), amountAt(price, 'BaseQuantity')];
  if (base === '' || base === '1') return amount;
  const [above, below] = [scaled(amount || 'none'), scaled(base)];
  if (above === null || below === null || below === 0n) return amount;
  const e6 = divRound(above * pow10(6), below);
  return amountText(e6 * pow10(sumDigits - 6)).replace(/\.?0+$/, '');
}

/** Allowances (false) or charges (true) directly at a document or line, added up; '' when there are none. */
export function allowances(node: XmlNode, charge: boolean): string {
  const found = childrenOf(node, 'AllowanceCharge').filter((one) => /^(?:true|1)$/.test(leaf(one, 'ChargeIndicator')) === charge);
  if (found.length === 0) return '';
  const all = sum();
  for (const one of found) all.add(amountAt(one, 'Amount'));
  return all.unread() > 0 ? leaf(found[0], 'Amount') : amountText(all.value());
}

/** Taxes of a document or line, each total added (one for each currency stands in newer versions: those of the document's currency). */
export function taxAmount(node: XmlNode, currency: string): string {
  const totals = childrenOf(node, 'TaxTotal').filter((one) => [currency, ''].includes(currencyAt(one, 'TaxAmount')) || currency === '');
  if (totals.length === 0) return '';
  if (totals.length === 1) return amountAt(totals[0], 'TaxAmount');
  const all = sum();
  for (const one of totals) all.add(amountAt(one, 'TaxAmount'));
  return amountText(all.value());
}

/** A commodity code, where a list of the Harmonised System is named or none is and the code has the length of one. */
export function commodityCode(item: XmlNode | undefined): string {
  for (const one of allOf(item, 'ItemClassificationCode')) {
    const list = `${attribute(one, 'listID')} ${attribute(one, 'listName')}`.trim();
    if (/HS|CN|TARIC|ТН ?ВЭД|Harmoni[sz]ed/i.test(list)) return one.text;
    if (list === '' && /^\d{6,12}$/.test(one.text)) return one.text;
  }
  return firstLeaf(item, 'CommodityClassification/CommodityCode');
}

export const country = (node: XmlNode | undefined, ...path: readonly string[]): string => leaf(node, ...path, 'IdentificationCode');
