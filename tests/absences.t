#!/bin/sh
# What should have come and did not: devices that fell silent, logs that
# stopped, finds that nobody reported.  However the logs are cut into nights,
# and in whatever order they come, the same is told.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077
BEADLE_NOW=2026-11-03T06:00:00Z
export BEADLE_NOW

printf '%s\n' person_id,username,forename,surname,role,year \
	1,amy,Amy,Abery,pupil,8 2,ben,Ben,Bird,pupil,8 >people.csv
printf '%s\n' hostname,ip,room,serial,type \
	pc1,198.51.100.1,IT1,S1,desktop pc2,198.51.100.2,IT1,S2,desktop \
	pc3,198.51.100.3,IT1,S3,desktop cb1,198.51.100.4,IT1,S4,chromebook \
	>devices.csv
printf '%s\n' name,kind,start,end autumn,term,2026-09-02,2026-12-18 \
	half,holiday,2026-10-26,2026-10-30 >terms.csv
printf '%s\n' period,start,end lesson,09:00,15:00 >day.csv
settings() { # settings [LINE...]
	cat >school.yml <<-'END'
	school: {name: Quillbrook School}
	people: people.csv
	devices: devices.csv
	terms: terms.csv
	day: day.csv
	rules:
	  - {match: "*", valid_from: 2026-09-02, approved_by: Head,
	      clause: AUP 1, treat_as: advisory}
	END
	printf '%s\n' "$@" >>school.yml
}

# Two weeks and, after the half-term, one day.  pc3 is seen on the first day
# alone; the mail log has a gap on Friday the 16th; amy is found on the 13th.
days='12 13 14 15 16 19 20 21 22 23 102'
line() { # line DAY HOUR HOST-NUMBER USER SITE
	printf '%s.000 90 198.51.100.%d TCP_MISS/200 45000 GET ' \
		"$(date -u -d "2026-10-01 + $(($1 - 1)) days $2:00" +%s)" "$3"
	printf 'http://%s/ %s HIER_DIRECT/192.0.2.9 text/html\n' "$5" "$4"
}
n=0
for day in $days
do
	[ "$day" = 102 ] && at=33 || at=$day
	{
		for hour in 09 10 11 12 13
		do
			for pc in 1 2 1 2 4
			do
				line "$at" "$hour" $pc ben findly.example
			done
		done
		[ "$day" = 12 ] && line 12 11 3 ben findly.example
		[ "$day" = 13 ] && for hour in 09 10 11
		do
			line 13 $hour 1 amy nightclips.example
			line 13 $hour 1 amy nightclips.example
			line 13 $hour 1 amy nightclips.example
		done
	} | sort >"proxy.$day"
	when=$(date -u -d "2026-10-01 + $((at - 1)) days" '+%Y-%m-%d')
	i=0
	while [ $i -lt 25 ] && [ "$day" != 16 ]
	do
		i=$((i + 1)) n=$((n + 1))
		id=$(printf 'A%05d' $n)
		printf '%sT09:%02d:00.000000+01:00 mx postfix/qmgr[1]: %s: ' \
			"$when" $i "$id"
		printf 'from=<a@q.example>, size=900, nrcpt=1 (queue active)\n'
		printf '%sT09:%02d:01.000000+01:00 mx postfix/smtp[2]: %s: ' \
			"$when" $i "$id"
		printf 'to=<b@r.example>, relay=r.example[192.0.2.7]:25, '
		printf 'delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (ok)\n'
		printf '%sT09:%02d:02.000000+01:00 mx postfix/qmgr[1]: %s: ' \
			"$when" $i "$id"
		printf 'removed\n'
	done >"mail.$day"
done
rm mail.16
# Mail began a week earlier: five school days with lines make it expected.
for day in 5 6 7 8 9
do
	sed "s/2026-10-12/2026-10-0$day/; s/A0/B$day/" mail.12 >"mail.0$day"
done

told() { # told STORE: what did not come, a line each
	sqlite3 "$1" "SELECT date([beadle.day] * 86400, 'unixepoch') || ' ' ||
	    [event.action] || ' ' || coalesce([beadle.device], '') ||
	    coalesce([event.reason], '') || ' ' ||
	    coalesce([beadle.person], '') || ' ' ||
	    coalesce([beadle.attribution], '')
	    FROM device_event_named WHERE [event.dataset] = 'beadle.absence'
	    ORDER BY 1" | sed 's/ *$//'
}
is_told() { # is_told STORE NAME: as standard input says
	cat >wanted
	told "$1" >got
	same "$2" wanted got
}

settings 'absences: {silent_device: 4, missing_logs: 2, self_report: 2}'
run one.db proxy.* mail.*
is_told one.db "a device, a log and a person" <<'END'
2026-10-15 not-reported adult 1 strong
2026-10-16 device-silent pc3
2026-10-16 log-missing postfix.mail
END
sqlite3 one.db "SELECT label, device, person, treatment, hour IS NULL, period
    FROM flag_named WHERE rule IN ('silent-device', 'missing-logs',
    'access-without-self-report') ORDER BY 1" >got
printf '%s\n' 'access-without-self-report||1|3|1|' 'missing-logs|||3|1|' \
	'silent-device|pc3||3|1|' >wanted
same "rules find them" wanted got
[ "$(sqlite3 one.db "SELECT count(*) FROM item WHERE label IN
    ('silent-device', 'missing-logs', 'access-without-self-report')")" = 3 ]
ok $? "and each is an item"
[ "$(sqlite3 one.db "SELECT count(*) FROM coverage
    WHERE dataset = 'beadle.absence'")" = 0 ]
ok $? "they are no log that came"
contents one.db >one

# Night by night; and the last night first.
for order in "$days" "$(printf '%s\n' $days | sort -rn)"
do
	rm -f each.db
	for day in $order
	do
		[ "$day" = 12 ] && run each.db mail.0*
		# shellcheck disable=SC2046
		run each.db $(ls "proxy.$day" "mail.$day" 2>/dev/null)
	done
	contents each.db >each
	same "a night for each day: $(echo $order)" one each
done
cp one.db again.db
beadle detect -c school.yml -d again.db >/dev/null 2>>"$T/problems"
contents again.db >again
same "judged again it is the same" one again

# A late log takes back what was told; a day without logs counts for nobody.
sed 's/2026-10-19/2026-10-16/; s/A0/C0/' mail.19 >mail.16
cp one.db late.db
run late.db mail.16
is_told late.db "the mail that came late was not missing" <<'END'
2026-10-15 not-reported adult 1 strong
2026-10-16 device-silent pc3
END
rm mail.16
line 15 10 3 ben findly.example >proxy.pc3
cp one.db late.db
run late.db proxy.pc3
is_told late.db "a device that was seen after all is silent later" <<'END'
2026-10-15 not-reported adult 1 strong
2026-10-16 log-missing postfix.mail
2026-10-21 device-silent pc3
END
[ "$(sqlite3 late.db "SELECT count(*) FROM flag_named
    WHERE rule = 'silent-device'")" = 1 ]
ok $? "and its flag went with it"
run gap.db proxy.12 proxy.13 proxy.14 proxy.23 proxy.102
is_told gap.db "a silence is counted in days with logs, a report is not" <<'END'
2026-10-15 not-reported adult 1 strong
2026-11-02 device-silent pc3
END
run short.db proxy.12 proxy.13 proxy.14
is_told short.db "what is not yet sure is not told" </dev/null

# A report that was entered in time.
run near.db proxy.12 proxy.13
sqlite3 near.db "INSERT INTO entry(name, kind, item, start, person, account,
    device, told, told_to, since, until, details, created, who)
    SELECT 'x', 'accidental-access', 0, min(start), '1', 'amy', '',
    min(day) + 1, 'Form tutor', min(start), max(end), '', 0, 'dsl'
    FROM flag WHERE reported = 1 AND person <> 0"
run near.db proxy.14 proxy.15 proxy.16
is_told near.db "who reported it is not told of" <<'END'
2026-10-16 device-silent pc3
END

# What ships, and what a school turns off.
settings
run plain.db proxy.* mail.*
told plain.db >got
! grep -q 'not-reported\|device-silent' got && grep -q log-missing got
ok $? "self-reports are not asked for by default, and ten days are to pass"
settings 'absences: {silent_device: 0, missing_logs: 0}'
run off.db proxy.* mail.*
is_told off.db "0 is never" </dev/null
settings 'absences: {silent_device: 99}'
exits 1 "a number out of bounds" beadle-check -c school.yml
has "is told" "^school.yml:.*: absences.silent_device: expected 0 to 60" \
	.out

lacks "no trouble was told" "settle-night:\|beadle" problems
done_testing
