-- The column file beside the database that was written from it last: a file of another token was
-- written from another database, or from this one as it no longer is.
CREATE TABLE column_file (
  token TEXT NOT NULL
) STRICT;
INSERT INTO column_file VALUES ('');
