#!/bin/sh
# A whole term of three schools, each from another seed, cut into days: the
# flags are those of the term that is read in one night.  Planted besides are
# windows over midnight (summer time, winter time, into half-term and out of
# it) and over the whole of half-term, a mail and a log-on that midnight cuts.

. "$(dirname "$0")/../tap.sh"
export CC="${CC:-cc}" BEADLE_NOW=2026-12-21T04:00:00Z

utc() { # utc LOCAL-TIME: seconds since 1970
	TZ=Europe/London date -d "$1" +%s
}
games() { # games ACCOUNT FROM MINUTES TO ADDRESS: a page a minute
	for minute in $(seq 0 $(($3 - 1)))
	do
		printf '%d.000    800 %s TCP_MISS/200 50000 GET %s %s %s\n' \
		    $(($(utc "$2") + minute * 60)) "$4" \
		    http://blockbrawl.example/play "$1" \
		    'HIER_DIRECT/192.0.2.9 text/html'
	done
}
denied() { # denied ACCOUNT AT: a page of an adult site is refused
	printf '%d.000     20 198.51.100.14 TCP_DENIED/403 4000 GET %s %s %s\n' \
	    "$(utc "$2")" http://nightclips.example/ "$1" \
	    'HIER_NONE/- text/html'
}
mail() { # mail SENDER NUMBER AT HANDED-ON-AT: a mail to a private address
	set -- "$1" "A11B0C4D$2" "$3" "$4"
	printf '%s mail01 postfix/%s\n' \
	    "$(date -d "$3" '+%b %e %T')" "submission/smtpd[3200]: $2: \
client=IT1-PC05.quillbrook.example[198.51.100.15], sasl_method=PLAIN, \
sasl_username=$1" \
	    "$(date -d "$3" '+%b %e %T')" \
	    "cleanup[2190]: $2: message-id=<$2@quillbrook.example>" \
	    "$(date -d "$3" '+%b %e %T')" "qmgr[1188]: $2: \
from=<$1@quillbrook.example>, size=1707, nrcpt=1 (queue active)" \
	    "$(date -d "$4" '+%b %e %T')" "smtp[2214]: $2: \
to=<home.of.$1@postbox.example>, relay=mx.postbox.example[192.0.2.25]:25, \
delay=1.5, delays=0.1/0/0.1/0.1, dsn=2.0.0, status=sent (250 ok)" \
	    "$(date -d "$4" '+%b %e %T')" "qmgr[1188]: $2: removed"
}
session() { # session CODE ACCOUNT COMPUTER AT: 4624 logs on, 4647 off
	provider=Microsoft-Windows-Security-Auditing
	printf '{"@timestamp":"%s","winlog":{"channel":"Security",' \
	    "$(date -u -d "@$(utc "$4")" +%FT%TZ)"
	printf '"provider_name":"%s","computer_name":"%s",' \
	    $provider "$3.quillbrook.example"
	printf '"event_id":"%s","record_id":9001,"event_data":{' "$1"
	printf '"TargetUserName":"%s","TargetDomainName":"QUILLBROOK",' "$2"
	printf '"TargetLogonId":"0x9ea8d8","LogonType":"2"}}}\n'
}

# A night's log that ends at midnight, and the next that begins there; the
# others are in one log of many days.
plant() { # plant FOLDER
	pupil=$(awk -F, '$6 == "pupil" && $7 == 8 { print $1; exit }' \
	    "$1/people.csv")
	other=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' \
	    "$1/people.csv")
	staff=$(awk -F, '$6 == "staff" && n++ == 20 { print $1 }' \
	    "$1/people.csv")
	# A computer that nobody uses in that day: PC, its address.
	zcat "$1/logs/endpoint/winlogbeat-20261126.ndjson.gz" \
	    >"$T/endpoint"
	pc=$(awk -F, '$5 == "desktop" && /^IT/ { print $1, $2 }' \
	    "$1/devices.csv" | while read -r name address
	    do
		grep '"TargetUserName"' "$T/endpoint" | grep -q "$name" ||
		    echo "$name $address"
	    done | head -1)
	web=$1/logs/proxy
	games "$pupil" '2026-09-23 23:57:20' 3 198.51.100.13 \
	    >"$web/nights-20260923.log"
	games "$pupil" '2026-09-24 00:00:20' 3 198.51.100.13 \
	    >"$web/nights-20260924.log"
	{
		denied "$other" '2026-10-29 14:20:00'
		games "$pupil" '2026-10-28 23:56:10' 7 198.51.100.13
		games "$pupil" '2026-11-01 23:56:10' 7 198.51.100.13
		games "$other" '2026-11-08 23:58:40' 6 198.51.100.14
		denied "$other" '2026-11-09 09:10:00'
		games - '2026-11-26 23:57:30' 6 "${pc#* }"
	} | sort -n >"$web/nights.log"
	{
		session 4624 "$other" "${pc% *}" '2026-11-26 23:40:00'
		session 4647 "$other" "${pc% *}" '2026-11-27 00:20:00'
	} >"$1/logs/endpoint/nights.ndjson"
	{
		mail "$staff" 70 '2026-12-02 23:54:10' '2026-12-02 23:54:12'
		mail "$staff" 71 '2026-12-02 23:56:10' '2026-12-02 23:56:12'
		mail "$staff" 72 '2026-12-02 23:58:10' '2026-12-03 00:04:12'
		mail "$staff" 73 '2026-12-02 23:59:10' '2026-12-03 00:05:12'
		mail "$staff" 74 '2026-12-03 00:09:10' '2026-12-03 00:09:12'
		mail "$staff" 75 '2026-12-03 00:11:10' '2026-12-03 00:11:12'
	} >"$T/mails"
	grep '^Dec  2' "$T/mails" >"$1/logs/mail/nights-20261202.log"
	grep '^Dec  3' "$T/mails" >"$1/logs/mail/nights-20261203.log"
	touch -d 2026-12-04 "$1"/logs/mail/nights*
	mkdir "$1/rules"
	cat >"$1/rules/again.yml" <<'END'
title: Refused again within a fortnight
id: 0f4dd5b1-9a0c-4d52-b6a0-4f3e3f1f7a55
status: test
level: low
beadle:
    label: refused-again
correlation:
    type: event_count
    rules:
        - refused
    group-by:
        - user.name
    timespan: 14d
    condition:
        gte: 2
---
title: Refused once
id: 2a1f2f77-8f0d-4b0e-8e4a-6d1f1d2f6c10
name: refused
status: test
logsource:
    category: proxy
detection:
    site:
        url.domain: nightclips.example
        http.response.status_code: 403
    condition: site
END
}
school() { # school FOLDER SEED
	run_ok "a term of seed $2 is made" "$ROOT/tests/school/make.sh" \
	    --people 400 --days term --seed "$2" "$1"
	sed 's|^networks:.*|networks: [198.51.100.0/24, 198.18.0.0/16]\
rules_folders: [shipped, rules]|' "$S/school.yml" >"$1/school.yml"
	# Retention takes the first months of a term away, and with them what
	# logs that come later would be judged by; so only the first loses them.
	[ "$2" -eq 1 ] || printf 'retention:\n  raw: 365\n  details: 365\n' \
	    >>"$1/school.yml"
	cp "$S/termly.csv" "$1/"
	plant "$1"
}
flags() { # flags STORE: what was found over more than one event, by local time
	sqlite3 -separator '	' "$1" "SELECT label, start / 1000000,
	    end / 1000000, person, device, events FROM flag_named
	    WHERE correlation ORDER BY 1, 2, 3, 4" |
	while IFS='	' read -r label start end rest
	do
		printf '%s\t%s\t%s\t%s\n' "$label" \
		    "$(TZ=Europe/London date -d "@$start" '+%F %T')" \
		    "$(TZ=Europe/London date -d "@$end" '+%F %T')" "$rest"
	done
}
night_of() { # night_of LABEL DAY DAY: a flag from one day into the other
	awk -F'\t' -v l="$1" -v a="$2" -v b="$3" \
	    '$1 == l && index($2, a) == 1 && index($3, b) == 1 { n++ }
	    END { exit n == 0 }' "$T/flags"
}
partitions() { # partitions PLAN: in an order of no sense
	beadle plan -p "$1" | cut -f1 | sort | xargs beadle partition -p "$1"
}
# The days of some logs first, then all: the second merge adds to the first.
first_some() { # first_some PATTERN
	grep -e "$1" "$T/scan" | beadle plan -o "$g/plan"
	partitions "$g/plan"
	run_ok "$(beadle plan -p "$g/plan" | wc -l) days are merged first" \
	    beadle merge -p "$g/plan"
}

for seed in 1 2 3
do
	school=$T/school g=$T/grid
	mkdir "$g"
	school "$school" $seed
	run_ok "its term is read in one night" beadle nightly \
	    -c "$school/school.yml" -d "$T/whole.db" -o "$T/out"
	lacks "without a doubt" "beadle-nightly:" "$T/.err"
	flags "$T/whole.db" >"$T/flags"
	awk -F'\t' 'substr($2, 1, 10) != substr($3, 1, 10)' "$T/flags" \
	    >"$T/over"
	echo "# $(wc -l <"$T/flags") correlations, over midnight:"
	cut -f 1-3 "$T/over" | sed 's/^/#   /'
	for night in '09-23 09-24' '10-28 10-29' '11-01 11-02' '11-08 11-09' \
	    '11-26 11-27'
	do
		night_of gaming-out-of-hours "2026-${night% *} 23:" \
		    "2026-${night#* } 00:"
		ok $? "games over the midnight of ${night#* }"
	done
	night_of mail-to-private-address '2026-12-02 23:' '2026-12-03 00:'
	ok $? "mails over midnight"
	night_of refused-again '2026-10-29 14:' '2026-11-09 09:'
	ok $? "a window over half-term"

	beadle scan -c "$school/school.yml" >"$T/scan"
	case $seed in
	2) first_some 'log-20261[12]\|nights-\|winlogbeat' ;;
	3) first_some 'log-2026\(09\|10\)\|access-\|nights.log' ;;
	esac
	beadle plan -o "$g/plan" "$T/scan"
	partitions "$g/plan"
	ok $? "$(beadle plan -p "$g/plan" | wc -l) days are done"
	db=$g/schools/999001/beadle.db
	if [ $seed -eq 1 ]
	then
		# Culprit: without the day after a midnight its window is less.
		id=$(beadle plan -p "$g/plan" | grep 2026-09-24 | cut -f1)
		mv "$g/receipts/$id" "$T/away"
		exits 3 "a day is left out" beadle merge -p "$g/plan" \
		    --allow-partial
		flags "$db" >"$T/got"
		! cmp -s "$T/flags" "$T/got"
		ok $? "and would be seen in the flags"
		mv "$T/away" "$g/receipts/$id"
	fi
	begin=$(date +%s%N)
	run_ok "the term is merged from its days" beadle merge -p "$g/plan"
	echo "# in $((($(date +%s%N) - begin) / 1000000)) ms"
	flags "$db" >"$T/got"
	same "its flags are those of the night" "$T/flags" "$T/got"
	beadle incident list -d "$T/whole.db" --csv >"$T/wanted"
	beadle incident list -d "$db" --csv >"$T/got"
	same "and its items for review" "$T/wanted" "$T/got"
	beadle dump --canonical -d "$T/whole.db" >"$T/wanted"
	beadle dump --canonical -d "$db" >"$T/got"
	cmp -s "$T/wanted" "$T/got"
	ok $? "and all else that the store holds"
	cmp -s "$T/wanted" "$T/got" ||
	    diff "$T/wanted" "$T/got" | head -20 | sed 's/^/# /'
	rm -rf "$school" "$g" "$T/out" "$T"/whole.db*
done
done_testing
