#!/bin/sh
# Before the governors meet: the list of what is missing, and the sign-off of
# the term's log, which stands on it until it is made.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
mkdir -m 750 "$T/w"
cd "$T/w" || exit 1
sample_school .
chmod -R o= .
grep -v -e ,training, -e ,comment, "$S/termly.csv" >termly.csv
cat >>school.yml <<'END'
readers:
  deputy: {mode: "0750"}
  office: {mode: "0750"}
  technician: {mode: "0750", people: [actech]}
  dsl: {mode: "0750", people: [aclead]}
END

night() { # night DAY
	touch -d '-1 minute' in/*/*.csv 2>/dev/null
	BEADLE_NOW=${1}T04:00:00Z beadle nightly -c school.yml >night.out 2>&1 ||
		sed 's/^/# /' night.out
}
missing() { # missing READER: its list, on one line a thing
	tr -d '\r' <"out/$1/missing-autumn-2026.csv"
}
night 2026-11-24
n=0
while read -r role status severity label
do
	n=$((n + 1))
	echo "INSERT INTO item(name, label, subject, account, role, year,
	    start, end, day, events, severity, treatment, attribution, rules,
	    status, created, changed) VALUES (printf('%012x', $n * 77777777),
	    '$label', 'a:ac$n', 'ac$n', '$role', '9', 1791968400000000 + $n,
	    1791968460000000, 20740, 3, $severity, 1, 'strong', '$label',
	    '$status', 0, 0);"
done <<'END' | sqlite3 beadle.db
pupil open 2 extremism
pupil open 0 gaming-in-lesson
pupil confirmed 1 circumvention
staff open 2 adult
END
item() { # item LABEL
	sqlite3 beadle.db "SELECT name FROM item WHERE label = '$1'"
}
beadle incident review -c school.yml -w head -m 2026-11-20 \
    "$(item circumvention)" 2>&1 | sed "s/^/# /"
beadle report incident-log -c school.yml -t autumn-2026 >/dev/null 2>&1

# No meeting, no list.
night 2026-11-25
[ ! -e out/dsl/missing-autumn-2026.csv ]
ok $? "without a meeting there is no list"
[ ! -e out/head/sign-off-autumn-2026.csv ]
ok $? "nor is a term signed before it ends"
echo autumn-2026,meeting,2026-12-10 >>termly.csv
night 2026-11-25
[ ! -e out/dsl/missing-autumn-2026.csv ]
ok $? "nor is there one three weeks before"
night 2026-11-26
for r in dsl head office
do
	[ -s out/$r/missing-autumn-2026.pdf ]
	ok $? "two weeks before, $r has it"
done

# What is on it.
missing dsl >list
has "a figure that nobody entered" \
    '^figure not entered,Staff trained,"autumn-2026,training,"' list
lacks "not one that somebody did" 'Assemblies' list
has "an item that nobody has looked at" '^item not looked at,id-.*Extremism' list
has "an incident without an outcome" \
    '^incident without an outcome,.*Trying to get round the filter' list
has "a review that is overdue" '^review overdue,.*id-' list
has "a log that the head has not signed" '^log not signed,Headteacher' list
lacks "the lead reads nothing of a case of staff" 'Sexual content' list
missing head >list
has "the head does" 'Sexual content' list
missing office >list
has "the office has the figures" '^figure not entered,' list
lacks "and no case" 'id-' list
pdftotext -layout out/office/missing-autumn-2026.pdf text
has "but their number" 'written down that was done: 1' text
pdftotext -layout out/dsl/missing-autumn-2026.pdf text
has "the page begins with the day" 'The governors meet on Thu 10 Dec 2026' text
! grep -q -E 'ac[1-4]' text list out/*/missing-*.csv
ok $? "no account is on any of them"

# The sign-off, on its sheet.
sheet=sign-off-autumn-2026.csv
fill() { # fill READER CELLS: the sheet, completed
	mkdir -p "in/$1"
	sed "2s|,,,|,$2|" "out/${3:-$1}/$sheet" >"in/$1/$sheet"
}
has "head and lead get a sheet" \
    '^incident-log,autumn-2026,v[0-9]*,Headteacher,,,' "out/head/$sheet"
signed() { # how many sign-offs the audit has
	sqlite3 beadle.db "SELECT count(*) FROM audit
	    WHERE what LIKE 'sign-off%'"
}
refused() { # refused READER WORDS NAME
	night 2026-11-27
	[ "$(signed)" = 0 ] &&
	    grep -q -e "$2" out/$1/receipt-sign-off-*.txt
	ok $? "$3"
	rm -f out/$1/receipt-* in/$1/refused/*
}
fill head ',27/11/2026,'
refused head 'a name is needed' "nobody signs without a name"
fill head 'A. Bell,28/11/2026,'
refused head 'has not come yet' "nor for a day to come"
fill head 'A. Bell,soon,'
refused head 'expected a day' "nor without a day"
fill head 'A. Bell,27/11/2026,'
sed -i 's/,v[0-9]*,/,v2,/' "in/head/$sheet"
refused head 'no such version' "nor a log that was not made"
fill deputy 'B. Cole,27/11/2026,' dsl
refused deputy 'head and the safeguarding lead sign' "nor does the deputy"
[ "$(signed)" = 0 ]
ok $? "nothing of it is in the audit"
fill head 'A. Bell,27/11/2026,two gaps noted'
night 2026-11-30
has "a sheet that is whole is applied" 'is signed' \
    out/head/receipt-sign-off-*.txt
sqlite3 beadle.db "SELECT who, what, why FROM audit
    WHERE what LIKE 'sign-off%'" >audit
has "and is an act of the audit" \
    '^head|sign-off incident-log autumn-2026|2026-11-27 v[0-9]* A. Bell; two' \
    audit
run_ok "which is whole" beadle audit verify -c school.yml
missing dsl >list
lacks "it is missing no more" 'Headteacher' list
has "the lead's is" '^log not signed,Designated' list

# In the next version of the log.
beadle report incident-log -c school.yml -t autumn-2026 >/dev/null 2>&1
pdftotext -layout out/head/incident-log-autumn-2026.pdf text
has "the next version of the log prints it" 'Signed off: Headteacher' text
has "with name and day" 'A. Bell; two gaps noted, Fri 27 Nov 2026' text
has "so does its CSV" 'Headteacher: A. Bell; two gaps noted' \
    out/head/incident-log-autumn-2026.csv
BEADLE_NOW=2026-12-01T09:00:00Z beadle incident reject -c school.yml \
    -w head -m homework "$(item extremism)" >/dev/null
beadle report incident-log -c school.yml -t autumn-2026 >/dev/null 2>&1
pdftotext -layout out/head/incident-log-autumn-2026.pdf text
has "and what has changed since" 'come since: 1' text

# From a shell.
exits 1 "a technician does not sign" beadle incident sign-off -c school.yml \
    -w actech -m 'C. Dunn' autumn-2026
exits 1 "nor does anybody without a name" beadle incident sign-off \
    -c school.yml -w dsl autumn-2026
exits 1 "nor of a term without a log" beadle incident sign-off \
    -c school.yml -w dsl -m 'B. Cole' spring-2031
run_ok "who holds the office does" beadle incident sign-off -c school.yml \
    -w aclead -m 'B. Cole' autumn-2026
night 2026-12-02
missing dsl >list
lacks "then no signature is missing" 'not signed' list
night 2026-12-11
pdftotext -layout out/dsl/missing-autumn-2026.pdf text
has "after the meeting the list stands as it was" 'Wed 2 Dec 2026' text

# A term whose name is none of a file.
sed -i 's|^autumn-2026,|Autumn 2026/27,|' terms.csv termly.csv
for report in incident-log missing
do
	BEADLE_NOW=2026-12-12T04:00:00Z beadle report $report -c school.yml \
	    -t 'Autumn 2026/27' >/dev/null 2>&1
done
has "a line to be entered bears the term's own name" \
    '"Autumn 2026/27,training,"' out/dsl/missing-Autumn-2026-27.csv
night 2026-12-12
has "its log has a sheet to be signed" \
    '^incident-log,Autumn-2026-27,v[0-9]*,Headteacher,,,' \
    out/head/sign-off-Autumn-2026-27.csv
run_ok "and is signed from a shell" beadle incident sign-off -c school.yml \
    -w dsl -m 'B. Cole' 'Autumn 2026/27'
done_testing
