#!/bin/sh
# A grid of three schools and their authority: what it sees of each school's
# merged store comes by the return alone, which hides what rests on few
# people, is checked, and is written down; the same as from a store of one
# night.

. "$(dirname "$0")/../tap.sh"

for tool in sqlite3 unzip glpsol
do
	command -v $tool >/dev/null || skip_all "$tool is not here"
done
g=$T/grid
la=$T/quillshire
mkdir -p "$g" "$la"
cat >"$la/collection.json" <<'END'
{ "old_la_code": "999", "new_la_code": "E10999999", "la_name": "Quillshire",
  "region_code": "E12999999", "region_name": "Nowhere", "threshold": 5,
  "terms": { "autumn-2026": { "deadline": "2027-01-15" } } }
END
echo urn,laestab,name,opened,closed >"$la/schools.csv"
for i in 1 2 3
do
	sample_school "$T/s$i"
	echo "99900$i,999400$i,School $i,," >>"$la/schools.csv"
	sed -i "s/\"999001\"/\"99900$i\"/; s/\"9994001\"/\"999400$i\"/" \
	    "$T/s$i/school.yml"
	# Each has other days.
	cp -p "$S"/logs/*/*2026101["$i"-6]* "$S"/logs/*/*2026102[0-$i]* \
	    "$T/s$i/logs" 2>/dev/null
	beadle scan -c "$T/s$i/school.yml"
done >"$T/scan"
run_ok "three schools are planned" beadle plan -o "$g/plan" "$T/scan"
beadle plan -p "$g/plan" | cut -f1 | xargs beadle partition -p "$g/plan"
ok $? "their $(beadle plan -p "$g/plan" | wc -l) days are done"
run_ok "and merged" beadle merge -p "$g/plan"

confirm() { # confirm STORE: what people would confirm
	sqlite3 "$1" "UPDATE item SET status = 'confirmed' WHERE id IN (
	    SELECT id FROM item WHERE status = 'open' AND treatment IN (1, 2)
	    ORDER BY name LIMIT 40)"
}
make_return() { # make_return SCHOOL STORE OUT
	beadle return -c "$T/s$1/school.yml" -d "$2" -o "$3" \
	    -t autumn-2026 --zip
}
for i in 1 2 3
do
	db=$g/schools/99900$i/beadle.db
	beadle nightly -c "$T/s$i/school.yml" -d "$T/$i.db" -o "$T/night$i"
	exits 3 "the authority takes no store of school $i" \
	    beadle receive add -d "$la" "$db"
	confirm "$db"
	confirm "$T/$i.db"
	run_ok "the return of school $i from its days" \
	    make_return $i "$db" "$T/days$i"
	run_ok "and from its night" make_return $i "$T/$i.db" "$T/one$i"
	a=$(find "$T/days$i" -name '*_001.zip')
	b=$(find "$T/one$i" -name '*_001.zip')
	mkdir "$T/a$i" "$T/b$i"
	unzip -q "$a" -d "$T/a$i"
	unzip -q "$b" -d "$T/b$i"
	same "the figures are the same" "$T/b$i/infringements.csv" \
	    "$T/a$i/infringements.csv"
	has "what rests on few people is hidden" ',c,c' \
	    "$T/a$i/infringements.csv"
	awk -F, 'NR > 1 && $17 ~ /^[0-9]+$/ && $17 > 0 && $18 < 5 { print }' \
	    "$T/a$i/infringements.csv" >"$T/small"
	[ ! -s "$T/small" ]
	ok $? "and no figure that is shown rests on fewer than five"
	sed 's/^/# /' "$T/small" | head
	[ "$(sed -n 's/.*"narrowest_interval": \([0-9]*\).*/\1/p' \
	    "$T/a$i/disclosure.json")" -ge 5 ]
	ok $? "its audit left each hidden figure the threshold"
	[ "$(sqlite3 "$db" "SELECT count(*) FROM returned")" -ge 1 ]
	ok $? "that it was made is written down"
	exits 4 "the authority takes it, with queries" beadle receive add \
	    -d "$la" "$a"
done
run_ok "and merges the three" beadle receive merge -d "$la" \
    -t autumn-2026 -o "$T/merged"
has "with ranges where schools hide" 'Local authority.*,c,[0-9]*,[0-9]*,c,' \
    "$T/merged/merged_infringements.csv"
# Nobody is named in anything that the authority holds.
cut -d, -f 1,9 "$S/people.csv" | sed 1d | tr , '\n' | grep . |
    sort -u >"$T/names"
find "$la" -name '*.zip' -exec unzip -p {} ';' >"$T/held"
cat "$T"/merged/* >>"$T/held"
[ -s "$T/held" ] && ! grep -qwFf "$T/names" "$T/held"
ok $? "nobody is named in what the authority has"
done_testing
