import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowDigest } from '../../backend/importers/totals.ts';
import { blobName } from '../../backend/evidence/blob-store.ts';
import { blobHeader, fileKey, sealChunk } from '../../backend/evidence/blob-format.ts';
import { caseKeyContext } from '../../backend/vault/case-keys.ts';
import { caseKeys, keyIdOf, unwrapKey, vaultKeys } from '../../backend/vault/keys.ts';
import { passphraseKey } from '../../backend/vault/passphrase.ts';
import { readVaultFile, unwrapVaultKey } from '../../backend/vault/vault-file.ts';
import { columnOf } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { fixture } from './fixture.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

type VaultVectors = {
  vaultKey: string;
  fromVaultKey: Readonly<Record<string, string>>;
  caseDataKey: string;
  fromCaseDataKey: Readonly<Record<string, string>>;
  keyId: { ofVaultKey: string; ofEvidenceKey: string };
  blob: {
    salt: string;
    fileKey: string;
    header: string;
    files: readonly {
      plainBytes: number;
      plainSha256: Sha256;
      name: string;
      chunks: readonly { counter: number; last: boolean; tag: string }[];
    }[];
  };
};

describe('vault v1', () => {
  const vault = fixture<VaultVectors>('vault.json');
  const keys = vaultKeys(bytes(vault.vaultKey));
  const ofCase = caseKeys(bytes(vault.caseDataKey));

  it('keys come from the vault key and the case data key by their labels', () => {
    expect(keys.assay.toString('hex')).toBe(vault.fromVaultKey['assay/v1/assay.db']);
    expect(keys.blobNames.toString('hex')).toBe(vault.fromVaultKey['assay/v1/blob-names']);
    expect(keys.caseWrap.toString('hex')).toBe(vault.fromVaultKey['assay/v1/case-wrap']);
    expect(ofCase.books.toString('hex')).toBe(vault.fromCaseDataKey['assay/v1/case/books']);
    expect(ofCase.evidence.toString('hex')).toBe(vault.fromCaseDataKey['assay/v1/case/evidence']);
    expect(keyIdOf(keys.vaultKey).toString('hex')).toBe(vault.keyId.ofVaultKey);
    expect(keyIdOf(ofCase.evidence).toString('hex')).toBe(vault.keyId.ofEvidenceKey);
  });

  it.each(vault.blob.files)('a blob of $plainBytes bytes has its name and its chunks', ({ plainBytes, plainSha256, name, chunks }) => {
    const salt = bytes(vault.blob.salt);
    const header = blobHeader(keyIdOf(ofCase.evidence), salt);
    expect(header.toString('hex')).toBe(vault.blob.header);
    expect(blobName(keys.blobNames, plainSha256)).toBe(name);
    const plain = Buffer.from(Array.from({ length: plainBytes }, (_, i) => (7 * i + Math.floor(i / 256)) % 256));
    const cipher = { key: fileKey(ofCase.evidence, salt), header };
    const tags = chunks.map(({ counter, last }) => {
      const sealed = sealChunk(cipher, plain.subarray(counter * 65_536, (counter + 1) * 65_536), counter, last);
      return sealed.subarray(-16).toString('hex');
    });
    expect(tags).toEqual(chunks.map(({ tag }) => tag));
  });
});

type VaultFileVectors = {
  passphrase: string;
  passphraseKey: string;
  vaultKey: string;
  fromVaultKey: Readonly<Record<string, string>>;
  vaultJson: string;
  caseKey: { context: string; dataKey: string; wrapped: string };
};

describe('vault.json v1', () => {
  const given = fixture<VaultFileVectors>('vault-file.json');
  const keys = vaultKeys(bytes(given.vaultKey));
  const inFolder = <T>(text: string, use: (dir: string) => T): T => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-formats-'));
    fs.writeFileSync(path.join(dir, 'vault.json'), text);
    try {
      return use(dir);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  };

  it('opens with its passphrase in any Unicode form, and proves itself', async () => {
    const { file, proves } = inFolder(given.vaultJson, readVaultFile);
    const wrap = file.wraps[0];
    if (wrap === undefined) throw new Error('no wrap');
    const key = await passphraseKey(given.passphrase, wrap.kdf);
    expect(key.toString('hex')).toBe(given.passphraseKey);
    expect(unwrapVaultKey(file, wrap, key)?.toString('hex')).toBe(given.vaultKey);
    expect(proves(keys)).toBe(true);
    expect(proves(vaultKeys(Buffer.alloc(32)))).toBe(false);
  });

  it('derives the labels of its own', () => {
    expect(keys.seal.toString('hex')).toBe(given.fromVaultKey['assay/v1/vault.json']);
    expect(keys.secretWrap.toString('hex')).toBe(given.fromVaultKey['assay/v1/secret-wrap']);
  });

  it('unwraps a case data key for its own case only', () => {
    const { context, dataKey, wrapped } = given.caseKey;
    expect(caseKeyContext(context.slice('assay/v1/case-key:'.length) as CaseId)).toBe(context);
    expect(unwrapKey(keys.caseWrap, bytes(wrapped), context)?.toString('hex')).toBe(dataKey);
    expect(unwrapKey(keys.caseWrap, bytes(wrapped), `${context}0`)).toBeNull();
  });
});

type RowVectors = {
  digests: readonly {
    given: {
      table: TableName;
      columns: readonly string[];
      rows: readonly { place: readonly number[]; cells: readonly (string | number | null)[] }[];
    };
    sha256: string;
  }[];
};

describe('row digest v1', () => {
  it.each(fixture<RowVectors>('row-digest.json').digests)('$sha256', ({ given, sha256 }) => {
    const columns = given.columns.map((name) => {
      const column = columnOf(given.table, name);
      if (column === undefined) throw new Error(name);
      return column;
    });
    const digest = rowDigest(given.table, columns);
    for (const { place, cells } of given.rows) digest.add([...place, ...cells]);
    expect(digest.hex()).toBe(sha256);
  });
});
