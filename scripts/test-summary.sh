#!/usr/bin/env bash
# Reads the TRX files of a folder: the slowest tests, the failed ones, and the sum as "N passed, N failed" on the last line.
# Ends with 1 when a test failed, was skipped or when none ran.
set -euo pipefail
folder=${1:?usage: test-summary.sh FOLDER}

shopt -s nullglob
files=("$folder"/*.trx)
if [ "${#files[@]}" -eq 0 ]; then
  echo "No test ran."
  echo "0 passed, 0 failed"
  exit 1
fi

awk '
  function attribute(name,   start, rest) {
    start = index($0, " " name "=\"")
    if (!start) { return "" }
    rest = substr($0, start + length(name) + 3)
    return substr(rest, 1, index(rest, "\"") - 1)
  }
  /<UnitTestResult / {
    split(attribute("duration"), part, ":")
    name = attribute("testName")
    gsub("&quot;", "\"", name); gsub("&lt;", "<", name); gsub("&gt;", ">", name); gsub("&amp;", "\\&", name)
    outcome = attribute("outcome")
    printf "%s\t%.3f\t%s\n", outcome, part[1] * 3600 + part[2] * 60 + part[3], name
  }
' "${files[@]}" >"$folder/tests.tsv"

count() { awk -F '\t' -v outcome="$1" '$1 == outcome' "$folder/tests.tsv" | wc -l; }
all=$(wc -l <"$folder/tests.tsv")
passed=$(count Passed)
failed=$(count Failed)
skipped=$((all - passed - failed))

echo
echo "Slowest tests:"
sort -t $'\t' -k 2,2nr "$folder/tests.tsv" | awk -F '\t' 'NR <= 10 { printf "  %7.1f s  %s\n", $2, $3 }'
if [ "$failed" -gt 0 ]; then
  echo "Failed tests:"
  awk -F '\t' '$1 == "Failed" { print "  " $3 }' "$folder/tests.tsv"
fi
if [ "$skipped" -gt 0 ]; then
  echo "Tests without a verdict ($skipped):"
  awk -F '\t' '$1 != "Failed" && $1 != "Passed" { print "  " $3 }' "$folder/tests.tsv"
fi
echo "$passed passed, $((failed + skipped)) failed"
[ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] && [ "$passed" -gt 0 ]
