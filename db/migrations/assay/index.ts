import type { Migration } from '../../migrate.ts';
import { sql as start } from './0001-start.ts';
import { sql as books } from './0002-books.ts';
import { sql as explore } from './0003-explore.ts';
import { sql as matchRows } from './0004-match-rows.ts';
import { sql as matchLists } from './0005-match-lists.ts';
import { sql as samples } from './0006-samples.ts';
import { sql as reference } from './0007-reference.ts';

/** Steps of assay.db. Append only. */
export const assayMigrations: readonly Migration[] = [
  { id: 1, name: 'start', sql: start },
  { id: 2, name: 'books', sql: books },
  { id: 3, name: 'explore', sql: explore },
  { id: 4, name: 'match-rows', sql: matchRows },
  { id: 5, name: 'match-lists', sql: matchLists },
  { id: 6, name: 'samples', sql: samples },
  { id: 7, name: 'reference', sql: reference },
];
