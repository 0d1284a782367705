#!/usr/bin/env bash
# Makes the Kubernetes Secrets of an environment from a settings file (.env.ENV, or .env). Values go through files that only this
# user can read, never through arguments that a process list would show, and nothing of them is printed.
set -euo pipefail
environment=${1:-}
namespace=tl-engine-$environment
keda_folder=$(cd "$(dirname "$0")/.." && pwd)
"$(dirname "$0")/check-environment.sh" "$environment"
umask 077

file=.env.$environment
[ -f "$file" ] || file=.env
[ -f "$file" ] || {
  echo "Neither .env.$environment nor .env is here; .env.example lists what belongs in it." >&2
  exit 66
}

value_of() { sed -n "s/^$1=//p" "$file" | tail -n 1 | sed -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/"; }
missing=()
for name in DATABASE_URL AMQP_URL SCALER_DATABASE_URL SCALER_BROKER_URL; do
  [ -n "$(value_of "$name")" ] || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "$file lacks ${missing[*]}." >&2
  echo "SCALER_DATABASE_URL is the database's direct address (not the pooler), SCALER_BROKER_URL the broker's management address," >&2
  echo "https://user:password@host/vhost with everything percent-encoded as in AMQP_URL." >&2
  exit 78
fi

decode() { printf '%b' "${1//%/\\x}"; }
broker=$(value_of SCALER_BROKER_URL)
if ! [[ $broker =~ ^(https?)://([^:/@]+):([^@/]+)@([^/]+)(/([^/]*))?$ ]]; then
  echo "SCALER_BROKER_URL in $file is not https://user:password@host/vhost." >&2
  exit 78
fi
scheme=${BASH_REMATCH[1]} user=${BASH_REMATCH[2]} password=${BASH_REMATCH[3]} host=${BASH_REMATCH[4]} vhost=${BASH_REMATCH[6]:-%2F}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The app reads its own settings alone; the scalers' addresses are KEDA's.
grep -E '^[A-Z][A-Z0-9_]*=.' "$file" | grep -vE '^(SCALER_|ENVIRONMENT=|PORT=)' |
  sed -e 's/^\([A-Z0-9_]*\)="\(.*\)"$/\1=\2/' -e "s/^\([A-Z0-9_]*\)='\(.*\)'\$/\1=\2/" >"$folder/settings"
printf '%s' "$scheme://$host" >"$folder/host"
decode "$vhost" >"$folder/vhost"
decode "$user" >"$folder/username"
decode "$password" >"$folder/password"
printf '%s' "$(value_of SCALER_DATABASE_URL)" >"$folder/connection"

apply() { kubectl create secret generic "$@" --namespace "$namespace" --dry-run=client --output yaml | kubectl apply --filename -; }
kubectl apply --filename "$keda_folder/overlays/$environment/app/namespace.yaml"
apply engine-settings --from-env-file "$folder/settings"
apply engine-scaler-broker --from-file "$folder/host" \
  --from-file "$folder/vhost" --from-file "$folder/username" --from-file "$folder/password"
apply engine-scaler-database --from-file "$folder/connection"
echo "Secrets of $environment are in $namespace, from $file."
