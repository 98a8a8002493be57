#!/bin/sh
# Denied requests that name no account are taken over from who was signed in
# at the same address, where the school says so, and nowhere else.

. "$(dirname "$0")/tap.sh"
. "$ROOT/tests/settle.sh"

cat >people.csv <<'END'
person_id,username,forename,surname,role,year,email
1,amy,Amy,Abery,pupil,10,
2,ben,Ben,Bell,pupil,10,
3,class7a,,,class,7,
END
cat >devices.csv <<'END'
hostname,ip,room,serial,type
lab-1,198.51.100.31,L1,,desktop
srv-1,198.51.100.32,L1,,server
END
settings() { # settings [LINE]
	cat >school.yml <<-END
	school: {name: Q}
	zone: Europe/London
	people: [people.csv]
	devices: devices.csv
	${1-}
	END
}
request() { # request HH:MM ADDRESS RESULT HOST ACCOUNT
	printf '%s.000    100 %s %s 9000 GET http://%s/ %s HIER_NONE/- text/html\n' \
		"$(date -u -d "2026-10-12 $1" +%s)" "$2" "$3" "$4" "$5"
}
denied() {
	request "$1" "$2" TCP_DENIED/403 "$3" -
}
own() {
	request "$1" "$2" TCP_MISS/200 own.example "$3"
}
{
	denied 09:10 198.51.100.24 amys.example
	denied 09:20 198.51.100.24 late.example
	request 09:10 198.51.100.24 TCP_MISS/200 allowed.example -
	request 09:10 198.51.100.24 TCP_DENIED/407 asked.example -
	denied 09:10 198.51.100.25 elsewhere.example
	denied 09:10 198.51.100.26 several.example
	denied 09:10 198.51.100.27 class.example
	denied 09:10 198.51.100.31 listed.example
	denied 09:10 198.51.100.32 server.example
	denied 09:10 198.51.100.28 refused.example
} >denied.log
{
	own 09:08 198.51.100.24 amy
	own 09:12 198.51.100.24 amy
	own 09:11 198.51.100.26 ben
	own 09:12 198.51.100.27 class7a
	own 09:12 198.51.100.31 ben
	own 09:12 198.51.100.32 ben
	request 09:11 198.51.100.28 TCP_DENIED/407 ask.example ben
} >own.log
own 09:09 198.51.100.26 amy >more.log

settings
run off.db denied.log own.log more.log
who amys.example "||" "off by default"
who listed.example "|none|nobody known to be logged on" "on a listed computer"

settings "denied_by_neighbour: 3"
run on.db denied.log own.log more.log
how='fair|denied beside a signed-in request'
who amys.example "1|$how" "taken over from the one at the same address"
who listed.example "2|$how" "on a listed computer too"
who late.example "||" "not out of reach"
who allowed.example "||" "only what was denied"
who asked.example "||" "a challenge is no act of anyone"
who elsewhere.example "||" "another address is another"
who several.example "|weak|several were signed in at this address" \
    "of two nobody is named"
who class.example "|weak|an account of no one person at this address" \
    "a class account names nobody"
who server.example "|none|server" "servers work by themselves"
who refused.example "||" "who was refused was not signed in"

contents on.db >all
for order in "more.log own.log denied.log" "denied.log own.log more.log" \
    "own.log denied.log more.log"
do
	rm -f each.db
	for log in $order
	do
		run each.db "$log"
	done
	contents each.db >each
	same "a night for each: $order" all each
done
# The culprit: one account less at the address, and somebody is named.
run less.db denied.log own.log
who several.example "2|$how" "without the second account the first is taken"

# What was taken over is given back when the school thinks better of it.
settings
cp on.db back.db
beadle detect -c school.yml -d back.db >/dev/null 2>>problems
store=back.db
who amys.example "||" "given back"
who class.example "||" "so is what named nobody"
settings "denied_by_neighbour: 90"
exits 1 "more than a lesson is no neighbourhood" beadle-check -c school.yml
has "which says so" "expected 0 to 15, found 90" .out
lacks "no trouble was told" "settle-night:\|beadle" problems
done_testing
