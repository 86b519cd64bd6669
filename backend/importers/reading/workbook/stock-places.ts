/** The four figures of a line of a stock sheet, in their order; each is a row of the books. */
export const stockKinds = ['opening', 'receipt', 'issue', 'closing'] as const;
export type StockKind = (typeof stockKinds)[number];

/** -1: nowhere. */
export type StockPlaces = {
  readonly name: number;
  readonly article: number;
  readonly unit: number;
  readonly batch: number;
  readonly warehouse: number;
  readonly price: number;
  readonly figures: Readonly<Record<StockKind, { readonly qty: number; readonly value: number }>>;
  /** rows above the articles are warehouses */
  readonly byWarehouse: boolean;
};

const kinds: readonly (readonly [StockKind, RegExp])[] = [
  ['opening', /на начало|начальн|^нач |остат\p{L}* на нач|басын|бастапқы|opening/u],
  ['closing', /на конец|конечн|^кон |остат\p{L}* на кон|соңын|соңғы|closing/u],
  ['receipt', /приход|поступ|кіріс|receipts?|received|incoming/u],
  ['issue', /расход|отпу|выбы|шығыс|issues?(?: |$)|issued|outgoing/u],
];
const quantity = /(?:^| )(?:кол(?: во|ич\p{L}*)?|саны|мөлшер\p{L}*|qty|quantity|шт)(?: |$)/u;
const value = /сумм|стоим|себест|сома|құн|amount|value|cost/u;
const names = /(?:^| )(?:номенклатура|наименование|товар|тмц|материал|запас\p{L}*|атауы|тауар|product|item|goods|name)(?: |$)/u;
const articles = /^(?:артикул|код(?: номенклатуры| товара| тмц)?|номенклатурный номер|тауар коды|артикулы|sku|article|code)$/u;

const find = (words: readonly string[], pattern: RegExp): number => words.findIndex((word) => pattern.test(word));

/** @param words headers as they are compared @returns null when the columns are not those of a stock sheet with quantities */
export function stockPlaces(words: readonly string[]): StockPlaces | null {
  const figures = Object.fromEntries(stockKinds.map((kind) => [kind, { qty: -1, value: -1 }])) as Record<
    StockKind,
    { qty: number; value: number }
  >;
  words.forEach((word, i) => {
    const kind = kinds.find(([, pattern]) => pattern.test(word))?.[0];
    if (kind === undefined) return;
    const place = value.test(word) && !quantity.test(word) ? 'value' : 'qty';
    if (figures[kind][place] < 0) figures[kind][place] = i;
  });
  const isFigure = (i: number): boolean => stockKinds.some((kind) => figures[kind].qty === i || figures[kind].value === i);
  const name = words.findIndex((word, i) => names.test(word) && !isFigure(i));
  const article = find(words, articles);
  if ((name < 0 && article < 0) || stockKinds.some((kind) => figures[kind].qty < 0)) return null;
  // an account with its turnovers is no article
  if (words.some((word) => /дебет|кредит|debit|credit/u.test(word))) return null;
  return {
    name,
    article,
    unit: find(words, /^(?:ед|единица|өлшем|бірлі)\p{L}*|^(?:unit|uom)/u),
    batch: find(words, /^(?:серия|партия|характеристика|batch|lot)/u),
    warehouse: find(words, /^(?:склад|место хранения|қойма|warehouse)$/u),
    price: find(words, /^(?:цена|учетная цена|баға|price|unit price)/u),
    figures,
    byWarehouse: name >= 0 && /склад|қойма|warehouse/u.test(words[name] ?? ''),
  };
}
