import { money } from './amounts.ts';
import { ownAccounts } from './bank.ts';
import { goods, recipe, suppliers, trader } from './goods.ts';
import type { Account } from './ledger.ts';
import type { World } from './world.ts';

/** What the trader begins the period with: money enough for the whole of it, some goods of each article, capital against it. */
export function openBooks(world: World, size: number): void {
  const { ledger, warehouse } = world;
  let capital = 0;
  const open = (account: Account, amount: number): void => {
    ledger.open(account, amount);
    capital += amount;
  };
  for (const { article, name, cents } of goods) {
    const [qty, value] = [40, 40 * cents * 480];
    warehouse.open(article, name, '796', { qtyE6: qty * 1_000_000, value });
    open('1330', value);
  }
  const materialE6 = (20_000 + size * 40) * 1_000_000;
  const materialValue = (materialE6 / 1_000_000) * recipe.tiynPerUnit;
  warehouse.open(recipe.material, recipe.materialName, '166', { qtyE6: materialE6, value: materialValue });
  open('1310', materialValue);
  open('1030', 40_000_000_000 + size * 400_000_000);
  open('1030/USD', 10_000_000_000 + size * 900_000_000);
  open('1030/EUR', 10_000_000_000 + size * 900_000_000);
  open('1030/CNY', 10_000_000_000 + size * 500_000_000);
  ledger.open('5030', -capital);
}

export function writeProducts(world: World): void {
  for (const good of goods) {
    const { article, name, hs, supplier, net } = good;
    world.books.row('products', {
      product_code: article,
      product_name: name,
      article,
      brand: supplier.brand,
      model: article.slice(3),
      hs_code: hs,
      product_group: supplier.brand,
      qty_unit: '796',
      net_weight_kg: (net / 1000).toFixed(3),
      origin_country: supplier.country,
      producer: supplier.name,
    });
  }
  const { material, materialName, product, productName } = recipe;
  world.books.row('products', { product_code: material, product_name: materialName, article: material, qty_unit: '166' });
  world.books.row('products', { product_code: product, product_name: productName, article: product, qty_unit: '796' });
}

/** Balances stand on the side that they are on; nobody owed anything when the period began. */
export function writeParties(world: World): void {
  const { books, ledger, people, strangers } = world;
  books.row('parties', {
    party_id: trader.id,
    kind: 'owner',
    name: trader.name,
    tax_id: trader.taxId,
    country: 'KZ',
    address: trader.address,
    phone: trader.phone,
    director: trader.director,
    bank_account: ownAccounts.KZT,
  });
  for (const party of people.all) {
    const found = ledger.parties().get(party.id) ?? { debit: 0, credit: 0 };
    const closing = found.debit - found.credit;
    const ordinal = books.row('parties', {
      party_id: party.id,
      kind: party.kind,
      name: party.name,
      tax_id: party.taxId,
      country: party.country,
      address: party.address,
      phone: party.phone,
      director: party.director,
      bank_account: party.account,
      account: party.ledger,
      opening_debit: '0.00',
      opening_credit: '0.00',
      closing_debit: money(Math.max(closing, 0)),
      closing_credit: money(Math.max(-closing, 0)),
    });
    strangers.get(party.id)?.mark('parties', 'own', { ordinal, key: party.id });
  }
}

export function writeContracts(world: World): void {
  const { books, period } = world;
  for (const supplier of suppliers) {
    const no = `${supplier.prefix}-KZ-2025/0${supplier.prefix.charCodeAt(0) % 10}1`;
    contract(world, { no, day: -300, kind: 'purchase', supplierId: supplier.id, total: world.bought.get(supplier.id) ?? 0 });
  }
  for (const own of world.contracts) {
    const ordinal = contract(world, { no: own.no, day: own.day, kind: own.kind, supplierId: own.sellerId, total: 0 });
    own.plant.mark('contracts', 'own', { ordinal, key: own.no });
  }

  function contract(_world: World, of: { no: string; day: number; kind: string; supplierId: string; total: number }): number {
    const supplier = suppliers.find((s) => s.id === of.supplierId);
    return books.row('contracts', {
      contract_no: of.no,
      contract_date: period.text(of.day),
      seller: supplier?.name ?? '',
      seller_id: of.supplierId,
      buyer: trader.name,
      buyer_id: trader.taxId,
      subject: of.kind === 'consignment' ? 'Комиссия (консигнация) товаров' : 'Купля-продажа товаров',
      currency: supplier?.currency ?? '',
      total: money(of.total),
      incoterm: supplier?.incoterm ?? '',
      incoterm_place: supplier?.place ?? '',
      payment_terms: '90 дней с даты выпуска товаров',
      payment_days: '90',
      valid_from: period.text(of.day),
      valid_to: period.text(of.day + 720),
      contract_unk: `1/0101/${of.no.slice(-3)}`,
      royalty: 'no',
      kind: of.kind,
    });
  }
}
