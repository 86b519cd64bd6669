/** One kind of planted irregularity. Its sentence is `simulate.plant.<kind>` in the locale files. */
export type Kind = {
  readonly id: string;
  /** tests of the catalogue that should find it, the surest first */
  readonly tests: readonly string[];
  /** rows that carry it: a table, or a table and what of it (`@` the goods item, a box of the value declaration) */
  readonly rows: readonly string[];
  /** what a shipment needs for it */
  readonly needs?: 'freight' | 'preference' | 'related' | 'insurance' | 'pieces' | 'USD' | 'ordinary' | 'foreign';
  /** it shows only when enough of the period is left after it */
  readonly early?: true;
  /** only where there are books enough for it to be seen */
  readonly large?: true;
};

const kind = (id: string, tests: string, rows: string, more: Partial<Kind> = {}): Kind => ({
  id,
  tests: tests.split(' '),
  rows: rows.split(' '),
  ...more,
});

/** Planted on a shipment, its declaration, documents and payments. */
export const shipmentKinds: readonly Kind[] = [
  kind('dtsSum', 'V01', 'value_components:20 declarations:@', { needs: 'freight' }),
  kind('invoiceTotal', 'V02 P01', 'declarations:@ invoices:@', { needs: 'ordinary' }),
  kind('freightMissing', 'V03 V04', 'declarations:* freight:transport', { needs: 'freight' }),
  kind('insuranceMissing', 'V05', 'declarations:* freight:insurance', { needs: 'insurance' }),
  kind('relatedDenied', 'V12', 'value_components:7a declarations:*', { needs: 'related' }),
  kind('consignment', 'V17', 'contracts:own declarations:*', { needs: 'ordinary' }),
  kind('deduction', 'V18', 'value_components:22 declarations:@', { needs: 'ordinary' }),
  kind('priceLow', 'V14 D07', 'declarations:@', { needs: 'pieces', large: true }),
  kind('priceDrop', 'V19 V14', 'declarations:@', { needs: 'pieces', large: true }),
  kind('twoCodes', 'C01', 'declarations:@', { needs: 'ordinary' }),
  kind('misdescribed', 'C05', 'declarations:@ invoices:@', { needs: 'ordinary' }),
  kind('unitWeight', 'C07 Q04', 'declarations:@', { needs: 'pieces' }),
  kind('noCertificate', 'O01', 'declarations:*', { needs: 'preference' }),
  kind('certificateExpired', 'O01', 'item_documents:certificate', { needs: 'preference' }),
  kind('originDiffers', 'O03', 'declarations:@ invoices:@', { needs: 'ordinary' }),
  kind('certificateOverused', 'O04', 'item_documents:certificate declarations:*', { needs: 'preference' }),
  kind('netAboveGross', 'Q01', 'declarations:@', { needs: 'ordinary' }),
  kind('packagesDiffer', 'Q02', 'freight:transport declarations:*'),
  kind('receiptExcess', 'Q03', 'stock:@ declarations:@', { needs: 'ordinary' }),
  kind('containerDigit', 'Q08', 'freight:transport'),
  kind('overweight', 'Q09 Q02', 'freight:transport'),
  kind('vatOverclaimed', 'T02 T05', 'ledger:vat declarations:*'),
  kind('dutyNotPosted', 'T05', 'declarations:* payments:budget', { needs: 'ordinary' }),
  kind('fxSurcharge', 'T08', 'payments:supplier ledger:settlement', { early: true, needs: 'ordinary' }),
  kind('neverPaid', 'P04', 'declarations:*', { early: true }),
  kind('otherInvoice', 'P05', 'payments:supplier', { early: true }),
  kind('paidTwice', 'P06 P01', 'payments:supplier', { early: true }),
  kind('otherCurrency', 'P07', 'payments:supplier', { early: true, needs: 'USD' }),
  kind('thirdCountry', 'P02', 'payments:supplier', { early: true }),
  kind('doubleInvoice', 'P08', 'invoices:* declarations:*'),
  kind('invoiceReused', 'D01', 'declarations:*', { needs: 'ordinary' }),
  kind('invoiceTransposed', 'D02', 'declarations:*', { needs: 'ordinary' }),
  kind('splitShipment', 'D08', 'declarations:*', { needs: 'USD' }),
  kind('invoiceAfter', 'D09', 'declarations:*'),
  kind('releaseBefore', 'D09', 'declarations:*'),
  kind('weekend', 'D09', 'declarations:*'),
  kind('wrongRate', 'D10', 'declarations:*', { needs: 'USD' }),
  kind('vagueText', 'D13', 'declarations:@'),
  kind('dutyWrong', 'D16', 'declarations:@', { needs: 'ordinary' }),
  kind('vatBaseWrong', 'D16', 'declarations:@', { needs: 'ordinary' }),
  kind('debitNote', 'V11', 'invoices:debit', { early: true }),
  kind('belowCost', 'V20', 'invoices:sale', { early: true }),
  kind('falseReference', 'T04', 'invoices:sale', { early: true }),
  kind('numberGap', 'D03', 'ledger:gap', { early: true }),
  kind('badNumber', 'D15', 'parties:own invoices:sale', { early: true }),
];

/** Planted beside the shipments: entries, payments and goods of their own. */
export const aloneKinds: readonly Kind[] = [
  kind('royalty', 'V06', 'ledger:royalty payments:royalty'),
  kind('commission', 'V08', 'ledger:commission payments:commission'),
  kind('transferAdjustment', 'V16', 'ledger:adjustment'),
  kind('advanceLost', 'P03', 'payments:advance', { early: true }),
  kind('undeclaredPurchase', 'Q05', 'invoices:undeclared ledger:undeclared stock:undeclared'),
  kind('neverImported', 'Q06', 'stock:strange invoices:strange'),
  kind('unbalanced', 'T06', 'ledger:unbalanced'),
  kind('missingPosting', 'T06 D03', 'ledger:gap'),
  kind('outsidePeriod', 'T06', 'ledger:outside'),
  kind('manualJournal', 'T07', 'ledger:manual'),
  kind('overpaid', 'P01', 'payments:overpaid'),
  kind('roundAmounts', 'D05', 'ledger:round'),
  kind('belowThreshold', 'D11 D04', 'ledger:threshold', { large: true }),
  kind('burst', 'D18', 'ledger:burst'),
  kind('yieldNorm', 'R03 R02', 'production:order'),
];

/** Planted in the customs register's list alone: the trader's own books are as they are. */
export const registerKinds: readonly Kind[] = [
  kind('registerMissing', 'coverage', 'register:@'),
  kind('registerUnlisted', 'coverage', 'declarations:@'),
  kind('registerDiffers', 'coverage', 'register:@ declarations:@'),
];

/** Declarations below it need no licence, entries below it no second signature: what the plants of D08 and D11 stay under, in tiyn. */
export const threshold = 50_000_000;
