/** Which two kinds of record are held against each other. */
export const matchKinds = [
  'declaration-invoice',
  'invoice-payment',
  'declaration-payment',
  'declaration-stock',
  'invoice-ledger',
  'payment-ledger',
  'declaration-freight',
] as const;
export type MatchKindName = (typeof matchKinds)[number];
