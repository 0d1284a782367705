#!/usr/bin/env bash
# Deploys an environment to a cluster without Argo CD: first what the functions need, then everything.
set -euo pipefail
environment=${1:-}
namespace=tl-engine-$environment
keda_folder=$(cd "$(dirname "$0")/.." && pwd)
"$(dirname "$0")/check-environment.sh" "$environment"
deadline_seconds=660

"$(dirname "$0")/check-no-argo.sh" "commit instead, it deploys by itself."

for crd in scaledobjects.keda.sh interceptorroutes.http.keda.sh; do
  kubectl get crd "$crd" >/dev/null || {
    echo "The cluster lacks $crd: install KEDA and its HTTP add-on first, see docs/operations.md." >&2
    exit 1
  }
done

kubectl apply --filename "$keda_folder/overlays/$environment/app/namespace.yaml"
for secret in engine-settings engine-scaler-broker engine-scaler-database; do
  kubectl get secret "$secret" --namespace "$namespace" >/dev/null || {
    echo "The Secret $secret is missing in $namespace: make secrets ENV=$environment" >&2
    exit 1
  }
done

rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
kubectl kustomize "$keda_folder/overlays/$environment" >"$rendered"

# A Job cannot be changed, only made anew.
kubectl delete job engine-prepare --namespace "$namespace" --ignore-not-found --wait
kubectl apply --filename "$rendered" --selector app.kubernetes.io/name=engine-prepare
echo "Waiting for migrations and queues."
until=$((SECONDS + deadline_seconds))
while true; do
  condition=$(kubectl get job engine-prepare --namespace "$namespace" --output 'jsonpath={.status.conditions[?(@.status=="True")].type}')
  case "$condition" in
    *Complete*) break ;;
    *Failed*)
      echo "engine-prepare failed; nothing else was changed:" >&2
      kubectl logs job/engine-prepare --namespace "$namespace" --tail 50 >&2
      exit 1
      ;;
  esac
  if [ "$SECONDS" -ge "$until" ]; then
    echo "engine-prepare did not end within $deadline_seconds s: kubectl describe job engine-prepare --namespace $namespace" >&2
    exit 1
  fi
  sleep 3
done

kubectl apply --filename "$rendered"
for deployment in $(kubectl get deployment --namespace "$namespace" --output name); do
  kubectl rollout status "$deployment" --namespace "$namespace" --timeout=300s
done
echo "$environment is deployed; its pods start when there is work."
