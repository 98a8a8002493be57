#!/bin/sh
# The head's staff sheet, the sheets of heads of year, and the IT sheet: each
# sees its own and nothing else.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
mkdir -m 750 "$T/school"
cp -R "$ROOT"/sample-logs/school/*.csv "$ROOT/sample-logs/school/lists" \
    "$T/school/"
ln -s "$ROOT/sample-logs/school/logs" "$T/school/logs"
sed '/^go_live/i readers:\n  head-of-year-9: {mode: "0750"}\n  head-of-year-8: {mode: "0750"}' \
    "$ROOT/sample-logs/school/school.yml" >"$T/school/school.yml"
settings=$T/school/school.yml
store=$T/beadle.db
out=$T/out
# A computer that no log knows.
echo 'Q-CELLAR,,Cellar,SN-CELLAR,desktop' >>"$T/school/devices.csv"

beadle nightly -c "$settings" -d "$store" -o "$out" 2>"$T/.err"
ok $? "the night runs"
for made in head/staff-sheet-autumn-2026.pdf \
    head-of-year-9/year-sheet-2026-W44.csv technician/it-sheet-2026-W44.pdf
do
	[ -s "$out/$made" ]
	ok $? "it leaves $made"
done
[ ! -e "$out/technician/it-sheet-2026-W45.pdf" ]
ok $? "and no sheet of a week that has just begun"

names() { # names WHERE: forename and surname of items
	sqlite3 "$store" "SELECT DISTINCT forename || ' ' || surname FROM item
	    JOIN person ON person.key = item.person
	    WHERE item.treatment IN (1, 2)
	      AND item.attribution IN ('strong', 'fair') AND $1"
}

flat() { # flat FILE: its text on one line
	pdftotext "$1" - | tr '\n' ' ' | tr -s ' '
}

# The staff sheet.
staff="item.role IN ('staff', 'technician', 'governor')"
names "$staff" >"$T/staff"
names "NOT $staff" >"$T/pupils"
[ -s "$T/staff" ] && [ -s "$T/pupils" ]
ok $? "there are items of both"
flat "$out/head/staff-sheet-autumn-2026.pdf" >"$T/text"
[ "$(grep -o -F -f "$T/staff" "$T/text" | sort -u | wc -l)" -eq \
    "$(wc -l <"$T/staff")" ]
ok $? "each member of staff with an item is on the head's sheet"
! grep -q -F -f "$T/pupils" "$T/text"
ok $? "and no pupil"
has "it says what could not be seen" 'What we could and could not see' \
    "$T/text"
BEADLE_NOW=2026-10-26T04:00:00Z beadle report staff-sheet -c "$settings" \
    -d "$store" -t 2026-W41 -o "$out" >/dev/null 2>&1
flat "$out/head/staff-sheet-2026-W41.pdf" >"$T/text"
has "nothing is said to be nothing" 'Nothing to report' "$T/text"

# The sheet of Year 9.
beadle report year-sheet -c "$settings" -d "$store" -t autumn-2026 \
    -o "$out" >/dev/null 2>&1
sheet=$out/head-of-year-9/year-sheet-autumn-2026.csv
low="role = 'pupil' AND year = '9' AND severity = 0 AND treatment IN (1, 2)"
[ "$(grep -c '' "$sheet")" -eq \
    "$(($(sqlite3 "$store" "SELECT count(*) FROM item WHERE $low") + 1))" ]
ok $? "it has the low-level items of its year"
[ "$(sed 1d "$sheet" | grep -c -v ',Year 9,')" -eq 0 ]
ok $? "and of no other"
has "dates are as other programs read them" '^2026-10-20,14:58,' "$sheet"
[ "$(stat -c %a "$out/head-of-year-9")" = 750 ]
ok $? "its folder is closed to others"
pdftotext "${sheet%.csv}.pdf" "$T/text"
has "who holds a copy" 'in the folder head-of-year-9' "$T/text"
lacks "of this sheet, and of no other year's" 'Head of Year 8' "$T/text"
lacks "not this one twice" 'made before' "$T/text"
beadle report year-sheet -c "$settings" -d "$store" -t autumn-2026 \
    -o "$out" >/dev/null 2>&1
pdftotext "${sheet%.csv}.pdf" "$T/text"
has "and what was made before" '1 made before; prints of them' "$T/text"
exits 1 "several readers are not one file" beadle report year-sheet \
    -c "$settings" -d "$store" -t autumn-2026 -o "$T/one.csv"

# The IT sheet: nobody in it.
tail -n +2 "$T/school/people.csv" | cut -d, -f1,2,3,4,9 | tr ',' '\n' |
    grep '....' | tr '[:upper:]' '[:lower:]' | grep -v -x account |
    sort -u >"$T/people"
for form in pdf csv
do
	file=$out/technician/it-sheet-2026-W44.$form
	if [ $form = pdf ]
	then
		pdftotext "$file" "$T/text"
	else
		cp "$file" "$T/text"
	fi
	tr '[:upper:]' '[:lower:]' <"$T/text" |
	    grep -F -w -o -f "$T/people" | sort -u >"$T/found"
	[ ! -s "$T/found" ]
	ok $? "nobody is named in the IT sheet's $form"
	sed 's/^/# /' "$T/found"
done
pdftotext "$out/technician/it-sheet-2026-W44.pdf" "$T/text"
has "a computer that no log knows is there" 'q-cellar' "$T/text"
lacks "one that was heard is not" "$(sed -n 2p "$T/school/devices.csv" |
    cut -d, -f1 | tr '[:upper:]' '[:lower:]')" "$T/text"
has "nobody's account is dormant, since a day" \
    'Of 378 accounts of pupils and staff 0 stand in no event' "$T/text"
cp "$T/school/people.csv" "$T/whole.csv"
echo 'quill.unseen,A9990099,Quill,Unseen,F,pupil,7,7a,,' \
    >>"$T/school/people.csv"
beadle report it-sheet -c "$settings" -d "$store" -t 2026-W44 \
    -o "$T/unseen.pdf" >/dev/null 2>&1
pdftotext "$T/unseen.pdf" "$T/text"
has "one that no log knows is counted" \
    'Of 379 accounts of pupils and staff 1 stand' "$T/text"
lacks "and not named" 'nseen' "$T/text"
cp "$T/whole.csv" "$T/school/people.csv"
BEADLE_NOW=2026-11-17T04:00:00Z beadle report it-sheet -c "$settings" \
    -d "$store" -t 2026-W46 -o "$T/blind.pdf" >/dev/null 2>&1
pdftotext "$T/blind.pdf" "$T/text"
has "without any log one sentence says so" 'No log at all came' "$T/text"
lacks "and no computer is blamed" 'q-cellar' "$T/text"
done_testing
