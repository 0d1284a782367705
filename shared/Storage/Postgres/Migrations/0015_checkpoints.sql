-- What the attempts of an unfinished execution leave for the next one.
CREATE TABLE checkpoints (
    execution_id uuid NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    name text NOT NULL,
    content bytea NOT NULL,
    encoding smallint NOT NULL,
    length integer NOT NULL,
    PRIMARY KEY (execution_id, name)
) WITH (autovacuum_vacuum_scale_factor = 0.01);

-- The content comes compressed; compressing it again only costs time.
ALTER TABLE checkpoints ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE FUNCTION forget_checkpoints() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM checkpoints WHERE execution_id = NEW.id;
    RETURN NULL;
END $$;

-- Only an execution that may run again has any.
CREATE TRIGGER executions_forget_checkpoints AFTER UPDATE OF status ON executions FOR EACH ROW
WHEN (NEW.status NOT IN (0, 1, 2) AND NEW.max_attempts > 1) EXECUTE FUNCTION forget_checkpoints();
