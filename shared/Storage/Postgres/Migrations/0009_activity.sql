-- How many executions ended in each minute, and the calls that never became one. Kinds 3 to 6 are the final statuses; 20 is an answer from
-- the cache, 21 one that the cache did not have, 22 a call past its limit (of no engine). Bucket b holds durations from 1.1^b to 1.1^(b+1)
-- microseconds; -1 where there is no duration. Sessions spread over the shards, so that groups that end the same engines do not queue for
-- one row.
CREATE TABLE activity_counts (
    minute timestamptz NOT NULL,
    engine_id text NOT NULL,
    kind smallint NOT NULL,
    error_code text NOT NULL,
    bucket smallint NOT NULL,
    shard smallint NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (minute, engine_id, kind, error_code, bucket, shard)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE engine_last_executions (
    engine_id text NOT NULL,
    shard smallint NOT NULL,
    finished_at timestamptz NOT NULL,
    PRIMARY KEY (engine_id, shard)
) WITH (fillfactor = 60);

-- The same by hour, one row for each engine: buckets {"bucket": count}, errors {"code": count}.
CREATE TABLE activity_hours (
    hour timestamptz NOT NULL,
    engine_id text NOT NULL,
    succeeded bigint NOT NULL,
    failed bigint NOT NULL,
    cancelled bigint NOT NULL,
    expired bigint NOT NULL,
    cache_hits bigint NOT NULL,
    cache_misses bigint NOT NULL,
    rate_limited bigint NOT NULL,
    buckets text,
    errors text,
    PRIMARY KEY (hour, engine_id)
);

-- One row: the hours before this time are in activity_hours.
CREATE TABLE activity_state (
    id smallint PRIMARY KEY CHECK (id = 1),
    rolled_until timestamptz NOT NULL
);
INSERT INTO activity_state (id, rolled_until) VALUES (1, 'epoch');

CREATE TABLE dependency_probes (
    at timestamptz NOT NULL,
    name text NOT NULL,
    ok boolean NOT NULL,
    latency_ms double precision NOT NULL,
    detail text,
    PRIMARY KEY (at, name)
);

-- One lookup for the age of the oldest waiting row, and all that a count of waiting rows by engine reads.
CREATE INDEX executions_waiting ON executions (priority, due_at) INCLUDE (engine_id) WHERE status IN (0, 2);

-- Every statement that ends executions is counted in its own transaction. Rows are taken in the order of their keys: two groups wait for
-- each other instead of deadlocking.
CREATE FUNCTION count_ended(engines text[], kinds smallint[], codes text[], durations bigint[], times timestamptz[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH ended AS MATERIALIZED (
        SELECT engine_id, kind, code, duration_us, coalesce(at, statement_timestamp()) AS at
        FROM unnest(engines, kinds, codes, durations, times) AS e (engine_id, kind, code, duration_us, at)),
    counted AS (
        INSERT INTO activity_counts AS c (minute, engine_id, kind, error_code, bucket, shard, count)
        SELECT
            date_trunc('minute', at), engine_id, kind, CASE WHEN kind = 4 THEN coalesce(code, '') ELSE '' END,
            CASE WHEN kind IN (3, 4) AND duration_us IS NOT NULL
                THEN floor(ln(greatest(duration_us, 1)::float8) / ln(1.1::float8)) ELSE -1 END::smallint,
            pg_backend_pid() % 4, count(*)
        FROM ended GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (minute, engine_id, kind, error_code, bucket, shard) DO UPDATE SET count = c.count + excluded.count)
    INSERT INTO engine_last_executions AS l (engine_id, shard, finished_at)
    SELECT engine_id, pg_backend_pid() % 4, max(at) FROM ended GROUP BY engine_id ORDER BY engine_id
    ON CONFLICT (engine_id, shard) DO UPDATE SET finished_at = greatest(l.finished_at, excluded.finished_at);
END $$;

CREATE FUNCTION count_inserted_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE status >= 3) THEN
        PERFORM count_ended(
            array_agg(engine_id), array_agg(status), array_agg(error_code), array_agg(duration_us), array_agg(finished_at))
        FROM new_rows WHERE status >= 3;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION count_updated_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Claims, renewals and marks end nothing.
    IF EXISTS (SELECT FROM new_rows WHERE status >= 3) THEN
        PERFORM count_ended(
            array_agg(n.engine_id), array_agg(n.status), array_agg(n.error_code), array_agg(n.duration_us), array_agg(n.finished_at))
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.status >= 3 AND o.status < 3;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER executions_inserted AFTER INSERT ON executions
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_executions();

CREATE TRIGGER executions_updated AFTER UPDATE ON executions
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_updated_executions();

-- The first hour that has ended, five minutes for stragglers included, and is not in activity_hours.
CREATE VIEW metrics_work (kind, id, at) AS
SELECT 'metrics', NULL::uuid, date_bin('1 hour', minute, 'epoch')
FROM (
    SELECT min(minute) AS minute FROM activity_counts WHERE minute >= (SELECT rolled_until FROM activity_state)) unrolled
WHERE minute < date_bin('1 hour', now() - interval '5 minutes', 'epoch');

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
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now() + interval '45 seconds'
UNION ALL
SELECT kind, id, at
FROM metrics_work;
