#!/bin/sh
# Every kind of document that the product makes, before checkers that others
# wrote: uacheck (tags, twelve checks) and PDFBox Preflight (PDF/A-1b), where
# they lie beside the project, and our own in any case.  Each kind once, with
# names, alerts, decisions and all; and documents made to be hostile.

. "$(dirname "$0")/tap.sh"

command -v pdfinfo >/dev/null || skip_all "pdfinfo is not here"
. "$ROOT/tests/overview.sh"
cd "$T" || exit 1
sample_school .
cp "$S/logs/proxy/access.log-20261014.gz" \
    "$S/logs/endpoint/winlogbeat-20261014.ndjson.gz" \
    "$S/logs/mail/mail.log-20261014.gz" logs/
cat >>school.yml <<'END'
sample: 20
alerts: {on: true, names: true, severity: caution}
readers:
  deputy: {mode: "0750"}
  head-of-year-8: {mode: "0750"}
  head-of-year-9: {mode: "0750"}
contacts:
  dsl: {phone: 01632 960001}
  deputy: {phone: 01632 960002}
  head: {phone: 01632 960003}
  holiday: {phone: 01632 960004, reader: deputy}
  out-of-hours: {phone: 01632 960005, reader: deputy}
END
chmod -R o= .
# The checkers want the identifier of PDF/UA, which is off by default.
BEADLE_CLAIM=ua
export BEADLE_CLAIM
BEADLE_NOW=2026-10-14T22:00:00Z beadle nightly -c school.yml >night 2>&1
ok $? "a night with alerts"
id=$(sqlite3 beadle.db "SELECT name FROM item WHERE account <> ''
    AND role = 'pupil' AND treatment = 1 ORDER BY name LIMIT 1")
for act in confirm parents-sheet
do
	beadle incident $act -c school.yml -w head -m seen "$id"
done >acts 2>&1
BEADLE_NOW=2026-10-19T05:00:00Z beadle nightly -c school.yml >>night 2>&1
beadle person report -c school.yml -w head --as head --approved-by officer \
    -m "request 12" -t autumn-2026 --context 60m \
    "$(sqlite3 beadle.db "SELECT person FROM item WHERE name = '$id'")" \
    >acts 2>&1
for kind in incident-log weekly staff-sheet year-sheet person review alert
do
	[ $kind != incident-log ] || beadle report $kind -c school.yml \
	    -t autumn-2026 >acts 2>&1
	find out -name "$kind-*.pdf" | sort >named
	while read -r paper
	do
		pdftotext "$paper" text
		# A sheet without an item names nobody.
		grep -q 'Nothing to review' text && continue
		grep -q 'Destroy by ' text &&
		    grep -q 'Who holds a copy\|Copies: ' text ||
		    echo "$paper"
	done <named >faults
	[ -s named ] && [ ! -s faults ]
	ok $? "each $kind says who holds a copy, and until when"
	sed 's/^/# /' faults
done
beadle policy-pack -c school.yml >acts 2>&1
beadle report | awk '$1 != "return" { print $1 }' >kinds
while read -r kind
do
	for period in autumn-2026 2026-W42 2026-27
	do
		BEADLE_NOW=2026-12-20T05:00:00Z beadle report "$kind" \
		    -c school.yml -t $period -o out && break
	done >made 2>&1 || sed 's/^/# /' made
	find out -name "$kind*.pdf" | grep -q .
	ok $? "there is a $kind"
done <kinds
for kind in alert review parents person impact-assessment notice-pupils method
do
	find out -name "$kind*.pdf" | grep -q .
	ok $? "there is a $kind"
done
overview_folder la
overview_returns la autumn-2026 0 >made 2>&1
beadle receive overview --sheets -d la -t autumn-2026 -o over >made 2>&1
find over -name '*.pdf' | grep -q overview
ok $? "there is an overview for the authority"
demo=${BEADLE_BUILD%/wrapped}/tools/render-demo
mkdir demo
for kind in governors log hostile empty
do
	CHARTS=$ROOT/reports/charts "$demo" $kind pdf 40 \
	    >demo/$kind.pdf 2>made
done
find out over demo -name '*.pdf' | sort >papers
[ "$(wc -l <papers)" -gt 25 ]
ok $? "$(wc -l <papers) documents"

while read -r paper
do
	"${demo%/*}/pdf-check" "$paper" >said 2>&1 ||
	    sed "s|^|$paper: |" said
done <papers >faults
[ ! -s faults ]
ok $? "our own checks of tags find no fault"
sed 's/^/# /' faults
while read -r paper
do
	pdfinfo "$paper" >info 2>&1
	grep -q '^Title: *[^ ]' info && grep -q '^Tagged: *yes' info &&
	    ! grep -qi 'error\|warning' info || echo "$paper"
done <papers >faults
[ ! -s faults ]
ok $? "poppler reads them: each is tagged and has a title"
sed 's/^/# /' faults

theirs=$ROOT/../shared/tools
if [ -r "$theirs/uacheck.c" ] && command -v cc >/dev/null
then
	# shellcheck disable=SC2046
	cc -O1 -o uacheck "$theirs/uacheck.c" \
	    $(pkg-config --cflags --libs libqpdf) >made 2>&1
	ok $? "uacheck is built"
	while read -r paper
	do
		./uacheck "$paper" >said 2>&1
		grep -q '^12 passed, 0 failed' said ||
		    grep '^FAIL' said | sed "s|^|$paper: |"
	done <papers >faults
	[ ! -s faults ]
	ok $? "uacheck: 12 of 12 on each"
	sed 's/^/# /' faults
	BEADLE_CLAIM= && unset BEADLE_CLAIM
	"$demo" empty pdf >plain.pdf 2>made
	./uacheck plain.pdf >said 2>&1
	has "one that makes no claim fails in that alone" \
	    '^11 passed, 1 failed' said
else
	ok 0 "uacheck # SKIP it lies not beside the project"
fi
if [ -x "$theirs/pdfa-check/run" ] && command -v javac >/dev/null &&
    [ -e /usr/share/java/preflight.jar ]
then
	XDG_CACHE_HOME=$T
	export XDG_CACHE_HOME
	# shellcheck disable=SC2046
	"$theirs/pdfa-check/run" $(cat papers) >said 2>&1
	grep -v ': VALID PDF/A-1b$' said >faults
	[ ! -s faults ] &&
	    [ "$(grep -c VALID said)" -eq "$(wc -l <papers)" ]
	ok $? "PDFBox Preflight: each is valid PDF/A-1b"
	sed 's/^/# /' faults
	LC_ALL=C sed 's#/OutputIntents#/OutputIntentx#' demo/empty.pdf \
	    >planted.pdf
	"$theirs/pdfa-check/run" planted.pdf >said 2>&1
	lacks "and a planted fault is found" 'VALID PDF' said
else
	ok 0 "PDFBox Preflight # SKIP needs it and a JDK"
fi
done_testing
