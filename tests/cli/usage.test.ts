import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseWhere } from '../../backend/host/cli/book-commands.ts';
import { commands } from '../../backend/host/cli/commands.ts';
import { runCommandLine } from '../../backend/host/cli/run.ts';
import { findCommand, parseCommand } from '../../backend/host/cli/usage.ts';
import { digitsIn, rowToJson } from '../../backend/host/cli/present.ts';
import { tables } from '../../domain/model/books.ts';
import { loadMessages } from '../../backend/words/locales.ts';

const parse = (line: string): unknown => {
  const args = line.split(' ');
  const command = findCommand(commands, args);
  if (command === null) throw new Error('no command');
  return parseCommand(command, args).values;
};

describe('the command line', () => {
  test('the longest path wins: `import preview` is not `import`', () => {
    expect(findCommand(commands, ['import', 'preview', 'x'])?.path).toBe('import preview');
    expect(findCommand(commands, ['import', 'x.csv'])?.path).toBe('import');
    expect(findCommand(commands, ['nonsense'])).toBeNull();
  });

  test.each([
    ['case new --vault v --kind desk', '--trader'],
    ['vault create --vault v', '--name'],
    ['import --vault v --case c --as ledger', 'FILE'],
    ['rows --vault v --case c --table ledger extra', 'extra'],
    ['assess --vault v --case c --colour red', '--colour'],
  ])('%s is wrong usage that names %s', (line, at) => {
    expect(() => parse(line)).toThrowError(expect.objectContaining({ code: 'usage', at: expect.stringContaining(at) }));
  });

  test('every command has a help text in every language', () => {
    for (const lang of ['en', 'ru', 'kk'] as const) {
      const messages = loadMessages(lang);
      expect(commands.map((c) => `cli.help.${c.path.replaceAll(' ', '.')}`).filter((key) => messages[key] === undefined)).toEqual([]);
    }
  });

  test.each([
    ['hs_code = 8518309500', { column: 'hs_code', op: '=', value: '8518309500' }],
    ['customs_value_minor>=1000.50', { column: 'customs_value_minor', op: '>=', value: '1000.50' }],
    ["description contains 'қол миксері'", { column: 'description', op: 'contains', value: 'қол миксері' }],
    ['reg_date != 2026-01-05', { column: 'reg_date', op: '!=', value: '2026-01-05' }],
  ])('condition %s', (condition, expected) => {
    expect(parseWhere(condition)).toEqual(expected);
  });

  test('a condition without an operator is refused', () => {
    expect(() => parseWhere('hs_code 8518')).toThrowError(expect.objectContaining({ code: 'filter_invalid' }));
  });

  test('rows print money in the digits of its currency, counts and grams as numbers', () => {
    const cells = tables.declarations.map((c) => {
      if (c.name === 'currency') return 'KRW';
      if (c.name === 'item_price_minor') return 372254n;
      if (c.name === 'customs_value_minor') return 495300000n;
      if (c.name === 'net_g') return 1500;
      if (c.name === 'supp_qty_e6') return 1240000000n;
      return null;
    });
    const digits = digitsIn(tables.declarations, 'KZT', (currency) => (currency === 'KRW' ? 0 : 2));
    const row = rowToJson(tables.declarations, cells, digits);
    expect(row).toMatchObject({ item_price_minor: '372254', customs_value_minor: '4953000.00', net_g: 1500, supp_qty_e6: '1240.000000' });
  });

  describe('mistakes have their own exit and are never unexpected', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-usage-'));
    const file = path.join(dir, 'a-file');
    fs.writeFileSync(file, 'five grey herons on a wire');
    const before = { ...process.env };
    process.env['ASSAY_CONFIG_DIR'] = path.join(dir, 'config');
    afterAll(() => {
      process.env = before;
      fs.rmSync(dir, { recursive: true, force: true });
    });

    test.each([
      ['frobnicate', 2, 'usage'],
      [`tests list --lang de`, 2, 'usage'],
      [`vault create --vault ${file} --name N`, 1, 'file_exists'],
      [`vault create --vault ${file}/below --name N`, 1, 'file_exists'],
      [`tests list --passphrase-file ${dir}`, 1, 'file_unreadable'],
    ])('%s', async (line, exit, code) => {
      const printed = await runCommandLine([...line.split(' '), '--json'], {
        report: () => undefined,
        passphrase: 'five grey herons on a wire',
      });
      expect(printed.exit).toBe(exit);
      expect(printed.out.map((text) => JSON.parse(text) as unknown)).toEqual([expect.objectContaining({ ok: false, code })]);
      if (exit === 2) expect(printed.err.join('\n')).toContain('usage: assay ');
    });
  });
});
