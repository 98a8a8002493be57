#!/bin/sh
# School time by year group, role, weekday and week; days that are otherwise;
# iCalendar; and whose a user name was on which day.

. "${0%/*}/tap.sh"

umask 027
mkdir -p "$T/people" && cd "$T" || exit 1
cat >school.yml <<'END'
school: {name: Quillbrook School}
go_live: 2026-09-02
logs: [none.log]
people: people
devices: devices.csv
terms: terms.csv
day: day.csv
calendars:
  - file: school.ics
  - file: boarding.ics
    kind: boarding
    role: pupil
mail_domains: [q.example]
END
echo hostname,ip,room,serial,type >devices.csv
cat >people/people-2026-09-01.csv <<'END'
person_id,username,forename,surname,sex,role,year,email,pattern
1,amy,Amy,Abery,F,pupil,7,amy@q.example,
2,ben,Ben,Bell,M,pupil,10,ben@q.example,
3,sid,Sid,Sixth,M,pupil,13,sid@q.example,
4,tea,Tea,Cher,F,staff,,tea@q.example,
5,par,Par,Time,F,staff,,par@q.example,mornings
6,old,Olga,Old,F,pupil,11,old@q.example,
END
# Olga has left; her user name is another child's.  Amy is in Year 8, and
# Ben's list says no word of him.
cat >people/people-2027-09-01.csv <<'END'
person_id,username,forename,surname,sex,role,year,email,pattern
1,amy,Amy,Abery,F,pupil,8,amy@q.example,
3,sid,Sid,Sixth,M,pupil,13,sid@q.example,
7,old,Otto,New,M,pupil,7,otto@q.example,
END
cat >terms.csv <<'END'
name,kind,start,end,until,years
autumn-2026,term,2026-09-02,2026-12-18,,
autumn-2027,term,2027-09-02,2027-12-17,,
half-term,holiday,2026-10-26,2026-10-30,,
training,inset,2026-09-02,2026-09-02,,
snow,closure,2026-12-01,2026-12-01,,
carols,early,2026-12-18,2026-12-18,12:30,
mocks,leave,2026-11-30,2026-11-30,,11 13
weeks,week-a,2026-09-07,2026-09-07,,
summer,term,2027-04-12,2027-07-20,,
END
cat >day.csv <<'END'
period,start,end,weekday,week,years,role,pattern
registration,08:40,09:00,,,,,
lesson,09:00,11:00,,,,,
lesson,11:20,14:10,,,,,
lunch,12:20,13:10,,,7-9,,
lunch,13:10,14:00,,,10-11,,
study,09:00,10:00,mon,A,12-13,,
lesson,14:10,15:10,mon-thu,,,,
working,08:00,12:20,,,,staff,
break,12:20,13:10,,,,staff,
working,13:10,16:30,,,,staff,
off,12:20,17:00,,,,staff,mornings
club,15:30,16:30,Wednesday,,,,
let,10:00,12:00,sat,,,,
END
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 \
	BEGIN:VEVENT UID:1 'DTSTART;VALUE=DATE:20261009' \
	'DTEND;VALUE=DATE:20261010' 'SUMMARY:INSET day' END:VEVENT \
	BEGIN:VEVENT UID:2 'DTSTART;VALUE=DATE:20261012' \
	'DTEND;VALUE=DATE:20261012' 'SUMMARY:School closed' END:VEVENT \
	BEGIN:VEVENT UID:3 'DTSTART;VALUE=DATE:20261013' \
	'SUMMARY:Harvest festival' END:VEVENT END:VCALENDAR >school.ics
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 \
	BEGIN:VEVENT UID:1 'DTSTART;TZID=GMT Standard Time:20260907T190000' \
	'DTEND;TZID=GMT Standard Time:20260907T210000' \
	'RRULE:FREQ=WEEKLY;COUNT=10' 'EXDATE:20260914T190000' \
	'SUMMARY:Prep' END:VEVENT END:VCALENDAR >boarding.ics

is() { # is GOT WANTED NAME
	[ "$1" = "$2" ]
	ok $? "$3"
	[ "$1" = "$2" ] || echo "# wanted '$2', got '$1'"
}

exits 4 "the school is in order" beadle-check -c school.yml
[ "$(grep -vc ': warning: ' "$T/.out")" -eq 0 ]
ok $? "without a fault"

is_when() { # is_when USER START PERIOD NAME
	{
		printf '@timestamp\tevent.category\tuser.name\n'
		printf '%s\tweb\t%s\n' "$2" "$1"
	} | beadle-tag -c school.yml 2>"$T/err" |
		awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.period"]) }' >"$T/got"
	is "$(cat "$T/got")" "$3" "$4"
}
is_when amy 2026-09-08T11:30:00Z lunch "Year 7 eats first"
is_when ben 2026-09-08T11:30:00Z lesson "while Year 10 has a lesson"
is_when ben 2026-09-08T12:30:00Z lunch "Year 10 eats later"
is_when amy 2026-09-08T12:30:00Z lesson "while Year 7 has a lesson"
is_when nobody 2026-09-08T11:30:00Z lesson "who is not known has neither"
is_when tea 2026-09-08T08:10:00Z working "staff work by their own hours"
is_when tea 2026-09-08T11:30:00Z break "with a break of their own"
is_when par 2026-09-08T13:00:00Z off "and some work in the morning only"
is_when par 2026-09-08T08:10:00Z working "then as the others"
is_when sid 2026-09-07T08:10:00Z study "a study period, Monday of a week A"
is_when sid 2026-09-14T08:10:00Z lesson "not of a week B"
is_when sid 2026-11-09T09:10:00Z study "a week of holiday does not count"
is_when sid 2026-09-08T08:10:00Z lesson "nor is it on Tuesday"
is_when amy 2026-09-10T13:30:00Z lesson "a last lesson"
is_when amy 2026-09-11T13:30:00Z after-school "that Fridays do not have"
is_when amy 2026-09-09T14:45:00Z club "a club on Wednesday"
is_when amy 2026-09-10T14:45:00Z after-school "but not on Thursday"
is_when amy 2026-09-12T09:30:00Z let "a let on Saturday"
is_when amy 2026-09-12T12:30:00Z weekend "after which it is weekend"
is_when amy 2026-09-02T09:00:00Z inset "an INSET day"
is_when tea 2026-09-02T09:00:00Z working "on which staff work"
is_when amy 2026-12-01T10:00:00Z holiday "snow"
is_when amy 2026-12-18T12:10:00Z lesson "until the early finish"
is_when amy 2026-12-18T13:10:00Z after-school "and after it"
is_when sid 2026-11-30T10:00:00Z exam-leave "exam leave of Year 13"
is_when ben 2026-11-30T10:00:00Z lesson "while others have lessons"
is_when amy 2027-05-03T09:00:00Z holiday "a bank holiday in term"
is_when amy 2026-10-09T09:00:00Z inset "a day of the calendar"
is_when amy 2026-10-12T09:00:00Z holiday "whose end is its start"
is_when amy 2026-10-13T09:30:00Z lesson "an event that says nothing of school"
is_when amy 2026-09-07T18:30:00Z boarding "a boarding evening by the wall"
is_when amy 2026-09-14T18:30:00Z evening "but for the one left out"
is_when amy 2026-11-02T19:30:00Z boarding "by the wall in winter too"
is_when tea 2026-09-07T18:30:00Z evening "for pupils only"
is_when amy 2026-09-07T16:30:00Z after-school "before it"
is_when amy 2027-09-07T11:30:00Z lunch "Year 8 eats first as well"

is_who() { # is_who USER START WANTED NAME
	{
		printf '@timestamp\tevent.category\tuser.name\n'
		printf '%s\tweb\t%s\n' "$2" "$1"
	} | beadle-tag -c school.yml 2>"$T/err" |
		awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.person"]), $(at["beadle.year"]),
		    $(at["beadle.standing"]) }' >"$T/got"
	is "$(cat "$T/got")" "$3" "$4"
}
is_who old 2026-10-01T09:30:00Z "6 11 active" "a user name in its first year"
is_who old 2027-08-31T09:30:00Z "6 11 active" "on the last day of that list"
is_who old 2027-09-01T09:30:00Z "7 7 active" "is another's from September on"
is_who amy 2027-08-31T09:30:00Z "1 7 active" "a child of Year 7"
is_who amy 2027-09-01T09:30:00Z "1 8 active" "moves up"
is_who ben 2027-09-06T09:30:00Z "2 10 leaver" "one who is listed no more left"

{
	printf '@timestamp\tevent.category\tuser.name\n'
	for t in 2026-10-01 2027-09-07 2026-10-02 2027-09-08
	do
		printf '%sT09:30:00Z\tweb\told\n' "$t"
	done
} | beadle-tag -c school.yml 2>"$T/err" | awk -F'\t' 'NR == 1 {
	for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ printf "%s ", $(at["beadle.person"]) }' >"$T/got"
is "$(cat "$T/got")" "6 7 6 7 " "in whatever order the days come"

# Who sat there is found by the log-on; then it was the lunch of Year 7.
printf '%s\n' hostname,ip,room,serial,type pc1,192.0.2.1,IT1,S1,desktop \
	pc2,192.0.2.2,IT1,S2,desktop >devices.csv
{
	printf '%s\t' @timestamp event.kind event.category event.code \
		winlog.logon.type user.name host.name source.ip
	printf 'url.domain\n'
	for pc in 1 2
	do
		printf '%s\t' 2026-09-08T11:31:00Z event web '' '' '' '' \
			"192.0.2.$pc"
		printf 'pc%s.example\n' "$pc"
	done
	for mark in '25:00Z 4624' '40:00Z 4634'
	do
		printf '2026-09-08T11:%s\tevent\tauthentication\t%s' \
			"${mark% *}" "${mark#* }"
		printf '\t2\tamy\tpc1\t\t\n'
	done
} >events.tsv
beadle-tag -c school.yml <events.tsv 2>"$T/err" >tagged.tsv
periods() {
	awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$(at["url.domain"]) != "" { print $(at["url.domain"]),
		    $(at["beadle.person"]), $(at["beadle.period"]) }' "$@" | sort
}
is "$(periods tagged.tsv)" "pc1.example  
pc2.example  " "the period of a nameless visit is open"
beadle-store -c school.yml -d late.db <tagged.tsv 2>"$T/err"
beadle-dump -d late.db >dumped.tsv
is "$(periods dumped.tsv)" "pc1.example 1 lunch
pc2.example  lesson" "until settle says whose it was"

# Lists that a school keeps.
cat >>school.yml <<'END'
registers:
  bans: bans.csv
  lost_devices: lost.csv
  exceptions: exceptions.csv
END
echo 'who,from,to,approved_by,why
amy,2026-10-05,2026-10-09,Head,AUP 9' >bans.csv
echo 'what,from,why
pc2,2026-10-07,left on a bus' >lost.csv
echo 'who,what,from,to,approved_by,why
ben,gaming-in-lesson,2026-09-01,2026-09-30,Head,a lesson about games' \
	>exceptions.csv
exits 4 "lists of the school's own" beadle-check -c school.yml
is_who amy 2026-10-02T09:30:00Z "1 7 active" "before a ban"
is_who amy 2026-10-05T09:30:00Z "1 7 active banned" "during a ban"
is_who amy 2026-10-09T09:30:00Z "1 7 active banned" "to its last day"
is_who amy 2026-10-12T09:30:00Z "1 7 active" "and not after it"
is_who ben 2026-10-06T09:30:00Z "2 10 active" "nor is another banned"
is_lost() { # is_lost DAY STANDING NAME
	printf '%s\t%s\t%s\t%s\n' @timestamp event.category user.name \
		source.ip "$1T09:30:00Z" web ben 192.0.2.2 |
		beadle-tag -c school.yml 2>"$T/err" | awk -F'\t' 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.standing"]) }' >"$T/got"
	is "$(cat "$T/got")" "$2" "$3"
}
is_lost 2026-10-06 active "a device before it is lost"
is_lost 2026-10-08 "active lost-device" "and after"
# Flags: an exception, and a user name that went to another child.
cat >>school.yml <<'END'
rules:
  - {match: "*", valid_from: 2026-09-02, approved_by: Governing body}
  - {match: gaming-in-lesson, clause: AUP 4.2, treat_as: possible-breach}
END
{
	printf '%s\t' @timestamp event.kind event.category event.type \
		http.response.mime_type user.name log.file.path
	printf 'url.domain\n'
	for use in 'sid 2026-10-01' 'ben 2026-09-08' 'ben 2026-10-01' 'old 2026-10-01' \
		'old 2027-09-07'
	do
		for minute in 31 32 33 34 35 36
		do
			printf '%s\t' "${use#* }T08:$minute:00Z" event web \
				allowed text/html "${use% *}" a.log
			printf 'blockbrawl.example\n'
		done
	done
} >games.tsv
beadle-tag -c school.yml <games.tsv 2>"$T/err" |
	beadle-match -c school.yml 2>>"$T/err" |
	beadle-store -c school.yml -d flags.db 2>>"$T/err"
sqlite3 flags.db "SELECT subject, date(day * 86400, 'unixepoch') FROM item
	ORDER BY subject, day" >"$T/got"
is "$(cat "$T/got")" "p:2|2026-10-01
p:3|2026-10-01
p:6|2026-10-01
p:7|2027-09-07" "an item is of the child who had the name on that day"
is "$(sqlite3 flags.db "SELECT count(*), max(treatment), min(json_extract(
	fields, '\$.excepted')) FROM flag WHERE reported = 1 AND day <
	20720 AND json_extract(fields, '\$.excepted') IS NOT NULL")" \
	"1|0|approved by Head: a lesson about games" \
	"what was excepted is kept, counted, and comes before nobody"
sed -i '/^rules:/,$d' school.yml

echo 'who,what,from
amy,,soon' >exceptions.csv
exits 1 "an exception that says nothing" beadle-check -c school.yml
has "of what" "exceptions.csv:2: what: nothing is named" "$T/.out"
has "of when" "exceptions.csv:2: from: expected a date" "$T/.out"
has "of by whom" "exceptions.csv:1: no column approved_by" "$T/.out"
rm exceptions.csv
sed -i '/exceptions/d' school.yml

echo 'lunch,12:00,12:30,,,9,,' >>day.csv
exits 1 "two rows that are equally close" beadle-check -c school.yml
has "are said" "day.csv:15: lunch overlaps another period" "$T/.out"
printf 'period,start,end,weekday,week,years,role\n%s\n%s\n%s\n%s\n' \
	'lesson,09:00,10:00,someday,,,' 'lesson,10:00,11:00,,C,,' \
	'lesson,11:00,12:00,,,9-7,' 'lesson,12:00,13:00,,,,pupl' >day.csv
echo 'no calendar' >school.ics
exits 1 "words that mean nothing" beadle-check -c school.yml
for wanted in 'day.csv:2: weekday: expected' 'day.csv:3: week: expected' \
	'day.csv:4: years: expected' 'day.csv:5: role: expected' \
	'school.ics: is no iCalendar file'
do
	has "$wanted" "$wanted" "$T/.out"
done
done_testing
