/**
 * Which matches name a row. The table follows match_set by triggers, in the transaction that writes the match: whoever applies an operation
 * need not know of it, and it cannot differ from the links. Matches that were taken back keep their rows; whoever asks leaves them out.
 */
export const sql = `
CREATE TABLE match_row (
  case_id TEXT NOT NULL,
  row_name TEXT NOT NULL,
  match_id TEXT NOT NULL,
  PRIMARY KEY (case_id, row_name, match_id)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO match_row (case_id, row_name, match_id)
  SELECT m.case_id, n.value, m.id FROM match_set m, json_each(m.links) l, json_each(l.value) n WHERE n.key IN ('left', 'right');

CREATE TRIGGER match_row_put AFTER INSERT ON match_set BEGIN
  INSERT OR IGNORE INTO match_row (case_id, row_name, match_id)
    SELECT NEW.case_id, n.value, NEW.id FROM json_each(NEW.links) l, json_each(l.value) n WHERE n.key IN ('left', 'right');
END;

CREATE TRIGGER match_row_set AFTER UPDATE OF links ON match_set BEGIN
  DELETE FROM match_row WHERE case_id = OLD.case_id AND match_id = OLD.id
    AND row_name IN (SELECT n.value FROM json_each(OLD.links) l, json_each(l.value) n WHERE n.key IN ('left', 'right'));
  INSERT OR IGNORE INTO match_row (case_id, row_name, match_id)
    SELECT NEW.case_id, n.value, NEW.id FROM json_each(NEW.links) l, json_each(l.value) n WHERE n.key IN ('left', 'right');
END;

CREATE TRIGGER match_row_gone AFTER DELETE ON match_set BEGIN
  DELETE FROM match_row WHERE case_id = OLD.case_id AND match_id = OLD.id
    AND row_name IN (SELECT n.value FROM json_each(OLD.links) l, json_each(l.value) n WHERE n.key IN ('left', 'right'));
END;

`;
