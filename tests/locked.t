#!/bin/sh
# A computer whose screen is locked is nobody's, until it is unlocked.

. "$(dirname "$0")/tap.sh"
. "$ROOT/tests/settle.sh"

cat >people.csv <<'END'
person_id,username,forename,surname,role,year,email
1,amy,Amy,Abery,pupil,10,
2,class7a,,,class,7,
3,kiosk,,,kiosk,,
END
cat >devices.csv <<'END'
hostname,ip,room,serial,type
lab-1,198.51.100.24,L1,,desktop
END
cat >school.yml <<'END'
school: {name: Q, zone: Europe/London}
people: [people.csv]
devices: devices.csv
END
visit() { # visit HH:MM HOST, by UTC
	printf '%s.000    100 198.51.100.24 TCP_MISS/200 9000 GET ' \
		"$(date -u -d "2026-10-12 $1" +%s)"
	printf 'http://%s/ - HIER_DIRECT/192.0.2.44 text/html\n' "$2"
}
mark() { # mark HH:MM EVENT [ACCOUNT]
	printf '{"@timestamp":"2026-10-12T%s:00.000Z","event":{"code":"%s",' \
		"$1" "$2"
	printf '"provider":"Microsoft-Windows-Security-Auditing"},'
	printf '"winlog":{"channel":"Security","event_id":%s,' "$2"
	printf '"provider_name":"Microsoft-Windows-Security-Auditing",'
	printf '"computer_name":"LAB-1.q.example","event_data":{'
	printf '"TargetUserName":"%s","TargetDomainName":"Q",' "${3-amy}"
	printf '"TargetLogonId":"0x77","LogonType":"2"}}}\n'
}
{
	visit 09:10 there.example
	visit 09:30 locked.example
	visit 09:50 back.example
	visit 10:30 gone.example
	visit 11:10 class.example
	visit 11:40 kiosk.example
	visit 12:10 stranger.example
} >access.log
{
	mark 09:00 4624
	mark 09:20 4800
	mark 09:40 4801
	mark 10:20 4634
	mark 11:00 4624 class7a
	mark 11:20 4634 class7a
	mark 11:30 4624 kiosk
	mark 11:50 4634 kiosk
	mark 12:00 4624 zed
	mark 12:20 4634 zed
} >winlog.ndjson
run a.db access.log winlog.ndjson
nobody="|none|nobody known to be logged on"
who there.example "1|fair|log-on session" "logged on"
who locked.example "$nobody" "while the screen is locked nobody is there"
who back.example "1|fair|log-on session" "unlocked"
who gone.example "$nobody" "logged off"
who class.example "|weak|shared account" \
    "a class account logged on names nobody"
who kiosk.example "|weak|shared account" "nor does a kiosk's"
who stranger.example "|weak|account not in the list of people" \
    "nor one that no list has"
run b.db winlog.ndjson
run b.db access.log
contents a.db >a
contents b.db >b
same "log-ons a night before" a b
lacks "no trouble was told" "settle-night:\|beadle" problems
done_testing
