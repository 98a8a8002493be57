#!/bin/sh
# A user name that is given to another child in September inherits nothing:
# no run of flags and no item for review goes over the change.

. "$(dirname "$0")/tap.sh"
. "$ROOT/tests/settle.sh"

mkdir rules
cat >school.yml <<'END'
school: {name: Q}
zone: Europe/London
go_live: 2026-01-01
people: [people.csv]
rules_folders: [rules]
rules:
  - {match: visits, clause: 1, treat_as: possible-breach}
  - {match: pages, clause: 1, treat_as: possible-breach}
  - {match: by-person, clause: 1, treat_as: possible-breach}
  - {match: by-account, clause: 1, treat_as: possible-breach}
END
handed_on() { # the user name amy is another's from September on
	cat >people.csv <<-'END'
	person_id,username,forename,surname,role,year,email,from,left
	1,amy,Amy,Abery,pupil,10,,,2026-08-31
	2,amy,Amy,Archer,pupil,7,,2026-09-01,
	END
}
kept() {
	cat >people.csv <<-'END'
	person_id,username,forename,surname,role,year,email,from,left
	1,amy,Amy,Abery,pupil,10,,,
	END
}
cat >rules/visits.yml <<'END'
title: A visit
id: 6f0c1d52-0000-4000-8000-000000000011
name: visits
status: test
logsource: {category: proxy}
detection:
  sel: {url.domain: play.example}
  condition: sel
level: low
taxonomy: ecs
beadle: {label: visits, treat_as: possible-breach}
END
counted() { # counted LABEL FIELDS N
	cat >"rules/$1.yml" <<-END
	title: Visits, $1
	id: 6f0c1d52-0000-4000-8000-00000000001$3
	status: test
	level: low
	taxonomy: ecs
	beadle: {label: $1, treat_as: possible-breach}
	correlation:
	  type: event_count
	  rules: [visits]
	  group-by: [$2]
	  timespan: 30m
	  condition: {gte: 4}
	END
}
# One that is in no run, so that its flags are items of their own.
sed -e 's/000011$/000014/' -e 's/^name: visits/name: pages/' \
    -e 's/label: visits/label: pages/' rules/visits.yml >rules/pages.yml
counted by-person beadle.person 2
counted by-account user.name 3
for t in 23:54 23:58
do
	printf '%s.000 100 198.51.100.24 TCP_MISS/200 9000 GET http://play.example/ amy HIER_DIRECT/192.0.2.44 text/html\n' \
		"$(TZ=Europe/London date -d "2026-08-31 $t" +%s)"
done >august.log
for t in 00:02 00:06
do
	printf '%s.000 100 198.51.100.24 TCP_MISS/200 9000 GET http://play.example/ amy HIER_DIRECT/192.0.2.44 text/html\n' \
		"$(TZ=Europe/London date -d "2026-09-01 $t" +%s)"
done >september.log

flags() { # flags LABEL: how many, by person
	sqlite3 "$store" "SELECT count(*) || ':' || person.text
	    FROM flag JOIN symbol AS person ON person.id = flag.person
	    JOIN symbol AS label ON label.id = flag.label
	    WHERE label.text = '$1' GROUP BY person.text ORDER BY 1" |
	    paste -sd' ' -
}
items() { # items: whose each item of single pages is, and its events
	sqlite3 "$store" "SELECT subject || '=' || events FROM item
	    WHERE label = 'pages' ORDER BY subject" | paste -sd' ' -
}
is() { # is GOT WANTED NAME
	[ "$1" = "$2" ]
	ok $? "$3"
	[ "$1" = "$2" ] || echo "# wanted '$2', got '$1'"
}

handed_on
for logs in "august.log september.log" "september.log august.log"
do
	rm -f each.db
	for log in $logs
	do
		run each.db "$log"
	done
	is "$(flags visits)" "2:1 2:2" "$logs: to each their own"
	is "$(flags by-person)" "" "no run of a person goes over the change"
	is "$(flags by-account)" "1:" \
	    "one of the account does, and names neither"
	is "$(items)" "p:1=2 p:2=2" "an item of one does not grow by the other's"
done
# The culprit: were it one child, all of it would be one.
kept
run one.db august.log
run one.db september.log
is "$(flags visits)" "4:1" "of one child all are hers"
is "$(flags by-person)" "1:1" "so is the run"
is "$(items)" "p:1=4" "and the item grows"
lacks "no trouble was told" "settle-night:\|beadle" problems
done_testing
