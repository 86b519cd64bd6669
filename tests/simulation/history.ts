import fc from 'fast-check';
import { closesField, coversField, tombstoneField } from '../../domain/caselog/entities.ts';
import { entityKey } from '../../domain/caselog/model.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { act, caseId, freshLaptop, outbox, shown } from './laptop.ts';
import { freshServer } from './server.ts';
import { sync } from './sync.ts';
import type { Fault } from './sync.ts';
import { mint } from './world.ts';
import type { Switches, World } from './world.ts';

const findings = [0, 1, 2].map((n) => `0193a4b4-0000-7000-8000-00000000000${n}`);
const values = ['а', 'ә', 'б'];
const fields = ['title', 'condition'];
const mostLaptops = 5;

/** One step of a history. Numbers are taken modulo what there is, so that every shrunk history still means something. */
export type Step =
  | { readonly do: 'edit'; readonly at: number; readonly what: number; readonly field: number; readonly value: number }
  | { readonly do: 'del' | 'undel' | 'put' | 'resolve' | 'sign'; readonly at: number; readonly what: number; readonly value: number }
  | { readonly do: 'state' | 'pair'; readonly at: number; readonly what: number; readonly value: number }
  | { readonly do: 'sync'; readonly at: number; readonly fault: Fault }
  | { readonly do: 'clone'; readonly at: number; readonly sameInstall: boolean }
  | { readonly do: 'backup' | 'restore'; readonly at: number }
  /** round: everybody syncs once, so that all see each other's conflicts */
  | { readonly do: 'serverBackup' | 'serverRestore' | 'round' };

const small = fc.nat(4);
const at = fc.nat(mostLaptops - 1);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Fault>({ at: 'nowhere' }) },
  { weight: 2, arbitrary: fc.record({ at: fc.constant('ack' as const), afterPushes: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ at: fc.constant('page' as const), afterPages: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ at: 'push' }) },
);
const acts = <K extends string>(kinds: readonly K[]) => fc.record({ do: fc.constantFrom(...kinds), at, what: small, value: small });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ do: fc.constant('edit' as const), at, what: small, field: small, value: small }) },
  { weight: 6, arbitrary: acts(['del', 'undel', 'put'] as const) },
  { weight: 12, arbitrary: acts(['resolve'] as const) },
  { weight: 3, arbitrary: acts(['state', 'pair'] as const) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('sync' as const), at, fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clone' as const), at, sameInstall: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('backup' as const, 'restore' as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('serverBackup' as const, 'serverRestore' as const) }) },
  { weight: 1, arbitrary: acts(['sign'] as const) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('round' as const) }) },
);

export const histories = fc.array(step, { maxLength: 20, size: 'max' });

const put = (id: string, value: string): Change => ({
  kind: 'put',
  ent: 'finding',
  id,
  set: { title: value, condition: value, status: 'draft' },
});

const pick = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

const begun = new Map<Switches, World>();

/** Three laptops that know one case with two findings; everybody has a backup of that. Made once for each set of switches. */
export function freshWorld(switches: Switches): World {
  const first = begun.get(switches) ?? firstWorld(switches);
  begun.set(switches, first);
  return {
    ...first,
    laptops: [...first.laptops],
    laptopBackups: [...first.laptopBackups],
    committed: new Map(first.committed),
    saw: new Map(first.saw),
    reached: new Set(),
  };
}

function firstWorld(switches: Switches): World {
  const world: World = {
    switches,
    server: freshServer,
    laptops: [],
    serverBackup: null,
    laptopBackups: [],
    committed: new Map(),
    saw: new Map(),
    minted: 0,
    reached: new Set(),
  };
  world.laptops = [0, 1, 2].map(() => freshLaptop(world));
  const day = '2024-01-01';
  const set = { caseNo: 'n', kind: 'desk', trader: 't', taxid: '1', periodFrom: day, periodTo: day, pack: 'kz', state: 'draft' };
  act(world, 0, [{ kind: 'put', ent: 'case', id: caseId, set }, put(pick(findings, 0), 'а'), put(pick(findings, 1), 'а')]);
  for (const laptop of world.laptops.keys()) sync(world, laptop, { at: 'nowhere' });
  world.serverBackup = world.server;
  world.laptopBackups = [...world.laptops];
  return world;
}

/** What is held nowhere after a restore is lost in truth: no protocol brings it back. */
function forget(world: World, ids: Iterable<string>): void {
  for (const id of ids) {
    const held = world.server.seqOf.has(id) || world.laptops.some((laptop) => laptop.log.has(id));
    if (!held) world.committed.delete(id);
  }
}

function restoreServer(world: World): void {
  if (world.serverBackup === null) return;
  const before = world.server.seqOf.keys();
  world.server = { ...world.serverBackup, epoch: world.minted++ + 1000 };
  forget(world, before);
}

function restoreLaptop(world: World, at_: number): void {
  const backup = world.laptopBackups[at_];
  const before = world.laptops[at_];
  if (backup === undefined || backup === null || before === undefined) return;
  world.laptops[at_] = backup;
  forget(world, before.log.keys());
}

type Written = Extract<Step, { readonly what: number }>;

/** The change that a person at this laptop could make now, or null. */
function changeOf(world: World, laptopAt: number, said: Written): Change | null {
  const laptop = world.laptops[laptopAt];
  const id = pick(findings, said.what);
  const key = entityKey('finding', id);
  if (laptop === undefined) return null;
  if (said.do === 'resolve') return resolution(world, laptopAt, said);
  const { heads, deleted } = shown(laptop, key);
  const value = pick(values, said.value);
  if (said.do === 'put') return heads.size === 0 ? put(id, value) : null;
  if (heads.size === 0) return null;
  if (said.do === 'undel') return deleted ? { kind: 'undel', ent: 'finding', id, set: {} } : null;
  if (deleted) return null;
  if (said.do === 'del') return { kind: 'del', ent: 'finding', id, set: {} };
  return said.do === 'edit' ? { kind: 'set', ent: 'finding', id, set: { [pick(fields, said.field)]: value } } : null;
}

/** A person decides one of the open conflicts that this laptop shows, of any finding. */
function resolution(world: World, laptopAt: number, said: Written): Change | null {
  const open = findings.flatMap((id) =>
    Object.entries(world.laptops[laptopAt]?.confirmed.get(entityKey('finding', id))?.open ?? {}).map(([field, closes]) => ({
      id,
      field,
      closes,
    })),
  );
  if (open.length === 0) return null;
  const { id, field, closes } = pick(open, said.what);
  const value = field === tombstoneField ? said.value % 2 === 0 : pick(values, said.value);
  return { kind: 'resolve', ent: 'finding', id, set: { [field]: value, [closesField]: closes } };
}

const states = ['draft', 'open', 'reporting', 'closed'];

function change(world: World, laptopAt: number, said: Written): void {
  const state: Change = { kind: 'state', ent: 'case', id: caseId, set: { state: pick(states, said.value) } };
  if (said.do === 'state') return act(world, laptopAt, [state]);
  if (said.do === 'pair') {
    const one = changeOf(world, laptopAt, { ...said, do: 'edit', field: 0 });
    return act(world, laptopAt, one === null ? [state] : [one, state]);
  }
  const documentId = `0193a4b5-0000-7000-8000-00000000000${said.what}`;
  const covered = entityKey('finding', pick(findings, said.what));
  const sign: Change = { kind: 'sign', ent: 'document', id: documentId, set: { [coversField]: [covered] } };
  const one = said.do === 'sign' ? sign : changeOf(world, laptopAt, said);
  if (one !== null) act(world, laptopAt, [one]);
}

export function play(world: World, step_: Step): void {
  const n = 'at' in step_ ? step_.at % world.laptops.length : 0;
  const laptop = world.laptops[n];
  if (laptop === undefined) return;
  switch (step_.do) {
    case 'sync':
      return sync(world, n, step_.fault);
    case 'clone':
      if (world.laptops.length < mostLaptops) {
        world.laptops.push(step_.sameInstall ? laptop : { ...laptop, install: mint(world, 'install') });
      }
      return;
    case 'backup':
      world.laptopBackups[n] = laptop;
      return;
    case 'restore':
      return restoreLaptop(world, n);
    case 'serverBackup':
      world.serverBackup = world.server;
      return;
    case 'round':
      for (const each of world.laptops.keys()) sync(world, each, { at: 'nowhere' });
      return;
    case 'serverRestore':
      return restoreServer(world);
    default:
      return change(world, n, step_);
  }
}

/** Everybody syncs without faults until nothing moves any more. */
export function settle(world: World): void {
  for (let round = 0; round < 8; round++) {
    const before = world.server.log.length;
    for (const n of world.laptops.keys()) sync(world, n, { at: 'nowhere' });
    const quiet = world.laptops.every((laptop) => laptop.cursor === world.server.log.length && outbox(laptop).length === 0);
    if (quiet && world.server.log.length === before) return;
  }
}
