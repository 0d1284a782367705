#!/usr/bin/env bash
# Removes what builds, tests and installs left in the repository. Data (.data), .env and local.settings.json stay.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf artifacts tests/Servers/node_modules
find . \( -name .git -o -name node_modules \) -prune -o -type d \( -name bin -o -name obj -o -name TestResults \) -print -prune |
  while IFS= read -r folder; do
    # A source folder of that name would be tracked.
    [ -n "$(git ls-files "$folder")" ] || rm -rf "$folder"
  done
