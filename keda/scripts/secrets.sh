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

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# KEY=VALUE as dev.sh reads it: quotes around a value and a carriage return behind it are not part of it, the last one counts.
sed -n -e 's/\r$//' -e 's/^[[:space:]]*\([A-Z][A-Z0-9_]*\)="\(.*\)"$/\1=\2/' -e "s/^[[:space:]]*\([A-Z][A-Z0-9_]*\)='\(.*\)'\$/\1=\2/" \
  -e 's/^[[:space:]]*\([A-Z][A-Z0-9_]*=.\)/\1/p' "$file" |
  awk '{ name = substr($0, 1, index($0, "=") - 1); if (!(name in line)) order[++names] = name; line[name] = $0 }
    END { for (i = 1; i <= names; i++) print line[order[i]] }' >"$folder/all"
value_of() { sed -n "s/^$1=//p" "$folder/all"; }

# What the app refuses to start without, outside ENVIRONMENT=local.
missing=()
for name in DATABASE_URL REDIS_URL AMQP_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_S3_BUCKET_NAME TL_PLANE_API_KEY ADMIN_API_KEY; do
  [ -n "$(value_of "$name")" ] || missing+=("$name")
done
for name in SCALER_DATABASE_URL SCALER_BROKER_URL; do
  [ -n "$(value_of "$name")" ] || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "$file lacks ${missing[*]}; .env.example says what each of them is." >&2
  exit 78
fi

here=()
for name in DATABASE_URL REDIS_URL AMQP_URL AWS_S3_ENDPOINT_URL SCALER_DATABASE_URL SCALER_BROKER_URL; do
  [[ $(value_of "$name") =~ ^[a-z0-9]+://([^/]*@)?(localhost|127\.|\[::1\]) ]] && here+=("$name")
done
if [ ${#here[@]} -gt 0 ]; then
  echo "In $file ${here[*]} lead to this machine; a pod would find itself there. Write .env.$environment with the servers of $environment." >&2
  exit 78
fi

decode() { printf '%b' "${1//%/\\x}"; }
broker=$(value_of SCALER_BROKER_URL)
if ! [[ $broker =~ ^(https?)://([^:/@]+):([^@/]+)@([^/]+)(/([^/]*))?$ ]]; then
  echo "SCALER_BROKER_URL in $file is not https://user:password@host/vhost." >&2
  exit 78
fi
scheme=${BASH_REMATCH[1]} user=${BASH_REMATCH[2]} password=${BASH_REMATCH[3]} host=${BASH_REMATCH[4]} vhost=${BASH_REMATCH[6]:-%2F}

# The app reads its own settings alone; the scalers' addresses are KEDA's, and the manifests say which environment and port it is.
grep -vE '^(SCALER_|ENVIRONMENT=|PORT=|DATA_FOLDER=)' "$folder/all" >"$folder/settings"
printf '%s' "$scheme://$host" >"$folder/host"
decode "$vhost" >"$folder/vhost"
decode "$user" >"$folder/username"
decode "$password" >"$folder/password"
printf '%s' "$(value_of SCALER_DATABASE_URL)" >"$folder/connection"

# Server-side: the other way keeps a copy of every value in an annotation.
apply() {
  kubectl create secret generic "$@" --namespace "$namespace" --dry-run=client --output yaml |
    kubectl apply --server-side --force-conflicts --filename -
}
kubectl apply --filename "$keda_folder/overlays/$environment/app/namespace.yaml"
apply engine-settings --from-env-file "$folder/settings"
apply engine-scaler-broker --from-file "$folder/host" \
  --from-file "$folder/vhost" --from-file "$folder/username" --from-file "$folder/password"
apply engine-scaler-database --from-file "$folder/connection"
echo "Secrets of $environment are in $namespace, from $file."
