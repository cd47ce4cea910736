-- Reports ask first whether there are such records, and join nothing for them when not.
CREATE INDEX deal_by_lead_before ON deal (lead_before) WHERE lead_before IS NOT NULL;
CREATE INDEX payment_without_manager ON payment (id) WHERE manager_id IS NULL;

-- What a lead says by itself is asked of it.
ALTER TABLE lead DROP COLUMN qualified_from;
ALTER TABLE lead DROP COLUMN disqualified_from;
