#!/usr/bin/env bash
# Runs the black-box tests of the API against a service that runs elsewhere, under either host. Its data should be of no worth: the tests
# make executions, schedules and keys. URL, KEY (as TL_PLANE_API_KEY) and ADMIN_KEY (as ADMIN_API_KEY) name it.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in URL KEY ADMIN_KEY; do
  if [ -z "${!name:-}" ]; then
    echo "$name is not set. Usage: make test-api URL=http://127.0.0.1:7071 KEY=... ADMIN_KEY=..." >&2
    exit 2
  fi
done

TL_ENGINE_URL=$URL TL_ENGINE_KEY=$KEY TL_ENGINE_ADMIN_KEY=$ADMIN_KEY \
  dotnet test tests --configuration Release -nodeReuse:false --filter 'Suite=BlackBox' --logger 'console;verbosity=minimal'
