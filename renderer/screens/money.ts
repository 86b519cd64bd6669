import { useAsk } from '../parts/api.tsx';
import type { Money } from '../parts/grid/cells.ts';

const unknown: Money = { national: '', digits: {} };

/** How the case writes amounts, from the pack that it pins. */
export function useMoney(caseId: string): Money {
  const header = useAsk('case.get', { caseId }).data?.header;
  return header === undefined ? unknown : { national: header.currency, digits: header.digits };
}
