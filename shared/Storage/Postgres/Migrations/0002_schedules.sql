CREATE TABLE schedules (
    id uuid PRIMARY KEY,
    caller text NOT NULL,
    engine_id text NOT NULL,
    action text NOT NULL,
    data text NOT NULL,
    options text NOT NULL,
    cron text,
    every_us bigint,
    time_zone text NOT NULL,
    enabled boolean NOT NULL,
    missed_runs smallint NOT NULL,
    overlap smallint NOT NULL,
    jitter_us bigint NOT NULL,
    created_at timestamptz NOT NULL,
    next_run_at timestamptz,
    last_run_at timestamptz,
    CONSTRAINT one_rhythm CHECK ((cron IS NULL) <> (every_us IS NULL))
);

CREATE INDEX schedules_due ON schedules (next_run_at) WHERE enabled AND next_run_at IS NOT NULL;

-- execution_id is null where the run was skipped because an earlier one was unfinished.
CREATE TABLE schedule_runs (
    schedule_id uuid NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    fire_at timestamptz NOT NULL,
    execution_id uuid,
    PRIMARY KEY (schedule_id, fire_at)
);
