import { z } from 'zod';
import { pdfTemplate } from '../../../../contract/rpc/pdf-template.ts';
import type { PdfTemplate } from '../../../../contract/rpc/pdf-template.ts';

/** A template under the name of its profile. */
export type NamedTemplate = { readonly name: string; readonly template: PdfTemplate };

const named = z.object({ name: z.string(), template: pdfTemplate });
const shape = z.object({ templates: z.array(named), forced: named.nullable() });

export type PdfSettings = z.infer<typeof shape>;

const none: PdfSettings = { templates: [], forced: null };

/** What the reader's process is told of layouts, as text. */
export const settingsText = (settings: PdfSettings): string => JSON.stringify(settings);

export const settingsIn = (text: string): PdfSettings => (text === '' ? none : shape.parse(JSON.parse(text)));

type Kept = { readonly name: string; readonly pdf?: PdfTemplate | undefined };

/**
 * What a format's reader is told of the vault's profiles: for a PDF the layouts that were learned, or the one that is asked for.
 * @returns '' where there is nothing to tell
 */
export function readerSettings(format: string, saved: readonly Kept[], chosen?: Kept): string {
  if (format !== 'pdf') return '';
  const templates = saved.flatMap(({ name, pdf }) => (pdf === undefined ? [] : [{ name, template: pdf }]));
  const forced = chosen?.pdf === undefined ? null : { name: chosen.name, template: chosen.pdf };
  return templates.length === 0 && forced === null ? '' : settingsText({ templates, forced });
}
