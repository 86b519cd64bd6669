import path from 'node:path';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { pictureForm } from '../../domain/evidence/kind.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { openPictures } from '../evidence/pictures/picture-process.ts';
import { isFolder } from '../evidence/write-copy.ts';
import type { WrittenCopy } from '../evidence/write-copy.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { letLeave, once } from './copies-leaving.ts';
import { itemById } from './evidence-items.ts';
import type { CaseItem } from './evidence-items.ts';
import type { Session } from './session.ts';

type Saved = Output<AssayCalls['evidence.save']>;
type Of = { readonly caseId: CaseId; readonly evidenceId: string; readonly to: string; readonly original: boolean };

/** Pictures whose metadata can be left out; the metadata of other files stays in them, and the answer says so. */
const cleaned: readonly string[] = ['jpeg', 'png', 'webp'];
/** Photos that say where and when they were taken, of a form that no copy without it is made of: only the original leaves. */
const telling: readonly string[] = ['heic', 'tiff'];
/** A larger picture is no photo: its original can be saved. */
const pictureBytes = 256 * 2 ** 20;

async function* told(blocks: AsyncIterable<Uint8Array>, step: (done: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const block of blocks) {
    step((done += block.length));
    yield block;
  }
}

/** The picture without what it tells of place, time, device and people. @throws Refused picture_unreadable */
async function withoutMetadata(session: Session, caseId: CaseId, item: CaseItem): Promise<Buffer> {
  const pictures = openPictures();
  try {
    const bytes = item.bytes > pictureBytes ? null : await session.vault().blobs(caseId).read(item.sha256, 0, item.bytes);
    const copy = bytes === null ? null : await pictures.clean(bytes);
    if (copy === null) throw new Refused({ code: 'picture_unreadable', at: item.name });
    return copy;
  } finally {
    pictures.end();
  }
}

async function sourceOf(
  session: Session,
  of: Of & { readonly item: CaseItem },
): Promise<{ readonly blocks: AsyncIterable<Uint8Array>; readonly metadata: Saved['metadata'] }> {
  const blobs = session.vault().blobs(of.caseId);
  const { item } = of;
  const form = pictureForm(await blobs.read(item.sha256, 0, 32));
  if (!of.original && form !== null && telling.includes(form)) throw new Refused({ code: 'picture_unreadable', at: item.name });
  if (of.original || form === null || !cleaned.includes(form)) return { blocks: blobs.get(item.sha256), metadata: 'kept' };
  return { blocks: once(await withoutMetadata(session, of.caseId, item)), metadata: 'removed' };
}

/**
 * Writes a copy that leaves the vault. Pictures of a known form carry no metadata unless the original is asked for. The operation that says
 * so stands before the file has its name: no copy leaves unrecorded.
 * @throws Refused entity_missing, picture_unreadable, vault_damaged, disk_full, file_unwritable, file_exists where a folder has the name, target_in_vault, cancelled
 */
export async function saveEvidence(session: Session, of: Of, { signal, progress }: HandlerContext): Promise<Saved> {
  const item = session.vault().assay.read((db) => itemById(db, of.caseId, of.evidenceId));
  const target = outsideVault(session.vaultDir, of.to);
  if (isFolder(target)) throw new Refused({ code: 'file_exists', at: path.basename(target) });
  const step = (done: number): void => {
    if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'evidence.save' });
    progress({ stage: 'save', done, total: Math.max(item.bytes, done) });
  };
  const { blocks, metadata } = await sourceOf(session, { ...of, item });
  const { class: secrecy } = item.fields;
  const about = {
    kind: 'evidence',
    format: metadata === 'removed' ? 'clean' : 'original',
    evidence: item.sha256,
    ...(secrecy === null ? {} : { class: secrecy }),
  };
  const check = (copy: WrittenCopy): void => {
    if (metadata === 'kept' && copy.sha256 !== item.sha256) throw new Refused({ code: 'vault_damaged', at: item.name });
  };
  const left = await letLeave(session, { caseId: of.caseId, to: target, bytes: told(blocks, step), about, check });
  return { ...left, metadata };
}
