#!/usr/bin/env bash
# Runs every test against real servers of its own, which it installs, starts on free ports, stops and removes. Arguments go to dotnet test.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

scripts/install-servers.sh
if ! command -v kubectl >/dev/null; then
  KUSTOMIZE=$(scripts/kustomize.sh)
  export KUSTOMIZE
fi
official=$(scripts/feed.sh)

TL_TEST_RUN_DIR=$(mktemp -d "${TMPDIR:-/tmp}/tl-engine-run-XXXXXX")
export TL_TEST_RUN_DIR
chmod 711 "$TL_TEST_RUN_DIR"
# The test process ends its servers itself; this is for what it left, having been killed for example.
trap '"$root/tests/Servers/reap.sh" "$TL_TEST_RUN_DIR" </dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# What takes minutes by its nature has a target of its own.
[ "$#" -gt 0 ] || set -- --filter 'Category!=Soak'

results=$root/artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
status=0
dotnet test TlEngine.sln --configuration Release -p:OfficialPackages="$official" -nodeReuse:false \
  --results-directory "$results" --logger trx --logger "console;verbosity=${TL_TEST_CONSOLE:-minimal}" "$@" || status=$?

scripts/test-summary.sh "$results" || status=1
exit "$status"
