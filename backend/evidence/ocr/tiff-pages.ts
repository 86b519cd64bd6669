import { Refused } from '../../../domain/model/refused.ts';
import { ocrLimits } from './limits.ts';
import { checkPoints, tiffSize } from './picture-kind.ts';

/** Where the directories of a TIFF stand, one per page. A ring of them, or one that points out of the file, ends the list. */
export function tiffDirectories(bytes: Buffer, name: string): readonly number[] {
  const little = bytes[0] === 0x49;
  const short = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const found: number[] = [];
  for (let at = long(4); at >= 8 && at + 2 <= bytes.length && !found.includes(at); ) {
    const size = tiffSize(bytes, at);
    if (size !== null) checkPoints(size, name);
    found.push(at);
    if (found.length > ocrLimits.pages)
      throw new Refused({ code: 'file_too_large', at: name, args: { part: 'TIFF', limit: ocrLimits.pages } });
    const next = at + 2 + short(at) * 12;
    if (next + 4 > bytes.length) break;
    at = long(next);
  }
  return found;
}

/** The same file as if that page were its first and only one: the recogniser looks at no other. @param directory of that page */
export function onePageTiff(bytes: Buffer, directory: number): Buffer {
  const little = bytes[0] === 0x49;
  const copy = Buffer.from(bytes);
  const entries = little ? copy.readUInt16LE(directory) : copy.readUInt16BE(directory);
  const next = directory + 2 + entries * 12;
  if (next + 4 <= copy.length) copy.writeUInt32LE(0, next);
  if (little) copy.writeUInt32LE(directory, 4);
  else copy.writeUInt32BE(directory, 4);
  return copy;
}
