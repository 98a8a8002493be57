#!/bin/sh
# A whole term of a school of 1,200, from three seeds: recall and precision by
# label, and no look-alike raised.  Then a term in which nobody means harm:
# how many items the weekly summary would list for review.

. "$(dirname "$0")/../tap.sh"
export CC="${CC:-cc}" BEADLE_NOW=2026-12-21T04:00:00Z

grown() { # grown NAME OPTION...: makes the school and runs its night
	name=$1
	shift
	run_ok "$name is made" "$ROOT/tests/school/make.sh" \
	    --people 1200 --days term "$@" "$T/$name"
	sed 's|^networks:.*|networks: [198.51.100.0/24, 198.18.0.0/16]|' \
	    "$ROOT/sample-logs/school/school.yml" >"$T/$name/school.yml"
	cp "$ROOT/sample-logs/school/termly.csv" "$T/$name/"
	run_ok "its term is read in one night" beadle nightly \
	    -c "$T/$name/school.yml" -d "$T/$name.db" -o "$T/$name.out"
	lacks "without a doubt" "beadle-nightly:" "$T/.err"
	beadle incident list -d "$T/$name.db" --csv >"$T/$name.csv"
}

for seed in 1 2 3
do
	grown "term$seed" --seed "$seed"
	"$ROOT/tests/school/score" "$T/term$seed/truth.csv" \
	    "$T/term$seed/lookalikes.csv" "$T/term$seed.csv" >"$T/score"
	ok $? "every plant of its term is found, and nothing else"
	sed 's/^/# /' "$T/score"
	rm -r "$T/term$seed" "$T/term$seed.out"
done

grown innocent --life innocent
cut -d, -f3 "$T/innocent.csv" | sed 1d | sort | uniq -c | sort -rn |
    sed 's/^/# /'
for week in 37 38 39 40 41 42 43 44 46 47 48 49 50 51
do
	beadle report weekly -c "$T/innocent/school.yml" \
	    -d "$T/innocent.db" -t "2026-W$week" -o "$T/weekly.html" >"$T/said"
	sed -n 's|.*<strong>\([0-9]*\)</strong> *<span>items for review.*|\1|p' \
	    "$T/weekly.html"
done >"$T/weeks"
[ "$(wc -l <"$T/weeks")" -eq 14 ]
ok $? "each week of school has its summary"
awk '{ sum += $1 } $1 > most { most = $1 }
    END { printf "# items for review a week: %.1f, %d at most\n", sum / NR,
	most
	exit sum > 10 * NR }' "$T/weeks"
ok $? "ten items for review a week or fewer"
done_testing
