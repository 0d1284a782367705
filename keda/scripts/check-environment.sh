#!/usr/bin/env bash
# Ends with an error unless the argument names an environment and kubectl is here.
set -euo pipefail

case "${1:-}" in
  dev | staging) ;;
  *)
    echo "The environment is dev or staging, not \"${1:-}\"." >&2
    exit 64
    ;;
esac
command -v kubectl >/dev/null || {
  echo "kubectl is not installed: https://kubernetes.io/docs/tasks/tools. \`make install\` says what else is missing." >&2
  exit 69
}
