import { expect, it } from 'vitest';
import { pageOf } from '../../renderer/screens/books/original-page.ts';

it('a row of a PDF and one typed from a scan lead to their page, the others to the file', () => {
  expect(pageOf('12/3', 'Отчёт.PDF')).toBe(12);
  expect(pageOf('t7.2', 'scan.jpg')).toBe(7);
  expect(pageOf('4/1', 'saft.xml')).toBeNull();
  expect(pageOf('Лист1!17', 'book.xlsx')).toBeNull();
  expect(pageOf('17', 'books.csv')).toBeNull();
});
