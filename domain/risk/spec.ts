/** A value of an item by which it may resemble earlier ones. @property column in the file or table @property first leading characters only, as of a commodity code */
export type RiskField = { readonly name: string; readonly column: string; readonly kind: 'category' | 'number'; readonly first?: number };

/**
 * By what items are compared: data, so that another administration's files need no other program.
 * @property ratios numbers made of two others, such as price per kilogram
 * @property profiles combinations of fields; of each value of a combination it is counted how many checked items had a violation
 * @property sameGoods the combination by which an item counts as seen before when a model is judged
 * @property shown fields by which similar earlier cases are told; nothing that names a trader may stand among them
 */
export type RiskSpec = {
  readonly id: string;
  readonly idColumn: string;
  /** column of a training file: 1 where a check found a violation, 0 where it found none */
  readonly labelColumn: string;
  readonly fields: readonly RiskField[];
  readonly ratios: readonly { readonly name: string; readonly over: string; readonly under: string }[];
  readonly profiles: readonly (readonly string[])[];
  readonly sameGoods: readonly string[];
  readonly shown: readonly string[];
};

/** Items as columns. A missing category is null, a missing number NaN. */
export type RiskItems = {
  readonly n: number;
  readonly ids: readonly string[];
  readonly category: (name: string) => readonly (string | null)[];
  readonly number: (name: string) => Float64Array;
};

const category = (name: string, column: string, first?: number): RiskField => ({
  name,
  column,
  kind: 'category',
  ...(first === undefined ? {} : { first }),
});
const number = (name: string, column: string): RiskField => ({ name, column, kind: 'number' });

const goods: readonly (readonly string[])[] = [
  ['hs'],
  ['heading'],
  ['chapter'],
  ['origin'],
  ['departure'],
  ['hs', 'origin'],
  ['hs', 'departure'],
  ['heading', 'origin'],
  ['heading', 'departure'],
  ['origin', 'departure'],
  ['hs', 'origin', 'departure'],
  ['hs', 'mass', 'price'],
  ['hs', 'price'],
  ['hs', 'mass'],
];

/** The public Korean declarations (Jeong et al. 2022), as their files name the columns. */
export const koreaSpec: RiskSpec = {
  id: 'korea-declarations-1',
  idColumn: 'Declaration ID',
  labelColumn: 'Fraud',
  fields: [
    category('hs', 'HS6 Code'),
    category('heading', 'HS6 Code', 4),
    category('chapter', 'HS6 Code', 2),
    category('origin', 'Country of Origin'),
    category('departure', 'Country of Departure'),
    category('office', 'Office ID'),
    category('process', 'Process Type'),
    category('importType', 'Import Type'),
    category('use', 'Import Use'),
    category('payment', 'Payment Type'),
    category('transport', 'Mode of Transport'),
    category('declarant', 'Declarant ID'),
    category('importer', 'Importer ID'),
    category('seller', 'Seller ID'),
    category('courier', 'Courier ID'),
    category('taxType', 'Tax Type'),
    category('originMark', 'Country of Origin Indicator'),
    number('rate', 'Tax Rate'),
    number('mass', 'Net Mass'),
    number('price', 'Item Price'),
  ],
  ratios: [{ name: 'pricePerKg', over: 'price', under: 'mass' }],
  profiles: [
    ...goods,
    ['office'],
    ['process'],
    ['importType'],
    ['use'],
    ['payment'],
    ['transport'],
    ['taxType'],
    ['originMark'],
    ['declarant'],
    ['importer'],
    ['seller'],
    ['hs', 'taxType'],
    ['hs', 'declarant'],
    ['hs', 'importer'],
    ['hs', 'seller'],
    ['declarant', 'origin'],
    ['importer', 'origin'],
    ['taxType', 'origin'],
    ['hs', 'originMark'],
    ['office', 'transport'],
  ],
  sameGoods: ['hs', 'mass', 'price'],
  shown: ['hs', 'origin', 'departure', 'taxType', 'mass', 'price'],
};

/** The declarations of a case, as the books name the columns. */
export const booksSpec: RiskSpec = {
  id: 'books-declarations-1',
  idColumn: 'row',
  labelColumn: 'violation',
  fields: [
    category('hs', 'hs_code', 6),
    category('heading', 'hs_code', 4),
    category('chapter', 'hs_code', 2),
    category('origin', 'origin_country'),
    category('departure', 'dispatch_country'),
    category('office', 'office_code'),
    category('process', 'decl_type'),
    category('procedure', 'procedure'),
    category('declarant', 'declarant'),
    category('importer', 'consignee'),
    category('seller', 'seller'),
    category('preference', 'preference_code'),
    category('incoterm', 'incoterm'),
    category('taxType', 'duty_rate'),
    number('mass', 'net_g'),
    number('price', 'customs_value_minor'),
  ],
  ratios: [{ name: 'pricePerKg', over: 'price', under: 'mass' }],
  profiles: [
    ...goods,
    ['office'],
    ['process'],
    ['procedure'],
    ['declarant'],
    ['importer'],
    ['seller'],
    ['preference'],
    ['incoterm'],
    ['taxType'],
    ['hs', 'taxType'],
    ['hs', 'declarant'],
    ['hs', 'importer'],
    ['hs', 'seller'],
    ['hs', 'preference'],
    ['preference', 'origin'],
  ],
  sameGoods: ['hs', 'mass', 'price'],
  shown: ['hs', 'origin', 'departure', 'taxType', 'mass', 'price'],
};

export const riskSpecs: readonly RiskSpec[] = [koreaSpec, booksSpec];
