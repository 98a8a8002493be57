#!/bin/sh
# Endpoint logs that others wrote, held to what plain tools take out of them.

. "${0%/*}/tap.sh"
. "$ROOT/tests/values.sh"

data=$ROOT/../shared/data/logs/endpoint/log2timeline+plaso/test_data
mail=$ROOT/../shared/data/logs/mail/log2timeline+plaso/test_data
[ -d "$data" ] || skip_all "../shared/data/logs/endpoint is not here"

check() { # check NAME: $T/theirs, $T/ours; nothing beside nothing fails
	[ -s "$T/theirs" ]
	ok $? "$1: there is something to compare"
	same "$1" "$T/theirs" "$T/ours"
}

values "$data/Symantec.Log" event.code host.name user.name \
    threat.indicator.name file.path >"$T/ours"
awk -F, '{ print $2 "|" tolower($5) "|" tolower($6) "|" $7 "|" $8 }' \
    "$data/Symantec.Log" >"$T/theirs"
check "Symantec's daily log"

values "$data/pccnt35.log" threat.indicator.name file.path >"$T/ours"
tr -d '\r' <"$data/pccnt35.log" |
    awk -F '<;>' '{ print $3 "|" $7 $8 }' >"$T/theirs"
check "Trend Micro OfficeScan's finds"

values "$data/AccessProtectionLog.txt" user.name process.executable file.path \
    >"$T/ours"
tr -d '\r' <"$data/AccessProtectionLog.txt" | awk -F '\t' 'NF >= 8 {
	sub(/^.*\\/, "", $4)
	print tolower($4) "|" $5 "|" $6
}' >"$T/theirs"
check "McAfee's access protection"

values "$data/sav.txt" threat.indicator.name >"$T/all"
grep . "$T/all" >"$T/ours"
iconv -f UTF-16 -t UTF-8 "$data/sav.txt" |
    sed -n "s/.*irus\/spyware '\([^']*\)'.*/\1/p" >"$T/theirs"
check "Sophos Anti-Virus, UTF-16"

values "$data/santa.log" user.name process.executable >"$T/all"
grep '^..*|/' "$T/all" >"$T/ours"
awk '/action=/ {
	user = path = process = ""
	line = $0
	sub(/^[^|]*action=/, "action=", line)
	n = split(line, f, "|")
	for (i = 1; i <= n; i++) {
		if (f[i] ~ /^user=/)
			user = substr(f[i], 6)
		if (f[i] ~ /^path=/ && line ~ /^action=EXEC/)
			process = substr(f[i], 6)
		if (f[i] ~ /^processpath=/)
			process = substr(f[i], 13)
	}
	# "(null)" is what Santa prints for nothing: it is none.
	if (user != "" && process != "" && process != "(null)")
		print user "|" process
}' "$data/santa.log" >"$T/theirs"
check "Santa: who ran what"

values "$data/appfirewall.log" process.executable >"$T/ours"
sed -n 's/.*<Info>: \(.*\): Allow .*/\1/p' "$data/appfirewall.log" \
    >"$T/theirs"
check "the application firewall of macOS"

# auditd: as many events as numbers, and the accounts and programs of those
# that are one record.
values "$data/audit_enriched.log" event.code process.executable >"$T/all"
[ "$(wc -l <"$T/all")" -eq "$(grep -ao 'audit([0-9.:]*)' \
    "$data/audit_enriched.log" | sort -u | wc -l)" ]
ok $? "auditd: an event for each number"
grep '^\(USER\|ADD\|DEL\|CRED\)_' "$T/all" >"$T/ours"
grep -a "msg='" "$data/audit_enriched.log" |
    sed 's/^type=\([A-Z_]*\) .*exe="\([^"]*\)".*/\1|\2/' >"$T/theirs"
check "auditd: programs of its own messages"
beadle-parse "$data/audit_enriched.log" >"$T/events" 2>/dev/null
has "auditd: hexadecimal is undone" '/usr/bin/cat /tmp/my report.txt' \
    "$T/events"

# Lines that another reader skips, we refuse.
beadle-parse -r "$T/rejects" "$data/selinux.log" >/dev/null 2>&1
[ "$(wc -l <"$T/rejects")" -eq "$(grep -c 'skipped by parser' \
    "$data/selinux.log")" ]
ok $? "auditd: what cannot be one is refused"

log=$mail/jsonl/microsoft_audit_log.jsonl
values "$log" event.action event.provider user_agent.original >"$T/ours"
perl -MJSON::PP -ne 'my $v = decode_json($_);
    my ($agent) = map { $_->{Value} } grep { $_->{Name} eq "UserAgent" }
        @{$v->{ExtendedProperties} // []};
    print join("|", $v->{Operation}, $v->{Workload}, $agent // ""), "\n"' \
    "$log" >"$T/theirs"
check "Microsoft 365's audit"

# What another reads as a USB device, or an event log, is read to its end.
beadle-parse -v "$data/evtx/System2.evtx" >/dev/null 2>"$T/err"
has "System2.evtx: 283 events" ' 283 used,' "$T/err"
values "$data/setupapi.dev.log" event.action >"$T/ours"
[ -s "$T/ours" ]
ok $? "setupapi.dev.log: devices are found"

# A culprit: a value that differs is seen, and so is nothing at all.
echo 'a|b' >"$T/theirs"
echo 'a|c' >"$T/ours"
! cmp -s "$T/theirs" "$T/ours"
ok $? "a changed value would fail"
: >"$T/theirs"
check nothing | grep -q '^not ok'
ok $? "nothing beside nothing would fail"

done_testing
