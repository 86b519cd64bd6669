export { formatCount, formatDay, formatDecimal, formatMoney, formatPercent } from './format.ts';
export { parseMessage } from './message.ts';
export { pluralForm } from './plural.ts';
export { speaker, type Messages, type Say } from './say.ts';
