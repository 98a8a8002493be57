#!/bin/sh
# The areas of risk: each label that reports print and each shipped category
# has one, and a word that is none is told.

. "${0%/*}/tap.sh"

has_row() { # has_row OF NAME
	grep -q "^$1,$2,[a-z]*\$" "$ROOT/policy/areas.csv"
}
missing=
for label in $(sed -n 's/^	{ "\([a-z-]*\)", "[^"]*", GROUP.*/\1/p' \
	"$ROOT/lib/reports/labels.c")
do
	has_row label "$label" || missing="$missing $label"
done
[ -z "$missing" ]
ok $? "each label has an area$missing"
for folder in "$ROOT"/policy/categories/*/
do
	has_row category "$(basename "$folder")" ||
		missing="$missing $(basename "$folder")"
done
[ -z "$missing" ]
ok $? "each category has an area$missing"

mkdir -p "$T/share"
cp -R "$ROOT/policy" "$T/share/policy"
printf 'school: {name: Q}\n' >"$T/school.yml"
chmod o= "$T/school.yml"
BEADLE_SHARE=$T/share
export BEADLE_SHARE
printf '%s\n' 'category,games,fun' 'label,chat,contact' \
	>>"$T/share/policy/areas.csv"
beadle-check -c "$T/school.yml" >"$T/faults" 2>&1
has "an area that is none" "areas.csv:.* area: .* found fun" "$T/faults"
has "a name twice" "areas.csv:.* label chat stands here twice" "$T/faults"
done_testing
