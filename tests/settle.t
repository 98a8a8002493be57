#!/bin/sh
# The same logs, in another order or cut into other nights, give the same
# store: who was logged on, flags, correlations, mails and items.

. "$(dirname "$0")/tap.sh"
. "$ROOT/tests/settle.sh"
settings=$ROOT/sample-logs/school/school.yml

# What a store holds, without the names of logs and the places in them, and
# without what items were before.
nightless() { # nightless STORE
	contents "$1" |
	    sed -E 's#	[^	]*whole/[^	]*	[0-9]*##g
		s#	[^	]*parts/[^	]*	[0-9]*##g' |
	    grep -v '^item_former' | sort
}

mkdir whole parts
for log in "$ROOT"/sample-logs/school/logs/*/*2026101[34].*gz
do
	name=$(basename "$log" .gz)
	gunzip -c "$log" >"whole/$name"
	split -n l/3 -d "whole/$name" "parts/$name."
done

run one.db whole/*
nightless one.db >one
[ "$(grep -c '^item	' one)" -ge 5 ]
ok $? "there are items to compare"
grep -q '^flag	.*log-on session\|^device_event	.*log-on session' one
ok $? "and events whose account a log-on told"

# shellcheck disable=SC2046
run reversed.db $(ls -r whole/*)
nightless reversed.db >reversed
same "logs from last to first, in one night" one reversed

# Proxy first and the latest first, so that every log-on comes too late.
for log in $(ls -r parts/access*) $(ls -r parts/mail*) $(ls -r parts/winlog*)
do
	run pieces.db "$log"
done
nightless pieces.db >pieces
same "a night for each piece, log-ons last" one pieces

# An odd piece of each log first, then the rest: gaps are filled later.
run gaps.db parts/*.01
run gaps.db parts/*.02
run gaps.db parts/*.00
nightless gaps.db >gaps
same "the middle of each log first, its beginning last" one gaps

# The culprit: a piece is missing, and that must be seen.
run missing.db parts/access* parts/mail* parts/winlog*.00
nightless missing.db >missing
! cmp -s one missing
ok $? "a missing piece is not the same"

run pieces.db parts/*
nightless pieces.db >again
same "all pieces once more change nothing" one again

lacks "no trouble was told" "beadle\|settle-night:" "$T/problems"
done_testing
