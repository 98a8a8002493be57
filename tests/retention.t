#!/bin/sh
# What has had its time goes, down to the bytes of every file of the store's
# folder; what is held stays; figures of an earlier term stay as they were.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
sample_school "$T/s"
cp "$S"/logs/proxy/access.log-2026101[345].gz \
    "$S"/logs/endpoint/winlogbeat-2026101[345].ndjson.gz \
    "$S"/logs/mail/mail.log-2026101[345].gz "$T/s/logs/"
# A proxy that asks nobody who is there, at computers that are listed: such
# pages wait for what log-ons may tell.
for host in $(seq 11 90)
do
	echo "1791972000.000 900 198.51.100.$host TCP_MISS/200 40000 GET http://waiting.example/page - HIER_DIRECT/192.0.2.9 text/html"
done >"$T/s/logs/nameless.log"
chmod -R o= "$T/s"
cd "$T/s" || exit 1
run_ok "a night" beadle nightly -c school.yml
mv logs people.csv ..
rm truth.csv lookalikes.csv
head -1 ../people.csv >people.csv
db() { sqlite3 beadle.db "$1"; }
termly() { # termly FILE: as it is printed long after the term
	rm -rf "$T/made"
	mkdir -m 750 "$T/made"
	BEADLE_NOW=2028-12-01T04:00:00Z beadle report governors -c school.yml -t autumn-2026 -o "$T/made/g.csv" \
	    >/dev/null
	sed '/[Mm]ade on\|generated/d' "$T/made/g.csv" >"$1"
}
bytes() { # bytes TEXT: files of the folder that hold it
	grep -rlaF -e "$1" --exclude-dir=out . | sort | tr '\n' ' '
}
termly "$T/before.csv"

# Somebody who is in no item; somebody who is; somebody on hold.
plain=$(db "SELECT text FROM symbol WHERE domain = 3 AND id NOT IN
    (SELECT account FROM flag) AND length(text) > 6 AND id IN
    (SELECT account FROM visit) ORDER BY text LIMIT 1")
known=$(db "SELECT account FROM item WHERE account <> '' AND status = 'open'
    ORDER BY id LIMIT 1")
kept=$(db "SELECT account FROM item WHERE account NOT IN ('', '$known')
    ORDER BY id LIMIT 1")
[ "$(db "SELECT count(*) FROM candidate AS c JOIN visit ON
    visit.id = c.event AND c.tbl = 1 JOIN symbol ON symbol.id = visit.site
    WHERE symbol.text = 'waiting.example' AND NOT EXISTS
    (SELECT 1 FROM flag WHERE flag.event = visit.id AND tbl = 1)")" -gt 0 ]
ok $? "visits that nothing was flagged in wait for late logs"
isnt=$(bytes "$plain")
case $isnt in *beadle.db*) ok 0 "an account is in the store" ;;
*) ok 1 "an account is in the store" ;; esac
cp beadle.db saved.db
run_ok "-n" beadle retention -c school.yml -n
[ "$(wc -l <"$T/.out")" -eq 1 ]
ok $? "nothing has had its time yet"

# Five weeks on.
BEADLE_NOW=2026-12-07T04:00:00Z
export BEADLE_NOW
rm saved.db
stretches=$(db "SELECT count(*) + 1 FROM visit_stretch")
run_ok "-n, weeks later" beadle retention -c school.yml -n
has "would take web visits" "^web visits,2026-10-13," "$T/.out"
lacks "no flags" "^flags," "$T/.out"
[ "$(db "SELECT count(*) > 1000 FROM visit")" = 1 ]
ok $? "and changed nothing"
beadle dump -c school.yml | sort >"$T/dump.before"
run_ok "retention" beadle retention -c school.yml -v
cp "$T/.out" "$T/receipt"
beadle dump -c school.yml | sort >"$T/dump.after"
[ "$(wc -l <"$T/dump.after")" -gt 30 ] &&
    [ -z "$(comm -13 "$T/dump.before" "$T/dump.after" | head -1)" ]
ok $? "what stays is word for word as it was"
[ "$(bytes "$plain")" = "" ]
ok $? "an account that was not flagged is gone from every file"
[ "$(bytes "$known")" != "" ]
ok $? "one that was is not"
[ "$(db "SELECT count(*) FROM visit WHERE id NOT IN (SELECT event FROM flag
    WHERE tbl = 1)")" = 0 ]
ok $? "only flagged visits are left"
[ "$(db "SELECT count(*) FROM candidate WHERE tbl = 1 AND event NOT IN
    (SELECT id FROM visit_row)")" = 0 ]
ok $? "and nothing waits for those that are gone"
by_time() { # the visits by id, and those found by the time of their stretch
	db "SELECT count(*) FROM visit WHERE start IS NOT NULL"
	db "SELECT count(*) FROM visit_by_time"
}
[ "$(by_time | uniq | wc -l)" = 1 ] &&
    [ "$(db "SELECT count(*) FROM visit_stretch")" -lt "$stretches" ]
ok $? "each of them is found by its time, and empty stretches are gone"
[ "$(db "PRAGMA integrity_check")$(db "PRAGMA foreign_key_check")" = ok ]
ok $? "the store is sound"
cmp -s "$T/receipt" out/officer/retention-2026-12-07.csv
ok $? "the receipt lies with the officer"
db "SELECT what FROM audit" >"$T/audit"
has "and in the audit" "^retention: [0-9]* rows" "$T/audit"
termly "$T/after.csv"
same "the termly report is as it was" "$T/before.csv" "$T/after.csv"
run_ok "once more" beadle retention -c school.yml -v
[ "$(wc -l <"$T/.out")" -eq 1 ]
ok $? "nothing is left to go"

# What people said of rules, rule by rule.
tune() { # tune FILE: without the reasons, which are people's words
	beadle incident tune -c school.yml --csv >"$T/tuned" 2>"$T/err"
	cut -d, -f 1-6 "$T/tuned" >"$1"
}
wrong=$(db "SELECT name FROM item WHERE account NOT IN ('', '$known', '$kept')
    ORDER BY id LIMIT 1")
run_ok "an item that was none" \
    beadle incident reject -c school.yml -w head -m innocent "$wrong"
illegal=$(db "SELECT name FROM item WHERE touched = 0 AND status = 'open'
    AND account NOT IN ('', '$known', '$kept') ORDER BY id LIMIT 1")
db "UPDATE item SET label = 'illegal-suspected' WHERE name = '$illegal'"
termly "$T/before.csv"

# Two years on, with a hold.
printf 'who,what,from,to,approved_by,why\n%s,,,,Head,inquiry\n' "$kept" \
    >holds.csv
cp ../people.csv .
printf 'registers:\n  legal_holds: holds.csv\n' >>school.yml
chmod o= holds.csv
number=$(db "SELECT id FROM item WHERE account = '$known' LIMIT 1")
id=$(db "SELECT name FROM item WHERE id = $number")
other=$(db "SELECT name FROM item WHERE account NOT IN ('', '$known', '$kept')
    ORDER BY id DESC LIMIT 1")
open=$(db "SELECT account FROM item WHERE name = '$other'")
run_ok "an incident that is open" \
    beadle incident confirm -c school.yml -w head -m seen "$other"
tune "$T/tune.before"
BEADLE_NOW=2028-11-07T04:00:00Z
run_ok "years later" beadle retention -c school.yml -v
has "flags go" "^flags,2026-10-" "$T/.out"
has "items that were no incident go" "^items for review,2026-10-" "$T/.out"
rm people.csv holds.csv # the lists of today are the school's own
[ "$(bytes "$known")" = "" ]
ok $? "whose flags had their time is gone from every file"
case $(bytes "$kept") in *beadle.db*) ok 0 "the hold stays" ;;
*) ok 1 "the hold stays" ;; esac
case $(bytes "$open") in *beadle.db*) ok 0 "the open incident stays" ;;
*) ok 1 "the open incident stays" ;; esac
[ "$(db "SELECT count(*) FROM item JOIN item_flag ON item = item.id
    WHERE name = '$illegal' AND account <> ''")" -gt 0 ]
ok $? "suspected illegal content that nobody has looked at stays"
[ "$(db "SELECT count(*) FROM item WHERE id = $number AND subject = ''")" = 1 ]
ok $? "an item of which only label and day are left is counted"
sed -i '/^registers:/,$d' school.yml
head -1 ../people.csv >people.csv
tune "$T/tune.after"
grep -v ',0,0,0' "$T/tune.before" | sed 1d >"$T/a"
[ -s "$T/a" ]
ok $? "before, a rule had a rejection"
same "the rates of rejection by rule outlive what they were counted from" \
    "$T/tune.before" "$T/tune.after"
termly "$T/late.csv"
grep -v 'confirmed\|waiting\|overdue\|open' "$T/before.csv" >"$T/a"
grep -v 'confirmed\|waiting\|overdue\|open' "$T/late.csv" >"$T/b"
same "figures of the earlier term stay" "$T/a" "$T/b"
run_ok "the audit is whole" beadle audit verify -c school.yml
done_testing
