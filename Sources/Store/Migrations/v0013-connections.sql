-- Outside systems that records are pulled from.
--
-- options: what the connector has to know, as JSON. pause: seconds from one look to the next. cursor: up
-- to where everything is taken in, in the connector's words; it moves in the transaction that takes the
-- records in. tried_at, failure: the last look, and as JSON why it failed. warned_at, warning: what people
-- should know of an earlier one. brought_at, brought: when rows were last taken in, and how many in all.
CREATE TABLE connection (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  connector TEXT NOT NULL,
  options TEXT NOT NULL,
  pause INTEGER NOT NULL,
  cursor TEXT,
  tried_at INTEGER,
  failure TEXT,
  warned_at INTEGER,
  warning TEXT,
  brought_at INTEGER,
  brought INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX connection_by_name ON connection (name);

-- connection_id: whose rows an import took in, nothing for a file that somebody gave.
ALTER TABLE import ADD COLUMN connection_id INTEGER;
CREATE INDEX import_by_connection ON import (connection_id) WHERE connection_id IS NOT NULL;
