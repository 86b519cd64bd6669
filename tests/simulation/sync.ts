import { applyPage, forkStream, meetNewEpoch, outbox } from './laptop.ts';
import { hello, page, push } from './server.ts';
import type { Entry, Laptop, World } from './world.ts';

export type Fault =
  | { readonly at: 'nowhere' }
  /** the server has stored the transaction, the laptop never hears of it */
  | { readonly at: 'ack'; readonly afterPushes: number }
  /** the laptop dies while it writes a page */
  | { readonly at: 'page'; readonly afterPages: number }
  /** the connection ends before anything is sent */
  | { readonly at: 'push' };

const pageSize = 2;

function groups(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const byTx = new Map<string, Entry[]>();
  for (const entry of entries) byTx.set(entry.op.tx[0], [...(byTx.get(entry.op.tx[0]) ?? []), entry]);
  return [...byTx.values()];
}

/** Reads pages until there are no more. @returns false when the laptop died on the way */
function pull(world: World, at: number, fault: Fault): boolean {
  let pages = 0;
  for (;;) {
    const laptop = world.laptops[at];
    if (laptop === undefined || laptop.alarm !== null) return false;
    const entries = page(world.server, laptop.cursor, pageSize);
    if (entries.length === 0) return true;
    if (fault.at === 'page' && pages++ === fault.afterPages) {
      world.reached.add('crash in a page');
      if (!world.switches.cursorWithPage) world.laptops[at] = { ...laptop, cursor: laptop.cursor + entries.length };
      return false;
    }
    world.laptops[at] = applyPage(laptop, entries, world.switches);
  }
}

const callerOf = (laptop: Laptop): { install: string; stream: string; lastDseq: number } => ({
  install: laptop.install,
  stream: laptop.stream,
  lastDseq: laptop.tip.dseq,
});

/** Sends the outbox, transaction by transaction, in its order. @returns what stopped it */
function pushAll(world: World, at: number, fault: Fault): 'done' | 'fork' | 'cut' {
  const laptop = world.laptops[at];
  if (laptop === undefined) return 'done';
  let pushes = 0;
  for (const group of groups(outbox(laptop))) {
    const answer = push(world.server, group, callerOf(laptop), world.switches);
    if (group.some((entry) => world.server.seqOf.has(entry.op.op))) world.reached.add('dup');
    if (group.some((entry) => entry.op.by !== laptop.install)) world.reached.add('witnessed copy');
    world.server = answer.server;
    if (answer.fork) return 'fork';
    if (fault.at === 'ack' && pushes++ === fault.afterPushes) {
      world.reached.add('lost acknowledgement');
      return 'cut';
    }
    acknowledge(world, at, group);
  }
  return 'done';
}

/** The answer names the sequence numbers. The operation leaves the outbox; its content is confirmed by the next page. */
function acknowledge(world: World, at: number, group: readonly Entry[]): void {
  const laptop = world.laptops[at];
  if (laptop === undefined) return;
  const log = new Map(laptop.log);
  for (const { op } of group) {
    const entry = log.get(op.op);
    const seq = world.server.seqOf.get(op.op);
    if (entry !== undefined && seq !== undefined) log.set(op.op, { ...entry, seq });
    // without duplicate detection by id the server answers for the place in the stream, and the laptop believes it
    if (entry !== undefined && seq === undefined && !world.switches.cloneDetection) log.set(op.op, { ...entry, seq: 0 });
  }
  world.laptops[at] = { ...laptop, log };
}

function fork(world: World, at: number): void {
  const laptop = world.laptops[at];
  if (laptop === undefined) return;
  world.reached.add('fork');
  world.laptops[at] = forkStream(world, laptop);
}

/** hello, push until the outbox is empty, pull until nothing comes; one fault may happen on the way. */
export function sync(world: World, at: number, fault: Fault): void {
  const laptop = world.laptops[at];
  if (laptop === undefined || laptop.alarm !== null) return;
  const greeting = hello(world.server, callerOf(laptop), world.switches);
  if (laptop.epoch !== 0 && greeting.epoch !== laptop.epoch) world.reached.add('new epoch');
  if (greeting.epoch !== laptop.epoch) world.laptops[at] = meetNewEpoch(laptop, greeting.epoch, world.switches);
  if (greeting.fork) fork(world, at);
  if (fault.at === 'push') return;
  // after a restore the server may know more of us than we of it: read first, so that only what it lost is offered
  if (greeting.epoch !== laptop.epoch && !pull(world, at, fault)) return;
  for (let tries = 0; tries < 3; tries++) {
    const ended = pushAll(world, at, fault);
    if (ended === 'cut') return;
    if (ended === 'done') break;
    fork(world, at);
  }
  pull(world, at, fault);
}
