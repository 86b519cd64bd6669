import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ForgetfulDisk, everything, luckOf, nothingMore } from './disk.ts';
import type { Image, Luck } from './disk.ts';
import { lightVault } from './light-vault.ts';
import { acknowledged } from './steps.ts';
import type { Step } from './steps.ts';
import { bytesOf, callsOf, record, whyNoTrace } from './trace.ts';
import { stateOf } from './state.ts';
import type { VaultState } from './state.ts';
import { desk, passphrase } from '../actions/backend.ts';
import { declarations } from '../changes/books.ts';
import { sheetData, texts, workbookOf } from '../importers/workbook/xlsx-writer.ts';

const why = whyNoTrace();
if (why !== null) process.stderr.write(`power cuts are not replayed: ${why}\n`);

/** More moments and more luck of each, for a night: `ASSAY_FAULTS=20 npm run unit -- tests/faults`. */
const times = Number(process.env['ASSAY_FAULTS'] ?? 1);

/** Every file of a folder as it stands. */
function imageOf(dir: string): Image {
  const names = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  const isFolder = (name: string): boolean => fs.statSync(path.join(dir, name)).isDirectory();
  const files = names.filter((name) => !isFolder(name) && !name.endsWith('-shm'));
  return { folders: names.filter(isFolder), files: new Map(files.map((name) => [name, fs.readFileSync(path.join(dir, name))])) };
}

function lay(image: Image, dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  for (const folder of image.folders) fs.mkdirSync(path.join(dir, folder), { recursive: true });
  for (const [name, bytes] of image.files) fs.writeFileSync(path.join(dir, name), bytes);
}

function digestOf(image: Image): string {
  const hash = createHash('sha256').update(image.folders.join('\n'));
  for (const [name, bytes] of [...image.files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\n${name} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

type Recorded = {
  readonly disk: ForgetfulDisk;
  /** moments at which a step was answered */
  readonly answers: readonly number[];
  readonly end: number;
};

function recorded(file: string, root: string, before: Image): Recorded {
  const disk = new ForgetfulDisk(root, before);
  const answers: number[] = [];
  let end = 0;
  for (const call of callsOf(file)) {
    end = call.ended;
    const said = /^1<[^>]*>, "([^"]*)"/.exec(call.args)?.[1];
    if (call.name === 'write' && said !== undefined && bytesOf(said).toString('utf8') === acknowledged(answers.length)) answers.push(end);
    disk.take(call);
  }
  return { disk, answers, end };
}

describe.skipIf(why !== null)(`a power cut that drops what was not put on the disk${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const at = desk({ today: '2026-11-22' });
  const root = fs.realpathSync(at.dir);
  const seen = new Map<string, VaultState | string>();
  let steps: readonly Step[] = [];
  let states: readonly VaultState[] = [];
  let run: Recorded;
  let caseId = '';

  beforeAll(async () => {
    await lightVault(at.vaultDir);
    await at.call('vault.unlock', { passphrase });
    const trader = { kind: 'onsite', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2024-01-01', to: '2024-12-31' } as const;
    ({ caseId } = await at.call('case.create', { ...trader, pack: 'kz' }));
    await at.restart();
    const lines = Array.from({ length: 400 }, (_, i) => ({
      reg: `55301/050124/${String(i).padStart(7, '0')}`,
      item: 1,
      text: `ковёр ${i}`,
    }));
    const csv = at.file('a.csv', declarations(lines));
    const book = path.join(at.dir, 'b.xlsx');
    const head = texts(1, 'reg_no', 'reg_date', 'item_no', 'hs_code', 'description');
    const body = Array.from({ length: 40 }, (_, i) => texts(i + 2, `B${i}`, '2024-05-06', '1', '9401310000', 'стул'));
    fs.writeFileSync(book, workbookOf({ sheets: [sheetData(head, ...body)] }));
    const [scan, photo] = [path.join(at.dir, 'scan.bin'), path.join(at.dir, 'photo.bin')];
    fs.writeFileSync(scan, Buffer.alloc(1_300_000, 'скан'));
    fs.writeFileSync(photo, Buffer.alloc(70_001, 'фото'));
    const late = at.file('c.csv', declarations([{ reg: '55301/060124/0000001', item: 1 }]));
    // the first file is evidence before it is imported: then its import gives no blob a name
    steps = [
      { does: 'add', files: [csv] },
      { does: 'import', file: csv, table: 'declarations' },
      { does: 'add', files: [scan, photo] },
      { does: 'import', file: book, table: null },
      { does: 'withdraw', file: csv },
      { does: 'restore', file: csv },
      { does: 'import', file: late, table: 'declarations', beside: true },
      { does: 'withdraw', file: book },
    ];
    const [a, b, c] = [['a.csv', 400] as const, ['b.xlsx', 40] as const, ['c.csv', 1] as const];
    const four = ['a.csv', 'b.xlsx', 'photo.bin', 'scan.bin'];
    const five = ['a.csv', 'b.xlsx', 'c.csv', 'photo.bin', 'scan.bin'];
    states = [
      { imports: [], evidence: [] },
      { imports: [], evidence: ['a.csv'] },
      { imports: [a], evidence: ['a.csv'] },
      { imports: [a], evidence: ['a.csv', 'photo.bin', 'scan.bin'] },
      { imports: [a, b], evidence: four },
      { imports: [b], evidence: four },
      { imports: [a, b], evidence: four },
      { imports: [a, b, c], evidence: five },
      { imports: [a, c], evidence: five },
    ];
    const before = imageOf(at.vaultDir);
    const trace = path.join(at.dir, 'trace');
    const child = path.join(import.meta.dirname, 'working-child.ts');
    const vaultDir = path.join(root, 'vault');
    expect(record(trace, [process.execPath, child, vaultDir, caseId, JSON.stringify(steps)]).code).toBe(0);
    run = recorded(trace, vaultDir, before);
    fs.rmSync(trace);
  }, 120_000);
  afterAll(() => at.leave());

  /** Opens what is left after a cut and tells what is in it, or how it failed. */
  async function opened(
    moment: number,
    luck: Luck,
  ): Promise<{ readonly found: VaultState | string; readonly allowed: readonly VaultState[] }> {
    const answered = run.answers.filter((one) => one <= moment).length;
    const image = run.disk.after(moment, luck);
    const digest = digestOf(image);
    const dir = path.join(at.dir, 'left');
    const known = seen.get(digest);
    if (known === undefined) lay(image, dir);
    const found = known ?? (await stateOf(dir, caseId).catch((error: unknown) => String(error instanceof Error ? error.stack : error)));
    seen.set(digest, found);
    return { found, allowed: states.slice(answered, answered + 2) };
  }

  test('the recording is whole: replayed to its end it is the folder that was left', async () => {
    expect(run.answers).toHaveLength(steps.length);
    const { files } = run.disk.after(run.end, everything);
    expect([...files.keys()].sort()).toEqual([...imageOf(path.join(root, 'vault')).files.keys()].sort());
    for (const [name, bytes] of files) expect([name, bytes.equals(fs.readFileSync(path.join(root, 'vault', name)))]).toEqual([name, true]);
  });

  test('with nothing but what was synced, after every sync', async () => {
    for (const moment of run.disk.moments.syncs) {
      const { found, allowed } = await opened(moment, nothingMore);
      expect(allowed, `moment ${moment}`).toContainEqual(found);
    }
  }, 600_000);

  test(
    'with any part of the rest, at any moment',
    async () => {
      const { changes, syncs } = run.disk.moments;
      const all = [...changes, ...syncs];
      const most = 200 * times;
      for (let i = 0; i < most; i += 1) {
        const moment = all[Math.floor(((i + 0.5) / most) * all.length)] ?? 0;
        const { found, allowed } = await opened(moment, i % 10 === 0 ? everything : luckOf(i));
        expect(allowed, `moment ${moment}, luck ${i}`).toContainEqual(found);
      }
      process.stderr.write(`power cuts: ${syncs.length} syncs, ${changes.length} changes, ${seen.size} disks opened\n`);
      expect(seen.size).toBeGreaterThan(200);
    },
    600_000 * times,
  );
});
