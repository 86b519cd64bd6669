import type { TableName } from '../../domain/model/books.ts';
import type { BookRow, Trader } from './trader.ts';

/** A number below n that only depends on what it is drawn for. */
function draw(n: number, ...of: readonly (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const c of of.join('|')) hash = Math.imul(hash ^ c.charCodeAt(0), 16_777_619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) % n;
}

/** The number as another clerk writes it. */
function rewritten(number: string, way: number): string {
  if (number === '') return '';
  if (way === 0) return number.replaceAll('-', ' ');
  if (way === 1) return number.replaceAll('-', '/').toLowerCase();
  return number.replaceAll('-', '');
}

/** Two digits at the end swapped; where they are equal the last one is changed. */
function mistyped(number: string): string {
  const swapped = number.replace(/(\d)(\d)$/, '$2$1');
  return swapped === number ? number.replace(/\d$/, (d) => String((Number(d) + 3) % 10)) : swapped;
}

const latin: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
};

/** The name as another program keeps it: form behind, look-alike letters, no quotes, all capitals. */
function renamed(name: string, way: number): string {
  const [form = '', ...rest] = name.split(' ');
  if (way === 0 && /^(?:ТОО|АО|ИП|ЖШС)$/.test(form)) return `${rest.join(' ').replace(/[«»]/g, '')}, ${form}`;
  if (way === 1) return [...name].map((c, i) => (i % 2 === 0 ? (latin[c] ?? c) : c)).join('');
  if (way === 2) return name.toUpperCase().replace(/[«».,&]/g, ' ');
  return name;
}

const changed = (row: BookRow, more: BookRow): BookRow => ({ ...row, ...more });

type Weather = Partial<Record<TableName, (row: BookRow, i: number) => BookRow>>;

/** How books look that were typed twice: numbers missing, spelled in another way or wrong, names of another program. */
const weather: Weather = {
  payments: (row, i) => {
    const luck = draw(100, 'payment', i);
    const number = row['invoice_no'] ?? '';
    const name = renamed(row['counterparty'] ?? '', draw(4, 'name', i));
    const own = draw(100, 'own', i);
    const ids = own < 40 ? { txn_id: '' } : own < 50 ? { txn_id: '', bank_ref: rewritten(row['bank_ref'] ?? '', draw(3, 'ref', i)) } : {};
    const bare = { ...ids, counterparty: name, counterparty_id: draw(2, 'id', i) === 0 ? '' : (row['counterparty_id'] ?? '') };
    if (number === '') return changed(row, bare);
    if (luck < 30)
      return changed(row, {
        ...bare,
        invoice_no: '',
        purpose: (row['purpose'] ?? '').replace(/[A-Z]{2}-26-\d+|СФ-2026-\d+/g, (no) => rewritten(no, draw(3, no))),
      });
    if (luck < 45) return changed(row, { ...bare, invoice_no: '', purpose: 'Payment for goods', contract_no: row['contract_no'] ?? '' });
    if (luck < 52) return changed(row, { ...bare, invoice_no: mistyped(number), purpose: '' });
    if (luck < 75) return changed(row, { ...bare, invoice_no: rewritten(number, draw(3, i)) });
    return changed(row, bare);
  },
  declarations: (row) => {
    const of = row['reg_no'] ?? '';
    const luck = draw(100, 'declaration', of);
    const number = row['invoice_no'] ?? '';
    const names = { seller: renamed(row['seller'] ?? '', draw(4, 'seller', of)), consignor: '' };
    if (luck < 15) return changed(row, { ...names, invoice_no: rewritten(number, draw(3, of)) });
    if (luck < 20) return changed(row, { ...names, invoice_no: mistyped(number) });
    if (luck < 28) return changed(row, { ...names, invoice_no: '' });
    return changed(row, names);
  },
  stock: (row, i) => {
    const luck = draw(100, 'stock', i);
    if (luck < 25) return changed(row, { reg_no: '', item_no: '' });
    if (luck < 35) return changed(row, { reg_no: '', item_no: '', invoice_no: '' });
    return row;
  },
  freight: (row, i) => {
    const luck = draw(100, 'freight', i);
    if (luck < 25) return changed(row, { reg_no: '' });
    if (luck < 40) return changed(row, { reg_no: rewritten(row['reg_no'] ?? '', 2).replaceAll('/', ' ') });
    return row;
  },
  invoices: (row) => (draw(100, 'invoice', row['invoice_no'] ?? '') < 60 ? changed(row, { txn_id: '' }) : row),
  ledger: (row) => {
    const of = row['txn_id'] ?? '';
    const luck = draw(100, 'ledger', of);
    const ref = row['source_doc_ref'] ?? '';
    const name = { counterparty: renamed(row['counterparty'] ?? '', draw(4, 'ledger name', row['counterparty'] ?? '')) };
    if (luck < 25) return changed(row, { ...name, source_doc_ref: rewritten(ref, draw(3, of)) });
    if (luck < 30 && !ref.startsWith('ПП') && !ref.startsWith('ВХ')) return changed(row, { ...name, source_doc_ref: '' });
    return changed(row, name);
  },
};

export function weathered(books: Trader): Trader {
  const known = new Map<TableName, readonly BookRow[]>();
  return {
    plants: books.plants,
    rows: (table) => {
      const found = known.get(table) ?? books.rows(table).map(weather[table] ?? ((row) => row));
      known.set(table, found);
      return found;
    },
  };
}
