#!/bin/sh
# What a browser asks again by itself, or draws into one page, is one act of a
# person where it is refused; whoever tries three times has done it three
# times.  lib/settle/hits.h says what counts as one.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
. "$ROOT/tests/settle.sh"
export BEADLE_SHARE="$ROOT"
sample_school s
settings=$T/s/school.yml
mkdir s/rules
sed -i '/^rules_folders:/d' "$settings"
echo 'rules_folders: [shipped, rules]' >>"$settings"
# A rule that does not ask what a page is counts what Sigma counts.
cat >s/rules/refused.yml <<'END'
title: Thrice refused
taxonomy: ecs
correlation:
    type: event_count
    rules: [refused-once]
    group-by: [user.name]
    timespan: 10m
    condition: {gte: 3}
---
title: Refused
name: refused-once
taxonomy: ecs
logsource: {category: proxy}
detection: {s: {event.type: denied}, condition: s}
END

# denied SECOND [ACCOUNT [HOST [ADDRESS]]]: so long after 14:00 local time.
denied() {
	echo "$((1791982800 + $1)).$((${5:-0} + 100)) 5 ${4:-198.51.100.11} TCP_DENIED/403 3900 GET http://${3:-luckyreels.example}/ad ${2:-26mhallam} HIER_NONE/- text/html"
}
# found NAME WANTED TEXT: the items of those lines, as "label events account".
found() {
	run "$1.db" "$1.log"
	sqlite3 -separator ' ' "$1.db" "SELECT label, events, account
	    FROM item ORDER BY start, account" | tr '\n' ';' >got
	printf '%s' "$2" >wanted
	same "$3" wanted got
}

# Look-alikes.
{ denied 10; denied 11; denied 12; } >page.log
found page "" "three refused advertisements of one page"
[ "$(sqlite3 page.db "SELECT count(*) FROM flag JOIN symbol ON
    symbol.id = rule WHERE text = 'gambling-page'")" = 3 ]
ok $? "each of them is flagged all the same"
[ "$(sqlite3 page.db "SELECT events FROM flag JOIN symbol ON
    symbol.id = rule WHERE text = 'refused'")" = 3 ]
ok $? "and a rule that counts events counts three"
{
	denied 10
	denied 10 26mhallam betmoor.example 198.51.100.11 1
	denied 15 26mhallam luckyreels.example
	denied 20 26mhallam betmoor.example
} >hosts.log
found hosts "" "of several sites, each within five seconds of another"
{ denied 57; denied 59; denied 61; denied 63; } >minute.log
found minute "" "over the end of a minute they are two"
{ denied 10; denied 11; denied 12; denied 90; denied 91; } >twice.log
found twice "" "two such pages are two"

# Who tries three times.
{ denied 10; denied 16; denied 22; } >thrice.log
found thrice "gambling 3 26mhallam;" "three tries, six seconds apart"
{
	for at in 10 100 200; do
		denied $at
		denied $((at + 1))
		denied $((at + 2))
	done
} >each.log
found each "gambling 3 26mhallam;" "three tries of three requests each"
{
	at=30
	while [ $at -lt 150 ]; do
		denied $at
		at=$((at + 3))
	done
} >reload.log
found reload "gambling 3 26mhallam;" "reloading without a pause counts each minute"
{
	for at in 10 11 12; do
		echo "$((1791982800 + at)).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://betmoor.example/p$at 26mhallam HIER_DIRECT/192.0.2.9 text/html"
	done
} >opened.log
found opened "gambling 3 26mhallam;" "pages that came through are pages"

# One child's refusal is not another's; nor are those of one address where
# nobody is known.
{
	denied 10 26mhallam luckyreels.example 198.51.100.11
	denied 11 22pfenwick luckyreels.example 198.51.100.12
	denied 20 26mhallam luckyreels.example 198.51.100.11
	denied 21 22pfenwick luckyreels.example 198.51.100.12
	denied 30 26mhallam luckyreels.example 198.51.100.11
	denied 31 22pfenwick luckyreels.example 198.51.100.12
} >both.log
found both "gambling 3 26mhallam;gambling 3 22pfenwick;" \
    "two who try beside each other"

# A rule of which one is enough keeps each.
{ denied 10 26mhallam bloodandbanner.example
  denied 11 26mhallam bloodandbanner.example; } >once.log
found once "extremism 2 26mhallam;" "where one is enough, nothing is lost"

# The same whatever the cut and the order.
cat page.log thrice.log each.log reload.log both.log | sort -u >all.log
run whole.db all.log
split -n l/6 -d all.log cut.
# shellcheck disable=SC2046
for part in $(ls -r cut.*); do
	run cut.db "$part"
done
for store in whole cut; do
	contents $store.db | grep '^flag	\|^item	\|^flag_spell	' |
	    sed -E 's#	[^	]*/?(all\.log|cut\.[0-9]*)	[0-9]*##g' | sort >$store
done
[ "$(grep -c '^item	' whole)" -ge 2 ]
ok $? "there are items to compare"
same "the same from nights in the wrong order" whole cut
done_testing
