#!/usr/bin/env bash
# Runs the app under the Azure Functions host: functions/ is where `func start` finds the project.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v func >/dev/null; then
  echo "Azure Functions Core Tools are not installed: npm install -g azure-functions-core-tools@4" >&2
  echo "\`make dev\` runs the same functions without them." >&2
  exit 1
fi
if [ ! -f local.settings.json ]; then
  echo "local.settings.json is missing: cp local.settings.sample.json local.settings.json, and look through it." >&2
  exit 1
fi

cd functions
exec func start "$@"
