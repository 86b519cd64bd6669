/** What the readers need of the rule pack in force: nothing of a country stands in code. */
export type ReaderParams = {
  /** ISO 4217 code of the currency that `national` columns stand in */
  readonly nationalCurrency: string;
  /** decimals of the currency's minor unit (KZT 2, KRW 0, KWD 3); null when the pack does not know the code */
  readonly currencyDigits: (code: string) => number | null;
  /** digits of a full commodity code (EAEU 10, HS 6) */
  readonly hsLength: number;
};
