import type { HandlerContext, Output, Progress } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Area } from '../../domain/catalogue/audit-test.ts';
import { catalogue } from '../../domain/catalogue/index.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { listTests, runTest } from './run-test.ts';
import type { Session } from './session.ts';

type Several = Output<AssayCalls['tests.runMany']>;
type Request = { readonly caseId: CaseId; readonly area: Area | null };

/**
 * Runs every test of an area, or of the catalogue, that the books of the case can serve, one after the other. What a test still needs is
 * told instead of its run; a test that is refused by name hinders no other. What ran before a cancel stays, as any run does.
 * @throws Refused cancelled
 */
export async function runTests(session: Session, { caseId, area }: Request, context: HandlerContext): Promise<Several> {
  const of = catalogue.filter((test) => area === null || test.area === area).map(({ id }) => id);
  const listed = listTests(session, caseId).tests.filter(({ id }) => of.includes(id));
  const able = listed.filter(({ runnable }) => runnable);
  const told: Several = {
    runs: [],
    waiting: listed.filter((test) => !test.runnable).map(({ id, missing }) => ({ test: id, missing })),
    refused: [],
  };
  const at = (done: number): Progress => ({ stage: 'tests', done, total: able.length });
  for (const [done, { id }] of able.entries()) {
    context.progress(at(done));
    if ((context.signal as AbortSignal).aborted) throw new Refused({ code: 'cancelled' });
    try {
      const { run } = await runTest(session, { caseId, test: id, params: {} }, { ...context, progress: () => undefined });
      told.runs.push(run);
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'cancelled') throw error;
      told.refused.push({ test: id, code: error.code, at: error.at });
    }
  }
  context.progress(at(able.length));
  return told;
}
