import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { leftAs } from '../../db/repositories/copies.ts';
import { saveView, viewValue } from '../../db/repositories/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Change, Fields } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { syncFolder } from '../evidence/durable.ts';
import { nameCopy } from '../evidence/write-copy.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

const key = 'copies.underWay';

/** Where plain bytes go, and the operation that will say that they left. */
type UnderWay = { readonly file: string; readonly caseId: string; readonly exportId: string };

/** An earlier version kept the names of the files alone. */
const known = (db: ReadDb): readonly UnderWay[] =>
  (JSON.parse(viewValue(db, key) ?? '[]') as (string | UnderWay)[]).map((one) =>
    typeof one === 'string' ? { file: one, caseId: '', exportId: '' } : one,
  );

/** A copy in the making: where its bytes go until it has its name. */
export type CopyUnderWay = {
  readonly temporary: string;
  /**
   * Records that the copy leaves and gives it its name. When it cannot have the name, that is recorded too: it did not leave.
   * @param also changes of the same act @throws Refused file_unwritable, disk_full
   */
  readonly leave: (set: Fields, also?: readonly Change[]) => Promise<void>;
  readonly end: () => void;
};

/**
 * Names the file beside a target that plain bytes go to, and keeps that name in the vault: what a killed copy leaves there is removed at
 * the next opening.
 */
export function beginCopy(session: Session, { caseId, target }: { readonly caseId: CaseId; readonly target: string }): CopyUnderWay {
  const temporary = path.join(path.dirname(target), `.assay-${randomBytes(8).toString('hex')}.part`);
  const vault = session.vault();
  const exportId = newId();
  let isRecorded = false;
  vault.assay.write((db) => saveView(db, key, JSON.stringify([...known(db), { file: temporary, caseId, exportId }])));
  const leave = async (set: Fields, also: readonly Change[] = []): Promise<void> => {
    record(session, caseId, [...also, { kind: 'put', ent: 'export', id: exportId, set }]);
    isRecorded = true;
    try {
      await nameCopy(temporary, target);
    } catch (error) {
      // of a vault that was locked meanwhile the next opening tells it
      if (session.unlocked() && session.vault() === vault) tellNotLeft(session, { caseId, exportId });
      throw error;
    }
    syncFolder(path.dirname(target));
  };
  const end = (): void => {
    // a vault that was locked meanwhile forgets it at its next opening, and asks then whether what it recorded left
    const isOpen = session.unlocked() && session.vault() === vault;
    // where its folder is none, nothing was written
    if (fs.existsSync(temporary)) {
      if (isRecorded && !isOpen) fs.truncateSync(temporary);
      else fs.rmSync(temporary, { force: true });
    }
    if (isOpen) vault.assay.write((db) => saveView(db, key, JSON.stringify(known(db).filter((one) => one.file !== temporary))));
  };
  return { temporary, leave, end };
}

/** What an operation said cannot be unsaid: another one says that the copy did not leave. */
function tellNotLeft(session: Session, { caseId, exportId }: Omit<UnderWay, 'file'>): void {
  const said = session.vault().assay.read((db) => leftAs(db, caseId, exportId));
  if (said !== null) record(session, caseId as CaseId, [{ kind: 'put', ent: 'export', id: newId(), set: { ...said, kind: 'notLeft' } }]);
}

/**
 * At the opening, when no copy is being written: removes what killed ones left. One that was recorded and still has no name of its own did
 * not leave, and the log says so. A stick that is not there now is asked again next time.
 */
export function removeKilledCopies(session: Session): void {
  const { assay } = session.vault();
  const left = assay.read(known);
  if (left.length === 0) return;
  const away = left.filter((one) => !removed(session, one));
  if (away.length < left.length) assay.write((db) => saveView(db, key, JSON.stringify(away)));
}

/** False while its folder cannot be reached. */
function removed(session: Session, one: UnderWay): boolean {
  if (!fs.existsSync(path.dirname(one.file))) return false;
  const stands = fs.existsSync(one.file) && session.vault().assay.read((db) => leftAs(db, one.caseId, one.exportId)) !== null;
  // who only reads writes no operation: whoever opens it for work does both
  if (stands && session.reading === true) return false;
  try {
    if (stands) tellNotLeft(session, one);
    fs.rmSync(one.file, { force: true });
    return true;
  } catch {
    return false;
  }
}
