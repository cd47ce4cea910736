-- lead_before: the lead a deal belongs together with until the one of lead_of comes, at led_from.
ALTER TABLE deal ADD COLUMN lead_before INTEGER;
ALTER TABLE deal ADD COLUMN led_from INTEGER;

-- The day of a client's first payment before deals came by which payments of before are the client's.
CREATE TABLE first_paid_before (
  client_id INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  first_paid_day INTEGER,
  PRIMARY KEY (client_id, from_at)
) STRICT, WITHOUT ROWID;

-- The amount in the deal's currency of then, by which it is valued anew when rates change.
ALTER TABLE deal_terms ADD COLUMN amount_minor INTEGER;
ALTER TABLE deal_terms ADD COLUMN currency TEXT;
