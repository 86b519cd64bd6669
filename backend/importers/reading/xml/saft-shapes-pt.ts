/**
 * Children of the elements of the Portuguese SAF-T 1.04_01 in their order (Portaria 302/2016, SAFTPT1.04_01.xsd): `?` none or one, `*` any
 * number, `+` one or more, `a|b` one of the two. Behind a colon stands the shape, where it is another name than the element's.
 */
const sources = {
  Header:
    'AuditFileVersion CompanyID TaxRegistrationNumber TaxAccountingBasis CompanyName BusinessName? CompanyAddress:Address FiscalYear StartDate EndDate CurrencyCode DateCreated TaxEntity ProductCompanyTaxID SoftwareCertificateNumber ProductID ProductVersion HeaderComment? Telephone? Fax? Email? Website?',
  Account:
    'AccountID AccountDescription OpeningDebitBalance OpeningCreditBalance ClosingDebitBalance ClosingCreditBalance GroupingCategory GroupingCode? TaxonomyCode?',
  Customer:
    'CustomerID AccountID CustomerTaxID CompanyName Contact? BillingAddress:Address ShipToAddress*:Address Telephone? Fax? Email? Website? SelfBillingIndicator',
  Supplier:
    'SupplierID AccountID SupplierTaxID CompanyName Contact? BillingAddress:Address ShipFromAddress*:Address Telephone? Fax? Email? Website? SelfBillingIndicator',
  Product: 'ProductType ProductCode ProductGroup? ProductDescription ProductNumberCode CustomsDetails?',
  CustomsDetails: 'CNCode* UNNumber*',
  TaxTableEntry: 'TaxType TaxCountryRegion TaxCode Description TaxExpirationDate? TaxPercentage|TaxAmount',
  Address: 'BuildingNumber? StreetName? AddressDetail City PostalCode Region? Country',
  DebitLine: 'RecordID AccountID SourceDocumentID? SystemEntryDate Description DebitAmount',
  CreditLine: 'RecordID AccountID SourceDocumentID? SystemEntryDate Description CreditAmount',
  Invoice:
    'InvoiceNo ATCUD DocumentStatus:InvoiceState Hash HashControl Period? InvoiceDate InvoiceType SpecialRegimes SourceID EACCode? SystemEntryDate TransactionID? CustomerID ShipTo?:Shipping ShipFrom?:Shipping MovementEndTime? MovementStartTime? Line+:InvoiceLine DocumentTotals WithholdingTax*',
  InvoiceState: 'InvoiceStatus InvoiceStatusDate Reason? SourceID SourceBilling',
  SpecialRegimes: 'SelfBillingIndicator CashVATSchemeIndicator ThirdPartiesBillingIndicator',
  InvoiceLine:
    'LineNumber OrderReferences* ProductCode ProductDescription Quantity UnitOfMeasure UnitPrice TaxBase? TaxPointDate References* Description ProductSerialNumber? DebitAmount|CreditAmount Tax TaxExemptionReason? TaxExemptionCode? SettlementAmount? CustomsInformation?',
  Tax: 'TaxType TaxCountryRegion TaxCode TaxPercentage|TaxAmount',
  OrderReferences: 'OriginatingON? OrderDate?',
  References: 'Reference? Reason?',
  ProductSerialNumber: 'SerialNumber+',
  CustomsInformation: 'ARCNo* IECAmount?',
  DocumentTotals: 'TaxPayable NetTotal GrossTotal Currency? Settlement* Payment*:PaymentMethod',
  Currency: 'CurrencyCode CurrencyAmount ExchangeRate',
  Settlement: 'SettlementDiscount? SettlementAmount? SettlementDate? PaymentTerms?',
  PaymentMethod: 'PaymentMechanism? PaymentAmount PaymentDate',
  WithholdingTax: 'WithholdingTaxType? WithholdingTaxDescription? WithholdingTaxAmount',
  StockMovement:
    'DocumentNumber ATCUD DocumentStatus:MovementState Hash HashControl Period? MovementDate MovementType SystemEntryDate TransactionID? CustomerID|SupplierID SourceID EACCode? MovementComments? ShipTo?:Shipping ShipFrom?:Shipping MovementEndTime? MovementStartTime ATDocCodeID? Line+:MovementLine DocumentTotals:PlainTotals',
  MovementState: 'MovementStatus MovementStatusDate Reason? SourceID SourceBilling',
  MovementLine:
    'LineNumber OrderReferences* ProductCode ProductDescription Quantity UnitOfMeasure UnitPrice Description ProductSerialNumber? DebitAmount|CreditAmount Tax? TaxExemptionReason? TaxExemptionCode? SettlementAmount? CustomsInformation?',
  PlainTotals: 'TaxPayable NetTotal GrossTotal Currency?',
  WorkDocument:
    'DocumentNumber ATCUD DocumentStatus:WorkState Hash HashControl Period? WorkDate WorkType SourceID EACCode? SystemEntryDate TransactionID? CustomerID Line+:WorkLine DocumentTotals:PlainTotals',
  WorkState: 'WorkStatus WorkStatusDate Reason? SourceID SourceBilling',
  WorkLine:
    'LineNumber OrderReferences* ProductCode ProductDescription Quantity UnitOfMeasure UnitPrice TaxBase? TaxPointDate References* Description ProductSerialNumber? DebitAmount|CreditAmount Tax? TaxExemptionReason? TaxExemptionCode? SettlementAmount? CustomsInformation?',
  Payment:
    'PaymentRefNo ATCUD Period? TransactionID? TransactionDate PaymentType Description? SystemID? DocumentStatus:PaymentState PaymentMethod* SourceID SystemEntryDate CustomerID Line+:PaymentLine DocumentTotals:PaymentTotals WithholdingTax*',
  PaymentState: 'PaymentStatus PaymentStatusDate Reason? SourceID SourcePayment',
  PaymentLine:
    'LineNumber SourceDocumentID+:SourceDocument SettlementAmount? DebitAmount|CreditAmount Tax? TaxExemptionReason? TaxExemptionCode?',
  SourceDocument: 'OriginatingON InvoiceDate Description?',
  PaymentTotals: 'TaxPayable NetTotal GrossTotal Settlement? Currency?',
} as const;

/** One place in an element's order: its names, how often they stand there, and the shape of each. */
export type Slot = { readonly names: readonly string[]; readonly least: 0 | 1; readonly most: 1 | 'any'; readonly shape: string };

function slotOf(token: string): Slot {
  const [written = '', shape = ''] = token.split(':');
  const sign = /[?*+]$/.exec(written)?.[0] ?? '';
  const names = (sign === '' ? written : written.slice(0, -1)).split('|');
  return {
    names,
    least: sign === '' || sign === '+' ? 1 : 0,
    most: sign === '*' || sign === '+' ? 'any' : 1,
    shape: shape || (names[0] ?? ''),
  };
}

/** Places of delivery repeat warehouse and location together, so their order is free. */
const shipping: readonly Slot[] = [
  { names: ['DeliveryID'], least: 0, most: 'any', shape: '' },
  { names: ['DeliveryDate'], least: 0, most: 1, shape: '' },
  { names: ['WarehouseID', 'LocationID'], least: 0, most: 'any', shape: '' },
  { names: ['Address'], least: 0, most: 1, shape: 'Address' },
];

export const shapes: ReadonlyMap<string, readonly Slot[]> = new Map<string, readonly Slot[]>([
  ...Object.entries(sources).map(([name, text]): [string, readonly Slot[]] => [name, text.split(' ').map(slotOf)]),
  ['Shipping', shipping],
]);

/** What may stand in the elements around the records, in any order here. */
export const around: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    AuditFile: 'Header MasterFiles GeneralLedgerEntries SourceDocuments',
    MasterFiles: 'GeneralLedgerAccounts Customer Supplier Product TaxTable',
    GeneralLedgerAccounts: 'TaxonomyReference Account',
    TaxTable: 'TaxTableEntry',
    GeneralLedgerEntries: 'NumberOfEntries TotalDebit TotalCredit Journal',
    Journal: 'JournalID Description Transaction',
    Transaction:
      'TransactionID Period TransactionDate SourceID Description DocArchivalNumber TransactionType GLPostingDate CustomerID SupplierID Lines',
    Lines: 'DebitLine CreditLine',
    SourceDocuments: 'SalesInvoices MovementOfGoods WorkingDocuments Payments',
    SalesInvoices: 'NumberOfEntries TotalDebit TotalCredit Invoice',
    MovementOfGoods: 'NumberOfMovementLines TotalQuantityIssued StockMovement',
    WorkingDocuments: 'NumberOfEntries TotalDebit TotalCredit WorkDocument',
    Payments: 'NumberOfEntries TotalDebit TotalCredit Payment',
  }).map(([name, children]) => [name, new Set(children.split(' '))]),
);

/** Totals that each part must state. */
export const stated: ReadonlyMap<string, readonly string[]> = new Map([
  ['GeneralLedgerEntries', ['NumberOfEntries', 'TotalDebit', 'TotalCredit']],
  ['SalesInvoices', ['NumberOfEntries', 'TotalDebit', 'TotalCredit']],
  ['MovementOfGoods', ['NumberOfMovementLines', 'TotalQuantityIssued']],
  ['WorkingDocuments', ['NumberOfEntries', 'TotalDebit', 'TotalCredit']],
  ['Payments', ['NumberOfEntries', 'TotalDebit', 'TotalCredit']],
]);

const amount = /^\+?(?:\d+(?:\.\d*)?|\.\d+)$/;
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:Z|[+-]\d\d:\d\d)?$/;
const moment = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-4]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;
const documentNo = /^[^ ]+ [^/^ ]+\/\d+$/;
const oneOf = (words: string): RegExp => new RegExp(`^(?:${words})$`);
const each = (names: string, form: RegExp): [string, RegExp][] => names.split(' ').map((name) => [name, form]);

/** Forms of the texts of elements, by name. Others are free text that may not be empty. */
export const forms: ReadonlyMap<string, RegExp> = new Map<string, RegExp>([
  ...each(
    'DebitAmount CreditAmount UnitPrice TaxBase TaxPayable NetTotal GrossTotal CurrencyAmount SettlementAmount PaymentAmount WithholdingTaxAmount IECAmount TaxAmount Quantity TaxPercentage ExchangeRate TotalDebit TotalCredit TotalQuantityIssued OpeningDebitBalance OpeningCreditBalance ClosingDebitBalance ClosingCreditBalance',
    amount,
  ),
  ...each(
    'InvoiceDate MovementDate WorkDate TransactionDate TaxPointDate OrderDate DeliveryDate PaymentDate SettlementDate StartDate EndDate DateCreated GLPostingDate TaxExpirationDate',
    day,
  ),
  ...each(
    'SystemEntryDate InvoiceStatusDate MovementStatusDate WorkStatusDate PaymentStatusDate MovementStartTime MovementEndTime',
    moment,
  ),
  ...each('InvoiceNo DocumentNumber PaymentRefNo', documentNo),
  ...each('NumberOfEntries NumberOfMovementLines LineNumber SoftwareCertificateNumber', /^\+?\d+$/),
  ...each('SelfBillingIndicator CashVATSchemeIndicator ThirdPartiesBillingIndicator', /^[01]$/),
  ['InvoiceStatus', oneOf('N|S|A|R|F')],
  ['MovementStatus', oneOf('N|T|A|F|R')],
  ['WorkStatus', oneOf('N|A|F')],
  ['PaymentStatus', oneOf('N|A')],
  ['InvoiceType', oneOf('FT|FS|FR|ND|NC|VD|TV|TD|AA|DA|RP|RE|CS|LD|RA')],
  ['MovementType', oneOf('GR|GT|GA|GC|GD')],
  ['WorkType', oneOf('CM|CC|FC|FO|NE|OU|OR|PF|DC|RP|RE|CS|LD|RA')],
  ['PaymentType', oneOf('RC|RG')],
  ['SourceBilling', oneOf('P|I|M')],
  ['SourcePayment', oneOf('P|I|M')],
  ['PaymentMechanism', oneOf('CC|CD|CH|CI|CO|CS|DE|LC|MB|NU|OU|PR|TB|TR')],
  ['ProductType', oneOf('P|S|O|E|I')],
  ['TaxType', oneOf('IVA|IS|NS')],
  ['TaxCode', /^[a-zA-Z0-9.]{1,10}$/],
  ['TaxCountryRegion', /^(?:[A-Z]{2}|PT-AC|PT-MA)$/],
  ['Country', /^(?:[A-Z]{2}|Desconhecido)$/],
  ['CurrencyCode', /^[A-Z]{3}$/],
  ['GroupingCategory', oneOf('GR|GA|GM|AR|AA|AM')],
  ['TaxAccountingBasis', oneOf('C|E|F|I|P|R|S|T')],
  ['WithholdingTaxType', oneOf('IRS|IRC|IS')],
  ['TaxExemptionCode', /^M\d\d$/],
  ['HashControl', /^(?:\d+|\d+\.\d+|\d+-[A-Z]{2}M [^/^ ]+\/\d+|\d+-[A-Z]{2}D [^ ]+ [^/^ ]+\/\d+)$/],
  ['Period', /^(?:[1-9]|1[0-6])$/],
  ['EACCode', /^\d{5}$/],
  ['CNCode', /^\d{8}$/],
  ['UNNumber', /^\d{4}$/],
  ['FiscalYear', /^[2-9]\d{3}$/],
  ['TaxRegistrationNumber', /^[1-9]\d{8}$/],
  ['AuditFileVersion', /^1\.04_01$/],
]);
