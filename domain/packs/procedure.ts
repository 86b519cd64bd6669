import type { LocalText, Standing } from './standing.ts';

/** A step of a procedure. @property final nothing has to follow it */
export type ProcedureState = { readonly id: string; readonly name: LocalText; readonly final?: boolean };
/** @property automatic it happens by itself, when a term is over */
export type Transition = { readonly from: string; readonly to: string; readonly automatic?: boolean };

/** A statutory procedure as data: which steps there are and what may follow what. */
export type Procedure = Standing & {
  readonly id: string;
  readonly name: LocalText;
  readonly initial: string;
  readonly states: readonly ProcedureState[];
  readonly transitions: readonly Transition[];
};

/** @property at place within the procedure: `states[3]`, `transitions[7].to` */
export type ProcedureProblem = {
  readonly at: string;
  readonly problem: 'undefinedState' | 'unreachable' | 'deadEnd' | 'automaticCycle' | 'twice';
};

function undefinedStates({ initial, states, transitions }: Procedure): readonly ProcedureProblem[] {
  const known = new Set(states.map(({ id }) => id));
  const missing = (at: string, id: string): readonly ProcedureProblem[] => (known.has(id) ? [] : [{ at, problem: 'undefinedState' }]);
  return [
    ...missing('initial', initial),
    ...transitions.flatMap(({ from, to }, i) => [...missing(`transitions[${i}].from`, from), ...missing(`transitions[${i}].to`, to)]),
  ];
}

function reachable({ initial, transitions }: Procedure): ReadonlySet<string> {
  const found = new Set([initial]);
  const waiting = [initial];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { from, to } of transitions) {
      if (from !== at || found.has(to)) continue;
      found.add(to);
      waiting.push(to);
    }
  }
  return found;
}

/** Steps that follow each other by themselves for ever. */
function automaticCycles({ states, transitions }: Procedure): readonly ProcedureProblem[] {
  const next = new Map<string, string[]>();
  for (const { from, to, automatic } of transitions) if (automatic === true) next.set(from, [...(next.get(from) ?? []), to]);
  const comesBack = (start: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(next.get(start) ?? [])];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at === start) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      waiting.push(...(next.get(at) ?? []));
    }
    return false;
  };
  return states.flatMap(({ id }, i) => (comesBack(id) ? [{ at: `states[${i}]`, problem: 'automaticCycle' as const }] : []));
}

/** What makes a procedure unusable; empty when it can be walked. @source domain-corrections 2 */
export function procedureProblems(procedure: Procedure): readonly ProcedureProblem[] {
  const { states, transitions } = procedure;
  const ids = states.map(({ id }) => id);
  const reached = reachable(procedure);
  const leaves = new Set(transitions.map(({ from }) => from));
  const pairs = transitions.map(({ from, to }) => `${from} ${to}`);
  return [
    ...ids.flatMap((id, i): readonly ProcedureProblem[] => (ids.indexOf(id) < i ? [{ at: `states[${i}]`, problem: 'twice' }] : [])),
    ...pairs.flatMap((pair, i): readonly ProcedureProblem[] =>
      pairs.indexOf(pair) < i ? [{ at: `transitions[${i}]`, problem: 'twice' }] : [],
    ),
    ...undefinedStates(procedure),
    ...states.flatMap(({ id }, i): readonly ProcedureProblem[] =>
      reached.has(id) ? [] : [{ at: `states[${i}]`, problem: 'unreachable' }],
    ),
    ...states.flatMap(({ id, final }, i): readonly ProcedureProblem[] =>
      final === true || leaves.has(id) ? [] : [{ at: `states[${i}]`, problem: 'deadEnd' }],
    ),
    ...automaticCycles(procedure),
  ];
}
