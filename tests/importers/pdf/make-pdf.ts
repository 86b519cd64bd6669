import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
// oxlint-disable-next-line no-explicit-any -- the writer's own types are not needed to make files for tests
const PDFDocument = require('pdfkit') as any;
const fonts = path.resolve(import.meta.dirname, '../../../assets/fonts');

export type Column = readonly [left: number, width: number, align?: 'left' | 'right' | 'center'];

export type Table = {
  readonly title?: readonly string[];
  readonly headers: readonly string[];
  /** left edges and widths in points */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly rowsPerPage?: number;
  /** points from row to row */
  readonly pitch?: number;
  readonly footer?: (page: number, pages: number) => string;
  /** the header stands on the first page only */
  readonly headerOnce?: boolean;
  /** lines drawn around the cells */
  readonly lines?: boolean;
};

const [top, size] = [60, 9];

/** A report as programs print them: a table with its header on each page, titles above, a footer below; cells wrap within their width. */
export function makePdf(tables: readonly Table[], options: Readonly<Record<string, unknown>> = {}): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, compress: true, ...options });
  doc.registerFont('text', path.join(fonts, 'NotoSans-Regular.ttf'));
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
  });
  const put = (text: string, x: number, y: number, within?: Column): number => {
    doc.font('text').fontSize(size);
    const [, width, align = 'left'] = within ?? [];
    const drawn = width === undefined ? { lineBreak: false } : { width, align, lineGap: -1 };
    doc.text(text, x, y, drawn);
    return width === undefined ? size : doc.heightOfString(text, drawn);
  };
  for (const table of tables) {
    const perPage = table.rowsPerPage ?? 40;
    const pages = Math.max(1, Math.ceil(table.rows.length / perPage));
    for (let page = 0; page < pages; page += 1) {
      doc.addPage();
      let y = top;
      if (page === 0) {
        for (const line of table.title ?? []) {
          put(line, 40, y);
          y += 20;
        }
        y += 10;
      }
      if (page === 0 || table.headerOnce !== true) {
        const heights = table.headers.map((header, i) => put(header, table.columns[i]?.[0] ?? 0, y, table.columns[i]));
        y += Math.max(...heights) + 10;
      }
      for (const row of table.rows.slice(page * perPage, (page + 1) * perPage)) {
        const heights = row.map((cell, i) => (cell === '' ? 0 : put(cell, table.columns[i]?.[0] ?? 0, y, table.columns[i])));
        y += Math.max(table.pitch ?? 16, Math.max(...heights) + 6);
      }
      if (table.footer !== undefined) put(table.footer(page + 1, pages), 260, 815);
    }
  }
  doc.end();
  return done;
}

/** Minor units as Russian programs print them: `12 345,67`. */
export const amount = (minor: number): string => {
  const text = String(Math.floor(minor / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
  return `${text},${String(minor % 100).padStart(2, '0')}`;
};

/** A plain ledger of so many rows: day, document, counterparty that wraps now and then, text, amount. */
export function ledgerTable(rows: number): Table {
  return {
    title: ['ТОО «Арман Трейд»', 'Журнал проводок за январь 2025 г.'],
    headers: ['Дата', 'Документ', 'Счёт', 'Контрагент', 'Содержание операции', 'Дебет, тенге'],
    columns: [
      [40, 55],
      [100, 60],
      [165, 35],
      [205, 120],
      [330, 130],
      [470, 80, 'right'],
    ],
    rows: Array.from({ length: rows }, (_, i) => [
      `${String((i % 28) + 1).padStart(2, '0')}.01.2025`,
      `СФ-${1001 + i}`,
      i % 2 === 0 ? '1310' : '7010',
      i % 7 === 3 ? 'ЖШС «Қазақстан Өнімдері және серіктестері компаниясы»' : `ТОО «Клиент ${i % 9}»`,
      i % 5 === 0 ? `Поставка оборудования по договору № ${i} от 10.01.2025, первая партия` : 'Товар',
      amount(i * 123_457 + 1_000_00 + (i % 100)),
    ]),
    rowsPerPage: 25,
    footer: (page, pages) => `Стр. ${page} из ${pages}`,
  };
}
