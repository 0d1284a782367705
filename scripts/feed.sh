#!/usr/bin/env bash
# Prints true when the package feed has the official packages, else false: the value of OfficialPackages for every build.
#
# Asked once per set of versions; the answer is kept in artifacts/feed. The environment variable OfficialPackages overrides it.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${OfficialPackages:-}" ]; then
  echo "$OfficialPackages"
  exit 0
fi

folder=artifacts/feed
mkdir -p "$folder"
versions=$(cksum <Directory.Packages.props | tr ' ' -)
answer="$folder/official-$versions"

if [ ! -f "$answer" ]; then
  echo "Asking the package feed for the official packages (once)." >&2
  log="$folder/restore.log"
  if dotnet restore scripts/feed/Probe.csproj -nodeReuse:false >"$log" 2>&1; then
    echo true >"$answer"
  elif grep -qE 'NU110[123]' "$log"; then
    echo false >"$answer"
  else
    # Not an answer about packages: the feed is away, or the SDK is not right.
    cat "$log" >&2
    echo "The package feed could not be asked; see above. Try again, or set OfficialPackages=true or false." >&2
    exit 1
  fi
fi

official=$(cat "$answer")
if [ "$official" = true ]; then
  echo "Package feed: has the official packages (OfficialPackages=true)." >&2
else
  echo "Package feed: lacks official packages, standins/ serve instead (OfficialPackages=false)." >&2
fi
echo "$official"
