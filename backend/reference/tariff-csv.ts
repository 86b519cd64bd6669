import type { ReferenceEntry, ReferenceList } from '../../db/repositories/reference.ts';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const headers = [
  'hs_code',
  'description',
  'origin_country',
  'valid_from',
  'valid_to',
  'duty_rate',
  'excise_rate',
  'vat_rate',
  'supp_unit',
  'source',
];

/** A version of a tariff as the books read it; the same version gives the same bytes. Each line names list and hash of its file. */
export function tariffCsv(list: Pick<ReferenceList, 'name' | 'sha256'>, entries: readonly ReferenceEntry[]): string {
  const from = `${list.name} ${list.sha256}`;
  const lines = entries.map((e) =>
    [e.code, e.description, e.originCountry, e.validFrom, e.validTo, e.dutyRate, e.exciseRate, e.vatRate, e.suppUnit]
      .map((cell) => quoted(cell ?? ''))
      .concat(quoted(e.source === null ? from : `${e.source}; ${from}`))
      .join(','),
  );
  return `${[headers.join(','), ...lines].join('\r\n')}\r\n`;
}
