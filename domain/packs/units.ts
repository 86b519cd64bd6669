import type { PackUnit, RulePack } from './rule-pack.ts';

/** @param text a unit as files write it: "кг", "166", "KGM" @returns the pack's code of it, null when unknown */
export function unitCode(pack: Pick<RulePack, 'units'>, text: string): string | null {
  const wanted = text.trim().toLowerCase();
  return pack.units.find((u) => u.code.toLowerCase() === wanted || u.words.includes(wanted))?.code ?? null;
}

export const unitOf = (pack: Pick<RulePack, 'units'>, code: string): PackUnit | undefined => pack.units.find((u) => u.code === code);
