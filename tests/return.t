#!/bin/sh
# The return as a package: the same bytes for the same figures, digests and
# signature that others check, and nothing told by a second return.

. "${0%/*}/tap.sh"

command -v unzip >/dev/null || skip_all "unzip is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
settings=$ROOT/sample-logs/school/school.yml
store=$T/beadle.db
folder=$T/out/authority/autumn-2026

make_return() { # make_return ARGUMENT...: of the sample school
	beadle return -c "$settings" -d "$store" -o "$T/out" -t autumn-2026 \
	    "$@"
}

confirm() { # confirm SQL: those items
	sqlite3 "$store" "UPDATE item SET status = 'confirmed' WHERE id IN (
	    SELECT id FROM item WHERE status = 'open' AND treatment IN (1, 2)
	    ORDER BY name $1)"
}

run_ok "the night runs" beadle nightly -c "$settings" -d "$store" \
    -o "$T/nightly"
confirm 'LIMIT 60'
run_ok "a preview is printed" make_return --preview
cp "$T/.out" "$T/preview"
has "with true figures and why one is hidden" 'c: few people$' "$T/preview"
has "and what goes with it" 'c: for the sake of others$' "$T/preview"
[ ! -e "$T/out" ]
ok $? "and nothing is written"

run_ok "a package is made" make_return --zip
zip=$folder/9994001_OUP1_999LL26_001.zip
[ -s "$zip" ]
ok $? "named as the school census names files"
cp "$zip" "$T/first.zip"
unzip -Z1 "$zip" >"$T/names"
printf '%s\n' coverage.csv coverage.meta.csv datapackage.json disclosure.json \
    infringements.csv infringements.meta.csv notes.csv MANIFEST.sha256 \
    >"$T/wanted"
same "it holds what it should, in order" "$T/wanted" "$T/names"
mkdir "$T/one"
run_ok "unzip reads it" unzip -q "$zip" -d "$T/one"
run_ok "sha256sum agrees with the manifest" sh -c \
    "cd '$T/one' && sha256sum --strict -c MANIFEST.sha256"
# Each data file is in the layout of the DfE's statistics service.
for name in infringements coverage
do
	run_ok "$name.csv passes as a data file" beadle receive check --data \
	    "$T/one/$name.csv"
done
has "a category that is judged as elsewhere says so" \
    ',Getting round the filter,.*,Common' "$T/one/infringements.csv"
has "one that each school judges by its policy too" ',Games,.*,Local' \
    "$T/one/infringements.csv"
sed -n 's/^ *label: *//p' "$ROOT"/policy/rules/*.yml | sort -u |
    while read -r label
    do
	grep -q "^$label," "$ROOT/policy/codes/categories.csv" || echo "$label"
    done >"$T/unknown"
[ ! -s "$T/unknown" ]
ok $? "each label of a rule has its category"
mkdir "$T/school"
cp -R "$ROOT"/sample-logs/school/*.csv "$ROOT"/sample-logs/school/lists \
    "$T/school/"
awk '/match: circumvention/ { on = 1 } { print }
    on && /clause:/ { print "    least_attribution: strong"; on = 0 }' \
    "$settings" >"$T/school/school.yml"
run_ok "a school with a policy of its own" beadle return \
    -c "$T/school/school.yml" -d "$store" -o "$T/own" -t autumn-2026
has "... says so" ',Getting round the filter,.*,Local' \
    "$T/own/authority/autumn-2026/infringements.csv"
has "... of that category alone" ',Gambling and shopping,.*,Common' \
    "$T/own/authority/autumn-2026/infringements.csv"
has "it says how much is hidden" '"hidden_rows": [1-9]' \
    "$T/one/disclosure.json"
narrowest=$(sed -n 's/.*"narrowest_interval": \([0-9]*\).*/\1/p' \
    "$T/one/disclosure.json")
[ "$narrowest" -ge 5 ]
ok $? "each hidden figure is left the threshold at least"
lacks "a figure and its people are hidden together" ',c,[0-9]\|[0-9],c,' \
    "$T/one/infringements.csv"
has "the first return supersedes none" '"x-supersedes": ""' \
    "$T/one/datapackage.json"
TZ=America/New_York run_ok "made again" make_return --zip
same "it is the same bytes" "$T/first.zip" "$zip"

# A second return.
confirm 'LIMIT 2'
run_ok "the preview says why" make_return --preview
has "... what changed little is hidden" 'its change rests on few people' \
    "$T/.out"
run_ok "after two more incidents another is made" make_return --zip
second=$folder/9994001_OUP1_999LL26_002.zip
[ -s "$second" ]
ok $? "with the next number"
mkdir "$T/two"
unzip -q "$second" -d "$T/two"
manifest=$(sha256sum <"$T/one/MANIFEST.sha256" | cut -d ' ' -f 1)
has "it names what it supersedes" "\"x-supersedes\": \"$manifest\"" \
    "$T/two/datapackage.json"
for n in one two
do
	tr -d '\r' <"$T/$n/infringements.csv" | cut -d , -f 14-17 |
	    sort >"$T/$n.cells"
done
comm -3 "$T/one.cells" "$T/two.cells" | tr -d '\t' | grep -v ',c$' \
    >"$T/changed"
grep -v ',c$' "$T/one.cells" | sort >"$T/shown"
comm -13 "$T/shown" "$T/changed" >"$T/new"
[ ! -s "$T/new" ]
ok $? "no figure is shown that moved by two"
sed 's/^/# /' "$T/new"

# Signatures.
if command -v minisign >/dev/null
then
	run_ok "a key is made" beadle return --make-key "$T/school.key"
	[ "$(stat -c %a "$T/school.key")" = 600 ]
	ok $? "and closed to others"
	exits 1 "it is never written over" beadle return \
	    --make-key "$T/school.key"
	run_ok "a package is signed" make_return --zip --sign "$T/school.key"
	rm -rf "$T/two"
	mkdir "$T/two"
	unzip -q "$second" -d "$T/two"
	run_ok "minisign agrees" minisign -V -p "$T/school.key.pub" \
	    -m "$T/two/MANIFEST.sha256"
	has "the signed comment says what it is" \
	    'urn=999001 period=202627 term=1 serial=2 schema=1' "$T/.out"
	if command -v signify-openbsd >/dev/null
	then
		run_ok "signify agrees" signify-openbsd -V \
		    -p "$T/school.key.pub" -m "$T/two/MANIFEST.sha256" \
		    -x "$T/two/MANIFEST.sha256.minisig"
	else
		ok 0 "signify agrees # SKIP signify-openbsd is not here"
	fi
	echo >>"$T/two/MANIFEST.sha256"
	exits 1 "a changed manifest is seen" minisign -V \
	    -p "$T/school.key.pub" -m "$T/two/MANIFEST.sha256"
	exits 1 "a key that is not there" make_return --zip \
	    --sign "$T/no.key"
else
	ok 0 "signatures # SKIP minisign is not here"
fi

# Notes are screened.
printf 'query_code,note\nQ041,The proxy was replaced in week 3\n' \
    >"$T/notes.csv"
run_ok "a note goes with it" make_return --zip --notes "$T/notes.csv"
unzip -p "$folder"/*_003.zip notes.csv >"$T/note"
has "... as it was written" 'Q041,The proxy was replaced' "$T/note"
cat >"$T/notes.csv" <<'END'
query_code,note
Q041,ask a.b@quillbrook.example
Q041,call 01632 960999
late,no code
Q042,=HYPERLINK(1)
END
exits 1 "notes that tell too much are refused" make_return --zip \
    --notes "$T/notes.csv"
for line in 2 3 4 5
do
	has "... line $line" "notes.csv:$line:" "$T/.err"
done
exits 2 "only a package is signed" make_return --sign "$T/school.key"
exits 2 "a preview is not final" make_return --preview --zip

# The channel is that of the logs in which it was seen, whatever logs tell of
# such things as a rule.
cp "$store" "$T/all.db"
sqlite3 "$T/all.db" "UPDATE item SET status = 'confirmed'
    WHERE treatment IN (1, 2)"
run_ok "all is confirmed" beadle return -c "$settings" -d "$T/all.db" \
    -o "$T/all" -t autumn-2026 --preview
has "a leaver's mail is mail" \
    '^Total / Email / Accounts and passwords  *1  *1 ' "$T/.out"
has "a leaver's pages are web" \
    '^Total / Web / Accounts and passwords  *[1-9]' "$T/.out"
has "a file-sharing program is of the computers" \
    '^Total / Endpoint / Other conduct  *1  *1 ' "$T/.out"

# The school's numbers are those that such numbers can be.
school() { # school STATUS NAME SED: with that change in its settings
	sed "$3" "$settings" >"$T/school/school.yml"
	exits "$1" "$2" beadle return -c "$T/school/school.yml" -d "$T/all.db" \
	    -o "$T/own" -t autumn-2026 --preview
}
school 1 "a LAESTAB of another authority" "s/9994001/9984001/"
has "... is told" 'first three digits of the laestab' "$T/.err"
school 0 "an authority that the list does not know" 's/Quillshire/Quilshire/'
has "... is a warning" 'Quilshire with the codes .* is not in' "$T/.err"

done_testing
