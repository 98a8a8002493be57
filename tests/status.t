#!/bin/sh
# beadle status, handover and doctor -c: how the nights are, for a program
# that watches, for who takes over, and for who looks for what is wrong.

. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
sample_school .
zcat "$S/logs/proxy/access.log-20261016.gz" | head -n 2000 >logs/access.log
chmod -R o= .

exits 2 "without a store it is critical" beadle status -c school.yml
has "and says why" "^CRITICAL: Quillbrook School: there is no store" "$T/.out"
echo "not a database" >text.db
exits 2 "so it is with a file that is none" \
	beadle status -c school.yml -d text.db
has "which is not called absent" "^CRITICAL: .*: the store is none, or" \
	"$T/.out"
exits 3 "with faults in the settings it is unknown" beadle status -c people.csv
exits 2 "a form that is none" beadle status -c school.yml -f xml
BEADLE_NOW=2026-10-17T04:00:00Z beadle nightly -c school.yml >"$T/night" 2>&1

BEADLE_NOW=2026-10-17T05:00:00Z
exits 0 "after a night all is well" beadle status -c school.yml
has "in one line" "^OK: Quillbrook School: the nights run$" "$T/.out"
has "with what was read" " 2000  records read last night" "$T/.out"
exits 0 "as JSON" beadle status -c school.yml --json
cp "$T/.out" "$T/json"
perl -MJSON::PP -e 'undef $/; my $j = decode_json(<STDIN>);
    exit !($j->{status} eq "OK" && $j->{records_read} == 2000 &&
    @{$j->{faults}} == 0)' <"$T/json"
ok $? "which a program can read"
exits 0 "as OpenMetrics" beadle status -c school.yml -f metrics
has "with a school" '^beadle_level{school="Quillbrook School"} 0$' "$T/.out"
[ "$(tail -n 1 "$T/.out")" = "# EOF" ]
ok $? "and an end"
awk '/^# TYPE/ { t[$3] = 1 } /^[a-z]/ { sub(/\{.*/, ""); if (!t[$0]) bad = 1 }
	END { exit bad }' "$T/.out"
ok $? "each number has a type"
awk '/^beadle/ { sub(/\{.*/, ""); if (n[$0]++) bad = 1 } END { exit bad }' \
    "$T/.out"
ok $? "and stands once"
cut -d, -f1 people.csv | sed 1d >"$T/names"
cat "$T/.out" "$T/json" | grep -wFf "$T/names" >"$T/named"
[ ! -s "$T/named" ]
ok $? "nobody is named"

BEADLE_NOW=2026-10-18T12:00:00Z
exits 1 "a night that was missed is a warning" beadle status -c school.yml
has "with its hours" "last good night ended 3[0-9] hours ago" "$T/.out"
BEADLE_NOW=2026-10-23T12:00:00Z
exits 2 "several are critical" beadle status -c school.yml
has "and silent logs are told" "no log has anything of the last [78] days" \
    "$T/.out"
BEADLE_NOW=2026-10-06T12:00:00Z
exits 1 "a clock that was set back" beadle status -c school.yml
BEADLE_NOW=2026-10-17T05:00:00Z

# A night that holds the store is no fault, and is not waited for.
if command -v flock >/dev/null
then
	flock beadle.db.lock sleep 5 &
	sleep 0.3
	exits 0 "while a night runs" beadle status -c school.yml
	has "it says so" "a night is at work" "$T/.out"
	wait
fi
if command -v sqlite3 >/dev/null
then
	cp beadle.db odd.db
	sqlite3 odd.db "UPDATE night SET used = used - 1"
	exits 2 "records that do not balance are critical" beadle status \
	    -c school.yml -d odd.db
	has "and told" "do not balance" "$T/.out"
	sqlite3 odd.db "UPDATE night SET used = used - 99, rejected = 100"
	exits 1 "many rejects are a warning" beadle status -c school.yml \
	    -d odd.db
fi

exits 0 "doctor -c" beadle doctor -c school.yml
has "what is installed" "^    /usr/bin/gnuplot  *charts" "$T/.out"
has "how long the disk will do" "enough for [0-9]* days" "$T/.out"
has "the last nights" "2000 read = .* used" "$T/.out"

exits 0 "handover" beadle handover -c school.yml
cp "$T/.out" "$T/handover"
has "what runs" "settings $T/school.yml" "$T/handover"
has "which logs" "$T/logs: 1 files" "$T/handover"
has "since when" "squid.access  *2026-10-1[56] to 2026-10-1[56]" "$T/handover"
has "what has to be renewed" "terms are known until 2026-12-18$" "$T/handover"
BEADLE_NOW=2026-11-20T05:00:00Z beadle handover -c school.yml >"$T/late" 2>&1
has "soon" "terms are known until 2026-12-18: ADD" "$T/late"
has "and what has fallen silent" "squid.access .*SILENT" "$T/late"
has "that no backup is known of" "no backup is known of" "$T/handover"
exits 0 "a backup" beadle backup -c school.yml -o ../"$(basename "$T")".tgz
rm -f ../"$(basename "$T")".tgz
exits 0 "handover" beadle handover -c school.yml
has "is known of then" "last backup: 2026-10-17" "$T/.out"
for what in status handover
do
	beadle $what -c school.yml >/dev/full 2>"$T/.err"
	[ $? -eq 1 ]
	ok $? "$what: a full disk is noticed"
done
done_testing
