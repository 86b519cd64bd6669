import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';

/** What a case's pack says of amounts and codes, as it can be sent to another thread. */
export type Reading = {
  readonly nationalCurrency: string;
  /** minor digits by currency code */
  readonly minorDigits: Readonly<Record<string, number>>;
  readonly hsLength: number;
};

/** @param pack with the digits of the case's books */
export const readingOf = (pack: RulePack): Reading => ({
  nationalCurrency: pack.nationalCurrency,
  minorDigits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])),
  hsLength: pack.hsLength.value,
});

export const readerParams = ({ nationalCurrency, minorDigits, hsLength }: Reading): ReaderParams => ({
  nationalCurrency,
  currencyDigits: (code) => (Object.hasOwn(minorDigits, code) ? (minorDigits[code] ?? null) : null),
  hsLength,
});
