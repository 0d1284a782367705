-- Statuses: 0 queued, 1 running, 2 retrying are unfinished; 3 succeeded, 4 failed, 5 cancelled, 6 expired are final.
CREATE TABLE executions (
    id uuid PRIMARY KEY,
    engine_id text NOT NULL,
    engine_version text NOT NULL,
    action text NOT NULL,
    caller text NOT NULL,
    source smallint NOT NULL,
    task_id text,
    schedule_id uuid,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    input_bytes bytea,
    input_file text,
    input_encoding smallint NOT NULL,
    input_length integer NOT NULL,
    result_bytes bytea,
    result_file text,
    result_encoding smallint,
    result_length integer,
    error_code text,
    error_message text,
    error_retriable boolean,
    error_attempt integer,
    error_inputs text,
    options text NOT NULL,
    tags text[] NOT NULL,
    priority smallint NOT NULL,
    attempts integer NOT NULL,
    max_attempts integer NOT NULL,
    fence bigint NOT NULL,
    lease_until timestamptz,
    timeout_us bigint NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    duration_us bigint,
    cancel_requested boolean NOT NULL DEFAULT false,
    callback_url text,
    traceparent text,
    -- Since when a waiting row has needed a wake-up that the broker has not confirmed.
    unpublished_since timestamptz,
    -- When the broker last confirmed a wake-up.
    published_at timestamptz,
    CONSTRAINT input_has_one_place CHECK ((input_bytes IS NULL) <> (input_file IS NULL)),
    CONSTRAINT result_has_one_place CHECK (
        CASE WHEN result_encoding IS NULL
            THEN result_bytes IS NULL AND result_file IS NULL
            ELSE (result_bytes IS NULL) <> (result_file IS NULL) END),
    CONSTRAINT running_has_a_lease CHECK ((status = 1) = (lease_until IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02);

-- Payloads come compressed; compressing them again only costs time.
ALTER TABLE executions ALTER COLUMN input_bytes SET STORAGE EXTERNAL, ALTER COLUMN result_bytes SET STORAGE EXTERNAL;

CREATE UNIQUE INDEX executions_task ON executions (caller, task_id) WHERE task_id IS NOT NULL;

-- One small index for each question of recoverable_work: they hold unfinished rows only, however many finished ones there are.
CREATE INDEX executions_lease ON executions (lease_until) WHERE status = 1;
CREATE INDEX executions_unpublished ON executions (unpublished_since) WHERE status IN (0, 2) AND unpublished_since IS NOT NULL;
CREATE INDEX executions_published ON executions (greatest(due_at, published_at)) WHERE status IN (0, 2) AND unpublished_since IS NULL;
CREATE INDEX executions_expiring ON executions (expires_at) WHERE status IN (0, 2) AND expires_at IS NOT NULL;
CREATE INDEX executions_cancelling ON executions (due_at) WHERE status IN (0, 2) AND cancel_requested;
CREATE INDEX executions_of_schedule ON executions (schedule_id) WHERE status IN (0, 1, 2) AND schedule_id IS NOT NULL;
