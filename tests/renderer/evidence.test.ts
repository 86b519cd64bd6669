import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFromFrame } from '../../renderer/parts/pdf/messages.ts';
import { boxAfterKey, boxAt, boxBelow, boxBetween, freshBox, moved, resized, unturned, whole } from '../../renderer/parts/viewer/box.ts';
import type { Box, Turn } from '../../renderer/parts/viewer/box.ts';
import { foundWords, wordText } from '../../renderer/parts/viewer/page-words.ts';
import { pictureFacts } from '../../renderer/parts/viewer/picture-size.ts';
import { asTime, offsetOf, typedDay } from '../../renderer/screens/evidence/clock.ts';
import { askedItem, owed, withDays } from '../../renderer/screens/evidence/requests/request-shapes.ts';
import type { DataRequest, RequestItem } from '../../renderer/screens/evidence/requests/request-shapes.ts';
import { requestLetter } from '../../domain/evidence/request-letter.ts';
import { readText } from '../../renderer/screens/evidence/text-view.tsx';
import { canonicalCells, otherColumns, shownColumns } from '../../renderer/screens/evidence/typed-cells.ts';

const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const point = fc.record({ x: share, y: share });
const inside = (box: Box): boolean =>
  box.left >= 0 && box.top >= 0 && box.width >= 1 && box.height >= 1 && box.left + box.width <= whole && box.top + box.height <= whole;

describe('a marked part of a page', () => {
  test('never leaves the page, however it is drawn, moved and resized', () => {
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown');
    const press = fc.record({ key: keys, shiftKey: fc.boolean(), ctrlKey: fc.boolean(), metaKey: fc.constant(false) });
    fc.assert(
      fc.property(point, point, fc.array(press, { maxLength: 200 }), (from, to, presses) => {
        const drawn = boxBetween(3, from, to) ?? freshBox(3);
        expect(inside(drawn)).toBe(true);
        expect(presses.reduce((box, one) => boxAfterKey(box, one) ?? box, drawn)).toSatisfy(inside);
      }),
    );
  });

  test('is the same whichever corner it is drawn from; a slip of the hand draws nothing', () => {
    const [a, b] = [
      { x: 0.1, y: 0.2 },
      { x: 0.4, y: 0.25 },
    ];
    expect(boxBetween(1, a, b)).toEqual({ page: 1, left: 1000, top: 2000, width: 3000, height: 500 });
    expect(boxBetween(1, b, a)).toEqual(boxBetween(1, a, b));
    expect(boxBetween(1, a, { x: 0.102, y: 0.9 })).toBeNull();
  });

  test('moves by a hundredth, with Ctrl by a thousandth; with Shift its size changes', () => {
    const box: Box = { page: 1, left: 1000, top: 1000, width: 500, height: 500 };
    const press = (key: string, more: object = {}) => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...more });
    expect(boxAfterKey(box, press('ArrowRight'))).toEqual(moved(box, 100, 0));
    expect(boxAfterKey(box, press('ArrowUp', { ctrlKey: true }))).toEqual(moved(box, 0, -10));
    expect(boxAfterKey(box, press('ArrowDown', { shiftKey: true }))).toEqual(resized(box, 0, 100));
    expect(boxAfterKey(box, press('Home'))).toBeNull();
  });

  test('is followed by the one right below it, as long as the page goes on', () => {
    expect(boxBelow({ page: 1, left: 0, top: 9000, width: 10, height: 500 })?.top).toBe(9500);
    expect(boxBelow({ page: 1, left: 0, top: 9500, width: 10, height: 501 })).toBeNull();
  });

  test('is found under the pointer, a small one before the large one below it', () => {
    const [large, small] = [
      { page: 1, left: 0, top: 0, width: 9000, height: 9000, id: 'large' },
      { page: 1, left: 1000, top: 1000, width: 500, height: 500, id: 'small' },
    ];
    expect(boxAt([large, small], 1, { x: 0.12, y: 0.12 })?.id).toBe('small');
    expect(boxAt([large, small], 1, { x: 0.5, y: 0.5 })?.id).toBe('large');
    expect(boxAt([large, small], 2, { x: 0.5, y: 0.5 })).toBeUndefined();
  });

  test('lies where it was drawn on a turned page', () => {
    // the upper left corner of the page, where it is seen after each turn
    const seen: Readonly<Record<Turn, { x: number; y: number }>> = {
      0: { x: 0, y: 0 },
      90: { x: 1, y: 0 },
      180: { x: 1, y: 1 },
      270: { x: 0, y: 1 },
    };
    for (const turn of [0, 90, 180, 270] as const) expect(unturned(seen[turn], turn), String(turn)).toEqual({ x: 0, y: 0 });
  });
});

describe('a message of the frame about a marked part', () => {
  const box = { page: 1, left: 10, top: 10, width: 20, height: 20 };
  test('is taken when the part lies on a page', () => {
    expect(readFromFrame({ kind: 'drawn', box: { ...box, more: 1 } })).toEqual({ kind: 'drawn', box });
    expect(readFromFrame({ kind: 'pressed', id: 'a' })).toEqual({ kind: 'pressed', id: 'a' });
  });

  test.each([
    { kind: 'drawn' },
    { kind: 'drawn', box: null },
    { kind: 'drawn', box: { ...box, page: 0 } },
    { kind: 'drawn', box: { ...box, page: 1e9 } },
    { kind: 'drawn', box: { ...box, left: -1 } },
    { kind: 'drawn', box: { ...box, width: 0 } },
    { kind: 'drawn', box: { ...box, left: 9_990 } },
    { kind: 'drawn', box: { ...box, top: 1.5 } },
    { kind: 'drawn', box: { ...box, height: '20' } },
    { kind: 'pressed', id: 7 },
    { kind: 'pressed', id: 'x'.repeat(65) },
  ])('is not taken otherwise: %j', (message) => {
    expect(readFromFrame(message)).toBeNull();
  });
});

describe('recognised words of a page', () => {
  const word = (text: string, left: number, top: number) => ({ text, left, top, width: 800, height: 200 });
  const words = [word('Счёт-фактура', 500, 500), word('№', 1400, 510), word('2026/114', 2300, 505), word('Итого:', 500, 900)];

  test('are one text with its lines, in which words are found over spaces and «ё»', () => {
    const page = wordText(words);
    expect(page.folded.text).toBe('счет-фактура № 2026/114 итого: ');
    expect(foundWords('ФАКТУРА № 2026', page, 10)).toEqual([[0, 2]]);
    expect(foundWords('итого', page, 10)).toEqual([[3, 3]]);
    expect(foundWords('нет', page, 10)).toEqual([]);
  });
});

describe('what a picture says of its size', () => {
  const png = (width: number, height: number): Uint8Array => {
    const bytes = new Uint8Array(64);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    new DataView(bytes.buffer).setUint32(16, width);
    new DataView(bytes.buffer).setUint32(20, height);
    return bytes;
  };
  const jpeg = (height: number, width: number): Uint8Array => {
    const bytes = new Uint8Array(64);
    bytes.set([
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      4,
      0,
      0,
      0xff,
      0xc4,
      0,
      3,
      0,
      0xff,
      0xc2,
      0,
      17,
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
    ]);
    return bytes;
  };

  test('is read before anything is decoded', () => {
    expect(pictureFacts(png(70_000, 80_000))).toEqual({ type: 'image/png', width: 70_000, height: 80_000 });
    expect(pictureFacts(jpeg(4000, 3000))).toEqual({ type: 'image/jpeg', width: 3000, height: 4000 });
  });

  test('is asked of pictures only: drawings with markup are none', () => {
    const text = (letters: string): Uint8Array => new TextEncoder().encode(letters.padEnd(64));
    for (const letters of ['<svg xmlns="http://www.w3.org/2000/svg">', '<?xml version="1.0"?><svg/>', '%PDF-1.7', 'GIF', '']) {
      expect(pictureFacts(text(letters)), letters).toBeNull();
    }
    expect(pictureFacts(new Uint8Array(0))).toBeNull();
    expect(pictureFacts(png(0, 5))).toBeNull();
  });

  test('of any bytes is an answer, never an error', () => {
    const starts = fc.constantFrom(
      [0xff, 0xd8, 0xff],
      [0x42, 0x4d],
      [0x47, 0x49, 0x46, 0x38],
      [0x52, 0x49, 0x46, 0x46],
      [0x89, 0x50, 0x4e, 0x47],
      [],
    );
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        const facts = pictureFacts(Uint8Array.from([...start, ...rest]));
        expect(facts === null || (facts.width > 0 && facts.height > 0)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the clock of a phone', () => {
  const now = new Date(2026, 2, 5, 14, 7, 30);
  test.each([
    ['14:07:30', '+0'],
    ['14:08:43', '+73'],
    ['13:07:30', '-3600'],
    // Without seconds less than half a minute is no difference.
    ['14:07', '+0'],
    ['15:07', '+3600'],
    // Without a day the nearest one is meant.
    ['23:59:30', '+35520'],
    ['2:07:31', '-43199'],
    ['05.03.2026 14:07:29', '-1'],
    ['04.03.2026 14:07:30', '-86400'],
    ['05.03.2025 14:07:30', '-31536000'],
  ])('that shows %s is ahead by %s seconds', (shown, offset) => {
    expect(offsetOf(shown, now)).toBe(offset);
  });

  test.each(['', '25:00', '14:60', '14.07', '31.02.2026 14:07', 'later'])('«%s» is no time', (shown) => {
    expect(offsetOf(shown, now)).toBeNull();
  });

  test('is said in hours, minutes and seconds', () => {
    expect([asTime('+73'), asTime('-3600'), asTime('+90061')]).toEqual(['0:01:13', '1:00:00', '25:01:01']);
    expect(typedDay('2026-03-05')).toBe('05.03.2026');
  });
});

describe('a row typed from a scan', () => {
  test('is written as the books write it, whatever the hand typed', () => {
    const typed = {
      reg_no: ' 55301/010126/0000001 ',
      reg_date: '05.03.2026',
      item_no: '1',
      hs_code: '8518309500',
      customs_value_minor: '1 234\u202f567,50',
    };
    expect(canonicalCells('declarations', { ...typed, description: '  ', brand: 'Э\u0308' })).toEqual({
      ...typed,
      reg_no: '55301/010126/0000001',
      reg_date: '2026-03-05',
      customs_value_minor: '1234567.50',
      brand: 'Э\u0308'.normalize('NFC'),
    });
  });

  test('what is no day stays as it was typed, for the reader to name', () => {
    expect(canonicalCells('declarations', { reg_date: '31.02.2026' })).toEqual({ reg_date: '31.02.2026' });
  });

  test('has its required fields first, then those that were added', () => {
    const shown = shownColumns('declarations', ['brand', 'invoice_no']).map((column) => column.name);
    expect(shown).toEqual(['reg_no', 'reg_date', 'item_no', 'hs_code', 'invoice_no', 'brand']);
    expect(otherColumns('declarations', ['brand']).map((column) => column.name)).not.toContain('brand');
  });
});

describe('a request for data', () => {
  const item: RequestItem = { ...askedItem('Ledger', { table: 'ledger', month: '2026-02' }), itemId: 'i', requestId: 'r', position: 0 };

  test('for a missing month asks for the whole month', () => {
    expect([item.periodFrom, item.periodTo, item.table, item.state]).toEqual(['2026-02-01', '2026-02-28', 'ledger', 'asked']);
  });

  test('what has come has a day: today, unless one was given', () => {
    expect(withDays('received', item, '2026-03-05')).toEqual({ state: 'received', receivedOn: '2026-03-05' });
    expect(withDays('returned', { ...item, receivedOn: '2026-03-01' }, '2026-03-05')).toEqual({
      state: 'returned',
      returnedOn: '2026-03-05',
    });
    expect(withDays('refused', item, '2026-03-05')).toEqual({ state: 'refused' });
  });

  test('as a letter names its items in their order, and the day until when', () => {
    const request: DataRequest = {
      requestId: 'r',
      number: '17',
      title: 'Request',
      addressee: 'Aeroton',
      basis: '',
      askedOn: '2026-03-01',
      dueOn: '2026-03-10',
      state: 'sent',
      note: '',
      items: [item, { ...item, what: 'Stock', periodFrom: null, periodTo: null, state: 'partly' }],
      overdue: 0,
      createdAt: '',
    };
    const say = (key: string, args: object = {}): string => [key.split('.').at(-1), ...Object.values(args)].join(' ');
    const letter = requestLetter(request, { say: say as never, day: (day) => day });
    expect(letter.split('\n')).toEqual([
      'Aeroton',
      '',
      'title Request 17 2026-03-01',
      '',
      'ask',
      '',
      'item 1 Ledger period 2026-02-01 2026-02-28',
      'item 2 Stock',
      '',
      'due 2026-03-10',
      '',
    ]);
    expect(owed(request)).toBe(2);
  });
});

describe('the beginning of a text file', () => {
  test('is read in UTF-8, else as Russian Windows programs write it; bytes with zeros are no text', () => {
    expect(readText(new TextEncoder().encode('Қойма 1'))).toBe('Қойма 1');
    expect(readText(Uint8Array.from([0xd1, 0xf7, 0xb8, 0xf2]))).toBe('Счёт');
    expect(readText(Uint8Array.from([0x41, 0, 0x42]))).toBeNull();
  });
});
