-- Times are microseconds since 1970 in UTC, ids are lower-case UUIDs, tags a JSON array.
-- Statuses: 0 queued, 1 running, 2 retrying are unfinished; 3 succeeded, 4 failed, 5 cancelled, 6 expired are final.
CREATE TABLE executions (
    id TEXT PRIMARY KEY,
    engine_id TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    action TEXT NOT NULL,
    caller TEXT NOT NULL,
    source INTEGER NOT NULL,
    task_id TEXT,
    schedule_id TEXT,
    fingerprint BLOB NOT NULL,
    status INTEGER NOT NULL,
    input_bytes BLOB,
    input_file TEXT,
    input_encoding INTEGER NOT NULL,
    input_length INTEGER NOT NULL,
    result_bytes BLOB,
    result_file TEXT,
    result_encoding INTEGER,
    result_length INTEGER,
    error_code TEXT,
    error_message TEXT,
    error_retriable INTEGER,
    error_attempt INTEGER,
    error_inputs TEXT,
    options TEXT NOT NULL,
    tags TEXT NOT NULL,
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    lease_until INTEGER,
    timeout_us INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER,
    started_at INTEGER,
    finished_at INTEGER,
    duration_us INTEGER,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    callback_url TEXT,
    traceparent TEXT,
    -- Since when a waiting row has needed a wake-up that the broker has not confirmed.
    unpublished_since INTEGER,
    -- When the broker last confirmed a wake-up.
    published_at INTEGER,
    CONSTRAINT input_has_one_place CHECK ((input_bytes IS NULL) <> (input_file IS NULL)),
    CONSTRAINT result_has_one_place CHECK (
        CASE WHEN result_encoding IS NULL
            THEN result_bytes IS NULL AND result_file IS NULL
            ELSE (result_bytes IS NULL) <> (result_file IS NULL) END),
    CONSTRAINT running_has_a_lease CHECK ((status = 1) = (lease_until IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX executions_task ON executions (caller, task_id) WHERE task_id IS NOT NULL;

-- One small index for each question of recoverable_work: they hold unfinished rows only, however many finished ones there are.
CREATE INDEX executions_lease ON executions (lease_until) WHERE status = 1;
CREATE INDEX executions_unpublished ON executions (unpublished_since) WHERE status IN (0, 2) AND unpublished_since IS NOT NULL;
CREATE INDEX executions_published ON executions (max(due_at, ifnull(published_at, due_at)))
WHERE status IN (0, 2) AND unpublished_since IS NULL;
CREATE INDEX executions_expiring ON executions (expires_at) WHERE status IN (0, 2) AND expires_at IS NOT NULL;
CREATE INDEX executions_cancelling ON executions (due_at) WHERE status IN (0, 2) AND cancel_requested;
CREATE INDEX executions_of_schedule ON executions (schedule_id) WHERE status IN (0, 1, 2) AND schedule_id IS NOT NULL;
