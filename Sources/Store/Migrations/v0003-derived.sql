-- What records say of each other, worked out when they are recorded, so that a question is one
-- join away from every answer. Times are held as intervals: from_at <= moment < until_at.
ALTER TABLE revision ADD COLUMN at INTEGER NOT NULL DEFAULT 0;

-- in_pipeline: its own or the default one. final: 1 open, 2 won, 3 lost, from closing_at on.
-- lead_of: the lead it belongs together with. kept_from: for a further deal of a lead, that lead.
ALTER TABLE deal ADD COLUMN in_pipeline TEXT;
ALTER TABLE deal ADD COLUMN final INTEGER;
ALTER TABLE deal ADD COLUMN closing_at INTEGER;
ALTER TABLE deal ADD COLUMN closing_day INTEGER;
ALTER TABLE deal ADD COLUMN lead_of INTEGER;
ALTER TABLE deal ADD COLUMN kept_from INTEGER;
CREATE INDEX deal_by_lead ON deal (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX deal_by_lead_of ON deal (lead_of) WHERE lead_of IS NOT NULL;
CREATE INDEX deal_by_client ON deal (client_id);

-- deal_of: the one deal it has. touches: calls and activities up to the closing of that deal.
ALTER TABLE lead ADD COLUMN deal_of INTEGER;
ALTER TABLE lead ADD COLUMN qualified_from INTEGER;
ALTER TABLE lead ADD COLUMN disqualified_from INTEGER;
ALTER TABLE lead ADD COLUMN touches INTEGER NOT NULL DEFAULT 0;
CREATE INDEX lead_by_deal_of ON lead (deal_of) WHERE deal_of IS NOT NULL;
CREATE INDEX lead_by_client ON lead (client_id);

-- The day of the first payment above 0.
ALTER TABLE client ADD COLUMN first_paid_day INTEGER;

-- Its own client, else its deal's.
ALTER TABLE payment ADD COLUMN client_of INTEGER;
CREATE INDEX payment_by_client_of ON payment (client_of);
CREATE INDEX payment_by_deal ON payment (deal_id);

CREATE INDEX call_by_client ON call (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX activity_by_client ON activity (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX task_by_client ON task (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX task_by_deal ON task (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX call_by_lead ON call (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX call_by_deal ON call (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX activity_by_lead ON activity (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX activity_by_deal ON activity (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX stage_move_by_deal ON stage_move (deal_id, at);
CREATE INDEX temperature_by_lead ON temperature (lead_id, at) WHERE lead_id IS NOT NULL;
CREATE INDEX temperature_by_deal ON temperature (deal_id, at) WHERE deal_id IS NOT NULL;

-- The stages of every pipeline in their order; rung counts those that are not lost, from 0.
CREATE TABLE rung (
  pipeline TEXT NOT NULL,
  place INTEGER NOT NULL,
  stage TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  rung INTEGER,
  norm_days REAL,
  norm_conversion REAL,
  is_guessed INTEGER NOT NULL,
  PRIMARY KEY (pipeline, place)
) STRICT, WITHOUT ROWID;

-- Where a deal stood: its stage, the furthest rung reached, the last stage that was not lost.
CREATE TABLE standing (
  deal_id INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  stage TEXT,
  furthest INTEGER NOT NULL,
  last_rung TEXT,
  PRIMARY KEY (deal_id, from_at)
) STRICT, WITHOUT ROWID;

-- Each stay of a deal in a stage. next_at: when the next began. is_timed: 0 for the only stay of a
-- deal without moves.
CREATE TABLE stage_visit (
  id INTEGER PRIMARY KEY,
  deal_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_day INTEGER NOT NULL,
  next_at INTEGER,
  is_timed INTEGER NOT NULL,
  is_first INTEGER NOT NULL
) STRICT;
CREATE INDEX stage_visit_by_deal ON stage_visit (deal_id);
CREATE INDEX stage_visit_by_day ON stage_visit (entered_day);

-- Temperatures over time; run_from: when the present run of equal marks began.
CREATE TABLE lead_warmth (
  lead_id INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  temperature INTEGER NOT NULL,
  run_from INTEGER NOT NULL,
  PRIMARY KEY (lead_id, from_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE deal_warmth (
  deal_id INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  temperature INTEGER NOT NULL,
  run_from INTEGER NOT NULL,
  PRIMARY KEY (deal_id, from_at)
) STRICT, WITHOUT ROWID;

-- What a deal's amount, seller and expected close were before they were changed.
CREATE TABLE deal_terms (
  deal_id INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  amount_base INTEGER,
  manager_id INTEGER,
  expected_close_on INTEGER,
  PRIMARY KEY (deal_id, from_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deal_terms_change
BEFORE UPDATE OF amount_base, manager_id, expected_close_on ON deal
WHEN OLD.known = 1 AND (
  OLD.amount_base IS NOT NEW.amount_base OR OLD.manager_id IS NOT NEW.manager_id
  OR OLD.expected_close_on IS NOT NEW.expected_close_on)
BEGIN
  INSERT INTO deal_terms (deal_id, from_at, until_at, amount_base, manager_id, expected_close_on)
  SELECT OLD.id,
    COALESCE((SELECT MAX(until_at) FROM deal_terms WHERE deal_id = OLD.id), -9000000000000000000),
    at, OLD.amount_base, OLD.manager_id, OLD.expected_close_on
  FROM revision
  WHERE at > COALESCE(
    (SELECT MAX(until_at) FROM deal_terms WHERE deal_id = OLD.id), -9000000000000000000);
END;

-- Every text that stood in a field by which records are filtered: segments by their full names.
CREATE TABLE known_text (
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (field, value)
) STRICT, WITHOUT ROWID;

-- Leads that calls or activities have left since the last settling: their touches are counted anew.
CREATE TABLE left_lead (
  id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER call_moved AFTER UPDATE OF lead_id, deal_id ON call
WHEN OLD.lead_id IS NOT NEW.lead_id OR OLD.deal_id IS NOT NEW.deal_id
BEGIN
  INSERT OR IGNORE INTO left_lead SELECT id FROM lead
  WHERE id = OLD.lead_id OR deal_of = OLD.deal_id;
END;
CREATE TRIGGER activity_moved AFTER UPDATE OF lead_id, deal_id ON activity
WHEN OLD.lead_id IS NOT NEW.lead_id OR OLD.deal_id IS NOT NEW.deal_id
BEGIN
  INSERT OR IGNORE INTO left_lead SELECT id FROM lead
  WHERE id = OLD.lead_id OR deal_of = OLD.deal_id;
END;

-- Days from 1900 to 2199: the first day of the month, the date as 20260314, whether work is done.
CREATE TABLE calendar (
  day INTEGER PRIMARY KEY,
  month INTEGER NOT NULL,
  ymd INTEGER NOT NULL,
  is_working INTEGER NOT NULL
) STRICT;

-- Whose derived columns may have changed with a revision, for the cube that catches up; id 0 stands
-- for all records of the relation.
CREATE TABLE settled (
  revision INTEGER NOT NULL,
  relation TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (revision, relation, id)
) STRICT, WITHOUT ROWID;
