/** A column of a DBF that the test writes. */
export type DbfColumn = { readonly name: string; readonly type: string; readonly length: number; readonly decimals?: number };

export type DbfFile = {
  readonly version?: number;
  readonly codePage?: number;
  readonly columns: readonly DbfColumn[];
  /** ready bytes per cell, of the column's length; a row that begins with '*' is deleted */
  readonly rows: readonly (readonly (string | Buffer)[])[];
  readonly deleted?: ReadonlySet<number>;
  readonly encode?: (text: string) => Buffer;
  /** what the header says instead of the truth */
  readonly declared?: number;
  readonly headerBytes?: number;
  readonly recordBytes?: number;
};

const padded = (column: DbfColumn, cell: string | Buffer, encode: (text: string) => Buffer): Buffer => {
  const bytes = typeof cell === 'string' ? encode(cell) : cell;
  const numeric = column.type === 'N' || column.type === 'F';
  const fill = Buffer.alloc(Math.max(0, column.length - bytes.length), 0x20);
  return Buffer.concat(numeric ? [fill, bytes] : [bytes, fill]).subarray(0, column.length);
};

/** A DBF written byte by byte. */
export function dbfOf(file: DbfFile): Buffer {
  const encode = file.encode ?? ((text: string) => Buffer.from(text));
  const headerBytes = 33 + file.columns.length * 32;
  const recordBytes = 1 + file.columns.reduce((n, c) => n + c.length, 0);
  const head = Buffer.alloc(32);
  head[0] = file.version ?? 3;
  head.set([124, 1, 5], 1);
  head.writeUInt32LE(file.declared ?? file.rows.length, 4);
  head.writeUInt16LE(file.headerBytes ?? headerBytes, 8);
  head.writeUInt16LE(file.recordBytes ?? recordBytes, 10);
  head[29] = file.codePage ?? 0;
  const fields = file.columns.map((column) => {
    const field = Buffer.alloc(32);
    encode(column.name).copy(field, 0, 0, 10);
    field[11] = column.type.charCodeAt(0);
    field[16] = column.length % 256;
    field[17] = column.type === 'C' ? Math.floor(column.length / 256) : (column.decimals ?? 0);
    return field;
  });
  const rows = file.rows.map((row, i) =>
    Buffer.concat([
      Buffer.from(file.deleted?.has(i) === true ? '*' : ' '),
      ...file.columns.map((column, c) => padded(column, row[c] ?? '', encode)),
    ]),
  );
  return Buffer.concat([head, ...fields, Buffer.from([0x0d]), ...rows, Buffer.from([0x1a])]);
}

/** A memo file: what stands in it, by which a DBF points to each text, and its bytes. */
export type MemoFile = { readonly bytes: Buffer; readonly blocks: readonly number[] };

/** @param of the bytes of one text with what stands before and behind it @param size of a block @param head the file's first bytes */
function memoOf(texts: readonly Buffer[], { size, head, of }: { size: number; head: Buffer; of: (text: Buffer) => Buffer }): MemoFile {
  const first = Math.ceil(head.length / size);
  const parts: Buffer[] = [Buffer.concat([head, Buffer.alloc(first * size - head.length)])];
  const blocks: number[] = [];
  let next = first;
  for (const text of texts) {
    const bytes = of(text);
    const taken = Math.ceil(bytes.length / size);
    parts.push(bytes, Buffer.alloc(taken * size - bytes.length));
    blocks.push(next);
    next += taken;
  }
  return { bytes: Buffer.concat(parts), blocks };
}

/** dBASE III and Clipper: blocks of 512 bytes, each text ended by 1A 1A. */
export const dbase3Memo = (texts: readonly Buffer[]): MemoFile => {
  return memoOf(texts, { size: 512, head: Buffer.alloc(512), of: (text) => Buffer.concat([text, Buffer.from([0x1a, 0x1a])]) });
};

/** dBASE IV: the block's size in the header, each text behind FF FF 08 00 and its length with these eight bytes. */
export function dbase4Memo(texts: readonly Buffer[], size = 1024): MemoFile {
  const head = Buffer.alloc(512);
  head.writeUInt16LE(size, 20);
  const before = (text: Buffer): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(0x0008ffff, 0);
    bytes.writeUInt32LE(text.length + 8, 4);
    return bytes;
  };
  return memoOf(texts, { size, head, of: (text) => Buffer.concat([before(text), text]) });
}

/** FoxPro: everything with its high byte first, each text behind its type (1) and its length. */
export function foxProMemo(texts: readonly Buffer[], size = 64): MemoFile {
  const head = Buffer.alloc(512);
  head.writeUInt16BE(size, 6);
  const before = (text: Buffer): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(1, 0);
    bytes.writeUInt32BE(text.length, 4);
    return bytes;
  };
  return memoOf(texts, { size, head, of: (text) => Buffer.concat([before(text), text]) });
}
