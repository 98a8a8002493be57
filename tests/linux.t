#!/bin/sh
# Who sat at a computer that runs Linux: sessions that a desktop, a console or
# SSH opened and closed tell whose the web requests are that name no account.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077

printf '%s\n' person_id,username,forename,surname,role,year \
	1,amy,Amy,Abery,pupil,8 2,ben,Ben,Bird,staff, >people.csv
printf '%s\n' hostname,ip,room,serial,type \
	lab1,198.51.100.1,IT1,S1,desktop lab2,198.51.100.2,IT1,S2,desktop \
	srv,198.51.100.3,IT1,S3,server >devices.csv
small_school

# said TIME HOST PROGRAM TEXT
said() {
	printf '2026-10-12T%s:00.000000+01:00 %s %s[812]: %s\n' "$@"
}
session() { # session TIME HOST PROGRAM opened|closed USER
	said "$1" "$2" "$3" \
		"pam_unix($3:session): session $4 for user $5(uid=1001) by (uid=0)"
}
visit() { # visit TIME ADDRESS SITE
	printf '%s.000 90 %s TCP_MISS/200 45000 GET http://%s/ - ' \
		"$(date -u -d "2026-10-12T$1:00+01:00" +%s)" "$2" "$3"
	printf 'HIER_DIRECT/192.0.2.9 text/html\n'
}
{
	session 08:50 lab1 gdm-launch-environment opened gdm
	session 09:00 lab1 gdm-password opened amy
	said 09:00 lab1 systemd-logind 'New session 12 of user amy.'
	session 09:05 lab1 sudo opened root
	session 09:05 lab1 cron opened ben
	session 09:40 lab1 sshd opened ben
	session 09:50 lab1 sshd closed ben
	session 10:00 lab1 gdm-password closed amy
	session 09:00 lab2 login opened ben
	session 09:15 lab2 sudo opened root
	session 09:30 lab2 lightdm opened amy
	session 09:40 lab2 sudo opened root
	session 09:00 srv login opened ben
} >auth.log
{
	visit 08:55 198.51.100.1 greeter.example
	visit 09:20 198.51.100.1 amys.example
	visit 09:45 198.51.100.1 both.example
	visit 09:55 198.51.100.1 again.example
	visit 10:05 198.51.100.1 after.example
	visit 09:10 198.51.100.2 bens.example
	visit 09:35 198.51.100.2 next.example
	visit 09:20 198.51.100.3 server.example
} | sort >access.log

run one.db auth.log access.log
who greeter.example "|none|nobody known to be logged on" "a greeter is nobody"
who amys.example "1|fair|log-on session" "a desktop's session names its owner"
who both.example "|weak|several were logged on" "not while another is there"
who again.example "1|fair|log-on session" "but when the other has gone"
who after.example "|none|nobody known to be logged on" "and not after it closed"
who bens.example "2|fair|log-on without a log-off" "a console's that stays open"
who next.example "1|fair|log-on without a log-off" "until the next log-on"
who server.example "|none|server" "a server works by itself"
contents one.db >one
run two.db access.log
store=two.db
who amys.example "|none|nobody known to be logged on" "without its log nobody"
run two.db auth.log
contents two.db >two
same "log-ons that come a night later tell the same" one two
lacks "no trouble was told" "settle-night:" problems
done_testing
