import zlib from 'node:zlib';

/** A part of a zip that the test writes; whatever is given stands in the file, true or not. */
export type ZipPart = {
  readonly name: string;
  readonly data: Buffer | string;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** what the directory says */
  readonly declared?: number;
  readonly packedDeclared?: number;
  readonly offset?: number;
  /** packed bytes instead of those of the data */
  readonly packed?: Buffer;
};

export type ZipOptions = { readonly count?: number; readonly comment?: string; readonly cut?: number };

/** A zip written by hand, so that each field of it can lie. */
export function zipOf(parts: readonly ZipPart[], options: ZipOptions = {}): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as string);
    const packed = part.packed ?? (part.stored === true ? data : zlib.deflateRawSync(data, { level: 6 }));
    const name = Buffer.from(part.name);
    const method = part.method ?? (part.stored === true ? 0 : 8);
    const fields = (size: number): Buffer => {
      const b = Buffer.alloc(size);
      return b;
    };
    const local = fields(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(part.flags ?? 0x800, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(part.crc ?? zlib.crc32(data), 14);
    local.writeUInt32LE(part.packedDeclared ?? packed.length, 18);
    local.writeUInt32LE(part.declared ?? data.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = fields(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(part.flags ?? 0x800, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(part.crc ?? zlib.crc32(data), 16);
    entry.writeUInt32LE(part.packedDeclared ?? packed.length, 20);
    entry.writeUInt32LE(part.declared ?? data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(part.offset ?? at, 42);
    bodies.push(local, name, packed);
    entries.push(Buffer.concat([entry, name]));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.count ?? parts.length, 8);
  end.writeUInt16LE(options.count ?? parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  const whole = Buffer.concat([...bodies, directory, end]);
  return options.cut === undefined ? whole : whole.subarray(0, options.cut < 0 ? whole.length + options.cut : options.cut);
}
