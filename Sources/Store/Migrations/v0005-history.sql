-- What people changed: a row is written in the transaction of the change, and stays as it is.
--
-- author: who, or by what way. verb: what was done. subject, key: to which thing. field: which of its
-- fields, nothing when it was changed whole. before, after: its value, nothing when it had none.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  key TEXT NOT NULL,
  field TEXT,
  "before" TEXT,
  "after" TEXT
) STRICT;
CREATE INDEX history_by_subject ON history (subject, key);

CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
-- INSERT OR REPLACE deletes the row it replaces without asking the trigger above.
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
