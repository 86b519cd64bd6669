import type { HandlerContext } from '../../contract/rpc/call.ts';
import { cellsById, rowPlaces } from '../../db/queries/matching.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import { Refused } from '../../domain/model/refused.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { digitsOfAmount, isQuantity, matchRowOf } from '../analysis/match-rows.ts';
import type { MatchMoney, MatchRow } from '../analysis/match-rows.ts';
import { matchChildren } from './children.ts';
import { visibleImports } from './declared-lines.ts';
import { putMatch } from './match-decide.ts';
import { asking, waitFor } from './match-tell.ts';
import { moneyOf, outdate } from './match-work.ts';
import type { OfKind } from './match-work.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type Links = readonly StoredLink[];

/** @throws Refused field_invalid for an amount that is none */
function refuseAmounts(links: Links, of: OfKind, money: MatchMoney): void {
  for (const { amount, currency } of links) {
    if (amount === null) continue;
    const value = decimalToScaled(amount, digitsOfAmount({ kind: of.kind, currency, money }));
    if (value === null || value <= 0n) throw new Refused({ code: 'field_invalid', at: 'amount' });
  }
}

/** The currency of an amount is known to the rule pack, and one of the two records is in it; quantities know units instead. */
function refuseCurrency(links: Links, rows: ReadonlyMap<string, MatchRow>, of: { kind: OfKind['kind']; money: MatchMoney }): void {
  for (const { left, right, amount, currency } of links) {
    if (amount === null) continue;
    const known = isQuantity(of.kind) || Object.hasOwn(of.money.digits, currency) || currency === of.money.national;
    const near = [left, right].some((name) => rows.get(name)?.currency === currency);
    if (known && near) continue;
    const problem = known ? 'currency_of_neither' : 'currency_unknown';
    throw new Refused({ code: 'value_invalid', at: 'currency', args: { problem, text: currency, expected: '' } });
  }
}

/**
 * Links that a person makes. Each names a visible row of either side; no record gives more than is left of it, of one in another currency at
 * the rate of the day. What is given of a document of several rows is recorded row by row.
 * @throws Refused row_missing (a row of another table too), field_invalid (an amount that is none), value_invalid (a currency that is not
 * known or that neither record is in), amount_above_rest, rate_missing
 */
export async function linkByHand(
  session: Session,
  of: OfKind & { links: Links; note: string },
  context: HandlerContext,
): Promise<{ matchId: string }> {
  const { caseId, kind, note } = of;
  const money = moneyOf(session, caseId);
  refuseAmounts(of.links, of, money);
  refuseCurrency(of.links, handRows(session, of, { links: of.links, money }), { kind, money });
  const asked = asking(session, of, (about) =>
    matchChildren(session).ask(caseId, 'match.hand', { ...about, books: session.vault().booksAccess(caseId), links: of.links }),
  );
  const links = await waitFor(asked, context.signal, 'match.link');
  const change = putMatch({ kind, method: 'hand', rule: 'hand', links, state: 'confirmed', note });
  record(session, caseId, [change]);
  outdate(session, of);
  return { matchId: change.id };
}

function handRows(session: Session, { caseId, kind }: OfKind, given: { links: Links; money: MatchMoney }): ReadonlyMap<string, MatchRow> {
  const imports = visibleImports(session, caseId);
  const spec = kindSpecs[kind];
  return session
    .vault()
    .books(caseId)
    .read((books) => {
      const rows = new Map<string, MatchRow>();
      for (const side of ['left', 'right'] as const) {
        const names = given.links.map((link) => link[side]);
        const places = rowPlaces(books, spec[side].table, imports);
        const ranks = places.ranksOf(names);
        const missing = names.find((name) => !ranks.has(name));
        if (missing !== undefined) throw new Refused({ code: 'row_missing', at: missing });
        const cells = cellsById(
          books,
          places.table,
          [...ranks.values()].map((rank) => places.idOf(rank)),
        );
        for (const [name, rank] of ranks)
          rows.set(name, matchRowOf(cells.get(places.idOf(rank)), { name, table: places.table, kind, money: given.money }));
      }
      return rows;
    });
}
