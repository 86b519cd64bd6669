import { divide } from './amounts.ts';
import type { Chance } from './chance.ts';
import { recipe } from './goods.ts';
import type { Line } from './ledger.ts';
import type { Plant } from './plants.ts';
import { quantity } from './warehouse.ts';
import type { World } from './world.ts';

/** One order of the trader's packing shop: as much material as the norm allows, planted a tenth more; 4 lines. */
export function produce(world: World, day: number, chance: Chance, plant: Plant | null): void {
  const made = chance.whole(20, 200);
  const norm = made * recipe.normE6;
  const used = plant === null ? norm : divide(norm * 112, 100);
  const value = divide((used / 1000) * recipe.tiynPerUnit, 1000);
  const order = world.number('ПЗ');
  const text = `Производство по заказу ${order}`;
  const into: Line[] = [
    { account: '8110', amount: value },
    { account: '1310', amount: -value },
  ];
  const outOf: Line[] = [
    { account: '1320', amount: value },
    { account: '8110', amount: -value },
  ];
  const spent = world.ledger.post({ day, ref: order, text, lines: into });
  const came = world.ledger.post({ day, ref: order, text, lines: outOf });
  const { material, materialName, product, productName } = recipe;
  const move = { day, doc: order, value };
  world.warehouse.move({
    ...move,
    type: 'production_issue',
    article: material,
    name: materialName,
    unit: '166',
    qtyE6: used,
    txn: spent.txn,
  });
  world.warehouse.move({
    ...move,
    type: 'production_receipt',
    article: product,
    name: productName,
    unit: '796',
    qtyE6: made * 1_000_000,
    txn: came.txn,
  });
  const ordinal = world.books.row('production', {
    order_no: order,
    order_date: world.period.text(day),
    product_code: product,
    product_name: productName,
    made_qty: String(made),
    made_unit: '796',
    material_code: material,
    material_name: materialName,
    norm: quantity(recipe.normE6),
    used_qty: quantity(used),
    scrap_qty: '0',
    waste_qty: '0',
    used_unit: '166',
  });
  plant?.mark('production', 'order', { ordinal, key: order });
}
