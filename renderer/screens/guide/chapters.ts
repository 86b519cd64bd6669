import type { Lang } from '../../../domain/model/words.ts';
import { readChapter } from './markdown.ts';
import type { Chapter } from './markdown.ts';

/** Each chapter is a piece of the app's own code, loaded when the guide is opened. */
const files = import.meta.glob<string>('../../../docs/guide/*/*.md', { query: '?raw', import: 'default' });
const pictures = import.meta.glob<string>('../../../docs/guide/pictures/*.png', { query: '?url', import: 'default', eager: true });

export type NamedChapter = Chapter & { readonly file: string };

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The chapters of one language, in their order. */
export async function readGuide(lang: Lang): Promise<readonly NamedChapter[]> {
  const paths = Object.keys(files)
    .filter((path) => path.includes(`/guide/${lang}/`))
    .sort();
  return Promise.all(paths.map(async (path) => ({ file: nameOf(path), ...readChapter((await files[path]?.()) ?? '') })));
}

/** @returns the address of a picture that ships with the app, null when there is none of that name */
export const pictureAt = (file: string): string | null => pictures[`../../../docs/guide/pictures/${nameOf(file)}`] ?? null;
