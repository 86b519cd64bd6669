import { Refused } from '../model/refused.ts';
import { isSha256 } from '../model/ids.ts';
import { isDay } from '../model/scalars.ts';
import { isDecimal } from '../money/decimal.ts';
import { checkCanonical } from './canonical.ts';
import { engineEntities } from './engine-entities.ts';
import { edited, may, must } from './entity.ts';
import type { Entity, Field, FieldType } from './entity.ts';
import type { Canonical, Change, EntityName, Fields } from './operation.ts';

export type { Entity, Field, FieldType } from './entity.ts';

/** Version of the operation schema: grows with every entity, field or kind that is added; none is ever renamed or retyped. */
export const operationSchema = 4;

/** The closed table of what a case consists of (docs/decisions/case-log.md). */
export const entities: Readonly<Record<EntityName, Entity>> = {
  case: {
    kinds: ['put', 'set', 'state', 'resolve'],
    fields: {
      caseNo: must('text'),
      kind: must('text'),
      trader: must('text'),
      taxid: must('text'),
      periodFrom: must('day'),
      periodTo: must('day'),
      pack: must('text'),
      state: must('text'),
    },
  },
  pack: {
    kinds: ['put'],
    fields: { pack: must('text'), version: must('text'), sha256: must('hash'), fromDay: must('day') },
  },
  evidence: {
    // the bytes and their hash are written once; what is known about them may be added
    kinds: edited,
    fields: {
      sha256: must('hash'),
      bytes: must('count'),
      name: must('text'),
      medium: may('text'),
      obtainedFrom: may('text'),
      legalBasis: may('text'),
      requestNo: may('text'),
      mediumSerial: may('text'),
      program: may('text'),
      programVersion: may('text'),
      origin: may('text'),
      takenAt: may('text'),
      clockOffset: may('text'),
      device: may('text'),
      tags: may('json'),
      description: may('text'),
      class: may('text'),
      policy: may('json'),
    },
  },
  import: {
    kinds: ['put', 'del', 'undel'],
    fields: {
      table: must('text'),
      evidence: must('hash'),
      fileName: must('text'),
      bytes: must('count'),
      importer: must('text'),
      profileHash: must('hash'),
      profile: must('json'),
      rowDigest: must('hash'),
      rows: must('count'),
      rejected: must('count'),
      sums: must('json'),
      repaired: must('json'),
      encoding: must('text'),
      problems: must('json'),
      scope: may('text'),
      format: may('text'),
      checks: may('json'),
      facts: may('json'),
      obtainedFrom: may('text'),
    },
  },
  run: {
    kinds: ['put'],
    fields: {
      test: must('text'),
      version: must('text'),
      params: must('json'),
      populationN: must('count'),
      excluded: must('json'),
      hitsN: must('count'),
      verdict: may('json'),
      stats: must('json'),
      datasetHash: must('hash'),
      resultHash: must('hash'),
      coverage: may('json'),
    },
  },
  disposition: {
    kinds: edited,
    fields: { run: must('text'), key: must('text'), state: must('text'), reason: may('text') },
  },
  override: {
    kinds: edited,
    fields: { row: must('text'), column: must('text'), value: may('text'), reason: must('text') },
  },
  finding: {
    kinds: edited,
    fields: {
      title: must('text'),
      condition: may('text'),
      criteria: may('json'),
      cause: may('text'),
      corrections: may('json'),
      response: may('text'),
      status: must('text'),
      source: may('json'),
    },
  },
  document: {
    kinds: ['put', 'set', 'sign', 'resolve'],
    fields: {
      kind: must('text'),
      lang: must('text'),
      sha256: must('hash'),
      pages: must('count'),
      caseHead: must('hash'),
      signed: must('flag'),
      issuedAt: must('text'),
      number: may('text'),
      template: must('text'),
    },
  },
  checkpoint: {
    kinds: ['put'],
    fields: { head: must('hash'), operations: must('count'), day: must('day'), signature: may('text'), device: may('text') },
  },
  /** a marked part of a page or picture: page from 1, edges in ten-thousandths of its width and height */
  region: {
    kinds: edited,
    fields: {
      evidence: must('hash'),
      page: must('count'),
      left: must('count'),
      top: must('count'),
      width: must('count'),
      height: must('count'),
      title: may('text'),
      text: may('text'),
    },
  },
  /** what an item or a region of it proves: a finding, a row, a requested item */
  evidenceLink: {
    kinds: edited,
    fields: { evidence: must('hash'), region: may('text'), target: must('text'), note: may('text') },
  },
  /** a row typed from a scan, tied to its region; checked by a second person */
  transcript: {
    kinds: edited,
    fields: {
      evidence: must('hash'),
      region: must('text'),
      table: must('text'),
      cells: must('json'),
      checkedBy: may('text'),
      checkedAt: may('text'),
    },
  },
  /** a request for data to the trader, a bank or another authority */
  request: {
    kinds: edited,
    fields: {
      number: may('text'),
      title: must('text'),
      addressee: must('text'),
      basis: may('text'),
      askedOn: may('day'),
      dueOn: may('day'),
      state: must('text'),
      note: may('text'),
    },
  },
  /** one thing asked for: what, of which period, in which state */
  requestItem: {
    kinds: edited,
    fields: {
      request: must('text'),
      position: must('count'),
      what: must('text'),
      table: may('text'),
      periodFrom: may('day'),
      periodTo: may('day'),
      state: must('text'),
      receivedOn: may('day'),
      returnedOn: may('day'),
      evidence: may('json'),
      note: may('text'),
    },
  },
  /** links between records that a person confirmed or refused together: many to many, with amounts */
  match: {
    kinds: edited,
    fields: { kind: must('text'), method: must('text'), rule: must('text'), links: must('json'), state: must('text'), note: may('text') },
  },
  /** a mark on a row */
  mark: {
    kinds: edited,
    fields: { row: must('text'), label: must('text') },
  },
  /** a note on a row, an item of evidence, a finding */
  note: {
    kinds: edited,
    fields: { target: must('text'), text: must('text') },
  },
  /** a list that was kept: filters, order, columns, grouping */
  view: {
    kinds: edited,
    fields: { table: must('text'), name: must('text'), query: must('json') },
  },
  /** a copy that left the vault: what, with which hash, of which class */
  export: {
    kinds: ['put'],
    fields: {
      kind: must('text'),
      fileName: must('text'),
      format: must('text'),
      evidence: may('hash'),
      table: may('text'),
      query: may('json'),
      rows: may('count'),
      sha256: may('hash'),
      class: may('text'),
    },
  },
  /** what a person did with an item of evidence outside the program: received, handed over, sealed; told, never changed */
  custody: {
    kinds: ['put'],
    fields: { evidence: must('hash'), event: must('text'), day: must('day'), person: may('text'), place: may('text'), note: may('text') },
  },
  /** how many records of a kind a month must have, and who says so */
  expectation: {
    kinds: edited,
    fields: { table: must('text'), month: must('text'), n: must('count'), source: must('text'), note: may('text') },
  },
  /** a newer export of a book that took the place of an older one: ids of the imports */
  succession: {
    kinds: ['put', 'del', 'undel'],
    fields: { older: must('text'), newer: must('text') },
  },
  ...engineEntities,
};

/** In `set` of a resolve: ids of every operation whose value it decides between. No entity may have a field of this name. */
export const closesField = 'closes';
/** In `set` of a sign: `<entity>:<id>` of everything that the signature covers. */
export const coversField = 'covers';
/** The name under which field heads and `base` know an entity's tombstone; in `set` of a resolve: whether it stays deleted. */
export const tombstoneField = 'deleted';

export const isEntityName = (name: string): name is EntityName => Object.hasOwn(entities, name);

/** The field of that entity, or undefined; reserved names and names of newer schemas are none. */
export function fieldOf(ent: EntityName, name: string): Field | undefined {
  const fields = entities[ent].fields;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The fields of `set` that this schema knows: what the projection writes. The rest stays in the log, word for word. */
export const knownFields = (ent: EntityName, set: Fields): readonly (readonly [string, Canonical])[] =>
  Object.entries(set).filter(([name]) => fieldOf(ent, name) !== undefined);

function fits(type: FieldType, value: Canonical): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    case 'flag':
      return typeof value === 'boolean';
    case 'json':
      return true;
    case 'decimal':
      return typeof value === 'string' && isDecimal(value);
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'hash':
      return typeof value === 'string' && isSha256(value);
    default:
      return type satisfies never;
  }
}

const invalid = (at: string): never => {
  throw new Refused({ code: 'field_invalid', at });
};

function checkFields(change: Change): void {
  const set = change.kind === 'resolve' ? withoutReserved(change.set) : change.set;
  const tombstone = change.kind === 'resolve' ? change.set[tombstoneField] : undefined;
  if (tombstone !== undefined && typeof tombstone !== 'boolean') invalid(`${change.ent}.${tombstoneField}`);
  for (const [name, value] of Object.entries(set)) {
    const field = fieldOf(change.ent, name) ?? invalid(`${change.ent}.${name}`);
    const fitsField = value === null ? !field.required : fits(field.type, value);
    if (!fitsField) invalid(`${change.ent}.${name}`);
  }
  if (Object.keys(set).length === 0 && tombstone === undefined) throw new Refused({ code: 'field_missing', at: change.ent });
}

function checkRequired(change: Change): void {
  for (const [name, field] of Object.entries(entities[change.ent].fields)) {
    if (field.required && !Object.hasOwn(change.set, name)) throw new Refused({ code: 'field_missing', at: `${change.ent}.${name}` });
  }
}

const withoutReserved = (set: Fields): Fields =>
  Object.fromEntries(Object.entries(set).filter(([name]) => name !== closesField && name !== tombstoneField));

const isTextList = (value: Canonical | undefined): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');

/**
 * Refuses a change that this schema does not know: entity, kind, field, a value of another type, a required field that is absent.
 * @throws Refused `field_invalid` or `field_missing` with `at` = `entity.field`; `value_not_canonical`
 */
export function checkChange(change: Change): void {
  if (!isEntityName(change.ent)) invalid(String(change.ent));
  if (!entities[change.ent].kinds.includes(change.kind)) invalid(`${change.ent}/${change.kind}`);
  checkCanonical(change.id);
  checkCanonical(change.set);
  if (change.id === '') throw new Refused({ code: 'field_missing', at: `${change.ent}.id` });
  if (change.kind === 'del' || change.kind === 'undel') {
    if (Object.keys(change.set).length > 0) invalid(`${change.ent}/${change.kind}`);
    return;
  }
  if (change.kind === 'sign') {
    if (!isTextList(change.set[coversField]) || Object.keys(change.set).length > 1) invalid(`${change.ent}.${coversField}`);
    return;
  }
  if (change.kind === 'resolve' && !isTextList(change.set[closesField])) invalid(`${change.ent}.${closesField}`);
  if (change.kind === 'state' && Object.keys(change.set).join() !== 'state') invalid(`${change.ent}.state`);
  checkFields(change);
  if (change.kind === 'put') checkRequired(change);
}

/**
 * Which field heads a change must name in its `base`: those it writes; a tombstone names all it knew of the entity,
 * so that an edit which the deleter had not seen comes to light.
 */
export function baseFields(change: Change): readonly string[] {
  if (change.kind === 'sign') return [];
  if (change.kind === 'del' || change.kind === 'undel') return [tombstoneField, ...Object.keys(entities[change.ent].fields)];
  const fields = knownFields(change.ent, change.set).map(([name]) => name);
  return change.kind === 'resolve' && Object.hasOwn(change.set, tombstoneField) ? [...fields, tombstoneField] : fields;
}
