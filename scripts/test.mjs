import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { node24, root } from './paths.mjs';
import { isMain, run, say, story } from './run.mjs';
import { setUp } from './setup.mjs';

/** `npm test`: set-up, check, every test, the journeys; the sum stands in the last line. */
async function test() {
  await setUp({ tests: true });
  const { check } = await import('./check.mjs');
  const { journeys } = await import('./journeys.mjs');
  if (!fs.existsSync(path.resolve(root, '..', 'shared'))) say('../shared is not there: the tests that need its example data are skipped.');
  const failedChecks = await check();
  const units = await unitTests();
  const windows = await journeys([]);
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((field) => units[field] + windows[field]);
  const broken = units.code !== 0 || windows.code !== 0;
  const lost = Math.max(failed, broken ? 1 : 0);
  say(`\nchecks: ${failedChecks === 0 ? 'all ok' : `${failedChecks} failed`}; skipped tests: ${skipped}`);
  say(`${passed} passed, ${lost + failedChecks} failed`);
  return lost + failedChecks === 0 ? 0 : 1;
}

async function unitTests() {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'assay-units-')), 'results.json');
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await run(node24(), [program, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  if (!fs.existsSync(file)) return { code: code || 1, passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.rmSync(path.dirname(file), { recursive: true });
  return { code, passed: numPassedTests, failed: Math.max(numFailedTests, Math.min(1, numFailedTestSuites)), skipped: numPendingTests };
}

if (isMain(import.meta.url)) await story(test);
