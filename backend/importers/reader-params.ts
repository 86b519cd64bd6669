import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { digitsOf } from '../../domain/packs/currency.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';

/** What a case's pack says of amounts and codes. @param pack with the digits of the case's books */
export const readerParams = (pack: RulePack): ReaderParams => ({
  nationalCurrency: pack.nationalCurrency,
  currencyDigits: (code) => digitsOf(pack, code),
  hsLength: pack.hsLength.value,
});
