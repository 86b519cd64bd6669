import { exactNumber } from './numbers.ts';
import type { MatchLine, MatchRecord } from './record.ts';
import { grouped, idOf, idsIn, otherRows, partyList, plainRecord, sumCells } from './sides.ts';
import type { Cells, Side } from './sides.ts';
import { unitOf } from './trade-words.ts';

const common = ['reg_no', 'reg_date', 'seller', 'consignor', 'contract_no', 'invoice_no', 'currency'] as const;

/** Price of the goods by invoice: one record for each declaration, invoice and currency; links go item by item. */
export const pricedColumns = [...common, 'item_price_minor', 'article', 'hs_code', 'description'] as const;

export function pricedDeclarations(cells: Cells): Side {
  const parties = partyList();
  const key = (i: number): string => `${cells.text('reg_no', i)}\u0000${cells.text('invoice_no', i)}\u0000${cells.text('currency', i)}`;
  const records = grouped(cells, key).map((rows): MatchRecord => {
    const head = rows[0] ?? 0;
    const lines = rows.map(
      (i): MatchLine => ({
        rank: cells.rank(i),
        amount: cells.number('item_price_minor', i),
        article: exactNumber(cells.text('article', i)),
        hs: cells.text('hs_code', i),
        text: cells.text('description', i),
      }),
    );
    return {
      ...header(cells, head, parties),
      ids: idsIn('inv', cells.text('invoice_no', head)),
      amount: sumCells(cells, 'item_price_minor', rows),
      lines,
    };
  });
  return { records, parties: parties.all() };
}

function header(cells: Cells, head: number, parties: ReturnType<typeof partyList>): MatchRecord {
  return {
    ...plainRecord,
    rank: cells.rank(head),
    label: cells.text('reg_no', head),
    day: cells.day('reg_date', head),
    party: parties.at('', cells.text('seller', head) || cells.text('consignor', head)),
    contract: exactNumber(cells.text('contract_no', head)),
    way: 1,
    currency: cells.text('currency', head),
  };
}

/** Customs payments: one record for each declaration, in national currency; links go item by item. */
export const duesColumns = [
  'reg_no',
  'reg_date',
  'duty_amount_minor',
  'ad_amount_minor',
  'excise_amount_minor',
  'vat_amount_minor',
  'fee_amount_minor',
] as const;

const dues = duesColumns.slice(2);

export function declarationDues(cells: Cells, national: string): Side {
  const due = (i: number): number => dues.reduce((sum, column) => sum + (cells.number(column, i) || 0), 0);
  const records = grouped(cells, (i) => cells.text('reg_no', i)).map((rows): MatchRecord => {
    const head = rows[0] ?? 0;
    const lines = rows
      .map((i): MatchLine => ({ rank: cells.rank(i), amount: due(i), article: '', hs: '', text: '' }))
      .filter((line) => line.amount > 0);
    const total = lines.reduce((sum, line) => sum + line.amount, 0);
    const label = cells.text('reg_no', head);
    const day = cells.day('reg_date', head);
    const amount = total > 0 ? total : Number.NaN;
    return {
      ...plainRecord,
      rank: cells.rank(head),
      label,
      ids: idOf('reg', label),
      day,
      way: 1,
      amount,
      currency: national,
      lines,
      ...otherRows(cells, rows),
    };
  });
  return { records: records.filter((one) => !Number.isNaN(one.amount)), parties: [] };
}

/** Goods items by quantity; the article stands where other kinds have the company. */
export const itemColumns = [
  'reg_no',
  'reg_date',
  'item_no',
  'invoice_no',
  'article',
  'description',
  'qty_e6',
  'qty_unit',
  'supp_qty_e6',
  'supp_unit',
] as const;

export function declarationItems(cells: Cells): Side {
  const parties = partyList();
  const records: MatchRecord[] = [];
  for (let i = 0; i < cells.n; i += 1) {
    const own = cells.number('qty_e6', i);
    const amount = Number.isNaN(own) ? cells.number('supp_qty_e6', i) : own;
    const unit = Number.isNaN(own) ? cells.text('supp_unit', i) : cells.text('qty_unit', i);
    const [regNo, article] = [cells.text('reg_no', i), cells.text('article', i)];
    records.push({
      ...plainRecord,
      rank: cells.rank(i),
      label: `${regNo} / ${cells.number('item_no', i)}`,
      ids: itemIds({ regNo, itemNo: cells.number('item_no', i), invoice: cells.text('invoice_no', i), article }),
      day: cells.day('reg_date', i),
      party: parties.at(article, cells.text('description', i)),
      amount,
      currency: unitOf(unit),
    });
  }
  return { records, parties: parties.all() };
}

/** What leads from an item to its movements: declaration and item, or invoice and article. */
export function itemIds(of: { regNo: string; itemNo: number; invoice: string; article: string }): readonly string[] {
  const [reg, inv, article] = [exactNumber(of.regNo), exactNumber(of.invoice), exactNumber(of.article)];
  return [
    ...(reg === '' || Number.isNaN(of.itemNo) ? [] : [`item:${reg}#${of.itemNo}`]),
    ...(reg === '' || article === '' ? [] : [`regart:${reg}#${article}`]),
    ...(inv === '' || article === '' ? [] : [`invart:${inv}#${article}`]),
  ];
}

/** Whole declarations, for the papers of their transport. */
export const carriedColumns = [...common, 'gross_g'] as const;

export function carriedDeclarations(cells: Cells): Side {
  const parties = partyList();
  const records = grouped(cells, (i) => cells.text('reg_no', i)).map((rows): MatchRecord => {
    const head = rows[0] ?? 0;
    const invoices = [...new Set(rows.map((i) => cells.text('invoice_no', i)))].flatMap((cell) => idsIn('inv', cell));
    const regNo = cells.text('reg_no', head);
    return {
      ...header(cells, head, parties),
      ids: [...idOf('reg', regNo), ...invoices],
      gross: sumCells(cells, 'gross_g', rows),
      currency: '',
      ...otherRows(cells, rows),
    };
  });
  return { records, parties: parties.all() };
}
