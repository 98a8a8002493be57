#!/bin/sh
# make install gives a tree that works where the source is not.

. "$(dirname "$0")/tap.sh"
unset BEADLE_SHARE

run_ok "make install" make -s -C "$ROOT" V="${BEADLE_VARIANT:-release}" \
    install PREFIX="$T/usr"
P=$T/usr
PATH=$P/bin:/usr/bin:/bin
for path in bin/beadle libexec/beadle/beadle-parse share/man/man1/beadle.1 \
    share/zsh/site-functions/_beadle share/beadle/policy/school.yml share/beadle/reports/charts
do
	[ -e "$P/$path" ]
	ok $? "PREFIX/$path"
done
exits 0 "beadle finds its commands" beadle formats
exits 0 "beadle init finds what is shipped" beadle init "$T/folder"
beadle doctor "$ROOT/sample-logs/squid" >"$T/doctor" 2>"$T/.err"
has "the rules are found" gaming-in-lesson "$T/doctor"
done_testing
