import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture.ts';
import { doSampleJob } from './sample-job.ts';

test.use({ windowArgs: ['--lang=en-US'] });

test('first start to signed report: at most 12 actions, 90 seconds', async ({ app, page, folder }) => {
  const done = await doSampleJob({ app, page, out: path.join(folder, 'out'), tell: () => undefined });
  test.info().annotations.push({ type: 'cost', description: `${done.actions} actions, ${done.seconds} s` });
  expect(done.actions).toBeLessThanOrEqual(12);
  expect(done.seconds).toBeLessThan(90);
  expect(fs.readFileSync(done.report).subarray(0, 5).toString()).toBe('%PDF-');
  expect(fs.readFileSync(done.trust, 'utf8')).toContain('BEGIN CERTIFICATE');
});
