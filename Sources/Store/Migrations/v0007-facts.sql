-- What holds for the company is read in parts; number rises whenever something that a part is read
-- from changes, so that a part is read anew only then.
CREATE TABLE fact (
  part TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO fact VALUES ('directory', 0), ('calendar', 0), ('plans', 0);

CREATE TRIGGER employee_comes AFTER INSERT ON employee BEGIN
  UPDATE fact SET number = number + 1 WHERE part IN ('directory', 'plans');
END;
CREATE TRIGGER employee_changes AFTER UPDATE OF source_id, key, name, team ON employee BEGIN
  UPDATE fact SET number = number + 1 WHERE part IN ('directory', 'plans');
END;
CREATE TRIGGER employee_goes AFTER DELETE ON employee BEGIN
  UPDATE fact SET number = number + 1 WHERE part IN ('directory', 'plans');
END;

CREATE TRIGGER channel_comes AFTER INSERT ON channel BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER channel_changes AFTER UPDATE OF source_id, key, name ON channel BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER channel_goes AFTER DELETE ON channel BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;

CREATE TRIGGER product_comes AFTER INSERT ON product BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER product_changes AFTER UPDATE OF source_id, key, name ON product BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER product_goes AFTER DELETE ON product BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;

CREATE TRIGGER rung_comes AFTER INSERT ON rung BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER rung_changes AFTER UPDATE ON rung BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER rung_goes AFTER DELETE ON rung BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER known_text_comes AFTER INSERT ON known_text BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;
CREATE TRIGGER known_text_goes AFTER DELETE ON known_text BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'directory';
END;

CREATE TRIGGER holiday_comes AFTER INSERT ON holiday BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'calendar';
END;
CREATE TRIGGER holiday_changes AFTER UPDATE OF date, working ON holiday BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'calendar';
END;
CREATE TRIGGER holiday_goes AFTER DELETE ON holiday BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'calendar';
END;

CREATE TRIGGER plan_comes AFTER INSERT ON plan BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'plans';
END;
CREATE TRIGGER plan_changes
AFTER UPDATE OF source_id, metric, scope, who, period, "from", value ON plan BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'plans';
END;
CREATE TRIGGER plan_goes AFTER DELETE ON plan BEGIN
  UPDATE fact SET number = number + 1 WHERE part = 'plans';
END;
