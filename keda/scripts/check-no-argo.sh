#!/usr/bin/env bash
# Ends with an error where Argo CD runs, which would undo what is applied by hand, and where nobody can say: check-no-argo.sh INSTEAD
set -euo pipefail
if ! found=$(kubectl get crd applications.argoproj.io --ignore-not-found --output name); then
  echo "The cluster does not say whether it has Argo CD; see above. Nothing was changed." >&2
  exit 1
fi
if [ -n "$found" ]; then
  echo "This cluster has Argo CD, which would undo what is applied by hand: $1" >&2
  exit 1
fi
