#!/bin/sh
# A review sheet of 500 items, filled in and saved again as Excel, LibreOffice
# and Google Sheets save it: each decision, reason and action comes home.

. "$(dirname "$0")/tap.sh"

. "$ROOT/tests/sheets.sh"

for how in excel libre google
do
	cp whole.db beadle.db
	rm -rf in/dsl out/dsl
	mkdir -p in/dsl
	chmod o= in/dsl
	perl "$ROOT/tests/resave.pl" $how decisions <whole.csv >in/dsl/done.csv
	case $how in
	excel) grep -q ';14/10/2026 ' in/dsl/done.csv &&
	    grep -q ';5.00E+12;' in/dsl/done.csv ;;
	libre) grep -q '"14/10/26 [0-9:]*"' in/dsl/done.csv &&
	    grep -q '^"my notes"' in/dsl/done.csv ;;
	google) grep -q ',#NUM!,' in/dsl/done.csv &&
	    grep -q '^reason,id,' in/dsl/done.csv ;;
	esac
	ok $? "$how: the sheet has been through it"
	! grep -q '[;,"]0012345[;,"]' in/dsl/done.csv
	ok $? "$how: leading zeros were lost"
	touch -d '1 minute ago' in/dsl/done.csv
	beadle nightly -c school.yml
	has "$how: all 500 rows are applied" 'applied, 500 rows' \
	    out/dsl/receipt-*
	sqlite3 beadle.db "SELECT item.name, act, why FROM item_note
	    JOIN item ON item.id = item ORDER BY item.name, item_note.id" >got
	same "$how: each word came home" wanted got
	sqlite3 beadle.db "SELECT count(*) FROM item WHERE status = 'open'" >n
	echo 50 >notes
	same "$how: what was only noted is open still" notes n
done

# One bad cell among 500 changes nothing, and is named.
cp whole.db beadle.db
rm -rf in/dsl out/dsl
mkdir -p in/dsl
chmod o= in/dsl
bad=$(sed -n '1400p' decisions | cut -f1)
grep -v "^$bad	" decisions >spoilt
printf '%s\tdecision\tperhaps\n' "$bad" >>spoilt
perl "$ROOT/tests/resave.pl" excel spoilt <whole.csv >in/dsl/done.csv
row=$(grep -n "^$bad;" in/dsl/done.csv | cut -d: -f1)
# Cells that hold line ends make lines of the file, not rows of the sheet.
row=$(perl -e 'local $/; $_ = <STDIN>; s/"[^"]*"/x/g; my @l = split /\r\n/;
    for (0 .. $#l) { print $_ + 1 if $l[$_] =~ /^$ARGV[0];/ }' "$bad" <in/dsl/done.csv)
touch -d '1 minute ago' in/dsl/done.csv
beadle nightly -c school.yml
has "a bad cell refuses the sheet" 'refused, nothing was changed' \
    out/dsl/receipt-*
has "and is named as the spreadsheet names it" "^Q$row decision: .*perhaps" \
    out/dsl/receipt-*
sqlite3 beadle.db "SELECT count(*) FROM item_note" >n
echo 0 >none
same "nothing was written down" none n
done_testing
