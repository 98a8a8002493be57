#!/bin/sh
# The first hour of somebody who has nothing but the README: from logs that
# nobody has looked at to one page, and each step says what the next one is.

. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir squid
zcat "$S/logs/proxy/access.log-20261014.gz" >squid/access.log
BEADLE_NOW=2026-10-15T04:00:00Z

exits 0 "doctor, without settings" beadle doctor squid
has "what they are" "access.log: squid, [0-9]* records" "$T/.out"
exits 0 "init" beadle init oak
has "says what to fill in" "fill in people.csv" "$T/.out"
has "where the logs are" "where the logs are" "$T/.out"
has "and what comes next" "beadle check -c oak/school.yml" "$T/.out"
exits 1 "never over a folder in use" beadle init oak

beadle check -c oak/school.yml >"$T/check" 2>&1
for word in "people.csv: warning: lists nobody" \
    "terms.csv: warning: lists no term" "day.csv: warning: lists no lesson" \
    "go_live is not given"
do
	has "check says: $word" "$word" "$T/check"
done
lacks "and finds no fault" "yml:[0-9]*: [^w]" "$T/check"
beadle report governors -c oak/school.yml -t autumn-2026 -o g.pdf \
    >"$T/.out" 2>"$T/.err"
has "no term: the report says where they are named" "none yet: terms:" \
    "$T/.err"

cp "$S/people.csv" "$S/devices.csv" "$S/terms.csv" "$S/day.csv" oak/
sed -i -e "s|^  - logs\$|  - $T/squid|" \
    -e 's|^#* *go_live: .*|go_live: 2026-09-02|' oak/school.yml
beadle check -c oak/school.yml >"$T/check" 2>&1
lacks "with the lists filled in it has no more to say of them" \
    "lists no\|go_live is" "$T/check"
exits 0 "one night" beadle nightly -v -c oak/school.yml
has "adds up" "^records read [1-9][0-9]* = used" "$T/.out"
exits 0 "one page" beadle report governors -c oak/school.yml -t autumn-2026 \
    -o g.pdf
head -c 4 g.pdf >magic
has "it is there" "%PDF" magic
exits 0 "and it goes on" beadle status -c oak/school.yml
# The commands of the README's first hour are these.
for word in "doctor /var/log/squid" "init /etc/beadle/oak" \
    "check -c /etc/beadle/oak/school.yml" \
    "nightly -c /etc/beadle/oak/school.yml" "report governors -c"
do
	has "README: beadle $word" "beadle $word" "$ROOT/README.md"
done
done_testing
