/**
 * Imports that are under way: the name stays until the import operation stands in the case log, so that the next start can say which
 * file was interrupted.
 */
export const sql = `
CREATE TABLE book_pending (
  import_id TEXT PRIMARY KEY,
  table_name TEXT NOT NULL,
  file_name TEXT NOT NULL
) STRICT;
`;
