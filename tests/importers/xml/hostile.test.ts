import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { xmlReaders } from '../../../backend/importers/reading/xml/readers.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { collecting, sourceOf } from '../reading-helpers.ts';

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const times = (text: string, n: number): string => text.repeat(n);
const line = '<Line><AccountID>1</AccountID></Line>';
const body = (inner: string): string =>
  `<AuditFile><Header/><GeneralLedgerEntries><Journal><Transaction>${inner}</Transaction></Journal></GeneralLedgerEntries></AuditFile>`;
const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${times(`&lol${i || ''};`, 10)}">`).join('')}]><AuditFile>&lol9;</AuditFile>`;
const quadratic = `<!DOCTYPE q [<!ENTITY a "${times('a', 50_000)}">]><AuditFile>${times('&a;', 50_000)}</AuditFile>`;

/** What is wrong, the file, the refusal, its line. */
const corpus: readonly [name: string, content: string | Buffer, code: string, line?: number][] = [
  ['nothing', '', 'file_empty'],
  ['white space', ' \n\t\r\n', 'file_empty'],
  ['a byte order mark alone', '\ufeff', 'file_empty'],
  ['no element', '<?xml version="1.0"?>', 'file_xml_truncated'],
  ['a comment alone', '<!-- nothing -->', 'file_xml_truncated'],
  ['text', 'reg_no;reg_date\n1;2', 'file_xml_malformed'],
  ['a PDF', '%PDF-1.7\n%\u00e2', 'file_xml_malformed'],
  ['JSON', '{"a":1}', 'file_xml_malformed', 1],
  ['a ZIP', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), 'file_nul_bytes'],
  ['another root', '<Foo><Bar/></Foo>', 'file_xml_other'],
  ['HTML', '<html><body><p>Error 500</p></body></html>', 'file_xml_other'],
  ['an unclosed root', '<AuditFile><Header/>', 'file_xml_truncated', 1],
  ['an end in a tag', '<AuditFile>\n<Header', 'file_xml_truncated', 2],
  ['an end in an attribute', '<AuditFile a="1', 'file_xml_truncated', 1],
  ['an end in a comment', '<AuditFile><Header/><!-- and', 'file_xml_truncated'],
  ['an end in CDATA', '<AuditFile><Header/><![CDATA[ x', 'file_xml_truncated'],
  ['an end in an instruction', '<AuditFile><Header/><?php echo', 'file_xml_truncated'],
  ['an end in an entity', '<AuditFile><Header/>&am', 'file_xml_truncated'],
  ['an end in the declaration', '<?xml version="1.0"', 'file_xml_truncated'],
  ['wrong nesting', '<AuditFile>\n<Header><A></Header></A></AuditFile>', 'file_xml_malformed', 2],
  ['a closing tag too many', '<AuditFile><Header/></AuditFile></AuditFile>', 'file_xml_malformed'],
  ['two roots', '<AuditFile><Header/></AuditFile>\n<AuditFile/>', 'file_xml_malformed', 2],
  ['text behind the root', '<AuditFile><Header/></AuditFile>tail', 'file_xml_malformed'],
  ['a name in other letters', '<AuditFile><Header/></auditfile>', 'file_xml_malformed'],
  ['an attribute twice', '<AuditFile a="1" a="2"><Header/></AuditFile>', 'file_xml_malformed'],
  ['an attribute without quotes', '<AuditFile a=1><Header/></AuditFile>', 'file_xml_malformed'],
  ['an attribute without value', '<AuditFile a><Header/></AuditFile>', 'file_xml_malformed'],
  ['< in an attribute', '<AuditFile a="<"><Header/></AuditFile>', 'file_xml_malformed'],
  ['a name that begins with a digit', '<AuditFile><1a/><Header/></AuditFile>', 'file_xml_malformed'],
  ['a space before the name', '<AuditFile>< Header/></AuditFile>', 'file_xml_malformed'],
  ['an ampersand alone', '<AuditFile><Header/>a & b</AuditFile>', 'file_xml_entity'],
  [']]> in text', '<AuditFile><Header/>]]></AuditFile>', 'file_xml_malformed'],
  ['-- in a comment', '<AuditFile><!-- a -- b --><Header/></AuditFile>', 'file_xml_malformed'],
  ['a declaration that does not come first', '\n<?xml version="1.0"?><AuditFile><Header/></AuditFile>', 'file_xml_malformed'],
  ['a control character', '<AuditFile><Header/>\u0001</AuditFile>', 'file_xml_malformed'],
  ['a numeric reference to a control character', '<AuditFile><Header/>&#1;</AuditFile>', 'file_xml_entity'],
  ['a reference to NUL', '<AuditFile><Header/>&#0;</AuditFile>', 'file_xml_entity'],
  ['a reference beyond Unicode', '<AuditFile><Header/>&#x110000;</AuditFile>', 'file_xml_entity'],
  ['NUL', '<AuditFile>\n\n<Header/>\0</AuditFile>', 'file_nul_bytes', 3],
  ['NUL in UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), wide('<AuditFile><Header/>\0</AuditFile>')]), 'file_nul_bytes', 1],
  ['an unknown entity', '<AuditFile>\n<Header/>&nbsp;</AuditFile>', 'file_xml_entity', 2],
  ['a plain DOCTYPE', '<!DOCTYPE AuditFile><AuditFile><Header/></AuditFile>', 'file_xml_doctype', 1],
  ['a DOCTYPE that names another file', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><AuditFile><Header/></AuditFile>', 'file_xml_doctype'],
  [
    'XXE',
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<AuditFile>&x;</AuditFile>',
    'file_xml_doctype',
    2,
  ],
  [
    'a parameter entity',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><AuditFile><Header/></AuditFile>',
    'file_xml_doctype',
  ],
  ['a billion laughs', laughs, 'file_xml_doctype'],
  ['quadratic growth', quadratic, 'file_xml_doctype'],
  ['a DOCTYPE without end', `<!DOCTYPE a [${times('<!ENTITY a "b">', 200_000)}`, 'file_xml_too_large'],
  ['a DOCTYPE after the root began', '<AuditFile><!DOCTYPE a><Header/></AuditFile>', 'file_xml_malformed'],
  ['nesting 200,000 deep', `<AuditFile>${times('<a>', 200_000)}`, 'file_xml_too_deep', 1],
  ['nesting 200,000 deep in a record', `<AuditFile><Header>${times('<a>', 200_000)}`, 'file_xml_too_deep'],
  [
    '300 attributes',
    `<AuditFile ${Array.from({ length: 300 }, (_, i) => `a${i}="1"`).join(' ')}><Header/></AuditFile>`,
    'file_xml_too_large',
  ],
  ['an attribute of two million letters', `<AuditFile a="${times('x', 2_000_000)}"><Header/></AuditFile>`, 'file_xml_too_large'],
  ['a text of two million letters', body(`<Line><AccountID>${times('x', 2_000_000)}</AccountID></Line>`), 'file_xml_too_large'],
  ['a text of five million letters without a tag', `<AuditFile>${times('x', 5_000_000)}`, 'file_xml_too_large'],
  ['a text in a million pieces', body(`<Line><AccountID>${times('<![CDATA[xxxx]]>', 300_000)}</AccountID></Line>`), 'file_xml_too_large'],
  ['a name of two million letters', `<AuditFile><${times('x', 2_000_000)}/></AuditFile>`, 'file_xml_too_large'],
  ['a comment of five million letters', `<AuditFile><!--${times('x', 5_000_000)}--><Header/></AuditFile>`, 'file_xml_too_large'],
  ['half a million elements in one record', body(`<Line>${times('<a/>', 500_000)}</Line>`), 'file_xml_too_large'],
  ['an undeclared prefix', '<AuditFile>\n<n1:Header/></AuditFile>', 'file_xml_prefix', 2],
  ['a prefix declared further in', '<p:AuditFile><Header xmlns:p="urn:x"/></p:AuditFile>', 'file_xml_prefix', 1],
  [
    'UTF-8 that is windows-1251',
    Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile>\n\xc4\xee\xe3\xee</AuditFile>', 'latin1'),
    'file_xml_encoding',
    3,
  ],
  [
    'windows-1251 that is UTF-8',
    '<?xml version="1.0" encoding="windows-1251"?>\n<AuditFile><Header><Name>Договор</Name></Header></AuditFile>',
    'file_xml_encoding',
    2,
  ],
  [
    'windows-1252 that is UTF-8',
    '<?xml version="1.0" encoding="Windows-1252"?><AuditFile><Header><Name>Demonstração</Name></Header></AuditFile>',
    'file_xml_encoding',
    1,
  ],
  ['UTF-16 that is UTF-8', '<?xml version="1.0" encoding="UTF-16"?><AuditFile><Header/></AuditFile>', 'file_xml_encoding', 1],
  [
    'UTF-8 declared in UTF-16',
    Buffer.concat([Buffer.from([0xff, 0xfe]), wide('<?xml version="1.0" encoding="utf-8"?><AuditFile><Header/></AuditFile>')]),
    'file_xml_encoding',
    1,
  ],
  [
    'a mark of UTF-8 before windows-1251',
    '\ufeff<?xml version="1.0" encoding="windows-1251"?><AuditFile><Header/></AuditFile>',
    'file_xml_encoding',
    1,
  ],
  ['an encoding that nobody has', '<?xml version="1.0" encoding="EBCDIC-XX"?><AuditFile><Header/></AuditFile>', 'file_xml_encoding', 1],
  [
    'half a letter of UTF-16',
    Buffer.concat([Buffer.from([0xff, 0xfe]), wide('<AuditFile><Header/>'), Buffer.from([0x00, 0xd8]), wide('x</AuditFile>')]),
    'file_xml_encoding',
    1,
  ],
  [
    'an odd number of bytes of UTF-16',
    Buffer.concat([Buffer.from([0xff, 0xfe]), wide('<AuditFile><Header/></AuditFile>'), Buffer.from([0x20])]),
    'file_xml_encoding',
    1,
  ],
  ['UTF-8 cut in a letter', Buffer.concat([Buffer.from('<AuditFile><Header/>'), Buffer.from([0xd0])]), 'file_xml_encoding', 1],
  [
    'overlong UTF-8',
    Buffer.concat([Buffer.from('<AuditFile><Header/>'), Buffer.from([0xc0, 0xaf]), Buffer.from('</AuditFile>')]),
    'file_xml_encoding',
    1,
  ],
];

describe('a broken or hostile file is refused by name', () => {
  test.each(corpus)('%s', async (_name, content, code, at) => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(String(content));
    for (const block of [256 * 1024, 1009]) {
      const started = performance.now();
      const error = await xmlReaders[0]?.read(sourceOf('f.xml', bytes, block), collecting()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Refused);
      expect(error).toMatchObject({ code, at: 'f.xml', ...(at === undefined ? {} : { args: { line: at } }) });
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });

  test('every reader refuses the same', async () => {
    for (const reader of xmlReaders)
      for (const content of [laughs, '<Foo/>', '<a>', '<AuditFile><x></AuditFile>', times('<a>', 1000)])
        await expect(reader.read(sourceOf('f.xml', Buffer.from(content)), collecting())).rejects.toBeInstanceOf(Refused);
  });
});

/** Pieces of the formats and of what is used to break parsers. */
const scrap = fc.constantFrom(
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  ';',
  '&amp;',
  '&#x;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE',
  '[',
  ']',
  '=',
  ' ',
  '\n',
  '\r\n',

  '<AuditFile>',
  '</AuditFile>',
  '<Header/>',
  '<Line>',
  '</Line>',
  line,
  '<Transaction>',
  '</Transaction>',
  '<Journal>',
  '<Invoice>',
  '</Invoice>',

  '<ASYCUDA>',
  '<Item>',
  '</Item>',
  '</ASYCUDA>',
  '<null/>',
  '<ESADout_CU>',
  '</ESADout_CU>',
  '<Stmt>',
  '<Ntry>',
  '</Ntry>',
  '</Stmt>',
  '<invoice>',
  '</invoice>',
  'xmlns:a="b"',
  '<a:b>',
  '__proto__',
  'constructor',
  '\0',
  '\u0001',
  '\ud800',
  'қ',
  '1e308',
  '-0',
  '9'.repeat(400),
  '2025-02-31',
);

describe('no file brings a reader down', () => {
  test('random scraps end in records or a refusal, the same for every size of block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(scrap, { maxLength: 40 }), fc.boolean(), fc.integer({ min: 1, max: 50 }), async (scraps, framed, block) => {
        const text = framed ? `<AuditFile><Header/>${scraps.join('')}</AuditFile>` : scraps.join('');
        for (const reader of xmlReaders) {
          const outcome = async (size: number): Promise<unknown> => {
            const found = collecting();
            try {
              await reader.read(sourceOf('f.xml', Buffer.from(text), size), found);
              const tables = found.tables.map((t) => ({ ...t, records: t.records.map((r) => ({ ...r, odd: false })) }));
              return { tables, checks: found.checks, facts: found.facts };
            } catch (error) {
              if (!(error instanceof Refused)) throw error;
              return 'refused';
            }
          };
          expect(await outcome(block)).toEqual(await outcome(256 * 1024));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('random bytes are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        for (const reader of xmlReaders) await expect(reader.read(sourceOf('f.xml', bytes), collecting())).rejects.toBeInstanceOf(Refused);
      }),
      { numRuns: 200 },
    );
  });
});
