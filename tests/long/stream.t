#!/bin/sh
# A stream without end, as far as memory goes: ten gigabytes of lines through
# a pipe, every one of them counted, and no more memory at its end than at its
# beginning; then several through a gzip and a whole night.
# BYTES=10000000000 NIGHT=3000000000

. "$(dirname "$0")/../tap.sh"

bytes=${BYTES:-10000000000}
night=${NIGHT:-3000000000}
lines_of() { # lines_of BYTES: about so many
	"$BEADLE_BUILD/tools/squid-lines" 100000 |
	    awk -v bytes="$1" '{ n += length($0) + 1 }
		END { printf "%d\n", bytes / n * NR }'
}

# watch PID FILE: its memory in kilobytes, twice a second.
watch() {
	while grep VmRSS "/proc/$1/status" 2>/dev/null
	do
		sleep 0.5
	done | awk '{ print $2; fflush() }' >"$2"
}

# The most that was held, in each quarter of the time.
quarters() {
	awk '{ at[NR] = $1 } END {
		for (q = 0; q < 4; q++) {
			most = 0
			for (i = int(q * NR / 4) + 1; i <= (q + 1) * NR / 4; i++)
				if (at[i] > most) most = at[i]
			printf "%d ", most
		}
		print "" }' "$1"
}

lines=$(lines_of "$bytes")
mkfifo "$T/pipe" "$T/parsed"
began=$(date +%s)
"$BEADLE_BUILD/tools/squid-lines" "$lines" |
    tee "$T/pipe" | wc -c >"$T/bytes" &
# Not beadle parse: the program itself, whose memory is asked for.
"$BEADLE_BUILD/beadle-parse" -v -f squid - <"$T/pipe" >"$T/parsed" \
    2>"$T/counts" &
parse=$!
LC_ALL=C grep -c '	event	' <"$T/parsed" >"$T/events" &
watch "$parse" "$T/memory"
wait
ended=$(date +%s)
echo "# $(cat "$T/bytes") bytes, $lines lines in $((ended - began)) s"
has "all $lines lines of it are used" " $lines records: $lines used" "$T/counts"
[ "$(cat "$T/events")" -eq "$lines" ]
ok $? "and are as many events"
quarters=$(quarters "$T/memory")
echo "# at most so many kB in each quarter of the time: $quarters"
# shellcheck disable=SC2086
set -- $quarters
[ "$4" -le $(($2 + 1024)) ]
ok $? "the last quarter takes no more memory than the second"
[ "$4" -le 65536 ]
ok $? "and less than 64 MB"

# A culprit: what keeps each line would be seen.
seq 2000 | awk '{ print 20000 + NR * 100 }' >"$T/grows"
# shellcheck disable=SC2046
set -- $(quarters "$T/grows")
[ "$4" -gt $(($2 + 1024)) ]
ok $? "what keeps what it reads would be seen"

lines=$(lines_of "$night")
sample_school "$T/school"
"$BEADLE_BUILD/tools/squid-lines" "$lines" |
    gzip -1 >"$T/school/logs/access.log.gz"
began=$(date +%s)
BEADLE_NOW=2026-10-14T04:00:00Z /usr/bin/time -f '%M' -o "$T/peak" \
    "$BEADLE_BUILD/beadle-nightly" -c "$T/school/school.yml" -v \
    -d "$T/night.db" -o "$T/out" >"$T/night.sum" 2>"$T/night.err"
ended=$(date +%s)
echo "# a night of $lines lines in $((ended - began)) s, $(tail -1 "$T/peak") kB"
has "a night reads all $lines of a gzip" "^records read $lines = used $lines " \
    "$T/night.sum"
[ "$(tail -1 "$T/peak")" -le 393216 ]
ok $? "in less than 384 MB"
done_testing
