CREATE TABLE schedules (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    engine_id TEXT NOT NULL,
    action TEXT NOT NULL,
    data TEXT NOT NULL,
    options TEXT NOT NULL,
    cron TEXT,
    every_us INTEGER,
    time_zone TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    missed_runs INTEGER NOT NULL,
    overlap INTEGER NOT NULL,
    jitter_us INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_run_at INTEGER,
    last_run_at INTEGER,
    CONSTRAINT one_rhythm CHECK ((cron IS NULL) <> (every_us IS NULL))
) STRICT;

CREATE INDEX schedules_due ON schedules (next_run_at) WHERE enabled AND next_run_at IS NOT NULL;

-- execution_id is null where the run was skipped because an earlier one was unfinished.
CREATE TABLE schedule_runs (
    schedule_id TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    fire_at INTEGER NOT NULL,
    execution_id TEXT,
    PRIMARY KEY (schedule_id, fire_at)
) STRICT;
