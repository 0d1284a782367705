#!/usr/bin/env bash
# Budgets are objects of Kubecost's API, not manifests: kubecost-budgets.sh http://localhost:9090 (after a port-forward).
# OpenCost has none; there the alert EngineCostNearBudget does the same.
set -euo pipefail
address=${1:?the address of Kubecost, for example http://localhost:9090}

jq --compact-output '.[]' "$(dirname "$0")/kubecost-budgets.json" | while IFS= read -r budget; do
  curl --fail-with-body --silent --show-error --header 'Content-Type: application/json' --data "$budget" "$address/model/budget"
  echo
done
