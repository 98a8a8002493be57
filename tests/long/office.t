#!/bin/sh
# LibreOffice itself opens the review sheet of 500 items with its decisions,
# keeps it as a sheet of its own, and saves that as CSV as it does: numbers made
# of serials, dates of its own form.  Each decision comes home.

. "$(dirname "$0")/../tap.sh"

timeout 500 "$ROOT/tests/install-deps" libreoffice-calc >"$T/install" 2>&1
command -v soffice >/dev/null || skip_all "LibreOffice cannot be had here"
. "$ROOT/tests/sheets.sh"

office() { # office FROM TO-FILTER FOLDER: as the program does it by itself
	HOME=$T timeout 180 soffice "-env:UserInstallation=file://$T/profile" \
	    --headless --infilter='CSV:44,34,76,1,,2057,false,true' \
	    --convert-to "$2" --outdir "$3" "$1" >"$T/office.out" 2>&1
}
perl "$ROOT/tests/resave.pl" plain decisions <whole.csv >filled.csv
office filled.csv ods kept
[ -s kept/filled.ods ]
ok $? "LibreOffice opens the sheet and keeps it"
office kept/filled.ods \
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,true,true,false' saved
[ "$(grep -c '^"id-' saved/filled.csv)" -eq 500 ]
ok $? "and saves it as CSV, every row of it"
! grep -q '[,"]5E12345[,"]' saved/filled.csv &&
    ! grep -q '[,"]0012345[,"]' saved/filled.csv
ok $? "having made numbers of serials"
! cmp -s filled.csv saved/filled.csv
ok $? "so the test is one of what it does"
mkdir -p in/dsl
chmod o= in/dsl
cp saved/filled.csv in/dsl/done.csv
touch -d '1 minute ago' in/dsl/done.csv
beadle nightly -c school.yml
has "all 500 rows are applied" 'applied, 500 rows' out/dsl/receipt-*
sed 's/^/# /' out/dsl/receipt-* | head -8
sqlite3 beadle.db "SELECT item.name, act, why FROM item_note
    JOIN item ON item.id = item ORDER BY item.name, item_note.id" >got
same "each word came home" wanted got
done_testing
