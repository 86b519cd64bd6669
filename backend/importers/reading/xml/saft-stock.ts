import type { Found } from '../format-reader.ts';
import { number } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { child, firstLeaf, leaf } from './node.ts';
import { rows } from './rows.ts';
import type { Mapping } from './rows.ts';
import type { SaftHeader } from './saft-header.ts';
import { amountText } from './saft-ledger.ts';
import type { XmlRecord } from './xml-stream.ts';

type Count = { readonly node: XmlNode; readonly edge: 'Opening' | 'Closing'; readonly header: SaftHeader };

const columns: Mapping<Count> = {
  movement_date: ({ edge, header }) => (edge === 'Opening' ? header.from : header.to),
  movement_type: ({ edge }) => edge.toLowerCase(),
  warehouse: ({ node }) => leaf(node, 'WarehouseID'),
  article: ({ node }) => leaf(node, 'ProductCode'),
  batch: ({ node }) => firstLeaf(node, 'StockAccountNo', 'ProductStatus'),
  qty_e6: ({ node, edge }) => number(leaf(node, `${edge}StockQuantity`)),
  qty_unit: ({ node }) => firstLeaf(node, 'UOMPhysicalStock', 'UnitOfMeasure'),
  unit_price_e6: ({ node }) => number(amountText(child(node, 'UnitPrice'))),
  value_minor: ({ node, edge }) => number(amountText(child(node, `${edge}StockValue`))),
  counterparty: ({ node }) => leaf(node, 'OwnerID'),
};

/** Stock counts: a row for the opening and one for the closing quantity of each article that has one. */
export function stockCount(found: Found): (record: XmlRecord, header: SaftHeader) => void {
  const counts = rows(found, { scope: 'PhysicalStock', table: 'stock' }, columns);
  return ({ node, ordinal, odd }, header) => {
    for (const edge of ['Opening', 'Closing'] as const) {
      if (leaf(node, `${edge}StockQuantity`) === '') continue;
      counts.put({ node, edge, header }, { ...node.place, locator: `${ordinal}.${edge === 'Opening' ? 1 : 2}`, odd });
    }
  };
}
