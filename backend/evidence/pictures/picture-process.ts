import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { PictureAnswer, PictureQuestion } from './serve-pictures.ts';

/** Looks into pictures in a process without keys; started by the first question, to be ended by whoever opened it. */
export type Pictures = {
  /** What the picture says of itself; null when it says nothing or cannot be read. */
  readonly facts: (bytes: Uint8Array) => Promise<{ readonly takenAt?: string; readonly device?: string } | null>;
  /** A copy without metadata, upright; null when none can be made. */
  readonly clean: (bytes: Uint8Array) => Promise<Buffer | null>;
  readonly end: () => void;
};

/** Decoding the largest picture that a camera makes takes some seconds; longer is a picture made to hold the process. */
const silentMs = 60_000;
/** Pixels lie outside the heap. */
const heapMiB = 512;
/** More than the largest question, with room for a picture that grew by being encoded anew. */
const longestAnswer = 512 * 2 ** 20;

/** In the sources: the project, whose packages it loads; in the package: the folder of the built backend. */
function program(): { readonly entry: string; readonly readable: string } {
  const here = import.meta.dirname;
  if (import.meta.filename.endsWith('.js')) return { entry: path.join(here, 'picture-child.js'), readable: here };
  const root = path.resolve(here, '../../..');
  return { entry: path.join(root, 'backend', 'host', 'picture-child.ts'), readable: root };
}

/** Flags of the process: it may look into its own program alone, write nothing, start nothing, load nothing native. */
export function pictureFlags(): readonly string[] {
  const { readable } = program();
  const packages = path.join(readable, 'node_modules');
  const places = new Set([readable, ...(fs.existsSync(packages) ? [fs.realpathSync(packages)] : [])]);
  const reads = [...places].map((place) => `--allow-fs-read=${place}`);
  return ['--permission', ...reads, `--max-old-space-size=${heapMiB}`, '--disable-proto=delete'];
}

function startProcess(): ChildProcess {
  const kept = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const env = Object.fromEntries(kept.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])));
  const args = [...pictureFlags(), program().entry];
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true });
}

type Answered = { readonly answer: PictureAnswer; readonly bytes: Buffer };

/** Collects one answer; null while it is not whole. @throws Error when it is none */
function answerReader(): (block: Buffer) => Answered | null {
  const parts: Buffer[] = [];
  let [held, answer, from]: [number, PictureAnswer | null, number] = [0, null, 0];
  return (block) => {
    parts.push(block);
    held += block.length;
    if (held > longestAnswer) throw new RangeError('no answer is so long');
    if (answer === null && block.includes(10)) {
      const all = Buffer.concat(parts.splice(0));
      parts.push(all);
      from = all.indexOf(10) + 1;
      answer = JSON.parse(all.toString('utf8', 0, from)) as PictureAnswer;
    }
    if (answer === null || held < from + answer.bytes) return null;
    return { answer, bytes: Buffer.concat(parts).subarray(from, from + answer.bytes) };
  };
}

/** One question to a process; null when it ended, fell silent or said what no answer is: then it is ended. */
function ask(child: ChildProcess, question: PictureQuestion, bytes: Uint8Array): Promise<Answered | null> {
  return new Promise((resolve) => {
    const read = answerReader();
    const finish = (answered: Answered | null): void => {
      clearTimeout(silent);
      child.stdout?.off('data', take);
      child.off('close', fail);
      if (answered === null) child.kill('SIGKILL');
      resolve(answered);
    };
    const fail = (): void => finish(null);
    const take = (block: Buffer): void => {
      try {
        const answered = read(block);
        if (answered !== null) finish(answered);
      } catch {
        fail();
      }
    };
    const silent = setTimeout(fail, silentMs);
    child.stdout?.on('data', take);
    child.once('close', fail);
    child.once('error', fail);
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(`${JSON.stringify(question)}\n`);
    child.stdin?.write(bytes);
  });
}

const longestText = 200;

/** What a stranger's picture said is taken only in the form that it must have. */
function factsIn(facts: unknown): { takenAt?: string; device?: string } | null {
  if (typeof facts !== 'object' || facts === null) return null;
  const { takenAt, device } = facts as Readonly<Record<string, unknown>>;
  return {
    ...(typeof takenAt === 'string' && takenAt.length <= 40 ? { takenAt } : {}),
    ...(typeof device === 'string' ? { device: device.slice(0, longestText) } : {}),
  };
}

/** @returns the process is started by the first question, and anew after one that ended it */
export function openPictures(): Pictures {
  let child: ChildProcess | null = null;
  const put = async (question: PictureQuestion, bytes: Uint8Array): Promise<Answered | null> => {
    if (child === null || child.exitCode !== null || child.killed) child = startProcess();
    return await ask(child, question, bytes);
  };
  return {
    facts: async (bytes) => factsIn((await put({ do: 'facts', bytes: bytes.length }, bytes))?.answer.facts),
    clean: async (bytes) => {
      const answered = await put({ do: 'clean', bytes: bytes.length }, bytes);
      return answered?.answer.ok === true ? answered.bytes : null;
    },
    end: () => void child?.kill('SIGKILL'),
  };
}
