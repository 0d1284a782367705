#!/bin/sh
# Ends the servers of one run folder and removes the folder: reap.sh FOLDER
#
# Reads its input to the end first. A test process keeps the other end of that pipe open, so however it ends, a kill -9
# included, the end of the input says that its servers are nobody's any more.
#
# Each pid file below the folder holds "<pid> <signal>". A process is signalled only while its working directory is inside
# the folder: the number may by now belong to somebody else.
set -u
folder=${1:?usage: reap.sh FOLDER}
cat >/dev/null
[ -d "$folder" ] || exit 0
folder=$(cd "$folder" && pwd -P)
cd /

ours() {
  case "$(readlink "/proc/$1/cwd" 2>/dev/null)/" in "$folder"/*) return 0 ;; *) return 1 ;; esac
}

find "$folder" -maxdepth 3 -name '*.pid' -not -name postmaster.pid 2>/dev/null | while IFS= read -r file; do
  read -r pid signal <"$file" || continue
  ours "$pid" && kill -s "$signal" "$pid" 2>/dev/null
done

# Anything that still runs there after ten seconds, a child that lost its parent for example, is killed.
tries=0
while :; do
  left=
  for directory in /proc/[0-9]*; do
    pid=${directory#/proc/}
    [ "$pid" = "$$" ] || { ours "$pid" && left="$left $pid"; }
  done
  [ -n "$left" ] || break
  tries=$((tries + 1))
  if [ "$tries" -ge 100 ]; then
    # shellcheck disable=SC2086
    kill -s KILL $left 2>/dev/null
    [ "$tries" -lt 120 ] || break
  fi
  sleep 0.1
done

# A PostgreSQL that was killed leaves its shared memory segment; line 7 of its pid file names it.
find "$folder" -name postmaster.pid 2>/dev/null | while read -r file; do
  segment=$(awk 'NR == 7 { print $2 }' "$file")
  [ -n "$segment" ] && ipcrm -m "$segment" 2>/dev/null
done

rm -rf "$folder"
