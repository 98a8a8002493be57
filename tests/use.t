#!/bin/sh
# The spell of use that an item stands in: what it says, where it is read, and
# that neither midnight, nor the clocks, nor the order of logs makes a
# difference.  What one is exactly stands in include/event/use.h.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
. "$ROOT/tests/settle.sh"
export BEADLE_SHARE="$ROOT"
sample_school s
settings=$T/s/school.yml

# visit UTC ACCOUNT HOST [BYTES [TYPE [ADDRESS]]]: a line of Squid.
visit() {
	echo "$(date -u -d "$1" +%s).000 0 ${6:-198.51.100.11} TCP_MISS/200 ${4:-40000} GET http://$3/page $2 HIER_DIRECT/192.0.2.9 ${5:-text/html}"
}
use() { # use STORE [LABEL]: of its items, as show prints it
	for item in $(sqlite3 "$1" "SELECT id FROM item
	    WHERE label LIKE '${2:-%}' ORDER BY start"); do
		beadle incident show -c "$settings" -d "$1" \
		    "$(sqlite3 "$1" "SELECT name FROM item WHERE id = $item")"
	done | sed -n 's/^spell of use //p'
}

# A lesson: work, then gambling, then work; another account beside it.
at=2026-10-14T13
{
	visit $at:02:10Z 26mhallam lessons.example 900000
	visit $at:02:50Z 26mhallam lessons.example 1000 image/png
	visit $at:06:00Z 26mhallam lessons.example
	for second in 05 25 45; do
		visit $at:09:${second}Z 26mhallam betmoor.example 60000
	done
	visit $at:10:00Z 22pfenwick lessons.example 7000000
	visit $at:10:00Z 22pfenwick lessons.example 7000000 text/html \
	    198.51.100.12
	visit $at:14:45Z 26mhallam lessons.example 2000000
} >day.log
# Five minutes and a second later it would be another spell.
visit $at:19:46Z 26mhallam lessons.example 500 >after.log
run day.db day.log after.log
use day.db >got
echo "2026-10-14 14:02:10 to 2026-10-14 14:14:45: active 4 minutes, 6 pages, 3.1 MB" >wanted
same "all that the account did around it, and no more" wanted got

# Pages that come later join spells that were apart.
visit $at:17:00Z 26mhallam lessons.example 500 >between.log
run day.db between.log
use day.db >got
echo "2026-10-14 14:02:10 to 2026-10-14 14:19:46: active 6 minutes, 8 pages, 3.1 MB" >wanted
same "a page that comes a night later joins two spells" wanted got
contents day.db >late
run once.db between.log after.log day.log
contents once.db >once
grep -q '^flag_spell	' once
ok $? "the canonical dump tells of spells"
sed -E 's#	[^	]*\.log	[0-9]*##g' late | sort >late.sorted
sed -E 's#	[^	]*\.log	[0-9]*##g' once | sort >once.sorted
same "the same from one night and from three" once.sorted late.sorted

# Over midnight and over both changes of the clocks, in one night and in a
# night for each side.
over() { # over NAME DAY MINUTE... : pages before and after MIDNIGHT
	: >"$1.before.log"
	: >"$1.after.log"
	for minute in -4 -3 -2 -1; do
		visit "$2 UTC $minute minutes" 26mhallam betmoor.example
	done >"$1.before.log"
	for minute in 0 1 2; do
		visit "$2 UTC $minute minutes" 26mhallam betmoor.example
	done >"$1.after.log"
	run "$1.db" "$1.before.log" "$1.after.log"
	run "$1.cut.db" "$1.after.log"
	run "$1.cut.db" "$1.before.log"
	use "$1.db" >got
	echo "$3: active 7 minutes, 7 pages, 280.0 KB" >wanted
	same "$4" wanted got
	use "$1.cut.db" >got
	same "$4, the second night first" wanted got
}
over midnight "2026-10-14 23:00" \
    "2026-10-14 23:56:00 to 2026-10-15 00:02:00" "over midnight"
over back "2026-10-25 01:00" \
    "2026-10-25 01:56:00 to 2026-10-25 01:02:00" "over the hour that comes twice"
over forward "2027-03-28 01:00" \
    "2027-03-28 00:56:00 to 2027-03-28 02:02:00" "over the hour that is left out"

# A tab that is left open asks every minute: no use.
{
	for second in 05 25 45; do
		visit $at:09:${second}Z 26mhallam betmoor.example 60000
	done
	for minute in $(seq 10 59); do
		visit $at:$minute:00Z 26mhallam betmoor.example 900 \
		    application/json
	done
} >tab.log
run tab.db tab.log
use tab.db >got
echo "2026-10-14 14:09:05 to 2026-10-14 14:09:45: active 1 minute, 3 pages, 184.5 KB" >wanted
same "an open tab keeps no spell going" wanted got

# A class account is many children: only its computer.
{
	for second in 05 25 45; do
		visit $at:09:${second}Z class7a betmoor.example 60000
		visit $at:09:${second}Z class7a lessons.example 60000 \
		    text/html 198.51.100.12
	done
} >class.log
run class.db class.log
use class.db gambling >got
echo "2026-10-14 14:09:05 to 2026-10-14 14:09:45: active 1 minute, 3 pages, 180.0 KB" >wanted
same "of a shared account only what its computer did" wanted got

# A long spell is read whole: four hours without a pause.
{
	i=0
	while [ $i -le 240 ]; do
		visit "2026-10-14 09:00 UTC $i minutes" 26mhallam \
		    lessons.example 1000
		i=$((i + 4))
	done
	for second in 05 25 45; do
		visit 2026-10-14T09:01:${second}Z 26mhallam betmoor.example 1000
	done
} >long.log
run long.db long.log
use long.db >got
echo "2026-10-14 10:00:00 to 2026-10-14 14:00:00: active 62 minutes, 64 pages, 64.0 KB" >wanted
same "a spell of hours, however far it goes" wanted got

# What a person has decided on stays as the person saw it.
run seen.db day.log
use seen.db >wanted
beadle incident confirm -c "$settings" -d seen.db -w head -m "asked her" \
    "$(sqlite3 seen.db "SELECT name FROM item")" >/dev/null
run seen.db between.log after.log
use seen.db >got
same "late pages change nothing that was decided on" wanted got

# Visits go before flags do: what they told stays.
cp day.db old.db
chmod 640 old.db
BEADLE_NOW=2027-01-20T04:00:00Z beadle retention -c "$settings" -d old.db \
    >/dev/null
[ "$(sqlite3 old.db "SELECT count(*) FROM visit")" -lt 8 ]
ok $? "visits that nothing was flagged in have had their time"
BEADLE_NOW=2027-01-20T04:00:00Z beadle detect -c "$settings" -d old.db \
    >/dev/null 2>&1
use day.db >wanted
use old.db >got
same "the spell that they told of has not" wanted got

# Where people read it.
beadle report incident-log -c "$settings" -d day.db -t autumn-2026 -o log.csv \
    >/dev/null 2>&1
has "the incident log" "2.02 pm to 2.19 pm: active 6 minutes, 8 pages, 3.1 MB" log.csv
beadle report incident-log -c "$settings" -d day.db -t autumn-2026 -o log.html \
    >/dev/null 2>&1
tr -s '\n ' '  ' <log.html >text
has "which says what it is not" "No log shows how long anybody looked" text
lacks "nowhere is it called time spent" "[Tt]ime spent" text
done_testing
