import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';

/** What stands inside the visible signature; the certificate is named by its serial number. */
export type MarkFacts = {
  readonly name: string;
  /** RFC 3339; day and minute are printed as they stand, with the offset */
  readonly at: string;
  /** upper-case hex of the certificate's serial number */
  readonly serial: string;
  readonly issuer: string;
  readonly test: boolean;
};

/** @returns the lines of a visible signature, first the name in bold */
export function signatureMark(facts: MarkFacts): readonly Words[] {
  const time = `${facts.at.slice(11, 16)} ${facts.at.endsWith('Z') ? 'UTC' : facts.at.slice(-6)}`;
  return [
    words('report.mark.name', { name: facts.name }),
    words('report.mark.at', { day: { day: facts.at.slice(0, 10) }, time }),
    words('report.mark.certificate', { serial: facts.serial.slice(0, 16) }),
    words('report.mark.issuer', { issuer: facts.issuer }),
    ...(facts.test ? [words('report.mark.test')] : []),
  ];
}
