#!/bin/sh
# Devices that are given to one person, by the school's list or as Google
# exports ChromeOS devices: whose the requests are that name no account.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077

printf '%s\n' person_id,username,forename,surname,role,year,email \
	1,amy,Amy,Abery,pupil,8,amy@q.example \
	2,ben,Ben,Bird,pupil,8,ben@q.example \
	3,tec,Tom,Tec,technician,,tec@q.example >people.csv
small_school 'logs: [logs]' 'mail_domains: [q.example]'
printf '%s\n' hostname,ip,room,serial,type,user \
	lap1,198.51.100.1,,S1,laptop,AMY lap2,198.51.100.2,,S2,laptop,ben \
	lap3,198.51.100.3,,S3,laptop, lap4,198.51.100.4,,S4,laptop,zoe \
	lap5,198.51.100.5,,S5,laptop,tec lap6,198.51.100.6,,S6,laptop,tec \
	lap7,198.51.100.7,,S7,laptop,tec >devices.csv

visit() { # visit DAY TIME ADDRESS SITE [USER]
	printf '%s.000 90 %s TCP_MISS/200 45000 GET http://%s/ %s ' \
		"$(date -u -d "2026-10-$1T$2:00+01:00" +%s)" "$3" "$4" "${5:--}"
	printf 'HIER_DIRECT/192.0.2.9 text/html\n'
}
session() { # session DAY TIME HOST opened|closed USER
	printf '2026-10-%sT%s:00.000000+01:00 %s gdm-password[812]: ' $1 $2 $3
	printf 'pam_unix(gdm-password:session): session %s for user %s' $4 $5
	printf '(uid=1001) by (uid=0)\n'
}
{
	visit 13 09:10 198.51.100.1 amys.example
	visit 13 09:11 198.51.100.1 bens.example ben
	visit 13 09:10 198.51.100.2 lent.example
	visit 13 11:10 198.51.100.2 none.example
	visit 15 09:10 198.51.100.2 later.example
	visit 13 09:10 198.51.100.3 anyones.example
	visit 13 09:10 198.51.100.4 unlisted.example
	visit 13 09:10 198.51.100.5 setup.example
} | sort >access.log
{
	session 13 09:00 lap2 opened amy
	session 13 10:00 lap2 closed amy
} >auth.log

run one.db access.log auth.log
own="fair|the device's own user"
who amys.example "1|$own" "a device that is given to somebody"
who bens.example "2|strong|proxy sign-in" "a sign-in says more"
who lent.example "1|fair|log-on session" "so does a log-on"
who none.example "|none|nobody known to be logged on" \
	"where log-ons are known, nobody's is nobody's"
who later.example "2|$own" "two days on they are not"
who anyones.example "|none|nobody known to be logged on" "a device for all"
who unlisted.example "|weak|account not in the list of people" \
	"given to nobody of the list"
who setup.example "|none|nobody known to be logged on" "whoever set up many"
contents one.db >one
run two.db access.log
run two.db auth.log
contents two.db >two
same "the order of the logs makes no difference" one two
run three.db auth.log
grep ' 198.51.100.2 ' access.log | tail -1 >last.log
grep -v later.example access.log >first.log
run three.db last.log
run three.db first.log
contents three.db | sed 's/first.log	[0-9]*/access.log/; s/last.log	[0-9]*/access.log/' >three
sed 's/access.log	[0-9]*/access.log/' one >one.bare
same "nor how they are cut" one.bare three
exits 4 "the list is in order" beadle-check -c school.yml
has "it says who set up many" \
	"devices.csv:6: warning: user: tec stands at 3 devices" .out
has "and who is nobody" "devices.csv:5: warning: user: zoe is nobody" .out

# As Google exports them.
cat >devices.csv <<'END'
deviceId,serialNumber,annotatedUser,annotatedLocation,annotatedAssetId,orgUnitPath,status,macAddress
x1,5CD1,amy@q.example,Room 4,CB-01,/Pupils,ACTIVE,0016b4010203
x2,5CD2,,Room 5,,/Pupils,ACTIVE,0016b4010204
x3,5CD3,ben@q.example,Room 5,CB-03,/Pupils,DEPROVISIONED,0016b4010205
END
exits 4 "an export of ChromeOS devices" beadle-check -v -c school.yml
has "whose devices in use count" "3 people, 2 devices" .out
{
	printf '@timestamp\tevent.kind\tevent.category\thost.name\n'
	printf '2026-10-13T09:00:00Z\tevent\thost\tcb-01\n'
	printf '2026-10-13T09:00:00Z\tevent\thost\t5cd2\n'
} | beadle-tag -c school.yml 2>problems | awk -F'\t' 'NR == 1 {
	for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ print $(at["beadle.device"]), $(at["beadle.room"]),
	    $(at["beadle.device_type"]) }' >got
printf '%s\n' 'cb-01 Room 4 chromebook' '5cd2 Room 5 chromebook' >wanted
same "by their asset number, else by their serial" wanted got
sed -i '1s/serialNumber/number/' devices.csv
exits 1 "one without serials" beadle-check -c school.yml
has "is told" "devices.csv:1: no column serial" .out
done_testing
