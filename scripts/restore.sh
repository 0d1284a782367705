#!/usr/bin/env bash
# Restores a dump into the database of RESTORE_DATABASE_URL, all of it or nothing: restore.sh FILE [--replace]
# A database that has tables is refused, unless --replace says that they are to be overwritten.
set -euo pipefail
file=${1:-} replace=${2:-}
if [ ! -f "$file" ] || { [ -n "$replace" ] && [ "$replace" != --replace ]; }; then
  echo "usage: RESTORE_DATABASE_URL=postgresql://… restore.sh FILE [--replace]" >&2
  exit 64
fi
if ! [[ ${RESTORE_DATABASE_URL:-} =~ ^(postgres(ql)?://[^:/@]+)(:([^@/]*))?(@.+)$ ]]; then
  echo "RESTORE_DATABASE_URL must be postgresql://user:password@host:5432/database, the direct address and not the pooler's." >&2
  exit 78
fi
# The password goes by the environment: arguments are in every process list.
address=${BASH_REMATCH[1]}${BASH_REMATCH[5]} password=${BASH_REMATCH[4]}
PGPASSWORD=$(printf '%b' "${password//%/\\x}")
export PGPASSWORD

tables=$(psql --dbname="$address" --no-psqlrc --tuples-only --no-align --command \
  "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
options=()
if [ "$tables" -gt 0 ]; then
  if [ -z "$replace" ]; then
    echo "The database has $tables tables. Restore into an empty one, or overwrite them with --replace." >&2
    exit 1
  fi
  options=(--clean --if-exists)
fi
pg_restore --dbname="$address" --no-owner --no-privileges --single-transaction --exit-on-error "${options[@]}" "$file"
echo "Restored $file."
