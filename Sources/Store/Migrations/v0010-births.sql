-- The seller and the temperature of a deal at its creation, by which the funnel's flow goes.
ALTER TABLE deal ADD COLUMN born_manager_id INTEGER;
ALTER TABLE deal ADD COLUMN born_temperature INTEGER;
