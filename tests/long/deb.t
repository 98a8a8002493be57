#!/bin/sh
# The Debian package: built, held to lintian, looked into, and taken by a
# fresh bookworm from "apt install" to the first page on logs that a real
# Squid wrote; upgrade and removal leave the school's records alone.

. "$(dirname "$0")/../tap.sh"
unset BEADLE_SHARE
command -v dpkg-buildpackage >/dev/null && command -v dh >/dev/null &&
    command -v lintian >/dev/null ||
    "$ROOT/tests/install-deps" dpkg-dev debhelper fakeroot lintian \
	>/dev/null 2>&1
command -v dh >/dev/null || skip_all "debhelper cannot be installed"

run_ok "make deb" "$ROOT/contrib/make-deb" "$T/deb"
deb=$(ls "$T"/deb/beadle_*.deb)
[ "$(dpkg-deb -f "$deb" Version)" = \
    "$(sed -n 's/^VERSION := //p' "$ROOT/Makefile")" ]
ok $? "its version is that of the Makefile"
if command -v lintian >/dev/null
then
	lintian --fail-on error,warning "$deb" >"$T/lintian" 2>&1
	ok $? "lintian finds no error and no warning"
	sed 's/^/# /' "$T/lintian"
else
	ok 0 "# SKIP no lintian"
fi

dpkg-deb -c "$deb" >"$T/list"
for path in usr/bin/beadle usr/libexec/beadle/beadle-nightly \
    usr/share/man/man1/beadle-nightly.1.gz \
    usr/share/beadle/policy/school.yml usr/share/beadle/policy/rules/ \
    usr/share/bash-completion/completions/beadle \
    usr/share/zsh/vendor-completions/_beadle \
    lib/systemd/system/beadle@.service lib/systemd/system/beadle@.timer \
    usr/lib/sysusers.d/beadle.conf usr/lib/tmpfiles.d/beadle.conf \
    etc/cron.d/beadle usr/share/doc/beadle/copyright
do
	has "it holds $path" " \./$path\$" "$T/list"
done
for source in "$ROOT"/cmd/beadle-*.c
do
	name=$(basename "$source" .c)
	grep -q " \./usr/libexec/beadle/$name\$" "$T/list" || echo "$name"
	grep -q "man1/$name.1.gz\$" "$T/list" || echo "$name.1"
done >"$T/missing"
[ ! -s "$T/missing" ]
ok $? "every command is there, with its page"
sed 's/^/# /' "$T/missing"
lacks "nothing of the tests or the build is in it" "/tests/\|/build/\|\.git" \
    "$T/list"
lacks "nothing has the rights of its owner or group" "^-.\{2,5\}[sS]" "$T/list"
awk '$1 !~ /^l/ && substr($1, 9, 1) == "w" || $2 != "root/root"' "$T/list" \
    >"$T/modes"
[ ! -s "$T/modes" ]
ok $? "all is root's, and nobody else may write"
sed 's/^/# /' "$T/modes"

# A fresh bookworm.
[ "$(id -u)" -eq 0 ] || {
	ok 0 "# SKIP not root: no fresh bookworm"
	done_testing
	exit 0
}
command -v debootstrap >/dev/null ||
    "$ROOT/tests/install-deps" debootstrap >/dev/null 2>&1
mirror=$(apt-cache policy 2>/dev/null |
    awk '$3 ~ /^bookworm\/main/ { print $2; exit }')
if ! command -v debootstrap >/dev/null || [ -z "$mirror" ]
then
	ok 0 "# SKIP no debootstrap, or no mirror of bookworm"
	done_testing
	exit 0
fi
run_ok "a fresh bookworm" debootstrap --variant=minbase bookworm "$T/root" \
    "$mirror"
cp /etc/resolv.conf "$T/root/etc/" 2>/dev/null
printf '#!/bin/sh\nexit 101\n' >"$T/root/usr/sbin/policy-rc.d"
chmod +x "$T/root/usr/sbin/policy-rc.d"
mount -t proc proc "$T/root/proc"
mount --bind /dev "$T/root/dev"
mount -t tmpfs -o mode=1777 shm "$T/root/dev/shm"
# What cannot be unmounted must not be followed by rm.
trap 'umount "$T/root/dev/shm" "$T/root/proc" "$T/root/dev"
    rm -rf --one-file-system "$T"' EXIT
inside() {
	chroot "$T/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
	    HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
	    sh -c "$1" >"$T/.out" 2>"$T/.err"
	tap_got=$?
	ok $tap_got "$2"
	[ $tap_got -eq 0 ] || tail -n 20 "$T/.out" "$T/.err" | sed 's/^/# /'
}

cp "$deb" "$T/root/beadle.deb"
inside "apt-get update -qq && apt-get install -y --no-install-recommends \
    ./beadle.deb" "apt install ./beadle.deb"
inside "getent passwd beadle && id -nG beadle | grep adm | grep proxy" \
    "its user is there and may read logs"
inside '[ "$(stat -c "%a %U %G" /etc/beadle)" = "2750 root beadle" ] &&
    [ "$(stat -c "%a %U %G" /var/lib/beadle)" = "750 beadle beadle" ]' \
    "and so are its folders, closed to others"
inside "! find / -xdev -path '*beadle*' -type f -perm /6000 | grep ." \
    "nothing of it is setuid"

# Logs of a real Squid: users sign in, one address is blocked.
inside "apt-get install -y --no-install-recommends squid perl" "Squid"
cp "$ROOT"/tests/real/web-server.pl "$ROOT"/tests/real/browse.pl "$T/root/"
cat >"$T/root/browse" <<'SH'
set -e
mkdir -p /srv/squid
perl /web-server.pl /srv/port &
web=$!
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s /srv/port ] || sleep 1; done
port=$(cat /srv/port)
echo "127.0.0.1 lessons.example blockbrawl.example luckyreels.example hidemyway.example" >/srv/squid/hosts
cat >/srv/squid/squid.conf <<END
http_port 127.0.0.1:$((port + 1))
pid_filename /srv/squid/pid
cache_log /srv/squid/cache.log
access_log stdio:/srv/squid/access.log squid
coredump_dir /srv/squid
visible_hostname proxy.school.example
cache deny all
hosts_file /srv/squid/hosts
shutdown_lifetime 1 seconds
auth_param basic program /usr/lib/squid/basic_fake_auth
acl signed proxy_auth REQUIRED
acl gambling dstdomain luckyreels.example
http_access deny !signed
http_access deny gambling
http_access allow signed
END
chown -R proxy: /srv/squid
squid -N -f /srv/squid/squid.conf >/dev/null 2>&1 &
squid=$!
sleep 4
perl /browse.pl $((port + 1)) $port
kill $web $squid
wait
SH
inside "sh /browse" "a school day of browsing"
[ -s "$T/root/srv/squid/access.log" ]
ok $? "Squid has written its log"

# The first hour, as the manual says it.
first=$(date -d '-30 days' +%Y-%m-%d) last=$(date -d '+30 days' +%Y-%m-%d)
cat >"$T/root/set-up" <<END
set -e
S=/etc/beadle/school
beadle doctor /srv/squid/access.log
beadle init \$S
cat >\$S/people.csv <<CSV
username,upn,forename,surname,sex,role,year,reg_group,email,left
amy,U1,Amy,Archer,F,pupil,8,8A,amy@school.example,
ben,U2,Ben,Baker,M,pupil,9,9B,ben@school.example,
cara,U3,Cara,Cole,F,staff,,,cara@school.example,
CSV
printf 'hostname,ip,room,serial,type\npc1,127.0.0.1,R1,S1,desktop\n' \
    >\$S/devices.csv
printf 'name,kind,start,end\nnow,term,$first,$last\n' >\$S/terms.csv
printf 'period,start,end\nlesson,00:00,12:00\nlesson,12:00,23:59\n' \
    >\$S/day.csv
L=/var/lib/beadle/school
sed -i -e "s|^store: .*|store: \$L/beadle.db|" -e "s|^out: .*|out: \$L/out|" \
    -e "s|^in: .*|in: \$L/in|" -e "s|^evidence: .*|evidence: \$L/evidence|" \
    -e 's|^  - logs\$|  - /srv/squid/access.log|' \
    -e 's|^#* *go_live: .*|go_live: $first|' \$S/school.yml
[ "\$(stat -c %G \$S/people.csv)" = beadle ]
install -d -o beadle -g beadle -m 750 /var/lib/beadle/school
END
inside "sh /set-up" "doctor, init, the lists"
has "doctor knows Squid's log" "squid" "$T/.out"
as="setpriv --reuid=beadle --regid=beadle --init-groups"
# A policy that is not written yet is a question, not a fault.
inside "$as beadle check -c /etc/beadle/school/school.yml; [ \$? -eq 4 ]" \
    "check finds no fault"
has "but asks for the policy behind it" "policy.assessment is not given" \
    "$T/.out"
tail -n 5 "$T/.out" "$T/.err" | sed 's/^/# /'
inside "$as beadle nightly -v -c /etc/beadle/school/school.yml" "one night"
sed 's/^/# /' "$T/.out"
has "every line is accounted for" "^records read [1-9].*rejected 0$" "$T/.out"
inside "$as beadle report governors -c /etc/beadle/school/school.yml -t now \
    -o /var/lib/beadle/school/first.pdf" "one page"
head -c 5 "$T/root/var/lib/beadle/school/first.pdf" >"$T/magic"
has "it is a PDF" "%PDF" "$T/magic"

sum() {
	(cd "$T/root" && find etc/beadle var/lib/beadle -type f -exec sha256sum \
	    {} + | sort -k2)
}
sum >"$T/before"
inside "apt-get install -y --reinstall ./beadle.deb" "an upgrade"
sum >"$T/after"
same "leaves every byte of the school's" "$T/before" "$T/after"
inside "apt-get remove -y beadle" "removal"
sum >"$T/after"
same "leaves them too" "$T/before" "$T/after"
inside "apt-get purge -y beadle && ! [ -e /usr/share/beadle ]" "and purging"
sum >"$T/after"
same "even so" "$T/before" "$T/after"
done_testing
