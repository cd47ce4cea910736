-- The history is only added to.
CREATE FUNCTION history_is_not_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is only added to';
END
$$;
CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE OR DELETE ON history
FOR EACH ROW EXECUTE FUNCTION history_is_not_changed();
CREATE TRIGGER history_is_not_emptied BEFORE TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION history_is_not_changed();
