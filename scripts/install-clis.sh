#!/usr/bin/env bash
# Says which command-line tools are here, which are missing and how each is installed: install-clis.sh [--install]
# With --install it installs those that Debian or npm have. Ends with 1 when one is missing that building or testing needs.
set -euo pipefail
cd "$(dirname "$0")/.."

install=
case "${1:-}" in
  '') ;;
  --install) install=yes ;;
  *) echo "usage: install-clis.sh [--install]" >&2; exit 64 ;;
esac

# program | needed for | its Debian package, npm:package, or - | how else
tools() {
  cat <<'TOOLS'
dotnet|build and test|-|https://dotnet.microsoft.com/download/dotnet/10.0 (the SDK)
func|make func|npm:azure-functions-core-tools@4|https://learn.microsoft.com/azure/azure-functions/functions-run-local
docker|make up|docker.io|https://docs.docker.com/engine/install
kubectl|make deploy-*, make lint|kubernetes-client|https://kubernetes.io/docs/tasks/tools
kustomize|only if kubectl has none|-|https://kubectl.docs.kubernetes.io/installation/kustomize
helm|KEDA on a new cluster|-|https://helm.sh/docs/intro/install
argocd|clusters with Argo CD|-|https://argo-cd.readthedocs.io/en/stable/cli_installation
psql|looking at the database|postgresql-client|https://www.postgresql.org/download
redis-cli|looking at Redis|redis-tools|https://redis.io/docs/latest/operate/oss_and_stack/install
shellcheck|make lint|shellcheck|https://www.shellcheck.net
TOOLS
}

debian=()
npm=()
needed=()
while IFS='|' read -r program purpose package page; do
  if found=$(command -v "$program"); then
    printf '%-11s here      %s\n' "$program" "$found"
    continue
  fi

  case $package in
    -) how="see $page" ;;
    npm:*) how="npm install --global ${package#npm:}, or see $page"; npm+=("${package#npm:}") ;;
    *) how="apt-get install $package, or see $page"; debian+=("$package") ;;
  esac
  printf '%-11s missing   for %s: %s\n' "$program" "$purpose" "$how"
  [ "$program" != dotnet ] || needed+=("$program")
done < <(tools)

if command -v docker >/dev/null && ! docker compose version >/dev/null 2>&1; then
  echo "docker      has no compose plugin: see https://docs.docker.com/compose/install"
fi

if [ -n "$install" ] && [ "${#debian[@]}" -gt 0 ]; then
  scripts/apt-install.sh "${debian[@]}"
fi
if [ -n "$install" ] && [ "${#npm[@]}" -gt 0 ]; then
  command -v npm >/dev/null || { echo "Missing: npm, for ${npm[*]}." >&2; exit 1; }
  echo "Installing ${npm[*]}."
  npm install --global --no-audit --no-fund --loglevel=error "${npm[@]}"
fi

if [ "${#needed[@]}" -gt 0 ]; then
  echo "Nothing builds without ${needed[*]}." >&2
  exit 1
fi
