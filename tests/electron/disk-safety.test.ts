import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { deviceName, linuxDiskSafety } from '../../electron/disk-safety.ts';

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-disk-'));
afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

const system = { sys: path.join(top, 'sys'), proc: path.join(top, 'proc') };
/** The device that the temporary folder really lies on stands for the vault's. */
const here = deviceName(fs.statSync(top, { bigint: true }).dev);

type Block = { readonly crypt?: boolean; readonly partition?: boolean; readonly loop?: boolean; readonly on?: readonly string[] };

function block(name: string, about: Block = {}): string {
  const folder = path.join(system.sys, 'block', name);
  fs.mkdirSync(path.join(folder, 'slaves'), { recursive: true });
  if (about.crypt === true) write(path.join(folder, 'dm', 'uuid'), 'CRYPT-LUKS2-abc-root\n');
  if (about.partition === true) write(path.join(folder, 'partition'), '1\n');
  if (about.loop === true) write(path.join(folder, 'loop', 'backing_file'), '/disk.img\n');
  for (const below of about.on ?? [])
    fs.symlinkSync(path.join(system.sys, 'block', below), path.join(folder, 'slaves', path.basename(below)));
  return folder;
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** The vault's device is that block. */
function standsOn(name: string): void {
  const link = path.join(system.sys, 'dev', 'block', here);
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.symlinkSync(path.join(system.sys, 'block', name), link);
}

const disk = (): string => linuxDiskSafety(path.join(top, 'not', 'yet', 'there'), system).disk;
const head = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';

beforeEach(() => {
  for (const folder of Object.values(system)) fs.rmSync(folder, { recursive: true, force: true });
  write(path.join(system.proc, 'swaps'), head);
});

describe('whether the disk under the vault is encrypted', () => {
  it('a partition of a plain disk is not', () => {
    block('sda');
    block('sda/sda1', { partition: true });
    standsOn('sda/sda1');
    expect(disk()).toBe('plain');
  });

  it('dm-crypt directly, and below a logical volume, is', () => {
    block('dm-0', { crypt: true, on: [] });
    standsOn('dm-0');
    expect(disk()).toBe('encrypted');
    fs.rmSync(system.sys, { recursive: true });
    block('dm-0', { crypt: true });
    block('dm-1', { on: ['dm-0'] });
    standsOn('dm-1');
    expect(disk()).toBe('encrypted');
  });

  it('a volume with one plain leg is plain', () => {
    block('dm-0', { crypt: true });
    block('sdb');
    block('dm-1', { on: ['dm-0', 'sdb'] });
    standsOn('dm-1');
    expect(disk()).toBe('plain');
  });

  it('a file mounted as a disk, and a place that nothing is told about, are unknown', () => {
    block('loop0', { loop: true });
    standsOn('loop0');
    expect(disk()).toBe('unknown');
    fs.rmSync(system.sys, { recursive: true });
    expect(disk()).toBe('unknown');
  });

  it('a file system with a number of its own is followed by its mount; one in memory is unknown', () => {
    write(path.join(system.proc, 'self', 'mountinfo'), `30 1 ${here} / / rw,relatime shared:1 - tmpfs tmpfs rw\n`);
    expect(disk()).toBe('unknown');
    write(path.join(system.proc, 'self', 'mountinfo'), `30 1 ${here} / / rw,relatime - ecryptfs /home/.x rw\n`);
    expect(disk()).toBe('encrypted');
  });

  it('memory that is put aside: none, on zram, in a file on that disk', () => {
    const swap = (): string => linuxDiskSafety(top, system).swap;
    block('sda');
    standsOn('sda');
    expect(swap()).toBe('none');
    write(path.join(system.proc, 'swaps'), `${head}/dev/zram0 partition 100 0 100\n`);
    expect(swap()).toBe('none');
    const file = path.join(top, 'swapfile');
    fs.writeFileSync(file, '');
    write(path.join(system.proc, 'swaps'), `${head}${file} file 100 0 -2\n`);
    expect(swap()).toBe('plain');
    write(path.join(system.proc, 'swaps'), `${head}/nowhere/sdz9 partition 100 0 -2\n`);
    expect(swap()).toBe('unknown');
  });

  it('device numbers are read as Linux packs them', () => {
    expect(deviceName(0xfe00n)).toBe('254:0');
    expect(deviceName(0x10_3_02n)).toBe('259:2');
  });
});
