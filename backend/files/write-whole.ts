import { Refused } from '../../domain/model/refused.ts';
import { replaceFile } from '../evidence/durable.ts';

/** Writes a file that a person asked for: whole or not at all. @throws Refused disk_full; file_unwritable where it cannot be written */
export function writeWhole(target: string, bytes: Uint8Array): void {
  try {
    replaceFile(target, bytes);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused({ code: 'file_unwritable', at: target });
  }
}
