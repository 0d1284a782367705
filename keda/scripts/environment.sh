#!/usr/bin/env bash
# Sourced by the scripts beside it: checks the environment's name and sets `environment` and `namespace`.
environment=${1:-}
case "$environment" in
  dev | staging) ;;
  *)
    echo "Usage: $(basename "$0") dev|staging" >&2
    exit 64
    ;;
esac
# Read by the scripts that source this one.
# shellcheck disable=SC2034
namespace="tl-engine-$environment"
# shellcheck disable=SC2034
keda_folder="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
command -v kubectl >/dev/null || {
  echo "kubectl is not installed." >&2
  exit 69
}
