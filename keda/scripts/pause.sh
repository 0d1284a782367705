#!/usr/bin/env bash
# Kill switch: everything of an environment to zero, and no trigger wakes it until resume.sh.
set -euo pipefail
environment=${1:-}
namespace=tl-engine-$environment
"$(dirname "$0")/check-environment.sh" "$environment"
# Pods of jobs that have ended stay for a day and are no Deployment's.
pods='app.kubernetes.io/part-of=tl-engine,app.kubernetes.io/name notin (engine-prepare,engine-backup)'

# KEDA deletes its autoscaler, stops its loop and sets the replicas. Argo CD leaves the annotation alone: Git says nothing of it.
kubectl annotate scaledobject --all --namespace "$namespace" --overwrite autoscaling.keda.sh/paused-replicas=0

if ! kubectl wait --for=delete pod --selector "$pods" --namespace "$namespace" --timeout=120s; then
  echo "Pods are still there after two minutes: KEDA does not answer. Scaling down without it." >&2
  kubectl scale deployment --all --namespace "$namespace" --replicas=0
  kubectl wait --for=delete pod --selector "$pods" --namespace "$namespace" --timeout=120s
fi

echo "$environment is paused. Tasks wait in the queues, callers of the API get 504 after a minute. To go on: make resume ENV=$environment"
