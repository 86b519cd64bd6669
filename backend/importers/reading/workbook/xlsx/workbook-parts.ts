import { Refused } from '../../../../../domain/model/refused.ts';
import { limits } from '../limits.ts';
import { attribute, walkXml } from '../xml-walk.ts';
import type { XmlTaker } from '../xml-walk.ts';
import type { ZipParts } from '../zip-parts.ts';

const nothing = (): void => undefined;

/** What a reading of one workbook needs to say where it is. */
export type WorkbookFile = { readonly file: string; readonly zip: ZipParts };

const walk = (workbook: WorkbookFile, part: string, open: XmlTaker['open']): Promise<void> =>
  walkXml(workbook.zip.read(part), { open, close: nothing, text: nothing }, { file: workbook.file, part });

type Relation = { readonly target: string; readonly type: string };

/** A target inside the package as the name of a part; null for what lies outside: nothing is ever fetched. */
function partName(base: string, target: string): string | null {
  if (/^[a-z][\w+.-]*:/i.test(target) || target.includes('\\')) return null;
  const folder = target.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..' && folder.pop() === undefined) return null;
    if (step !== '..' && step !== '.' && step !== '') folder.push(step);
  }
  return folder.join('/');
}

async function relationsOf(workbook: WorkbookFile, part: string): Promise<ReadonlyMap<string, Relation>> {
  const cut = part.lastIndexOf('/') + 1;
  const rels = `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
  const found = new Map<string, Relation>();
  if (!workbook.zip.has(rels)) return found;
  await walk(workbook, rels, (name, attributes) => {
    if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
    const target = partName(part, attributes['Target'] ?? '');
    if (target !== null) found.set(attributes['Id'] ?? '', { target, type: (attributes['Type'] ?? '').split('/').at(-1) ?? '' });
  });
  return found;
}

export type SheetPart = { readonly name: string; readonly part: string; readonly hidden: boolean };

export type WorkbookParts = {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly strings: string | null;
  readonly styles: string | null;
};

const ofType = (relations: ReadonlyMap<string, Relation>, type: string): string | undefined =>
  [...relations.values()].find((r) => r.type === type)?.target;

/**
 * The sheets of a workbook in their order, and where its strings and styles are. Sheets that are charts or dialogs are left out.
 * @throws Refused file_damaged when a sheet's part is missing or named twice
 */
export async function workbookParts(workbook: WorkbookFile): Promise<WorkbookParts> {
  const { zip, file } = workbook;
  const root = ofType(await relationsOf(workbook, ''), 'officeDocument') ?? 'xl/workbook.xml';
  const relations = await relationsOf(workbook, root);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  const taken = new Set<string>();
  const damaged = (part: string): never => {
    throw new Refused({ code: 'file_damaged', at: file, args: { part } });
  };
  await walk(workbook, root, (name, attributes) => {
    if (name === 'workbookPr') from1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
    if (name !== 'sheet') return;
    if (sheets.length >= limits.sheets) throw new Refused({ code: 'file_too_large', at: file, args: { part: root, limit: limits.sheets } });
    const relation = relations.get(attribute(attributes, 'id') ?? '');
    if (relation !== undefined && relation.type !== 'worksheet') return;
    const part = relation?.target ?? damaged(attributes['name'] ?? root);
    if (!zip.has(part) || taken.has(part.toLowerCase())) damaged(part);
    taken.add(part.toLowerCase());
    const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
    sheets.push({ name: attributes['name'] ?? '', part, hidden });
  });
  const known = (type: string, usual: string): string | null => {
    const part = ofType(relations, type) ?? usual;
    return zip.has(part) ? part : null;
  };
  return { sheets, from1904, strings: known('sharedStrings', 'xl/sharedStrings.xml'), styles: known('styles', 'xl/styles.xml') };
}

/** Who wrote the workbook and when, as its properties say. */
export async function workbookFacts(workbook: WorkbookFile, fact: (name: string, value: string) => void): Promise<void> {
  const names: Readonly<Record<string, string>> = {
    Application: 'software',
    AppVersion: 'version',
    created: 'created',
    Company: 'company',
  };
  for (const part of ['docProps/app.xml', 'docProps/core.xml']) {
    if (!workbook.zip.has(part)) continue;
    let [name, text] = ['', ''];
    const taker: XmlTaker = {
      open: (element) => {
        name = names[element] ?? '';
        text = '';
      },
      text: (more) => {
        if (name !== '' && text.length < 200) text += more;
      },
      close: () => {
        if (name !== '' && text.trim() !== '') fact(name, text.trim().slice(0, 200));
        name = '';
      },
    };
    await walkXml(workbook.zip.read(part), taker, { file: workbook.file, part });
  }
}
