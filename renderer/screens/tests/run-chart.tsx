import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { Chart } from '../../parts/chart.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { barPicture, benfordOf, benfordPicture } from './chart-options.ts';
import { gapPicture } from './gap-picture.ts';
import type { RunHit } from './hits.ts';
import { measureName } from './measures.ts';
import { peerPicture } from './peer-picture.ts';
import type { Peers } from './peer-picture.ts';
import type { Figures, Picture } from './picture.ts';

type Run = Output<AssayCalls['runs.hits']>['run'];

type ChartProps = {
  readonly caseId: string;
  readonly run: Run;
  readonly hits: readonly RunHit[];
  readonly chosen: RunHit | undefined;
  /** the same figures as a table instead */
  readonly asTable: boolean;
  readonly onSelect: (hit: RunHit) => void;
};

/** What each bar counts, the most telling first. */
const barMeasures = ['difference', 'shortfall', 'amount', 'rows'] as const;

const hasOneCurrency = (hits: readonly RunHit[]): boolean => new Set(hits.map((hit) => hit.measures['currency'])).size <= 1;

type Given = Pick<ChartProps, 'run' | 'hits' | 'chosen'> & { readonly peers: Peers | null };

/** The picture that fits the test: prices among their peers, digits against Benford's law, gaps in their series, sizes of leads. */
function pictureOf({ run, hits, chosen, peers }: Given, speech: Speech): Picture | null {
  const digits = benfordOf(run.stats);
  if (digits !== null) return benfordPicture({ digits, hits, chosen: chosen?.key }, speech);
  if (peers !== null && chosen !== undefined) return peerPicture({ peers, hits, chosen }, speech);
  const gaps = gapPicture({ hits, chosen: chosen?.key }, speech);
  if (gaps !== null) return gaps;
  // Amounts of different currencies are no lengths to compare.
  const measure = barMeasures.find((name) => hits[0]?.measures[name] !== undefined && (name !== 'amount' || hasOneCurrency(hits)));
  if (measure === undefined) return null;
  return barPicture({ hits, chosen: chosen?.key, measure, name: measureName(measure, speech) }, speech);
}

/** The picture of a run, or its figures. */
export function RunChart(props: ChartProps): ReactNode {
  const speech = useSpeech();
  const { caseId, run, hits, chosen } = props;
  const among = chosen?.measures['median'] !== undefined;
  const asked = useAsk('hit.peers', { caseId, runId: run.runId, key: chosen?.key ?? '' }, { enabled: among, keep: true });
  const peers = among ? (asked.data?.picture ?? null) : null;
  const picture = useMemo(() => pictureOf({ run, hits, chosen, peers }, speech), [run, hits, chosen, peers, speech]);
  if (picture === null || (among && peers === null)) return among && asked.isPending ? <div className="chart" /> : null;
  const pick = (index: number, series: string): void => {
    const key = picture.keyAt(index, series);
    const hit = hits.find((one) => one.key === key);
    if (hit !== undefined) props.onSelect(hit);
  };
  return (
    <figure className="chart chart-figure">
      <figcaption className="chart-legend">
        {picture.legend.map((entry) => (
          <span key={entry.text} className="legend-entry">
            <span className={`legend-mark ${entry.mark} ${entry.tone}`} aria-hidden />
            {entry.text}
          </span>
        ))}
      </figcaption>
      {props.asTable ? (
        <FigureTable label={picture.label} figures={picture.figures} />
      ) : (
        <Chart label={picture.label} option={picture.option} onPick={pick} />
      )}
    </figure>
  );
}

function FigureTable({ label, figures }: { readonly label: string; readonly figures: Figures }): ReactNode {
  return (
    <section className="chart-figures" aria-label={label} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {figures.heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, i) => (
                <td key={figures.heads[i] ?? ''} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
