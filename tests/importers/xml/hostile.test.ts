import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { xmlReaders } from '../../../backend/importers/reading/xml/readers.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { laughs, line, malformedXml, times } from '../malformed/xml-files.ts';
import { collecting, sourceOf } from '../reading-helpers.ts';

describe('a broken or hostile file is refused by name', () => {
  test.each(malformedXml.map((one) => [...one] as const))('%s', async (_name, content, code, at) => {
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
