/** An account of a chart with its amounts, in whole numbers, by column. */
export type LeveledAccount = {
  readonly account: string;
  /** the account that it says it is grouped under; '' where none is said, or where a code of another list stands there */
  readonly under: string;
  readonly amounts: readonly bigint[];
};

const parentsOf = (account: string): readonly string[] => {
  const parents: string[] = [];
  for (let up = account; /[.-]/.test(up); ) parents.push((up = up.replace(/[.-][^.-]*$/, '')));
  return parents;
};

const isSumOf = (account: LeveledAccount, under: readonly LeveledAccount[]): boolean =>
  under.length > 0 && account.amounts.every((amount, i) => amount === under.reduce((sum, one) => sum + (one.amounts[i] ?? 0n), 0n));

/** No chart has more; in a longer list accounts are repeated, and none is a section. */
const mostNumbered = 2_000;

/**
 * The accounts that stand under no other one: their amounts are those of the whole chart, each once. `1310.01` stands under `1310`; `1310`
 * under the section `1300`, and that under `1000`, where the section is the sum of them: in other charts accounts of such numbers stand
 * side by side.
 */
export function topAccounts<T extends LeveledAccount>(accounts: readonly T[]): readonly T[] {
  const names = new Set(accounts.map((one) => one.account));
  const isUnder = ({ account, under }: T): boolean =>
    parentsOf(account).some((up) => names.has(up)) || (under !== account && names.has(under));
  const upper = accounts.filter((one) => !isUnder(one));
  const numbered = upper.filter((one) => /^\d{4}$/.test(one.account));
  const four = numbered.length > mostNumbered ? [] : numbered;
  const sections = new Set<T>();
  // the lower sections first: what they sum up, the upper one sums up once
  for (const one of [...four].sort((a, b) => (a.account.endsWith('000') ? 1 : 0) - (b.account.endsWith('000') ? 1 : 0))) {
    const lengths = one.account.endsWith('000') ? [2, 1] : one.account.endsWith('00') ? [2] : [];
    const own = four.filter((other) => other !== one && !sections.has(other));
    if (
      lengths.some((n) =>
        isSumOf(
          one,
          own.filter((other) => other.account.startsWith(one.account.slice(0, n))),
        ),
      )
    )
      sections.add(one);
  }
  return upper.filter((one) => !sections.has(one));
}
