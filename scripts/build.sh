#!/usr/bin/env bash
# Builds everything in Release and publishes the standalone binary to artifacts/standalone.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p artifacts/feed
official=$(scripts/feed.sh)
dotnet build TlEngine.sln --configuration Release -p:OfficialPackages="$official" -nodeReuse:false

# Compiled ahead of time where the feed has the compiler for this SDK: the first call is answered in half the time.
ready=(--use-current-runtime -p:SelfContained=false -p:PublishReadyToRun=true)
if ! dotnet restore standalone "${ready[@]}" -p:OfficialPackages="$official" -nodeReuse:false >artifacts/feed/ready-to-run.log 2>&1; then
  grep -qE 'NU110[123]' artifacts/feed/ready-to-run.log || { cat artifacts/feed/ready-to-run.log >&2; exit 1; }
  echo "Package feed: lacks the ahead-of-time compiler of this SDK, the binary is published without it." >&2
  ready=()
fi

rm -rf artifacts/standalone
dotnet publish standalone --configuration Release --output artifacts/standalone "${ready[@]}" \
  -p:OfficialPackages="$official" -nodeReuse:false
echo "artifacts/standalone/tl-engine is ready."
