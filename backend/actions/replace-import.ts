import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import type { Pair } from './compare-imports.ts';
import { importRests } from './import-rests.ts';
import { leftOf, planReplace } from './replace-plan.ts';
import { takeOut } from './withdraw-import.ts';
import type { Session } from './session.ts';

type Replaced = Output<AssayCalls['import.replace']>;

/**
 * The newer export takes the older one's place: the older file is withdrawn, what people put on its rows moves to the rows of the same key
 * where the cells that it is about are equal, and everything else is listed and stays with the older one.
 * @throws Refused entity_missing, imports_not_comparable, import_in_use, cancelled, disk_full
 */
export const replaceImport = (session: Session, caseId: CaseId, pair: Pair, context: HandlerContext): Promise<Replaced> =>
  inTurn(session, caseId, async () => {
    const { findings } = importRests(session, caseId, pair.older);
    const [first] = findings;
    if (first !== undefined)
      throw new Refused({ code: 'import_in_use', at: pair.older, args: { finding: first.title, n: findings.length } });
    const plan = await planReplace(session, caseId, pair, context);
    const changes = plan.outcomes.flatMap((one) => ('change' in one ? [one.change] : []));
    const successions = plan.both.map(
      ({ older, newer }): Change => ({
        kind: 'put',
        ent: 'succession',
        id: newId(),
        set: { older: older.importId, newer: newer.importId },
      }),
    );
    await takeOut(session, { caseId, parts: plan.parts, changes: [...successions, ...changes] }, context);
    return { moved: changes.length, left: leftOf(plan) };
  });
