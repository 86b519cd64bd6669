import { describe, expect, test } from 'vitest';
import { compareNames, readName, similar } from '../../domain/matching/names.ts';
import { partyBook } from '../../domain/matching/parties.ts';

const compared = (a: string, b: string) => compareNames(readName(a), readName(b));

describe('two spellings of one name are the same', () => {
  test.each([
    ['ТОО «Мегатехника»', 'Мегатехника ТОО'],
    ['ТОО «Мегатехника»', 'MEGATEKHNIKA LLP'],
    ['ТОО «Мегатехника»', 'Megatehnika, TOO'],
    ['ТОО "Мегатехника-9"', 'Megatehnika-9 LLP'],
    ['Алёна и Семён', 'АЛЕНА И СЕМЕН'],
    // Latin letters among Cyrillic ones
    ['ТOO «Мегaтеxника»', 'ТОО «Мегатехника»'],
    ['ТОО АСЕ', 'ACE LLP'],
    ['ЖШС «Қазтұрмыс»', 'Qazturmys LLP'],
    ['ЖШС «Қазтұрмыс»', 'Kazturmys LLP'],
    ['ТОО «Өрлеу»', 'Orleu LLP'],
    // the Latin i of a Kazakh word
    ['ТОО «Жібек Сауда»', 'ТОО «Жiбек Сауда»'],
    ['Товарищество с ограниченной ответственностью "Алатау-Трейд"', 'Алатау Трейд, ТОО'],
    ['Жауапкершілігі шектеулі серіктестік «Шаңырақ»', 'ТОО «Шанырак»'],
    ['Yiwu Homeline Import & Export Co., Ltd', 'YIWU HOMELINE IMPORT AND EXPORT CO LTD'],
    ['İzmir Ev Aletleri A.Ş.', 'IZMIR EV ALETLERI AS'],
    ['Rheinwerk Armaturen GmbH', 'Rheinwerk Armaturen G.m.b.H.'],
    ['Daegu Lighting Corp.', 'Daegu Lighting Corporation'],
    ['Müller & Söhne KG', 'MULLER UND SOHNE KG'],
    ["O'Neil Trade Ltd", 'ONeil Trade Limited'],
  ])('%s = %s', (a, b) => {
    expect(compared(a, b)).toMatchObject({ same: true, score: 1 });
    expect(compared(b, a).same).toBe(true);
  });
});

describe('two companies are not', () => {
  test.each([
    ['ТОО «Мегатехника-9»', 'ТОО «Мегатехника-19»', 'number'],
    ['Trade 1 LLP', 'Trade 2 LLP', 'number'],
    ['ТОО «Комфорт 2005»', 'ТОО «Комфорт»', 'number'],
    ['ТОО «Сәулет»', 'АО «Сәулет»', 'form'],
    ['ИП «Сәулет»', 'ТОО «Сәулет»', 'form'],
    ['Rheinwerk GmbH', 'Rheinwerk Ltd', 'form'],
    ['Pearl River Trading Ltd', 'Pearl Delta Trading Ltd', null],
    ['ТОО «Ғасыр»', 'ТОО «Гамма»', null],
  ])('%s ≠ %s', (a, b, differs) => {
    const found = compared(a, b);
    expect(found).toMatchObject({ same: false, differs });
    expect(found.score).toBeLessThan(0.9);
  });

  test('names that are nothing but a legal form are their own names', () => {
    expect(compared('ТОО', 'ИП').same).toBe(false);
    expect(readName('').words).toEqual([]);
    expect(compared('', '').same).toBe(false);
  });
});

describe('reading a name', () => {
  test('says which legal forms were set aside, as they are written', () => {
    expect(readName('ТОО «Мегатехника»').aside).toEqual(['тоо']);
    expect(compared('ТОО «Мегатехника»', 'Megatehnika LLP').aside).toEqual([['тоо'], ['llp']]);
  });

  test('one letter off is alike, not the same', () => {
    const found = compared('Shenzhen AeroTone Audio', 'Shenzen AeroTone Audio');
    expect(found.same).toBe(false);
    expect(found.score).toBeGreaterThan(0.9);
  });

  test('similarity of words is that of Jaro and Winkler', () => {
    expect(similar('martha', 'marhta')).toBeCloseTo(0.9611, 4);
    expect(similar('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
    expect(similar('abc', 'xyz')).toBe(0);
  });
});

describe('parties of two books', () => {
  const book = (left: [string, string][], right: [string, string][]) =>
    partyBook(
      left.map(([id, name]) => ({ id, name })),
      right.map(([id, name]) => ({ id, name })),
    );

  test('one number is one company, whatever the names', () => {
    expect(book([['980140001231', 'Ivan']], [['980140001231', 'Other']]).compare(0, 0).kind).toBe('id');
  });

  test('one name under two tax numbers is two companies', () => {
    const made = book([['980140001231', 'ТОО «Сауда»']], [['980140001232', 'ТОО «Сауда»']]);
    expect(made.compare(0, 0).kind).toBe('different');
    expect(made.groupOfLeft(0)).not.toBe(made.groupOfRight(0));
  });

  test('a code of the trader’s own list says nothing against a tax number', () => {
    const made = book([['S-CN-1', 'ТОО «Сауда»']], [['980140001231', 'Сауда ТОО']]);
    expect(made.compare(0, 0).kind).toBe('name');
    expect(made.groupOfLeft(0)).toBe(made.groupOfRight(0));
  });

  test('nobody is compared with a side that names nobody', () => {
    expect(book([['', 'A Trade']], [['', '']]).compare(0, 0).kind).toBe('unknown');
    expect(book([['', 'A Trade']], []).compare(0, -1).kind).toBe('unknown');
  });
});
