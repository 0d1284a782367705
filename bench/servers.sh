# shellcheck shell=bash
# Throw-away PostgreSQL and RabbitMQ for a measurement: sourced, not run. FOLDER holds all they write and is removed at the end.
PGPORT=${PGPORT:-15439}
AMQPPORT=${AMQPPORT:-15672}
BIN=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
FOLDER=$(mktemp -d)
chmod 755 "$FOLDER"
# Used by what sources this.
# shellcheck disable=SC2034
PSQL=("$BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PGPORT" -U postgres -d postgres)
PROCESSES=()

as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }

start_postgres() {
  [ "$(id -u)" != 0 ] || chown postgres: "$FOLDER"
  as_postgres "$BIN/initdb" -D "$FOLDER/data" -U postgres --auth trust --encoding UTF8 --locale C > /dev/null
  as_postgres "$BIN/pg_ctl" -D "$FOLDER/data" -w -l "$FOLDER/log" \
    -o "-p $PGPORT -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB" start > /dev/null
  export DATABASE_URL="postgresql://postgres@127.0.0.1:$PGPORT/postgres?sslmode=disable"
}

start_rabbit() {
  local folder=$FOLDER/rabbit
  mkdir -p "$folder"
  printf '%s\n' 'default_user = bench' 'default_pass = bench' 'log.console.level = warning' > "$folder/rabbitmq.conf"
  printf '[].\n' > "$folder/enabled_plugins"
  : > "$folder/rabbitmq-env.conf"
  export ERL_EPMD_PORT=$((AMQPPORT + 1)) ERL_EPMD_ADDRESS=127.0.0.1
  epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" > /dev/null 2>&1 &
  PROCESSES+=($!)
  HOME=$folder RABBITMQ_NODENAME="bench-$AMQPPORT@localhost" RABBITMQ_NODE_PORT=$AMQPPORT RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_DIST_PORT=$((AMQPPORT + 2)) RABBITMQ_MNESIA_BASE=$folder/data RABBITMQ_LOG_BASE=$folder RABBITMQ_LOGS=- \
    RABBITMQ_PID_FILE=$folder/node RABBITMQ_CONF_ENV_FILE=$folder/rabbitmq-env.conf RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf \
    RABBITMQ_ENABLED_PLUGINS_FILE=$folder/enabled_plugins RABBITMQ_ALLOW_INPUT=true \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-noinput -kernel inet_dist_use_interface {127,0,0,1}' \
    /usr/lib/rabbitmq/bin/rabbitmq-server > "$folder/log" 2>&1 &
  RABBIT=$!
  PROCESSES+=("$RABBIT")
  await "RabbitMQ listens" test_port "$AMQPPORT"
  export AMQP_URL="amqp://bench:bench@127.0.0.1:$AMQPPORT/%2F"
}

test_port() { (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# await "what" command …: asks every 0.1 s for two minutes.
await() {
  local what=$1
  shift
  for _ in $(seq 1200); do "$@" && return; sleep 0.1; done
  echo "$what: not within two minutes" >&2
  return 1
}

# Processor time in ms of the process given and of its children.
processor() {
  # Processes come and go while they are listed.
  { cat /proc/[0-9]*/stat 2> /dev/null || true; } | awk -v parent="$1" -v tick="$(getconf CLK_TCK)" '
    { pid = $1; sub(/^.*\) /, ""); if (pid == parent || $2 == parent) spent += $12 + $13 }
    END { printf "%d\n", spent * 1000 / tick }'
}

postgres_pid() { head -1 "$FOLDER/data/postmaster.pid"; }

end_servers() {
  for process in "${PROCESSES[@]}"; do
    kill "$process" 2> /dev/null || true
    wait "$process" 2> /dev/null || true
  done
  [ ! -d "$FOLDER/data" ] || as_postgres "$BIN/pg_ctl" -D "$FOLDER/data" -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$FOLDER"
}
