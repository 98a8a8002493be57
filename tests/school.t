#!/bin/sh
# The sample school is what its generator makes (with the compressors of
# Debian 12), other seeds make other schools with the same plants, and the
# scorer catches what is missed, what is too many and what was innocent.

. "${0%/*}/tap.sh"
sample=$ROOT/sample-logs/school
score=$ROOT/tests/school/score
export CC="${CC:-cc}"

run_ok "the generator builds and runs" \
    "$ROOT/tests/school/make.sh" "$T/again"
(cd "$T/again" && find . -type f | LC_ALL=C sort) >"$T/files"
: >"$T/differ"
while read -r file
do
	cmp -s "$T/again/$file" "$sample/$file" || echo "$file"
done <"$T/files" >"$T/differ"
same "what is checked in is what it makes" /dev/null "$T/differ"
[ "$(wc -l <"$T/files")" -gt 50 ]
ok $? "and that is all of it"

size=$(cat "$sample"/logs/*/* | wc -c)
[ "$size" -lt 6000000 ]
ok $? "the logs stay below 6 MB"

gunzip -c "$sample"/logs/proxy/*.gz >"$T/proxy"
awk '$3 !~ /^198\.51\.100\./ { print } NF != 10 { print }
    $9 !~ /\/(203\.0\.113\.[0-9]+|192\.0\.2\.[0-9]+|-)$/ { print }
    $1 < last { print "not in order: " $0 } { last = $1 }' \
    "$T/proxy" >"$T/odd"
same "Squid's lines are whole, in order, from documentation addresses" \
    /dev/null "$T/odd"

awk -F, 'NR > 1 { n[$1]++ }
    END { for (l in n) if (n[l] < 2) print l, n[l] }' \
    "$sample/truth.csv" >"$T/few"
same "each label is planted twice at least" /dev/null "$T/few"
labels=$(cut -d, -f1 "$sample/truth.csv" | sort -u | wc -l)
[ "$labels" -gt 45 ]
ok $? "forty-five labels and more are planted"

# An account named in both must not have been planted at the same time.
awk -F, 'NR == FNR { t[$1 "," $2 "," $3] = 1; next }
    FNR > 1 && ($1 "," $2 "," $3) in t { print }' \
    "$sample/truth.csv" "$sample/lookalikes.csv" >"$T/both"
same "nothing is both true and innocent" /dev/null "$T/both"

run_ok "another seed" "$ROOT/tests/school/make.sh" --seed 2 "$T/other"
cut -d, -f1 "$sample/truth.csv" >"$T/labels.1"
cut -d, -f1 "$T/other/truth.csv" >"$T/labels.2"
same "another seed plants the same labels" "$T/labels.1" "$T/labels.2"
cut -d, -f2 "$sample/truth.csv" >"$T/users.1"
cut -d, -f2 "$T/other/truth.csv" >"$T/users.2"
! cmp -s "$T/users.1" "$T/users.2"
ok $? "another seed plants them on other people"

# Items as a perfect judge would list them, then with faults planted.
head='id,status,label,account,person,device,room,start,end,events,severity'
as_items() {
	echo "$head,attribution,rules"
	awk -F, 'FNR > 1 { device = $2 ~ /-/
	    printf "%d,new,%s,%s,,%s,,%s,%s,1,caution,fair,r\n", FNR, $1,
	    device ? "" : $2, device ? $2 : "", $3, $4 }' "$@"
}
as_items "$sample/truth.csv" >"$T/perfect"
exits 0 "the truth itself scores full marks" "$score" \
    "$sample/truth.csv" "$sample/lookalikes.csv" "$T/perfect"
sed '$d' "$T/perfect" >"$T/missing"
exits 1 "a plant not found is told" "$score" \
    "$sample/truth.csv" "$sample/lookalikes.csv" "$T/missing"
has "the missed plant is named" '^missed: webmail' "$T/.out"
as_items "$sample/truth.csv" "$sample/lookalikes.csv" >"$T/fooled"
exits 1 "look-alikes raised are told" "$score" \
    "$sample/truth.csv" "$sample/lookalikes.csv" "$T/fooled"
has "each look-alike counts" \
    "look-alikes \([0-9]*\), raised \1\$" "$T/.out"
sed '$s/webmail/gambling/' "$T/perfect" >"$T/wrong"
exits 1 "an item with another label is told" "$score" \
    "$sample/truth.csv" "$sample/lookalikes.csv" "$T/wrong"
has "the wrong item is shown" '^too many: .*gambling' "$T/.out"
exits 2 "a list that is not there" "$score" "$T/none" "$T/none" "$T/none"

done_testing
