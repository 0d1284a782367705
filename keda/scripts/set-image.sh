#!/usr/bin/env bash
# Writes an image by its digest into an overlay: set-image.sh dev registry/name@sha256:…
set -euo pipefail
environment=${1:-}
image=${2:-}
file=$(cd "$(dirname "$0")/.." && pwd)/overlays/$environment/app/kustomization.yaml
if [ ! -f "$file" ] || ! [[ $image =~ ^[a-z0-9./:_-]+@sha256:[0-9a-f]{64}$ ]]; then
  echo "Usage: $(basename "$0") dev|staging registry/name@sha256:…" >&2
  exit 64
fi

changed=$(mktemp)
trap 'rm -f "$changed"' EXIT
awk -v name="${image%@*}" -v digest="${image#*@}" '
  /^  - name: tl-engine$/ { print; inside = 1; print "    newName: " name; print "    digest: " digest; next }
  inside && /^    (newName|newTag|digest):/ { next }
  { inside = 0; print }
' "$file" >"$changed"
cat "$changed" >"$file"
