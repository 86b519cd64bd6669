import { facePath } from './faces.ts';
import { sheetOf } from './sheet.ts';
import type { Element, Item, Page, RuleItem, TextItem } from './sheet.ts';

type PdfElement = PDFKit.PDFStructureElement;
type PdfOutline = { addItem(title: string): PdfOutline };

/** The open structure elements of the tagged document; an element ends when the next one stands outside of it. */
class Structure {
  private readonly doc: PDFKit.PDFDocument;
  private readonly made = new Map<Element, PdfElement>();
  private path: Element[] = [];

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
  }

  private make(element: Element): PdfElement {
    const known = this.made.get(element);
    if (known !== undefined) return known;
    const made = this.doc.struct(element.tag, element.scope === undefined ? {} : ({ scope: element.scope } as object));
    this.made.set(element, made);
    if (element.parent === null) this.doc.addStructure(made);
    else this.make(element.parent).add(made);
    for (const cell of element.cells ?? []) this.make(cell);
    return made;
  }

  /** Marked content of that element around what `draw` writes. */
  mark(element: Element, draw: () => void): void {
    this.close(element);
    const made = this.make(element);
    made.add(this.doc.markStructureContent(element.tag));
    draw();
    this.doc.endMarkedContent();
  }

  private close(next: Element): void {
    const path: Element[] = [];
    for (let e: Element | null = next; e !== null; e = e.parent) path.unshift(e);
    // a cell may go on behind its neighbour where a row is parted by a page, so cells end with their row
    const stays = (element: Element, i: number): boolean => element === path[i] || element.tag === 'TD' || element.tag === 'TH';
    const leaving = this.path.filter((element, i) => !stays(element, i) && !path.includes(element));
    for (const element of leaving.reverse()) this.made.get(element)?.end();
    this.path = path;
  }

  end(): void {
    const [root] = this.path;
    if (root !== undefined) this.made.get(root)?.end();
  }
}

function drawText(doc: PDFKit.PDFDocument, item: TextItem): void {
  doc.font(facePath[item.face], item.size).text(item.text, item.x, item.y, { lineBreak: false, baseline: 'alphabetic' });
}

function drawRules(doc: PDFKit.PDFDocument, rules: readonly RuleItem[]): void {
  for (const { x1, y1, x2, y2, weight, quiet } of rules) {
    doc
      .lineWidth(weight)
      .moveTo(x1, y1)
      .lineTo(x2, y2)
      .stroke(quiet === true ? '#a8a8a8' : '#000000');
  }
}

/** Neighbouring texts of one element make one piece of marked content. */
function runs(items: readonly Item[]): readonly (readonly TextItem[])[] {
  const found: TextItem[][] = [];
  for (const item of items) {
    if (item.kind !== 'text') continue;
    const last = found.at(-1);
    if (last !== undefined && last[0]?.element === item.element) last.push(item);
    else found.push([item]);
  }
  return found;
}

export type Drawing = { readonly doc: PDFKit.PDFDocument; readonly tagged: boolean };

function artifact({ doc, tagged }: Drawing, draw: () => void): void {
  if (tagged) doc.markContent('Artifact', { type: 'Layout' });
  draw();
  if (tagged) doc.endMarkedContent();
}

function drawPage(page: Page, running: readonly Item[], drawing: Drawing, structure: Structure): void {
  const { doc, tagged } = drawing;
  const { width, height } = sheetOf(page.turned);
  doc.addPage({ size: [width, height], margin: 0 });
  const rules = [...running, ...page.items].filter((item) => item.kind === 'rule');
  artifact(drawing, () => drawRules(doc, rules));
  for (const run of [...runs(running), ...runs(page.items)]) {
    const element = run[0]?.element ?? null;
    const draw = (): void => {
      for (const item of run) drawText(doc, item);
    };
    if (element === null) artifact(drawing, draw);
    else if (tagged) structure.mark(element, draw);
    else draw();
  }
}

/** @param runningOf head and foot of a page, from 0 */
export function drawPages(pages: readonly Page[], runningOf: (page: number) => readonly Item[], drawing: Drawing): void {
  const structure = new Structure(drawing.doc);
  const outline = drawing.doc.outline as unknown as PdfOutline & { options: object };
  // without this the outline has no Count and is not valid PDF/A
  outline.options = { expanded: true };
  let section: PdfOutline = outline;
  for (const [i, page] of pages.entries()) {
    drawPage(page, runningOf(i), drawing, structure);
    for (const { level, title } of page.bookmarks) {
      if (level === 1) section = outline.addItem(title);
      else section.addItem(title);
    }
  }
  structure.end();
}
