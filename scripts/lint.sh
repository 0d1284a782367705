#!/usr/bin/env bash
# Checks what the compiler does not see: shell scripts, manifests, the compose file.
set -euo pipefail
cd "$(dirname "$0")/.."
status=0

report() {
  echo "$1" >&2
  status=1
}

while IFS= read -r script; do
  bash -n "$script" || report "$script: not valid shell"
  if command -v shellcheck >/dev/null; then
    shellcheck -x "$script" || report "$script: see shellcheck"
  fi
done < <(git ls-files -co --exclude-standard '*.sh' .ci/run)

if command -v kubectl >/dev/null; then
  for overlay in keda/overlays/*/ keda/platform/; do
    [ -d "$overlay" ] || continue
    kubectl kustomize "$overlay" >/dev/null || report "$overlay: does not build"
  done
elif [ -d keda/overlays ]; then
  echo "kubectl is not installed: the overlays are checked by the tests only." >&2
fi

if docker compose version >/dev/null 2>&1; then
  docker compose config --quiet || report "compose.yaml: not valid"
fi

[ "$status" -eq 0 ] && echo "Scripts, manifests and compose file are in order."
exit "$status"
