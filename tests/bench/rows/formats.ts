import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { newCase } from '../prepared-case.ts';
import { cpuMs, family, peakMiB, runChild, timed } from '../processes.ts';

const columns = 15;

/** The reference is no package of ours: it is installed beside the project when it is asked for. @returns its folder, or why it is not there */
function exceljs(): { readonly folder: string; readonly missing: string } {
  const folder = path.join(os.homedir(), '.cache', 'assay', 'exceljs-4.4.0');
  if (fs.existsSync(path.join(folder, 'node_modules', 'exceljs'))) return { folder, missing: '' };
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const how = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', 'exceljs@4.4.0'];
  const { status } = spawnSync('npm', how, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 180_000 });
  return { folder, missing: status === 0 ? '' : 'exceljs 4.4.0 could not be installed (no network?)' };
}

type Read = Sample & { readonly rssMiB: number };
type Counted = { readonly rows: number; readonly cells: number; readonly rssMiB: number };

async function workbookLines(bench: Bench): Promise<readonly Line[]> {
  const rows = Math.ceil(bench.sizes.rows / 10);
  const file = path.join(bench.dir, 'ledger.xlsx');
  const children = path.join(import.meta.dirname, '..', 'children');
  const { folder, missing } = exceljs();
  if (missing !== '') {
    bench.say(`formats: no workbook is measured, ${missing}`);
    return [];
  }
  const other = path.join(children, 'exceljs.mjs');
  bench.say('writing ledger.xlsx');
  await runChild<Counted>(other, [folder, 'write', file, String(rows)]);
  const [ours, theirs]: [Read[], Read[]] = [[], []];
  const read = async (into: Read[], child: string, args: readonly string[]): Promise<void> => {
    const { ended, said } = await runChild<Counted>(child, args);
    if (said.rows !== rows) throw new Error(`${said.rows} rows instead of ${rows}`);
    into.push({ value: ended.ms, cpu: ended.cpu, rssMiB: said.rssMiB });
  };
  for (let run = 0; run < bench.sizes.runs; run += 1) {
    bench.say(`formats: xlsx ${run + 1}/${bench.sizes.runs}`);
    await read(ours, path.join(children, 'xlsx-read.ts'), [file]);
    await read(theirs, other, [folder, 'read', file]);
  }
  fs.rmSync(file);
  const what = `XLSX ${rows} × ${columns} with days by their style, every cell read, whole process`;
  return [
    lineOf({
      name: 'formats.xlsx',
      what,
      samples: ours,
      reference: { what: 'exceljs streaming reader', samples: theirs },
      budget: { ratio: 0.8 },
    }),
    lineOf({
      name: 'formats.xlsx.memory',
      what: 'peak resident memory of that process',
      unit: 'MiB',
      samples: ours.map((one) => ({ value: one.rssMiB })),
      budget: { most: 300 },
    }),
  ];
}

/** A SAF-T file of two lines a transaction. @returns its lines */
function writeSaft(file: string, megabytes: number): number {
  const handle = fs.openSync(file, 'w');
  fs.writeSync(
    handle,
    '<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO"><Header><AuditFileVersion>1.30</AuditFileVersion><DefaultCurrencyCode>KZT</DefaultCurrencyCode></Header><GeneralLedgerEntries><Journal><JournalID>J</JournalID>\n',
  );
  let [n, bytes] = [0, 0];
  const line = (side: string, account: number): string =>
    `<Line><RecordID>${side}${n}</RecordID><AccountID>${account}</AccountID><SourceDocumentID>INV-${n}</SourceDocumentID><SupplierID>S${n % 500}</SupplierID><Description>Оплата по счёту № ${n} қабылданды</Description><${side}Amount><Amount>${n % 100_000}.${String(n % 100).padStart(2, '0')}</Amount></${side}Amount></Line>\n`;
  while (bytes < megabytes * 1_000_000) {
    let text = '';
    for (let i = 0; i < 500; i += 1) {
      n += 1;
      text += `<Transaction><TransactionID>T${n}</TransactionID><TransactionDate>2024-0${(n % 9) + 1}-1${n % 9}</TransactionDate><Description>x</Description>${line('Debit', 1310)}${line('Credit', 3310)}</Transaction>\n`;
    }
    bytes += fs.writeSync(handle, text);
  }
  fs.writeSync(handle, '</Journal></GeneralLedgerEntries></AuditFile>\n');
  fs.closeSync(handle);
  return n * 2;
}

/** Handlers for elements and text, as any use of a parser has. */
const expat = `import sys, xml.parsers.expat as e
n = 0
text = []
def start(name, attributes):
    global n
    n += name == 'Line'
    text.clear()
p = e.ParserCreate()
p.buffer_text = True
p.StartElementHandler = start
p.EndElementHandler = lambda name: ''.join(text)
p.CharacterDataHandler = text.append
p.ParseFile(open(sys.argv[1], 'rb'))
print(n)`;

type Imported = Sample & { readonly peak: number };

async function importSaft(bench: Bench, file: string, run: number): Promise<Imported & { readonly rows: number }> {
  const { backend, made } = await newCase(path.join(bench.dir, `saft-${run}`), path.join(bench.dir, 'config'));
  let peak = 0;
  const onProgress = (): void => {
    const below = family(backend.pid)
      .slice(1)
      .flatMap((pid) => family(pid));
    peak = Math.max(peak, ...below.map((pid) => peakMiB(pid) ?? 0));
  };
  try {
    const [before, started] = [cpuMs(backend.pid), performance.now()];
    const { rows } = await backend.call('import.commit', { caseId: made.caseId, path: file, table: null, format: 'saft' }, { onProgress });
    const after = cpuMs(backend.pid);
    return { value: performance.now() - started, cpu: before === null || after === null ? null : after - before, peak, rows };
  } finally {
    await backend.end();
    fs.rmSync(made.vaultDir, { recursive: true, force: true });
  }
}

async function saftLines(bench: Bench): Promise<readonly Line[]> {
  const megabytes = Math.max(1, Math.round(bench.sizes.rows / 5_000));
  const file = path.join(bench.dir, 'ledger.xml');
  bench.say('writing ledger.xml');
  const expected = writeSaft(file, megabytes);
  const hasPython = spawnSync('python3', ['-c', 'import xml.parsers.expat']).status === 0;
  const [ours, theirs]: [Imported[], Sample[]] = [[], []];
  for (let run = 0; run < bench.sizes.runs; run += 1) {
    bench.say(`formats: saft ${run + 1}/${bench.sizes.runs}`);
    if (hasPython) {
      const { ms, cpu, stdout } = await timed('python3', ['-c', expat, file]);
      if (Number(stdout) !== expected) throw new Error(`expat: ${stdout} lines instead of ${expected}`);
      theirs.push({ value: ms, cpu });
    }
    const one = await importSaft(bench, file, run);
    if (one.rows !== expected) throw new Error(`${one.rows} rows instead of ${expected}`);
    ours.push(one);
  }
  fs.rmSync(file);
  const reference = hasPython ? { what: 'expat in Python with handlers, the file read only', samples: theirs } : null;
  const what = `SAF-T of ${megabytes} MB into the encrypted books: evidence, checks, provenance, indexes, full text`;
  return [
    lineOf({
      name: 'formats.saft',
      what,
      samples: ours,
      reference,
      budget: { ratio: 5 },
      notes: hasPython ? '' : 'Python is missing: nothing to hold it against',
    }),
    lineOf({
      name: 'formats.saft.memory',
      what: 'largest resident memory of a process of that import',
      unit: 'MiB',
      samples: ours.map((one) => ({ value: one.peak })),
      budget: { most: 400 },
    }),
  ];
}

/** Files of other formats than CSV: a workbook against exceljs, SAF-T against expat. */
export const formats: Row = {
  name: 'formats',
  measure: async (bench) => [...(await workbookLines(bench)), ...(await saftLines(bench))],
};
