#!/bin/sh
# The report on one person: who may have it and who approves, the audit first,
# what it holds, and that it names nobody else and tells nothing around
# suspected illegal content.

. "$(dirname "$0")/tap.sh"
command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
sample_school "$T/s"
cd "$T/s" || exit 1
rm truth.csv lookalikes.csv
cp "$S"/logs/proxy/access.log-2026101[45].gz logs/
cat >>school.yml <<'END'
readers:
  dsl: {mode: "0750", people: [acdsl]}
  deputy: {mode: "0750"}
  head: {mode: "0750", people: [achead]}
  chair: {mode: "0750", people: [acgovernor]}
  head-of-year-9: {mode: "0750"}
  officer: {mode: "0750", people: [acofficer]}
  technician: {mode: "0750", people: [actechnician]}
END
for who in pupil:9 nil:9 staff: technician: governor: visitor: head: dsl: \
    officer:
do
	kind=${who%:*}
	case $kind in
	nil) role=pupil ;;
	head | dsl | officer) role=staff ;;
	*) role=$kind ;;
	esac
	echo "ac$kind,99$kind,Fore$kind,Sur$kind,F,$role,${who#*:},,ac$kind@quillbrook.example," >>people.csv
done
echo 'acscript,99script,Zoë ليلى,王小明 Łukasz Nguyễn Ωμέγα ਕੌਰ,M,pupil,9,,acscript@quillbrook.example,' >>people.csv
visit() { # visit UTC ACCOUNT HOST [STATUS [ADDRESS]]: a page
	echo "$(date -u -d "$1" +%s).000 100 ${5:-198.51.100.11} ${4:-TCP_MISS/200} 40000 GET http://$3/ $2 HIER_DIRECT/192.0.2.9 text/html"
}
{
	# A game in a lesson, with what stood around it.
	visit 2026-10-14T07:59:00Z acpupil toolong.example
	visit 2026-10-14T08:31:00Z acpupil early.example
	visit 2026-10-14T08:50:00Z acpupil before.example
	visit 2026-10-14T08:51:00Z acpupil before.example
	visit 2026-10-14T08:52:00Z acpupil before.example TCP_DENIED/403
	for m in 01 02 03 04 05 06
	do
		visit 2026-10-14T09:$m:00Z acpupil blockbrawl.example
	done
	visit 2026-10-14T09:10:00Z acpupil after.example
	visit 2026-10-14T09:11:00Z acstaff notmine.example
	# The next day something illegal, and things near it.
	visit 2026-10-15T09:00:00Z acpupil nearillegal.example
	visit 2026-10-15T10:50:00Z acpupil bloodandbanner.example
	visit 2026-10-15T10:55:00Z acpupil nearboth.example
	visit 2026-10-14T09:30:00Z acscript bloodandbanner.example
	visit 2026-10-14T09:31:00Z acscript --.example
	for k in staff technician governor visitor head dsl
	do
		visit 2026-10-14T10:00:00Z ac$k bloodandbanner.example
	done
} >logs/access.log
chmod -R o= .
export BEADLE_NOW=2026-10-16T05:00:00Z
run_ok "a night" beadle nightly -c school.yml
db() { sqlite3 beadle.db "$1"; }
item() { # item NAME ACCOUNT LABEL KNOWN START DAY
	db "INSERT INTO item(name, label, subject, account, person, device,
	    room, role, year, start, end, day, events, severity, treatment,
	    attribution, rules, created, changed) VALUES ('$1', '$3',
	    'p:99${2#ac}', '$2', '99${2#ac}', 'it1-pc01', 'IT1', 'pupil', '9',
	    $5 * 1000000, $5 * 1000000 + 60000000, $6, 3, 2, 2, '$4', '$3', 0,
	    0)"
}
item 0000dead0001 acpupil illegal-suspected strong \
    "$(date -u -d 2026-10-15T10:00:00Z +%s)" 20741
item 0000dead0002 acpupil self-harm weak \
    "$(date -u -d 2026-10-14T09:40:00Z +%s)" 20740
game=$(db "SELECT name FROM item WHERE account = 'acpupil'
    AND label = 'gaming-in-lesson'")
[ "$game" ]
ok $? "an item of each kind"
# One more, which is not well known and was rejected: its hour is dark as well.
item 0000dead0003 acpupil illegal-suspected weak \
    "$(date -u -d 2026-10-14T07:39:00Z +%s)" 20740
db "UPDATE item SET status = 'rejected' WHERE name = '0000dead0003'"
beadle incident confirm -c school.yml -w achead -m "Seen with Ms Surstaff \
and Forenil; acnil@quillbrook.example, mum@postbox.example. =2+3 (a) Tj" "$game"

# ask OFFICE WHO APPROVER ID [OPTION ...]
ask() {
	ask_office=$1 ask_who=$2 ask_by=$3 ask_id=$4
	shift 4
	beadle person report -c school.yml --as "$ask_office" -w "$ask_who" \
	    --approved-by "$ask_by" -m "request 12" -t autumn-2026 "$@" \
	    "$ask_id" >"$T/.out" 2>"$T/.err"
}
made() { # made: how many files of such reports there are
	find out -name 'person-*' | wc -l
}

for wrong in "" "--as head" "--approved-by officer" \
    "--as head --approved-by officer --context 61m" \
    "--as head --approved-by officer --context -1" \
    "--as head --approved-by officer -u 2026-10-20" \
    "--as head --approved-by officer -t autumn-2026 -s 2026-10-01"
do
	# shellcheck disable=SC2086
	exits 2 "usage: $wrong" beadle person report -c school.yml \
	    -m "request 12" $wrong acpupil
done
exits 2 "no reason" beadle person report -c school.yml -m " " --as head \
    --approved-by officer -t autumn-2026 acpupil
exits 2 "an export has no office" beadle person export -c school.yml -m x \
    --as head acpupil
exits 2 "no such period" beadle person report -c school.yml -m x --as head \
    --approved-by officer -t never-2026 acpupil
exits 1 "nobody of that name" beadle person report -c school.yml -m x \
    --as head --approved-by officer -t autumn-2026 nosuchone
[ "$(made)" -eq 0 ]
ok $? "and nothing is made"

# Who may have it, approved by the officer: the table of who sees whom.
while read -r kind wanted
do
	got=
	for office in dsl deputy head chair line-manager head-of-year-9 \
	    technician governors officer
	do
		case $office in
		dsl | head | technician | officer) who=ac$office ;;
		chair) who=acgovernor ;;
		*) who=someone ;;
		esac
		rm -rf out
		ask $office $who acofficer "ac$kind"
		code=$?
		at=$(find out -name 'person-*.pdf' 2>/dev/null |
		    sed 's|out/||; s|/.*||')
		case $code,$at in
		0,$office) got=$got,x ;;
		0,head | 0,chair) got=$got,$at ;;
		1,) got=$got,. ;;
		*) got=$got,"?$code$at" ;;
		esac
	done
	[ "$got" = ",$wanted" ]
	ok $? "who may have one on $kind"
	[ "$got" = ",$wanted" ] || echo "# wanted $wanted, got ${got#,}"
done <<'END'
pupil x,x,x,.,.,.,.,.,.
visitor x,x,x,.,.,.,.,.,.
staff .,.,x,.,head,.,.,.,.
technician .,.,x,.,head,.,.,.,.
governor .,.,x,.,head,.,.,.,.
head .,.,.,x,chair,.,.,.,.
dsl .,.,x,.,head,.,.,.,.
END

# Who may approve.
while read -r office who by kind wanted
do
	ask "$office" "$who" "$by" "ac$kind"
	[ $? -eq "$wanted" ]
	ok $? "$office: $who asks about $kind, $by approves: exit $wanted"
done <<'END'
dsl acdsl achead pupil 0
dsl acdsl head pupil 0
dsl acdsl acofficer pupil 0
dsl acdsl acdsl pupil 1
dsl acdsl dsl pupil 1
dsl acdsl acgovernor pupil 1
dsl acdsl acstaff pupil 1
dsl acstaff achead pupil 1
head achead acdsl pupil 0
head achead acgovernor pupil 1
head achead acgovernor staff 0
head achead acdsl staff 1
head achead head pupil 1
head achead acofficer officer 1
head head acgovernor governor 1
line-manager acdsl achead staff 0
line-manager acdsl acdsl staff 1
line-manager acdsl acgovernor staff 1
line-manager acstaff achead staff 1
chair acgovernor achead head 1
END
db "SELECT who || '|' || what || '|' || why FROM audit ORDER BY number" \
    >"$T/audit"
has "the audit has who, why, and who approved" \
    '^acdsl|person report: subject [0-9]*, autumn-2026|for the folder of the reader dsl; asked by acdsl as dsl, because: request 12; approved by achead as head; 15 minutes' "$T/audit"
has "and what was refused" \
    '^acstaff|person report refused|subject [0-9]*, asked as line-manager.*on themselves' "$T/audit"
grep 'person report' "$T/audit" | grep -v '^acpupil' >"$T/rows"
lacks "without a name of whom it is about" 'acpupil\|99pupil\|Surpupil' \
    "$T/rows"

# The audit first.
rm -rf out
cp beadle.db "$T/kept.db"
db "CREATE TRIGGER closed BEFORE INSERT ON audit
    BEGIN SELECT RAISE(ABORT, 'read-only'); END"
ask dsl acdsl achead acpupil
[ $? -eq 1 ] && [ ! -e out ]
ok $? "where the audit cannot be written, nothing is made"
cp "$T/kept.db" beadle.db

# What it holds.
ask head achead acdsl 99pupil --context 30m
ok $? "a report by the lasting id"
number=$(db "SELECT number FROM subject WHERE text = 'p:99pupil'")
(cd out/head && echo person-*) >"$T/ls"
stem=person-$number-autumn-2026
echo "$stem-figures.csv $stem.csv $stem.html $stem.pdf" >"$T/wanted"
same "four files, named by a number" "$T/wanted" "$T/ls"
[ "$(find out -name 'person-*' -perm 640 | wc -l)" -eq 4 ]
ok $? "closed to the world"
stem=out/head/$stem
flat() { pdftotext -layout "$1" - | tr '\n' ' ' | tr -s ' '; }
flat "$stem.pdf" >"$T/pdf"
for text in "Report on one person" "OFFICIAL-SENSITIVE" \
    "Destroy by Thu 14 Jan 2027" "Forepupil Surpupil, pupil, Year 9" \
    "achead, Headteacher" "acdsl, Designated safeguarding lead" \
    "request 12" "What has been left out" \
    "What we could and could not see" "Who holds a copy" "a print, no." \
    "signed-in account, by proxy sign-in" "Suspected illegal content" \
    "not well known there: 2\\. Pages" "before.example" "after.example" \
    "row [0-9]* of the audit"
do
	has "the PDF has: $text" "$text" "$T/pdf"
done
table() { # table FILE PART: the rows of one part
	tr -d '\r' <"$1" | perl -MText::ParseWords -ne '
	    next unless /^'"$2"',/;
	    my @c = parse_line(",", 0, $_);
	    print join("|", @c[2, 6, 13 .. 17]);'
}
table "$stem.csv" context >"$T/around"
cat >"$T/wanted" <<'END'
Wed 14 Oct 2026, 9.49 am|before|9.49 am to 9.50 am|lesson|before.example|2|allowed
Wed 14 Oct 2026, 9.51 am|before|9.51 am|lesson|before.example|1|blocked
Wed 14 Oct 2026, 10.00 am|meanwhile|10.00 am to 10.05 am|lesson|blockbrawl.example|6|allowed
Wed 14 Oct 2026, 10.09 am|after|10.09 am|lesson|after.example|1|allowed
END
same "pages around the game, and none near what is illegal" "$T/wanted" \
    "$T/around"
table "$stem.csv" "spell of use" | cut -d'|' -f1,6- >"$T/spells"
cat >"$T/wanted" <<'END'
Wed 14 Oct 2026, 8.58 am|1|0 blocked
Wed 14 Oct 2026, 9.30 am|1|0 blocked
Wed 14 Oct 2026, 9.49 am|3|1 blocked
Wed 14 Oct 2026, 10.00 am|7|0 blocked
Thu 15 Oct 2026, 9.59 am|1|0 blocked
Thu 15 Oct 2026, 11.49 am|2|0 blocked
END
same "the spells of use of those days" "$T/wanted" "$T/spells"
[ "$(grep -c '^explanation,' "$stem.csv")" -eq 8 ]
ok $? "four questions of each item that may be told of"
tr -d '\r\n' <"$stem.csv" >"$T/csv"
has "people's words, without others" 'confirmed by a member of staff\. Seen with a member of staff and another pupil; another pupil, another address\. =2+3 (a) Tj' "$T/csv"
cat "$stem.csv" "$stem-figures.csv" "$stem.html" "$T/pdf" >"$T/all"
lacks "nothing near suspected illegal content, no page further off" \
    'nearillegal\|nearboth\|toolong\|notmine\|early.example' "$T/all"
has "and one that is near would be found" "before.example" "$T/all"
lacks "what is not well known is only counted" 'self-harm\|Self-harm' "$T/all"

beadle incident copies -c school.yml -w achead "$game" >"$T/copies"
has "the case knows who holds the report" \
    "person report: subject $number, autumn-2026, by achead" "$T/copies"

# Nobody else: all accounts and names of the lists, but the reader's and the
# approver's own accounts, who have to stand there.
awk -F, 'NR > 1 && $1 != "acpupil" && $1 != "achead" && $1 != "acdsl" {
	print $1; print $9; print $3 " " $4 } $1 ~ /^ac/ && $1 != "acpupil" {
	print $3; print $4 }' people.csv | awk 'length($0) > 4' >"$T/others"
! grep -qwFf "$T/others" "$T/all"
ok $? "nobody else is named in any of the four"
grep -owFf "$T/others" "$T/all" | sort -u | sed 's/^/# /'
sed -n 1p "$T/others" | cat - "$T/all" | grep -qwFf "$T/others"
ok $? "and would be seen"
for figure in "Incidents,,,,1,number,measured" \
    "Items left out: not well known,,,,2,number,measured" \
    "Pages around an item,,,,10,number,measured" \
    "Pages near suspected illegal content,,,,1,number,measured" \
    "Minutes around an item,,,,30,number,measured"
do
	has "a figure of its own: $figure" "$figure" "$stem-figures.csv"
done

# The same store, the same bytes.
for i in 1 2
do
	cp "$T/kept.db" beadle.db
	rm -rf out
	(
		[ $i = 1 ] || { TZ=Asia/Tokyo LC_ALL=C; export TZ LC_ALL; }
		ask dsl acdsl achead acpupil
	)
	mv out "$T/out$i"
done
diff -r "$T/out1" "$T/out2" >"$T/diff"
ok $? "made twice, the same bytes"

# Names of several scripts; a quarter of an hour is usual.
ask dsl acdsl achead acscript
flat out/dsl/person-*.pdf >"$T/pdf"
for name in Zoë ليلى Łukasz Nguyễn Ωμέγα ਕੌਰ
do
	case $name in
	ليلى) has "a name that runs from right to left, in the table" "$name" \
	    out/dsl/person-*[0-9].csv ;;
	*) has "$name" "$name" "$T/pdf" ;;
	esac
done

# What a long item has shown is not shown again by those within it.
for at in 1:00 2:05 3:25
do
	item 0000feed000${at%:*} acscript gaming-in-lesson strong \
	    "$(date -u -d "2026-10-14T09:${at#*:}:00Z" +%s)" 20740
done
db "UPDATE item SET end = start + 2400000000 WHERE name = '0000feed0001'"
rm -rf out
ask dsl acdsl achead acscript
[ "$(grep -c '^context,.*bloodandbanner' out/dsl/person-*[0-9].csv)" -eq 1 ]
ok $? "pages around several items are told once"

# None.
rm -rf out
ask dsl acdsl achead acnil
flat out/dsl/person-*.pdf >"$T/pdf"
has "NIL is printed" 'NIL No item for review and no incident' "$T/pdf"
has "and stands in the table" '^NIL,' out/dsl/person-*-2026.csv
rm -rf out
ask dsl acdsl achead acpupil -t 2026-W38
flat out/dsl/person-*.pdf >"$T/pdf"
has "so in a period before" 'NIL No item' "$T/pdf"
sed -i 's/^go_live:.*/go_live: 2026-10-15/' school.yml
rm -rf out
ask dsl acdsl achead acpupil
lacks "nothing from before the day of going live" 'blockbrawl' \
    out/dsl/person-*-2026.csv
sed -i 's/^go_live:.*/go_live: 2026-09-02/' school.yml
rm -rf out
BEADLE_NOW=2026-12-10T05:00:00Z ask dsl acdsl achead acpupil
has "pages are told for as long as they are kept" '^item,' \
    out/dsl/person-*-2026.csv
lacks "and no longer" '^context,' out/dsl/person-*-2026.csv

# One with 5,000 visits within the hour, of two sites in turn.
awk 'BEGIN { t = 1791968400 - 1700; for (i = 0; i < 5000; i++)
	printf "%d.%03d 1 198.51.100.11 TCP_MISS/200 40000 GET http://%s.example/ acpupil HIER_DIRECT/192.0.2.9 text/html\n",
	    t + i * .7, i % 1000, i % 2 ? "many" : "more" }' >logs/many.log
chmod o= logs/many.log
beadle nightly -c school.yml >night 2>&1
rm -rf out
(
	[ "${BEADLE_VARIANT:-release}" != release ] || ulimit -v 1500000
	ask dsl acdsl achead acpupil --context 60m
)
ok $? "5,000 visits"
[ "$(grep -c '^context,.*m[ao][a-z]*\.example' out/dsl/person-*-2026.csv)" -gt 4000 ]
ok $? "all stand in the table"
[ "$(pdfinfo out/dsl/person-*.pdf | sed -n 's/^Pages: *//p')" -lt 60 ]
ok $? "and the paper says how many more"
done_testing
