import type { Component } from '../../domain/assessment/components.ts';
import type { DeclaredLine } from '../../domain/assessment/declared-line.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';

/** What a line declares for a component, as canonical text; empty when nothing was declared. @param digits of the national currency */
export function declaredText(line: DeclaredLine, component: Component, digits: number): string {
  switch (component) {
    case 'customs_value':
      return line.customsValue === null ? '' : scaledToDecimal(line.customsValue, digits);
    case 'hs_code':
      return line.hsCode;
    case 'origin':
      return line.origin ?? '';
    case 'qty': {
      const amount = line.supplementary ?? line.quantity;
      return amount === null ? '' : `${scaledToDecimal(amount.amountE6, 6).replace(/\.?0+$/, '')} ${amount.unit}`;
    }
    case 'duty_rate':
      return line.taxes.duty.rate ?? '';
    case 'excise_rate':
      return line.taxes.excise.rate ?? '';
    case 'vat_rate':
      return line.taxes.vat.rate ?? '';
    case 'relief':
      return line.preference ?? '';
    default:
      return component satisfies never;
  }
}
