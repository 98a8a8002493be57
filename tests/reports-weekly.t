#!/bin/sh
# The weekly summary for the safeguarding lead, by the night and on demand.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
settings=$S/school.yml
store=$T/beadle.db
out=$T/out

weekly() { # weekly PERIOD: made, and its text in $T/text
	beadle report weekly -c "$settings" -d "$store" -o "$out" -t "$1" \
	    >/dev/null 2>"$T/.err" &&
	pdftotext -layout "$out/dsl/weekly-$1.pdf" "$T/text"
}

value() { # value PERIOD MEASURE
	sqlite3 :memory: ".import --csv $out/dsl/weekly-$1.csv f" \
	    "SELECT value FROM f WHERE measure = '$2' LIMIT 1"
}

# On Monday the week before is whole; the running one is begun.
BEADLE_NOW=2026-11-02T04:00:00Z beadle nightly -c "$settings" -d "$store" \
    -o "$out" 2>"$T/.err"
ok $? "the night runs on Monday"
for week in 2026-W44 2026-W45
do
	[ -s "$out/dsl/weekly-$week.pdf" ] && [ -s "$out/dsl/weekly-$week.csv" ]
	ok $? "it leaves week $week"
done
[ "$(stat -c %a "$out/dsl" "$out/dsl/weekly-2026-W44.pdf" |
    tr '\n' ' ')" = "750 640 " ]
ok $? "closed to others"
pdftotext "$out/dsl/weekly-2026-W44.pdf" "$T/text"
has "it says what its absence means" \
    'If this is not here by 8.00 on Monday, ring IT' "$T/text"
has "and whether monitoring ran" 'Monitoring ran 1 of 1 nights' "$T/text"
has "there are lines to sign on" 'acted on what is urgent' "$T/text"
has "it says who holds a copy" 'Who holds a copy' "$T/text"

# What it lists, against the store.
pupils="role IN ('pupil', 'class', 'visitor') AND treatment IN (1, 2)"
days='BETWEEN 20745 AND 20751'
weekly 2026-W43
ok $? "a week that is over is made on demand"
all=$(sqlite3 "$store" "SELECT count(*) FROM item WHERE $pupils
    AND day $days")
urgent=$(sqlite3 "$store" "SELECT count(*) FROM item WHERE $pupils
    AND day $days AND severity = 2")
[ "$(value 2026-W43 'Items for review')" = "$all" ]
ok $? "all items of pupils are counted: $all"
[ "$(value 2026-W43 'Urgent items')" = "$urgent" ]
ok $? "and the urgent ones: $urgent"
[ "$(value 2026-W43 'Items not listed here')" = $((all - 10)) ]
ok $? "ten are listed, the rest counted"
sqlite3 "$store" "SELECT surname FROM item JOIN person
    ON person.key = item.person WHERE item.$pupils AND day $days
    AND severity = 2 AND attribution IN ('strong', 'fair')" >"$T/urgent"
[ -s "$T/urgent" ]
ok $? "some urgent ones have names"
while read -r surname
do
	has "urgent: $surname is named" "$surname" "$T/text"
done <"$T/urgent"
sqlite3 "$store" "SELECT DISTINCT forename || ' ' || surname
    FROM item JOIN person ON person.key = item.person
    WHERE item.role IN ('staff', 'technician', 'governor')" >"$T/staff"
[ -s "$T/staff" ]
ok $? "some items are of staff"
! grep -q -w -F -f "$T/staff" "$T/text"
ok $? "no member of staff is named"
has "urgent ones of earlier weeks wait too long" 'Days' "$T/text"

# Urgent ones are never cut, however many.
cp "$store" "$T/kept.db"
sqlite3 "$store" "UPDATE item SET severity = 2 WHERE $pupils AND day $days"
weekly 2026-W43
[ "$(grep -c -E '^ *(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [12][0-9] Oct 2026, ' \
    "$T/text")" -ge "$all" ]
ok $? "all $all are listed when all are urgent"
lacks "and none is left to count" 'none of them urgent' "$T/text"

# Rules that are often wrong; planted: five of a kind rejected.
cp "$T/kept.db" "$store"
for id in $(sqlite3 "$store" "SELECT name FROM item
    WHERE label = 'circumvention' AND role = 'pupil' AND day < 20745")
do
	beadle incident reject -c "$settings" -d "$store" -w dsl -m 'homework' \
	    "$id" >/dev/null 2>&1
done
weekly 2026-W43
has "a rule with many rejections is named" \
    'Trying to get round the filter  *[0-9]  *[0-9]  *100%' "$T/text"

# A week in which there was nothing, and one that nobody could see.
weekly 2026-W41
ok $? "a week without logs has its page"
has "which does not call silence good" 'is not measured' "$T/text"
[ "$(value 2026-W41 'Items for review')" = "not measured" ]
ok $? "nor writes nought"
sample_school "$T/quiet"
chmod -R o= "$T/quiet"
for day in 26 27 28 29 30 31
do
	BEADLE_NOW=2026-10-${day}T04:00:00Z beadle nightly \
	    -c "$T/quiet/school.yml" -d "$T/quiet/b.db" -o "$T/quiet/out" \
	    2>/dev/null
done
BEADLE_NOW=2026-11-02T04:00:00Z
export BEADLE_NOW
beadle nightly -c "$T/quiet/school.yml" -d "$T/quiet/b.db" \
    -o "$T/quiet/out" 2>/dev/null
pdftotext "$T/quiet/out/dsl/weekly-2026-W44.pdf" "$T/text"
has "a night that did not run is missed" 'Monitoring ran 6 of 7 nights' \
    "$T/text"
has "and IT is to be asked" 'Ask IT why a night is missing' "$T/text"
lacks "nights that ran are not" 'had not begun' "$T/text"
[ ! -e "$T/quiet/out/governors" ]
ok $? "without logs no other report is made again"

# What can be asked for.
exits 2 "a week that is not there" beadle report weekly -c "$settings" \
    -d "$store" -t 2026-W60 -o "$out"
exits 2 "-s without -u" beadle report weekly -c "$settings" -d "$store" \
    -s 2026-10-19 -o "$out"
exits 1 "a term is no week" beadle report weekly -c "$settings" \
    -d "$store" -t autumn-2026 -o "$out"
exits 1 "governors get whole terms only" beadle report governors \
    -c "$settings" -d "$store" -t 2026-W43 -o "$out"
has "and why is said" 'it can be made for: a term' "$T/.err"
run_ok "dates do as well" beadle report weekly -c "$settings" -d "$store" \
    -s 2026-10-19 -u 2026-10-26 -o "$out"
has "a whole week is called so" 'dsl/weekly-2026-W43.pdf' "$T/.out"
run_ok "the log of a half-term" beadle report incident-log -c "$settings" \
    -d "$store" -t autumn-2026-1 -o "$out"
run_ok "the log of a school year" beadle report incident-log \
    -c "$settings" -d "$store" -t 2026-27 -o "$out"

# The same bytes elsewhere; each making adds to the audit, whose head is in
# print, so the second is from the store as it was before the first.
cp "$store" "$T/again.db"
weekly 2026-W43
cp "$out/dsl/weekly-2026-W43.pdf" "$T/first.pdf"
(cd / && TZ=Asia/Tokyo LC_ALL=C beadle report weekly -c "$settings" \
    -d "$T/again.db" -o "$T/other" -t 2026-W43) >/dev/null 2>&1
same "the same bytes in another zone, locale and folder" "$T/first.pdf" \
    "$T/other/dsl/weekly-2026-W43.pdf"
done_testing
