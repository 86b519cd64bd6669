import { addDays, dayNumber } from '../../calendar/day.ts';
import { isWorkingDay } from '../../calendar/working-days.ts';
import { isDay } from '../../model/scalars.ts';
import type { Day } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { inRank, rowsBy } from '../row-groups.ts';
import { textCells } from '../row-reading.ts';
import { dutyRises, exchangeRises, ratesSpec, tariffSpec } from './rate-changes.ts';

type Kind =
  | 'releaseBefore'
  | 'invoiceAfter'
  | 'transportBefore'
  | 'contractAfter'
  | 'certificateAfter'
  | 'future'
  | 'nonWorking'
  | 'beforeDuty'
  | 'beforeExchange';
const scores: Readonly<Record<Kind, number>> = {
  releaseBefore: 85,
  invoiceAfter: 75,
  future: 75,
  certificateAfter: 60,
  contractAfter: 50,
  transportBefore: 40,
  nonWorking: 20,
  beforeDuty: 30,
  beforeExchange: 15,
};

/** An order of two days that cannot be. @property document number of the other document */
type Anomaly = { readonly kind: Kind; readonly day: Day; readonly other: Day; readonly document: string };

/** The earliest or latest day of documents by a number. */
function daysBy(
  rows: Population | undefined,
  key: string,
  given: { readonly day: string; readonly late: boolean; readonly keep?: (i: number) => boolean },
) {
  const found = new Map<string, { readonly day: Day; readonly i: number }>();
  if (rows === undefined) return found;
  const [keys, days] = [textCells(rows, key), textCells(rows, given.day)];
  for (let i = 0; i < rows.n; i += 1) {
    const [number, day] = [keys(i), days(i)];
    if (number === null || day === null || !isDay(day) || given.keep?.(i) === false) continue;
    const before = found.get(number);
    if (before === undefined || (given.late ? day > before.day : day < before.day)) found.set(number, { day, i });
  }
  return found;
}

/** Registrations on the last day before a tax rate or the exchange rate rose. */
function lastDays({ rows, also, params, pack }: JudgeInput): (at: readonly number[], first: number) => readonly Anomaly[] {
  const [days, currencies] = [textCells(rows, 'reg_date'), textCells(rows, 'currency')];
  const [codes, origins] = [textCells(rows, 'hs_code'), textCells(rows, 'origin_country')];
  const duty = dutyRises(also['tariff']);
  const exchange = exchangeRises(also['rates'], paramRatio(params, 'rateStepPercent'));
  return (at, first) => {
    const day = days(first) ?? '';
    if (!isDay(day)) return [];
    const [currency, found] = [currencies(first) ?? pack.nationalCurrency, [] as Anomaly[]];
    const told = at.map((i) => duty(codes(i) ?? '', origins(i) ?? '', day)).find((one) => one !== null);
    if (told !== undefined && told !== null) found.push({ kind: 'beforeDuty', day, other: addDays(day, 1), document: told });
    if (exchange(currency, day)) found.push({ kind: 'beforeExchange', day, other: addDays(day, 1), document: currency });
    return found;
  };
}

/** Judges the days of a declaration against each other and those of its documents. */
function reader({ rows, also, params, pack }: JudgeInput): (i: number) => readonly Anomaly[] {
  const text = Object.fromEntries(
    ['reg_no', 'reg_date', 'release_date', 'invoice_no', 'invoice_date', 'contract_no'].map((name) => [name, textCells(rows, name)]),
  );
  const cell = (name: string, i: number): string => text[name]?.(i) ?? '';
  const { freight, documents, contracts } = { freight: also['freight'], documents: also['documents'], contracts: also['contracts'] };
  const isCertificate = beginsWithOne(listOf(params, 'certificateCodes'));
  const codes = documents === undefined ? () => null : textCells(documents, 'doc_code');
  const shipped = daysBy(freight, 'reg_no', { day: 'doc_date', late: false });
  const certified = daysBy(documents, 'reg_no', { day: 'doc_date', late: true, keep: (i) => isCertificate(codes(i)) });
  const agreed = daysBy(contracts, 'contract_no', { day: 'contract_date', late: false });
  const asOf = paramText(params, 'asOf');
  return (i) => {
    const [registered, released, invoiced] = [cell('reg_date', i), cell('release_date', i), cell('invoice_date', i)];
    if (!isDay(registered)) return [];
    const found: Anomaly[] = [];
    const add = (kind: Kind, day: Day, other: Day, document = ''): void => void found.push({ kind, day, other, document });
    if (isDay(released) && released < registered) add('releaseBefore', released, registered);
    if (isDay(asOf) && registered > asOf) add('future', registered, asOf);
    if (!isWorkingDay(pack.calendar, registered)) add('nonWorking', registered, registered);
    const [way, proof, contract] = [shipped.get(cell('reg_no', i)), certified.get(cell('reg_no', i)), agreed.get(cell('contract_no', i))];
    if (proof !== undefined && proof.day > registered) add('certificateAfter', proof.day, registered);
    if (!isDay(invoiced)) return found;
    if (invoiced > registered) add('invoiceAfter', invoiced, registered, cell('invoice_no', i));
    if (contract !== undefined && contract.day > invoiced) add('contractAfter', contract.day, invoiced, cell('contract_no', i));
    if (way !== undefined && way.day < addDays(invoiced, -paramCount(params, 'transportDays'))) {
      add('transportBefore', way.day, invoiced, cell('invoice_no', i));
    }
    return found;
  };
}

function hitOf(one: Anomaly, at: readonly number[], { rows }: JudgeInput): RankedHit {
  const first = inRank(rows, at)[0] ?? 0;
  return leadOf(
    { rows, at, mark: one.kind },
    {
      score: scores[one.kind],
      measures: {
        problem: one.kind,
        day: one.day,
        other_day: one.other,
        days: String(Math.abs(dayNumber(one.day) - dayNumber(one.other))),
      },
      explanation: words(`test.D09.hit.${one.kind}`, {
        declaration: rows.text('reg_no')[first] ?? '—',
        day: { day: one.day },
        other: { day: one.other },
        document: one.document === '' ? '—' : one.document,
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noDay: {} });
  const days = textCells(rows, 'reg_date');
  const [anomalies, raised] = [reader(input), lastDays(input)];
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const at of rowsBy(rows, textCells(rows, 'reg_no')).values()) {
    const first = inRank(rows, at)[0] ?? 0;
    if (!isDay(days(first) ?? '')) {
      out.add('noDay', at.length);
      continue;
    }
    judged += 1;
    for (const one of [...anomalies(first), ...raised(inRank(rows, at), first)]) hits.push(hitOf(one, at, input));
  }
  const listed = ordered(hits);
  const unset = listOf(params, 'certificateCodes').length === 0 ? [unsetNote('D09', 'certificateCodes')] : [];
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { declarations: countText(judged), anomalies: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged, unset),
  };
}

/**
 * D09 date anomalies: days of a declaration and its documents in an order that cannot be, registrations after the day as of which is
 * judged, those on days off, and those on the last day before a tax rate of the tariff or the exchange rate rose. Lead only: days off and
 * haste before a rise prove nothing, and a document may be issued again at a later day.
 */
export const dates: AuditTest = {
  id: 'D09',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'asOf', type: 'day', value: '' },
    { name: 'transportDays', type: 'integer', value: '3', atLeast: '0', atMost: '366' },
    { name: 'certificateCodes', type: 'text', value: '' },
    { name: 'rateStepPercent', type: 'decimal', value: '2', atLeast: '0', atMost: '1000' },
  ],
  needs: () => [{ table: 'declarations', columns: ['reg_no', 'reg_date'] }],
  population: () => ({
    table: 'declarations',
    columns: ['reg_no', 'reg_date', 'release_date', 'invoice_no', 'invoice_date', 'contract_no', 'currency', 'hs_code', 'origin_country'],
  }),
  also: () => ({
    freight: { table: 'freight', columns: ['reg_no', 'doc_date'] },
    documents: { table: 'item_documents', columns: ['reg_no', 'doc_code', 'doc_date'] },
    contracts: { table: 'contracts', columns: ['contract_no', 'contract_date'] },
    tariff: tariffSpec,
    rates: ratesSpec,
  }),
  judge,
};
