import type { Migration } from '../../migrate.ts';
import { sql as start } from './0001-start.ts';
import { sql as loads } from './0002-loads.ts';
import { sql as tables } from './0003-tables.ts';
import { sql as examine } from './0004-examine.ts';
import { sql as reference } from './0005-reference.ts';

/** Steps of books/<case>.db. Append only. */
export const booksMigrations: readonly Migration[] = [
  { id: 1, name: 'start', sql: start },
  { id: 2, name: 'loads', sql: loads },
  { id: 3, name: 'tables', sql: tables },
  { id: 4, name: 'examine', sql: examine },
  { id: 5, name: 'reference', sql: reference },
];
