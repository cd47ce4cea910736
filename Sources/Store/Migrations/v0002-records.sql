-- Where records come from, each import that brought some, and the records themselves.
--
-- Every record table has: id (ours), source_id and key (what identifies it within its source), known
-- (0: only referred to so far, 1: a row of its own came), revision (rises with every change of any
-- record) and import_id (the import that saw it last). Days are days since 1970-01-01 and hours 0 … 23,
-- both in the company's zone and fixed at recording; moments are milliseconds, choices are their place from 1, *_minor is in the row's currency and *_base in the
-- company's, both in minor units.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE revision (
  last INTEGER NOT NULL
) STRICT;
INSERT INTO revision VALUES (0);

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source_id INTEGER NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE "employee" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "name" TEXT,
  "email" TEXT,
  "team" TEXT,
  "role" TEXT,
  "function" TEXT,
  "hired_on" INTEGER,
  "left_on" INTEGER
) STRICT;
CREATE UNIQUE INDEX employee_by_key ON "employee" (key, source_id);
CREATE INDEX employee_by_name ON "employee" (name);
CREATE INDEX employee_by_revision ON "employee" (revision);

CREATE TABLE "channel" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "name" TEXT,
  "group" TEXT
) STRICT;
CREATE UNIQUE INDEX channel_by_key ON "channel" (key, source_id);
CREATE INDEX channel_by_name ON "channel" (name);
CREATE INDEX channel_by_revision ON "channel" (revision);

CREATE TABLE "product" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "name" TEXT,
  "category" TEXT,
  "price_minor" INTEGER
) STRICT;
CREATE UNIQUE INDEX product_by_key ON "product" (key, source_id);
CREATE INDEX product_by_name ON "product" (name);
CREATE INDEX product_by_revision ON "product" (revision);

CREATE TABLE "client" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "name" TEXT,
  "kind" INTEGER,
  "phone" TEXT,
  "email" TEXT,
  "region" TEXT,
  "sex" INTEGER,
  "birth_date" INTEGER,
  "marital_status" TEXT,
  "occupation" TEXT,
  "manager_id" INTEGER,
  "created_at" INTEGER
) STRICT;
CREATE UNIQUE INDEX client_by_key ON "client" (key, source_id);
CREATE INDEX client_by_name ON "client" (name);
CREATE INDEX client_by_revision ON "client" (revision);

CREATE TABLE "lead" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "created_at" INTEGER,
  "created_day" INTEGER,
  "created_hour" INTEGER,
  "client_id" INTEGER,
  "channel_id" INTEGER,
  "campaign" TEXT,
  "product_id" INTEGER,
  "manager_id" INTEGER,
  "temperature" INTEGER,
  "status" INTEGER,
  "first_response_at" INTEGER,
  "first_response_day" INTEGER,
  "first_response_hour" INTEGER,
  "qualified_at" INTEGER,
  "disqualified_at" INTEGER,
  "disqualify_reason" TEXT,
  "deal_id" INTEGER,
  "region" TEXT
) STRICT;
CREATE UNIQUE INDEX lead_by_key ON "lead" (key, source_id);
CREATE INDEX lead_by_revision ON "lead" (revision);

CREATE TABLE "deal" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "created_at" INTEGER,
  "created_day" INTEGER,
  "created_hour" INTEGER,
  "closed_at" INTEGER,
  "client_id" INTEGER,
  "lead_id" INTEGER,
  "pipeline" TEXT,
  "stage" TEXT,
  "manager_id" INTEGER,
  "channel_id" INTEGER,
  "product_id" INTEGER,
  "amount_minor" INTEGER,
  "amount_base" INTEGER,
  "currency" TEXT,
  "expected_close_on" INTEGER,
  "outcome" INTEGER,
  "loss_reason" TEXT,
  "temperature" INTEGER,
  "region" TEXT
) STRICT;
CREATE UNIQUE INDEX deal_by_key ON "deal" (key, source_id);
CREATE INDEX deal_by_revision ON "deal" (revision);

CREATE TABLE "stage" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "pipeline" TEXT,
  "stage" TEXT,
  "order" INTEGER,
  "outcome" INTEGER,
  "result" TEXT,
  "norm_days" REAL,
  "norm_conversion" REAL
) STRICT;
CREATE UNIQUE INDEX stage_by_key ON "stage" (key, source_id);
CREATE INDEX stage_by_revision ON "stage" (revision);

CREATE TABLE "stage_move" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "deal_id" INTEGER,
  "at" INTEGER,
  "from" TEXT,
  "to" TEXT,
  "manager_id" INTEGER
) STRICT;
CREATE UNIQUE INDEX stage_move_by_key ON "stage_move" (key, source_id);
CREATE INDEX stage_move_by_revision ON "stage_move" (revision);

CREATE TABLE "temperature" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "lead_id" INTEGER,
  "deal_id" INTEGER,
  "at" INTEGER,
  "temperature" INTEGER
) STRICT;
CREATE UNIQUE INDEX temperature_by_key ON "temperature" (key, source_id);
CREATE INDEX temperature_by_revision ON "temperature" (revision);

CREATE TABLE "deal_item" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "deal_id" INTEGER,
  "product_id" INTEGER,
  "quantity" REAL,
  "price_minor" INTEGER,
  "amount_minor" INTEGER
) STRICT;
CREATE UNIQUE INDEX deal_item_by_key ON "deal_item" (key, source_id);
CREATE INDEX deal_item_by_revision ON "deal_item" (revision);

CREATE TABLE "call" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "started_at" INTEGER,
  "started_day" INTEGER,
  "started_hour" INTEGER,
  "direction" INTEGER,
  "manager_id" INTEGER,
  "client_id" INTEGER,
  "phone" TEXT,
  "lead_id" INTEGER,
  "deal_id" INTEGER,
  "duration_s" INTEGER,
  "answered" INTEGER,
  "recording_url" TEXT
) STRICT;
CREATE UNIQUE INDEX call_by_key ON "call" (key, source_id);
CREATE INDEX call_by_revision ON "call" (revision);

CREATE TABLE "activity" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "kind" INTEGER,
  "at" INTEGER,
  "day" INTEGER,
  "hour" INTEGER,
  "duration_s" INTEGER,
  "manager_id" INTEGER,
  "client_id" INTEGER,
  "lead_id" INTEGER,
  "deal_id" INTEGER,
  "place" INTEGER,
  "status" INTEGER,
  "amount_minor" INTEGER,
  "first_reply_s" INTEGER
) STRICT;
CREATE UNIQUE INDEX activity_by_key ON "activity" (key, source_id);
CREATE INDEX activity_by_revision ON "activity" (revision);

CREATE TABLE "payment" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "deal_id" INTEGER,
  "client_id" INTEGER,
  "manager_id" INTEGER,
  "product_id" INTEGER,
  "planned_on" INTEGER,
  "planned_amount_minor" INTEGER,
  "planned_amount_base" INTEGER,
  "received_on" INTEGER,
  "received_amount_minor" INTEGER,
  "received_amount_base" INTEGER,
  "currency" TEXT
) STRICT;
CREATE UNIQUE INDEX payment_by_key ON "payment" (key, source_id);
CREATE INDEX payment_by_revision ON "payment" (revision);

CREATE TABLE "task" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "title" TEXT,
  "manager_id" INTEGER,
  "created_at" INTEGER,
  "due_at" INTEGER,
  "due_day" INTEGER,
  "due_hour" INTEGER,
  "done_at" INTEGER,
  "client_id" INTEGER,
  "lead_id" INTEGER,
  "deal_id" INTEGER,
  "expected_result" TEXT,
  "result" TEXT
) STRICT;
CREATE UNIQUE INDEX task_by_key ON "task" (key, source_id);
CREATE INDEX task_by_revision ON "task" (revision);

CREATE TABLE "ad_spend" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "date" INTEGER,
  "channel_id" INTEGER,
  "campaign" TEXT,
  "cost_minor" INTEGER,
  "cost_base" INTEGER,
  "clicks" INTEGER,
  "impressions" INTEGER,
  "currency" TEXT
) STRICT;
CREATE UNIQUE INDEX ad_spend_by_key ON "ad_spend" (key, source_id);
CREATE INDEX ad_spend_by_revision ON "ad_spend" (revision);

CREATE TABLE "work_time" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "manager_id" INTEGER,
  "start" INTEGER,
  "end" INTEGER,
  "place" INTEGER
) STRICT;
CREATE UNIQUE INDEX work_time_by_key ON "work_time" (key, source_id);
CREATE INDEX work_time_by_revision ON "work_time" (revision);

CREATE TABLE "plan" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "metric" INTEGER,
  "scope" INTEGER,
  "who" TEXT,
  "period" INTEGER,
  "from" INTEGER,
  "value" REAL
) STRICT;
CREATE UNIQUE INDEX plan_by_key ON "plan" (key, source_id);
CREATE INDEX plan_by_revision ON "plan" (revision);

CREATE TABLE "holiday" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "date" INTEGER,
  "working" INTEGER
) STRICT;
CREATE UNIQUE INDEX holiday_by_key ON "holiday" (key, source_id);
CREATE INDEX holiday_by_revision ON "holiday" (revision);

CREATE TABLE "rate" (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  known INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  import_id INTEGER,
  "date" INTEGER,
  "currency" TEXT,
  "rate" REAL
) STRICT;
CREATE UNIQUE INDEX rate_by_key ON "rate" (key, source_id);
CREATE INDEX rate_by_revision ON "rate" (revision);

CREATE TABLE client_attribute (
  client_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (client_id, name)
) STRICT, WITHOUT ROWID;
