import fs from 'node:fs';
import path from 'node:path';
import { family } from './processes.ts';

export type Leak = { readonly where: string; readonly text: string; readonly as: string };

/** Every spelling of the text that a program could have written. */
export function spellings(text: string): readonly { readonly as: string; readonly bytes: Buffer }[] {
  const forms = [...new Set([text, text.toLowerCase(), text.toUpperCase(), text.normalize('NFD')])];
  return forms.flatMap((form) => {
    const legacy = windows1251(form);
    return [
      { as: 'UTF-8', bytes: Buffer.from(form, 'utf8') },
      { as: 'UTF-16LE', bytes: Buffer.from(form, 'utf16le') },
      { as: 'UTF-16BE', bytes: Buffer.from(form, 'utf16le').swap16() },
      ...(legacy === null ? [] : [{ as: 'windows-1251', bytes: legacy }]),
    ];
  });
}

const byCharacter = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte] as const),
);

/** @returns null when the text has letters that this encoding lacks (Kazakh ones) */
function windows1251(text: string): Buffer | null {
  const bytes = [...text].map((character) => byCharacter.get(character));
  return bytes.every((byte) => byte !== undefined) ? Buffer.from(bytes as number[]) : null;
}

/**
 * Searches the folders, and the deleted files that the processes still hold open, for texts that must not be there.
 * @param folders searched with everything below them; links are not followed
 * @param pids windows whose whole family of processes is looked at (Linux)
 */
export function findTexts(folders: readonly string[], texts: readonly string[], pids: readonly number[] = []): readonly Leak[] {
  const wanted = texts.flatMap((text) => spellings(text).map((spelling) => ({ text, ...spelling })));
  const files = [...folders.flatMap(filesBelow), ...pids.flatMap(deletedButOpen)];
  return files.flatMap(({ where, file }) => {
    const bytes = read(file);
    if (bytes === null) return [];
    return wanted.filter((one) => bytes.includes(one.bytes)).map(({ text, as }) => ({ where, text, as }));
  });
}

type Found = { readonly where: string; readonly file: string };

function filesBelow(folder: string): Found[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ where: file, file }));
}

function deletedButOpen(pid: number): Found[] {
  return family(pid).flatMap((one) => {
    const folder = `/proc/${one.pid}/fd`;
    if (!fs.existsSync(folder)) return [];
    return listed(folder).flatMap((name) => {
      const file = path.join(folder, name);
      const target = linkOf(file);
      // memfd is memory shared between processes, not a file on a disk.
      if (target === null || !target.endsWith(' (deleted)') || target.startsWith('/memfd:')) return [];
      return [{ where: `${one.pid}: ${target}`, file }];
    });
  });
}

const orNull = <T>(act: () => T): T | null => {
  try {
    return act();
  } catch {
    return null;
  }
};
const listed = (folder: string): string[] => orNull(() => fs.readdirSync(folder)) ?? [];
const linkOf = (file: string): string | null => orNull(() => fs.readlinkSync(file));
const read = (file: string): Buffer | null => orNull(() => fs.readFileSync(file));
