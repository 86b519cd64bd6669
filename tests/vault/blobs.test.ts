import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import vectors from '../fixtures/formats/v1/vault.json' with { type: 'json' };
import { blobHeader, fileKey, sealChunk } from '../../backend/evidence/blob-format.ts';
import { streamBlob } from '../../backend/evidence/blob-reader.ts';
import { blobName, blobPath, blobStore } from '../../backend/evidence/blob-store.ts';
import { purgeParts } from '../../backend/evidence/durable.ts';
import { caseKeys, keyIdOf, vaultKeys } from '../../backend/vault/keys.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { chunked, flip, refusal, sha256, temporaryFolder } from './helpers.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const keys = vaultKeys(hex(vectors.vaultKey));
const ofCase = caseKeys(hex(vectors.caseDataKey));
const place = (folder: string) => ({ folder, nameKey: keys.blobNames, evidenceKey: ofCase.evidence, keyId: keyIdOf(ofCase.evidence) });
const plain = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (7 * i + Math.floor(i / 256)) % 256));

describe('the frozen format', () => {
  it('keys are derived as the vectors say', () => {
    expect(keys.assay.toString('hex')).toBe(vectors.fromVaultKey['assay/v1/assay.db']);
    expect(keys.blobNames.toString('hex')).toBe(vectors.fromVaultKey['assay/v1/blob-names']);
    expect(keys.caseWrap.toString('hex')).toBe(vectors.fromVaultKey['assay/v1/case-wrap']);
    expect(ofCase.books.toString('hex')).toBe(vectors.fromCaseDataKey['assay/v1/case/books']);
    expect(ofCase.evidence.toString('hex')).toBe(vectors.fromCaseDataKey['assay/v1/case/evidence']);
    expect(keyIdOf(ofCase.evidence).toString('hex')).toBe(vectors.keyId.ofEvidenceKey);
    expect(keyIdOf(hex(vectors.vaultKey)).toString('hex')).toBe(vectors.keyId.ofVaultKey);
  });

  it.each(vectors.blob.files.map((file) => [file.plainBytes, file] as const))(
    'a blob of %i bytes is sealed and read back',
    async (bytes, file) => {
      const header = blobHeader(keyIdOf(ofCase.evidence), hex(vectors.blob.salt));
      expect(header.toString('hex')).toBe(vectors.blob.header);
      const cipher = { key: fileKey(ofCase.evidence, hex(vectors.blob.salt)), header };
      expect(cipher.key.toString('hex')).toBe(vectors.blob.fileKey);
      const text = plain(bytes);
      const chunks = file.chunks.map(({ counter, last }) =>
        sealChunk(cipher, text.subarray(counter * 65_536, (counter + 1) * 65_536), counter, last),
      );
      const whole = Buffer.concat([header, ...chunks]);
      expect(sha256(whole)).toBe(file.fileSha256);
      expect(sha256(text)).toBe(file.plainSha256);
      expect(blobName(keys.blobNames, file.plainSha256 as Sha256)).toBe(file.name);
      const folder = temporaryFolder();
      const at = blobPath(folder, file.name);
      fs.mkdirSync(path.dirname(at), { recursive: true });
      fs.writeFileSync(at, whole);
      const store = blobStore(place(folder));
      expect(store.has(file.plainSha256 as Sha256)).toBe(true);
      expect(store.size(file.plainSha256 as Sha256)).toBe(bytes);
      await store.verify(file.plainSha256 as Sha256);
    },
  );
});

describe('the blob store', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('keeps %i bytes whatever the pieces they come in', async (length) => {
    const store = blobStore(place(temporaryFolder()));
    const text = randomBytes(length);
    const stored = await store.put(chunked(text, 7_001));
    expect(stored).toMatchObject({ sha256: sha256(text), bytes: length });
    const parts: Buffer[] = [];
    for await (const part of store.get(stored.sha256)) parts.push(part);
    expect(Buffer.concat(parts).equals(text)).toBe(true);
  });

  it('takes a blob back that could not be recorded, and leaves one that was there before', async () => {
    const folder = temporaryFolder();
    const store = blobStore(place(folder));
    const first = await store.put([Buffer.from('x')] as never);
    const again = await store.put([Buffer.from('x')] as never);
    again.takeBack();
    expect(store.has(first.sha256)).toBe(true);
    first.takeBack();
    expect([store.has(first.sha256), files(folder)]).toEqual([false, []]);
  });

  it('reads any range', async () => {
    const store = blobStore(place(temporaryFolder()));
    const text = randomBytes(300_000);
    const { sha256: hash } = await store.put(chunked(text, 65_536));
    for (const [offset, length] of [
      [0, 0],
      [0, 1],
      [65_530, 20],
      [65_536, 65_536],
      [131_071, 2],
      [1, 299_999],
      [299_990, 100],
      [400_000, 5],
    ] as const)
      expect((await store.read(hash, offset, length)).equals(text.subarray(offset, offset + length))).toBe(true);
  });

  it('keeps the same bytes once, and lets two cases keep them each under its own key', async () => {
    const folder = temporaryFolder();
    const one = blobStore(place(folder));
    const other = caseKeys(randomBytes(32));
    const two = blobStore({ ...place(folder), evidenceKey: other.evidence, keyId: keyIdOf(other.evidence) });
    const text = Buffer.from('one invoice, two cases');
    const { sha256: hash } = await one.put([text] as never);
    await one.put([text] as never);
    expect(two.has(hash)).toBe(false);
    await two.put([text] as never);
    expect(files(folder)).toHaveLength(2);
    await one.verify(hash);
    await two.verify(hash);
    fs.rmSync(files(folder).find((file) => !path.basename(file).includes('-')) ?? '');
    expect(one.has(hash)).toBe(false);
    await two.verify(hash);
  });

  it('leaves nothing when the source fails, and purges what a killed process left', async () => {
    const folder = temporaryFolder();
    const store = blobStore(place(folder));
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(100_000);
      throw new Error('stick pulled out');
    };
    await expect(store.put(broken())).rejects.toThrow('stick pulled out');
    expect(files(folder)).toEqual([]);
    const writer = await store.begin();
    await writer.write(Buffer.alloc(100_000));
    expect(files(folder)).toHaveLength(1);
    purgeParts(folder);
    expect(files(folder)).toEqual([]);
    await writer.abort();
  });

  it('reports every flipped bit as vault_damaged, at the file', async () => {
    const folder = temporaryFolder();
    const store = blobStore(place(folder));
    const text = randomBytes(150_000);
    const { sha256: hash } = await store.put(chunked(text, 65_536));
    const file = files(folder)[0] ?? '';
    const size = fs.statSync(file).size;
    const offsets = [0, 4, 5, 24, 55, 56, 65_591, 65_608, size - 1, ...Array.from({ length: 20 }, () => Math.floor(Math.random() * size))];
    for (const offset of offsets) {
      flip(file, offset, offset % 8);
      // a flipped key id means the blob of another case: this one's is missing
      expect((await refusal(() => store.verify(hash))).code, `offset ${offset}`).toBe('vault_damaged');
      flip(file, offset, offset % 8);
    }
    await store.verify(hash);
  });

  it('reports a cut, a swapped chunk and a missing file as vault_damaged', async () => {
    const folder = temporaryFolder();
    const store = blobStore(place(folder));
    const { sha256: hash } = await store.put(chunked(randomBytes(65_536 * 3), 65_536));
    const file = files(folder)[0] ?? '';
    const whole = fs.readFileSync(file);
    for (const cut of [10, 56, 60, 56 + 65_552, 56 + 2 * 65_552, whole.length - 1]) {
      fs.writeFileSync(file, whole.subarray(0, cut));
      expect((await refusal(() => store.verify(hash))).code, `cut at ${cut}`).toBe('vault_damaged');
    }
    const [a, b] = [whole.subarray(56, 56 + 65_552), whole.subarray(56 + 65_552, 56 + 2 * 65_552)];
    fs.writeFileSync(file, Buffer.concat([whole.subarray(0, 56), b, a, whole.subarray(56 + 2 * 65_552)]));
    expect((await refusal(() => store.verify(hash))).code).toBe('vault_damaged');
    fs.rmSync(file);
    expect((await refusal(() => store.verify(hash))).code).toBe('vault_damaged');
    expect((await refusal(() => store.size(hash))).code).toBe('vault_damaged');
  });

  it('streams a file of 300 MB with less than 60 MB more memory', async () => {
    const folder = temporaryFolder();
    const store = blobStore(place(folder));
    const piece = randomBytes(1024 * 1024);
    const hash = createHash('sha256');
    let peak = 0;
    const before = process.memoryUsage().rss;
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 300; i += 1) {
        hash.update(piece);
        peak = Math.max(peak, process.memoryUsage().rss);
        yield piece;
      }
    };
    const stored = await store.put(source());
    expect(stored.sha256).toBe(hash.digest('hex'));
    for await (const part of streamBlob(files(folder)[0] ?? '', ofCase.evidence))
      peak = part.length > 0 ? Math.max(peak, process.memoryUsage().rss) : peak;
    expect((peak - before) / 1024 / 1024).toBeLessThan(60);
  });
});

function files(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());
}
