import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLook, readLook } from '../../electron/windows/look.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-look-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the look of the window', () => {
  it('is kept from start to start and holds nothing else', () => {
    const look = openLook(path.join(folder, 'profile'));
    expect(look.now()).toEqual({ lang: null, theme: 'system', zoom: 1 });
    look.set({ lang: 'kk' });
    look.set({ theme: 'dark', zoom: 1.5 });
    expect(readLook(path.join(folder, 'profile'))).toEqual({ lang: 'kk', theme: 'dark', zoom: 1.5 });
    expect(fs.readFileSync(path.join(folder, 'profile', 'look.json'), 'utf8')).toBe('{"lang":"kk","theme":"dark","zoom":1.5}\n');
  });

  it('takes what is damaged or out of range as not chosen, field by field', () => {
    fs.writeFileSync(path.join(folder, 'look.json'), '{"lang":"fr","theme":"dark","zoom":9,"trader":"x"}');
    expect(readLook(folder)).toEqual({ lang: null, theme: 'dark', zoom: 1 });
    fs.writeFileSync(path.join(folder, 'look.json'), '{"lang":');
    expect(readLook(folder)).toEqual({ lang: null, theme: 'system', zoom: 1 });
  });

  it('holds until the window is closed where nothing can be written', () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    const look = openLook(path.join(file, 'below'));
    look.set({ lang: 'ru' });
    expect(look.now().lang).toBe('ru');
  });
});
