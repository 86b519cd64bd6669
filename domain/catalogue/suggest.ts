import type { Component } from '../assessment/components.ts';
import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { LegalReference, RulePack } from '../packs/rule-pack.ts';
import type { Hit } from './audit-test.ts';

/** A correction as a finding holds it (contract `correction`). */
export type SuggestedCorrection = { readonly row: string; readonly component: Component; readonly audited: string };

/** The value that the peers' median gives; only where customs values were compared. */
function ofPeerPrice(hit: Hit, pack: RulePack): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  const audited = hit.measures['value_at_median'];
  if (row === undefined || audited === undefined || hit.measures['currency'] !== pack.nationalCurrency) return [];
  return [{ row, component: 'customs_value', audited }];
}

/** The value that follows from the official rate; what was declared in foreign currency stays. */
function ofExchangeRate(hit: Hit): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  const audited = hit.measures['customs_value_at_official'];
  return row === undefined || audited === undefined ? [] : [{ row, component: 'customs_value', audited }];
}

/** Naming the rate again has the payment and what follows from it computed anew. */
function ofBox47(hit: Hit): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  if (row === undefined) return [];
  const duty = hit.measures['duty_rate'];
  const excise = hit.measures['excise_rate'];
  const vat = duty === undefined && excise === undefined ? hit.measures['vat_rate'] : undefined;
  const named: readonly (readonly [Component, string | undefined])[] = [
    ['duty_rate', duty],
    ['excise_rate', excise],
    ['vat_rate', vat],
  ];
  return named.flatMap(([component, audited]) => (audited === undefined ? [] : [{ row, component, audited }]));
}

/**
 * What a finding from this hit would correct; the auditor changes or removes it.
 * A duplicate, a gap or a digit does not say by itself what is owed: they suggest nothing.
 */
export function suggestCorrections(test: string, hit: Hit, pack: RulePack): readonly SuggestedCorrection[] {
  if (test === 'V14' && hit.measures['unit'] !== undefined) return ofPeerPrice(hit, pack);
  if (test === 'D10') return ofExchangeRate(hit);
  return test === 'D16' ? ofBox47(hit) : [];
}

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
