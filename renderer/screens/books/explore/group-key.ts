import type { TableName } from '../../../../domain/model/books.ts';

/** Where the groups of a book are remembered. */
export const groupsKey = (caseId: string, table: TableName): string => `groups.${caseId}.${table}`;
