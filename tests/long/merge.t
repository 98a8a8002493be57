#!/bin/sh
# Five hundred schools, three terms: added once, merged in seconds, and the
# overview of all.

. "$(dirname "$0")/../tap.sh"

la=$T/quillshire
mkdir -p "$la" "$T/in"
cat >"$la/collection.json" <<'END'
{ "old_la_code": "999", "new_la_code": "E10999999", "la_name": "Quillshire",
  "region_code": "E12999999", "region_name": "Nowhere" }
END
awk 'BEGIN { print "urn,laestab,name,pupils"
    for (i = 1; i <= 500; i++)
	print 998000 + i ",999" 1000 + i ",School " i "," 90 + i * 37 % 1500 }' >"$la/schools.csv"
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
added=$(($(date +%s%N) - begin))
for term in spring-2027:Spring summer-2027:Summer
do
	mkdir "$T/${term%:*}"
	for i in $(seq 1 500)
	do
		sed "s/,Autumn term,/,${term#*:} term,/" "$T/in/$i.csv" \
		    >"$T/${term%:*}/$i.csv"
	done
	run_ok "500 of ${term%:*}" beadle receive add -d "$la" \
	    "$T/${term%:*}"/*.csv
done
merging=0
for term in autumn-2026 spring-2027 summer-2027
do
	begin=$(date +%s%N)
	run_ok "$term is merged" beadle receive merge -d "$la" -t $term \
	    -o "$T/merged-$term"
	merging=$((merging + $(date +%s%N) - begin))
done
begin=$(date +%s%N)
run_ok "the overview of 500 schools" beadle receive overview -d "$la" \
    -t spring-2027 -o "$T/over"
drawn=$(($(date +%s%N) - begin))
echo "# 500 returns added in $((added / 1000000)) ms," \
    "three terms merged in $((merging / 1000000)) ms," \
    "an overview made in $((drawn / 1000000)) ms"
[ $((merging / 1000000)) -lt 10000 ]
ok $? "three terms are merged in seconds"
[ $((drawn / 1000000)) -lt 30000 ]
ok $? "and so is the overview made"
grep 'Local authority' "$T/merged-autumn-2026/merged_infringements.csv" \
    >"$T/own"
has "a figure that no school hides is exact" \
    'Total,Web,Games,15997,15997,15997,15997,15997,15997,500,0,0' "$T/own"
has "one that some hide has its range" \
    'Pupil,Total,Games,c,9295,[0-9]*,c,[0-9]*,[0-9]*,500,100,0' "$T/own"

done_testing
