import { isUuid } from '../model/ids.ts';
import { Refused } from '../model/refused.ts';
import { checkCanonical } from './canonical.ts';
import { isInstant } from './chain.ts';
import { isEntityName } from './entities.ts';
import type { Operation, OperationKind } from './operation.ts';

const kinds: Readonly<Record<OperationKind, true>> = {
  put: true,
  set: true,
  del: true,
  undel: true,
  add: true,
  rem: true,
  resolve: true,
  state: true,
  sign: true,
  attach: true,
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): boolean => isText(value) && isUuid(value);

const isTransaction = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 3 && isText(value[0]) && isCount(value[1]) && isCount(value[2]) && value[1] < value[2];

const isBase = (value: unknown): boolean => isRecord(value) && Object.values(value).every((op) => op === null || isId(op));

const shape: Readonly<Record<keyof Operation, (value: unknown) => boolean>> = {
  v: (value) => value === 1,
  op: isId,
  case: isId,
  stream: isId,
  dseq: (value) => isCount(value) && value > 0,
  ph: (value) => isText(value) && /^[0-9a-f]{64}$/.test(value),
  tx: isTransaction,
  kind: (value) => isText(value) && Object.hasOwn(kinds, value),
  ent: (value) => isText(value) && isEntityName(value),
  id: isText,
  set: isRecord,
  base: isBase,
  by: isText,
  at: (value) => isText(value) && isInstant(value),
  schema: isCount,
  app: isText,
};

/**
 * The door of the log: a value from a file, a database or the network becomes an operation or is refused. Fields inside `set` are not
 * looked at, since a newer schema may have more of them.
 * @throws Refused `log_broken` with `at` = the first field that is missing, too much or of another form; `value_not_canonical`
 */
export function readOperation(value: unknown): Operation {
  if (!isRecord(value)) throw new Refused({ code: 'log_broken', at: 'op' });
  for (const [name, fits] of Object.entries(shape)) {
    if (!fits(value[name])) throw new Refused({ code: 'log_broken', at: name });
  }
  const extra = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (extra !== undefined) throw new Refused({ code: 'log_broken', at: extra });
  checkCanonical(value);
  return value as unknown as Operation;
}
