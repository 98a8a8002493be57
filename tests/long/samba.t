#!/bin/sh
# The shares of contrib/samba, by Samba itself on loopback: each reader gets
# into the own folders and into no other's, and cannot write where only beadle
# writes.  smbd is stopped by its pid.

. "$(dirname "$0")/../tap.sh"
PATH=$PATH:/usr/sbin

[ "$(id -u)" -eq 0 ] || skip_all "only root may start smbd"
timeout 300 "$ROOT/tests/install-deps" samba smbclient >"$T/install" 2>&1 ||
    skip_all "Samba cannot be installed here"
[ -x /usr/sbin/smbd ] || skip_all "Samba cannot be installed here"
shares=$ROOT/contrib/samba/shares

# Accounts that every Debian has stand for the readers.
pairs="dsl=games head=mail governors=news technician=lp"
# shellcheck disable=SC2086
run_ok "the shares are printed" sh "$shares" "$T/out" "$T/in" $pairs
cp "$T/.out" "$T/beadle.conf"
exits 2 "no share is made for the authority" sh "$shares" "$T/out" "$T/in" \
    authority=games
exits 2 "nor for a reader that there is not" sh "$shares" "$T/out" "$T/in" \
    everybody=games
exits 2 "nor for a group with a space" sh "$shares" "$T/out" "$T/in" \
    "dsl=games users"

chmod 755 "$T"
for pair in $pairs
do
	for folder in out in
	do
		mkdir -p -m 755 "$T/$folder"
		install -d -m 0750 -g "${pair#*=}" "$T/$folder/${pair%%=*}"
		echo "for ${pair%%=*}" >"$T/$folder/${pair%%=*}/for"
		chgrp "${pair#*=}" "$T/$folder/${pair%%=*}/for"
		chmod 640 "$T/$folder/${pair%%=*}/for"
	done
	chmod 2770 "$T/in/${pair%%=*}"
done
port=$((20000 + $$ % 20000))
mkdir "$T/samba"
cat >"$T/smb.conf" <<END
[global]
	server role = standalone server
	smb ports = $port
	interfaces = lo
	bind interfaces only = yes
	disable netbios = yes
	disable spoolss = yes
	load printers = no
	passdb backend = tdbsam:$T/samba/passdb.tdb
	private dir = $T/samba
	lock directory = $T/samba
	state directory = $T/samba
	cache directory = $T/samba
	pid directory = $T/samba
	ncalrpc dir = $T/samba/rpc
	log file = $T/samba/log
	map to guest = never
	include = $T/beadle.conf
END
testparm -s "$T/smb.conf" >"$T/judged" 2>"$T/.err"
ok $? "testparm takes them"
! grep -i 'unknown\|invalid\|error\|warning' "$T/.err"
ok $? "without a word"
[ "$(grep -c 'smb encrypt\|server smb encrypt' "$T/judged")" -eq 8 ]
ok $? "each share is encrypted on its way"

for pair in $pairs
do
	printf 'secret-%s\nsecret-%s\n' "${pair%%=*}" "${pair%%=*}" |
	    smbpasswd -c "$T/smb.conf" -s -a "${pair#*=}" >/dev/null 2>&1
done
smbd -F -s "$T/smb.conf" </dev/null >"$T/smbd" 2>&1 &
smbd=$!
stop() { # smbd ends its helpers, but not at once
	helpers=$(ps -o pid= --ppid "$smbd")
	# shellcheck disable=SC2086
	kill "$smbd" $helpers 2>/dev/null
	sleep 1
	# shellcheck disable=SC2086
	kill -9 "$smbd" $helpers 2>/dev/null
	rm -rf "$T"
}
trap stop EXIT
ask() { # ask READER GROUP SHARE COMMAND
	timeout 20 smbclient -s "$T/smb.conf" -p "$port" -U "$2%secret-$1" \
	    --client-protection=encrypt "//127.0.0.1/$3" -c "$4"
}
for try in 1 2 3 4 5 6 7 8 9 10
do
	ask dsl games beadle-dsl "ls" >/dev/null 2>&1 && break
	sleep 1
done

for pair in $pairs
do
	reader=${pair%%=*}
	group=${pair#*=}
	for other in dsl head governors technician
	do
		ask "$reader" "$group" "beadle-$other" "get for $T/got" \
		    >"$T/said" 2>&1
		code=$?
		if [ "$other" = "$reader" ]
		then
			[ $code -eq 0 ] && grep -q "for $reader" "$T/got"
			ok $? "$reader reads the own folder"
		else
			[ $code -ne 0 ] && grep -q ACCESS_DENIED "$T/said"
			ok $? "$reader does not get into the folder of $other"
		fi
	done
	echo decisions >"$T/sheet.csv"
	ask "$reader" "$group" "beadle-$reader-back" \
	    "put $T/sheet.csv sheet.csv" >/dev/null 2>&1
	[ "$(cat "$T/in/$reader/sheet.csv")" = decisions ]
	ok $? "$reader sends a sheet back"
	[ "$(stat -c %G "$T/in/$reader/sheet.csv")" = "$group" ] &&
	    [ "$(stat -c %A "$T/in/$reader/sheet.csv" | cut -c 8-10)" = "---" ]
	ok $? "which others cannot read"
	ask "$reader" "$group" "beadle-$reader" "put $T/sheet.csv for" \
	    >/dev/null 2>&1
	grep -q "for $reader" "$T/out/$reader/for"
	ok $? "and changes nothing that beadle wrote"
done
# Samba's wall alone would be one: the folder's mode holds without it.
sed 's/^\(	valid users = \).*/\1@games @mail/' "$T/beadle.conf" >"$T/wide"
mv "$T/wide" "$T/beadle.conf"
sed -i '/force group/d' "$T/beadle.conf"
kill -HUP $smbd
sleep 2
ask dsl games beadle-head "get for $T/got2" >"$T/said" 2>&1
[ ! -e "$T/got2" ] && grep -q ACCESS_DENIED "$T/said"
ok $? "where the share is opened by mistake the folder's mode still holds"
chmod o+rx "$T/out/head"
chmod o+r "$T/out/head/for"
ask dsl games beadle-head "get for $T/got2" >"$T/said" 2>&1
[ -e "$T/got2" ]
ok $? "and with both walls down the culprit gets in, so the test would see it"
done_testing
