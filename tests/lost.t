#!/bin/sh
# A rule whose regular expression gives up on a text is told of once, by name,
# and counted: whoever writes such texts would else never be found.

. "$(dirname "$0")/tap.sh"
cd "$T" || exit 1
mkdir logs rules

cat >school.yml <<'END'
school: {name: Quillbrook School}
store: beadle.db
out: out
logs: [logs]
go_live: 2026-09-02
rules_folders: [rules]
END
rule() { # rule NAME FIELD EXPRESSION
	cat >"rules/$1.yml" <<-END
	title: The rule $1
	logsource: {category: proxy}
	taxonomy: ecs
	detection:
	  it: {$2|re: '$3'}
	  condition: it
	level: low
	END
}
rule slow-path url.path '(a+)+$'
rule slow-agent user_agent.original '(a+)+$'
rule good-path url.path '/a+/page[0-9]+'

long=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
visits() { # visits FILE FIRST COUNT PATH
	awk -v first="$2" -v count="$3" -v path="$4" 'BEGIN {
		for (i = 0; i < count; i++)
			printf "%d.101 210 198.51.100.23 TCP_MISS/200 41 GET " \
			    "http://findly.example%s amy DIRECT/192.0.2.10 " \
			    "text/html\n", 1793300000 + first + i, path
	}' >>"logs/$1"
}

visits a.log 0 40 "/$long!"
visits a.log 100 40 /quick
exits 0 "a night with a text that runs away" beadle-nightly -c school.yml
cp "$T/.err" first
has "is told which rule gave up, and on how many texts" \
    "rule slow-path: a regular expression gave up on 1 text, so" first
lacks "and of no other rule" "good-path\|slow-agent" first
beadle status -c school.yml >"$T/.out" # the logs are old
has "status counts the rule" " 1  rules with a regular expression that gave up" \
    "$T/.out"
exits 0 "doctor" beadle doctor -c school.yml
has "tells of it" "^1 rules have a regular expression" "$T/.out"

visits b.log 1000 3 "/$long-"
visits b.log 1100 3 "/$long/$long!"
exits 0 "the next night with others" beadle-nightly -c school.yml
lacks "does not tell of the rule again" "gave up" "$T/.err"
run_ok "the IT sheet is made" beadle-report it-sheet -c school.yml \
    -t 2026-W44 -o sheet.pdf
pdftotext -layout sheet.pdf text
has "it counts the texts of both nights" "slow-path *3 .*2 Nov 2026" text

beadle-parse -f squid logs/a.log >a.tsv
exits 0 "by hand" beadle-match --rules rules a.tsv
has "it is told too" "slow-path: a regular expression gave up on 1" "$T/.err"
done_testing
