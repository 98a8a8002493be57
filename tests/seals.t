#!/bin/sh
# A term that is over is sealed: its report stays as it was whatever is
# forgotten, what comes late is told as a new version, and nobody changes or
# removes a seal unseen.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
sample_school "$T/s"
cp "$S"/logs/proxy/access.log-2026101[345].gz \
    "$S"/logs/endpoint/winlogbeat-2026101[345].ndjson.gz "$T/s/logs/"
chmod -R o= "$T/s"
cd "$T/s" || exit 1
at() { # at DATE COMMAND ...
	at_day=$1
	shift
	BEADLE_NOW=${at_day}T04:00:00Z "$@"
}
termly() { # termly DATE NAME: all forms, as they are made on that day
	for form in csv pdf html
	do
		at "$1" beadle report governors -c school.yml \
		    -t autumn-2026 -o "../$2.$form" || return 1
	done
}
seals() {
	beadle audit seals -c school.yml | tr -d '\r'
}
run_ok "a night in the term" at 2026-11-02 beadle nightly -c school.yml
exits 1 "a term that is not over is not sealed" at 2026-11-02 \
    beadle report governors -c school.yml -t autumn-2026 --seal -o ../x.csv
exits 1 "nor is a report that names people" at 2027-01-10 \
    beadle report incident-log -c school.yml -t autumn-2026 --seal -o ../x.csv
exits 1 "there is nothing to restate yet" at 2027-01-10 \
    beadle report governors -c school.yml -t autumn-2026 --restate x -o ../x.csv

run_ok "a night three weeks after the term" \
    at 2027-01-08 beadle nightly -c school.yml
[ "$(seals | wc -l)" -eq 1 ]
ok $? "seals nothing yet"
run_ok "a night four weeks after it" at 2027-01-15 beadle nightly -c school.yml
seals >../seals
has "seals it" "^governors,autumn-2026,1,2027-01-15T.*,as sealed$" ../seals
termly 2027-01-15 sealed >../said
has "the report is as the seal has it" "^Mon\|Fri 15 Jan 2027" ../sealed.html
cmp -s ../sealed.pdf out/governors/governors-autumn-2026.pdf
ok $? "and so is the one that lies in the folder"

# What is forgotten changes nothing.
somebody=$(sqlite3 beadle.db "SELECT account FROM item WHERE account <> ''
    AND role = 'pupil' ORDER BY id LIMIT 1")
run_ok "somebody is erased" at 2028-06-01 beadle person erase \
    -c school.yml -m "request 9" "$somebody"
run_ok "retention, years later" at 2028-11-07 beadle retention -c school.yml
[ "$(sqlite3 beadle.db "SELECT count(*) FROM flag")" -eq 0 ]
ok $? "has taken the flags"
termly 2028-11-08 later >../said 2>&1
ok $? "the report of the term is made again"
for form in csv pdf html
do
	cmp -s "../sealed.$form" "../later.$form"
	ok $? "as $form it is what was sealed, to the byte"
done
lacks "and nothing would be otherwise" "otherwise" ../said
sed 's/^/# /' ../said | grep otherwise

# What comes late is told, never silently.
cp "$S"/logs/proxy/access.log-20261016.gz logs/
chmod -R o= logs
at 2028-11-09 beadle nightly -c school.yml 2>../said
has "a night with a late log says that the seal would be otherwise" \
    "version 1 stands, sealed on Fri 15 Jan 2027.*; [0-9]* of its figures" \
    ../said
has "with figures" "  The term in ten answers: [A-Z].*: .*[0-9].*, now .*[0-9]" ../said
at 2028-11-10 beadle nightly -c school.yml 2>../said
[ ! -s ../said ]
ok $? "once"
termly 2028-11-10 stands 2>../said >/dev/null
cmp -s ../sealed.csv ../stands.csv
ok $? "the seal stands"
has "and whoever makes the report is told" "would be otherwise now" ../said
for report in foi annual-review
do
	at 2028-11-10 beadle report $report -c school.yml -t 2026-27 \
	    -o ../$report.csv >/dev/null
	ok $? "the year's $report is made from it"
done
has "with the seal's figure of lessons" \
    'by time of day",Lessons,Autumn term 2026,,14,number' ../foi.csv
has "and of pupils, whom retention has taken" \
    "Different pupils with an item,Autumn term 2026,,[1-9]" ../foi.csv
has "and of advice, though more came late" \
    "Advisory items,Autumn term 2026,,6,number" ../annual-review.csv
run_ok "it is restated" at 2028-11-11 beadle report governors -c school.yml \
    -t autumn-2026 --restate "the log of 16 October came late" -o ../two.csv
termly 2028-11-12 two >/dev/null 2>../said
[ ! -s ../said ]
ok $? "the new version is what the report says from then on"
has "with its reason" \
    "Please note,,,,\"\{0,1\}Version 2, restated: the log of 16 October" \
    ../two.csv
has "and what was changed" "^Quillbrook.*since it was sealed,Figures restated" \
    ../two.csv
pdftotext -layout ../two.pdf ../two.txt
has "on paper too" "filter and proxy: Entries  *[0-9]*  *[0-9]*$" ../two.txt
[ "$(grep -c 'Version 2, restated' ../two.txt)" -ge 9 ]
ok $? "on each page"
exits 0 "restated once more" at 2028-11-12 beadle report governors \
    -c school.yml -t autumn-2026 --restate again -o ../x.csv
has "nothing has changed" "no figure has changed: version 2 stands" "$T/.err"
seals >../seals
[ "$(grep -c 'as sealed$' ../seals)" -eq 2 ]
ok $? "both versions are kept"
run_ok "the audit is whole" beadle audit verify -c school.yml

# Where beadle came after the term nobody has looked yet: only when asked.
sample_school "$T/late"
cp "$S/logs/proxy/access.log-20261013.gz" "$T/late/logs/"
chmod -R o= "$T/late"
run_ok "a first night, after the term" \
    at 2027-02-01 beadle nightly -c "$T/late/school.yml"
run_ok "and the next" at 2027-02-02 beadle nightly -c "$T/late/school.yml"
[ "$(beadle audit seals -c "$T/late/school.yml" | wc -l)" -eq 1 ]
ok $? "do not seal it"
run_ok "who asks does" at 2027-02-02 beadle report governors --seal \
    -c "$T/late/school.yml" -t autumn-2026 -o "$T/x.csv"
[ "$(beadle audit seals -c "$T/late/school.yml" | wc -l)" -eq 2 ]
ok $? "at once"

# Whoever changes or removes one is found.
tamper() { # tamper NAME SQL PATTERN
	cp beadle.db ../bad.db
	sqlite3 ../bad.db "DROP TRIGGER seal_kept; DROP TRIGGER seal_fixed;
	    DROP TRIGGER seal_form_kept; DROP TRIGGER seal_form_fixed; $2"
	exits 1 "$1 is found" beadle audit verify -d ../bad.db
	has "and named" "$3" "$T/.err"
}
sqlite3 beadle.db "UPDATE seal SET why = ''" 2>../said
has "the store lets nobody change one" "seals are never changed" ../said
sqlite3 beadle.db "DELETE FROM seal_form" 2>../said
has "nor remove one" "seals are never removed" ../said
tamper "a changed figure" "UPDATE seal_form SET bytes =
    CAST(replace(CAST(bytes AS TEXT), ',3,', ',4,') AS BLOB)
    WHERE form = 'csv' AND version = 1" "version 1: was changed after"
tamper "a changed reason" "UPDATE seal SET why = '' WHERE version = 2" \
    "version 2: was changed after"
tamper "another hash" "UPDATE seal SET hash = lower(hex(randomblob(32)))
    WHERE version = 2" "version 2: was changed after"
tamper "a version that was removed" "DELETE FROM seal WHERE version = 2;
    DELETE FROM seal_form WHERE version = 2" "is gone"
tamper "a form that was removed" "DELETE FROM seal_form WHERE form = 'pdf'
    AND version = 1" "version 1: was changed after"
done_testing
