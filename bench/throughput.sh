#!/usr/bin/env bash
# How many tasks a second the service accepts over HTTP and one worker ends, with PostgreSQL and RabbitMQ on the same machine. Needs
# PostgreSQL's programs, rabbitmq-server, curl and `dotnet build standalone -c Release`; leaves nothing behind. TASKS may be set.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/servers.sh
source bench/servers.sh
trap end_servers EXIT
TASKS=${TASKS:-20000}
PORT=${PORT:-17075}
BINARY=${BINARY:-standalone/bin/Release/net10.0/tl-engine.dll}

start_postgres
start_rabbit
export ENVIRONMENT=local DATA_FOLDER=$FOLDER/engine TL_PLANE_API_KEY=bench ADMIN_API_KEY=admin RATE_LIMIT_PER_HOUR=0 LOG_LEVEL=Warning
dotnet "$BINARY" prepare > /dev/null

# start_role port function…: a process with these functions, as in its Deployment.
start_role() {
  local port=$1 i=0 name
  local -a functions=()
  shift
  for name in Health Ready "$@"; do functions+=("AzureFunctionsJobHost__functions__$i=$name"); i=$((i + 1)); done
  env PORT="$port" "${functions[@]}" dotnet "$BINARY" > "$FOLDER/$1.log" 2>&1 &
  ROLE=$!
  PROCESSES+=("$ROLE")
  await "$1 is ready" curl -sf -o /dev/null "http://127.0.0.1:$port/ready"
}

count() { "${PSQL[@]}" -At -c "SELECT count(*) FROM executions WHERE $1"; }
all_ended() { [ "$(count 'status >= 3')" = "$TASKS" ]; }
now() { date +%s%N; }

# say "what" began-in-ns engine-ms postgres-ms rabbit-ms
say() {
  awk -v what="$1" -v n="$TASKS" -v ns=$(($(now) - $2)) -v engine="$3" -v postgres="$4" -v rabbit="$5" 'BEGIN {
    printf "%-9s %6d tasks/s; processor time of one task: service %.0f us, PostgreSQL %.0f us, RabbitMQ %.0f us\n",
      what, n * 1e9 / ns, engine * 1000 / n, postgres * 1000 / n, rabbit * 1000 / n }'
}

for i in $(seq 50); do POSITIONS="${POSITIONS:+$POSITIONS,}{\"t\":$((1700000000000 + i * 5000)),\"lat\":45.$((1000 + i)),\"lon\":13.$((6000 + i))}"; done
ITEM="{\"engine_id\":\"track.summary\",\"data\":{\"positions\":[$POSITIONS]},\"options\":{\"cache\":\"no_store\"}}"
{ printf '{"items":[%s' "$ITEM"; for _ in $(seq 499); do printf ',%s' "$ITEM"; done; printf ']}'; } > "$FOLDER/batch.json"

start_role "$PORT" ExecuteBatch
API=$ROLE
postgres=$(processor "$(postgres_pid)") broker=$(processor "$RABBIT") engine=$(processor "$API") began=$(now)
for _ in $(seq $((TASKS / 500))); do
  curl -sf -o /dev/null -H 'X-API-Key: bench' -H 'Content-Type: application/json' --data-binary "@$FOLDER/batch.json" \
    "http://127.0.0.1:$PORT/api/v1/executions/batch"
done
say accepted "$began" $(($(processor "$API") - engine)) $(($(processor "$(postgres_pid)") - postgres)) $(($(processor "$RABBIT") - broker))

postgres=$(processor "$(postgres_pid)") broker=$(processor "$RABBIT") began=$(now)
start_role $((PORT + 1)) RunTask
echo "The worker is ready $((($(now) - began) / 1000000)) ms after its start."
await "every task has ended" all_ended
say ended "$began" "$(processor "$ROLE")" $(($(processor "$(postgres_pid)") - postgres)) $(($(processor "$RABBIT") - broker))
[ "$(count 'status = 3')" = "$TASKS" ] || { echo "not every task succeeded" >&2; exit 1; }
