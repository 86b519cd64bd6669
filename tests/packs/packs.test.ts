import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { loadPack, packFromBytes, packIds, pinOf } from '../../backend/packs/load-pack.ts';
import { assetsDir } from '../../backend/words/assets.ts';
import { packProblems, readPack } from '../../contract/packs/read-pack.ts';
import { catalogue } from '../../domain/catalogue/index.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { RefusalCode } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { digitsOf, nationalDigits } from '../../domain/packs/currency.ts';
import { checkDigit, checkTaxId, taxIdProblem } from '../../domain/packs/tax-id.ts';
import { unitCode } from '../../domain/packs/units.ts';
import { unverifiedNumbers } from '../../domain/packs/unverified.ts';
import { vatPercentOn } from '../../domain/packs/vat.ts';
import { generic, kz } from '../helpers/lines.ts';
import { vectors } from '../helpers/vectors.ts';

const day = (text: string): Day => text as Day;
const refusal = (fn: () => unknown): { code: RefusalCode; at: string; problem: unknown } => {
  try {
    fn();
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, at: error.at, problem: error.args['problem'] };
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the packs that ship', () => {
  test('are loaded with the exact bytes of their file and hashed', () => {
    expect(packIds()).toEqual(['kz', 'wco-generic']);
    for (const id of packIds()) {
      const bytes = fs.readFileSync(path.join(assetsDir(), 'packs', `${id}.json`));
      const loaded = loadPack(id);
      expect(Buffer.from(loaded.bytes).equals(bytes)).toBe(true);
      expect(loaded.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(packProblems(JSON.parse(bytes.toString('utf8')))).toEqual([]);
      expect(packFromBytes(bytes, loaded.sha256).pack).toEqual(loaded.pack);
      expect(pinOf(loaded, day('2026-01-01'))).toEqual({
        pack: id,
        version: loaded.pack.version,
        sha256: loaded.sha256,
        fromDay: '2026-01-01',
      });
    }
  });

  test('state defaults that every test accepts, for tests that exist', () => {
    for (const pack of [kz, generic]) {
      expect(Object.keys(pack.testDefaults).filter((id) => !catalogue.some((t) => t.id === id))).toEqual([]);
      for (const one of catalogue) expect(() => readParams(one, pack.testDefaults[one.id] ?? {}, pack)).not.toThrow();
    }
  });

  test('list what nobody has confirmed, VAT rates and the calendar among it', () => {
    const paths = unverifiedNumbers(kz).map((u) => u.path);
    expect(paths).toEqual(expect.arrayContaining(['vat.rates[0]', 'vat.rates[1]', 'calendar', 'vat.baseIncludesFee', 'tolerances.abs']));
    expect(paths).not.toContain('hsLength');
    expect(unverifiedNumbers(kz).find((u) => u.path === 'vat.rates[1]')?.value).toBe('16');
    const text = JSON.stringify(kz);
    expect(unverifiedNumbers(kz)).toHaveLength(text.split('"status":"unverified"').length - 1);
  });

  test('know the digits of currencies', () => {
    const codes = ['KZT', 'USD', 'EUR', 'RUB', 'CNY', 'KRW', 'JPY', 'UZS', 'KWD'];
    expect(codes.map((code) => digitsOf(kz, code))).toEqual([2, 2, 2, 2, 2, 0, 0, 2, 3]);
    expect(digitsOf(kz, 'XXX')).toBeNull();
    expect([nationalDigits(kz), nationalDigits(generic)]).toEqual([2, 2]);
  });

  test('know units as files write them', () => {
    expect(['кг', '166', 'KGM', ' шт ', '796', 'дана'].map((text) => unitCode(kz, text))).toEqual(['kg', 'kg', 'kg', 'pcs', 'pcs', 'pcs']);
    expect(unitCode(kz, 'parsec')).toBeNull();
  });

  test('give the VAT rate of the registration day', () => {
    expect(vatPercentOn(kz, day('2025-12-31'))).toBe('12');
    expect(vatPercentOn(kz, day('2026-01-01'))).toBe('16');
    expect(vatPercentOn(kz, day('1999-01-01'))).toBeNull();
    expect(vatPercentOn(generic, day('2026-01-01'))).toBeNull();
  });
});

describe('a pack that is wrong', () => {
  const changed = (change: Readonly<Record<string, unknown>>): unknown => ({ ...JSON.parse(JSON.stringify(kz)), ...change });
  const firstProblem = (value: unknown) => {
    const [first] = packProblems(value);
    return [first?.path, first?.problem.key];
  };

  test.each([
    [{ version: 5 }, 'version', 'pack.problem.type'],
    [{ nationalCurrency: 'ZZZ' }, 'nationalCurrency', 'pack.problem.unknownCurrency'],
    [{ vat: { baseIncludesFee: kz.vat.baseIncludesFee, rates: kz.vat.rates.toReversed() } }, 'vat.rates[1]', 'pack.problem.order'],
    [{ effectiveFrom: '2026-02-31' }, 'effectiveFrom', 'pack.problem.form'],
    [{ penaltyMode: 'percent' }, 'penaltyMode', 'pack.problem.choice'],
    [{ calendar: { ...kz.calendar, working: ['2026-01-01'] } }, 'calendar.working', 'pack.problem.bothWorkingAndNot'],
    [{ deadlines: [kz.deadlines[0], kz.deadlines[0]] }, 'deadlines[1]', 'pack.problem.twice'],
    [{ noPreference: '(' }, 'noPreference', 'pack.problem.form'],
    [{ vatBaseIncludesFee: true }, '', 'pack.problem.unknownKey'],
    [{ fee: undefined }, 'fee', 'pack.problem.missing'],
  ])('%o is named at %s', (change, at, key) => {
    expect(firstProblem(JSON.parse(JSON.stringify(changed(change))))).toEqual([at, key]);
  });

  test('is refused with its place', () => {
    expect(refusal(() => readPack(changed({ nationalCurrency: 'ZZZ' })))).toEqual({
      code: 'pack_invalid',
      at: 'nationalCurrency',
      problem: 'pack.problem.unknownCurrency',
    });
    expect(refusal(() => packFromBytes(Buffer.from('{'))).problem).toBe('pack.problem.json');
    expect(refusal(() => packFromBytes(Buffer.from([0x22, 0xff, 0x22]))).problem).toBe('pack.problem.json');
    expect(refusal(() => packFromBytes(loadPack('kz').bytes, 'f'.repeat(64))).problem).toBe('pack.problem.hash');
  });

  test('is not found outside its folder or under another name', () => {
    expect(refusal(() => loadPack('xx')).code).toBe('pack_missing');
    expect(refusal(() => loadPack('../packs/kz')).code).toBe('pack_missing');
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'packs-'));
    fs.writeFileSync(path.join(dir, 'other.json'), loadPack('kz').bytes);
    expect(refusal(() => loadPack('other', dir))).toMatchObject({ code: 'pack_invalid', at: 'id' });
    fs.rmSync(dir, { recursive: true });
  });
});

describe('taxpayer numbers', () => {
  const checksum = kz.taxId.checksum;

  test.skipIf(vectors === null || checksum === null)('check digits of the vectors (needs ../shared/vectors)', () => {
    if (checksum === null) return;
    for (const [digits, check] of vectors?.bin_check ?? []) {
      expect(checkDigit(checksum, digits)).toBe(check);
      if (check === null) for (let d = 0; d < 10; d += 1) expect(taxIdProblem(kz, `${digits}${d}`)).toBe('checkDigit');
      else expect(taxIdProblem(kz, `${digits}${check}`)).toBeNull();
    }
  });

  test('a wrong digit and a wrong form are told apart', () => {
    expect(taxIdProblem(kz, '980140001231')).toBeNull();
    expect(taxIdProblem(kz, '980140001232')).toBe('checkDigit');
    for (const id of ['98014000123', '9801400012311', '98014000123a', '']) expect(taxIdProblem(kz, id)).toBe('form');
    expect(refusal(() => checkTaxId(kz, '980140001232'))).toEqual({ code: 'tax_id_invalid', at: '980140001232', problem: 'checkDigit' });
  });

  test('a pack without a checksum judges the form only', () => {
    expect(taxIdProblem(generic, 'GB 123-456')).toBeNull();
    expect(taxIdProblem(generic, '?')).toBe('form');
  });
});
