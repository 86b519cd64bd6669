import { findingRecord, listFindings } from '../../db/repositories/findings.ts';
import type { FindingRecord } from '../../db/repositories/findings.ts';
import { checkCorrection } from '../../domain/assessment/components.ts';
import type { Component } from '../../domain/assessment/components.ts';
import type { Canonical, Fields } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { newId } from '../vault/new-id.ts';
import { assessCaseNow, correctionsIn } from './assess-case.ts';
import { casePack } from './case-pack.ts';
import { declaredLines } from './declared-lines.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

export type Draft = {
  readonly title: string;
  readonly condition: string;
  readonly criteria: readonly string[];
  readonly cause: string;
  readonly corrections: readonly { readonly row: string; readonly component: Component; readonly audited: string }[];
  readonly response: string;
};
export type Source = { readonly runId: string; readonly key: string; readonly test: string };
type Shown = Output<AssayCalls['finding.list']>['findings'][number];

/**
 * Every correction names a row of the case and a value that its component can have, and each component of a row once: a finding that
 * states two values of one thing, or one value twice, does not say what it found.
 * @throws Refused correction_invalid, row_missing
 */
function checkCorrections(session: Session, caseId: CaseId, corrections: Draft['corrections']): void {
  const { pack } = casePack(session, caseId);
  for (const correction of corrections) checkCorrection(correction, pack);
  const seen = new Set<string>();
  for (const { row, component, audited } of corrections) {
    const what = `${row} ${component}`;
    if (seen.has(what)) throw new Refused({ code: 'correction_invalid', at: component, args: { issue: 'twice', row, audited } });
    seen.add(what);
  }
  const rows = [...new Set(corrections.map((c) => c.row))];
  const known = declaredLines(session, caseId, rows);
  const missing = rows.find((row) => !known.has(row));
  if (missing !== undefined) throw new Refused({ code: 'row_missing', at: missing });
}

const clean = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n');

function fieldsOf(draft: { readonly [K in keyof Draft]?: Draft[K] | undefined }): Fields {
  const fields: Record<string, Canonical> = {};
  for (const name of ['title', 'condition', 'cause', 'response'] as const) {
    const value = draft[name];
    if (value !== undefined) fields[name] = clean(value);
  }
  if (draft.criteria !== undefined) fields['criteria'] = draft.criteria.map(clean);
  if (draft.corrections !== undefined) {
    fields['corrections'] = draft.corrections.map(({ row, component, audited }) => ({ row, component, audited }));
  }
  return fields;
}

/** Records a finding as a draft. @throws Refused correction_invalid, row_missing, field_missing */
export function addFinding(session: Session, caseId: CaseId, draft: Draft, source: readonly Source[] = []): { findingId: string } {
  if (draft.title.trim() === '') throw new Refused({ code: 'field_missing', at: 'title' });
  checkCorrections(session, caseId, draft.corrections);
  const findingId = newId();
  const set = { ...fieldsOf(draft), status: 'draft', source: source.map((s) => ({ ...s })) };
  record(session, caseId, [{ kind: 'put', ent: 'finding', id: findingId, set }]);
  return { findingId };
}

/** Changes what is given and differs; the rest keeps its operation. */
export function changeFinding(
  session: Session,
  caseId: CaseId,
  change: { readonly findingId: string; readonly set: { readonly [K in keyof Draft]?: Draft[K] | undefined } },
): Record<string, never> {
  const known = session.vault().assay.read((db) => findingRecord(db, caseId, change.findingId));
  if (change.set.corrections !== undefined) checkCorrections(session, caseId, change.set.corrections);
  if (change.set.title !== undefined && change.set.title.trim() === '') throw new Refused({ code: 'field_missing', at: 'title' });
  const before: Readonly<Record<string, unknown>> = { ...known };
  const fields = Object.entries(fieldsOf(change.set)).filter(
    ([name, value]) => JSON.stringify(before[name] ?? '') !== JSON.stringify(value),
  );
  if (fields.length === 0) return {};
  record(session, caseId, [{ kind: 'set', ent: 'finding', id: change.findingId, set: Object.fromEntries(fields) }]);
  return {};
}

/** Takes a finding out of the case, or back into it; its history stays either way. */
export function markFinding(session: Session, caseId: CaseId, findingId: string, kind: 'del' | 'undel'): Record<string, never> {
  const known = session.vault().assay.read((db) => findingRecord(db, caseId, findingId));
  if (known.deleted === (kind === 'del')) return {};
  record(session, caseId, [{ kind, ent: 'finding', id: findingId, set: {} }]);
  return {};
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);

const sources = (value: unknown): Source[] =>
  Array.isArray(value)
    ? value.flatMap((one: Readonly<Record<string, unknown>>) => {
        const { runId, key, test } = one;
        return typeof runId === 'string' && typeof key === 'string' && typeof test === 'string' ? [{ runId, key, test }] : [];
      })
    : [];

/** The findings with what each adds to the assessment; several on one line compose and never add up twice. */
export function findings(session: Session, caseId: CaseId): Shown[] {
  const { assessment } = assessCaseNow(session, caseId);
  const shown = (finding: FindingRecord): Shown => {
    const effect = assessment.effects.get(finding.findingId);
    return {
      findingId: finding.findingId,
      title: finding.title,
      condition: finding.condition ?? '',
      criteria: texts(finding.criteria),
      cause: finding.cause ?? '',
      corrections: correctionsIn(finding.corrections),
      response: finding.response ?? '',
      status: finding.status,
      from: sources(finding.source),
      effect: [...(effect?.effect ?? [])],
      total: effect?.total ?? '0.00',
      createdAt: finding.createdAt,
    };
  };
  return session
    .vault()
    .assay.read((db) => listFindings(db, caseId))
    .map(shown);
}
