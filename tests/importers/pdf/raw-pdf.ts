import zlib from 'node:zlib';

/** An object's body, written as it is. */
export type Body = string | Buffer;

const bytesOf = (body: Body): Buffer => (typeof body === 'string' ? Buffer.from(body, 'latin1') : body);

export const stream = (dict: string, content: Buffer, length = content.length): Buffer =>
  Buffer.concat([Buffer.from(`<<${dict}/Length ${length}>>\nstream\n`, 'latin1'), content, Buffer.from('\nendstream', 'latin1')]);

export const packed = (dict: string, content: Buffer): Buffer => stream(`${dict}/Filter/FlateDecode`, zlib.deflateSync(content));

/** A PDF of these objects, numbered from 1; the first one is its catalogue. @param trailer more of it, such as `/Prev 15` */
export function rawPdf(objects: readonly Body[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n', 'latin1')];
  const places: number[] = [];
  let at = 9;
  for (const [i, body] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`, 'latin1'), bytesOf(body), Buffer.from('\nendobj\n', 'latin1')]);
    places.push(at);
    parts.push(part);
    at += part.length;
  }
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(table, 'latin1')]);
}

/** One page with that content, its text in Helvetica as `/F`. @param more objects behind those of the page, from number 6 on */
export function onePage(content: Buffer, more: readonly Body[] = [], catalogue = ''): Buffer {
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>';
  const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
  return rawPdf([`<</Type/Catalog/Pages 2 0 R${catalogue}>>`, '<</Type/Pages/Kids[3 0 R]/Count 1>>', page, content, font, ...more]);
}

/** A small table in page operators: so many rows of a number, a word and an amount. */
export function tableContent(rows: number): Buffer {
  const lines = Array.from({ length: rows + 1 }, (_, i) => {
    const cells = i === 0 ? ['No', 'Goods', 'Amount'] : [String(i), `Item ${i}`, `${i * 10}.50`];
    const at = [50, 150, 350];
    return cells.map((cell, c) => `BT /F 10 Tf ${at[c]} ${780 - i * 18} Td (${cell}) Tj ET`).join('\n');
  });
  return stream('', Buffer.from(lines.join('\n'), 'latin1'));
}
