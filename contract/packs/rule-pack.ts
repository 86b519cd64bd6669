import { z } from 'zod';
import { isDay } from '../../domain/model/scalars.ts';
import type { Day, Decimal } from '../../domain/model/scalars.ts';
import { isDecimal } from '../../domain/money/decimal.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';

const id = z.string().regex(/^[a-z0-9][A-Za-z0-9.-]{0,63}$/);
const day = z.custom<Day>((x) => typeof x === 'string' && isDay(x), 'day');
const decimal = z.custom<Decimal>((x) => typeof x === 'string' && isDecimal(x), 'decimal');
const pattern = z.string().refine(compiles, 'pattern');
const lang = z.enum(['en', 'ru', 'kk']);
const localText = z.strictObject({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) });
const standing = { status: z.enum(['verified', 'unverified']), source: z.string().min(1) };
const stated = <T extends z.ZodType>(value: T) => z.strictObject({ value, ...standing });
const phrases = z.array(z.string().min(1));
const digits = z.number().int().min(0).max(4);

function compiles(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const checksum = z.strictObject({
  id,
  modulus: z.number().int().min(2).max(97),
  passes: z.array(z.array(z.number().int().min(0)).min(1)).min(1),
});

const calendar = z.strictObject({
  id: z.string(),
  version: z.string(),
  weekend: z.array(z.number().int().min(0).max(6)).max(6),
  nonWorking: z.array(day),
  working: z.array(day),
  ...standing,
});

const deadline = z.strictObject({
  id,
  startEvent: z.string(),
  startRule: z.enum(['dayAfter', 'sameDay']),
  amount: z.number().int().positive(),
  unit: z.enum(['workingDay', 'calendarDay', 'calendarMonth', 'calendarYear']),
  roll: z.enum(['nextWorkingDay', 'none']),
  ...standing,
});

/** What is asked before a photo is kept (domain-corrections 11). */
const photoQuestion = z.strictObject({ id, text: localText, ...standing });

/** A statutory procedure; what must hold between its parts is checked by `packProblems`. */
const stateId = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);
const procedure = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]{1,63}$/),
  name: localText,
  initial: stateId,
  states: z
    .array(z.strictObject({ id: stateId, name: localText, final: z.boolean().optional() }))
    .min(1)
    .max(200),
  transitions: z.array(z.strictObject({ from: stateId, to: stateId, automatic: z.boolean().optional() })).max(2_000),
  ...standing,
});

const legalReference = z.strictObject({ id, text: localText, areas: z.array(z.string()), ...standing });

/** The form of a rule pack; what holds between its parts is checked by `packProblems`. Unknown keys are refused: a misspelt switch must not be ignored. */
export const rulePack = z.strictObject({
  format: z.literal(1),
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  effectiveFrom: day,
  name: localText,
  timeZone: z.strictObject({
    name: z.string(),
    offsets: z.array(z.strictObject({ fromUtc: z.iso.datetime(), minutes: z.number().int().min(-840).max(840) })).min(1),
  }),
  nationalCurrency: z.string(),
  prevailingLanguage: stated(lang),
  currencies: z.array(z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), digits, words: phrases })).min(1),
  units: z.array(z.strictObject({ code: z.string().min(1), words: phrases, grams: z.number().int().positive().optional() })),
  rateWords: z.strictObject({ atLeast: phrases, atMost: phrases, plus: phrases, per: phrases, free: phrases }),
  hsLength: z.strictObject({ value: z.number().int().min(4).max(14), longerAllowed: z.boolean(), ...standing }),
  noPreference: pattern,
  taxId: z.strictObject({ pattern, checksum: checksum.nullable(), ...standing }),
  calendar,
  rounding: z.strictObject({ moneyDecimals: stated(digits), paymentDecimals: stated(digits.nullable()) }),
  vat: z.strictObject({
    baseIncludesFee: stated(z.boolean()),
    rates: z.array(z.strictObject({ from: day, percent: decimal, ...standing })),
  }),
  fee: stated(decimal.nullable()),
  allowOffset: stated(z.boolean()),
  tolerances: z.strictObject({ abs: stated(decimal), percent: stated(decimal) }),
  coverage: z.strictObject({ minimumBp: stated(z.number().int().min(0).max(10_000)) }).optional(),
  testDefaults: z.record(z.string(), z.record(z.string(), z.string())),
  penaltyMode: z.literal('referral'),
  deadlines: z.array(deadline),
  taxes: z.array(z.enum(['duty', 'ad', 'excise', 'vat'])),
  procedures: z.array(procedure).max(20).optional(),
  legalReferences: z.array(legalReference),
  photoPolicy: z.array(photoQuestion).max(20).optional(),
});

/** The schema and the domain's shape are the same thing; this line does not compile when they part. */
export const asRulePack = (pack: z.output<typeof rulePack>): RulePack => pack as RulePack;
