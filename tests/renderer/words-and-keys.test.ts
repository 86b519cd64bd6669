import { describe, expect, test } from 'vitest';
import { readDay } from '../../renderer/parts/day.ts';
import { found, matchScore } from '../../renderer/parts/found.ts';
import { matches, typesText } from '../../renderer/parts/keys.ts';
import type { KeyPress } from '../../renderer/parts/keys.ts';
import { walk } from '../../renderer/parts/walk.ts';
import { pieces } from '../../renderer/screens/books/raw-pieces.ts';
import { daysBetween } from '../../renderer/screens/days.ts';
import { gone, readTrail, replaced, stepped } from '../../renderer/screens/trail.ts';
import { strengthOf } from '../../renderer/screens/vault/strength.ts';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('shortcuts', () => {
  test('a letter is its place on the keyboard: Ctrl+K is Ctrl+K with a Russian or Kazakh layout', () => {
    expect(matches('Ctrl+K', press('л', 'KeyK', { ctrlKey: true }))).toBe(true);
    expect(matches('F', press('а', 'KeyF'))).toBe(true);
    expect(matches('F', press('f', 'KeyF', { ctrlKey: true }))).toBe(false);
    expect(matches('Ctrl+K', press('k', 'KeyK', { metaKey: true }))).toBe(true);
  });

  test('the question mark is a question mark wherever it stands', () => {
    expect(matches('?', press('?', 'Slash', { shiftKey: true }))).toBe(true);
    expect(matches('?', press('?', 'Digit7', { shiftKey: true }))).toBe(true);
  });

  test('a shortcut that types a character leaves fields alone', () => {
    expect([typesText('F'), typesText('?'), typesText('F4'), typesText('Ctrl+I')]).toEqual([true, true, false, false]);
  });
});

describe('the palette', () => {
  const entries = ['Разделы дела', 'Декларации', 'Учёт', 'Дело 12 · ТОО «Аэротон»'].map((title) => ({ title }));

  test('finds by the beginning of any word, ё as е, capitals or not', () => {
    expect(found(entries, 'учет').map((e) => e.title)).toEqual(['Учёт']);
    expect(found(entries, 'аэро').map((e) => e.title)).toEqual(['Дело 12 · ТОО «Аэротон»']);
    expect(found(entries, 'де')[0]?.title).toBe('Декларации');
    expect(found(entries, 'нет такого')).toEqual([]);
  });

  test('every word must be there', () => {
    expect(matchScore('Peer price V14', 'v14 price')).toBeGreaterThan(0);
    expect(matchScore('Peer price V14', 'v14 gaps')).toBe(0);
  });
});

test('lists are walked to their ends and no further', () => {
  expect([walk('ArrowDown', -1, 3), walk('ArrowUp', 0, 3), walk('End', 0, 3), walk('PageDown', 1, 100)]).toEqual([0, 0, 2, 11]);
  expect([walk('ArrowDown', 0, 0), walk('x', 0, 3)]).toEqual([null, null]);
});

describe('the way back', () => {
  const start = readTrail(null);

  test('going somewhere forgets what lay ahead', () => {
    const there = gone(gone(start, '/a'), '/b');
    expect(gone(stepped(there, -1), '/c')).toEqual({ pages: ['/', '/a', '/c'], at: 2 });
    expect(stepped(stepped(there, -9), -1).at).toBe(0);
    expect(replaced(there, '/b?at=1').pages).toEqual(['/', '/a', '/b?at=1']);
  });

  test('is read again after a restart, and unreadable text is the start', () => {
    const there = gone(start, '/case/1');
    expect(readTrail(JSON.stringify(there))).toEqual(there);
    for (const text of ['', '{', '{"pages":[],"at":0}', '{"pages":["//x"],"at":7}', '{"pages":["javascript:1"],"at":0}']) {
      expect(readTrail(text)).toEqual({ pages: ['/'], at: 0 });
    }
  });

  test('does not grow for ever', () => {
    let trail = start;
    for (let i = 0; i < 500; i += 1) trail = gone(trail, `/${i}`);
    expect(trail.pages.length).toBeLessThanOrEqual(50);
    expect(trail.pages[trail.at]).toBe('/499');
  });
});

describe('the source line', () => {
  test('is cut at the columns in question, nothing is lost', () => {
    const raw = 'a;8518;3658,00';
    const cut = pieces(raw, { hs: [2, 6], price: [7, 14] }, ['price', 'hs', 'missing']);
    expect(cut.map((p) => p.text).join('')).toBe(raw);
    expect(cut.filter((p) => p.marked).map((p) => p.text)).toEqual(['8518', '3658,00']);
  });

  test('columns of one place and places outside do no harm', () => {
    const cut = pieces('abc', { x: [0, 2], y: [0, 2], z: [2, 99] }, ['x', 'y', 'z']);
    expect(cut.map((p) => p.text)).toEqual(['ab', 'c']);
  });
});

test('days are read as they are written, and only days that exist', () => {
  expect([readDay('31.12.2025'), readDay(' 1/2/2026 '), readDay('2026-02-28')]).toEqual(['2025-12-31', '2026-02-01', '2026-02-28']);
  expect([readDay('31.02.2025'), readDay('2025'), readDay('')]).toEqual([null, null, null]);
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
});

test('a passphrase is judged while it is typed', () => {
  expect(['', 'secret', 'aaaaaaaaaaaaaaaa', 'correct horse', 'correct horse battery staple'].map(strengthOf)).toEqual([
    'empty',
    'short',
    'weak',
    'fair',
    'strong',
  ]);
});

describe('texts of the screens', () => {
  const files = import.meta.glob<string>('../../renderer/{screens,parts}/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
  const source = Object.values(files).join('\n');
  const texts = import.meta.glob<Record<string, string>>('../../assets/locales/en/*.json', { import: 'default', eager: true });
  const all = Object.assign({}, ...Object.values(texts)) as Record<string, string>;
  const own = Object.keys(texts['../../assets/locales/en/screens.json'] ?? {});

  test('every key that is said has a text', () => {
    const said = [...source.matchAll(/\bsay\(\s*'([^']+)'/g)].map((m) => m[1] ?? '');
    expect(said.length).toBeGreaterThan(200);
    expect(said.filter((key) => !Object.hasOwn(all, key))).toEqual([]);
  });

  test('no text of the screens is left without use', () => {
    const built = [...source.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map((m) => m[1] ?? '');
    const unused = own.filter((key) => !source.includes(`'${key}'`) && !built.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});
