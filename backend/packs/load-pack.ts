import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { readPack } from '../../contract/packs/read-pack.ts';
import { isSha256 } from '../../domain/model/ids.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';
import { assetsDir } from '../words/assets.ts';

/** A pack with the exact bytes that it was read from: these are hashed, stored in the vault and pinned by the case. */
export type LoadedPack = { readonly pack: RulePack; readonly bytes: Uint8Array; readonly sha256: Sha256 };

/** What a case remembers of the law in force from a day on (formats.md "Rule packs"). */
export type PackPin = { readonly pack: string; readonly version: string; readonly sha256: Sha256; readonly fromDay: Day };

const packId = /^[a-z0-9][a-z0-9.-]{0,63}$/;
const known = new Map<string, LoadedPack>();

function sha256Of(bytes: Uint8Array): Sha256 {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (!isSha256(hash)) throw new RangeError('a digest is 64 hexadecimal digits');
  return hash;
}

/**
 * A pack out of the bytes that a case pinned.
 * @param expected its hash as pinned; other bytes are refused
 * @throws Refused pack_invalid
 */
export function packFromBytes(bytes: Uint8Array, expected?: string): LoadedPack {
  const sha256 = sha256Of(bytes);
  if (expected !== undefined && expected !== sha256)
    throw new Refused({ code: 'pack_invalid', at: 'sha256', args: { problem: 'pack.problem.hash' } });
  const cached = known.get(sha256);
  if (cached !== undefined) return cached;
  const loaded = { pack: readPack(jsonOf(bytes)), bytes, sha256 };
  known.set(sha256, loaded);
  return loaded;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refused({ code: 'pack_invalid', at: '', args: { problem: 'pack.problem.json' } });
  }
}

/** The pack of that id as it ships. @throws Refused pack_missing, pack_invalid */
export function loadPack(id: string, dir = path.join(assetsDir(), 'packs')): LoadedPack {
  const file = path.join(dir, `${id}.json`);
  if (!packId.test(id) || !fs.existsSync(file)) throw new Refused({ code: 'pack_missing', at: id });
  const loaded = packFromBytes(fs.readFileSync(file));
  if (loaded.pack.id !== id) throw new Refused({ code: 'pack_invalid', at: 'id', args: { problem: 'pack.problem.id' } });
  return loaded;
}

/** Ids of the packs that ship, in order. */
export const packIds = (dir = path.join(assetsDir(), 'packs')): readonly string[] =>
  fs
    .readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort();

/** @param fromDay the first day on which the case is judged by this pack */
export const pinOf = (loaded: LoadedPack, fromDay: Day): PackPin => ({
  pack: loaded.pack.id,
  version: loaded.pack.version,
  sha256: loaded.sha256,
  fromDay,
});
