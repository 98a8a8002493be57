#!/bin/sh
# Who sat at a Mac: osquery's table of who is logged in tells whose the web
# requests are that name no account.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077

printf '%s\n' person_id,username,forename,surname,role,year \
	1,amy,Amy,Abery,pupil,8 2,ben,Ben,Bird,pupil,8 >people.csv
printf '%s\n' hostname,ip,room,serial,type \
	art-mac01,198.51.100.1,A1,S1,desktop >devices.csv
small_school

at() { # at TIME: local
	date -u -d "2026-10-12T$1:00+01:00" +%s
}
user() { # user ASKED added|removed USER BEGAN TTY
	printf '{"name":"logged_in","hostIdentifier":"art-mac01",'
	printf '"calendarTime":"x","unixTime":"%s","action":"%s",' \
		"$(at "$1")" "$2"
	printf '"columns":{"type":"user","user":"%s","tty":"%s","time":"%s"}}\n' \
		"$3" "$5" "$(at "$4")"
}
visit() { # visit TIME SITE
	printf '%s.000 90 198.51.100.1 TCP_MISS/200 45000 GET http://%s/ - ' \
		"$(at "$1")" "$2"
	printf 'HIER_DIRECT/192.0.2.9 text/html\n'
}
{
	user 09:05 added _mbsetupuser 08:30 console
	user 09:10 added amy 09:01 console
	user 09:10 added ben 09:02 ttys000
	user 09:45 removed amy 09:01 console
	user 10:05 added ben 09:50 console
	user 10:10 added ben 10:08 ttys001
} >osquery.log
{
	visit 08:45 greeter.example
	visit 09:03 amys.example
	visit 09:47 between.example
	visit 09:55 bens.example
} >access.log

run one.db osquery.log access.log
who greeter.example "|none|nobody known to be logged on" "a greeter is nobody"
who amys.example "1|fair|log-on session" "a session counts from its beginning"
who between.example "|none|nobody known to be logged on" "not after its end"
who bens.example "2|fair|log-on without a log-off" "the next one's that is open"
contents one.db >one
run two.db access.log
run two.db osquery.log
contents two.db >two
same "log-ons that come a night later tell the same" one two
lacks "no trouble was told" "settle-night:" problems
done_testing
