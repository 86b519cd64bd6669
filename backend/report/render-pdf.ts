import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { canonicalBytes } from '../../domain/caselog/canonical.ts';
import { findingsData, findingsFile } from '../../domain/report/findings-data.ts';
import type { FrozenCase } from '../../domain/report/frozen.ts';
import { reportTree } from '../../domain/report/report.ts';
import type { ReportNode, ReportTree } from '../../domain/report/tree.ts';
import { words } from '../../domain/model/words.ts';
import { runningItems, signatureSection, treeSteps } from './blocks.ts';
import { drawPages } from './draw.ts';
import { measureWith } from './faces.ts';
import { flow } from './flow.ts';
import { printable } from './printable.ts';
import { frame, rule } from './setting.ts';
import type { Setter } from './setting.ts';
import { bodyTop, sheetOf, type as types } from './sheet.ts';
import type { Element, Item, Page, SignaturePlace } from './sheet.ts';
import type { Voice } from './voice.ts';

export type RenderedReport = {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** where the first signature belongs */
  readonly signature: SignaturePlace | null;
  /** SHA-256 of the embedded findings.json */
  readonly dataSha256: string;
};

type Attachment = { readonly name: string; readonly bytes: Uint8Array };
type Settings = { readonly at: string; readonly attachment: Attachment; readonly tagged: boolean };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** pdfkit writes Title and Keywords unescaped into the XMP packet, so only characters without a meaning in XML go there. */
const neutral = (title: string): string => title.replace(/[^\p{L}\p{N} .,№/-]/gu, '').slice(0, 120);

function openDocument(title: string, lang: string, settings: Settings): PDFKit.PDFDocument {
  const options = {
    autoFirstPage: false,
    // null, not a face: a face given here is parsed a second time under its path
    font: null as unknown as string,
    pdfVersion: '1.7',
    lang,
    displayTitle: true,
    info: {
      Title: neutral(title),
      Creator: 'Assay',
      Producer: 'Assay',
      Keywords: sha256(settings.attachment.bytes),
      CreationDate: new Date(settings.at),
    },
  } as const;
  return new PDFDocument(settings.tagged ? { ...options, subset: 'PDF/A-3a', tagged: true } : options);
}

function embed(doc: PDFKit.PDFDocument, settings: Settings): void {
  const moment = new Date(settings.at);
  const options = {
    name: settings.attachment.name,
    type: 'application/json',
    relationship: 'Data',
    creationDate: moment,
    modifiedDate: moment,
  };
  doc.file(Buffer.from(settings.attachment.bytes), options);
}

async function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

function bannerItems(tree: ReportTree, turned: boolean, setter: Setter): readonly Item[] {
  if (tree.running.banner === null) return [];
  const { left, right } = sheetOf(turned);
  const items = runningItems({ say: tree.running.banner }, { x: left + 8, top: 61, width: right - left - 16 }, types.banner, setter);
  return [...frame(left, 58, right - left, 16), ...items];
}

/** Head and foot of a page; artifacts, because they say nothing that the document does not say once. */
function runningOf(tree: ReportTree, pages: readonly Page[], setter: Setter): (page: number) => readonly Item[] {
  return (i) => {
    const turned = pages[i]?.turned ?? false;
    const { left, right, height } = sheetOf(turned);
    const width = right - left;
    const [headLeft, headRight] = tree.running.head;
    const footWidth = width - 92;
    const foot = tree.running.foot.map((part) => setter.voice.say(part)).join('   ·   ');
    const page = words(tree.running.pageKey, { page: i + 1, pages: pages.length });
    return [
      ...runningItems({ say: headLeft }, { x: left, top: 36, width: width / 2 }, types.running, setter),
      ...runningItems({ say: headRight }, { x: left, top: 36, width, right: true }, types.running, setter),
      rule(left, 49, right, 0.3),
      ...bannerItems(tree, turned, setter),
      rule(left, height - 52, right, 0.3),
      ...runningItems({ text: foot }, { x: left, top: height - 48, width: footWidth }, types.running, setter),
      ...runningItems({ say: page }, { x: right - 90, top: height - 48, width: 90, right: true }, types.running, setter),
    ];
  };
}

/** Tells the reader what [U+XXXX] means: at the end of the section before the list of annexes, so that the list stays with the signature. */
function withNotice(nodes: readonly ReportNode[]): readonly ReportNode[] {
  const { from } = signatureSection(nodes);
  const before = nodes.slice(0, from).findLastIndex((node) => node.node === 'heading' && node.level === 1);
  const at = before < 0 ? from : before;
  return [...nodes.slice(0, at), { node: 'paragraph', content: { say: words('report.unprintable') } }, ...nodes.slice(at)];
}

/**
 * A document tree as tagged PDF/A-3a; the same input gives the same bytes.
 * @param settings.at RFC 3339, the only time that enters the file; `tagged: false` leaves structure and PDF/A out (for measuring)
 * @throws Refused `report_text_unprintable`
 */
export async function renderTree(tree: ReportTree, voice: Voice, settings: Settings): Promise<Omit<RenderedReport, 'dataSha256'>> {
  const doc = openDocument(voice.say(tree.title), voice.lang, settings);
  const measure = measureWith(doc);
  const root: Element = { tag: 'Document', parent: null };
  const setter: Setter = { voice, measure, printable: printable(measure), root };
  const first = treeSteps(tree.nodes, setter);
  const steps = setter.printable.replaced() ? treeSteps(withNotice(tree.nodes), setter) : first;
  const { pages, signature } = flow(steps, bodyTop(tree.running.banner));
  drawPages(pages, runningOf(tree, pages, setter), { doc, tagged: settings.tagged });
  embed(doc, settings);
  return { pdf: await collect(doc), pages: pages.length, signature };
}

/**
 * The unsigned report of a frozen case: the reproducible prefix of every signed copy.
 * @param voice the language of the document
 * @throws Refused `report_text_unprintable` (half a surrogate pair in a text), `value_not_canonical`
 */
export async function renderReport(frozen: FrozenCase, voice: Voice, options: { readonly tagged?: boolean } = {}): Promise<RenderedReport> {
  const bytes = canonicalBytes(findingsData(frozen));
  const dataSha256 = sha256(bytes);
  const tree = reportTree(frozen, dataSha256);
  const settings = { at: frozen.issuedAt, attachment: { name: findingsFile, bytes }, tagged: options.tagged ?? true };
  return { ...(await renderTree(tree, voice, settings)), dataSha256 };
}
