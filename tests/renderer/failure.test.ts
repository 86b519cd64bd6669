import { expect, test } from 'vitest';
import { speaker } from '../../domain/words/index.ts';
import { failedOf, failureWords } from '../../renderer/parts/failure.tsx';

const files = import.meta.glob<Record<string, string>>('../../assets/locales/ru/*.json', { eager: true, import: 'default' });
const messages = Object.assign({}, ...Object.values(files)) as Record<string, string>;
const say = speaker(messages, 'ru');

test('a refused cell is named as its field is, never by the column of the program', () => {
  const args = { problem: 'day_unreadable', text: 'вчера', expected: '' };
  const said = say(failureWords(failedOf({ code: 'value_invalid', at: 'contract_date', args })));
  expect(said).toContain(messages['column.contract_date']);
  expect(said).not.toContain('contract_date');
  expect(say(failureWords(failedOf({ code: 'value_invalid', at: 'Ставка', args })))).toContain('Ставка');
});

test('a failure of the window itself says where it was', () => {
  const said = say(failureWords(failedOf(new TypeError('nobody expected this'))));
  expect(said).not.toContain('()');
});
