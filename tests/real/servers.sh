# Sourced after tap.sh by what runs Debian's own servers on loopback: each is
# stopped again, by its own pid, however the test ends.

chmod 755 "$T"
pids=
stop() {
	for pid in $pids
	do
		kill "$pid" 2>/dev/null
	done
	[ -d "$T/postfix" ] && postfix -c "$T/postfix" stop 2>/dev/null
	sleep 1
	rm -rf "$T"
}
trap stop EXIT

wait_for() { # wait_for SECONDS COMMAND...
	left=$(($1 * 10))
	shift
	until "$@" 2>/dev/null
	do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 0.1
	done
}

# Postfix under $T, of which nothing is the machine's own; standard input is
# the rest of its main.cf.
postfix_start() { # postfix_start HOST SMTP: what master.cf has for smtp
	mkdir "$T/postfix" "$T/spool" "$T/lib"
	chown postfix: "$T/lib"
	cp /etc/postfix/master.cf "$T/postfix/" 2>/dev/null ||
	    cp /usr/share/postfix/master.cf.dist "$T/postfix/master.cf"
	sed -i -e "s/^smtp      inet.*/$2/" \
	    -e 's/^\([a-z].*[ 	]\)y\([ 	].*\)/\1n\2/' "$T/postfix/master.cf"
	grep -q '^postlog' "$T/postfix/master.cf" ||
	    echo 'postlog unix-dgram n - n - 1 postlogd' \
		>>"$T/postfix/master.cf"
	{
		cat <<-END
		compatibility_level = 3.6
		queue_directory = $T/spool
		data_directory = $T/lib
		maillog_file = $T/mail.log
		maillog_file_prefixes = $T
		myhostname = $1
		mydestination =
		inet_interfaces = 127.0.0.1
		inet_protocols = ipv4
		alias_maps =
		alias_database =
		END
		cat
	} >"$T/postfix/main.cf"
	postfix -c "$T/postfix" start >"$T/postfix.out" 2>&1
}
