#!/bin/sh
# Dumps the database of BACKUP_DATABASE_URL (a direct address: a pooler in transaction mode breaks a dump): dump.sh FILE
# pg_dump reads one snapshot without blocking anybody, and refuses a server that is newer than itself.
set -eu
pg_dump --dbname="${BACKUP_DATABASE_URL:?}" --format=custom --no-owner --no-privileges --file="${1:?usage: dump.sh FILE}"
