import { Refused } from '../../../domain/model/refused.ts';
import { isPdf, openPdf } from '../../importers/reading/pdf/open-pdf.ts';
import type { OpenPdf } from '../../importers/reading/pdf/open-pdf.ts';
import { layerPage } from './layer-page.ts';
import { ocrLimits } from './limits.ts';
import type { FoundPage, PageTask } from './messages.ts';
import { orientedJpeg } from './orientation.ts';
import { checkedSize, pictureKind } from './picture-kind.ts';
import type { PictureKind } from './picture-kind.ts';
import { startRecogniser } from './recogniser.ts';
import type { Recogniser } from './recogniser.ts';
import { composePage, coveredBy, greymap, placementsOf } from './scan-page.ts';
import { onePageTiff, tiffDirectories } from './tiff-pages.ts';

/** Where what is found goes. */
export type PageTaker = {
  readonly pages: (count: number) => void;
  readonly progress: (page: number, hundredths: number) => void;
  readonly page: (page: FoundPage) => Promise<void>;
};

type Looking = { readonly task: PageTask; readonly to: PageTaker; readonly recogniser: (page: number) => Promise<Recogniser> };

const wanted = ({ skip, only }: PageTask, page: number): boolean => !skip.includes(page) && (only === null || only.includes(page));

/** A stamp of a scanning program is no text layer. */
const leastLetters = 40;
/** A page under a picture of this share of it is a scan. */
const scanShare = 0.4;

/** The text layer where there is one; a scan is recognised. */
async function pdfPage(looking: Looking, pdf: OpenPdf, page: number): Promise<FoundPage> {
  const found = await pdf.words(page);
  const letters = found.words.reduce((sum, word) => sum + word.text.length, 0);
  if (letters >= leastLetters || looking.task.models.length === 0) return layerPage(page, found);
  const picture = await pdf.with(page, async (opened, pdfjs) => {
    const placements = await placementsOf(opened, pdfjs);
    return coveredBy(placements, opened.getViewport({ scale: 1 })) < scanShare ? null : composePage(opened, placements);
  });
  if (picture === null) return layerPage(page, found);
  return (await looking.recogniser(page)).recognise(greymap(picture), page, picture.dpi);
}

async function lookAtPdf(looking: Looking, bytes: Buffer): Promise<void> {
  const { task, to } = looking;
  const pdf = await openPdf(bytes, task.name, false);
  if (pdf.pages > ocrLimits.pages && task.only === null)
    throw new Refused({ code: 'file_too_large', at: task.name, args: { part: 'PDF (pages)', limit: ocrLimits.pages } });
  to.pages(pdf.pages);
  for (let page = 1; page <= pdf.pages; page += 1) {
    if (!wanted(task, page)) continue;
    to.progress(page, 0);
    await to.page(await pdfPage(looking, pdf, page));
  }
}

/** Each page of a picture in the form that the recogniser reads it. */
function picturesOf(kind: PictureKind, bytes: Buffer, name: string): readonly (() => Buffer)[] {
  checkedSize(kind, bytes, name);
  if (kind === 'jpeg') return [() => orientedJpeg(bytes)];
  if (kind !== 'tiff') return [() => bytes];
  return tiffDirectories(bytes, name).map((directory) => () => onePageTiff(bytes, directory));
}

async function lookAtPicture(looking: Looking, kind: PictureKind, bytes: Buffer): Promise<void> {
  const { task, to } = looking;
  const pictures = picturesOf(kind, bytes, task.name);
  to.pages(Math.max(1, pictures.length));
  for (const [i, picture] of pictures.entries()) {
    const page = i + 1;
    if (!wanted(task, page)) continue;
    to.progress(page, 0);
    const recogniser = await looking.recogniser(page);
    const found = await recogniser.recognise(picture(), page, 0).catch(() => {
      throw new Refused({ code: 'file_damaged', at: task.name, args: { part: kind.toUpperCase() } });
    });
    await to.page(found);
  }
}

/**
 * Looks at the pages of a file one after the other. Runs in a process without keys that ends with the file.
 * @throws Refused file_damaged, file_encrypted, file_expands, ocr_kind_unsupported, file_too_large, ocr_model_invalid, ocr_model_missing
 */
export async function lookAtPages(task: PageTask, bytes: Buffer, to: PageTaker): Promise<void> {
  let current = 0;
  let started: Promise<Recogniser> | undefined;
  const recogniser = (page: number): Promise<Recogniser> => {
    current = page;
    started ??= startRecogniser(task.models, (hundredths) => to.progress(current, hundredths));
    return started;
  };
  const looking: Looking = { task, to, recogniser };
  if (isPdf(bytes)) return lookAtPdf(looking, bytes);
  const kind = pictureKind(bytes);
  if (kind === null || kind === 'gif') throw new Refused({ code: 'ocr_kind_unsupported', at: task.name });
  return lookAtPicture(looking, kind, bytes);
}
