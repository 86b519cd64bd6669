import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { LegalReference, RulePack } from '../packs/rule-pack.ts';
import type { Hit, SuggestedCorrection } from './audit-test.ts';
import { testOf } from './index.ts';

/**
 * What a finding from this hit would correct; the auditor changes or removes it.
 * A duplicate, a gap or a digit does not say by itself what is owed: they suggest nothing.
 * @throws Refused test_unknown
 */
export const suggestCorrections = (test: string, hit: Hit, pack: RulePack): readonly SuggestedCorrection[] =>
  testOf(test).suggest?.(hit, pack) ?? [];

/** The texts of a draft finding, to be said in the case's language. */
export type FindingWords = { readonly title: Words; readonly condition: Words; readonly cause: Words };

/** A title, the condition (the hit's own explanation) and a cause to be replaced by what the auditor learns. */
export function draftFinding(test: string, hit: Hit): FindingWords {
  return {
    title: words(`test.${test}.finding.title`, hit.explanation.args),
    condition: hit.explanation,
    cause: words(`test.${test}.finding.cause`),
  };
}

/** Provisions of the pack that fit a test or a component, in the pack's order. @param area test id or component */
export const criteriaFor = (pack: RulePack, area: string): readonly LegalReference[] =>
  pack.legalReferences.filter((l) => l.areas.includes(area));
