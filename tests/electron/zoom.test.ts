import { describe, expect, it } from 'vitest';
import { zoomFor } from '../../electron/windows/zoom.ts';

const key = (name: string, more: object = {}): Parameters<typeof zoomFor>[0] => ({
  type: 'keyDown',
  control: true,
  meta: false,
  alt: false,
  key: name,
  code: '',
  ...more,
});

describe('zoom by keys', () => {
  it('goes in steps of ten per cent, from 100 to 200', () => {
    expect(zoomFor(key('+'), 1)).toBe(1.1);
    expect(zoomFor(key('='), 1.9)).toBe(2);
    expect(zoomFor(key('+'), 2)).toBe(2);
    expect(zoomFor(key('-'), 1.1)).toBe(1);
    expect(zoomFor(key('-'), 1)).toBe(1);
    expect(zoomFor(key('0'), 1.7)).toBe(1);
  });

  it('goes by the place of the key where the layout types letters there', () => {
    expect(zoomFor(key('ө', { code: 'Minus' }), 1.5)).toBe(1.4);
    expect(zoomFor(key('һ', { code: 'Equal' }), 1.5)).toBe(1.6);
    expect(zoomFor(key('қ', { code: 'Digit0' }), 1.5)).toBe(1);
    expect(zoomFor(key('+', { code: 'NumpadAdd' }), 1)).toBe(1.1);
  });

  it('leaves other keys alone', () => {
    expect(zoomFor(key(')', { code: 'Digit0' }), 1.5)).toBeNull();
    expect(zoomFor(key('k'), 1)).toBeNull();
    expect(zoomFor(key('+', { control: false }), 1)).toBeNull();
    expect(zoomFor(key('+', { type: 'keyUp' }), 1)).toBeNull();
  });
});
