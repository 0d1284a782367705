#!/usr/bin/env bash
# A deployed API from outside: smoke.sh https://engine-dev.example.com [REVISION]. The first call may wake it, and Argo CD looks every few
# minutes, so it is given time; with a revision it waits until that one answers, for the version before would pass as well.
set -euo pipefail
url=${1:-} revision=${2:-}
if ! [[ $url =~ ^https?://[^/]+$ ]]; then
  echo "Usage: $(basename "$0") https://host [revision]" >&2
  exit 64
fi

deadline=$((SECONDS + ${SMOKE_SECONDS:-300}))
status() { curl --silent --output /dev/null --max-time 70 --write-out '%{http_code}' "$@" || true; }
answers() {
  if [ -z "$revision" ]; then
    [ "$(status "$url/health")" = 200 ]
  else
    curl --silent --fail --max-time 70 "$url/health" | grep --quiet --fixed-strings "\"revision\":\"$revision\""
  fi
}

until answers; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "$url/health did not answer 200${revision:+ as revision $revision} in time." >&2
    exit 1
  fi
  sleep "${SMOKE_PAUSE:-5}"
done

failed=0
expect() {
  local got
  got=$(status "$3")
  if [ "$got" = "$2" ]; then
    echo "OK    $1"
  else
    echo "WRONG $1: $got instead of $2" >&2
    failed=1
  fi
}
expect "ready" 200 "$url/ready"
expect "refuses who has no key" 401 "$url/api/v1/engines"
expect "no metrics from outside" 404 "$url/metrics"
exit "$failed"
