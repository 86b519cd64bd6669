import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../backend/host/cli/commands.ts';
import { tableNames } from '../../domain/model/books.ts';
import { bench, newCase } from './command-line.ts';

const at = bench();
let caseId = '';

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  caseId = await newCase(at);
});
afterAll(() => at.leave());

const words = (line: string): string[] =>
  line.split(' ').map((word) => word.replace('V', at.vault).replace('CASE', caseId).replaceAll('_', ' '));
const newer = 'case new --vault V --kind desk --trader T --taxid 980140001231 --pack kz';

describe('wrong usage: exit 2, the usage line, one JSON value that names the option', () => {
  test.each([
    ['frobnicate', 'command', 'frobnicate'],
    ['case', 'command', 'case'],
    ['case frobnicate', 'command', 'case'],
    ['case new --vault V --kind desk', 'missing', '--trader'],
    ['case new --vault V --kind other --trader T --taxid 1 --from 2026-01-01 --to 2026-01-02 --pack kz', 'choice', '--kind other'],
    [`${newer} --from 2026-01-01`, 'missing', '--to'],
    [`${newer} --from 2026-02-30 --to 2026-03-01`, 'value', '--from 2026-02-30'],
    [`${newer} --from 01.02.2026 --to 2026-03-01`, 'value', '--from 01.02.2026'],
    ['case new --vault V --kind desk --trader T --taxid 1 --from 2026-01-01 --to 2026-01-02 --pack zz', 'choice', '--pack zz'],
    ['import --vault V --case CASE --as bank file.csv', 'choice', '--as bank'],
    ['import --vault V --case CASE --as ledger', 'missing', 'FILE'],
    ['import --vault V --case CASE --as ledger a.csv b.csv', 'words', 'b.csv'],
    ['import --vault V --case CASE --as ledger --encoding latin-9 a.csv', 'choice', '--encoding latin-9'],
    ['rows --vault V --case CASE --table nope', 'choice', '--table nope'],
    ['rows --vault V --case CASE --table ledger --limit -1', 'value', '--limit -1'],
    ['rows --vault V --case CASE --table ledger --limit=-1', 'value', '--limit -1'],
    ['rows --vault V --case CASE --table ledger --limit 1.5', 'value', '--limit 1.5'],
    ['rows --vault V --case CASE --table ledger --limit ten', 'value', '--limit ten'],
    ['rows --vault V --case CASE --table ledger --at 9999999999', 'value', '--at 9999999999'],
    ['rows --vault V --case CASE --table ledger --limit', 'noValue', '--limit'],
    ['rows --vault --case CASE --table ledger', 'noValue', '--vault'],
    ['rows --vault= --case CASE --table ledger', 'noValue', '--vault'],
    ['rows --vault V --case CASE --table ledger --limit 1 --limit 2', 'twice', '--limit'],
    ['rows --vault V --vault V --case CASE --table ledger', 'twice', '--vault'],
    ['rows --vault V --case CASE --table ledger --desc', 'missing', '--sort'],
    ['rows --vault V --case CASE --table ledger --desc=yes --sort account', 'value', '--desc=yes'],
    ['rows --vault V --case CASE --table ledger --where=', 'noValue', '--where'],
    ['rows --vault V --case CASE --table ledger -x', 'unknown', '-x'],
    ['assess --vault V --case CASE --colour red', 'unknown', '--colour'],
    ['assess --vault V --case CASE --no-json', 'unknown', '--no-json'],
    ['assess --vault V --case CASE --constructor x', 'unknown', '--constructor'],
    ['assess --vault V --case CASE --toString x', 'unknown', '--toString'],
    ['tests run --vault V --case CASE --test V14 --param foo', 'value', '--param foo'],
    ['tests run --vault V --case CASE --test V14 --lang de', 'choice', '--lang de'],
    ['tests list --today 2026-02-30', 'value', '--today 2026-02-30'],
    ['tests list --today', 'noValue', '--today'],
    ['tests list --case CASE', 'missing', '--vault'],
    ['finding add --vault V --case CASE', 'missing', '--file'],
    ['case verify', 'missing', '--vault'],
    ['case verify --vault V', 'missing', '--case'],
    ['verify', 'missing', 'FILE'],
    ['verify a.pdf b.pdf', 'words', 'b.pdf'],
  ])('%s', async (line, problem, named) => {
    const { exit, json, err } = await at.assay(...words(line));
    expect({ exit, ...json }).toMatchObject({ exit: 2, ok: false, code: 'usage', at: named, args: { problem } });
    expect(json.text.length).toBeGreaterThan(10);
    expect(err).toContain('usage: assay ');
  });

  test('is said in the language that was asked for, before or after the mistake', async () => {
    for (const [lang, said] of [
      ['ru', 'Нет параметра --colour'],
      ['kk', '--colour параметрі жоқ'],
      ['en', 'no option --colour'],
    ] as const) {
      expect((await at.assay('assess', '--colour', 'x', '--lang', lang)).json.text).toContain(said);
      expect((await at.assay('assess', `--lang=${lang}`, '--colour')).json.text).toContain(said);
    }
  });

  test('without a passphrase a vault is not tried', () => {
    const run = at.spawn(['case', 'list', '--vault', at.vault, '--json'], { ASSAY_PASSPHRASE: undefined });
    expect([run.status, JSON.parse(String(run.stdout))]).toEqual([2, expect.objectContaining({ at: '--passphrase-file' })]);
    expect(fs.existsSync(path.join(at.vault, 'attempts.json'))).toBe(false);
  });
});

describe('named refusals: exit 1 with a code', () => {
  test.each([
    [`${newer} --from 2026-03-01 --to 2026-02-01`, 'period_invalid'],
    [`${newer.replace('980140001231', '980140001230')} --from 2026-01-01 --to 2026-02-01`, 'tax_id_invalid'],
    ['rows --vault V --case none --table ledger', 'case_missing'],
    ['rows --vault V --case CASE --table ledger --sort nope', 'column_unknown'],
    ['rows --vault V --case CASE --table ledger --where nope_=_1', 'column_unknown'],
    ['rows --vault V --case CASE --table ledger --where account', 'filter_invalid'],
    ['rows --vault V --case CASE --table ledger --where debit_minor_contains_1', 'filter_invalid'],
    ['rows --vault V --case CASE --table ledger --where posting_date_=_2026-13-01', 'filter_invalid'],
    ['rows --vault V --case CASE --table ledger --where debit_minor_>_much', 'filter_invalid'],
    ['tests run --vault V --case CASE --test ZZ', 'test_unknown'],
    ['tests run --vault V --case CASE --test D03 --param nope=1', 'test_parameter_invalid'],
    ['case list --vault V/none', 'vault_missing'],
    ['vault create --vault V --name N', 'vault_exists'],
    ['case verify --log V/none.ndjson', 'file_unreadable'],
    ['verify V/none.pdf', 'file_unreadable'],
    ['verify V', 'file_unreadable'],
    ['import --vault V --case CASE --as ledger V/none.csv', 'file_unreadable'],
    ['case list --vault V --passphrase-file V', 'file_unreadable'],
    ['vault passphrase --vault V --new-passphrase-file V/none', 'file_unreadable'],
    ['finding add --vault V --case CASE --file V/none.json', 'file_unreadable'],
  ])('%s', async (line, code) => {
    const { exit, json, err } = await at.assay(...words(line));
    expect({ exit, ...json }).toMatchObject({ exit: 1, ok: false, code, text: expect.any(String) });
    expect(err).toContain(`${code}: `);
    expect(json.text).not.toContain('refused.');
  });

  test.each([
    ['longer than a name', 'x'.repeat(257), 'field_invalid'],
    ['of 10,000 letters', 'ж'.repeat(10_000), 'field_invalid'],
    ['of white space', '   ', 'field_missing'],
    ['with a control character', 'a\u0001b', 'value_not_canonical'],
    ['with half a letter', 'a\ud800', 'value_not_canonical'],
  ])('a trader %s', async (_what, trader, code) => {
    const { exit, json } = await at.assay(...words(`${newer} --from 2026-01-01 --to 2026-02-01`).map((w) => (w === 'T' ? trader : w)));
    expect([exit, json.code]).toEqual([1, code]);
    expect(json.text.length).toBeLessThan(400);
  });

  test.each(['О\'Нил & "Ко"', 'ТОО 🦔 «Ёж»', 'شركة', 'a\u202eb', '=cmd|x', '<b>x</b>', '../../x'])(
    'a trader named %s is kept as it is',
    async (trader) => {
      const id = await newCase(at, trader);
      const { json } = await at.assay('case', 'list', '--vault', at.vault);
      expect(json.cases.find((one: { caseId: string }) => one.caseId === id)).toMatchObject({ trader: trader.normalize('NFC') });
    },
  );
});

describe('files that a command is given', () => {
  const base = { v: 1, name: 'p', table: 'ledger', columns: {} };
  test.each<[string, string | object, object]>([
    ['no JSON', 'no', { issue: 'notJson' }],
    ['nothing', '', { issue: 'notJson' }],
    ['a list', [], { issue: 'type', field: '' }],
    ['no name', { v: 1, table: 'ledger', columns: {} }, { issue: 'missing', field: 'name' }],
    ['another version', { ...base, v: 2 }, { issue: 'choice', field: 'v', expected: '1' }],
    ['another table', { ...base, table: 'bank' }, { issue: 'choice', field: 'table', expected: tableNames.join(', ') }],
    ['a long delimiter', { ...base, delimiter: ';;' }, { issue: 'tooLong', field: 'delimiter', expected: '1' }],
    ['a header that is a number', { ...base, columns: { account: { header: 5 } } }, { issue: 'type', field: 'columns.account.header' }],
    ['a code of 99 digits', { ...base, hsLength: 99 }, { issue: 'tooMany', field: 'hsLength' }],
  ])('a profile with %s says field and reason, and no JSON of ours', async (_what, content, args) => {
    const profile = at.file('profile.json', typeof content === 'string' ? content : JSON.stringify(content));
    for (const lang of ['en', 'ru', 'kk']) {
      const given = ['--vault', at.vault, '--case', caseId, '--as', 'ledger', '--profile', profile, '--lang', lang];
      const { exit, json } = await at.assay('import', ...given, 'x.csv');
      expect({ exit, ...json }).toMatchObject({ exit: 1, code: 'profile_invalid', args });
      expect(json.text).not.toMatch(/[[\]]|"code"|\{/);
    }
  });

  test('a byte order mark before JSON or passphrase, and ends of lines, are the editor’s', async () => {
    for (const text of ['five grey herons on a wire', '\ufefffive grey herons on a wire\r\n', 'five grey herons on a wire\n\n']) {
      const { exit } = await at.assay('case', 'list', '--vault', at.vault, '--passphrase-file', at.file('p', text));
      expect(exit).toBe(0);
    }
    const { json } = await at.assay('finding', 'add', '--vault', at.vault, '--case', caseId, '--file', at.file('f.json', '\ufeff{}'));
    expect(json).toMatchObject({ code: 'input_invalid', args: { issue: 'missing', field: 'title' } });
  });

  test.each<[string, object, object]>([
    ['a long title', { title: 'x'.repeat(301) }, { issue: 'tooLong', field: 'title', expected: '300' }],
    ['too many criteria', { criteria: Array.from({ length: 201 }, () => 'x') }, { issue: 'tooMany', field: 'criteria', expected: '200' }],
    ['an unknown component', { corrections: [{ row: 'r', component: 'price', audited: '1' }] }, { field: 'corrections.0.component' }],
    ['an amount that is a number', { corrections: [{ row: 'r', component: 'qty', audited: 1 }] }, { field: 'corrections.0.audited' }],
  ])('a finding with %s', async (_what, change, args) => {
    const draft = { title: 'T', condition: '', criteria: [], cause: '', corrections: [], response: '', ...change };
    const file = at.file('finding.json', JSON.stringify(draft));
    const { exit, json } = await at.assay('finding', 'add', '--vault', at.vault, '--case', caseId, '--file', file);
    expect({ exit, ...json }).toMatchObject({ exit: 1, code: 'input_invalid', args });
  });
});

describe('help', () => {
  test.each(['en', 'ru', 'kk'])('in %s: every command says how it is written, as text and as JSON', async (lang) => {
    const texts = new Set<string>();
    for (const { path: name } of commands) {
      const plain = await at.plain(...name.split(' '), '--help', '--lang', lang);
      expect([plain.exit, plain.err]).toEqual([0, []]);
      expect(plain.out[0]).toContain(`usage: assay ${name.split(' ')[0]}`);
      expect(plain.out.join('\n')).not.toMatch(/cli\.(help|common|exits)/);
      const { exit, json } = await at.assay(...name.split(' '), '--help', '--lang', lang);
      expect([exit, json.command]).toEqual([0, name]);
      texts.add(json.help);
    }
    expect(texts.size).toBe(commands.length);
    expect((await at.plain('--help', '--lang', lang)).out.join('\n')).toContain('2:');
  });

  test('stands above other mistakes', async () => {
    expect((await at.plain('rows', '--limit', 'x', '--colour', '--help')).exit).toBe(0);
    expect((await at.plain()).exit).toBe(0);
    expect((await at.assay()).json.commands).toHaveLength(commands.length);
  });
});

test('a vault is found by any way of writing its folder', async () => {
  const spaced = path.join(at.dir, 'with space ж');
  fs.cpSync(at.vault, spaced, { recursive: true });
  fs.symlinkSync(at.vault, path.join(at.dir, 'link'));
  const relative = path.relative(process.cwd(), at.vault);
  for (const dir of [`${at.vault}/`, spaced, path.join(at.dir, 'link'), relative, `${at.vault}/../vault`]) {
    expect((await at.assay('case', 'list', '--vault', dir)).exit, dir).toBe(0);
  }
});
