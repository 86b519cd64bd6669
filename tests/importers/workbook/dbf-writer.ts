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
