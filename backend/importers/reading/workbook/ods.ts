import { Refused } from '../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { odsTaker } from './ods-content.ts';
import { sheetReader } from './edition.ts';
import type { Edition } from './edition.ts';
import { sheetQueue } from './sheet-queue.ts';
import { walkXml } from './xml-walk.ts';
import { openZip } from './zip-parts.ts';
import type { ZipParts } from './zip-parts.ts';

const mime = 'application/vnd.oasis.opendocument.spreadsheet';

/** The type stands uncompressed at the start; a writer that packs it is known by the names of its parts. */
function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (head.length < 4 || head.readUInt32LE(0) !== 0x04034b50) return 0;
  if (head.includes(mime)) return 2;
  if (head.includes('application/vnd.oasis.opendocument.')) return 0;
  return head.includes('content.xml') || /\.(?:ods|ots)$/i.test(name) ? 1 : 0;
}

/** An encrypted ODS says so in its manifest; its content is noise. */
async function refuseEncrypted(zip: ZipParts, file: string): Promise<void> {
  const part = 'META-INF/manifest.xml';
  if (!zip.has(part)) return;
  const open = (name: string): void => {
    if (name === 'encryption-data') throw new Refused({ code: 'file_encrypted', at: file });
  };
  await walkXml(zip.read(part), { open, close: () => undefined, text: () => undefined }, { file, part });
}

async function metaFacts(zip: ZipParts, file: string, found: Found): Promise<void> {
  const part = 'meta.xml';
  if (!zip.has(part)) return;
  let [wanted, text] = ['', ''];
  const open = (name: string): void => {
    wanted = name === 'generator' ? 'software' : name === 'creation-date' ? 'created' : '';
    text = '';
  };
  const close = (): void => {
    if (wanted !== '' && text.trim() !== '') found.fact(wanted, text.trim().slice(0, 200));
    wanted = '';
  };
  const take = (more: string): void => {
    if (wanted !== '' && text.length < 200) text += more;
  };
  await walkXml(zip.read(part), { open, close, text: take }, { file, part });
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  const zip = await openZip(file);
  await refuseEncrypted(zip, file.name);
  await metaFacts(zip, file.name, found);
  const queue = sheetQueue(file.name, found, edition);
  const part = 'content.xml';
  const taker = odsTaker(file.name, queue, found);
  await walkXml(zip.read(part), taker, { file: file.name, part }, () => queue.pause(zip.packedRead()));
  await queue.end();
}

/** OpenDocument spreadsheets, streamed: every sheet a table, rows named `sheet!row`. */
export const ods = sheetReader({ format: 'ods', recognise, read });
