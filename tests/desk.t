#!/bin/sh
# Review sheets go out and come back: who gets what, what spreadsheets make of
# them, what is refused, and that what is refused changes nothing.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
cd "$T" || exit 1
sample_school .
cp "$S"/logs/proxy/access.log-2026101[2-5].gz \
    "$S"/logs/endpoint/winlogbeat-20261014.ndjson.gz logs/
# The head has logged on where nobody should: a case about the head.
staff=$(awk -F, '$6 == "staff" { print $1; exit }' people.csv)
sed -i -e '/^zone/i\
readers:\
  head:\
    people: ['"$staff"']\
  chair: {mode: "0750"}\
  head-of-year-8: {mode: "0750"}' school.yml
other=$(awk -F, -v not="$staff" '$6 == "staff" && $1 != not && $10 == "" {
    print $1; exit }' people.csv)
for i in 0 1 2 3
do
	for who in $staff $other
	do
		echo "$((1791968400 + i * 60)).000 900 198.51.100.11 TCP_TUNNEL/200 40000 CONNECT betmoor.example:443 $who HIER_DIRECT/192.0.2.9 -"
	done
done >logs/head.log
# Serials that a spreadsheet takes for numbers.
awk -F, -v OFS=, 'NR > 1 { $4 = NR % 2 ? "5E12" : "0012345" } { print }' \
    devices.csv >spoilt
mv spoilt devices.csv
chmod -R o= .

night() {
	beadle nightly -c school.yml >.night 2>&1
}
night
ok $? "a night"
[ -d in/dsl ] && [ -d in/chair ] && [ "$(stat -c %a in/dsl)" = 750 ]
ok $? "makes the folders for what comes back, closed to others"
day=2026-11-02
for f in dsl/review-$day.csv dsl/review-$day.pdf head/review-$day.csv \
    head/review-staff-$day.csv chair/review-staff-$day.csv \
    head-of-year-8/review-$day.csv
do
	[ -s out/$f ]
	ok $? "$f"
done
[ "$(stat -c %a out/dsl/review-$day.csv)" = 640 ]
ok $? "closed to others"
sheet=out/dsl/review-$day.csv
head -1 $sheet | tr -d '\r' | tail -c +4 >got
cat >wanted <<'END'
id,number,status,begins,ends,who,known_by,year,room,device,serial,kind,details,severity,events,new_events,decision,reason,action,also_recorded_in,check
END
same "the columns" wanted got
pdftotext -layout out/dsl/review-$day.pdf - | head -40 >pdf
has "the PDF says what to do" "wait" pdf

# Who stands where: every account of a role, in every file of a reader.
accounts() { # accounts ROLE: accounts, and names with a surname
	awk -F, -v role="$1" '$6 == role { print $1; print $3 " " $4 }' \
	    people.csv | awk 'length($0) > 5'
}
accounts pupil >pupils
accounts staff >staffs
read_all() { # read_all READER [PATTERN]
	for f in out/$1/${2:-*}
	do
		case $f in
		*.pdf) pdftotext -layout $f - ;;
		*) cat $f ;;
		esac
	done
}
read_all dsl >dsl
grep -qwFf pupils dsl
ok $? "pupils stand on the lead's sheet"
! grep -qwFf staffs dsl
ok $? "and no staff"
read_all head 'review-staff*' >head
! grep -qwFf pupils head
ok $? "no pupil stands on the sheet of staff"
read_all head 'review-2*' >head
! grep -qwFf staffs head
ok $? "nor staff on that of pupils"
read_all head >head
! grep -qw "$staff" head
ok $? "the head does not read of the head"
has "the chair does" "$(awk -F, -v a="$staff" '$1 == a { print $3 " " $4 }' \
    people.csv)" out/chair/review-staff-$day.csv
cut -d, -f8 out/head-of-year-8/review-$day.csv | tail -n +2 | sort -u >years
echo 8 >wanted
same "a head of year has that year" wanted years
lacks "and nothing grave" ",danger,\|,caution," \
    out/head-of-year-8/review-$day.csv
read_all governors >governors
! grep -qwFf pupils governors && ! grep -qwFf staffs governors
ok $? "governors read no name"

# A spreadsheet opens the sheet, people fill it in, and it is saved again.
cat >fill.pl <<'END'
# fill.pl HOW DECIDE <sheet >saved: HOW is excel, libre, google or plain; DECIDE is Perl
# over %c, the cells of row $n (from 1) by title.
use strict;
use warnings;
require "$ENV{ROOT}/tests/csv.pl";
my ($how, $decide) = @ARGV;
local $/;
my $text = <STDIN>;
$text =~ s/^\xef\xbb\xbf//;
my @rows = csv_rows($text);
my @titles = @{shift @rows};
my (@out, $n);
for my $row (@rows) {
	my %c;
	@c{@titles} = @$row;
	$n++;
	my $keep = 1;
	eval $decide; die $@ if $@;
	next unless $keep;
	# What a spreadsheet does to cells that look like something else.
	if ($how ne "plain") {
		for (values %c) {
			s/^0+(?=\d+$)//;
			$_ = sprintf "%.2E", $_ if /^\d+[eE]\d+$/;
			s|^(\d{4})-(\d\d)-(\d\d) (.*)$|$3/$2/$1 $4|;
		}
	}
	push @out, { %c };
}
@out = reverse @out if $how eq "excel";
my $sep = $how eq "excel" ? ";" : ",";
my @extra = $how eq "google" ? ("my notes", @titles) : (@titles);
@extra = (@titles, "", "notes") if $how eq "libre";
my $eol = $how eq "libre" ? "\n" : "\r\n";
sub line {
	join($sep, map { my $s = $_ // ""; $s =~ s/"/""/g;
	    $s =~ /[",;\n]/ || $how eq "libre" ? "\"$s\"" : $s } @_) . $eol;
}
print "\xef\xbb\xbf" if $how eq "excel";
print line(@extra);
print line(@{$_}{@extra}) for @out;
END
drop() { # drop NAME: what stands in "saved" is put into the lead's folder
	touch -d '1 minute ago' saved
	mv saved "in/${2:-dsl}/$1"
	rm -f out/${2:-dsl}/receipt-*
	night
	cat out/${2:-dsl}/receipt-* >receipt 2>/dev/null
}
statuses() {
	beadle incident list -d beadle.db --csv -w tester | tr -d '\r' |
	    cut -d, -f1,2
}
mkdir -p in/dsl in/head
chmod o= in/dsl in/head

i=0
for how in excel libre google
do
	i=$((i + 1))
	grep -c "^id-.*,open," $sheet >open
	perl fill.pl $how '
	if ($c{status} ne "open" || $n > 3) { $keep = $n < 20; }
	elsif ($n == 1) { $c{decision} = "Confirm"; $c{reason} = "asked, he said \"yes\"; sorry"; $c{action} = "rang home"; $c{also_recorded_in} = "bullying form, 3/11/2026"; }
	elsif ($n == 2) { $c{decision} = "rejected "; $c{reason} = "caf\x{c3}\x{a9} project\nof Mr Bell"; }
	elsif ($n == 3) { $c{decision} = "excepted"; $c{reason} = "=club"; }' \
	    <$sheet >saved
	cp saved saved.$how
	statuses >before
	drop review-$how.csv
	has "$how: applied" "applied, [1-3] rows" receipt
	statuses >after
	! cmp -s before after
	ok $? "$how: it has changed something"
	ls in/dsl/done | grep -q review-$how.csv
	ok $? "$how: put aside"
done
grep -q "12/10/2026 " saved.excel && grep -q '5.00E+' saved.excel &&
    grep -q '[,;]12345[,;]' saved.excel
ok $? "dates, serials and leading zeros had been spoilt"
beadle incident list -d beadle.db --csv -w tester --status confirmed |
    sed -n 's/^\([0-9a-f]*\),.*/\1/p' | head -1 >one
beadle incident show -d beadle.db -w tester "$(cat one)" >shown
has "who, and why" 'confirm by dsl: asked, he said "yes"; sorry' shown
has "the action" "action by dsl: rang home" shown
has "and where else it stands" "recorded by dsl: bullying form" shown

# 500 decisions at once are not needed to see that all rows count.
perl fill.pl plain '$c{decision} = "note"; $c{reason} = "row $n"' <$sheet >saved
rows=$(grep -c '^id-' $sheet)
drop all.csv
has "all $rows rows" "applied, $rows rows" receipt

# What is refused, and changes nothing: NAME | CELL AND REASON | PERL
n=10
statuses >before
sqlite3 beadle.db "SELECT count(*) FROM item_note" >notes
rm -f out/dsl/receipt-*
cat >refused <<'END'
a word that is none|^Q3 decision: expected confirm|$c{decision} = "note", $c{reason} = "x" if $n == 1; $c{decision} = "maybe" if $n == 2
a rejection without reason|^Q2 decision: a reason is needed|$c{decision} = "reject" if $n == 1
a reason without decision|^R2 reason: a reason|$c{reason} = "why" if $n == 1
an action on what is not confirmed|^S[0-9]* action: it must be|$c{action} = "rang" if $c{status} eq "open"
an id made a number|^A2 id: expected an id.*number|if ($n == 1) { $c{id} = "5.00E+12"; $c{decision} = "confirm"; }
an id that is gone|^A2 id: expected|if ($n == 1) { $c{id} = ""; $c{decision} = "confirm"; }
an item of nobody|^A2 id: there is no such item|if ($n == 1) { $c{id} = "id-000000000000"; $c{decision} = "confirm"; }
half a sort|^U[23] check: the two ends|our $was; if ($n == 1) { $was = $c{check}; } if ($n == 2) { $c{check} = $was; $c{decision} = "note"; $c{reason} = "x" }
a mark that is gone|^U2 check: expected the mark|if ($n == 1) { $c{check} = ""; $c{decision} = "confirm"; }
an item twice|^A3 id: this item stands on two|our $id; our $m; if ($n == 1) { ($id, $m) = @c{qw(id check)}; } if ($n < 3) { @c{qw(id check)} = ($id, $m); $c{decision} = "note"; $c{reason} = "x" }
a column that is gone|^The column decision is missing|@titles = map { $_ eq "decision" ? "verdict" : $_ } @titles
too long|^R2 reason: longer|if ($n == 1) { $c{decision} = "note"; $c{reason} = "x" x 3000; }
END
while IFS='|' read -r name why perl
do
	n=$((n + 1))
	perl fill.pl plain "$perl" <$sheet >in/dsl/bad$n.csv
	touch -d '1 minute ago' in/dsl/bad$n.csv
done <refused
night
n=10
while IFS='|' read -r name why perl
do
	n=$((n + 1))
	has "$name: refused" "refused, nothing" out/dsl/receipt-bad$n-*
	has "$name: with cell and reason" "$why" out/dsl/receipt-bad$n-*
done <refused
statuses >after
sqlite3 beadle.db "SELECT count(*) FROM item_note" >notes2
same "nothing has changed by them" before after
same "and nothing was written down" notes notes2
# Somebody else has decided meanwhile.
open=$(sed -n 's/^id-\([0-9a-f]*\),[0-9]*,open,.*/\1/p' $sheet | head -1)
run_ok "the head decides" beadle incident reject -d beadle.db -w head -m no \
    "$open"
perl fill.pl plain '$c{decision} = "confirm" if $c{status} eq "open"' \
    <$sheet >saved
cp saved again
drop late.csv
has "a conflict is refused" "somebody has decided.*rejected now" receipt
# An item of another reader.
staff_item=$(sed -n 's/^\(id-[0-9a-f]*\),.*/\1/p' \
    out/chair/review-staff-$day.csv | head -1)
[ -n "$staff_item" ]
ok $? "there is an item of another reader"
perl fill.pl plain "\$keep = \$n == 1; \$c{decision} = 'confirm'; \$c{id} =
    '$staff_item'" <$sheet >saved
drop foreign.csv
has "what is not theirs is not there" "no such item among yours" receipt
perl fill.pl plain '$keep = $n == 1; $c{decision} = "confirm"' \
    <out/chair/review-staff-$day.csv >saved
drop own.csv head
has "nor may the head judge the head" "no such item among yours" receipt

# The same file twice, and what is no sheet.
perl fill.pl plain '$c{decision} = "note"; $c{reason} = "twice"' <$sheet >saved
cp saved again
drop one.csv
sqlite3 beadle.db "SELECT count(*) FROM item_note" >notes
mv again saved
drop two.csv
has "the same sheet again" "It was applied before" receipt
sqlite3 beadle.db "SELECT count(*) FROM item_note" >notes2
same "counts once" notes notes2
printf 'PK\003\004rest' >saved
drop book.xlsx
has "a workbook is answered" "save it as CSV" receipt
printf 'a,"b\n' >saved
drop broken.csv
has "so is what is no table" "it is not a table" receipt
sqlite3 beadle.db "SELECT count(*) FROM item_note" >notes
perl fill.pl plain '$c{decision} = "note", $c{reason} = "x" if $n == 1' \
    <$sheet >whole
for cut in 60 20 5
do
	head -c -$cut whole >saved
	drop cut.csv
	has "cut $cut letters before its end a sheet is refused" \
	    "^U[0-9]* check: the last row has not the mark" receipt
done
sqlite3 beadle.db "SELECT count(*) FROM item_note" >after
same "and nothing of it is applied" notes after
ln -s "$T/school.yml" in/dsl/link.csv
night
[ -L in/dsl/link.csv ]
ok $? "a link is not followed"
rm in/dsl/link.csv
# Windows' own letters, and UTF-16.
perl fill.pl plain '$keep = $n == 1; $c{decision} = "note"; $c{reason} = "Zo\x{eb}\x{92}s"' <$sheet >saved
drop windows.csv
has "Windows-1252" "applied, 1 rows" receipt
beadle incident list -d beadle.db --csv -w tester >/dev/null
sqlite3 beadle.db "SELECT why FROM item_note ORDER BY id DESC LIMIT 1" >why
has "is read as it was meant" "Zoë’s" why
perl fill.pl plain '$keep = $n == 1; $c{decision} = "note"; $c{reason} = "sixteen"' <$sheet | tr ',' '\t' >tabs
{ printf '\377\376'; iconv -f UTF-8 -t UTF-16LE tabs; } >saved
drop unicode.txt
has "UTF-16 with tabs" "applied, 1 rows" receipt

# A sheet that somebody has begun to fill in, in the wrong place, stays.
perl fill.pl plain '$c{decision} = "note" if $n == 1' <$sheet >begun
cp begun $sheet
echo "1791969000.208 9 198.51.100.11 TCP_MISS/200 400 GET http://bitesizelab.example/b 26mhallam HIER_DIRECT/192.0.2.9 image/png" >>logs/head2.log
night
same "a sheet in use is left alone" begun $sheet
beadle incident list -d beadle.db --csv -w tester >/dev/null
sqlite3 beadle.db "SELECT DISTINCT what FROM audit WHERE who IN
    ('nightly', 'dsl')" >audit
has "who was named is in the audit" "sheet review-$day" audit
has "and that a sheet was applied" "sheet applied" audit
find out -type f -perm /007 >open
[ ! -s open ]
ok $? "no file is open to everyone"
done_testing
