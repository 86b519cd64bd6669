import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { XmlNode } from '../../../backend/importers/reading/xml/node.ts';
import { leaf } from '../../../backend/importers/reading/xml/node.ts';
import { readXml } from '../../../backend/importers/reading/xml/xml-stream.ts';
import { encode } from '../encode.ts';
import { sourceOf } from '../reading-helpers.ts';

type Given = { readonly id: string; readonly offset: number; readonly length: number; readonly line: number; readonly text: string };

/** Every `r` of a file, with its place. */
async function recordsOf(bytes: Uint8Array, block?: number): Promise<Given[]> {
  const given: Given[] = [];
  await readXml(
    sourceOf('f.xml', bytes, block),
    { breathe: async () => {} },
    {
      isRecord: (name) => name === 'r',
      placed: new Set(['deep']),
      record: ({ node }) => {
        given.push({ id: leaf(node, 'id'), text: leaf(node, 'text'), ...node.place });
        for (const one of node.children)
          if (one.name === 'deep') given.push({ id: `deep ${leaf(node, 'id')}`, text: one.text, ...one.place });
      },
    },
  );
  return given;
}

const letters = fc.string({
  unit: fc.constantFrom('a', 'Ж', 'қ', '€', '漢', '😀', ' ', '\n', '\r\n', '&amp;', '&#1078;', '<!-- < -->', '<![CDATA[<r>]]>'),
});
const element = fc.record({
  text: letters,
  space: fc.constantFrom('', ' ', '\n', '\r\n', '\t\r\n '),
  attribute: fc.constantFrom('', ' a="1"', "\r\n b='>'", ' x:c="ж"'),
  prefix: fc.constantFrom('', 'n1:'),
});

function fileOf(parts: readonly { text: string; space: string; attribute: string; prefix: string }[], encoding: string): string {
  const body = parts
    .map((one, i) => {
      const name = `${one.prefix}r`;
      return `${one.space}<${name}${one.attribute}${one.space}><${one.prefix}id>${i}</${one.prefix}id><text>${one.text}</text><deep${one.space}/></${name}>`;
    })
    .join('');
  return `<?xml version="1.0" encoding="${encoding}"?>\n<root xmlns:n1="urn:n" xmlns:x="urn:x">${body}</root>\n`;
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('records of an XML file', () => {
  test('are the same with the same places for every size of block and every encoding of the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(element, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 97 }), async (parts, block) => {
        const forms: readonly [string, Buffer, (bytes: Buffer) => string][] = [
          ['utf-8', Buffer.from(fileOf(parts, 'UTF-8')), (b) => b.toString('utf8')],
          ['mark', Buffer.from(`\ufeff${fileOf(parts, 'utf-8')}`), (b) => b.toString('utf8')],
          ['utf-16', Buffer.from(`\ufeff${fileOf(parts, 'UTF-16')}`, 'utf16le'), (b) => b.toString('utf16le')],
          ['utf-16be', utf16be(`\ufeff${fileOf(parts, 'utf-16be')}`), (b) => Buffer.from(b).swap16().toString('utf16le')],
        ];
        const first = await recordsOf(forms[0]?.[1] ?? Buffer.alloc(0));
        expect(first.filter(({ id }) => !id.startsWith('deep'))).toHaveLength(parts.length);
        for (const [, bytes, decode] of forms) {
          const whole = await recordsOf(bytes);
          expect(await recordsOf(bytes, block)).toEqual(whole);
          expect(whole.map(({ id, text, line }) => ({ id, text, line }))).toEqual(first.map(({ id, text, line }) => ({ id, text, line })));
          for (const one of whole) {
            const raw = decode(bytes.subarray(one.offset, one.offset + one.length));
            expect(raw).toMatch(one.id.startsWith('deep') ? /^<deep\s*\/>$/ : /^<(?:n1:)?r[\s\S]*<\/(?:n1:)?r>$/);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each(['windows-1251', 'koi8-r'] as const)('in %s lie where their bytes lie', async (encoding) => {
    const text = `<?xml version="1.0" encoding="${encoding}"?><root><r><id>1</id><text>Договор № 5</text></r>\r\n<r><id>2</id><text>Счёт</text></r></root>`;
    const bytes = encode(encoding === 'koi8-r' ? text.replace('№', 'N') : text, encoding);
    const found = await recordsOf(bytes, 7);
    expect(found.map(({ id, line }) => [id, line])).toEqual([
      ['1', 1],
      ['2', 2],
    ]);
    const second = found[1];
    const raw = new TextDecoder(encoding).decode(bytes.subarray(second?.offset ?? 0, (second?.offset ?? 0) + (second?.length ?? 0)));
    expect(raw).toBe('<r><id>2</id><text>Счёт</text></r>');
  });

  test('in windows-1252 and ISO 8859-1 have their letters', async () => {
    for (const encoding of ['Windows-1252', 'ISO-8859-1']) {
      const bytes = Buffer.from(
        `<?xml version='1.0' encoding='${encoding}'?><root><r><id>1</id><text>Gestão ©</text></r></root>`,
        'latin1',
      );
      expect((await recordsOf(bytes))[0]?.text).toBe('Gestão ©');
    }
  });

  test('whose tags are called __proto__, constructor and hasOwnProperty are plain names', async () => {
    const bytes = Buffer.from(
      '<root><__proto__><polluted>1</polluted></__proto__><constructor>x</constructor><r __proto__="1" constructor="2"><id>1</id><__proto__>9</__proto__><hasOwnProperty>7</hasOwnProperty></r></root>',
    );
    let node: XmlNode | null = null;
    await readXml(
      sourceOf('f.xml', bytes),
      { breathe: async () => {} },
      { isRecord: (name) => name === 'r', record: (record) => void (node = record.node) },
    );
    expect(leaf(node ?? undefined, '__proto__')).toBe('9');
    expect(leaf(node ?? undefined, 'hasOwnProperty')).toBe('7');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a prefix is forgotten when the element that declared it ends', async () => {
    const good = '<root><a xmlns:p="urn:1"><p:b/></a><r xmlns:p="urn:2"><p:id>1</p:id></r></root>';
    expect(await recordsOf(Buffer.from(good))).toHaveLength(1);
    await expect(recordsOf(Buffer.from('<root><a xmlns:p="urn:1"/><r><p:id>1</p:id></r></root>'))).rejects.toMatchObject({
      code: 'file_xml_prefix',
      args: { line: 1 },
    });
  });
});

describe('a record is odd', () => {
  const oddOf = async (text: string): Promise<boolean[]> => {
    const odd: boolean[] = [];
    await readXml(
      sourceOf('f.xml', Buffer.from(text)),
      { breathe: async () => {} },
      { isRecord: (name) => name === 'r', record: (record) => void odd.push(record.odd) },
    );
    return odd;
  };

  test('when letters in it are not composed, or may come out of numeric references', async () => {
    expect(await oddOf('<root><r>plain</r></root>')).toEqual([false]);
    expect(await oddOf('<root><r>и\u0306</r></root>')).toEqual([true]);
    expect(await oddOf('<root><r>&#x306;</r></root>')).toEqual([true]);
  });
});
