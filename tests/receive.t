#!/bin/sh
# The authority's side: good packages are kept and merged, all others are
# refused, each for its reason.

. "${0%/*}/tap.sh"

# within KILOBYTES: a limit on memory, for a shell; none under a sanitizer or
# valgrind, which reserve more than any limit before they begin.
within() {
	[ "${BEADLE_VARIANT:-release}" != release ] || echo "ulimit -v $1;"
}

for tool in zip unzip sqlite3
do
	command -v $tool >/dev/null || skip_all "$tool is not here"
done
BEADLE_NOW=2027-01-10T09:00:00Z
settings=$ROOT/sample-logs/school/school.yml
store=$T/beadle.db
la=$T/quillshire
term=autumn-2026
name=9994001_OUP1_999LL26

make_return() { # make_return OUT ARGUMENT...
	out=$1
	shift
	beadle return -c "$settings" -d "$store" -o "$out" -t $term --zip \
	    "$@" >/dev/null 2>&1
}

confirm() { # confirm COUNT: items become incidents
	sqlite3 "$store" "UPDATE item SET status = 'confirmed' WHERE id IN (
	    SELECT id FROM item WHERE status = 'open' AND treatment IN (1, 2)
	    ORDER BY name LIMIT $1)"
}

new_folder() { # an authority that has received nothing
	rm -rf "$la"
	mkdir -p "$la/keys"
	cat >"$la/collection.json" <<-'END'
	{ "old_la_code": "999", "new_la_code": "E10999999",
	  "la_name": "Quillshire", "region_code": "E12999999",
	  "region_name": "Nowhere", "threshold": 5,
	  "terms": { "autumn-2026": { "deadline": "2027-01-15" } } }
	END
	cat >"$la/schools.csv" <<-'END'
	urn,laestab,name,opened,closed
	999001,9994001,Quillbrook School,,
	999002,9994002,Inkwell Primary,,
	999003,9994003,Nib Hall,,2020-08-31
	END
}

open_up() { # the first package, to be changed
	rm -rf "$T/p"
	mkdir "$T/p"
	unzip -q "$first" -d "$T/p"
}

seal() { # seal: digests made anew, as one who means harm would
	(cd "$T/p" && : >MANIFEST.sha256 &&
	    for f in coverage.csv coverage.meta.csv datapackage.json \
		disclosure.json infringements.csv infringements.meta.csv \
		notes.csv
	    do
		sha256sum $f >>MANIFEST.sha256
	    done && rm -f "$T/bad.zip" && zip -q -X "$T/bad.zip" ./*)
}

refused() { # refused CODE NAME [FILE]: for that reason, and nothing is kept
	exits 3 "$2" beadle receive add -d "$la" "${3:-$T/bad.zip}"
	has "... $1" "^ERROR $1" "$T/.out"
	[ "$(ls "$la/packages" 2>/dev/null | wc -l)" -eq "$kept" ]
	ok $? "... and nothing is kept"
}

beadle nightly -c "$settings" -d "$store" -o "$T/nightly" >/dev/null 2>&1
confirm 60
make_return "$T/out"
first=$T/out/authority/$term/${name}_001.zip
new_folder
kept=0

# Checks without a folder.
exits 4 "a good package with days missing has queries" beadle receive check \
    "$first"
has "... that say which" '^QUERY Q041 coverage.csv:[0-9]* .* school days' \
    "$T/.out"

# Faults, all in one pass.
open_up
tr -d '\r' <"$T/p/infringements.csv" >"$T/clean.csv"
awk -F, -v OFS=, 'NR == 7 { $17 = "~" } NR == 8 { $18 = "NULL" }
    NR == 9 { $17 = "=1+1" } NR == 10 { $17 = "" } NR == 11 { $17 = "1.5" }
    NR == 12 { $16 = "amy.carter" } NR == 13 { $1 = "2026/27" }
    NR == 14 { next } NR == 15 { print } { print }' "$T/clean.csv" \
    >"$T/p/infringements.csv"
seal
refused D012 "a table with many faults"
has "an obsolete symbol is named with its line and what to use" \
    '^ERROR D012 infringements.csv:7 incident_count value="~" is an obsolete symbol; use c' \
    "$T/.out"
for code in D008 D009 D010 D011 D013 D014 D015 D016
do
	has "$code is found in the same pass" "^ERROR $code " "$T/.out"
done
exits 3 "the same as CSV" beadle receive check --csv "$T/bad.zip"
tr -d '"' <"$T/.out" >"$T/findings.csv"
has "... a row each" \
    ',error,D012,infringements.csv,7,incident_count,~,is an obsolete' \
    "$T/findings.csv"

open_up
sed 's/^\(.*,user_count\)/\1,user_name/' "$T/clean.csv" |
    awk -F, -v OFS=, 'NR > 1 { $0 = $0 ",amy" } { print }' \
    >"$T/p/infringements.csv"
seal
refused D003 "a column that could hold anything"

# Sums and secrecy.
weak() { # weak VALUES: a table in which two sums give them away
	awk -F, -v OFS=, -v few="$1" 'NR > 1 { $17 = $18 = 0
	    k = $16 == "Games" || $16 == "Total"
	    if (k && $15 == "Total" && $14 == "Total") $17 = $18 = 20
	    if (k && $15 == "Total" && $14 == "Pupil") $17 = $18 = 17
	    if (k && $15 == "Total" && $14 == "Staff") $17 = $18 = few
	    if (k && $15 == "Web") $17 = $18 = 20 } { print }' "$T/clean.csv"
}
open_up
weak 9 >"$T/p/infringements.csv"
seal
refused D020 "figures that do not add up"
has "... the sum is printed" 'count of .* is not the sum over' "$T/.out"
open_up
weak c >"$T/p/infringements.csv"
seal
refused D025 "a hidden figure that subtraction gives"
open_up
weak 3 >"$T/p/infringements.csv"
seal
refused D026 "a small figure that is not hidden"

open_up
sed 's/"hidden_rows": /&1/' "$T/p/disclosure.json" >"$T/x"
cp "$T/x" "$T/p/disclosure.json"
seal
refused P010 "a statement on secrecy that is not true of the table"

# Hostile packages.
open_up
printf '1' >>"$T/p/notes.csv"
(cd "$T/p" && rm -f "$T/bad.zip" && zip -q -X "$T/bad.zip" ./*)
refused P004 "a file that was changed"
head -c 9000 "$first" >"$T/bad.zip"
refused P001 "a package that was cut off"
echo 'not a package' >"$T/bad.zip"
refused P001 "what is no package"
open_up
echo '#!/bin/sh' >"$T/p/run.sh"
(cd "$T/p" && rm -f "$T/bad.zip" && zip -q -X "$T/bad.zip" ./*)
refused P003 "a file that has no place"
open_up
mkdir "$T/p/x"
mv "$T/p/notes.csv" "$T/p/x/"
(cd "$T/p/x" && rm -f "$T/bad.zip" && zip -q -X "$T/bad.zip" ../*.* \
    ../MANIFEST.sha256 notes.csv)
refused P005 "a path"
open_up
(cd "$T/p" && cp notes.csv notas.csv && rm -f "$T/bad.zip" &&
    zip -q -X "$T/bad.zip" ./* &&
    perl -0777 -pi -e 's/notas\.csv/notes.csv/g' "$T/bad.zip")
refused P006 "a name that is there twice"
open_up
head -c 50000000 /dev/zero >"$T/p/notes.csv"
seal
refused P007 "a file that inflates without end"
open_up
{
	cat "$T/clean.csv"
	yes "$(tail -1 "$T/clean.csv")" | head -5000
} >"$T/p/infringements.csv"
seal
refused D004 "a table of far too many rows"

# Ten million rows, in a package and alone, in little memory.
open_up
yes 1,2,3 | head -n 10000000 >"$T/p/infringements.csv"
seal
refused P007 "ten million rows"
exits 3 "... in bounded memory" sh -c \
    "$(within 400000) exec beadle receive check '$T/bad.zip'"
cp "$T/p/infringements.csv" "$T/rows.csv"
refused P007 "ten million rows by hand" "$T/rows.csv"
head -c 9000000 "$T/rows.csv" >"$T/fewer.csv"
refused P007 "a million rows by hand" "$T/fewer.csv"
cp "$T/rows.csv" "$T/data.csv"
cp "$T/p/infringements.meta.csv" "$T/data.meta.csv"
exits 3 "ten million rows as a data file" sh -c \
    "$(within 1000000) exec beadle receive check --data '$T/data.csv'"
has "... E100" '^ERROR E100 ' "$T/.out"
rm "$T/rows.csv" "$T/data.csv"
open_up
head -c 30000000 /dev/zero | tr '\0' 'a' >"$T/inner"
(cd "$T" && zip -q -9 inner.zip inner && cp inner.zip p/notes.csv)
seal
exits 3 "a package within a package" beadle receive check "$T/bad.zip"
rm "$T/inner" "$T/inner.zip"
open_up
(cd "$T/p" && rm -f "$T/bad.zip" && zip -q -X -P secret "$T/bad.zip" ./*)
refused P00 "a package that is locked with a password"
open_up
(cd "$T/p" && ln -sf /etc/passwd notes.csv && rm -f "$T/bad.zip" &&
    zip -q -X -y "$T/bad.zip" ./*)
refused P00 "a link in the place of a file"

# Whose it is.
open_up
for f in infringements coverage
do
	sed 's/,999,E10999999,/,998,E10999999,/' "$T/p/$f.csv" >"$T/x"
	cp "$T/x" "$T/p/$f.csv"
done
seal
refused G010 "a return to another authority"
open_up
for f in infringements.csv coverage.csv datapackage.json
do
	sed 's/999001/999009/' "$T/p/$f" >"$T/x"
	cp "$T/x" "$T/p/$f"
done
seal
refused G011 "a school that is not ours"

# Keeping.
exits 4 "a good package is kept, with its queries" beadle receive add \
    -d "$la" "$first"
has "... and says so" '^approved: URN 999001, return 1' "$T/.out"
kept=3
cp "$la/register.csv" "$T/register"
exits 4 "the same again" beadle receive add -d "$la" "$first"
has "... is nothing new" '^already approved on 2027-01-10' "$T/.out"
same "... and changes nothing" "$T/register" "$la/register.csv"

# Numbers.
cp "$store" "$T/fork.db"
confirm 6
make_return "$T/out"
second=$T/out/authority/$term/${name}_002.zip
unzip -q -d "$T/two" "$second"
rm -rf "$T/p"
cp -R "$T/two" "$T/p"
sed 's/"x-serial": 2/"x-serial": 1/' "$T/two/datapackage.json" \
    >"$T/p/datapackage.json"
seal
refused R030 "the same number with other contents"
sed 's/\("x-supersedes": "\)[0-9a-f]*/\10123/' "$T/two/datapackage.json" \
    >"$T/p/datapackage.json"
seal
refused R031 "a return that replaces another than ours"
exits 4 "the next return takes its place" beadle receive add -d "$la" \
    "$second"
kept=6
has "... which is kept as superseded" ',superseded,999001,' \
    "$la/register.csv"
refused R032 "an older return" "$first"

# By hand.
run_ok "a template is printed" beadle receive template -d "$la" -t $term \
    999002
awk -F, -v OFS=, 'NR > 1 { sub(/\r$/, ""); $17 = $18 = 0
    k = $16 == "Games" || $16 == "Total"
    if (k && ($14 == "Pupil" || $14 == "Total") &&
	($15 == "Web" || $15 == "Total")) { $17 = 31; $18 = 12 } }
    { print }' "$T/.out" >"$T/hand.csv"
exits 3 "an empty one is not a return" beadle receive add -d "$la" \
    --by-hand "$T/.out"
run_ok "a filled one is" beadle receive add -d "$la" --by-hand "$T/hand.csv"
kept=9
run_ok "the list" beadle receive list -d "$la" -t $term
has "... tells that it was by hand" \
    '^999002,9994002,Inkwell Primary,approved,.*,1,no,yes,no' "$T/.out"
lacks "... and expects no school that closed" 'Nib Hall' "$T/.out"

# Which policy: a table without the column is of schema 1.0, and is local.
awk -F, -v OFS=, '{ sub(/\r$/, ""); NF = 18; print }' "$T/hand.csv" \
    >"$T/old.csv"
run_ok "a table without policy_basis is read" beadle receive check "$T/old.csv"
sed '5s/Local/Own/' "$T/hand.csv" >"$T/x.csv"
exits 3 "a policy basis that is none" beadle receive check "$T/x.csv"
has "... D021" '^ERROR D021 .*policy_basis' "$T/.out"
sed '0,/,Common/s/,Common/,Local/' "$T/hand.csv" >"$T/x.csv"
exits 3 "two in one category" beadle receive check "$T/x.csv"
has "... D021" '^ERROR D021 .* differs from another row' "$T/.out"

# Merging.
run_ok "the returns are merged" beadle receive merge -d "$la" -t $term \
    -o "$T/merged"
m=$T/merged/merged_infringements.csv
has "an authority's row is the sum" \
    '999,E10999999,Quillshire,,,,Total,Total,Total,.*,2,[01],0' "$m"
grep -c 'Local authority' "$m" >"$T/count"
echo 70 >"$T/wanted"
same "it has a row for each of a school's" "$T/wanted" "$T/count"
grep 'Local authority' "$m" | awk -F, '$17 == "c" && $19 - $18 < 5 &&
    $19 != "x" { print }' >"$T/narrow"
[ ! -s "$T/narrow" ]
ok $? "no hidden one is left too narrow"
cp "$m" "$T/before.csv"
new_folder
beadle receive add -d "$la" --by-hand "$T/hand.csv" >/dev/null 2>&1
beadle receive add -d "$la" "$second" >/dev/null 2>&1
beadle receive merge -d "$la" -t $term -o "$T/merged" >/dev/null 2>&1
same "in another order the table is the same" "$T/before.csv" "$m"
run_ok "a return is withdrawn" beadle receive withdraw -d "$la" -t $term \
    -m 'wrong logs' 999002
exits 4 "a school is missing then" beadle receive merge -d "$la" -t $term \
    -o "$T/merged"
has "... and listed" '999002,9994002,Inkwell Primary,missing' \
    "$T/merged/missing_schools.csv"
has "... and counted, not taken as nought" 'Total,Total,Games,.*,1,[01],1' \
    "$m"

# Late, converted.
new_folder
BEADLE_NOW=2027-01-20T09:00:00Z exits 4 "late is a query" beadle receive add \
    -d "$la" "$second"
has "... that says so" '^QUERY Q042 ' "$T/.out"
sed 's/9994002/9994001/' "$la/schools.csv" >"$T/x" && cp "$T/x" \
    "$la/schools.csv"
sed 's/9994002/9994001/' "$T/hand.csv" >"$T/converted.csv"
exits 4 "two schools at one place are a query" beadle receive add -d "$la" \
    --by-hand "$T/converted.csv"
has "... about conversion" '^QUERY Q043 ' "$T/.out"

# What to send back, and who is late.
exits 4 "queries for the schools" beadle receive queries -d "$la" -t $term \
    -o "$T/ask"
has "what was found when it came" '^- Q041 .* school days' \
    "$T/ask/999001-queries-$term.txt"
has "... and that it came late" '^- Q042 ' "$T/ask/999001-queries-$term.txt"
has "who came late is listed" '^999001,9994001,Quillbrook School,came late' \
    "$T/ask/late-$term.csv"
new_folder
BEADLE_NOW=2027-01-20T09:00:00Z exits 4 "after the deadline" beadle receive \
    queries -d "$la" -t $term -o "$T/ask"
has "who has not come is listed" '^999002,.*,missing' "$T/ask/late-$term.csv"
has "and is told" 'No return has come, and the deadline' \
    "$T/ask/999002-queries-$term.txt"

# Locked; withdrawn.
sed 's/"deadline"/"locked": "2027-02-01", &/' "$la/collection.json" >"$T/x" &&
    cp "$T/x" "$la/collection.json"
kept=0
BEADLE_NOW=2027-02-01T09:00:00Z refused R033 "a return after the lock" "$first"
BEADLE_NOW=2027-02-01T09:00:00Z exits 4 "with a reason it is taken" beadle \
    receive add -d "$la" -m 'agreed with the head' "$first"
has "... which is kept" ',agreed with the head' "$la/register.csv"
kept=3
beadle receive withdraw -d "$la" -t $term -m 'wrong logs' 999001
refused R034 "a return that was withdrawn" "$first"
rm -rf "$T/p" && cp -R "$T/two" "$T/p"
sed 's/"x-serial": 2/"x-serial": 1/' "$T/two/datapackage.json" \
    >"$T/p/datapackage.json"
seal
refused R030 "its number with other contents"
exits 4 "the next number is taken" beadle receive add -d "$la" "$second"
new_folder
beadle receive add -d "$la" --by-hand "$T/hand.csv" >/dev/null
beadle receive withdraw -d "$la" -t $term -m 'misread' 999002
sed 's/,31,12,/,32,12,/' "$T/hand.csv" >"$T/x.csv"
run_ok "by hand, after a withdrawal" beadle receive add -d "$la" --by-hand \
    "$T/x.csv"
has "... has the next number" 'return 2$' "$T/.out"

# Signatures.
if command -v minisign >/dev/null
then
	beadle return --make-key "$T/school.key" >/dev/null
	beadle return --make-key "$T/other.key" >/dev/null
	new_folder
	kept=0
	cp "$T/school.key.pub" "$la/keys/999001.pub"
	refused P008 "a package without a signature" "$second"
	make_return "$T/forged" --sign "$T/other.key"
	refused P008 "one signed by another" \
	    "$T/forged/authority/$term/${name}_002.zip"
	make_return "$T/signed" --sign "$T/school.key"
	printf 'urn,valid_from,valid_to\n999001,2025-09-01,2026-12-31\n' \
	    >"$la/keys/keys.csv"
	refused P008 "one whose key is no longer valid" \
	    "$T/signed/authority/$term/${name}_002.zip"
	printf 'urn,valid_from,valid_to\n999001,2027-09-01,\n' \
	    >"$la/keys/keys.csv"
	refused P008 "one whose key is not valid yet" \
	    "$T/signed/authority/$term/${name}_002.zip"
	rm "$la/keys/keys.csv"
	exits 4 "one signed by the school is kept" beadle receive add \
	    -d "$la" "$T/signed/authority/$term/${name}_002.zip"
else
	ok 0 "signatures # SKIP minisign is not here"
fi

exits 2 "wrong use" beadle receive add "$first"
exits 2 "a term that is none" beadle receive list -d "$la" -t easter
exits 1 "a folder that is none" beadle receive list -d "$T/none" -t $term

done_testing
