#!/bin/sh
# What the technician is told of rejects: a reason that is new, or more than
# one record in a hundred; what was met before and is little, is not.

. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir logs

cat >school.yml <<'END'
school: {name: Quillbrook School}
store: beadle.db
out: out
logs: [logs]
go_live: 2026-09-02
END

visits() { # visits FILE FIRST COUNT: so many lines of Squid's
	awk -v first="$2" -v count="$3" 'BEGIN {
		for (i = 0; i < count; i++)
			printf "%d.101 210 198.51.100.23 TCP_MISS/200 41 GET " \
			    "http://findly.example/%d amy DIRECT/192.0.2.10 " \
			    "text/html\n", 1793300000 + first + i, first + i
	}' >>"logs/$1"
}
bad() { # bad FILE: one whose size is none
	echo '1793300000.101 210 198.51.100.23 TCP_MISS/200 x GET' \
	    'http://findly.example/ amy DIRECT/192.0.2.10 text/html' \
	    >>"logs/$1"
}

visits a.log 0 300
bad a.log
exits 3 "a night with a reject" beadle-nightly -c school.yml
has "tells a reason that is new" \
    "^beadle-nightly: records are rejected for a new reason: bad size" \
    "$T/.err"
has "and the balance" "rejected 1$" "$T/.err"

visits b.log 1000 300
bad b.log
exits 3 "another with the same" beadle-nightly -c school.yml
[ ! -s "$T/.err" ]
ok $? "says nothing"

visits c.log 2000 50
bad c.log
exits 3 "one with many of them" beadle-nightly -c school.yml
has "says how many" "^beadle-nightly: 1 of 51 records were rejected, more" \
    "$T/.err"

visits d.log 3000 300
visits e.log 4000 300
sed -i '$s/DIRECT/NOT DIRECT/' logs/e.log
exits 3 "one tried only" beadle-nightly -n -c school.yml
has "tells what would be new" "new reason: more than ten fields" "$T/.err"
exits 3 "in earnest" beadle-nightly -c school.yml
has "tells it again: it had changed nothing" \
    "new reason: more than ten fields" "$T/.err"
visits f.log 5000 9
exits 0 "a night without rejects" beadle-nightly -c school.yml
[ ! -s "$T/.err" ]
ok $? "is silent"

run_ok "the IT sheet is made" beadle-report it-sheet -c school.yml \
    -t 2026-W44 -o sheet.pdf
pdftotext -layout sheet.pdf text
has "it says what is to be done" "some for a reason that was" text
has "it has the reasons, and when each was first met" \
    "bad size *3 .*2 Nov 2026" text
visits g.log 6000 10
for i in 1 2 3 4 5 6 7 8 9 10
do
	bad g.log
done
beadle-nightly -c school.yml >/dev/null 2>&1
beadle-report it-sheet -c school.yml -t 2026-W44 -o sheet.pdf
pdftotext -layout sheet.pdf text
has "more than one in a hundred" "More than one record in a hundred" text
done_testing
