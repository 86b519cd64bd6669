/**
 * Measures the SAF-T reader on a generated file against saxes alone and Python's expat, each in a process of its own.
 * node tests/importers/xml/speed.ts [MB]
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { saftReader } from '../../../backend/importers/reading/xml/saft.ts';

const blockBytes = 256 * 1024;

function* blocksOf(file: string): Generator<Buffer> {
  const handle = fs.openSync(file, 'r');
  try {
    for (;;) {
      const block = Buffer.allocUnsafe(blockBytes);
      const read = fs.readSync(handle, block, 0, blockBytes, null);
      if (read === 0) return;
      yield block.subarray(0, read);
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** A ledger with Cyrillic and Kazakh texts, two lines a transaction. @returns number of lines */
function write(file: string, megabytes: number): number {
  const handle = fs.openSync(file, 'w');
  fs.writeSync(
    handle,
    '<?xml version="1.0" encoding="UTF-8"?>\n<n1:AuditFile xmlns:n1="urn:StandardAuditFile-Taxation-Financial:NO"><n1:Header><n1:AuditFileVersion>1.30</n1:AuditFileVersion></n1:Header><n1:GeneralLedgerEntries><n1:Journal><n1:JournalID>J</n1:JournalID>\n',
  );
  let [n, bytes] = [0, 0];
  while (bytes < megabytes * 1_000_000) {
    let text = '';
    for (let i = 0; i < 500; i += 1) {
      n += 1;
      const line = (side: string, account: number): string =>
        `<n1:Line><n1:RecordID>${side}${n}</n1:RecordID><n1:AccountID>${account}</n1:AccountID><n1:ValueDate>2025-01-0${(n % 9) + 1}</n1:ValueDate><n1:SourceDocumentID>INV-${n}</n1:SourceDocumentID><n1:SupplierID>S${n % 500}</n1:SupplierID><n1:Description>Оплата по счёту № ${n} қабылданды</n1:Description><n1:${side}><n1:Amount>${n % 100_000}.${String(n % 100).padStart(2, '0')}</n1:Amount></n1:${side}><n1:ReferenceNumber>${n}</n1:ReferenceNumber></n1:Line>\n`;
      text += `<n1:Transaction><n1:TransactionID>${n}</n1:TransactionID><n1:Period>1</n1:Period><n1:PeriodYear>2025</n1:PeriodYear><n1:TransactionDate>2025-01-05</n1:TransactionDate><n1:Description>Проводка ${n}</n1:Description><n1:SystemEntryDate>2025-01-06</n1:SystemEntryDate><n1:GLPostingDate>2025-01-06</n1:GLPostingDate>${line('DebitAmount', 1330)}${line('CreditAmount', 3310)}</n1:Transaction>\n`;
    }
    bytes += fs.writeSync(handle, text);
  }
  fs.writeSync(handle, '</n1:Journal></n1:GeneralLedgerEntries></n1:AuditFile>');
  fs.closeSync(handle);
  return n * 2;
}

async function ours(file: string): Promise<number> {
  let lines = 0;
  const handle = fs.openSync(file, 'r');
  await saftReader.read(
    {
      name: 'a.xml',
      bytes: fs.statSync(file).size,
      read: async (offset, length) => {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, fs.readSync(handle, bytes, 0, length, offset));
      },
      blocks: async function* () {
        yield* blocksOf(file);
      },
    },
    {
      table: () => 0,
      record: () => void (lines += 1),
      problem: () => {},
      check: () => {},
      fact: () => {},
      breathe: async () => {},
    },
  );
  return lines;
}

function saxesAlone(file: string): number {
  const parser = new SaxesParser({ xmlns: false });
  let lines = 0;
  parser.on('closetag', (tag) => void (lines += tag.name === 'n1:Line' ? 1 : 0));
  parser.on('text', () => {});
  const decoder = new TextDecoder();
  for (const block of blocksOf(file)) parser.write(decoder.decode(block, { stream: true }));
  parser.close();
  return lines;
}

const python = `
import sys, time, resource, xml.parsers.expat
n = 0
def end(name):
    global n
    if name == 'n1:Line': n += 1
p = xml.parsers.expat.ParserCreate()
if sys.argv[2] == 'calls':
    p.StartElementHandler = lambda name, attrs: None
    p.EndElementHandler = end
    p.CharacterDataHandler = lambda text: None
    p.buffer_text = True
t = time.time()
with open(sys.argv[1], 'rb') as f:
    while True:
        b = f.read(262144)
        if not b: break
        p.Parse(b, False)
p.Parse(b'', True)
print(round(time.time() - t, 3), n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
`;

const [mode = '200', file = ''] = process.argv.slice(2);
if (mode === 'ours' || mode === 'saxes') {
  const started = performance.now();
  const lines = mode === 'ours' ? await ours(file) : saxesAlone(file);
  console.log(((performance.now() - started) / 1000).toFixed(3), lines, Math.round(process.resourceUsage().maxRSS / 1024));
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saft-speed-'));
  const made = path.join(folder, 'ledger.xml');
  try {
    const lines = write(made, Number(mode));
    console.log(`${(fs.statSync(made).size / 1e6).toFixed(0)} MB, ${lines} lines; seconds, lines, peak MB`);
    const self = import.meta.filename;
    for (let round = 0; round < 3; round += 1) {
      const runs: readonly (readonly [string, string, readonly string[]])[] = [
        ['ours', process.execPath, [self, 'ours', made]],
        ['saxes', process.execPath, [self, 'saxes', made]],
        ['expat', 'python3', ['-c', python, made, 'none']],
        ['expat with handlers', 'python3', ['-c', python, made, 'calls']],
      ];
      for (const [name, program, args] of runs) console.log(name.padEnd(20), spawnSync(program, args, { encoding: 'utf8' }).stdout.trim());
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
