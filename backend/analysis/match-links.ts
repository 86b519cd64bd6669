import type { StoredLink } from '../../db/repositories/matches.ts';
import { dayOfNumber } from '../../domain/calendar/day.ts';
import { handProblem, linksByRow, rowsTaken } from '../../domain/matching/by-hand.ts';
import type { HandProblem } from '../../domain/matching/by-hand.ts';
import type { Openings } from '../../domain/matching/open.ts';
import type { Decided } from '../../domain/matching/record.ts';
import { Refused } from '../../domain/model/refused.ts';
import { decimalOf } from './match-rows.ts';
import { linksByRank, storedLink } from './matching.ts';
import type { Loaded, MatchRequest } from './matching.ts';

/** Says which record gives more than it has and how much is left of it, or which rate is missing. */
function refuse(found: HandProblem, of: { readonly request: MatchRequest; readonly label: string }): never {
  const { kind, money } = of.request;
  const { label } = of;
  switch (found.problem) {
    case 'over': {
      const { currency } = found;
      const say = (amount: number): string => `${decimalOf(amount, { kind, currency, money })} ${currency}`;
      throw new Refused({ code: 'amount_above_rest', at: label, args: { rest: say(found.rest), asked: say(found.asked) } });
    }
    case 'noRate':
      throw new Refused({
        code: 'rate_missing',
        at: Number.isNaN(found.day) ? found.currency : `${found.currency} ${dayOfNumber(found.day)}`,
      });
    case 'noAmount':
      throw new Refused({ code: 'field_invalid', at: 'amount' });
    default:
      return found satisfies never;
  }
}

/**
 * Links that a person made, row by row: what is given of a document of several rows is taken of its rows.
 * @throws Refused amount_above_rest, rate_missing (`at`: currency and day), field_invalid (two amounts linked without one)
 */
export function handLinks(
  loaded: Loaded,
  links: readonly StoredLink[],
  of: { readonly openings: Openings; readonly decided: Decided },
): readonly StoredLink[] {
  const { request, input } = loaded;
  const [ranked = []] = linksByRank(request, loaded, [{ links }]);
  const { left, right } = of.openings.tally;
  const found = handProblem(of.openings, ranked);
  if (found !== null) {
    const place = of.openings.tally[found.side].at(found.row);
    const label = place === undefined ? '' : (input[found.side][place]?.label ?? '');
    refuse(found, { request, label });
  }
  const taken = rowsTaken(of.decided.confirmed);
  return ranked
    .flatMap((link) => {
      const [l, r] = [left.at(link.left), right.at(link.right)];
      return linksByRow(
        link,
        { left: l === undefined ? undefined : input.left[l], right: r === undefined ? undefined : input.right[r] },
        taken,
      );
    })
    .map((link) => storedLink(loaded, link));
}
