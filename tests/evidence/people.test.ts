import { describe, expect, it } from 'vitest';
import { samePerson } from '../../domain/evidence/people.ts';

describe('the second person is another one', () => {
  it.each([
    ['Айгүл Сәрсенова', 'Сәрсенова  АЙГҮЛ'],
    ['Иванов Иван', 'Ива\u200Dнов Иван'],
    ['Иванов Иван', 'Ив анов Иван'],
    ['Иванов Иван', 'Ив-анов, Иван.'],
    ['Иванов Иван', 'Ива\u00ADнов\u2060 И\u034Fван'],
    ['Сорокина Ада', 'Cорοкинa Aдa'],
    ['Ѕеменова Јулия', 'Semенова jулия'],
    ['Алёна Королёва', 'Але\u0308на Королева'],
    ['Ivan Petrov', 'Ivan Pétrov'],
    ['ＩＶＡＮ Petrov', 'ivan petrov'],
    ['Олег Попов', '0лег П0п0в'],
  ])('%s is not another than %s', (typist, checker) => {
    expect(samePerson(typist, checker)).toBe(true);
  });

  it.each([
    ['Айгүл Сәрсенова', 'Айгерім Сәрсенова'],
    ['Иванов Иван', 'Иванова Ивана'],
    ['Иванов Иван', 'Иванов Пётр'],
  ])('%s is another than %s', (typist, checker) => {
    expect(samePerson(typist, checker)).toBe(false);
  });
});
