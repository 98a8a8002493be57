#!/bin/sh
# Real traffic through Debian's own Squid and Postfix on loopback, and the
# night on the logs that they wrote.  Nothing here leaves the machine.

. "$(dirname "$0")/tap.sh"
unset BEADLE_NOW

[ "$(id -u)" -eq 0 ] || skip_all "not root: Postfix cannot be started"
if ! [ -x /usr/sbin/squid ] || ! [ -x /usr/sbin/postfix ]
then
	# The packages would start their services; this test starts its own.
	if [ ! -e /usr/sbin/policy-rc.d ]
	then
		printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
		chmod +x /usr/sbin/policy-rc.d
		planted=yes
	fi
	"$ROOT/tests/install-deps" squid postfix >"$T/install" 2>&1
	[ "${planted:-}" = yes ] && rm -f /usr/sbin/policy-rc.d
fi
[ -x /usr/sbin/squid ] && [ -x /usr/sbin/postfix ] ||
	skip_all "squid and postfix cannot be installed"

. "$ROOT/tests/real/servers.sh"

perl "$ROOT/tests/real/web-server.pl" "$T/web.port" &
pids="$pids $!"
wait_for 10 test -s "$T/web.port"
web=$(cat "$T/web.port")
proxy=$((web + 1))
smtp=$((web + 2))

# Squid: any name is this machine; users sign in; a list is blocked.
mkdir "$T/squid"
cat >"$T/squid/hosts" <<END
127.0.0.1 lessons.example blockbrawl.example luckyreels.example hidemyway.example
END
cat >"$T/squid/squid.conf" <<END
http_port 127.0.0.1:$proxy
pid_filename $T/squid/squid.pid
cache_log $T/squid/cache.log
access_log stdio:$T/squid/access.log squid
logfile_rotate 0
coredump_dir $T/squid
visible_hostname proxy.school.example
cache deny all
hosts_file $T/squid/hosts
shutdown_lifetime 1 seconds
auth_param basic program /usr/lib/squid/basic_fake_auth
auth_param basic children 2
acl signed proxy_auth REQUIRED
acl gambling dstdomain luckyreels.example
http_access deny !signed
http_access deny gambling
http_access allow signed
END
chown -R proxy: "$T/squid"
squid -N -f "$T/squid/squid.conf" >/dev/null 2>&1 &
pids="$pids $!"
run_ok "Squid listens" wait_for 30 perl -MIO::Socket::INET -e \
    'exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => shift)' \
    "$proxy"

perl "$ROOT/tests/real/browse.pl" "$proxy" "$web" >"$T/browsed" 2>&1
ok $? "a school day of browsing"
sed "s/^/# /" "$T/browsed"

# Postfix: takes mail on loopback and discards it.
postfix_start mail.school.example "127.0.0.1:$smtp inet n - n - - smtpd" <<'END'
mynetworks = 127.0.0.0/8
default_transport = discard
relay_transport = discard
smtputf8_enable = no
END
run_ok "Postfix listens" wait_for 30 perl -MIO::Socket::INET -e \
    'exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => shift)' \
    "$smtp"
perl "$ROOT/tests/real/send-mail.pl" "$smtp" >"$T/sent" 2>&1
ok $? "a school day of mail"
wait_for 20 sh -c "[ \$(grep -c 'status=sent' $T/mail.log) -ge 46 ]"
ok $? "Postfix has delivered all"
postfix -c "$T/postfix" stop >/dev/null 2>&1
kill "$(cat "$T/squid/squid.pid")"
wait_for 20 sh -c "! [ -e $T/squid/squid.pid ]"

# The school: today is a school day, at whatever hour this runs.
mkdir "$T/school" "$T/school/logs"
cp "$T/squid/access.log" "$T/school/logs/"
gzip -c "$T/mail.log" >"$T/school/logs/mail.log.gz"
today=$(date +%Y-%m-%d)
cat >"$T/school/people.csv" <<END
username,upn,forename,surname,sex,role,year,reg_group,email,left
amy,U1,Amy,Archer,F,pupil,8,8A,amy@school.example,
ben,U2,Ben,Baker,M,pupil,9,9B,ben@school.example,
cara,U3,Cara,Cole,F,staff,,,cara@school.example,
END
printf 'hostname,ip,room,serial,type\npc1,127.0.0.1,R1,S1,desktop\n' \
    >"$T/school/devices.csv"
printf 'name,kind,start,end\nnow,term,%s,%s\n' \
    "$(date -d '-30 days' +%Y-%m-%d)" "$(date -d '+30 days' +%Y-%m-%d)" \
    >"$T/school/terms.csv"
printf 'period,start,end\nlesson,00:00,12:00\nlesson,12:00,23:59\n' \
    >"$T/school/day.csv"
cat >"$T/school/school.yml" <<END
school: {name: Loopback School, urn: "999003"}
zone: UTC
store: beadle.db
out: out
logs: [logs]
people: people.csv
devices: devices.csv
terms: terms.csv
day: day.csv
categories: [shipped]
mail_domains: [school.example]
go_live: $(date -d '-30 days' +%Y-%m-%d)
rules:
  - {match: "*", clause: "AUP 1", treat_as: possible-breach, approved_by: Governors}
END
chmod -R o= "$T/school"
exits 0 "the night on real logs" beadle nightly -v -c "$T/school/school.yml"
sed 's/^/# /' "$T/.out" "$T/.err"
lines=$(($(wc -l <"$T/squid/access.log") + $(wc -l <"$T/mail.log")))
has "every line is accounted for" "^records read $lines = " "$T/.out"
has "none was rejected" "rejected 0$" "$T/.out"

beadle incident list -d "$T/school/beadle.db" --csv >"$T/items"
has "the gambler is found" ",gambling,ben," "$T/items"
has "the way round the filter is found" ",circumvention,amy," "$T/items"
has "the chain mail is found" ",chain-mail,ben,Ben Baker," "$T/items"
lacks "the teacher did nothing" ",cara," "$T/items"
date +%u | grep -q '[67]' ||
    has "the gamer is found" ",gaming-in-lesson,amy," "$T/items"
exits 0 "a second night changes nothing" beadle nightly -v \
    -c "$T/school/school.yml"
has "and reads nothing twice" "used 0 " "$T/.out"
done_testing
