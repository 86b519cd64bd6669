import { number } from './canonical.ts';
import { noComponent } from './declaration-parts.ts';
import type { Tax, TaxLine, ValueComponent } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { child, childrenOf, joined, leaf } from './node.ts';

/**
 * Codes of taxes are each country's own; these are the usual ones in English, French, Spanish and Russian administrations. Whatever is
 * not known counts as a fee, and every line stands in the value components too, with its code.
 */
const kinds: readonly (readonly [Tax, RegExp])[] = [
  ['vat', /^(?:VAT|TVA|IVA|GST|V\d\d|VA[A-Z]?|5010)$/i],
  ['excise', /^(?:EXC|EXD|EXT|XCS|ED|EX|DA|DC|EXCISE|4\d{3})$/i],
  ['ad', /^(?:ADD|AD|CVD|SGD|20[4-6]0)$/i],
  ['duty', /^(?:DD|DTY|DUTY|CUD|CD|CID|ICD|ID|IMD|IDT|IM|DI|DAI|DFI|DE|CET|2010|3010)$/i],
];

const kindOf = (code: string): Tax => kinds.find(([, form]) => form.test(code))?.[0] ?? 'fee';

const linesOf = (item: XmlNode): readonly XmlNode[] => childrenOf(child(item, 'Taxation'), 'Taxation_line');
const amountOf = (line: XmlNode): string => number(leaf(line, 'Duty_tax_amount'));

/** Type of calculation: a percentage of the base, or an amount per unit. */
function rateOf(line: XmlNode): string {
  const rate = number(leaf(line, 'Duty_tax_rate'));
  if (rate === '') return '';
  return /^(?:2|S|specific)/i.test(leaf(line, 'Duty_tax_Type_of_calculation')) ? `${rate} / unit` : `${rate}%`;
}

export function taxLinesOf(item: XmlNode): TaxLine[] {
  return linesOf(item)
    .filter((line) => leaf(line, 'Duty_tax_code') !== '')
    .map((line) => ({
      tax: kindOf(leaf(line, 'Duty_tax_code')),
      rate: rateOf(line),
      base: number(leaf(line, 'Duty_tax_Base')),
      amount: amountOf(line),
    }));
}

/** Each line of box 47 by its code: rate, base and mode of payment in words. */
export function asycudaTaxes(item: XmlNode): ValueComponent[] {
  return linesOf(item)
    .filter((line) => leaf(line, 'Duty_tax_code') !== '')
    .map((line) => ({
      ...noComponent,
      box: '47',
      answer: leaf(line, 'Duty_tax_code'),
      national: amountOf(line),
      note: joined([leaf(line, 'Duty_tax_Base'), rateOf(line), leaf(line, 'Duty_tax_MP')], ' · '),
    }));
}
