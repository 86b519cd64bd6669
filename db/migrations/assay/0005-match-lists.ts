/** Decisions about matches that stand, by kind and state: their lists and counts are read from the index, not from the links. */
export const sql = `
CREATE INDEX match_live ON match_set (case_id, kind, state, id, created_op, deleted_op) WHERE deleted_op IS NULL;
`;
