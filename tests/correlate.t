#!/bin/sh
# Correlations of every type over several days: the same flags come out of
# one night as of a night for each hour, in whatever order these come.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"

cat >people.csv <<'END'
username,upn,forename,surname,sex,role,year,reg_group,email,left
ann,P1,Ann,Abery,F,pupil,9,9a,ann@school.example,
bob,P2,Bob,Brindle,M,pupil,9,9b,bob@school.example,
END
cat >school.yml <<'END'
school: {name: Correlated, zone: Europe/London}
people: [people.csv]
rules_folders: [rules]
END
mkdir rules
rule() { # rule NAME TYPE SPAN CONDITION [RULES]: counts pages of two hosts
	cat <<-END >"rules/$1.yml"
	title: $1
	taxonomy: ecs
	correlation:
	  type: $2
	  rules: [${5:-$1-a, $1-b}]
	  group-by: [user.name]
	  timespan: $3
	  $4
	END
	for host in a b
	do
		cat <<-END
		---
		title: $1 $host
		name: $1-$host
		taxonomy: ecs
		logsource: {category: proxy}
		detection: {s: {url.domain: $host.example}, condition: s}
		END
	done >>"rules/$1.yml"
}
field='field: http.response.bytes'
rule count event_count 5m 'condition: {gte: 4}'
rule range event_count 10m 'condition: {gte: 2, lt: 4}'
rule few event_count 30m 'condition: {eq: 7}'
rule values value_count 5m 'condition: {gte: 4, field: url.path}'
rule sum value_sum 1h "condition: {gte: 140000, $field}"
rule mean value_avg 10m "condition: {gt: 7000, $field}"
rule median value_median 15m "condition: {lte: 3000, $field}"
rule share value_percentile 1h "condition: {gte: 8000, percentile: 80, $field}"
rule near temporal 2m 'generate: false'
rule order temporal_ordered 2m 'generate: false'
rule without temporal 10m 'condition: near-a and not near-b' 'near-a, near-b'
sed -i 's/near-\([ab]\)/without-\1/g' rules/without.yml

# Two pupils in bursts over three days and nights, many at the same instant.
awk 'BEGIN {
	srand(7)
	t = 1791846000
	for (i = 0; i < 700; i++) {
		t += rand() < 0.004 ? int(rand() * 9000) : int(rand() * 200)
		printf "%d.000 100 198.51.100.%d TCP_MISS/200 %d GET " \
		    "http://%s.example/p%d %s HIER_DIRECT/192.0.2.4 " \
		    "text/html\n", t, 20 + i % 2, int(rand() * 10000),
		    rand() < 0.7 ? "a" : "b", int(rand() * 5),
		    rand() < 0.6 ? "ann" : "bob"
	}
}' >whole.log
awk '{ print >("hour." int($1 / 3600)) }' whole.log

flags() { # flags STORE: the runs of correlations, without the logs' names
	sqlite3 "$1" "SELECT rule.text, start, end, events, account.text
	    FROM flag JOIN symbol AS rule ON rule.id = rule
	    JOIN symbol AS account ON account.id = account
	    WHERE correlation = 1 ORDER BY 1, 2, 5"
}

run whole.db whole.log
flags whole.db >whole
cut -d'|' -f1 whole | sort -u >types
[ "$(wc -l <types)" -eq 11 ]
ok $? "every type has something to say"
for log in hour.*
do
	run hours.db "$log"
done
flags hours.db >hours
same "a night for each hour" whole hours
for log in $(ls -r hour.*)
do
	run back.db "$log"
done
flags back.db >back
same "the last hour first" whole back
for odd in 1 3 5 7 9 0 2 4 6 8
do
	run odd.db hour.*"$odd"
done
flags odd.db >odd
same "odd hours first, even ones later" whole odd

# The culprit: an hour is missing, and that must be seen.
# shellcheck disable=SC2046
run less.db $(ls hour.* | sed 5d)
flags less.db >less
! cmp -s whole less
ok $? "an hour that is missing is not the same"
lacks "no trouble was told" "settle-night:" problems
done_testing
