#!/bin/sh
# What is told of a school year: the sheet for requests under the Freedom of
# Information Act, and the pack for the yearly review.  Neither tells more than
# the governors' reports of the terms, and neither names anybody.

. "$(dirname "$0")/tap.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
mkdir -m 750 "$T/w"
cd "$T/w" || exit 1
cp -R "$S"/*.csv "$S/school.yml" "$S/lists" .
ln -s "$S/logs" logs
echo 'spring-2027,term,2027-01-05,2027-03-26' >>terms.csv
echo 'autumn-2026,prevent-referrals,3' >>termly.csv
single=$(awk -F, '$6 == "pupil" { print $1; exit }' people.csv)
cat >exceptions.csv <<END
who,what,from,to,approved_by,why
*,social-media,2026-09-02,2026-12-18,Headteacher,Media coursework
$single,gaming-in-lesson,2026-09-02,,$single,Esports of one
END
sed -i 's|^networks:.*|networks: [{cidr: 198.51.100.0/24, name: Curriculum}, 203.0.113.0/24]|
    $a registers: {exceptions: exceptions.csv}' school.yml
chmod -R o= .
run_ok "the night runs" beadle nightly -c school.yml
sed -i 's/AUP 4.5/AUP 4.5a/' school.yml
BEADLE_NOW=2026-11-03T04:00:00Z beadle nightly -c school.yml 2>/dev/null
[ "$(sqlite3 beadle.db "SELECT value FROM meta WHERE name = 'rule_sets'" |
    grep -c '^2026-11-0[23] [0-9]* rules, version')" = 2 ]
ok $? "each night on which the rules are others is written down"

. "$ROOT/tests/terms.sh"
second_term beadle.db
report() { # report NAME PERIOD NOW: its CSV in $T/f, its text in $T/text
	rm -rf "$T/made"
	BEADLE_NOW=$3 beadle report "$1" -c school.yml -t "$2" -o "$T/made" \
	    >/dev/null 2>"$T/.err" || sed 's/^/# /' "$T/.err"
	cat "$T"/made/*/"$1-$2.csv" >"$T/f" 2>/dev/null
	pdftotext -layout "$(ls "$T"/made/*/"$1-$2.pdf" | head -1)" "$T/text"
}
ask() { # ask SQL: over the CSV, as table f
	sqlite3 :memory: ".import --csv $T/f f" ".import --csv $T/g g" "$1"
}
: >"$T/g"

# Of terms that are over alone.
report foi 2026-27 2026-11-20T04:00:00Z
has "of a term that runs nothing is published" 'No term is over yet' "$T/text"
report governors autumn-2026 2027-04-10T04:00:00Z
cp "$T/f" "$T/autumn.csv"
report foi 2026-27 2027-04-10T04:00:00Z
cp "$T/autumn.csv" "$T/g"
[ "$(ask "SELECT count(*) FROM f JOIN g ON f.breakdown_1 = g.breakdown_1
    WHERE f.measure = 'Items for review, by time of day'
      AND g.measure = 'Items for review, by time of day'
      AND f.breakdown_2 = 'Autumn term 2026' AND g.breakdown_2 = 'Items'
      AND f.value = g.value")" -ge 6 ]
ok $? "a term's figures are those that its governors had"
[ "$(ask "SELECT value FROM f WHERE breakdown_1 = 'Items for review'
    AND breakdown_2 = 'All terms'")" = "$(sqlite3 beadle.db "SELECT count(*)
    FROM item WHERE treatment IN (1, 2)")" ]
ok $? "the sum of the terms is the store's"
[ "$(ask "SELECT count(*) FROM f AS a JOIN f AS s
    ON s.measure = a.measure AND s.breakdown_1 = a.breakdown_1
    WHERE a.breakdown_2 = 'All terms' AND a.value NOT IN ('not shown', '')
      AND s.breakdown_2 <> 'All terms' AND s.value GLOB '[^0-9]*'
      AND s.value <> 'not measured'")" = 0 ]
ok $? "no sum is shown of which a part is not"
[ "$(ask "SELECT count(*) FROM f WHERE breakdown_2 = 'All terms'
    AND value = 'not shown'")" -gt 0 ]
ok $? "and some are not"
[ "$(ask "SELECT value FROM f WHERE breakdown_1 = 'Referrals to Prevent'
    AND breakdown_2 = 'Autumn term 2026'")" = "fewer than 5" ]
ok $? "three referrals are fewer than five"
[ "$(ask "SELECT value FROM f
    WHERE breakdown_1 = 'Different pupils with an item'
      AND breakdown_2 = 'Autumn term 2026'")" = "$(sqlite3 beadle.db "
    SELECT count(DISTINCT subject_number) FROM item WHERE role = 'pupil'
      AND treatment IN (1, 2) AND day < 20800")" ]
ok $? "pupils are counted once"
tr -s ' \n' ' ' <"$T/text" >"$T/flat"
has "it says by which section a figure is held back" \
    'section 40(2) of the Freedom of Information Act 2000' "$T/flat"
lacks "what goes out bears no marking" 'OFFICIAL' "$T/flat"
report foi autumn-2026 2027-04-10T04:00:00Z
has "one term has no column of sums" 'Autumn term 2026' "$T/f"
lacks "for there is nothing to add" 'All terms' "$T/f"

# The yearly review.
report annual-review 2026-27 2027-04-10T04:00:00Z
for r in dsl technician governors
do
	[ -s "$T/made/$r/annual-review-2026-27.pdf" ]
	ok $? "$r has the pack"
done
tr -s ' \n' ' ' <"$T/text" >"$T/flat"
has "what was decided has its clause" 'Extremism AUP 5.2' "$T/flat"
has "an exception for everybody has its reason" 'Media coursework' "$T/flat"
pdftotext "$T/made/dsl/annual-review-2026-27.pdf" - | tr -s ' \n' ' ' >"$T/flow"
has "and is in words" 'Social media, for everybody' "$T/flow"
has "so is what a match is" 'possible breach of policy' "$T/flow"
lacks "no word of the settings is printed" \
    'possible-breach\|social-media\|gaming-in\|off-site\|byod' "$T/flat"
has "those of single accounts are counted" \
    'which the lead has: 1' "$T/flat"
lacks "and not told" 'Esports' "$T/flat"
has "tests of the filter that nobody entered are a question" \
    'no test of the filter is entered: 1' "$T/flat"
has "what changed has its day" 'Changed by the night of Tue 3 Nov 2026' \
    "$T/flat"
has "who was in the logs" 'Governors and visitors yes' "$T/flat"
lacks "no network's address" '198\.51\.100\|203\.0\.113' "$T/flat"
has "one without a name has a number" 'Network [12] of the school' "$T/flat"
has "lines to sign" 'Link governor' "$T/flat"
questions() { # questions SED: of the pack, with the figures so entered
	sed "$1" "$S/termly.csv" >termly.csv
	report annual-review 2026-27 2027-04-10T04:00:00Z
	tr -s ' \n' ' ' <"$T/text" >"$T/flat"
}
cp termly.csv "$T/termly.csv"
questions 's/tests-passed,6/tests-passed,4/'
has "tests that were not passed are a question" 'were not passed: 2' "$T/flat"
questions '/tests-passed/d'
lacks "not those of which nobody entered how many were" 'were not passed' \
    "$T/flat"
cp "$T/termly.csv" termly.csv
cp school.yml "$T/school.yml"
sed -i 's|^  threshold: 5|  threshold: 10|' school.yml
for name in annual-review:2026-27 governors:autumn-2026
do
	report ${name%:*} ${name#*:} 2027-04-10T04:00:00Z
	tr -s ' \n' ' ' <"$T/text" >"$T/flat"
	has "${name%:*} tells of a higher threshold" \
	    'rests on one to nine people is .*"fewer than 10"' "$T/flat"
done
cp "$T/school.yml" school.yml

# Nobody, in any form of either.
tail -n +2 people.csv | tr ',' '\n' | tr -d '\r' | grep '[a-z]' |
    grep -v -i -x -e pupil -e staff -e technician -e governor -e visitor \
	-e class -e account | tr '[:upper:]' '[:lower:]' | sort -u >"$T/names"
[ "$(wc -l <"$T/names")" -gt 800 ]
ok $? "many names are tried"
for name in foi annual-review
do
	report $name 2026-27 2027-04-10T04:00:00Z
	cat "$T/f" "$T/text" | tr '[:upper:]' '[:lower:]' |
	    grep -F -w -o -f "$T/names" | sort -u >"$T/found"
	[ ! -s "$T/found" ]
	ok $? "$name names nobody"
	sed 's/^/# /' "$T/found"
done
exits 1 "nothing is published of a week" beadle report foi -c school.yml \
    -t 2026-W42 -o "$T/made"
done_testing
