-- A share of a million executions that ended within the last 24 hours, 12 engines, log-normal durations around 20 ms; 2 % failed. The
-- triggers count them as they count any other. Run it in several sessions, as several processes would: rows and seed are variables.
SELECT setseed(:seed);
INSERT INTO executions (
    id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding, input_length, result_bytes,
    result_encoding, result_length, error_code, error_message, error_retriable, error_attempt, options, tags, priority, attempts,
    max_attempts, fence, timeout_us, created_at, due_at, started_at, finished_at, duration_us)
SELECT
    gen_random_uuid(), (ARRAY['track.summary', 'track.clean', 'track.segment', 'track.simplify', 'geo.fence', 'series.anomaly',
        'series.aggregate', 'bench.a', 'bench.b', 'bench.c', 'bench.d', 'bench.e'])[1 + floor(random() * 12)::int], '1.0', 'run', 'bench', 0,
    '\x00', CASE WHEN ended.failed THEN 4 ELSE 3 END, decode(repeat('00', 200), 'hex'), 0, 200,
    CASE WHEN NOT ended.failed THEN decode(repeat('00', 200), 'hex') END, CASE WHEN NOT ended.failed THEN 0 END,
    CASE WHEN NOT ended.failed THEN 200 END, CASE WHEN ended.failed THEN 'engine_failed' END, CASE WHEN ended.failed THEN 'x' END,
    CASE WHEN ended.failed THEN true END, CASE WHEN ended.failed THEN 1 END, '{}', '{}', 0, 1, 1, 1, 30000000, ended.at, ended.at, ended.at,
    ended.at, (20000 * exp(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))::bigint
FROM (
    SELECT now() - random() * interval '24 hours' AS at, random() < 0.02 AS failed FROM generate_series(1, :rows)) ended;
