#!/bin/sh
# Every shipped rule has samples that it flags and samples that it does not:
# tests/rules/RULE.yes.tsv and RULE.no.tsv, found by the rule's file name.
# Of a rule on single events every sample must be flagged; of a correlation
# one run is enough.

. "${0%/*}/tap.sh"
BEADLE_SHARE=${BEADLE_SHARE:-$ROOT}
export BEADLE_SHARE
try=$BEADLE_BUILD/tools/rule-try
samples=$ROOT/tests/rules

# How often the rule is found in the samples.
found() { # found RULE FILE
	"$try" "$samples/school.yml" <"$2" 2>"$T/.err" |
	    awk -F '\t' -v rule="$1" '$1 == rule { n++ } END { print n + 0 }'
}

# The files that a rule lacks.
lacking() { # lacking RULE
	for kind in yes no
	do
		[ -f "$samples/$1.$kind.tsv" ] || echo "$1.$kind.tsv"
	done
}

for file in "$ROOT"/policy/rules/*.yml
do
	rule=$(basename "$file" .yml)
	lacking "$rule" >"$T/lacking"
	same "$rule has samples" /dev/null "$T/lacking"
	[ -s "$T/lacking" ] && continue
	n=$(found "$rule" "$samples/$rule.yes.tsv")
	wanted=$(($(wc -l <"$samples/$rule.yes.tsv") - 1))
	if grep -q '^correlation:' "$file"
	then
		[ "$n" -ge 1 ]
		ok $? "$rule is found in its samples"
	else
		[ "$n" -eq "$wanted" ]
		ok $? "$rule flags each of its samples ($n of $wanted)"
	fi
	n=$(found "$rule" "$samples/$rule.no.tsv")
	[ "$n" -eq 0 ]
	ok $? "$rule leaves the innocent alone ($n)"
done

# Culprits: a rule without samples, samples without a rule.
[ "$(lacking no-such-rule | wc -l)" -eq 2 ]
ok $? "a rule without samples would be noticed"
for file in "$samples"/*.tsv
do
	rule=$(basename "$file" .tsv)
	[ -f "$ROOT/policy/rules/${rule%.*}.yml" ] || echo "$rule"
done >"$T/orphans"
same "every sample is some rule's" /dev/null "$T/orphans"
n=$(found gambling "$samples/gambling.no.tsv")
m=$(found gambling "$samples/gambling.yes.tsv")
[ "$n" -ne "$m" ]
ok $? "the two kinds of samples can be told apart"

# What people read and what settings name is there in every rule.
for file in "$ROOT"/policy/rules/*.yml
do
	for key in title id status description falsepositives level 'beadle' \
	    '    label' '    tier' '    treat_as' '    binds'
	do
		grep -q "^$key:" "$file" || echo "$file: $key"
	done
done >"$T/keys"
same "every rule says what it is and whom it binds" /dev/null "$T/keys"
cat "$ROOT"/policy/rules/*.yml | sed -n 's/^id: //p' | sort | uniq -d >"$T/ids"
same "no id is given twice" /dev/null "$T/ids"
done_testing
