#!/usr/bin/env bash
# How fast status and metrics answer at a million executions, and what counting costs the statement that ends them. Needs PostgreSQL's
# programs, curl and `dotnet build standalone -c Release`; leaves nothing behind. ROWS and UNFINISHED may be set.
set -euo pipefail
cd "$(dirname "$0")/.."
ROWS=${ROWS:-1000000}
UNFINISHED=${UNFINISHED:-2000}
PORT=${PORT:-17071}
BINARY=${BINARY:-standalone/bin/Release/net10.0/tl-engine.dll}
# shellcheck source=bench/servers.sh
source bench/servers.sh
trap end_servers EXIT

start_postgres
export ENVIRONMENT=local DATA_FOLDER=$FOLDER/engine
export TL_PLANE_API_KEY=bench ADMIN_API_KEY=admin RATE_LIMIT_PER_HOUR=0 PORT LOG_LEVEL=Warning
dotnet "$BINARY" prepare > /dev/null
echo "Filling $ROWS executions …"
for session in 1 2 3 4 5 6 7 8; do
  "${PSQL[@]}" -v rows=$((ROWS / 8)) -v seed="0.$session" -f bench/million-rows.sql > /dev/null &
  FILLS+=($!)
done
wait "${FILLS[@]}"
"${PSQL[@]}" -c "
  INSERT INTO executions (id, engine_id, engine_version, action, caller, source, fingerprint, status, input_bytes, input_encoding,
    input_length, options, tags, priority, attempts, max_attempts, fence, timeout_us, created_at, due_at, published_at)
  SELECT gen_random_uuid(), 'track.summary', '1', 'run', 'bench', 0, '\x00', 0, '\x00', 0, 1, '{}', '{}', i % 2, 0, 5, 0, 1, now(), now(), now()
  FROM generate_series(1, $UNFINISHED) i" -c "VACUUM ANALYZE"
"${PSQL[@]}" -At -c "SELECT count(*) || ' rows of executions, ' || (SELECT count(*) FROM activity_counts) || ' of counts' FROM executions"

dotnet "$BINARY" > "$FOLDER/engine.log" 2>&1 &
ENGINE=$!
PROCESSES+=("$ENGINE")
await "The service answers" curl -sf -o /dev/null "http://127.0.0.1:$PORT/health"
# The closed hours are rolled up as the service starts; the minutes of the last 90 stay.
rolled_up() { [ "$("${PSQL[@]}" -At -c 'SELECT count(*) FROM metrics_work')" = 0 ]; }
await "Every closed hour is rolled up" rolled_up
# The whole day came at once, and its counts left holes that a day of hourly roll-ups does not leave.
"${PSQL[@]}" -c 'VACUUM FULL ANALYZE activity_counts'
"${PSQL[@]}" -At -c "SELECT count(*) || ' hours by engine, ' || (SELECT count(*) FROM activity_counts) || ' counts left' FROM activity_hours"
# Unlike the clock it does not depend on who else runs.
spent() { echo $(($(processor "$ENGINE") + $(processor "$(postgres_pid)"))); }
for path in engines/status engines/track.summary/status 'engines/metrics?window=5m' 'engines/metrics?window=1h' \
  'engines/metrics?window=24h' 'engines/metrics?window=7d'; do
  for _ in $(seq 20); do curl -s -o /dev/null -H 'X-API-Key: bench' "http://127.0.0.1:$PORT/api/v1/$path"; done
  before=$(spent)
  for _ in $(seq 100); do
    curl -s -o /dev/null -H 'X-API-Key: bench' -w '%{time_total}\n' "http://127.0.0.1:$PORT/api/v1/$path"
  done | sort -n > "$FOLDER/times"
  awk -v path="$path" -v cpu="$(($(spent) - before))" '{ t[NR] = $1 * 1000 }
    END { printf "%-32s p50 %5.1f ms  p95 %5.1f ms  max %5.1f ms  processor %4.1f ms\n", path, t[50], t[95], t[NR], cpu / NR }' "$FOLDER/times"
done
kill "$ENGINE"
wait "$ENGINE" || true
PROCESSES=()

# One group of 128, as a busy worker ends them: the statement alone, with and without the triggers.
cost() {
  "${PSQL[@]}" -At << SQL
  CREATE TEMP TABLE spent (ms double precision);
  DO \$do\$
  DECLARE ids uuid[]; began timestamptz;
  BEGIN
    FOR i IN 1..60 LOOP
      SELECT array_agg(id) INTO ids FROM (SELECT id FROM executions WHERE status = 3 AND fence = $1 ORDER BY id LIMIT 128) e;
      ALTER TABLE executions DISABLE TRIGGER USER;
      UPDATE executions SET status = 1, lease_until = now() + interval '1 hour', fence = 0, finished_at = NULL WHERE id = ANY(ids);
      ALTER TABLE executions $2 TRIGGER USER;
      began := clock_timestamp();
      UPDATE executions SET status = 3, lease_until = NULL, fence = 9, finished_at = statement_timestamp() WHERE id = ANY(ids);
      INSERT INTO spent VALUES (extract(epoch FROM clock_timestamp() - began) * 1000);
      COMMIT;
    END LOOP;
  END \$do\$;
  SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::numeric, 3) FROM spent;
SQL
}
echo "A group of 128 ends in $(cost 1 DISABLE) ms without and $(cost 1 ENABLE) ms with counting (median, the statement alone)."
