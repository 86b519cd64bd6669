import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusalCodes } from '../../domain/model/refused.ts';
import { langs } from '../../domain/model/words.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { chapterOf } from '../../renderer/screens/guide/chapter-of.ts';
import { readChapter, readInlines } from '../../renderer/screens/guide/markdown.ts';
import type { Block, Inline } from '../../renderer/screens/guide/markdown.ts';

const root = path.resolve(import.meta.dirname, '../../docs/guide');
const namesIn = (lang: string): readonly string[] => fs.readdirSync(path.join(root, lang)).sort();
const textOf = (lang: string, file: string): string => fs.readFileSync(path.join(root, lang, file), 'utf8');

function inlinesOf(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'text':
      return block.inlines;
    case 'list':
      return block.items.flat();
    case 'table':
      return [...block.head.flat(), ...block.rows.flat(2)];
    case 'heading':
    case 'picture':
      return [];
  }
}

const pieces = (lang: string, file: string): readonly Inline[] => readChapter(textOf(lang, file)).blocks.flatMap(inlinesOf);

describe.each(langs)('guide in %s', (lang) => {
  const chapters = namesIn(lang);
  const texts = new Set(Object.values(loadMessages(lang)));

  test('has the same chapters as the others, with as many headings, pictures and rows of tables', () => {
    expect(chapters).toEqual(namesIn('en'));
    const shape = (of: string, file: string): readonly string[] =>
      readChapter(textOf(of, file)).blocks.map((block) => (block.kind === 'table' ? `table of ${block.rows.length}` : block.kind));
    for (const file of chapters) expect(shape(lang, file), file).toEqual(shape('en', file));
  });

  test.each(chapters)('%s quotes the names of buttons and fields as the screen writes them', (file) => {
    const named = pieces(lang, file).flatMap((piece) => (piece.kind === 'strong' ? [piece.text] : []));
    expect(named.filter((name) => !texts.has(name))).toEqual([]);
  });

  test.each(chapters)('%s: every link and picture is there', (file) => {
    const { blocks } = readChapter(textOf(lang, file));
    const targets = [
      ...blocks.flatMap(inlinesOf).flatMap((piece) => (piece.kind === 'link' ? [piece.to] : [])),
      ...blocks.flatMap((block) => (block.kind === 'picture' ? [block.file] : [])),
    ];
    expect(targets.filter((target) => !fs.existsSync(path.join(root, lang, target)))).toEqual([]);
  });

  test('every refusal that is explained is one that the app says, with its text', () => {
    const messages = loadMessages(lang);
    const named = pieces(lang, '12-troubleshooting.md').flatMap((piece) => (piece.kind === 'code' ? [piece.text] : []));
    const codes = named.filter((name) => /^[a-z]+(?:_[a-z]+)*$/.test(name));
    expect(codes.length).toBeGreaterThan(25);
    expect(codes.filter((code) => !(refusalCodes as readonly string[]).includes(code))).toEqual([]);
    const said = readChapter(textOf(lang, '12-troubleshooting.md')).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    for (const [cell = []] of said) {
      const [text, , code] = cell;
      const start = /^[^…«“]*/.exec(text?.text ?? '')?.[0].trim() ?? '';
      expect(messages[`refused.${code?.text ?? ''}`], code?.text).toContain(start.replace(/\.$/, ''));
    }
  });
});

test('every chapter is in the table of contents, and nothing else', () => {
  const linked = readInlines(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).flatMap((piece) =>
    piece.kind === 'link' ? [piece.to] : [],
  );
  expect([...linked].sort()).toEqual(langs.flatMap((lang) => namesIn(lang).map((file) => `${lang}/${file}`)).sort());
});

test.each([
  ['/', '01-start.md'],
  ['/vault', '10-safety.md'],
  ['/case/1', '02-case.md'],
  ['/case/1/books/ledger', '05-explorer.md'],
  ['/case/1/books/ledger/groups', '05-explorer.md'],
  ['/case/1/books/ledger/imports', '04-certificates.md'],
  ['/case/1/coverage', '04-certificates.md'],
  ['/case/1/compare/2/3', '03-books.md'],
  ['/case/1/matching/articles', '06-matching.md'],
  ['/case/1/evidence/2', '07-evidence.md'],
  ['/case/1/requests', '07-evidence.md'],
  ['/case/1/tests/D01', '08-findings.md'],
  ['/case/1/documents', '09-report.md'],
])('the guide opened at %s shows %s, which is there', (place, file) => {
  expect(chapterOf(place)).toBe(file);
  expect(namesIn('en')).toContain(file);
});

describe('what the guide is written in', () => {
  test('blocks are told apart by their first line', () => {
    const text =
      '# One\n\nA line\nof text.\n\n- a\n  goes on\n- b\n\n1. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n![of it](../pictures/x.png)\n\n## Two\n';
    expect(readChapter(text)).toEqual({
      title: 'One',
      blocks: [
        { kind: 'text', inlines: [{ kind: 'text', text: 'A line of text.' }] },
        { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'a goes on' }], [{ kind: 'text', text: 'b' }]] },
        { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'c' }]] },
        {
          kind: 'table',
          head: [[{ kind: 'text', text: 'x' }], [{ kind: 'text', text: 'y' }]],
          rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'text', text: '2' }]]],
        },
        { kind: 'picture', alt: 'of it', file: '../pictures/x.png' },
        { kind: 'heading', level: 2, text: 'Two' },
      ],
    });
  });

  test('names, keys and links stand in a line; what looks like none stays text', () => {
    expect(readInlines('Press **Lock** (`Ctrl+L`), *then* see [Keys](11-keys.md). 2 * 3 stays.')).toEqual([
      { kind: 'text', text: 'Press ' },
      { kind: 'strong', text: 'Lock' },
      { kind: 'text', text: ' (' },
      { kind: 'code', text: 'Ctrl+L' },
      { kind: 'text', text: '), ' },
      { kind: 'em', text: 'then' },
      { kind: 'text', text: ' see ' },
      { kind: 'link', text: 'Keys', to: '11-keys.md' },
      { kind: 'text', text: '. 2 * 3 stays.' },
    ]);
  });

  test('a chapter without a heading has no title, an empty one no blocks', () => {
    expect(readChapter('Only text.').title).toBe('');
    expect(readChapter('')).toEqual({ title: '', blocks: [] });
  });
});
