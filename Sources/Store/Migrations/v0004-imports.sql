-- What an import needs to be undone and answered again: the versions before it, the file it came
-- from, and the answers given under a key.
--
-- since: the last revision before it, nothing for imports that cannot be undone. referred: how many
-- records came to be by being referred to, by kind, as JSON. raw_size: the length of the file kept.
ALTER TABLE import ADD COLUMN since INTEGER;
ALTER TABLE import ADD COLUMN referred TEXT NOT NULL DEFAULT '{}';
ALTER TABLE import ADD COLUMN raw_size INTEGER;
ALTER TABLE import ADD COLUMN undone_at INTEGER;

-- changed_by: the import that gave the record what it holds. Whatever writes a record sets it.
ALTER TABLE "employee" ADD COLUMN changed_by INTEGER;
ALTER TABLE "channel" ADD COLUMN changed_by INTEGER;
ALTER TABLE "product" ADD COLUMN changed_by INTEGER;
ALTER TABLE "stage" ADD COLUMN changed_by INTEGER;
ALTER TABLE "client" ADD COLUMN changed_by INTEGER;
ALTER TABLE "lead" ADD COLUMN changed_by INTEGER;
ALTER TABLE "deal" ADD COLUMN changed_by INTEGER;
ALTER TABLE "stage_move" ADD COLUMN changed_by INTEGER;
ALTER TABLE "temperature" ADD COLUMN changed_by INTEGER;
ALTER TABLE "deal_item" ADD COLUMN changed_by INTEGER;
ALTER TABLE "call" ADD COLUMN changed_by INTEGER;
ALTER TABLE "activity" ADD COLUMN changed_by INTEGER;
ALTER TABLE "payment" ADD COLUMN changed_by INTEGER;
ALTER TABLE "task" ADD COLUMN changed_by INTEGER;
ALTER TABLE "ad_spend" ADD COLUMN changed_by INTEGER;
ALTER TABLE "work_time" ADD COLUMN changed_by INTEGER;
ALTER TABLE "plan" ADD COLUMN changed_by INTEGER;
ALTER TABLE "holiday" ADD COLUMN changed_by INTEGER;
ALTER TABLE "rate" ADD COLUMN changed_by INTEGER;

-- A record as it was before an import wrote over it. What the import created has none: it is what
-- changed_by names beside. was_by: who had changed it before. terms_until: for a deal, where its
-- terms ended then.
CREATE TABLE record_version (
  import_id INTEGER NOT NULL,
  relation TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  was_by INTEGER,
  "row" TEXT NOT NULL,
  attributes TEXT,
  terms_until INTEGER,
  PRIMARY KEY (import_id, relation, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_version_by_change ON record_version (was_by) WHERE was_by IS NOT NULL;

-- Records an import only saw again, in runs: from first_id to last_id, last seen by import `was`.
CREATE TABLE seen_again (
  import_id INTEGER NOT NULL,
  relation TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  was INTEGER
) STRICT;
CREATE INDEX seen_again_by_import ON seen_again (import_id);

-- Records that an undo took away, under the revision it gave.
CREATE TABLE deleted (
  relation TEXT NOT NULL,
  id INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX deleted_by_revision ON deleted (revision);

-- The file of an import as it was received, in parts of 1 MiB, each packed by zlib.
CREATE TABLE raw_part (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX raw_part_by_import ON raw_part (import_id, number);

-- What a write under an Idempotency-Key was answered.
CREATE TABLE kept_answer (
  key TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  digest TEXT NOT NULL,
  status INTEGER NOT NULL,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
