-- What triggers did is done by the statements that write, since large tables are to be spread over
-- several servers, which know no triggers there.
DROP TRIGGER deal_terms_change;
DROP TRIGGER call_moved;
DROP TRIGGER activity_moved;

DROP TRIGGER employee_comes;
DROP TRIGGER employee_changes;
DROP TRIGGER employee_goes;
DROP TRIGGER channel_comes;
DROP TRIGGER channel_changes;
DROP TRIGGER channel_goes;
DROP TRIGGER product_comes;
DROP TRIGGER product_changes;
DROP TRIGGER product_goes;
DROP TRIGGER rung_comes;
DROP TRIGGER rung_changes;
DROP TRIGGER rung_goes;
DROP TRIGGER known_text_comes;
DROP TRIGGER known_text_goes;
DROP TRIGGER holiday_comes;
DROP TRIGGER holiday_changes;
DROP TRIGGER holiday_goes;
DROP TRIGGER plan_comes;
DROP TRIGGER plan_changes;
DROP TRIGGER plan_goes;
