-- history is what happened to an execution, written by the database itself so that no statement can forget it. A line for each event:
--     sequence <tab> the status it led to <tab> microseconds since 1970 <tab> attempt <tab> error code <tab> error message
-- The error stands where the event is one (retrying, failed). The newest 100 lines are kept; events counts all of them.
ALTER TABLE executions
    ADD COLUMN history text NOT NULL DEFAULT '',
    ADD COLUMN events integer NOT NULL DEFAULT 0,
    ADD COLUMN events_published integer NOT NULL DEFAULT 0,
    -- The clock of a replay: what its original had as now. Null: created_at.
    ADD COLUMN as_of timestamptz,
    ADD COLUMN replay_of uuid,
    ADD COLUMN replayed_at timestamptz;

ALTER TABLE dead_letters
    -- Since when the letter has needed a copy in the dead queue that the broker has not confirmed.
    ADD COLUMN unpublished_since timestamptz,
    ADD COLUMN replayed_at timestamptz,
    ADD COLUMN replayed_as uuid;

CREATE INDEX dead_letters_unpublished ON dead_letters (unpublished_since) WHERE unpublished_since IS NOT NULL;

CREATE FUNCTION record_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.events := NEW.events + 1;
    NEW.history := concat(
        NEW.history, NEW.events, E'\t', NEW.status, E'\t', (date_part('epoch', statement_timestamp()) * 1000000)::bigint, E'\t',
        NEW.attempts,
        CASE WHEN NEW.status = 2 OR NEW.status = 4
            THEN concat(E'\t', NEW.error_code, E'\t', translate(left(NEW.error_message, 500), E'\t\r\n', '   ')) END,
        E'\n');
    IF NEW.events > 100 THEN
        NEW.history := substr(NEW.history, strpos(NEW.history, E'\n') + 1);
    END IF;

    -- A failure that no caller waits for is a dead letter, in the same transaction.
    IF NEW.status = 4 AND (NEW.max_attempts > 1 OR NEW.source <> 0) THEN
        INSERT INTO dead_letters (id, queue, code, reason, execution_id, attempts, caller, body, created_at, unpublished_since)
        VALUES (
            NEW.id, CASE WHEN NEW.priority = 1 THEN 'engine:tasks:high' ELSE 'engine:tasks' END, coalesce(NEW.error_code, 'internal'),
            coalesce(NEW.error_message, ''), NEW.id, NEW.attempts, NEW.caller,
            convert_to(concat('{"execution_id":"', NEW.id, '"}'), 'UTF8'), statement_timestamp(), statement_timestamp())
        ON CONFLICT (id) DO NOTHING;
    END IF;

    RETURN NEW;
END $$;

CREATE TRIGGER executions_begin BEFORE INSERT ON executions FOR EACH ROW EXECUTE FUNCTION record_event();

-- A claim of a running row starts it anew without changing its status.
CREATE TRIGGER executions_change BEFORE UPDATE ON executions FOR EACH ROW
WHEN (OLD.status <> NEW.status OR (NEW.status = 1 AND OLD.fence <> NEW.fence)) EXECUTE FUNCTION record_event();

-- Lists are walked by (created_at, id) from the newest. The columns after these two let a walk pass over rows of others without reading
-- them. Most executions succeed: those that did not have an index of their own.
CREATE INDEX executions_newest ON executions (created_at, id);
CREATE INDEX executions_of_caller ON executions (caller, created_at, id, engine_id, status);
CREATE INDEX executions_of_engine ON executions (engine_id, created_at, id, caller, status);
CREATE INDEX executions_not_succeeded ON executions (status, created_at, id, caller, engine_id) WHERE status <> 3;
CREATE INDEX executions_tags ON executions USING gin (tags) WITH (fastupdate = off) WHERE tags <> '{}';

-- What wakes the scheduler: SELECT count(*) FROM due_work. A row just accepted is published by the process that accepted it, so it counts
-- only after ten seconds; a dead letter likewise; a schedule counts 45 seconds ahead, the time that a pod needs to start.
CREATE OR REPLACE VIEW due_work (kind, id, at) AS
SELECT kind, id, at
FROM recoverable_work
WHERE kind <> 'unpublished' OR at <= now() - interval '10 seconds'
UNION ALL
SELECT 'dead_letter', id, unpublished_since
FROM dead_letters
WHERE unpublished_since IS NOT NULL AND unpublished_since <= now() - interval '10 seconds'
UNION ALL
SELECT 'schedule', id, next_run_at
FROM schedules
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now() + interval '45 seconds';
