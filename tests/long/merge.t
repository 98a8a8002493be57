#!/bin/sh
# Five hundred schools: added once, merged in seconds.

. "$(dirname "$0")/../tap.sh"
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BEADLE_SHARE=$ROOT
BEADLE_BUILD=$ROOT/build/release
PATH=$BEADLE_BUILD:$PATH

la=$T/quillshire
mkdir -p "$la" "$T/in"
cat >"$la/collection.json" <<'END'
{ "old_la_code": "999", "new_la_code": "E10999999", "la_name": "Quillshire",
  "region_code": "E12999999", "region_name": "Nowhere" }
END
awk 'BEGIN { print "urn,laestab,name"
    for (i = 1; i <= 500; i++)
	print 998000 + i ",999" 1000 + i ",School " i }' >"$la/schools.csv"
beadle receive template -d "$la" -t autumn-2026 998001 | tr -d '\r' \
    >"$T/template"
# Every fifth school hides what few pupils and staff did.
for i in $(seq 1 500)
do
	awk -F, -v OFS=, -v i="$i" 'NR > 1 {
	    $11 = 998000 + i; $12 = "999" 1000 + i; $13 = "School " i
	    $17 = $18 = 0
	    k = $16 == "Games" || $16 == "Total"
	    n = 20 + i % 7; m = 9
	    if (k && $15 == "Web" || k && $14 == "Total" && $15 == "Total")
		$17 = $18 = n + m
	    if (k && $14 == "Pupil") $17 = $18 = i % 5 ? n : "c"
	    if (k && $14 == "Staff") $17 = $18 = i % 5 ? m : "c" }
	    { print }' "$T/template" >"$T/in/$i.csv"
done
begin=$(date +%s%N)
run_ok "500 returns are added" beadle receive add -d "$la" "$T"/in/*.csv
middle=$(date +%s%N)
run_ok "and merged" beadle receive merge -d "$la" -t autumn-2026 \
    -o "$T/merged"
end=$(date +%s%N)
echo "# added in $(((middle - begin) / 1000000)) ms," \
    "merged in $(((end - middle) / 1000000)) ms"
[ $(((end - middle) / 1000000)) -lt 5000 ]
ok $? "the merge takes seconds"
grep 'Local authority' "$T/merged/merged_infringements.csv" >"$T/own"
has "a figure that no school hides is exact" \
    'Total,Web,Games,15997,15997,15997,15997,15997,15997,500,0,0' "$T/own"
has "one that some hide has its range" \
    'Pupil,Total,Games,c,9295,[0-9]*,c,[0-9]*,[0-9]*,500,100,0' "$T/own"

done_testing
