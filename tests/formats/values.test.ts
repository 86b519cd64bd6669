import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/canonical.ts';
import { isInstant } from '../../domain/caselog/chain.ts';
import { provisionalNumber, uuidV7 } from '../../domain/caselog/names.ts';
import { datasetHash, overridesHead, resultHash, roundedFloat } from '../../domain/caselog/work-hash.ts';
import type { DatasetImport, Override } from '../../domain/caselog/work-hash.ts';
import { decimalToScaled, divRound, isDecimal, scaledToDecimal } from '../../domain/money/decimal.ts';
import { parseRowName, rowName } from '../../domain/model/ids.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { words as makeWords } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';
import { sha256 } from '../caselog/samples.ts';
import { fixture } from './fixture.ts';

type Names = {
  rows: readonly { evidence: Sha256; table: string; locator: string; name: string }[];
  notRows: readonly string[];
  uuids: readonly { unixMs: number; chance: string; uuid: string }[];
  provisionalNumbers: readonly { office: string; year: number; install: string; n: number; number: string }[];
};

describe('names v1', () => {
  const names = fixture<Names>('names.json');

  it.each(names.rows)('$name', ({ evidence, table, locator, name }) => {
    expect(rowName(evidence, table, locator)).toBe(name);
    expect(parseRowName(name)).toEqual({ evidence, table, locator });
  });

  it.each(names.notRows)('"%s" names no row', (name) => {
    expect(parseRowName(name)).toBeNull();
  });

  it.each(names.uuids)('$uuid', ({ unixMs, chance, uuid }) => {
    expect(uuidV7(unixMs, Buffer.from(chance, 'hex'))).toBe(uuid);
  });

  it.each(names.provisionalNumbers)('$number', ({ number, ...parts }) => {
    expect(provisionalNumber(parts)).toBe(number);
  });
});

type Money = {
  scaled: readonly { unit: string; digits: number; scaled: string; decimal: string }[];
  excess: readonly { text: string; digits: number }[];
  notDecimal: readonly string[];
  halfAwayFromZero: readonly { n: string; d: string; quotient: string }[];
  instants: readonly string[];
  notInstants: readonly string[];
  days: readonly string[];
  notDays: readonly string[];
};

describe('money, quantities, time v1', () => {
  const money = fixture<Money>('money.json');

  it.each(money.scaled)('$unit: $scaled is $decimal', ({ digits, scaled, decimal }) => {
    expect(scaledToDecimal(BigInt(scaled), digits)).toBe(decimal);
    expect(decimalToScaled(decimal, digits)).toBe(BigInt(scaled));
    expect(isDecimal(decimal)).toBe(true);
  });

  it.each(money.excess)('$text has more than $digits decimals', ({ text, digits }) => {
    expect(decimalToScaled(text, digits)).toBeNull();
  });

  it.each(money.notDecimal)('"%s" is no canonical decimal', (text) => {
    expect(isDecimal(text)).toBe(false);
  });

  it.each(money.halfAwayFromZero)('$n / $d rounds to $quotient', ({ n, d, quotient }) => {
    expect(divRound(BigInt(n), BigInt(d))).toBe(BigInt(quotient));
  });

  it('instants carry an offset, days exist in the calendar', () => {
    expect(money.instants.every(isInstant)).toBe(true);
    expect(money.notInstants.some(isInstant)).toBe(false);
    expect(money.days.every(isDay)).toBe(true);
    expect(money.notDays.some(isDay)).toBe(false);
  });
});

type Work = {
  overrides: { given: readonly Override[]; canonical: string; head: string };
  datasets: readonly {
    given: { imports: readonly DatasetImport[]; overridesHead: string | null; population: { id: string; version: string } };
    canonical: string;
    datasetHash: string;
  }[];
  results: readonly { result: Canonical; canonical: string; resultHash: string }[];
  floats: readonly { float64: string; text: string }[];
};

describe('hashes of work v1', () => {
  const work = fixture<Work>('work.json');

  it('overrides are hashed in the order of row and column', () => {
    expect(overridesHead(work.overrides.given, sha256)).toBe(work.overrides.head);
    expect(overridesHead(work.overrides.given.toReversed(), sha256)).toBe(work.overrides.head);
    expect(sha256(Buffer.from(work.overrides.canonical))).toBe(work.overrides.head);
    expect(overridesHead([], sha256)).toBeNull();
  });

  it.each(work.datasets)('dataset $datasetHash', ({ given, canonical, datasetHash: hash }) => {
    expect(datasetHash(given, sha256)).toBe(hash);
    expect(datasetHash({ ...given, imports: given.imports.toReversed() }, sha256)).toBe(hash);
    expect(sha256(Buffer.from(canonical))).toBe(hash);
  });

  it.each(work.results)('result $resultHash', ({ result, canonical, resultHash: hash }) => {
    expect(canonicalText(result)).toBe(canonical);
    expect(resultHash(result, sha256)).toBe(hash);
  });

  it.each(work.floats)('float64 $float64 stands as $text', ({ float64, text }) => {
    expect(roundedFloat(Buffer.from(float64, 'hex').readDoubleBE())).toBe(text);
    expect(isDecimal(text)).toBe(true);
  });
});

type WordsFile = { words: readonly { words: Words; canonical: string; sha256: string }[] };

describe('words v1', () => {
  it.each(fixture<WordsFile>('words.json').words)('$words.key', ({ words, canonical, sha256: hash }) => {
    expect(canonicalText(makeWords(words.key, words.args) as Canonical)).toBe(canonical);
    expect(sha256(Buffer.from(canonical))).toBe(hash);
  });
});
