#!/bin/sh
# Reports of the sample school: who is named where, what the figures are,
# and that nothing is told that should not be.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
school=$ROOT/sample-logs/school
settings=$school/school.yml
store=$T/beadle.db
out=$T/out

ask() { # ask SQL: one number from the store
	sqlite3 "$store" "$1"
}

value() { # value MEASURE [ROW]: of the governors' CSV
	sqlite3 :memory: ".import --csv $T/governors.csv f" "SELECT value FROM f
	    WHERE measure = '$1' AND breakdown_1 = '${2-}' LIMIT 1"
}

run_ok "the night runs" beadle nightly -c "$settings" -d "$store" -o "$out"
for report in governors/governors head/incident-log
do
	for form in pdf csv
	do
		[ -s "$out/$report-autumn-2026.$form" ]
		ok $? "the night leaves $report as $form"
	done
done
[ -s "$out/governors/governors-autumn-2026.html" ]
ok $? "and the governors' one as HTML"
[ "$(stat -c %a "$out/head" "$out/head/incident-log-autumn-2026.pdf" |
    tr '\n' ' ')" = "750 640 " ]
ok $? "the head's folder and log are closed to others"
ls -A "$out/head" | grep '^\.' >"$T/left"
[ ! -s "$T/left" ]
ok $? "nothing half-written is left"

# Nobody in the governors' report: every value of the lists, as words.
tail -n +2 "$school/people.csv" | tr ',' '\n' | tr -d '\r' |
    grep '[a-z]' | grep -v -i -x -e pupil -e staff -e technician \
    -e governor -e visitor -e class -e account | sort -u >"$T/names"
tail -n +2 "$school/devices.csv" | tr ',' '\n' | tr -d '\r' |
    grep -v -i -x -e desktop -e laptop -e chromebook -e server -e staff |
    sort -u >>"$T/names"
cat "$ROOT"/policy/categories/*/domains | grep -v '^#' |
    grep '\.' >>"$T/names"
tr '[:upper:]' '[:lower:]' <"$T/names" | sort -u >"$T/names.low"
[ "$(wc -l <"$T/names.low")" -gt 1000 ]
ok $? "more than a thousand names are tried"

words_of() { # words_of FILE: its text in small letters
	case $1 in
	*.pdf) pdftotext "$1" - ;;
	*) cat "$1" ;;
	esac | tr '[:upper:]' '[:lower:]'
}

for form in pdf csv
do
	words_of "$out/governors/governors-autumn-2026.$form" >"$T/words"
	grep -F -w -o -f "$T/names.low" "$T/words" | sort -u >"$T/found"
	[ ! -s "$T/found" ]
	ok $? "no name, account, address, room or host in the governors' $form"
	sed 's/^/# /' "$T/found"
	words_of "$out/head/incident-log-autumn-2026.$form" >"$T/words"
	[ "$(grep -F -w -o -f "$T/names.low" "$T/words" | sort -u |
	    wc -l)" -gt 100 ]
	ok $? "the same search finds names in the head's $form"
done
words_of "$out/governors/governors-autumn-2026.html" >"$T/words"
grep -F -w -o -f "$T/names.low" "$T/words" | sort -u >"$T/found"
[ ! -s "$T/found" ]
ok $? "nor in the governors' HTML"
sed 's/^/# /' "$T/found"
strings -a "$out/governors/governors-autumn-2026.pdf" |
    tr '[:upper:]' '[:lower:]' |
    grep -F -w -o -f "$T/names.low" | grep '......' >"$T/found"
[ ! -s "$T/found" ]
ok $? "nor in the bytes of the PDF"

# Figures are those of the store.
cp "$out/governors/governors-autumn-2026.csv" "$T/governors.csv"
pdftotext -layout "$out/governors/governors-autumn-2026.pdf" "$T/text"
# What is advice only is no item of theirs.
items=$(ask 'SELECT count(*) FROM item WHERE treatment IN (1, 2)')
[ "$(value 'Items for review')" = "$items" ]
ok $? "the number of items is the store's: $items"
[ "$(value 'Items for review, by kind' 'Getting round the filter')" = \
    "$(ask "SELECT count(*) FROM item WHERE treatment IN (1, 2) AND
	label IN ('circumvention', 'remote-access')")" ]
ok $? "so is that of tries to get round the filter"
[ "$(value 'Items for review, by kind' 'Malware found')" = "fewer than 5" ]
ok $? "what rests on three people is fewer than 5"
[ "$(value 'Incidents confirmed')" = 0 ]
ok $? "NIL is printed"
[ "$(value 'School days with logs')" = 14 ]
ok $? "fourteen school days have logs"
has "an item is no incident before somebody says so" \
    'Only what they confirm is an incident' "$T/text"
pdftotext -f 5 -l 5 "$out/governors/governors-autumn-2026.pdf" "$T/five"
pdftotext -l 1 "$out/head/incident-log-autumn-2026.pdf" "$T/first"
has "the named log begins on its first page" '^Details of incident' "$T/first"
has "the board has four pages, then comes the appendix" \
    '^Appendix for the link governor' "$T/five"
[ "$(pdfinfo "$out/governors/governors-autumn-2026.pdf" |
    awk '/^Pages/ {print $2}')" -le 11 ]
ok $? "eleven pages at most"
for n in 1 2 3 4
do
	has "figure $n stands there" "Figure $n\\." "$T/text"
done
pdftotext -f 2 -l 2 "$out/governors/governors-autumn-2026.pdf" "$T/one"
has "all ten answers stand on one page" 'We ask: Agree that' "$T/one"
awk -F, 'NR > 1 { print $NF }' "$T/governors.csv" | tr -d '\r' |
    sort -u >"$T/marks"
printf 'entered\nmeasured\nnot measured\n' >"$T/wanted"
same "every figure is marked" "$T/wanted" "$T/marks"

[ "$(value 'Staff trained')" = 58 ]
ok $? "what is entered for the term is there"
has "and marked as entered" ',Staff trained,,,,58,number,entered' \
    "$T/governors.csv"
has "on paper too" '58†' "$T/text"
has "so is what the board is asked" 'We ask: Note this report' \
    "$T/text"

cmp="Items for review by the four Cs, and other terms"
[ "$(sqlite3 :memory: ".import --csv $T/governors.csv f" "SELECT value FROM f
    WHERE measure = '$cmp' AND breakdown_1 = 'All kinds'
      AND breakdown_2 = 'Last term'")" = "not measured" ]
ok $? "a term without logs is not nought"

# The head's log.
log=$out/head/incident-log-autumn-2026.csv
has "the six columns come first" "^Date & time,Name of pupil or staff \
member,Male or female,Room and computer/device serial number,Details of \
incident,Actions and reasons," "$log"
[ "$(grep -c '' "$log")" -eq $((items + 1)) ]
ok $? "a row for each item"
has "what nobody has looked at is said so" \
    'item for review, not yet looked at' "$log"
has "times are as people say them" '^"Mon 12 Oct 2026, 11.05 am",' "$log"
sqlite3 "$store" "SELECT account FROM item WHERE attribution = 'none'
    AND account <> ''" >"$T/unknown"
while read -r account
do
	has "no name where the account is not known: $account" \
	    "account $account, person not established" "$log"
done <"$T/unknown"
[ "$(ask "SELECT count(*) FROM audit WHERE what LIKE '%incident-log%'")" = 1 ]
ok $? "the audit has the log"
beadle report incident-log -c "$settings" -d "$store" -t autumn-2026 \
    -o "$out" >/dev/null 2>&1
[ "$(ask "SELECT count(*) FROM audit WHERE what LIKE '%incident-log%'")" = 2 ]
ok $? "and each time it is made"

# Decisions show.
for id in $(sqlite3 "$store" \
    "SELECT name FROM item WHERE label = 'circumvention'")
do
	BEADLE_NOW=2026-11-02T10:30:00Z beadle incident confirm \
	    -c "$settings" -d "$store" -w head -m 'spoke to the pupil' \
	    "$id" >/dev/null 2>&1 || echo "# $id"
done
beadle incident add -c "$settings" -d "$store" -w dsl \
    -m 'a page of sums' over-blocking date=14/10/2026 >/dev/null 2>&1
run_ok "the governors' report is made again" beadle report governors \
    -c "$settings" -d "$store" -t autumn-2026 -o "$T/governors.csv"
[ "$(value 'Incidents confirmed')" = 16 ]
ok $? "what was confirmed is an incident"
[ "$(value 'Reports of pages wrongly blocked')" = 1 ]
ok $? "what was told of the filter is counted"
[ "$(value 'Advisory items')" = \
    "$(ask 'SELECT count(*) FROM item WHERE treatment = 3')" ]
ok $? "so is what is advice only"
looks='Time from being found to a first look'
[ "$(value "$looks" 'Others; to be looked at in two weeks')" = 6.5 ]
ok $? "the hours until a first look are those that passed"
[ "$(value "$looks" 'Most serious; to be looked at in a day')" = \
    'fewer than 5' ]
ok $? "but not where few people are behind them"
run_ok "so is the log" beadle report incident-log -c "$settings" \
    -d "$store" -t autumn-2026 -o "$out"
has "with who, when and why" 'confirmed by head. spoke to the pupil' "$log"

# The return.
run_ok "the return is made" beadle return -c "$settings" -d "$store" \
    -t autumn-2026 -o "$out"
return=$out/authority/autumn-2026
head -1 "$return/infringements.csv" | tr -d '\r' >"$T/head"
echo "time_period,time_identifier,geographic_level,country_code,\
country_name,region_code,region_name,old_la_code,new_la_code,la_name,\
school_urn,school_laestab,school_name,user_group,channel,\
infringement_category,incident_count,user_count,policy_basis" >"$T/wanted"
same "its columns are those that were agreed" "$T/wanted" "$T/head"
has "it counts what was confirmed" \
    'Total,Total,Getting round the filter,16,16' "$return/infringements.csv"
has "and writes nought where there is none" 'Total,Total,Games,0,0' \
    "$return/infringements.csv"
has "school years and terms are as the DfE writes them" \
    '^202627,Autumn term,School,E92000001,England,' \
    "$return/infringements.csv"
lacks "no blank cells, no NULL" ',,\|,\r*$\|NULL\|N/A' \
    "$return/infringements.csv"
has "its description is beside it" '^user_count,Indicator,' \
    "$return/infringements.meta.csv"
has "coverage goes with it" ',Web,42,14,' "$return/coverage.csv"
run_ok "a preview is made" beadle return --unreviewed -c "$settings" \
    -d "$store" -t autumn-2026 -o "$out"
has "few people are confidential in it" ',c,c' \
    "$return/preview-infringements.csv"
cat "$return"/*.csv | tr '[:upper:]' '[:lower:]' |
    grep -F -w -o -f "$T/names.low" >"$T/found"
[ ! -s "$T/found" ]
ok $? "nobody is named in what leaves"
sed 's/^/# /' "$T/found"

# Wrong use, and what is refused.
exits 2 "a term that is not there" beadle report governors -c "$settings" \
    -d "$store" -t summer-1999 -o "$out"
has "the terms that there are are listed" 'autumn-2026' "$T/.err"
exits 2 "a report that is not there" beadle report headlines \
    -c "$settings" -d "$store" -t autumn-2026
has "the reports that there are are listed" incident-log "$T/.err"
run_ok "beadle report alone" beadle report
has "lists the reports" '^governors  *for governors' "$T/.out"
mkdir -m 755 "$T/open"
exits 1 "a named log in an open folder" beadle report incident-log \
    -c "$settings" -d "$store" -t autumn-2026 -o "$T/open/log.csv"
[ -z "$(ls -A "$T/open")" ]
ok $? "leaves nothing there"
exits 1 "no store" beadle report governors -c "$settings" \
    -d "$T/nowhere.db" -t autumn-2026 -o "$T/empty"
[ ! -e "$T/empty" ] && [ ! -e "$T/nowhere.db" ]
ok $? "leaves nothing behind"

echo "not a database" >"$T/text.db"
for report in governors incident-log
do
	exits 1 "$report of a file that is no store" beadle report $report \
	    -c "$settings" -d "$T/text.db" -t autumn-2026 -o "$T/empty"
	has "says so" "text.db: .*file is not a database" "$T/.err"
done

# A term in which nothing happened still has its reports.
mkdir -m 750 "$T/quiet" "$T/quiet/logs"
for f in "$school"/*.csv "$school/school.yml" "$school/lists"
do
	cp -R "$f" "$T/quiet/"
done
sed -i 's/^logs:.*/logs: [logs]/' "$T/quiet/school.yml"
beadle nightly -c "$T/quiet/school.yml" -d "$T/quiet/beadle.db" \
    -o "$T/quiet/out" >/dev/null 2>&1
run_ok "a quiet term has its log" beadle report incident-log \
    -c "$T/quiet/school.yml" -d "$T/quiet/beadle.db" -t autumn-2026 \
    -o "$T/quiet/out"
pdftotext "$T/quiet/out/head/incident-log-autumn-2026.pdf" "$T/text"
has "that says so" 'Nothing to report' "$T/text"
run_ok "and its governors' report" beadle report governors \
    -c "$T/quiet/school.yml" -d "$T/quiet/beadle.db" -t autumn-2026 \
    -o "$T/quiet/out"
pdftotext "$T/quiet/out/governors/governors-autumn-2026.pdf" "$T/text"
has "that does not call silence good" 'logs for 0 of 42 school days' \
    "$T/text"
done_testing
