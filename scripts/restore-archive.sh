#!/usr/bin/env bash
# Reads a day's archive, or one execution of it, back into the database of the settings: restore-archive.sh YYYY-MM-DD [ID]
set -euo pipefail
cd "$(dirname "$0")/.."
day=${1:-} execution=${2:-}
if [ -z "$day" ]; then
  echo "usage: make restore-archive DAY=2026-01-31 [EXECUTION=id] [ENV_FILE=.env.dev]" >&2
  exit 64
fi
exec scripts/dev.sh restore-archive "$day" ${execution:+--execution "$execution"}
