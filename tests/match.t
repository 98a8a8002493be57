#!/bin/sh
# beadle match: options, exits, what it lets through, and overlays.

. "${0%/*}/tap.sh"
BEADLE_SHARE=${BEADLE_SHARE:-$ROOT}
export BEADLE_SHARE
umask 027

column() { # column NAME FILE: that column's cells
	awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++)
	    if ($i == name) c = i; next } { print $c }' "$2"
}

mkdir "$T/rules"
cat >"$T/rules/games.yml" <<'END'
title: Games
logsource: {category: proxy}
taxonomy: ecs
detection:
    site: {beadle.category: games}
    who: {beadle.role: pupil}
    condition: site and who
beadle: {label: gaming-in-lesson, on: true}
END
cat >"$T/rules/off.yml" <<'END'
title: A rule that ships off
logsource: {category: proxy}
taxonomy: ecs
detection:
    site: {beadle.category: games}
    condition: site
beadle: {label: gambling, on: false}
END
{
	printf 'event.start\tevent.category\tbeadle.category\tuser.name\t'
	printf 'beadle.role\tour.own\n'
	printf '2026-09-01T09:00:00Z\tweb\tgames\t24amarsh\tpupil\tx1\n'
	printf '2026-10-01T09:00:00Z\tweb\tgames\t24amarsh\tpupil\tx2\n'
	printf '2026-10-01T09:01:00Z\tweb\tgames\t\t\tx3\n'
	printf '2026-10-01T09:02:00Z\tweb\tnews\t24amarsh\tpupil\tx4\n'
} >"$T/events.tsv"

exits 0 "the rules of a folder" \
    beadle-match --rules "$T/rules" "$T/events.tsv"
cp "$T/.out" "$T/all"
column beadle.flags "$T/all" >"$T/got"
printf 'games\ngames\n\n\n' >"$T/wanted"
same "flag what they are for" "$T/wanted" "$T/got"
column beadle.candidates "$T/all" >"$T/got"
printf '\n\ngames\n\n' >"$T/wanted"
same "leave open what hangs on who it was" "$T/wanted" "$T/got"
column our.own "$T/all" >"$T/got"
printf 'x1\nx2\nx3\nx4\n' >"$T/wanted"
same "columns of others pass through" "$T/wanted" "$T/got"
exits 0 "only what is flagged" \
    beadle-match --only --rules "$T/rules" "$T/events.tsv"
[ "$(wc -l <"$T/.out")" -eq 3 ]
ok $? "is a header and two events"
exits 0 "standard input is read" sh -c \
    "beadle-match -w --rules '$T/rules' <'$T/events.tsv'"
cp "$T/.out" "$T/whole"
column beadle.candidates "$T/whole" | grep -q .
[ $? -eq 1 ]
ok $? "judged whole, nothing is open"

cat >"$T/school.yml" <<END
school: {name: Rookwood School}
rules_folders: [rules]
rules:
  - {match: games, valid_from: 2026-09-20}
  - {match: off, on: true}
END
exits 0 "the rules of a school" \
    beadle-match -c "$T/school.yml" "$T/events.tsv"
cp "$T/.out" "$T/school"
column beadle.flags "$T/school" >"$T/got"
printf 'off\ngames off\noff\n\n' >"$T/wanted"
same "say nothing before their day, and are on where turned on" \
    "$T/wanted" "$T/got"
sed 's/on: true/on: false/; s/off,/games,/' "$T/school.yml" >"$T/none.yml"
exits 0 "a rule that is turned off" \
    beadle-match -o -c "$T/none.yml" "$T/events.tsv"
[ "$(wc -l <"$T/.out")" -eq 1 ]
ok $? "flags nothing"

# The school's window narrows a rule, and the rules that a file correlates.
cat >"$T/rules/many.yml" <<'END'
title: Many games
beadle: {label: gaming-out-of-hours, on: true}
taxonomy: ecs
correlation:
    type: event_count
    rules: [one-game]
    group-by: [user.name]
    timespan: 15m
    condition: {gte: 2}
---
title: One game
name: one-game
taxonomy: ecs
logsource: {category: proxy}
detection:
    site: {beadle.category: games}
    condition: site
END
{
	printf 'event.start\tevent.category\tbeadle.category\tuser.name\t'
	printf 'beadle.role\tbeadle.period\n'
	printf '2026-10-01T09:00:00Z\tweb\tgames\tamy\tpupil\tlesson\n'
	printf '2026-10-01T09:01:00Z\tweb\tgames\tamy\tpupil\tbreak\n'
	printf '2026-10-01T09:02:00Z\tweb\tgames\tamy\tpupil\tlesson break\n'
	printf '2026-10-01T09:03:00Z\tweb\tgames\tamy\tpupil\tevening\n'
} >"$T/day.tsv"
windows() { # windows WINDOW: the flags of the day
	sed "s/valid_from: .*}/window: $1}/; s/off, on/many, window/; \
	    s/window: true/window: $2/" "$T/school.yml" >"$T/window.yml"
	beadle-match -c "$T/window.yml" "$T/day.tsv" >"$T/.out" 2>"$T/.err" ||
	    cat "$T/.err"
	column beadle.flags "$T/.out"
}
windows '[break, evening]' '[evening]' >"$T/got"
printf '\ngames\ngames\ngames one-game\n' >"$T/wanted"
same "a window narrows a rule, and what a file correlates" "$T/wanted" \
    "$T/got"
windows lesson '[lesson, break]' >"$T/got"
printf 'games one-game\none-game\ngames one-game\n\n' >"$T/wanted"
same "one word will do; a list of periods has any of them" "$T/wanted" \
    "$T/got"
windows playtime lesson >"$T/got"
has "a time that is none is told" 'rules.window: playtime is no time' "$T/got"
rm "$T/rules/many.yml"

exits 0 "a rule can be explained" \
    beadle-match --rules "$T/rules" --explain games "$T/events.tsv"
has "what held" 'yes: beadle.category is games' "$T/.out"
has "what did not" 'no: beadle.category is games' "$T/.out"
has "what is open" 'open: beadle.role is pupil' "$T/.out"
exits 1 "there is such a rule, or it is said" \
    beadle-match --rules "$T/rules" --explain nothing "$T/events.tsv"

echo 'title: [' >"$T/rules/bad.yml"
exits 0 "a faulty rule of a folder is left out" \
    beadle-match -o --rules "$T/rules" "$T/events.tsv"
has "and named" 'bad.yml:' "$T/.err"
sed 's/user.name/user.nick/; s/beadle.role/beadle.rule/' \
    "$T/rules/games.yml" >"$T/rules/bad.yml"
exits 1 "a school's must be good" \
    beadle-match -c "$T/school.yml" "$T/events.tsv"
has "with its line" 'bad.yml:6: .*beadle.rule' "$T/.err"
rm "$T/rules/bad.yml"

exits 1 "a file that is not there" \
    beadle-match --rules "$T/rules" "$T/none.tsv"
exits 2 "an unknown option" beadle-match -x
printf 'event.start\tevent.category\nnonsense\tweb\n' >"$T/bad.tsv"
exits 3 "a row that cannot be read" \
    beadle-match --rules "$T/rules" "$T/bad.tsv"
exits 1 "a full disk is noticed" sh -c \
    "beadle-match --rules '$T/rules' '$T/events.tsv' >/dev/full"

# Logs in place of events: which record of which file, and which rule.
mkdir "$T/public" "$T/logs"
cat >"$T/public/failures.yml" <<'END'
title: Wrong password
id: 5a1c0d52-0000-4000-8000-000000000001
logsource: {product: windows, service: security}
detection: {s: {EventID: 4625}, condition: s}
level: low
author: somebody
END
log=$ROOT/sample-logs/school/logs/endpoint/winlogbeat-20261012.ndjson.gz
id=5a1c0d52-0000-4000-8000-000000000001
gunzip -c "$log" >"$T/logs/plain.ndjson"
grep -n '"event_id":"4625"' "$T/logs/plain.ndjson" | cut -d: -f1 >"$T/lines"
[ -s "$T/lines" ]
ok $? "there are lines to find"
awk -v file="$log" -v id="$id" '{ print file "\t" $0 "\t" id \
    "\tfailures\tlow\tWrong password\tsomebody" }' "$T/lines" >"$T/wanted"
exits 0 "a compressed log" beadle-match --rules "$T/public" "$log"
sed 1d "$T/.out" >"$T/got"
same "file, line and rule of each" "$T/wanted" "$T/got"
exits 0 "a folder of logs" beadle-match --rules "$T/public" "$T/logs"
sed 1d "$T/.out" | cut -f 2 >"$T/got"
same "the same lines" "$T/lines" "$T/got"
tar -C "$T" -czf "$T/logs.tgz" logs
exits 0 "an archive" beadle-match --rules "$T/public" "$T/logs.tgz"
sed 1d "$T/.out" | cut -f 1 | sort -u >"$T/got"
echo "$T/logs.tgz!logs/plain.ndjson" >"$T/wanted"
same "by the member's name" "$T/wanted" "$T/got"
sed 1d "$T/.out" | cut -f 2 >"$T/got"
same "and the line in it" "$T/lines" "$T/got"
exits 0 "standard input" sh -c \
    "gunzip -c '$log' | beadle-match --rules '$T/public' -"
sed 1d "$T/.out" | cut -f 2 | while read -r at
do
	tail -c "+$((${at#@} + 1))" "$T/logs/plain.ndjson" | head -n 1
done >"$T/got"
grep '"event_id":"4625"' "$T/logs/plain.ndjson" >"$T/wanted"
same "has bytes for lines" "$T/wanted" "$T/got"
cat >"$T/event.xml" <<'END'
<Events>
<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>
<Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID>
<TimeCreated SystemTime="2026-10-12T08:00:00.0000000Z"/>
<EventRecordID>77123</EventRecordID><Channel>Security</Channel>
<Computer>PC01</Computer></System><EventData>
<Data Name="TargetUserName">26aashdown</Data></EventData></Event>
</Events>
END
exits 0 "events of Windows" beadle-match --rules "$T/public" "$T/event.xml"
has "are told by their own number" "event.xml	77123	$id	" "$T/.out"
printf 'nothing that anybody logs\n' >"$T/logs/junk"
exits 1 "what is no log is told" beadle-match --rules "$T/public" "$T/logs"
has "by name" "junk: not a log" "$T/.err"
has "and the rest judged all the same" "plain.ndjson	.*$id" "$T/.out"
mkdir "$T/public/more"
sed 's/0001$/0002/; s/4625/4624/' "$T/public/failures.yml" \
    >"$T/public/more/failures.yml"
exits 0 "two rules of one name" beadle-match --rules "$T/public" "$log"
cut -f 3 "$T/.out" | sed 1d | sort -u >"$T/got"
printf '%s\n' "$id" "${id%1}2" >"$T/wanted"
same "are two by their ids" "$T/wanted" "$T/got"
cp "$T/public/failures.yml" "$T/public/more/"
exits 0 "one rule that is there twice" beadle-match --rules "$T/public" "$log"
has "is told" 'a rule of that name is in' "$T/.err"
[ "$(sed 1d "$T/.out" | wc -l)" -eq "$(wc -l <"$T/lines")" ]
ok $? "and counts once"
mkdir "$T/empty"
exits 1 "a folder without rules" beadle-match --rules "$T/empty" "$log"
exits 1 "logs on a full disk" sh -c \
    "beadle-match --rules '$T/public' '$log' >/dev/full"
done_testing
