import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicates } from '../../domain/catalogue/patterns/d01-duplicates.ts';
import { normalisedNumber } from '../../domain/catalogue/key-sets.ts';
import { judged } from '../helpers/judging.ts';

/** The whole text at once, as the rule is written down. */
function ofWholeText(text: string): string {
  const counting = (t: string): string => t.replace(/[^\p{L}\p{N}]/gu, '');
  return counting(counting(text.normalize('NFC')).normalize('NFKC').toUpperCase()).replace(/^0+(?=.)/, '');
}

const letters = fc.string({ unit: fc.integer({ min: 1, max: 0x600 }).map((code) => String.fromCharCode(code)), maxLength: 12 });

describe('numbers of documents as D01 compares them', () => {
  it('every letter and sign of the Latin, Greek and Cyrillic blocks has the form that the rule gives', () => {
    for (let code = 1; code < 0x600; code += 1) {
      for (const text of [String.fromCharCode(code), `а${String.fromCharCode(code)}б`, `0${String.fromCharCode(code)}`]) {
        expect(normalisedNumber(text)).toBe(ofWholeText(text));
      }
    }
  });

  it('any text has the form that the rule gives, joining marks and other scripts included', () => {
    fc.assert(fc.property(fc.oneof(letters, fc.string({ unit: 'binary' })), (text) => normalisedNumber(text) === ofWholeText(text)));
  });

  it.each([
    ['发票-0012', '发票 0012'],
    ['СЧЁТ 12', 'сче\u0308т-12'],
    ['№ 0', '000'],
    ['Ωmega-7', 'ωMEGA7'],
  ])('%s and %s are found to be one number', (one, other) => {
    const row = { supplier_id: 'S1', counterparty: null, debit_minor: 500, credit_minor: 0 };
    const rows = [one, other].map((source_doc_ref) => ({ ...row, source_doc_ref }));
    expect(judged(duplicates, rows, { keySet: 'ledger' }).hits).toHaveLength(1);
  });
});
