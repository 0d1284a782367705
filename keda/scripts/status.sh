#!/usr/bin/env bash
# What an environment is doing: triggers, pods, what the quota has left.
set -euo pipefail
namespace=tl-engine-${1:-}
"$(dirname "$0")/check-environment.sh" "${1:-}"

kubectl get scaledobject --namespace "$namespace"
kubectl get deployment,job,pod --namespace "$namespace"
kubectl describe resourcequota --namespace "$namespace"
kubectl get events --namespace "$namespace" --field-selector type=Warning --sort-by .lastTimestamp
