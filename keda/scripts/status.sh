#!/usr/bin/env bash
# What an environment is doing: triggers, pods, what the quota has left.
set -euo pipefail
# shellcheck source=environment.sh
. "$(dirname "$0")/environment.sh"

kubectl get scaledobject --namespace "$namespace"
kubectl get deployment,job,pod --namespace "$namespace"
kubectl describe resourcequota --namespace "$namespace"
kubectl get events --namespace "$namespace" --field-selector type=Warning --sort-by .lastTimestamp
