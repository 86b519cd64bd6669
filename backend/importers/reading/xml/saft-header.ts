import { daysInMonth } from '../../../../domain/model/scalars.ts';
import type { Found } from '../format-reader.ts';
import { day } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { firstLeaf } from './node.ts';
import { tell } from './rows.ts';

/** What the header of a SAF-T file says of the rest. Days are YYYY-MM-DD or ''; months count from year 0. */
export type SaftHeader = {
  readonly country: string;
  readonly company: string;
  readonly taxId: string;
  readonly currency: string;
  readonly from: string;
  readonly to: string;
  /** where the selection is said in periods of a year: first and last month */
  readonly months: readonly [number, number] | null;
  /** the schema of the Portuguese tax authority: its series, signatures and cancelled documents */
  readonly portuguese: boolean;
};

export const noHeader: SaftHeader = {
  country: '',
  company: '',
  taxId: '',
  currency: '',
  from: '',
  to: '',
  months: null,
  portuguese: false,
};

export function saftHeader(node: XmlNode): SaftHeader {
  const months = selectedMonths(node);
  const [first, last] = months ?? [0, 0];
  const country = firstLeaf(node, 'AuditFileCountry', 'CompanyAddress/Country', 'Company/Address/Country');
  return {
    country,
    company: firstLeaf(node, 'Company/Name', 'CompanyName', 'Company/CompanyName'),
    taxId: firstLeaf(
      node,
      'Company/TaxRegistration/TaxRegistrationNumber',
      'TaxRegistrationNumber',
      'Company/RegistrationNumber',
      'CompanyID',
    ),
    currency: firstLeaf(node, 'DefaultCurrencyCode', 'CurrencyCode'),
    from: months === null ? day(firstLeaf(node, 'SelectionCriteria/SelectionStartDate', 'StartDate')) : `${monthText(first)}-01`,
    to: months === null ? day(firstLeaf(node, 'SelectionCriteria/SelectionEndDate', 'EndDate')) : lastDay(last),
    months,
    portuguese: /_/.test(firstLeaf(node, 'AuditFileVersion')) || firstLeaf(node, 'SoftwareCertificateNumber') !== '',
  };
}

const monthText = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

function lastDay(month: number): string {
  return `${monthText(month)}-${String(daysInMonth(Math.floor(month / 12), (month % 12) + 1)).padStart(2, '0')}`;
}

/** First and last period as months, where both have a year and are months. */
function selectedMonths(node: XmlNode): readonly [number, number] | null {
  const of = (edge: 'Start' | 'End'): number | null =>
    monthOf(firstLeaf(node, `SelectionCriteria/Period${edge}Year`), firstLeaf(node, `SelectionCriteria/Period${edge}`));
  const [first, last] = [of('Start'), of('End')];
  return first === null || last === null ? null : [first, last];
}

/** @returns months since year 0, null when the period is no month */
export function monthOf(year: string, period: string): number | null {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(period)) return null;
  const month = Number(period);
  return month >= 1 && month <= 12 ? Number(year) * 12 + month - 1 : null;
}

/** The program and its version, the selection and the trader, as facts of the file. */
export function tellHeader(found: Found, node: XmlNode, header: SaftHeader): void {
  tell(found, {
    software: firstLeaf(node, 'SoftwareID', 'ProductID', 'SoftwareCompanyName'),
    version: firstLeaf(node, 'SoftwareVersion', 'ProductVersion'),
    standard: `SAF-T ${header.country} ${firstLeaf(node, 'AuditFileVersion')}`.trim(),
    created: day(firstLeaf(node, 'AuditFileDateCreated', 'DateCreated')),
    period_from: header.from,
    period_to: header.to,
    company: header.company,
    tax_id: header.taxId,
    currency: header.currency,
  });
}
