#!/bin/sh
# Figures of other terms, and what is entered by hand.

. "$(dirname "$0")/tap.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
mkdir -m 750 "$T/school"
cp -R "$ROOT"/sample-logs/school/*.csv "$ROOT/sample-logs/school/school.yml" \
    "$ROOT/sample-logs/school/lists" "$T/school/"
ln -s "$ROOT/sample-logs/school/logs" "$T/school/logs"
settings=$T/school/school.yml
store=$T/beadle.db
echo 'spring-2027,term,2027-01-05,2027-03-26' >>"$T/school/terms.csv"
echo 'autumn-2027,term,2027-09-02,2027-12-17' >>"$T/school/terms.csv"
echo 'Spring 2027/28,term,2028-01-04,2028-03-31' >>"$T/school/terms.csv"
beadle nightly -c "$settings" -d "$store" -o "$T/out" >/dev/null 2>&1
# The raw events go, the aggregates stay.
sqlite3 "$store" 'DELETE FROM visit_row; DELETE FROM device_event'

value() { # value TERM ROW COLUMN: of the table that compares terms
	sqlite3 :memory: ".import --csv $T/$1.csv f" "SELECT value FROM f
	    WHERE measure = 'Items for review by the four Cs, and other terms'
	      AND breakdown_1 = '$2' AND breakdown_2 = '$3'"
}

for term in autumn-2026 spring-2027 autumn-2027
do
	BEADLE_NOW=2028-01-10T04:00:00Z beadle report governors \
	    -c "$settings" -d "$store" -t "$term" -o "$T/$term.csv" \
	    >/dev/null 2>"$T/.err"
	ok $? "a report of $term, long after"
done
BEADLE_NOW=2028-01-10T04:00:00Z run_ok "a term whose name has a slash" \
	beadle report governors -c "$settings" -d "$store" -o "$T/out" \
	-t 'Spring 2027/28'
[ -f "$T/out/governors/governors-Spring-2027-28.pdf" ]
ok $? "is a file like any other"
for row in Content Contact Conduct Commerce Security 'All kinds'
do
	own=$(value autumn-2026 "$row" 'This term')
	[ -n "$own" ] && [ "$(value spring-2027 "$row" 'Last term')" = "$own" ]
	ok $? "spring has autumn's figure of $row: $own"
	[ "$(value autumn-2027 "$row" 'Same term last year')" = "$own" ]
	ok $? "so has the next autumn"
done
[ "$(value autumn-2027 'All kinds' 'Last term')" = "not measured" ]
ok $? "a term without logs is not nought"

# A change of filter is told where figures are compared: within a term, and
# between terms, here planted.
cp "$store" "$T/changed.db"
sqlite3 "$T/changed.db" "UPDATE coverage SET dataset = 'smoothwall.web'
    WHERE dataset = 'squid.access' AND day > 20747"
changed() { # changed TERM: its governors' report, as one line in $T/text
	BEADLE_NOW=2028-01-10T04:00:00Z beadle report governors \
	    -c "$settings" -d "$T/changed.db" -t "$1" -o "$T/changed.pdf" \
	    >/dev/null 2>&1
	pdftotext "$T/changed.pdf" - | tr '\n' ' ' | tr -s ' ' >"$T/text"
}
if command -v pdftotext >/dev/null
then
	changed autumn-2026
	has "a change of filter is told" 'The filter changed on Thu 22 Oct 2026, from Squid to Smoothwall: figures of before and after are not comparable' "$T/text"
	changed spring-2027
	has "also of the term before" 'Of last term: The filter changed' \
	    "$T/text"
	sqlite3 "$T/changed.db" "INSERT INTO coverage VALUES
	    (20835, 'linewize.web', 9, 0, 0)"
	changed spring-2027
	has "two terms with two filters do not compare" 'Not comparable with last term: its filter was Smoothwall, this term.s is Linewize' "$T/text"
	cp "$store" "$T/changed.db"
	changed autumn-2026
	lacks "one filter is no change" 'filter changed' "$T/text"
fi

# Two terms with logs: last term's weeks stand behind this term's.
. "$ROOT/tests/terms.sh"
cp "$store" "$T/two.db"
second_term "$T/two.db"
two() { # two TERM: its governors' report, into $T/two.csv, $T/two.html
	BEADLE_NOW=2027-04-10T04:00:00Z beadle report governors \
	    -c "$settings" -d "$T/two.db" -t "$1" -o "$T/two" 2>"$T/.err" \
	    >/dev/null
	for form in csv html
	do
		cp "$T/two/governors/governors-$1.$form" "$T/two.$form"
	done
}
weeks() { # weeks MEASURE: the week's figures in it, a row each
	sqlite3 :memory: ".import --csv $T/two.csv f" "SELECT breakdown_1,
	    breakdown_2, value FROM f WHERE measure = '$1'
	      AND mark = 'measured' ORDER BY 1, 2"
}
two autumn-2026
weeks 'Items for review, by week' >"$T/wanted"
lacks "a first term has no other behind it" 'Last term</text>' "$T/two.html"
two spring-2027
weeks 'Items for review, by week, last term' >"$T/got"
[ "$(wc -l <"$T/got")" -ge 3 ] &&
    [ "$(grep -vxF -f "$T/wanted" "$T/got" | wc -l)" -eq 0 ]
ok $? "last term's weeks are those of its own report"
has "they are drawn dashed, and named" 'Last term</text>' "$T/two.html"
has "as a line of strokes" 'stroke-dasharray=' "$T/two.html"
lacks "one filter, alike covered, compares" 'Last term is not comparable' \
    "$T/two.html"
sqlite3 "$T/two.db" "UPDATE coverage SET dataset = 'smoothwall.web'
    WHERE dataset = 'squid.access' AND day > 20800"
two spring-2027
has "another filter is said under the chart" \
    'Last term is not comparable: its filter was Squid' "$T/two.html"

# Times of day by weekday: a row where enough people stand behind its days.
days() { # days BAND: how many of its fields are shown
	sqlite3 :memory: ".import --csv $T/two.csv f" "SELECT count(*) FROM f
	    WHERE measure = 'Items for review, by time of day and weekday'
	      AND breakdown_1 = '$1'"
}
[ "$(days Lessons)" -eq 7 ] && [ "$(days Night)" -eq 0 ]
ok $? "lessons have their weekdays, nights of few people have none"
has "which is said" 'of which most days rest on one to four people have no row' \
    "$T/two.html"
sqlite3 "$T/two.db" "DELETE FROM item WHERE day > 20800 AND id % 6 > 0"
two spring-2027
[ "$(days Lessons)" -eq 0 ]
ok $? "where no time of day bears them there is no chart"
has "and a sentence says so" 'no chart by time of day and weekday' \
    "$T/two.html"

# termly.csv: planted faults, and a term that nothing was entered for.
[ "$(sqlite3 :memory: ".import --csv $T/spring-2027.csv f" "SELECT value
    FROM f WHERE measure = 'Training, assemblies and filter tests'")" = \
    "not measured" ]
ok $? "what was not entered is not measured"
cat >"$T/school/termly.csv" <<'END'
term,what,value
autumn-2026,trainings,12
autumn-2026,assemblies,many
autumn-2026,review-date,last week
autumn-1999,workshops,1
autumn-2026,comment,
autumn-2026,training,1
autumn-2026,training,2
END
exits 1 "faults in termly.csv are found" beadle check -c "$settings"
for fault in '2: what: nothing is called trainings; did you mean training' \
    '3: value: expected a number' '4: value: expected a date' \
    '5: term: no term is called autumn-1999' '6: value: nothing is entered' \
    '8: training is entered twice'
do
	has "$fault" "termly.csv:$fault" "$T/.out"
done
done_testing
