import { columnOf } from '../../../domain/model/books.ts';
import { decimalToScaled, isDecimal } from '../../../domain/money/decimal.ts';
import type { Speech } from '../../parts/words.tsx';
import type { Draft } from './use-saved.ts';

export type Component = Draft['corrections'][number]['component'];

export const components: readonly Component[] = [
  'customs_value',
  'hs_code',
  'origin',
  'qty',
  'duty_rate',
  'excise_rate',
  'vat_rate',
  'relief',
];

/** The column in which a component was declared. */
export const columnOfComponent: Record<Component, string> = {
  customs_value: 'customs_value_minor',
  hs_code: 'hs_code',
  origin: 'origin_country',
  qty: 'qty_e6',
  duty_rate: 'duty_rate',
  excise_rate: 'excise_rate',
  vat_rate: 'vat_rate',
  relief: 'preference_code',
};

const blanks = /[\s\u00a0\u202f]/g;

/** Places after the point that a quantity can have; money has those of the national currency. */
const quantityPlaces = 6;

type Read = { readonly audited: string } | { readonly problem: string; readonly args: Readonly<Record<string, string | number>> };

function readNumber(text: string, places: number): Read {
  const number = text.replaceAll(blanks, '').replace('\u2212', '-').replace(',', '.');
  if (!isDecimal(number.replace(/^(-?)0+(?=\d)/, '$1'))) return { problem: 'number', args: { text } };
  if (number.startsWith('-')) return { problem: 'negative', args: { text } };
  const plain = number.replace(/^0+(?=\d)/, '');
  return decimalToScaled(plain, places) === null ? { problem: 'places', args: { text, n: places } } : { audited: plain };
}

/** What a person typed as the audited value, in the language's form. @param digits minor digits of the national currency */
export function readAudited(component: Component, text: string, digits: number): Read {
  const typed = text.trim();
  if (typed === '') return { problem: 'missing', args: {} };
  switch (component) {
    case 'customs_value':
      return readNumber(typed, digits);
    case 'qty':
      return readNumber(typed, quantityPlaces);
    case 'hs_code': {
      const code = typed.replaceAll(/[\s.]/g, '');
      return /^\d{4,10}$/.test(code) && code.length % 2 === 0 ? { audited: code } : { problem: 'hs', args: { text } };
    }
    case 'origin': {
      const country = typed.toUpperCase();
      return /^[A-Z]{2}$/.test(country) ? { audited: country } : { problem: 'country', args: { text } };
    }
    case 'duty_rate':
    case 'excise_rate':
    case 'vat_rate':
      return { audited: typed.replaceAll(/(\d),(\d)/g, '$1.$2') };
    case 'relief':
      return { audited: typed };
    default:
      return component satisfies never;
  }
}

/** The canonical value as the language writes it, without the blanks that only get in the way of typing. */
export function auditedShown(component: Component, audited: string, speech: Speech): string {
  const type = columnOf('declarations', columnOfComponent[component])?.type;
  if ((type !== 'money' && type !== 'quantity') || !isDecimal(audited)) return audited;
  return speech.decimal(audited).replaceAll(/[\u00a0\u202f]/g, ' ');
}
