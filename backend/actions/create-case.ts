import type { newCase } from '../../contract/rpc/cases.ts';
import { casesOfYear } from '../../db/repositories/cases.ts';
import { storePack } from '../../db/repositories/packs.ts';
import { provisionalNumber } from '../../domain/caselog/names.ts';
import { checkTaxId } from '../../domain/packs/tax-id.ts';
import { Refused } from '../../domain/model/refused.ts';
import { isDay } from '../../domain/model/scalars.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { loadPack, pinOf } from '../packs/load-pack.ts';
import { newId } from '../vault/new-id.ts';
import { append } from './record.ts';
import { legalToday } from './today.ts';
import type { Session } from './session.ts';
import type { z } from 'zod';

type NewCase = z.output<typeof newCase>;

function checkPeriod(from: string, to: string): { from: Day; to: Day } {
  if (!isDay(from) || !isDay(to) || from > to) throw new Refused({ code: 'period_invalid', at: `${from} – ${to}` });
  return { from, to };
}

/** Opens a case under a pack, pins the pack's exact bytes and gives a provisional number. @throws Refused pack_missing, tax_id_invalid, period_invalid */
export function createCase(session: Session, input: NewCase): { caseId: CaseId; caseNo: string } {
  const vault = session.vault();
  const loaded = loadPack(input.pack);
  const taxid = input.taxid.trim();
  checkTaxId(loaded.pack, taxid);
  const period = checkPeriod(input.from, input.to);
  const trader = input.trader.normalize('NFC').trim();
  if (trader === '') throw new Refused({ code: 'field_missing', at: 'trader' });
  const caseId = newId() as CaseId;
  const year = Number(legalToday(session, loaded.pack).slice(0, 4));
  const caseNo = vault.assay.write((db) => {
    const number = { office: 'FLD', year, install: vault.installId, n: casesOfYear(db, year) + 1 };
    const no = provisionalNumber(number);
    vault.newCaseKeys(caseId);
    storePack(db, { sha256: loaded.sha256, pack: loaded.pack.id, version: loaded.pack.version, bytes: loaded.bytes });
    append(session, db, caseId, [
      {
        kind: 'put',
        ent: 'case',
        id: caseId,
        set: {
          caseNo: no,
          kind: input.kind,
          trader,
          taxid,
          periodFrom: period.from,
          periodTo: period.to,
          pack: loaded.pack.id,
          state: 'FIELDWORK',
        },
      },
      { kind: 'put', ent: 'pack', id: newId(), set: { ...pinOf(loaded, period.from) } },
    ]);
    return no;
  });
  session.changed(caseId, 'case');
  return { caseId, caseNo };
}
