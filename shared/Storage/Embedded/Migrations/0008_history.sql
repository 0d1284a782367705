-- history is what happened to an execution, written by the database itself so that no statement can forget it. A line for each event:
--     sequence <tab> the status it led to <tab> microseconds since 1970 <tab> attempt <tab> error code <tab> error message
-- The error stands where the event is one (retrying, failed). The newest 100 lines are kept; events counts all of them.
ALTER TABLE executions ADD COLUMN history TEXT NOT NULL DEFAULT '';
ALTER TABLE executions ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE executions ADD COLUMN events_published INTEGER NOT NULL DEFAULT 0;
-- The clock of a replay: what its original had as now. Null: created_at.
ALTER TABLE executions ADD COLUMN as_of INTEGER;
ALTER TABLE executions ADD COLUMN replay_of TEXT;
ALTER TABLE executions ADD COLUMN replayed_at INTEGER;

-- Since when the letter has needed a copy in the dead queue that the broker has not confirmed.
ALTER TABLE dead_letters ADD COLUMN unpublished_since INTEGER;
ALTER TABLE dead_letters ADD COLUMN replayed_at INTEGER;
ALTER TABLE dead_letters ADD COLUMN replayed_as TEXT;

CREATE INDEX dead_letters_unpublished ON dead_letters (unpublished_since) WHERE unpublished_since IS NOT NULL;

CREATE TRIGGER executions_begin AFTER INSERT ON executions
BEGIN
    UPDATE executions SET
        events = 1,
        history = '1' || char(9) || status || char(9) || now_us() || char(9) || attempts || char(10)
    WHERE id = NEW.id;
END;

-- A claim of a running row starts it anew without changing its status.
CREATE TRIGGER executions_change AFTER UPDATE OF status, fence ON executions
WHEN OLD.status <> NEW.status OR (NEW.status = 1 AND OLD.fence <> NEW.fence)
BEGIN
    UPDATE executions SET
        events = events + 1,
        history = CASE WHEN events < 100 THEN history ELSE substr(history, instr(history, char(10)) + 1) END
            || (events + 1) || char(9) || status || char(9) || now_us() || char(9) || attempts
            || CASE WHEN status = 2 OR status = 4
                THEN char(9) || ifnull(error_code, '') || char(9)
                    || replace(replace(replace(substr(ifnull(error_message, ''), 1, 500), char(9), ' '), char(13), ' '), char(10), ' ')
                ELSE '' END
            || char(10)
    WHERE id = NEW.id;
END;

-- A failure that no caller waits for is a dead letter, in the same transaction.
CREATE TRIGGER executions_give_up AFTER UPDATE OF status ON executions
WHEN OLD.status <> NEW.status AND NEW.status = 4 AND (NEW.max_attempts > 1 OR NEW.source <> 0)
BEGIN
    INSERT INTO dead_letters (id, queue, code, reason, execution_id, attempts, caller, body, created_at, unpublished_since)
    VALUES (
        NEW.id, CASE WHEN NEW.priority = 1 THEN 'engine:tasks:high' ELSE 'engine:tasks' END, ifnull(NEW.error_code, 'internal'),
        ifnull(NEW.error_message, ''), NEW.id, NEW.attempts, NEW.caller,
        CAST('{"execution_id":"' || NEW.id || '"}' AS BLOB), now_us(), now_us())
    ON CONFLICT (id) DO NOTHING;
END;

-- Lists are walked by (created_at, id) from the newest. Most executions succeed: those that did not have an index of their own.
CREATE INDEX executions_newest ON executions (created_at, id);
CREATE INDEX executions_of_caller ON executions (caller, created_at, id);
CREATE INDEX executions_of_engine ON executions (engine_id, created_at, id);
CREATE INDEX executions_not_succeeded ON executions (status, created_at, id) WHERE status <> 3;

-- What wakes the scheduler: SELECT count(*) FROM due_work. A row just accepted is published by the process that accepted it, so it counts
-- only after ten seconds; a dead letter likewise; a schedule counts 45 seconds ahead, the time that a pod needs to start.
DROP VIEW due_work;
CREATE VIEW due_work (kind, id, at) AS
SELECT kind, id, at
FROM recoverable_work
WHERE kind <> 'unpublished' OR at <= now_us() - 10000000
UNION ALL
SELECT 'dead_letter', id, unpublished_since
FROM dead_letters
WHERE unpublished_since IS NOT NULL AND unpublished_since <= now_us() - 10000000
UNION ALL
SELECT 'schedule', id, next_run_at
FROM schedules
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now_us() + 45000000;
