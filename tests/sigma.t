#!/bin/sh
# The reader and the judge of Sigma rules beside what others make of the
# same rules: trees, vectors and labelled events in ../shared/data/sigma.

. "${0%/*}/tap.sh"
data=$ROOT/../shared/data/sigma
tools=$BEADLE_BUILD/tools
[ -d "$data" ] || data=$ROOT/../../shared/data/sigma
[ -f "$data/rule_trees.ndjson.xz" ] || skip_all "no ../shared/data/sigma"

agrees() { # agrees NAME FILE: its last line is "N of N agree"
	last=$(tail -n 1 "$2")
	set -- "$1" "$2" $last
	[ "${3-0}" = "${5-1}" ] && [ "${6-}" = agree ]
	ok $? "$1: $last"
	[ "${3-0}" = "${5-1}" ] || head -20 "$2" | sed 's/^/# /'
}

tar -xf "$data/sigma-rules.tar.xz" -C "$T"
xz -dc "$data/rule_trees.ndjson.xz" >"$T/trees"
"$tools/sigma-tree" -c "$T" <"$T/trees" >"$T/out"
agrees "trees of rules" "$T/out"
cut -f 1 "$data/rule_trees_errors.tsv" |
    sed 's/.*/{"path":"&"}/' | "$tools/sigma-tree" -c "$T" >"$T/out"
agrees "files that must be refused" "$T/out"
head -3 "$T/trees" | sed 's/Data pipeline/Data pipelines/' |
    "$tools/sigma-tree" -c "$T" >"$T/out"
has "a tree that differs would be noticed" '^2 of 3 agree' "$T/out"

# One vector is of a modifier that exists in the other's tests only.
grep -v DummyListModifier "$data/pysigma_vectors.ndjson" >"$T/vectors"
"$tools/sigma-vectors" <"$T/vectors" >"$T/out"
agrees "vectors" "$T/out"

# The labels are for the rules that are not deprecated.
mkdir "$T/public"
mv "$T/rules" "$T/rules-emerging-threats" "$T/rules-threat-hunting" \
    "$T/rules-compliance" "$T/public"
xz -dc "$data/labelled_events.ndjson.xz" >"$T/events"
"$tools/sigma-score" "$T/public" <"$T/events" >"$T/out" 2>/dev/null
agrees "labelled events" "$T/out"
sed '1s/"match":true/"match":false/' "$T/events" | head -5 |
    "$tools/sigma-score" "$T/public" >"$T/out" 2>/dev/null
has "an event judged otherwise would be noticed" '^4 of 5 agree' "$T/out"

# Real Windows events: file, line and rule of each match that is expected.
real=$ROOT/../shared/data/nxlog
[ -d "$real" ] || real=$ROOT/../../shared/data/nxlog
(cd "$real" && beadle-match --rules "$T/public" ./*.json.xz 2>/dev/null) |
    sed '1d; s|^\./||; s/\.xz	/	/' | cut -f 1-3 |
    LC_ALL=C sort >"$T/found"
grep -v '^#' "$real/expected.tsv" | LC_ALL=C sort >"$T/expected"
same "real events match the rules they should, and no others" \
    "$T/expected" "$T/found"
[ "$(wc -l <"$T/found")" -gt 100 ]
ok $? "and there are some"
(cd "$real" && beadle-parse ./*.json.xz 2>/dev/null) >"$T/events.tsv"
"$tools/detect-bench" -r "$T/public" 1 <"$T/events.tsv" >"$T/out" 2>&1
ok $? "judged quickly or plainly: $(cat "$T/out")"
done_testing
