#!/bin/sh
# Each figure of the governors' report, recounted by other means: SQL of our
# own (figures.sql) that the sqlite3 shell asks of the store's raw tables and
# of the school's lists.  The CSV, the PDF and the HTML hold the same figures.

. "$(dirname "$0")/tap.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
settings=$S/school.yml
store=$T/beadle.db
run_ok "the night runs" beadle nightly -c "$settings" -d "$store" -o "$T/out"

. "$ROOT/tests/labels.sh"
[ "$(wc -l <"$T/labels.csv")" -gt 50 ] && [ "$(wc -l <"$T/grps.csv")" -eq 9 ]
ok $? "labels and groups are found in the source"

grep -v '^#' "$ROOT/policy/areas.csv" >"$T/areas.csv"

recount() { # recount CSV: what is wrong in it, and how many are right
	{
		cat <<END
.mode list
.import --csv "$1" f
.import --csv "$S/people.csv" people
.import --csv "$S/terms.csv" terms
.import --csv "$S/termly.csv" termly
CREATE TABLE labels(label, printed, grp);
.import --csv "$T/labels.csv" labels
CREATE TABLE grps(at INTEGER, grp, title, risk);
.import --csv "$T/grps.csv" grps
CREATE TABLE areas(of, name, area);
.import --csv "$T/areas.csv" areas
CREATE TABLE asked AS SELECT 'autumn-2026' AS term, '2026-11-02' AS now;
ATTACH 'file:$store?mode=ro' AS s;
END
		cat "$ROOT/tests/figures.sql"
	} | sqlite3 :memory: >"$T/found" 2>"$T/err"
	sed 's/^/# /' "$T/err"
}

right() { # right NAME CSV: all of it is recounted, nothing is wrong
	recount "$2"
	lines=$(($(sqlite3 :memory: ".import --csv $2 f" \
	    'SELECT count(*) FROM f')))
	[ "$(grep -c '^recounted: ' "$T/found")" -eq 1 ] &&
		[ "$(cat "$T/found")" = "recounted: $lines" ] &&
		[ ! -s "$T/err" ] && [ "$lines" -gt 200 ]
	ok $? "$1: $lines figures"
	grep -v '^recounted' "$T/found" | head -n 20 | sed 's/^/# /'
}

csv=$T/out/governors/governors-autumn-2026.csv
right "every figure of the CSV is that of the store" "$csv"
[ "$(sqlite3 :memory: ".import --csv $csv f" "SELECT breakdown_1,
    breakdown_3 FROM f WHERE measure = 'Items for review, by kind'
    ORDER BY rowid DESC LIMIT 2" | tr '\n' ' ')" = \
    'All kinds| School data|Security ' ]
ok $? "the figure of all groups is in none of them"

# On paper and on the screen.
texts() { # texts FOLDER: the texts of its PDF and HTML
	pdftotext "$1"/governors-autumn-2026.pdf "$T/flow"
	pdftotext -layout "$1"/governors-autumn-2026.pdf "$T/lines"
	perl -0777 -pe 's/<(svg|style).*?<\/\1>//gs; s/\n//g;
	    s/<\/tr>/\n/g; s/<[^>]*>/ /g; s/&#39;|&apos;/\x27/g;
	    s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/&/g' \
	    "$1"/governors-autumn-2026.html >"$T/page"
}
printed() { # printed NAME CSV FLOW LINES DRAWN: all figures stand there
	perl "$ROOT/tests/figures.pl" "$2" "$3" "$4" >"$T/found"
	[ "$(grep -c '' "$T/found")" -eq 1 ] &&
	    [ "$(sed -n 's/.*drawn: //p' "$T/found")" -le "$5" ]
	ok $? "$1: $(tail -n 1 "$T/found")"
	sed '$d; s/^/# /' "$T/found"
}
# Points of lines and shades of the calendar have no letters on paper.
DRAWN=30
texts "${csv%/*}"
printed "the PDF has the same figures" "$csv" "$T/flow" "$T/lines" $DRAWN
printed "so has the HTML" "$csv" "$T/page" "$T/page" 0

# Planted: figures that are wrong, and figures that should not be there.
plant() { # plant NAME SED: a CSV so changed is not passed
	sed "$2" "$csv" >"$T/planted.csv"
	! cmp -s "$csv" "$T/planted.csv" || echo "# nothing was planted"
	recount "$T/planted.csv"
	grep -v '^recounted' "$T/found" >"$T/faults"
	[ -s "$T/faults" ]
	ok $? "found out: $1"
}
plant "a wrong total" 's/,Items for review,,,,114,/,Items for review,,,,115,/'
plant "a wrong cell" \
    's/\(by kind",Getting round the filter,.*\),18,/\1,17,/'
plant "a wrong share" 's/,Year 9,This term,,[0-9.]*,/,Year 9,This term,,35.7,/'
plant "a few that is told" \
    's/\(,Extremism,.*\),fewer than 5,,/\1,4,number,/'
plant "a few that is none" 's/\(,Gambling,.*\),not shown,,/\1,fewer than 5,,/'
plant "a row that is lost" '/,Social media,/d'
plant "a figure of another measure" 's/,Nights run,/,Nights ran,/'
plant "a wrong mark" 's/,58,number,entered/,58,number,measured/'
plant "a gap of another day" 's/Fri 9 Oct/Thu 8 Oct/'
sed 's/make up 114 items/make up 113 items/' "$T/flow" >"$T/planted"
perl "$ROOT/tests/figures.pl" "$csv" "$T/planted" "$T/lines" >"$T/found"
has "and a wrong figure in a sentence" \
    '^not in the text: ' "$T/found"
sed 's/^\( Gambling and shopping .*\)7$/\18/' "$T/lines" >"$T/planted"
perl "$ROOT/tests/figures.pl" "$csv" "$T/flow" "$T/planted" >"$T/found"
has "and one in a table of the PDF" '^no such row: .*Gambling and shopping 7' \
    "$T/found"

# Decisions change what they should, and no more.
sqlite3 "$store" "UPDATE item SET status = CASE id % 5 WHEN 0 THEN 'closed'
    WHEN 1 THEN 'rejected' WHEN 2 THEN 'open' ELSE 'confirmed' END
    WHERE treatment IN (1, 2);
    INSERT INTO item_note(item, time, who, act, why)
    SELECT id, created + 60000000 * (id * 97 % 3000), 'head', status, 'seen'
      FROM item WHERE status <> 'open'"
run_ok "the report is made again" beadle report governors -c "$settings" \
    -d "$store" -t autumn-2026 -o "$T/again"
csv=$T/again/governors/governors-autumn-2026.csv
[ "$(sqlite3 "$store" "SELECT count(DISTINCT status) FROM item")" -ge 4 ]
ok $? "with items confirmed, closed, rejected and open"
right "every figure of it too" "$csv"
texts "${csv%/*}"
printed "and of its PDF" "$csv" "$T/flow" "$T/lines" $DRAWN
printed "and of its HTML" "$csv" "$T/page" "$T/page" 0
done_testing
