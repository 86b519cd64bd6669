import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';

export type Finding = Output<AssayCalls['finding.list']>['findings'][number];
export type Test = Output<AssayCalls['tests.list']>['tests'][number];

/** The tests that a finding came from, each once. */
export const testsOf = (finding: Pick<Finding, 'from'>): readonly string[] => [...new Set(finding.from.map((from) => from.test))];

/** True when it rests on tests that give leads only: it stays a draft, and the report marks it so (domain-corrections 5). */
export const isLeadOnly = (finding: Pick<Finding, 'from'>, tests: readonly Pick<Test, 'id' | 'leadOnly'>[]): boolean =>
  finding.from.length > 0 && finding.from.every((from) => tests.find((test) => test.id === from.test)?.leadOnly === true);
