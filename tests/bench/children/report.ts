import fs from 'node:fs';
import PDFDocument from 'pdfkit';
import { renderReport } from '../../../backend/report/render-pdf.ts';
import { signReport } from '../../../backend/signing/sign-report.ts';
import { createTestIdentity, softwareKeyStore } from '../../../backend/signing/software-keys.ts';
import { sayIn } from '../../../backend/words/locales.ts';
import { sampleCase } from '../../report/sample.ts';

// `report.ts record|sign LINES FILE`: the product's report of a case with so many corrected lines.
//   record writes what pdfkit was asked to draw, without structure; sign makes, signs and times it.
// `report.ts draw 0 FILE`: draws the recorded pages with pdfkit alone and times it.
type Drawn =
  | { readonly page: readonly [number, number] }
  | { readonly text: string; readonly x: number; readonly y: number; readonly font: string; readonly size: number }
  | { readonly line: readonly [number, number, number, number]; readonly weight: number; readonly colour: string };

const [mode = '', lines = '0', file = ''] = process.argv.slice(2);
const voice = { lang: 'ru', say: sayIn('ru') } as const;
const frozen = sampleCase('ru', Number(lines));

/** Listens to the calls that the product makes; what pdfkit calls inside of them is not recorded. */
function listen(): Drawn[] {
  const drawn: Drawn[] = [];
  const own = PDFDocument.prototype as unknown as Record<string, (...args: never[]) => unknown>;
  let [depth, font, weight, from, to] = [0, ['', 0] as [string, number], 1, [0, 0], [0, 0]];
  const heard: Record<string, (...args: never[]) => void> = {
    addPage: ({ size }: { size: [number, number] }) => void drawn.push({ page: size }),
    font: (name: string, size: number) => void (font = [name, size]),
    text: (text: string, x: number, y: number) => void drawn.push({ text, x, y, font: font[0], size: font[1] }),
    lineWidth: (w: number) => void (weight = w),
    moveTo: (x: number, y: number) => void (from = [x, y]),
    lineTo: (x: number, y: number) => void (to = [x, y]),
    stroke: (colour: string) =>
      void drawn.push({ line: [from[0] ?? 0, from[1] ?? 0, to[0] ?? 0, to[1] ?? 0], weight, colour: String(colour) }),
  };
  for (const [name, hear] of Object.entries(heard)) {
    const original = own[name];
    if (original === undefined) throw new Error(`pdfkit has no ${name}`);
    own[name] = function (this: unknown, ...args: never[]): unknown {
      if (depth === 0) hear(...args);
      depth += 1;
      try {
        return original.apply(this, args);
      } finally {
        depth -= 1;
      }
    };
  }
  return drawn;
}

async function record(): Promise<object> {
  const drawn = listen();
  const { pages } = await renderReport(frozen, voice, { tagged: false });
  fs.writeFileSync(file, JSON.stringify(drawn));
  return { pages };
}

async function sign(): Promise<object> {
  const secret = 'bench';
  const { envelope } = await createTestIdentity('Әлия Нұрланова', new Date(), secret);
  const store = softwareKeyStore([envelope]);
  const identity = store.listIdentities()[0]?.id ?? '';
  await store.unlock(identity, secret);
  const started = performance.now();
  const rendered = await renderReport(frozen, voice);
  const between = performance.now();
  const signed = await signReport({ ...rendered, caseNo: 'BENCH', at: frozen.issuedAt }, store, identity, voice.say);
  const ended = performance.now();
  return { ms: ended - started, signMs: ended - between, pages: rendered.pages, bytes: signed.length };
}

function drawOne(doc: PDFKit.PDFDocument, one: Drawn): void {
  if ('page' in one) doc.addPage({ size: [...one.page], margin: 0 });
  else if ('text' in one) doc.font(one.font, one.size).text(one.text, one.x, one.y, { lineBreak: false, baseline: 'alphabetic' });
  else doc.lineWidth(one.weight).moveTo(one.line[0], one.line[1]).lineTo(one.line[2], one.line[3]).stroke(one.colour);
}

async function draw(): Promise<object> {
  const drawn = JSON.parse(fs.readFileSync(file, 'utf8')) as Drawn[];
  const started = performance.now();
  const doc = new PDFDocument({ autoFirstPage: false, font: null as unknown as string });
  let bytes = 0;
  const done = new Promise<void>((resolve) => {
    doc.on('data', (chunk: Buffer) => void (bytes += chunk.length));
    doc.on('end', resolve);
  });
  for (const one of drawn) drawOne(doc, one);
  doc.end();
  await done;
  return { ms: performance.now() - started, pages: drawn.filter((one) => 'page' in one).length, bytes };
}

const work = { record, sign, draw }[mode];
if (work === undefined) throw new Error(`unknown mode ${mode}`);
const said = await work();
process.stdout.write(JSON.stringify({ ...said, cpu: process.cpuUsage(), rssMiB: process.resourceUsage().maxRSS / 1024 }));
