import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVault, openVault } from '../../backend/vault/index.ts';
import { listFindings } from '../../db/repositories/findings.ts';
import { caseStreams, operationCount, storedOperations } from '../../db/repositories/log.ts';
import { verifyStored } from '../../domain/caselog/verify-log.ts';
import { newCase, passphrase, sha256, temporaryFolder } from './helpers.ts';

const child = path.join(import.meta.dirname, 'crash-child.ts');

describe('killing the process that writes', () => {
  it('loses nothing it had said was saved, and leaves no half change', async () => {
    const made = await createVault({ dir: path.join(temporaryFolder(), 'v'), name: 'n', passphrase });
    const caseId = newCase(made);
    made.close();
    for (let round = 0; round < 3; round += 1) {
      const writer = spawn(process.execPath, [child, made.dir, passphrase, caseId], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      writer.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
      });
      await once(writer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
      const ended = once(writer, 'exit');
      writer.kill('SIGKILL');
      await ended;
      const saved = Number(said.trim().split('\n').at(-1));
      const session = await openVault({ dir: made.dir, passphrase });
      session.assay.read((db) => {
        const operations = operationCount(db, caseId);
        expect(operations).toBeGreaterThanOrEqual(saved);
        expect(operations % 2).toBe(1);
        expect(listFindings(db, caseId)).toHaveLength(operations - 1);
        expect(verifyStored(caseId, storedOperations(db, caseId), sha256, { streams: caseStreams(db, caseId) })).toMatchObject({
          ok: true,
          operations,
        });
      });
      session.close();
    }
  }, 120_000);
});
