#!/bin/sh
# Whom a rule binds is the school's to say: the same day of logs under each
# of the worked policies, and under a school's own lists of roles and years.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077

cp -R "$ROOT"/sample-logs/school/*.csv "$ROOT/sample-logs/school/lists" .
mkdir logs
for log in "$ROOT"/sample-logs/school/logs/*/*20261013*gz \
	"$ROOT"/sample-logs/school/logs/*/*20261014*gz
do
	gunzip -c "$log" >"logs/$(basename "$log" .gz)"
done
own=$ROOT/sample-logs/school/school.yml
sed '/^rules:/,$d' "$own" >head.yml
# policy NAME: a night under the rules that standard input has.
policy() {
	{
		cat head.yml
		sed -n '/^rules:/,$p'
	} >"$1.yml"
	settings=$1.yml
	run "$1.db" logs/*
	sqlite3 "$1.db" "SELECT label, treatment, count(*) FROM flag_named
	    WHERE reported = 1 GROUP BY 1, 2 ORDER BY 1, 2" >"$1.flags"
}
are() { # are POLICY LABEL WANTED NAME: the roles and years that it found
	got=$(sqlite3 "$1.db" "SELECT DISTINCT role || ' ' || year
	    FROM flag_named WHERE label = '$2' AND reported = 1 ORDER BY 1" |
	    sed 's/ $//' | paste -s -d, -)
	[ "$got" = "$3" ]
	ok $? "$4"
	[ "$got" = "$3" ] || echo "# got $got"
}

# Each example says something else of the same day.
: >sums
for example in "$ROOT"/policy/examples/*.yml
do
	name=$(basename "$example" .yml)
	policy "$name" <"$example"
	[ -s "$name.flags" ]
	ok $? "$name: its rules find something"
	cksum <"$name.flags" >>sums
done
[ "$(wc -l <sums)" -ge 4 ] && [ -z "$(sort sums | uniq -d)" ]
ok $? "and no two of them say the same of one day"
has "a secondary school treats games in lessons as a breach" \
	'^gaming-in-lesson|1|' secondary.flags
has "and those at other times as a matter of welfare, or counts them" \
	'^shopping|1|' secondary.flags
has "a primary counts shops" '^shopping|0|' primary.flags

# The school's own lists.
common='- {match: "*", valid_from: 2026-09-02, approved_by: Head}'
with() { # with NAME ENTRY...
	name=$1
	shift
	printf '  %s\n' "$common" "$@" | sed '1i rules:' >entries
	policy "$name" <entries
}
shop='match: shopping, clause: AUP 1, treat_as: possible-breach'
game='match: gaming-in-lesson, clause: AUP 2, treat_as: possible-breach'
with all "- {$shop}" "- {$game}"
shopper=$(sqlite3 all.db "SELECT DISTINCT year FROM flag_named
    WHERE label = 'shopping' AND reported = 1")
gamer=$(sqlite3 all.db "SELECT DISTINCT year FROM flag_named
    WHERE label = 'gaming-in-lesson' AND reported = 1")
are all shopping "pupil $shopper" "without a list all are bound"
with years "- {$shop, binds: [$shopper]}" "- {$game, binds: [$((gamer + 1))-13]}"
are years shopping "pupil $shopper" "that year is bound"
are years gaming-in-lesson "" "and those above another are not it"
with roles "- {$shop, binds: [visitor, class]}" "- {$game, binds: pupil}"
are roles shopping "" "not pupils"
are roles gaming-in-lesson "pupil $gamer" "all pupils"
with later "- {match: gaming-*, binds: [13]}" "- {$game, binds: [everyone]}" \
	"- {match: '*', binds: [pupil]}" "- {$shop, binds: [staff]}"
are later gaming-in-lesson "pupil $gamer" "a later entry for all pupils"
are later shopping "" "and after it one for staff alone"
# Nonsense, each planted.
cat >entries <<'END'
rules:
  - {match: gaming-*, binds: [governor]}
  - {match: shopping, binds: [pupl]}
  - {match: chat, binds: [7-19]}
  - {match: webmail, binds: [9-7]}
  - {match: hate, binds: [everyone, pupil]}
  - {match: gaming-in-lesson, binds: [staff]}
  - {match: gaming-in-working-hours, on: true, binds: [7-11]}
  - {match: gambling, binds: {pupil: 7}}
END
{
	cat head.yml entries
} >bad.yml
first=$(grep -n '^rules:' bad.yml | cut -d: -f1)
exits 1 "nonsense is refused" beadle-check -c bad.yml
while IFS='|' read -r name line pattern
do
	has "$name" "^bad.yml:$((first + line)): .*$pattern" .out
done <<'END'
a role that is none|2|found pupl; did you mean pupil
a year that is none|3|expected roles, and years as 7 or 7-9, found 7-19
years upside down|4|found 9-7
everyone and more|5|everyone leaves nobody to add
a pupils' rule for staff|6|the rule gaming-in-lesson is for none of these
a rule on staff for pupils|7|the rule gaming-in-working-hours is for none
no list|8|rules.binds: expected a list
END
lacks "an entry for many rules may name whom one cannot bind" \
	"^bad.yml:$((first + 1)):" .out

lacks "no trouble was told" "settle-night:" problems
done_testing
