#!/usr/bin/env bash
# Installs Debian packages without letting any of them start a service: apt-install.sh PACKAGE...
set -euo pipefail

if ! command -v apt-get >/dev/null; then
  echo "Missing: $*. This machine has no apt-get: install them by its own means and try again." >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Missing: $*. Installing them needs root or sudo." >&2
    exit 1
  fi
  as_root=(sudo)
fi

# Debian's own switch: with 101 no package starts its service. An existing rule of the machine stays as it is.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
fi

echo "Installing $*."
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update -q &&
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
  cat "$log" >&2
  rm -f "$log"
  echo "Installing $* failed; see above." >&2
  exit 1
fi
rm -f "$log"

# Nor at the next boot: the tests start servers of their own.
if command -v systemctl >/dev/null; then
  for service in postgresql redis-server rabbitmq-server pgbouncer; do
    case " $* " in *" $service "*) "${as_root[@]}" systemctl disable --quiet "$service" || true ;; esac
  done
fi
