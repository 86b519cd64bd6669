import { beforeAll, expect, test } from 'vitest';
import { renderReport } from '../../backend/report/render-pdf.ts';
import { signReport } from '../../backend/signing/sign-report.ts';
import { createTestIdentity, softwareKeyStore } from '../../backend/signing/software-keys.ts';
import type { KeyStore } from '../../backend/signing/key-store.ts';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import { sayIn } from '../../backend/words/locales.ts';
import { sampleCase } from './sample.ts';

let store: KeyStore;
let root = '';
beforeAll(async () => {
  const identity = await createTestIdentity('Әлия Нұрланова', new Date(), 'secret');
  store = softwareKeyStore([identity.envelope]);
  root = identity.rootPem;
  await store.unlock(store.listIdentities()[0]?.id ?? '', 'secret');
});

/** Processor time, which other work on the machine disturbs less than the clock. */
async function cpu<T>(work: () => Promise<T> | T): Promise<{ readonly ms: number; readonly value: T }> {
  const before = process.cpuUsage();
  const value = await work();
  const used = process.cpuUsage(before);
  return { ms: (used.user + used.system) / 1000, value };
}
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

test('a report of 100 tagged pages is made and signed in at most 3 times the time of the same untagged pages', {
  timeout: 300_000,
}, async () => {
  const frozen = sampleCase('ru', 720);
  const voice = { lang: 'ru', say: sayIn('ru') } as const;
  const id = store.listIdentities()[0]?.id ?? '';
  const [plain, whole]: [number[], number[]] = [[], []];
  let signed: Uint8Array = new Uint8Array();
  let pages = 0;
  await renderReport(sampleCase('ru', 20), voice);
  for (let round = 0; round < 3; round++) {
    plain.push((await cpu(() => renderReport(frozen, voice, { tagged: false }))).ms);
    const made = await cpu(async () => {
      const report = await renderReport(frozen, voice);
      pages = report.pages;
      return signReport({ ...report, caseNo: 'A-1', at: '2026-11-22T11:25:00+05:00' }, store, id, voice.say);
    });
    whole.push(made.ms);
    signed = made.value;
  }
  const checked = await cpu(() => verifyPdf(signed, { trust: [root] }));
  const figures = `${pages} pages, ${signed.length} bytes; untagged ${median(plain).toFixed(0)} ms, tagged and signed ${median(whole).toFixed(0)} ms, verified ${checked.ms.toFixed(0)} ms of processor time`;
  console.info(figures);
  expect(checked.value.ok).toBe(true);
  expect(pages).toBeGreaterThanOrEqual(100);
  expect(median(whole) / median(plain), figures).toBeLessThanOrEqual(3);
});
