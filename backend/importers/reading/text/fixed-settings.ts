import { z } from 'zod';
import { fixedTemplate } from '../../../../contract/rpc/books.ts';
import type { FixedTemplate } from '../../../../contract/rpc/books.ts';

const named = z.object({ name: z.string(), template: fixedTemplate });
const shape = z.object({ templates: z.array(named), forced: named.nullable() });

/** Layouts of texts of fixed width under the names of their profiles, and the one that was asked for. */
export type FixedSettings = z.infer<typeof shape>;

type Kept = { readonly name: string; readonly fixed?: FixedTemplate | undefined };

/** @returns what the reader is told, '' where there is nothing to tell */
export function fixedSettings(saved: readonly Kept[], chosen?: Kept): string {
  const templates = saved.flatMap(({ name, fixed }) => (fixed === undefined ? [] : [{ name, template: fixed }]));
  const forced = chosen?.fixed === undefined ? null : { name: chosen.name, template: chosen.fixed };
  return templates.length === 0 && forced === null ? '' : JSON.stringify({ templates, forced });
}

export const fixedSettingsIn = (text: string): FixedSettings =>
  text === '' ? { templates: [], forced: null } : shape.parse(JSON.parse(text));
