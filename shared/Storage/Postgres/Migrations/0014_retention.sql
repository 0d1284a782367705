ALTER TABLE executions
    -- Since when an event has waited for its publication; null: all are published. Rows that are older than this column owe nothing.
    ADD COLUMN events_owed_since timestamptz,
    -- When the row was read back from an archive.
    ADD COLUMN restored_at timestamptz;

CREATE INDEX executions_events_owed ON executions (events_owed_since) WHERE events_owed_since IS NOT NULL;

CREATE FUNCTION owe_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.events_owed_since := coalesce(NEW.events_owed_since, statement_timestamp());
    RETURN NEW;
END $$;

CREATE TRIGGER executions_owe_first BEFORE INSERT ON executions FOR EACH ROW
WHEN (NEW.restored_at IS NULL) EXECUTE FUNCTION owe_event();

CREATE TRIGGER executions_owe_next BEFORE UPDATE ON executions FOR EACH ROW
WHEN (OLD.status <> NEW.status OR (NEW.status = 1 AND OLD.fence <> NEW.fence)) EXECUTE FUNCTION owe_event();

-- What is read back from an archive has happened before: it is no event, no dead letter and no count.
DROP TRIGGER executions_begin ON executions;
CREATE TRIGGER executions_begin BEFORE INSERT ON executions FOR EACH ROW
WHEN (NEW.restored_at IS NULL) EXECUTE FUNCTION record_event();

CREATE OR REPLACE FUNCTION count_inserted_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE status >= 3 AND restored_at IS NULL) THEN
        PERFORM count_ended(
            array_agg(engine_id), array_agg(status), array_agg(error_code), array_agg(duration_us), array_agg(finished_at))
        FROM new_rows WHERE status >= 3 AND restored_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

-- The process that changes a row publishes its event within a second; what is left after a minute needs somebody else.
CREATE VIEW unpublished_events (kind, id, at) AS
SELECT 'event', id, events_owed_since
FROM executions
WHERE events_owed_since IS NOT NULL AND events_owed_since <= now() - interval '1 minute';

-- The order in which finished executions are archived.
CREATE INDEX executions_finished ON executions (finished_at, id) WHERE finished_at IS NOT NULL;

-- One row: RETENTION_DAYS as the last run of the archive had it, and until when a run that failed is not repeated.
CREATE TABLE archive_state (
    id smallint PRIMARY KEY CHECK (id = 1),
    retention_days integer NOT NULL,
    not_before timestamptz NOT NULL
);
INSERT INTO archive_state (id, retention_days, not_before) VALUES (1, 30, 'epoch');

-- Files of executions that were archived and deleted: noted in the transaction that deletes them, until the files are deleted too.
CREATE TABLE doomed_files (
    key text PRIMARY KEY
);

-- The oldest finished execution that the daily run has left behind for more than a day.
CREATE VIEW days_to_archive (kind, id, at) AS
SELECT 'archive', NULL::uuid, oldest.finished_at
FROM (
    SELECT date_bin('1 day', now() - interval '1 day' - retention_days * interval '1 day', 'epoch') AS due
    FROM archive_state WHERE not_before <= now()) s
CROSS JOIN LATERAL (
    SELECT finished_at
    FROM executions
    WHERE finished_at < s.due AND coalesce(restored_at < s.due, true) AND events_owed_since IS NULL
        AND NOT EXISTS (SELECT FROM deliveries d WHERE d.execution_id = executions.id AND d.stage IN (0, 1))
    ORDER BY finished_at, id LIMIT 1) oldest;
