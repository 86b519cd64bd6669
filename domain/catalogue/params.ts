import { Refused } from '../model/refused.ts';
import { isDay } from '../model/scalars.ts';
import type { Decimal } from '../model/scalars.ts';
import { isDecimal } from '../money/decimal.ts';
import { compare, ratioOfDecimal, trimDecimal } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { AuditTest, ParamSpec, Params } from './audit-test.ts';

function refuse(test: AuditTest, spec: ParamSpec, value: string): never {
  const expected =
    spec.type === 'choice' ? (spec.choices ?? []).join(', ') : [spec.type, spec.atLeast, spec.atMost].filter(Boolean).join(' ');
  throw new Refused({ code: 'test_parameter_invalid', at: `${test.id}.${spec.name}`, args: { value, expected } });
}

function within(spec: ParamSpec, value: string): boolean {
  const at = ratioOfDecimal(value);
  const low = spec.atLeast === undefined || compare(at, ratioOfDecimal(spec.atLeast)) >= 0;
  return low && (spec.atMost === undefined || compare(at, ratioOfDecimal(spec.atMost)) <= 0);
}

function canonical(test: AuditTest, spec: ParamSpec, given: string): string {
  const value = given.trim();
  switch (spec.type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(value) && within(spec, value) ? String(Number(value)) : refuse(test, spec, given);
    case 'decimal':
      return isDecimal(value) && within(spec, value) ? trimDecimal(value as Decimal) : refuse(test, spec, given);
    case 'choice':
      return (spec.choices ?? []).includes(value) ? value : refuse(test, spec, given);
    case 'day':
      // a day without a default is given by whoever runs the test: no test reads the clock
      return isDay(value) || (value === '' && spec.value === '') ? value : refuse(test, spec, given);
    case 'text':
      return value.normalize('NFC');
    default:
      return spec.type satisfies never;
  }
}

/** The default of a parameter: the pack's where it states one. */
export const defaultOf = (test: AuditTest, spec: ParamSpec, pack: RulePack): string =>
  pack.testDefaults[test.id]?.[spec.name] ?? spec.value;

/**
 * All parameters of the test, checked and in canonical form; those not given get the pack's default.
 * @throws Refused test_parameter_invalid, `at` = `<test>.<parameter>`, also for a parameter that the test does not have
 */
export function readParams(test: AuditTest, given: Params, pack: RulePack): Params {
  const unknown = Object.keys(given).find((name) => !test.params.some((p) => p.name === name));
  if (unknown !== undefined) {
    const expected = test.params.map((p) => p.name).join(', ');
    throw new Refused({ code: 'test_parameter_invalid', at: `${test.id}.${unknown}`, args: { value: given[unknown] ?? '', expected } });
  }
  return Object.fromEntries(test.params.map((p) => [p.name, canonical(test, p, given[p.name] ?? defaultOf(test, p, pack))]));
}

/** @param params as `readParams` gave them */
export const paramText = (params: Params, name: string): string => params[name] ?? '';
export const paramCount = (params: Params, name: string): number => Number(params[name] ?? '0');
export const paramRatio = (params: Params, name: string): Ratio => ratioOfDecimal(params[name] ?? '0');
