import type { z } from 'zod';

/** The first thing that is wrong with a value, in words that a text can choose by: `issue` at `field`, and what was expected there. */
export type IssueArgs = {
  readonly field: string;
  readonly issue: 'missing' | 'type' | 'choice' | 'tooLong' | 'tooMany' | 'tooSmall' | 'unknown' | 'form' | 'notJson';
  readonly expected: string;
};

type Issue = z.core.$ZodIssue;

const at = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);

function ofIssue(issue: Issue, value: unknown, before: readonly PropertyKey[]): IssueArgs {
  const path = [...before, ...issue.path];
  const field = at(path);
  switch (issue.code) {
    case 'invalid_type':
      return { field, issue: valueAt(value, path) === undefined ? 'missing' : 'type', expected: issue.expected };
    case 'invalid_value':
      return { field, issue: valueAt(value, path) === undefined ? 'missing' : 'choice', expected: issue.values.map(String).join(', ') };
    case 'too_big':
      return { field, issue: issue.origin === 'string' ? 'tooLong' : 'tooMany', expected: String(issue.maximum) };
    case 'too_small':
      return { field, issue: 'tooSmall', expected: String(issue.minimum) };
    case 'unrecognized_keys':
      return { field: at([...path, issue.keys[0] ?? '']), issue: 'unknown', expected: '' };
    case 'invalid_union': {
      // the form that was meant is the one that fits best: its first fault lies deepest
      const deepest = issue.errors.flatMap((one) => one.slice(0, 1)).sort((a, b) => b.path.length - a.path.length)[0];
      return deepest === undefined || deepest.path.length === 0 ? { field, issue: 'form', expected: '' } : ofIssue(deepest, value, path);
    }
    default:
      return { field, issue: 'form', expected: '' };
  }
}

/** @param value what was checked: an absent field and a wrong one have the same zod code */
export function issueArgs(error: z.ZodError, value: unknown): IssueArgs {
  const first = error.issues[0];
  return first === undefined ? { field: '', issue: 'form', expected: '' } : ofIssue(first, value, []);
}
