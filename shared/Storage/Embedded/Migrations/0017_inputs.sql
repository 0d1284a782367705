-- A row is written as a whole, whatever of it changes. A long input, which never changes, lies beside its execution, whose input_bytes are
-- empty then.
CREATE TABLE execution_inputs (
    execution_id TEXT PRIMARY KEY REFERENCES executions (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- Whether or not a connection enforces references.
CREATE TRIGGER executions_delete_input AFTER DELETE ON executions
BEGIN
    DELETE FROM execution_inputs WHERE execution_id = OLD.id;
END;
