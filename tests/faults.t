#!/bin/sh
# Faults of a school's own files that tests/check.t has not planted yet: each
# is told with its file and line.

. "${0%/*}/tap.sh"

umask 077
mkdir "$T/empty" "$T/lists"
cd "$T" || exit 1
cat >school.yml <<'END'
school: {urn: "999001"}
people: people.csv
devices: devices.csv
terms: terms.csv
day: day.csv
termly: termly.csv
calendars: [{file: none.ics}]
categories: [shipped, lists]
category_mapping: mapping.csv
rules_folders: [shipped, no-such-folder]
retention: {raw: 400, flags: 30, details: 0}
registers: {lost_devices: lost.csv}
rules:
  - {match: gambling, window: [teatime]}
sources:
  - {format: squid}
  - {files: [a.log], from: 2026-09-01}
  - {files: [b.log]}
routing: {dsl: nobody-at-all}
alerts: {on: true, minutes: 2}
contacts:
  dsl: {phone: call me, email: lead, reader: governors}
mail: {from: beadle, sendmail: sendmail}
host_overrides: hosts.csv
END
printf '%s\n' person_id,username,forename,surname,role,year,email,from,left \
	1,,Amy,Abery,pupil,7,,, 2,ben,Ben,Bell,,,,, \
	3,cat,Cat,Cole,pupil,8,,2026-10-09,2026-10-05 >people.csv
printf '%s\n' hostname,ip,room,serial,type ,192.0.2.1,IT1,S1,desktop \
	>devices.csv
printf '%s\n' name,kind,start,end,until autumn,term,2026-09-02,2026-12-18, \
	fair,early,2026-11-02,2026-11-02, sale,early,2026-11-03,2026-11-03,noon \
	>terms.csv
printf '%s\n' period,start,end,week registration,09:00,10:00,C >day.csv
printf '%s\n' term,what,value autumn,training,3 autumn,training,4 >termly.csv
printf '%s\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//q//EN BEGIN:VEVENT UID:1 \
	DTSTART:20261012T090000Z SUMMARY:Tea END:VEVENT END:VCALENDAR |
	sed 's/$/\r/' >none.ics
printf '%s\n' product,theirs,ours squid,, >mapping.csv
printf 'host,category,approved_by\ngames.example,\033[31mr\302\233\303\251,x\n' \
	>hosts.csv
printf '%s\n' what,from gone-1,2026-10-01 >lost.csv

exits 1 "a school with these faults" beadle-check -c school.yml
cp .out faults
while IFS='|' read -r name pattern
do
	has "$name" "$pattern" faults
done <<'END'
a school without a name|^school.yml:1: school.name is not given
a person whom no log leads to|^people.csv:2: .*neither username nor email
a person without a role|^people.csv:3: warning: no role: this account enters no
one who left before coming|^people.csv:4: left is before from
a device without a name|^devices.csv:2: no hostname
an early finish without its time|^terms.csv:3: fair: an early finish needs the time
a time that is none|^terms.csv:4: .*expected a time as
a week that is none|^day.csv:2: week: expected A, B or nothing, found C
a figure that stands twice|^termly.csv:3: training is entered twice for autumn
a calendar about nothing|^none.ics.*no event of it says anything about school
a folder without lists|^school.yml:8: categories: no list .* in lists
a mapping of nothing|^mapping.csv:2: .*expected a category of theirs and of ours
a folder of rules that is not there|^school.yml:10: rules_folders: cannot read
days of keeping that are none|^school.yml:11: retention.details: expected 1 to 36525
flags kept less long than events|^school.yml: retention.flags: expected at least the 400
a lost device that is not listed|^lost.csv:2: warning: what: gone-1 is no device
a time of day that is none|^school.yml:14: rules.window: teatime is no time
a source without files|^school.yml:16: sources: an entry has no files
days without a zone|^school.yml:17: sources: from and to are days of a zone
a source that says nothing|^school.yml:18: sources: an entry says neither
a case that goes to nobody|^school.yml:19: routing: expected a reader and who gets
minutes that are too few|^school.yml:20: alerts.minutes: expected 5 to 1440, found 2
a telephone that is none|^school.yml:22: contacts.dsl.phone: expected a telephone
an address that is none|^school.yml:22: contacts.dsl.email: expected one address
a reader who is not rung|^school.yml:22: contacts.dsl.reader: expected dsl, deputy
a sender that is none|^school.yml:23: mail.from: expected one address
a program without its path|^school.yml:23: mail.sendmail: expected an absolute path
END

has "a fault that quotes what a terminal would obey shows it" \
	'hosts.csv:2: .* \\x1b\[31mr\\xc2\\x9bé' faults
! LC_ALL=C grep -q "$(printf '\033\|\233')" faults
ok $? "and holds none of it"
printf '\033' >planted
LC_ALL=C grep -q "$(printf '\033\|\233')" planted
ok $? "a planted one would be found"

printf 'people: people.csv\nalerts: {on: true}\n---\nx: y\n' >two.yml
exits 1 "a second document" beadle-check -c two.yml
has "is not read" "two.yml:.*a second document: only the first counts" .out
has "alerts without anybody" "contacts.*is not given: alerts are on" .out
printf '# nothing\n' >none.yml
beadle-check -c none.yml >.out 2>.err
has "an empty file" "nothing is set in it" .out
printf '%s\n' a b >list.yml
sed -i 's/^/- /' list.yml
exits 1 "a list" beadle-check -c list.yml
has "is no school" "expected keys and values" .out
printf 'username,forename,surname\namy,Amy,Abery\n' >people.csv
printf 'people: people.csv\n' >key.yml
exits 1 "a list of people without lasting ids" beadle-check -c key.yml
has "is told" "people.csv:1: neither a column upn nor person_id" .out
printf 'person_id,username,forename,surname\n' >people.csv
printf 'period,start,end\n' >day.csv
echo 'day: day.csv' >>key.yml
beadle-check -c key.yml >.out
has "a list of nobody too" "people.csv.*lists nobody: no event can be laid" .out
has "and a day without lessons" "day.csv.*lists no lesson: rules on lessons" .out
# What else a school names: a profile that is a list, the mode of a folder,
# steps of its own; an id that goes to another, one who stands at many devices.
printf '%s\n' '- a' >profile.yml
sed 's/^illegal,/other,/; s/,ask,/,wonder,/' "$ROOT/policy/steps.csv" >steps.csv
sed -n '/^pupil,/{p;p;q;}' "$ROOT/policy/steps.csv" >>steps.csv
mkdir people
printf 'person_id,username,forename,surname\n1,amy,Amy,Abery\n' \
	>people/people-2025-09-01.csv
printf 'person_id,username,forename,surname\n1,bob,Bob,Bell\n' \
	>people/people-2026-09-01.csv
printf 'hostname,user\npc1,bob\npc2,bob\npc3,bob\n' >stands.csv
printf '%s\n' 'school: {name: Q}' 'profiles: [profile.yml]' \
	'steps: steps.csv' 'people: people' 'devices: stands.csv' \
	'rules: [{match: gambling, treat_as: perhaps},' \
	'    {match: gaming-in-lesson, binds: [staff], clause: "1"}]' \
	'readers: {dsl: {mode: "0777"}}' >more.yml
exits 1 "a school with further faults" beadle-check -c more.yml
cp .out faults
while IFS='|' read -r name pattern
do
	has "$name" "$pattern" faults
done <<'END'
a profile that is a list|^profile.yml.*expected the keys of a profile
a step that stands twice|^steps.csv:[0-9]*: step [a-z0-9-]*: it is there already
a step of no kind|^steps.csv:[0-9]*: kind: expected do, tell, not, ask or end, found wonder
steps without a flow|^steps.csv: expected the flows illegal, pupil and staff
an id that went to another|^people/people-2026-09-01.csv:2: .*has the same id as somebody
one who stands everywhere|^stands.csv:2: warning: user: bob stands at 3 devices
a treatment that is none|^more.yml:6: perhaps is no way to treat a flag
a rule that binds nobody|^more.yml:7: rules.binds: the rule gaming-in-lesson is for none
a folder that others may read|^more.yml:8: readers.dsl.mode: expected octal digits
END

printf '%s\n' 'school: {name: "Q' 'logs: [a' >torn.yml
exits 1 "half a file" beadle-check -c torn.yml
has "is no YAML" "torn.yml.*not YAML: " .out
done_testing
