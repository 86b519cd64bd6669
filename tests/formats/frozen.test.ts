import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureDir } from './fixture.ts';

/** These hashes never change. A new format gets a new folder and an up-converter; a new file gets a new line. */
const frozen: Readonly<Record<string, string>> = {
  'canonical.json': '78c2edf099811f5b5e8f60caabc7fa7237fa9e7b78d4e913b08ba8a91fee9ccc',
  'case-head.json': 'c67ce3b6835add9958f7b157c4338b58bf4d9c0c86e59cea2348f51f91979f6b',
  'checkpoint.json': '9031c1fd4bdf1ff375d3ecabfab569f823cefc17797cc664f644ae3bd89ad455',
  'log.json': '54488f5a7e40926ceb5d3047e2789dd9c2ae60cf889bf4f0aa28256b9daff7b2',
  'money.json': '735725bdd187595fef35dc98a4c947e558e46595dff6ce100700ab5aa13107d5',
  'names.json': '5e395b65039479351396d22845101c19a4fbf3202ca5af38767643bf0aeb3dd9',
  'operations.json': '11bde2d0169fd2282a5f5eb854f7423608f5b6157f90fab6cfd2cfe04d0d7077',
  'row-digest.json': '974222f4c7e440e8c6312561328727067ac0b45fd557f9605cf021184906015a',
  'vault-file.json': '2616a788bfbca93b3a5a3dc4d2643186e645ff9434343e3c6986b847c62ee7a3',
  'vault.json': '9f44d43b26f405285fe7560407f77741cbca00f0bbdbb0cd1fec6e56048ab415',
  'words.json': 'ee2b9ff687ce14cef240e394274a491ee8104f586843d116bd4b744ab956a987',
  'work.json': 'af80979b0e196e40a3ba50d01c147dddbea78124d37f43c50c64756f7cc5f27c',
};

describe('frozen formats', () => {
  it.each(Object.entries(frozen))('%s has its pinned bytes', (name, hash) => {
    expect(
      createHash('sha256')
        .update(fs.readFileSync(path.join(fixtureDir, name)))
        .digest('hex'),
    ).toBe(hash);
  });

  it('every file of the folder is pinned', () => {
    expect(fs.readdirSync(fixtureDir).toSorted()).toEqual(Object.keys(frozen).toSorted());
  });

  it('the generator makes the same bytes again and overwrites nothing', () => {
    const run = spawnSync(process.execPath, [path.resolve(fixtureDir, '../../make.ts')], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.stdout.match(/^kept/gm)).toHaveLength(Object.keys(frozen).length);
  });
});
