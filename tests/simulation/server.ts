import { firstHash } from '../../domain/caselog/chain.ts';
import type { EntityState } from '../../domain/caselog/model.ts';
import { chainHash, hashOf, merge } from './rules.ts';
import type { Entry, Server, Switches } from './world.ts';

export const freshServer: Server = {
  epoch: 1,
  log: [],
  model: new Map(),
  seqOf: new Map(),
  streams: new Map(),
  places: new Set(),
};

/** What the laptop says of itself when it calls. */
export type Caller = { readonly install: string; readonly stream: string; readonly lastDseq: number };

export type Greeting = { readonly epoch: number; readonly fork: boolean };

/** Tells a copied profile (another install on the stream) and a rewound laptop (the server has more of its stream than it). */
export function hello(server: Server, caller: Caller, switches: Switches): Greeting {
  const known = server.streams.get(caller.stream);
  const forked = known !== undefined && (known.install !== caller.install || known.dseq > caller.lastDseq);
  return { epoch: server.epoch, fork: switches.cloneDetection && forked };
}

type Pushed = { readonly server: Server; readonly fork: boolean };

const place = (entry: Entry): string => `${entry.op.stream}:${entry.op.dseq}`;

/** The stream goes on where its last known seal ends; duplicates carry it on too. It belongs to the install of its first author. */
function advance(server: Server, entry: Entry): Server {
  const { stream, dseq, ph } = entry.op;
  const tip = server.streams.get(stream) ?? { dseq: 0, hash: firstHash, install: entry.op.by };
  if (dseq !== tip.dseq + 1 || ph !== tip.hash) return server;
  return { ...server, streams: new Map(server.streams).set(stream, { dseq, hash: entry.hash, install: tip.install }) };
}

function append(server: Server, group: readonly Entry[], switches: Switches): Server {
  const { merged, entities } = merge(
    server.model,
    group.map((entry) => entry.op),
    switches,
  );
  const log = [...server.log];
  const seqOf = new Map(server.seqOf);
  group.forEach((entry, i) => {
    const outcome = merged[i]?.outcome ?? 'held';
    const seq = log.length + 1;
    const chain = chainHash(log.at(-1)?.chain ?? firstHash, entry.hash, seq, outcome);
    log.push({ ...entry, seq, outcome, chain });
    seqOf.set(entry.op.op, seq);
  });
  const model = new Map<string, EntityState>([...server.model, ...entities]);
  return { ...server, log, seqOf, model, places: new Set([...server.places, ...group.map(place)]) };
}

/**
 * Takes one whole transaction. From the caller's own stream it must continue the stream exactly; anything else (a witnessed copy of
 * another's operation, a branch of a stream that this laptop has left) only has to be what its hash and its device's signature say.
 */
export function push(server: Server, group: readonly Entry[], caller: Caller, switches: Switches): Pushed {
  if (group.some((entry) => hashOf(entry.op) !== entry.hash)) return { server, fork: false };
  let now = server;
  const fresh: Entry[] = [];
  for (const entry of group) {
    const own = entry.op.stream === caller.stream;
    if (switches.opIdDedupe && server.seqOf.has(entry.op.op)) {
      now = advance(now, entry);
      continue;
    }
    if (own && !switches.cloneDetection && server.places.has(place(entry))) continue;
    const before = now;
    now = advance(now, entry);
    const extended = now.streams !== before.streams;
    if (own && !extended && switches.cloneDetection && switches.opIdDedupe) return { server, fork: true };
    fresh.push(entry);
  }
  return { server: fresh.length === 0 ? now : append(now, fresh, switches), fork: false };
}

/** A page of whole transactions: at least one, ended after `size` operations or more. */
export function page(server: Server, after: number, size: number): readonly Entry[] {
  const rest = server.log.slice(after);
  let end = Math.min(size, rest.length);
  while (end < rest.length && end > 0 && rest[end]?.op.tx[0] === rest[end - 1]?.op.tx[0]) end++;
  return rest.slice(0, end);
}
