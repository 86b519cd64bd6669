import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { caseDesk } from '../changes/books.ts';

let at: Desk;
const cases: string[] = [];

const products =
  'product_code,product_name,article,hs_code\nK-1,Колонка портативная AT-X2,AT-X2,8518220000\nK-2,Колонка настольная AT-Z9,AT-Z9,8518220000\n';
const declared =
  'reg_no,reg_date,item_no,hs_code,description,article,currency,item_price_minor,customs_value_minor\n' +
  '55301/010324/0000001,2024-03-01,1,8518220000,Колонка портативная,AT-X2,USD,25.10,1000.50\n' +
  '55301/010324/0000001,2024-03-01,2,8518220000,Колонка настольная,AT-Z9,USD,25.10,1000.50\n';

const link = { product: 'Колонка портативная AT-X2', article: 'AT-X2', hs: '8518220000' };
const other = { product: 'Колонка настольная AT-Z9', article: 'AT-Z9', hs: '8518220000' };

const seen = async (caseId: string, of: typeof link) => {
  const { links } = await at.call('article.suggest', { caseId, find: of.article, limit: 10 });
  const found = links.find((one) => one.product === of.product && one.article === of.article);
  return [found?.state, found?.remembered, found?.why.at(-1)?.key];
};

beforeAll(async () => {
  const made = await caseDesk();
  at = made.at;
  cases.push(made.caseId);
  const second = await at.call('case.create', {
    kind: 'onsite',
    trader: 'ТОО «Другой»',
    taxid: '980140001231',
    from: '2024-01-01',
    to: '2024-12-31',
    pack: 'kz',
  });
  cases.push(second.caseId);
  for (const caseId of cases) {
    await at.call('import.commit', { caseId, path: at.file(`p-${caseId}.csv`, products), table: 'products' });
    await at.call('import.commit', { caseId, path: at.file(`d-${caseId}.csv`, declared), table: 'declarations' });
  }
}, 120_000);
afterAll(() => at.leave());

test('what only this case has decided is no memory of others; they are offered it', async () => {
  const [here = '', there = ''] = cases;
  await at.call('article.decide', { caseId: here, links: [link, other], state: 'confirmed' });
  expect((await seen(here, link)).slice(0, 2)).toEqual(['confirmed', false]);
  expect(await seen(there, link)).toEqual(['proposed', true, 'matchWhy.remembered']);
}, 60_000);

test('a remembered article that is refused later: refused here, and the others hear of the last decision', async () => {
  const [here = '', there = ''] = cases;
  await at.call('article.decide', { caseId: there, links: [link], state: 'refused' });
  expect(await seen(there, link)).toEqual(['refused', true, 'matchWhy.remembered']);
  expect(await seen(here, link)).toEqual(['confirmed', true, 'matchWhy.rememberedNot']);
}, 60_000);

test('taken back, several at once, the memory is again what the other cases say', async () => {
  const [here = '', there = ''] = cases;
  expect(await at.call('article.undo', { caseId: there, links: [link, other] })).toEqual({ undone: 1 });
  expect(await seen(there, link)).toEqual(['proposed', true, 'matchWhy.remembered']);
  expect(await at.call('article.undo', { caseId: here, links: [link, other] })).toEqual({ undone: 2 });
  for (const caseId of cases) for (const one of [link, other]) expect((await seen(caseId, one)).slice(0, 2)).toEqual(['proposed', false]);
  expect(await at.call('article.undo', { caseId: here, links: [link] })).toEqual({ undone: 0 });
  expect(await at.call('case.verify', { caseId: here })).toMatchObject({ ok: true });
}, 60_000);
