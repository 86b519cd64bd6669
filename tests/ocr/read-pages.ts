import type { FoundPage } from '../../backend/evidence/ocr/messages.ts';
import { chosenModels, modelsAtHand } from '../../backend/evidence/ocr/models.ts';
import { pagesApart } from '../../backend/evidence/ocr/pages-apart.ts';

export const atHand = modelsAtHand('');
export const hasRussian = atHand.some((model) => model.lang === 'rus');

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Pages of a file as the process apart finds them. */
export async function readPages(bytes: Buffer, languages: readonly string[], signal = new AbortController().signal): Promise<FoundPage[]> {
  const pages: FoundPage[] = [];
  const models = chosenModels(languages, atHand).map(({ lang, file }) => ({ lang, file }));
  await pagesApart({ name: 'page', models, skip: [], only: null }, once(bytes), {
    signal,
    progress: () => undefined,
    page: (page) => void pages.push(page),
  });
  return pages;
}
