import { integer } from './values.ts';
import type { PdfDict, PdfObject, PdfValue } from './values.ts';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '(': '\\(', ')': '\\)', '\r': '\\r', '\n': '\\n' };

const nameText = (name: string): string =>
  name.replace(/[^!-~]|[#%()<>[\]{}/]/g, (c) => `#${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** A value as PDF text; latin1 = bytes. */
export function written(value: PdfValue): string {
  switch (value.t) {
    case 'null':
      return 'null';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'number':
      return String(Math.round(value.value * 1e6) / 1e6);
    case 'name':
      return `/${nameText(value.name)}`;
    case 'ref':
      return `${value.id} 0 R`;
    case 'array':
      return `[${value.items.map(written).join(' ')}]`;
    case 'dict':
      return `<<${[...value.entries].map(([k, v]) => `/${nameText(k)} ${written(v)}`).join(' ')}>>`;
    case 'string':
      if (value.hex) return `<${Buffer.from(value.bytes).toString('hex')}>`;
      return `(${Buffer.from(value.bytes)
        .toString('latin1')
        .replace(/[\\()\r\n]/g, (c) => escapes[c] ?? c)})`;
    default:
      return value satisfies never;
  }
}

export function objectBytes(id: number, object: PdfObject): Buffer {
  if (object.t !== 'stream') return Buffer.from(`${id} 0 obj\n${written(object)}\nendobj\n`, 'latin1');
  const dict: PdfDict = { t: 'dict', entries: new Map([...object.dict.entries, ['Length', integer(object.bytes.length)]]) };
  const head = Buffer.from(`${id} 0 obj\n${written(dict)}\nstream\n`, 'latin1');
  return Buffer.concat([head, object.bytes, Buffer.from('\nendstream\nendobj\n', 'latin1')]);
}

/** Runs of neighbouring numbers, as a table wants them. */
function sections(ids: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const id of ids) {
    const last = found.at(-1);
    if (last !== undefined && last.at(-1) === id - 1) last.push(id);
    else found.push([id]);
  }
  return found;
}

export type Increment = {
  /** length of what stands before */
  readonly at: number;
  readonly objects: ReadonlyMap<number, PdfObject>;
  /** of the revision before; Root, Info and ID are kept */
  readonly trailer: PdfDict;
  readonly prev: number;
};

/** The bytes to append: objects in order of their numbers, table, trailer, end. */
export function incrementBytes(increment: Increment): Buffer {
  const ids = [...increment.objects.keys()].sort((a, b) => a - b);
  const parts: Buffer[] = [];
  const offsets = new Map<number, number>();
  let at = increment.at;
  for (const id of ids) {
    const bytes = objectBytes(id, increment.objects.get(id) ?? { t: 'null' });
    offsets.set(id, at);
    parts.push(bytes);
    at += bytes.length;
  }
  const table = sections(ids).map((run) => {
    const lines = run.map((id) => `${String(offsets.get(id)).padStart(10, '0')} 00000 n \n`);
    return `${run[0]} ${run.length}\n${lines.join('')}`;
  });
  const old = increment.trailer.entries;
  const oldSize = old.get('Size');
  const size = Math.max(oldSize?.t === 'number' ? oldSize.value : 0, (ids.at(-1) ?? 0) + 1);
  const entries = new Map<string, PdfValue>([...old, ['Size', integer(size)], ['Prev', integer(increment.prev)]]);
  const end = `xref\n${table.join('')}trailer\n${written({ t: 'dict', entries })}\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')]);
}
