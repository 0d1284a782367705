-- What the attempts of an unfinished execution leave for the next one.
CREATE TABLE checkpoints (
    execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    encoding INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (execution_id, name)
) STRICT;

-- Only an execution that may run again has any.
CREATE TRIGGER executions_forget_checkpoints AFTER UPDATE OF status ON executions
WHEN NEW.status NOT IN (0, 1, 2) AND NEW.max_attempts > 1
BEGIN
    DELETE FROM checkpoints WHERE execution_id = NEW.id;
END;

-- Whether or not a connection enforces references.
CREATE TRIGGER executions_delete_checkpoints AFTER DELETE ON executions
BEGIN
    DELETE FROM checkpoints WHERE execution_id = OLD.id;
END;
