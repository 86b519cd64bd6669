import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { saveView, viewValue } from '../../db/repositories/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Session } from './session.ts';

const key = 'copies.underWay';

const known = (db: ReadDb): readonly string[] => JSON.parse(viewValue(db, key) ?? '[]') as string[];

/** A copy in the making: where its bytes go until it has its name. */
export type CopyUnderWay = { readonly temporary: string; readonly end: () => void };

/**
 * Names the file beside a target that plain bytes go to, and keeps that name in the vault: what a killed copy leaves there is removed at
 * the next opening.
 */
export function beginCopy(session: Session, target: string): CopyUnderWay {
  const temporary = path.join(path.dirname(target), `.assay-${randomBytes(8).toString('hex')}.part`);
  const vault = session.vault();
  vault.assay.write((db) => saveView(db, key, JSON.stringify([...known(db), temporary])));
  const end = (): void => {
    // where its folder is none, nothing was written
    if (fs.existsSync(temporary)) fs.rmSync(temporary, { force: true });
    // a vault that was locked meanwhile forgets it at its next opening
    if (!session.unlocked() || session.vault() !== vault) return;
    vault.assay.write((db) => saveView(db, key, JSON.stringify(known(db).filter((one) => one !== temporary))));
  };
  return { temporary, end };
}

/** At the opening, when no copy is being written: removes what killed ones left. A stick that is not there now is asked again next time. */
export function removeKilledCopies(session: Session): void {
  const { assay } = session.vault();
  const left = assay.read(known);
  if (left.length === 0) return;
  const away = left.filter((file) => !removed(file));
  if (away.length < left.length) assay.write((db) => saveView(db, key, JSON.stringify(away)));
}

/** False while its folder cannot be reached. */
function removed(file: string): boolean {
  if (!fs.existsSync(path.dirname(file))) return false;
  try {
    fs.rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}
