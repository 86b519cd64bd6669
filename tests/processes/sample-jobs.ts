import path from 'node:path';

export type SampleJobs = {
  'count.to': { readonly input: { readonly n: number }; readonly output: bigint };
  'spin.for': { readonly input: { readonly ms: number }; readonly output: number };
  'say.pid': { readonly input: null; readonly output: number };
  'say.environment': { readonly input: null; readonly output: { readonly env: readonly string[]; readonly args: readonly string[] } };
  'fail.as': { readonly input: { readonly how: 'refused' | 'mistake' | 'exit' }; readonly output: never };
};

export const sampleChild = path.join(import.meta.dirname, 'sample-child.ts');

/** Whether a process of that number lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
