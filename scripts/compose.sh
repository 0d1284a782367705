#!/usr/bin/env bash
# The servers of compose.yaml: compose.sh up|down|logs. Says what is missing where no Docker engine with compose is.
set -euo pipefail
cd "$(dirname "$0")/.."

without="\`make dev\` runs without any server, and \`make test\` starts servers of its own."
if ! command -v docker >/dev/null; then
  echo "Docker is not installed: https://docs.docker.com/engine/install. $without" >&2
  exit 69
fi
if ! docker compose version >/dev/null 2>&1; then
  echo "Docker is here, its compose plugin is not: https://docs.docker.com/compose/install. $without" >&2
  exit 69
fi
if ! docker info >/dev/null 2>&1; then
  echo "No Docker engine answers: start it, or let this user reach it (docker info says more). $without" >&2
  exit 69
fi

case "${1:-}" in
  up)
    docker compose up --detach --wait
    echo "The servers run. cp .env.example .env, then make test-connections and make dev."
    ;;
  down) docker compose down ;;
  logs) docker compose logs --follow --tail 100 ;;
  *) echo "usage: compose.sh up|down|logs" >&2; exit 64 ;;
esac
