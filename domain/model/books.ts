import type { Column } from './tables/column.ts';
import { accountColumns } from './tables/accounts.ts';
import { contractColumns } from './tables/contracts.ts';
import { declarationColumns } from './tables/declarations.ts';
import { freightColumns } from './tables/freight.ts';
import { invoiceColumns } from './tables/invoices.ts';
import { itemDocumentColumns } from './tables/item-documents.ts';
import { ledgerColumns } from './tables/ledger.ts';
import { partyColumns } from './tables/parties.ts';
import { paymentColumns } from './tables/payments.ts';
import { productColumns } from './tables/products.ts';
import { productionColumns } from './tables/production.ts';
import { rateColumns } from './tables/rates.ts';
import { registerColumns } from './tables/register.ts';
import { stockColumns } from './tables/stock.ts';
import { tariffColumns } from './tables/tariff.ts';
import { measureColumns } from './tables/measures.ts';
import { quotaColumns } from './tables/quotas.ts';
import { referencePriceColumns } from './tables/reference-prices.ts';
import { baseRateColumns } from './tables/base-rates.ts';
import { taxReturnColumns } from './tables/tax-returns.ts';
import { markColumns } from './tables/marks.ts';
import { refundColumns } from './tables/refunds.ts';
import { assetColumns } from './tables/assets.ts';
import { relationColumns } from './tables/relations.ts';
import { amendmentColumns } from './tables/amendments.ts';
import { rulingColumns } from './tables/rulings.ts';
import { valueComponentColumns } from './tables/value-components.ts';

export type { Column, ColumnType } from './tables/column.ts';

/** Tables of the normalised books (reference/domain.md §2.5), flat: one declaration row per goods item, one invoice row per line. */
export const tableNames = [
  'declarations',
  'ledger',
  'accounts',
  'invoices',
  'payments',
  'stock',
  'products',
  'parties',
  'value_components',
  'item_documents',
  'contracts',
  'freight',
  'production',
  'rates',
  'register',
  'tariff',
  'measures',
  'quotas',
  'reference_prices',
  'base_rates',
  'tax_returns',
  'marks',
  'refunds',
  'assets',
  'relations',
  'amendments',
  'rulings',
] as const;
export type TableName = (typeof tableNames)[number];

export const tables: Readonly<Record<TableName, readonly Column[]>> = {
  declarations: declarationColumns,
  ledger: ledgerColumns,
  accounts: accountColumns,
  invoices: invoiceColumns,
  payments: paymentColumns,
  stock: stockColumns,
  products: productColumns,
  parties: partyColumns,
  value_components: valueComponentColumns,
  item_documents: itemDocumentColumns,
  contracts: contractColumns,
  freight: freightColumns,
  production: productionColumns,
  rates: rateColumns,
  register: registerColumns,
  tariff: tariffColumns,
  measures: measureColumns,
  quotas: quotaColumns,
  reference_prices: referencePriceColumns,
  base_rates: baseRateColumns,
  tax_returns: taxReturnColumns,
  marks: markColumns,
  refunds: refundColumns,
  assets: assetColumns,
  relations: relationColumns,
  amendments: amendmentColumns,
  rulings: rulingColumns,
};

export const isTableName = (name: string): name is TableName => (tableNames as readonly string[]).includes(name);

/** The column of that name in the table, or undefined. */
export const columnOf = (table: TableName, name: string): Column | undefined => tables[table].find((c) => c.name === name);
