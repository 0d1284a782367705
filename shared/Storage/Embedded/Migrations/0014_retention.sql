-- Since when an event has waited for its publication; null: all are published. Rows that are older than this column owe nothing.
ALTER TABLE executions ADD COLUMN events_owed_since INTEGER;
-- When the row was read back from an archive.
ALTER TABLE executions ADD COLUMN restored_at INTEGER;

CREATE INDEX executions_events_owed ON executions (events_owed_since) WHERE events_owed_since IS NOT NULL;

-- What is read back from an archive has happened before: it is no event, no dead letter and no count.
DROP TRIGGER executions_begin;
CREATE TRIGGER executions_begin AFTER INSERT ON executions WHEN NEW.restored_at IS NULL
BEGIN
    UPDATE executions SET
        events = 1,
        events_owed_since = now_us(),
        history = '1' || char(9) || status || char(9) || now_us() || char(9) || attempts || char(10)
    WHERE id = NEW.id;
END;

DROP TRIGGER executions_change;
CREATE TRIGGER executions_change AFTER UPDATE OF status, fence ON executions
WHEN OLD.status <> NEW.status OR (NEW.status = 1 AND OLD.fence <> NEW.fence)
BEGIN
    UPDATE executions SET
        events = events + 1,
        events_owed_since = ifnull(events_owed_since, now_us()),
        history = CASE WHEN events < 100 THEN history ELSE substr(history, instr(history, char(10)) + 1) END
            || (events + 1) || char(9) || status || char(9) || now_us() || char(9) || attempts
            || CASE WHEN status = 2 OR status = 4
                THEN char(9) || ifnull(error_code, '') || char(9)
                    || replace(replace(replace(substr(ifnull(error_message, ''), 1, 500), char(9), ' '), char(13), ' '), char(10), ' ')
                ELSE '' END
            || char(10)
    WHERE id = NEW.id;
END;

DROP TRIGGER executions_inserted;
CREATE TRIGGER executions_inserted AFTER INSERT ON executions WHEN NEW.status >= 3 AND NEW.restored_at IS NULL
BEGIN
    INSERT INTO activity_counts (minute, engine_id, kind, error_code, bucket, count)
    SELECT
        NEW.finished_at - NEW.finished_at % 60000000, NEW.engine_id, kind,
        CASE WHEN kind = 4 THEN ifnull(NEW.error_code, '') ELSE '' END,
        CASE WHEN kind IN (3, 4) AND NEW.duration_us IS NOT NULL THEN duration_bucket(NEW.duration_us) ELSE -1 END, 1
    FROM (SELECT NEW.status AS kind) WHERE true
    ON CONFLICT (minute, engine_id, kind, error_code, bucket) DO UPDATE SET count = count + 1;
    INSERT INTO engine_last_executions (engine_id, finished_at) VALUES (NEW.engine_id, NEW.finished_at)
    ON CONFLICT (engine_id) DO UPDATE SET finished_at = max(finished_at, excluded.finished_at);
END;

-- The process that changes a row publishes its event within a second; what is left after a minute needs somebody else.
CREATE VIEW unpublished_events (kind, id, at) AS
SELECT 'event', id, events_owed_since
FROM executions
WHERE events_owed_since IS NOT NULL AND events_owed_since <= now_us() - 60000000;

-- The order in which finished executions are archived.
CREATE INDEX executions_finished ON executions (finished_at, id) WHERE finished_at IS NOT NULL;

-- One row: RETENTION_DAYS as the last run of the archive had it, and until when a run that failed is not repeated.
CREATE TABLE archive_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    retention_days INTEGER NOT NULL,
    not_before INTEGER NOT NULL
) STRICT;
INSERT INTO archive_state (id, retention_days, not_before) VALUES (1, 30, 0);

-- Files of executions that were archived and deleted: noted in the transaction that deletes them, until the files are deleted too.
CREATE TABLE doomed_files (
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The oldest finished execution that the daily run has left behind for more than a day.
CREATE VIEW days_to_archive (kind, id, at) AS
SELECT 'archive', NULL, min(e.finished_at)
FROM (
    SELECT (now_us() - (1 + retention_days) * 86400000000) / 86400000000 * 86400000000 AS due
    FROM archive_state WHERE not_before <= now_us()) s
JOIN executions e ON e.finished_at < s.due AND ifnull(e.restored_at, 0) < s.due AND e.events_owed_since IS NULL
    AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.execution_id = e.id AND d.stage IN (0, 1))
HAVING min(e.finished_at) IS NOT NULL;
