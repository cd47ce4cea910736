-- Reports are asked by days. Records mostly come in the order of their days, so that a summary of each
-- stretch of rows finds a month of many; it takes a few pages and next to no time.
CREATE INDEX call_by_day ON call USING brin (started_day)
  WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX activity_by_day ON activity USING brin (day)
  WITH (pages_per_range = 32, autosummarize = on);
-- A deal is closed, and a payment received, long after it came in.
CREATE INDEX deal_by_closing_day ON deal (closing_day);
CREATE INDEX payment_by_day ON payment (received_on);
