#!/usr/bin/env bash
# Says of every server in the settings (.env, or the file in ENV_FILE; what the environment has already wins) whether it works, and
# what to do when it does not. Needs none of the servers' own clients. Ends with 1 when one does not work.
set -euo pipefail
exec "$(dirname "$0")/dev.sh" check-connections
