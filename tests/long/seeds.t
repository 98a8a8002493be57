#!/bin/sh
# Three schools, each from another seed: the night finds every plant in each
# of them, and no look-alike.

. "$(dirname "$0")/../tap.sh"
export CC="${CC:-cc}"

for seed in 1 2 3
do
	school=$T/school$seed
	run_ok "school $seed is made" \
	    "$ROOT/tests/school/make.sh" --seed "$seed" "$school"
	cp "$ROOT/sample-logs/school/school.yml" \
	    "$ROOT/sample-logs/school/termly.csv" "$school/"
	run_ok "its night runs" beadle nightly -c "$school/school.yml" \
	    -d "$T/$seed.db" -o "$T/$seed.out"
	beadle incident list -d "$T/$seed.db" --csv >"$T/$seed.csv"
	"$ROOT/tests/school/score" "$school/truth.csv" \
	    "$school/lookalikes.csv" "$T/$seed.csv" >"$T/$seed.score"
	ok $? "every plant of school $seed is found, and nothing else"
	sed 's/^/# /' "$T/$seed.score"

	# Cut into days, merged again: the same flags and all else.
	mkdir "$T/grid$seed"
	beadle scan -c "$school/school.yml" |
	    beadle plan -o "$T/grid$seed/plan"
	beadle plan -p "$T/grid$seed/plan" | cut -f1 | sort |
	    xargs beadle partition -p "$T/grid$seed/plan"
	run_ok "school $seed is merged from its days" \
	    beadle merge -p "$T/grid$seed/plan"
	beadle dump --canonical -d "$T/$seed.db" >"$T/whole"
	beadle dump --canonical \
	    -d "$T/grid$seed/schools/999001/beadle.db" >"$T/days"
	same "its store is that of the night" "$T/whole" "$T/days"
done

# Culprit: the truth of one school is not that of another.
exits 1 "another school's truth does not fit" \
    "$ROOT/tests/school/score" -q "$T/school1/truth.csv" \
    "$T/school1/lookalikes.csv" "$T/2.csv"
done_testing
