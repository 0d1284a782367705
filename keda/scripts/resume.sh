#!/usr/bin/env bash
# Ends the pause of an environment: each trigger wakes what it has work for.
set -euo pipefail
environment=${1:-}
namespace=tl-engine-$environment
"$(dirname "$0")/check-environment.sh" "$environment"

kubectl annotate scaledobject --all --namespace "$namespace" autoscaling.keda.sh/paused-replicas- autoscaling.keda.sh/paused-
echo "$environment goes on. What waits is worked off now: make status ENV=$environment"
