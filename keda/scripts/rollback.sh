#!/usr/bin/env bash
# The Deployments of an environment back to what they were before the last rollout, for a cluster without Argo CD.
set -euo pipefail
namespace=tl-engine-${1:-}
"$(dirname "$0")/check-environment.sh" "${1:-}"

"$(dirname "$0")/check-no-argo.sh" "revert the commit that wrote the image's digest, it deploys by itself."

for deployment in $(kubectl get deployment --namespace "$namespace" --output name); do
  kubectl rollout undo "$deployment" --namespace "$namespace"
  kubectl rollout status "$deployment" --namespace "$namespace" --timeout=300s
done
echo "Rolled back. Migrations only ever add, so the older code works with the newer tables."
