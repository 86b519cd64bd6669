import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isUuid, type VaultId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { replaceFile } from '../evidence/durable.ts';
import { keyIdOf, unwrapKey, wrapKey, type VaultKeys } from './keys.ts';
import type { Kdf } from './passphrase.ts';

/** The version of vault.json that this program writes and reads. */
export const vaultFormat = 1;

/** The vault key under what opens it. Further kinds (keychain as second factor, recovery key) join the list later. */
export type PassphraseWrap = { readonly kind: 'passphrase'; readonly kdf: Kdf; readonly wrapped: string };

/** Content of vault.json: nothing secret. Names and ids are readable without the key. */
export type VaultFile = {
  readonly format: number;
  readonly vaultId: VaultId;
  readonly name: string;
  /** id of the vault key, hex of 16 bytes */
  readonly keyId: string;
  readonly wraps: readonly PassphraseWrap[];
};

const fileName = 'vault.json';
const fileOf = (dir: string): string => path.join(dir, fileName);
const checkLine = /^([\s\S]*?),\n {2}"mac": "([0-9a-f]{64})",\n {2}"check": "([0-9a-f]{64})"\n\}\n$/;

const damaged = (): Refused => new Refused({ code: 'vault_damaged', at: fileName });
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const bodyOf = (file: VaultFile): string => JSON.stringify(file, null, 2).slice(0, -2);
const macOf = (body: string, keys: VaultKeys): Buffer => createHmac('sha256', keys.seal).update(body, 'utf8').digest();

const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');

/** @throws Refused file_unreadable where this user may not look: that is not an empty place in which to make a vault */
export function hasVaultFile(dir: string): boolean {
  try {
    fs.statSync(fileOf(dir));
    return true;
  } catch (error) {
    if (isForbidden(error)) throw new Refused({ code: 'file_unreadable', at: path.basename(dir) });
    return false;
  }
}

/** @throws Refused file_unreadable */
function readBytes(dir: string): Buffer {
  try {
    return fs.readFileSync(fileOf(dir));
  } catch (error) {
    throw isForbidden(error) ? new Refused({ code: 'file_unreadable', at: fileName }) : damaged();
  }
}

/** Writes vault.json as one step. `check` finds a flipped byte before the passphrase is known, `mac` a deliberate change after. */
export function writeVaultFile(dir: string, file: VaultFile, keys: VaultKeys): void {
  const body = bodyOf(file);
  const mac = macOf(body, keys).toString('hex');
  replaceFile(fileOf(dir), `${body},\n  "mac": "${mac}",\n  "check": "${sha256(body + mac)}"\n}\n`);
}

/** What was read, with the parts that prove it once the vault key is there. */
export type ReadVaultFile = { readonly file: VaultFile; readonly proves: (keys: VaultKeys) => boolean };

/** The version is read before anything else: what else stands in the file, and what proves it, is the newer version's own affair. */
function formatOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value['format'] : null;
  } catch {
    return null;
  }
}

/** @throws Refused vault_missing, file_unreadable, vault_damaged (any byte changed), vault_newer */
export function readVaultFile(dir: string): ReadVaultFile {
  if (!hasVaultFile(dir)) throw new Refused({ code: 'vault_missing', at: path.basename(dir) });
  const bytes = readBytes(dir);
  const text = bytes.toString('utf8');
  const format = formatOf(text);
  if (typeof format === 'number' && Number.isInteger(format) && format > vaultFormat)
    throw new Refused({ code: 'vault_newer', at: fileName, args: { found: format, known: vaultFormat } });
  const parts = checkLine.exec(text);
  const [body, mac, check] = [parts?.[1] ?? '', parts?.[2] ?? '', parts?.[3] ?? ''];
  if (parts === null || !Buffer.from(parts[0], 'utf8').equals(bytes) || sha256(body + mac) !== check) throw damaged();
  const value: unknown = JSON.parse(`${body}\n}`);
  if (format !== vaultFormat || !isVaultFile(value) || bodyOf(value) !== body) throw damaged();
  return { file: value, proves: (keys) => timingSafeEqual(macOf(body, keys), Buffer.from(mac, 'hex')) };
}

function isVaultFile(value: unknown): value is VaultFile {
  if (!isRecord(value)) return false;
  const ids = isText(value['vaultId']) && isUuid(value['vaultId']) && isText(value['name']) && isHex(value['keyId'], 16);
  return ids && Array.isArray(value['wraps']) && value['wraps'].length > 0 && value['wraps'].every(isWrap);
}

function isWrap(value: unknown): value is PassphraseWrap {
  if (!isRecord(value) || value['kind'] !== 'passphrase' || !isHex(value['wrapped'], 60) || !isRecord(value['kdf'])) return false;
  const kdf = value['kdf'];
  const cost = isWithin(kdf['n'], 2 ** 14, 2 ** 17) && isWithin(kdf['r'], 8, 8) && isWithin(kdf['p'], 1, 4);
  return kdf['name'] === 'scrypt' && cost && isHex(kdf['salt'], 32);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isHex = (value: unknown, bytes: number): value is string => isText(value) && value.length === 2 * bytes && /^[0-9a-f]+$/.test(value);
const isWithin = (value: unknown, low: number, high: number): boolean =>
  Number.isInteger(value) && Number(value) >= low && Number(value) <= high;

const wrapContext = (vaultId: VaultId): string => `assay/v1/vault-key:${vaultId}`;

/** @param key 32 bytes made from the passphrase by `kdf` */
export function wrapVaultKey(vaultKey: Buffer, by: { readonly key: Buffer; readonly kdf: Kdf; readonly vaultId: VaultId }): PassphraseWrap {
  return { kind: 'passphrase', kdf: by.kdf, wrapped: wrapKey(by.key, vaultKey, wrapContext(by.vaultId)).toString('hex') };
}

/** @returns the vault key, or null when the passphrase key is another one */
export function unwrapVaultKey(file: VaultFile, wrap: PassphraseWrap, key: Buffer): Buffer | null {
  const vaultKey = unwrapKey(key, Buffer.from(wrap.wrapped, 'hex'), wrapContext(file.vaultId));
  return vaultKey !== null && keyIdOf(vaultKey).toString('hex') === file.keyId ? vaultKey : null;
}
