#!/usr/bin/env bash
# Builds and runs the standalone host, with the settings of .env when there is one, or of the file in ENV_FILE. Ctrl-C stops it.
# Arguments go to the host: dev.sh check-connections.
set -euo pipefail
cd "$(dirname "$0")/.."

settings=${ENV_FILE:-.env}
if [ -n "${ENV_FILE:-}" ] && [ ! -f "$settings" ]; then
  echo "$settings (ENV_FILE) is not there." >&2
  exit 66
fi

official=$(scripts/feed.sh)
echo "Building; the first time takes a minute." >&2
if ! log=$(dotnet build standalone --configuration Release -p:OfficialPackages="$official" -nodeReuse:false --nologo --tl:off 2>&1); then
  printf '%s\n' "$log" >&2
  exit 1
fi

# KEY=VALUE lines, taken as they are: a URL's & and $ mean nothing here. What the environment has already wins.
if [ -f "$settings" ]; then
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*([A-Za-z_][A-Za-z0-9_.]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    if [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]]; then
      value=${BASH_REMATCH[1]}
    fi
    if [ -n "$value" ] && [ -z "${!name:-}" ]; then
      export "$name=$value"
    fi
  done <"$settings"
fi

host=standalone/bin/Release/net10.0/tl-engine
# On a terminal the host becomes its foreground job, so that Ctrl-C reaches the host and not the make that waits for it: it ends with 0.
if [ -t 0 ] && [ -t 1 ]; then
  set -m
  "$host" "$@"
else
  exec "$host" "$@"
fi
