#!/bin/sh
# Text that pupils and strangers can put into a log, made to be run by
# whatever reads it: each attack is planted, the night and all that it writes
# are looked at, and nothing of it has come to life.

. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
sample_school .
chmod -R o= .

# Accounts and agents of one's own choice, at a gambling site so that they
# come to be items for review, evidence and reports.
esc=$(printf '\033')
turn=$(printf '\342\200\256')
hold=$(printf '\342\201\246')
# shellcheck disable=SC2016
cat >attacks <<END
=cmd|'/c'!A1
+HYPERLINK("x")
@SUM(1)
${esc}]0;owned${esc}\\
${esc}[2Jgone
cod${turn}txt.exe
cod${hold}held
<script>alert(1)</script>
"><img/onerror=x>
';DROP/**/TABLE/**/item;--
"||(SELECT/**/account/**/FROM/**/item)||"
%n%n%s%s%s
\$(touch\${IFS}planted)
\`touch\${IFS}planted\`
|touch\${IFS}planted
";system("touch\${IFS}planted");#
../../../../planted
/JavaScript(app.alert(1))
END
at=1791964800
n=0
while IFS= read -r attack
do
	n=$((n + 1))
	for i in 1 2 3 4
	do
		printf '%s.000 90 198.51.100.1%d TCP_MISS/200 40000 GET http://luckyreels.example/%s %s HIER_DIRECT/192.0.2.9 text/html\n' \
		    $((at + n * 60 + i)) $n "$attack" "$attack"
	done
done <attacks >logs/access.log
# Hosts and agents too.
while IFS= read -r attack
do
	printf '%s.000 90 198.51.100.11 TCP_DENIED/403 400 GET http://%s/ 22lcopperfield HIER_NONE/- text/html\n' \
	    $((at + 5000)) "$attack"
done <attacks >>logs/access.log
lines=$(wc -l <logs/access.log)
BEADLE_NOW=2026-10-14T20:00:00Z
beadle nightly -v -c school.yml >night.out 2>night.err
[ $? -le 3 ]
ok $? "a night on hostile logs"
has "all lines are accounted for" "^records read $lines = " night.out
beadle incident list -c school.yml --csv >items.csv 2>items.err
items=$(grep -c ',gambling,' items.csv)
[ "$items" -ge 8 ]
ok $? "$items of the attackers are items for review"
beadle incident list -c school.yml >items.txt 2>>items.err
id=$(sed -n 's/^\([0-9a-f]\{6,\}\),.*,gambling,.*/\1/p' items.csv | head -1)
[ -n "$id" ] || id=$(sed -n 's/^\([0-9a-f]*\),[a-z]*,gambling,.*/\1/p' items.csv |
    head -1)
beadle incident show -c school.yml -w test "$id" >show.txt 2>show.err
beadle incident confirm -c school.yml -r seen "$id" >confirm.txt 2>&1
for report in governors incident-log
do
	beadle report $report -c school.yml -t autumn-2026 -o out \
	    >report.txt 2>&1
	ok $? "the report $report"
done
beadle doctor logs >doctor.txt 2>&1
beadle dump -c school.yml -w test >dump.tsv 2>/dev/null
BEADLE_NOW=2026-10-15T04:00:00Z beadle nightly -v -c school.yml >again 2>&1
has "the table of items is still there" "^files read" again

find . -name planted >found
find .. -maxdepth 1 -name planted >>found
[ ! -s found ]
ok $? "no shell and no program has run any of it"

# A control character anywhere in what a terminal or an editor shows.
find out night.out night.err items.csv items.txt show.txt confirm.txt \
    doctor.txt -type f ! -name '*.pdf' ! -name '*.zip' >texts
xargs grep -la "$esc" <texts >escaped
[ ! -s escaped ]
ok $? "no terminal escape comes out"
sed 's/^/# /' escaped
grep -q "$esc" logs/access.log
ok $? "and a planted one would be seen"
# Letters that turn others round: what is read must be what is there.
xargs grep -la "$turn\|$hold" <texts >turned
[ ! -s turned ]
ok $? "nothing turns letters round"
sed 's/^/# /' turned
xargs grep -qa "cod�txt.exe" <texts && grep -q "$turn" logs/access.log
ok $? "and a planted one is shown as a sign"
# Between filters text is as it was; a terminal does not get it so.
if command -v script >/dev/null &&
    script -qec true /dev/null >/dev/null 2>&1 </dev/null
then
	grep -q "$esc" dump.tsv
	ok $? "a filter gets all bytes"
	script -qec "beadle dump -c school.yml -w test" /dev/null >screen \
	    2>/dev/null </dev/null
	grep -q gone screen && ! grep -q "$esc" screen
	ok $? "a terminal gets none that it would obey"
else
	echo "ok $((tap_count += 1)) - # SKIP no terminal can be had here"
fi

# A cell of CSV that begins as a formula does.
find out . -maxdepth 3 -name '*.csv' ! -name people.csv ! -path './lists/*' |
    sort -u >tables
perl -e '
	while (my $file = <STDIN>) {
		chomp $file;
		open my $in, "<", $file or next;
		local $/;
		my $text = <$in>;
		while ($text =~ /(?:^|,|\n)("?)([=+\@\t][^,\n]*)/g) {
			print "$file: $2\n";
		}
	}' <tables | grep -v ': +[0-9]' >formulas
[ ! -s formulas ]
ok $? "no cell is a formula"
sed 's/^/# /' formulas
printf 'a,b\n=1+1,c\n' >bad.csv
echo bad.csv | perl -ne 'chomp; open my $in, "<", $_; local $/; $_ = <$in>;
    exit !/(?:^|,|\n)"?=/'
ok $? "and a planted one would be seen"

find out -name '*.html' >pages
if [ -s pages ]
then
	xargs grep -il '<script\|<img\|onerror=x>' <pages >live
	[ ! -s live ]
	ok $? "no HTML of theirs lives in ours"
fi
find out -name '*.pdf' >papers
xargs grep -la '/JavaScript\|/Launch\|/OpenAction' <papers >live
[ ! -s live ]
ok $? "no PDF does anything when it is opened"
sed 's/^/# /' live
find out -name '*%n*' -o -name '*IFS*' -o -name '*script*' >names
[ ! -s names ]
ok $? "no file is named by a log"

# Bombs in what a school hands in: YAML that refers to itself, a calendar and
# a table without end.
{
	echo 'a: &a [x, x, x, x, x, x, x, x, x]'
	for pair in b:a c:b d:c e:d f:e g:f h:g
	do
		echo "${pair%:*}: &${pair%:*} [*${pair#*:}, *${pair#*:}, *${pair#*:}, *${pair#*:}, *${pair#*:}, *${pair#*:}, *${pair#*:}]"
	done
	cat school.yml
} >bomb.yml
chmod o= bomb.yml
timeout 20 beadle check -c bomb.yml >bomb.out 2>&1
[ $? -eq 1 ]
ok $? "a YAML bomb is refused"
{ head -c 2000000 /dev/zero | tr '\0' '['; } >deep.yml
chmod o= deep.yml
timeout 20 beadle check -c deep.yml >deep.out 2>&1
[ $? -eq 1 ]
ok $? "and a deep one"
{
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260901T090000Z\r\nDTEND:20260901T100000Z\r\nSUMMARY:INSET\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
} >endless.ics
sed '/^calendars:/,/^[a-z]/d' school.yml >endless.yml
printf 'calendars:\n  - {file: endless.ics}\n' >>endless.yml
chmod o= endless.yml endless.ics
timeout 30 beadle check -c endless.yml >endless.out 2>&1
got=$?
[ $got -lt 124 ]
ok $? "a calendar without end ends (exit $got)"
awk 'BEGIN { print "username,upn,forename,surname,sex,role,year,reg_group,email,left"
	printf "\"" ; for (i = 0; i < 300000; i++) printf "aaaaaaaaaa" }' \
    >people-bad.csv
sed 's|^people:.*|people: people-bad.csv|' school.yml >cell.yml
chmod o= cell.yml people-bad.csv
timeout 30 beadle check -c cell.yml >cell.out 2>&1
[ $? -eq 1 ]
ok $? "a cell without end is a fault"
done_testing
