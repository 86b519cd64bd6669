import type { TableName } from '../../../../domain/model/books.ts';
import type { Money } from '../../../parts/grid/cells.ts';
import type { PickBar } from '../../../parts/pick-bars.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { aggregateName, figureShown, figureText, groupName } from './grouping.ts';
import type { GroupSetup, Grouped } from './grouping.ts';

const barsAtMost = 25;

type Given = { readonly grouped: Grouped; readonly setup: GroupSetup; readonly table: TableName; readonly money: Money };

/** Bars of the first groups by the figure that orders them, else by the first figure, else by their rows. Currencies are never compared. */
export function barsOf(
  { grouped, setup, table, money }: Given,
  speech: Speech,
): { readonly label: string; readonly bars: readonly PickBar[] } {
  const groups = grouped.groups.slice(0, barsAtMost);
  const by = setup.order.by;
  const wanted = typeof by === 'number' ? by : by === 'group' && setup.aggregates.length > 0 ? 0 : -1;
  const aggregate = setup.aggregates[wanted];
  const currencies = new Set(groups.map((group) => group.currencies[wanted] ?? null));
  const isOne = aggregate !== undefined && currencies.size <= 1;
  const named = (values: readonly (string | null)[]): string =>
    values.map((value, i) => groupName(value, setup.groups[i] ?? { column: '', by: 'value' }, { table, speech })).join(' · ');
  const bars = groups.map((group) => {
    const name = named(group.values);
    const currency = group.currencies[wanted] ?? null;
    const figure = group.figures[wanted] ?? null;
    const of = { table, money, speech };
    const length = isOne ? Number(figureText(figure, aggregate, currency, of) || '0') : group.count;
    const said = isOne ? figureShown(figure, aggregate, currency, of) : speech.say('books.rows', { n: group.count });
    return {
      key: JSON.stringify(group.values),
      name,
      value: Number.isFinite(length) ? length : 0,
      said: speech.say('explore.bar.group', { name, said }),
    };
  });
  const figure = isOne ? aggregateName(aggregate, speech) : speech.say('explore.rows');
  const key = grouped.total > barsAtMost ? 'explore.groups.pictureFirst' : 'explore.groups.picture';
  return { label: speech.say(key, { figure, n: bars.length }), bars };
}
