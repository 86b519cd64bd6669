import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { isShort } from '../../../domain/coverage/coverage.ts';
import { percentText } from '../../../domain/coverage/run-coverage.ts';
import { useSpeech } from '../../parts/words.tsx';

type Run = Output<AssayCalls['runs.hits']>['run'];

/** What of the expected records the books had when the test was run; it leads to the months. */
export function RunCoverage({ caseId, run }: { readonly caseId: string; readonly run: Run }): ReactNode {
  const { say, percent } = useSpeech();
  const { coverage } = run;
  if (coverage === null) return null;
  return coverage.tables.map((table) => {
    const [month] = table.shortMonths;
    const name = say(`table.${table.table}`);
    const text =
      table.shareBp === null
        ? say('coverage.run.unknown', { table: name })
        : say('coverage.run.share', { table: name, share: percent(percentText(table.shareBp)) });
    return (
      <span key={table.table}>
        {say('coverage.run')}{' '}
        <Link
          to="/case/$caseId/coverage"
          params={{ caseId }}
          search={{ at: `${table.table}~${month ?? ''}` }}
          className={isShort(table, coverage.minimumBp) ? 'amber strong' : 'quiet'}
          title={table.shortMonths.length === 0 ? undefined : say('coverage.line.short', { months: table.shortMonths.join(', ') })}
        >
          {text}
        </Link>
      </span>
    );
  });
}
