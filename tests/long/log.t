#!/bin/sh
# A named log of 5,000 items, as of a term in which nobody mended a rule: all
# of it is printed, in seconds and in bounded memory.

. "$(dirname "$0")/../tap.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
command -v pdfinfo >/dev/null || skip_all "pdfinfo is not here"
. "$ROOT/tests/items.sh"
run_ok "the night runs" beadle nightly -c "$S/school.yml" -d "$T/log.db" \
    -o "$T/night"
multiply_items "$T/log.db" 5000
[ "$(sqlite3 "$T/log.db" 'SELECT count(*) FROM item
    WHERE treatment IN (1, 2)')" = 5000 ]
ok $? "there are 5,000 items"
/usr/bin/time -f '%U %S %M' -o "$T/time" beadle report incident-log \
    -c "$S/school.yml" -d "$T/log.db" -t autumn-2026 -o "$T/out" >"$T/said" 2>&1
ok $? "the log is made"
sed 's/^/# user, system, KiB: /' "$T/time"
awk '{ exit !($1 + $2 < 10) }' "$T/time"
ok $? "in less than ten seconds"
if [ "${BEADLE_VARIANT:-release}" = release ]
then
	awk '{ exit !($3 < 150 * 1024) }' "$T/time"
	ok $? "and 150 MB"
fi
[ "$(grep -c '' "$T/out/head/incident-log-autumn-2026.csv")" = 5001 ]
ok $? "each has its row"
"${BEADLE_BUILD%/wrapped}/tools/pdf-check" \
    "$T/out/head/incident-log-autumn-2026.pdf" >"$T/said" 2>&1
ok $? "and its tags hold"
done_testing
