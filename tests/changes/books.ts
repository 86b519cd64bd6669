import type { Desk } from '../actions/backend.ts';
import { desk, passphrase } from '../actions/backend.ts';

/** A case with room for files of its own. */
export async function caseDesk(): Promise<{ readonly at: Desk; readonly caseId: string }> {
  const at = desk({ today: '2026-11-22' });
  await at.call('vault.create', { name: 'Проба', passphrase });
  const made = await at.call('case.create', {
    kind: 'onsite',
    trader: 'ТОО «Проба»',
    taxid: '980140001231',
    from: '2024-01-01',
    to: '2024-12-31',
    pack: 'kz',
  });
  return { at, caseId: made.caseId };
}

export const declarationHeads =
  'reg_no,reg_date,item_no,hs_code,description,currency,item_price_minor,customs_value_minor,duty_amount_minor';

/** One line of a declaration as CSV. */
export type Line = { readonly reg: string; readonly item: number; readonly text?: string; readonly value?: string; readonly hs?: string };

export const lineOf = ({ reg, item, text = 'стул', value = '1000.50', hs = '9401310000' }: Line): string =>
  `${reg},2024-03-0${(item % 9) + 1},${item},${hs},${text},USD,25.10,${value},100.05`;

export const declarations = (lines: readonly Line[]): string => `${[declarationHeads, ...lines.map(lineOf)].join('\n')}\n`;
