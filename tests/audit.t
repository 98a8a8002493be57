#!/bin/sh
# The audit's chain: each kind of tampering is found.

. "$(dirname "$0")/tap.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
cd "$T" || exit 1
for i in 0 1 2 3
do
	echo "$((1791968400 + i * 60)).000 900 198.51.100.11 TCP_TUNNEL/200 40000 CONNECT betmoor.example:443 26mhallam HIER_DIRECT/192.0.2.9 -"
done >log
"${BEADLE_BUILD%/wrapped}/tools/settle-night" "$S/school.yml" a.db log \
    >/dev/null 2>&1
for who in head dsl head deputy
do
	beadle incident list -d a.db -w "$who" -m "to see" >/dev/null
done
run_ok "verify" beadle audit verify -d a.db
has "it is whole" "^the audit is whole" .out
run_ok "head" beadle audit head -d a.db
has "the number and the hash" "^4 [0-9a-f]\{64\}$" .out
read -r number hash <.out
run_ok "the hash that was printed" beadle audit verify -d a.db "$hash"
run_ok "or its first letters" beadle audit verify -d a.db "${hash%??????????}"
exits 1 "too few letters" beadle audit verify -d a.db "${hash%${hash#???}}"

# A thief with the file takes the triggers away first.
while IFS='|' read -r name sql
do
	cp a.db b.db
	sqlite3 b.db "DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed; $sql"
	exits 1 "$name" beadle audit verify -d b.db
	has "$name: is named" "tampered with, from row" .err
done <<'END'
another name|UPDATE audit SET who = 'dsl' WHERE number = 1
another reason|UPDATE audit SET why = 'asked' WHERE number = 4
another time|UPDATE audit SET time = time - 1 WHERE number = 2
a word moved over|UPDATE audit SET who = who || what, what = '' WHERE number = 3
another hash|UPDATE audit SET hash = zeroblob(32) WHERE number = 4
a row taken out|DELETE FROM audit WHERE number = 2
the first taken out|DELETE FROM audit WHERE number = 1
taken out and closed up|DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2
two changed about|UPDATE audit SET number = 9 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 9
one put in|INSERT INTO audit SELECT 5, time, who, what, why, hash FROM audit WHERE number = 4
END
cp a.db b.db
sqlite3 b.db "DROP TRIGGER audit_kept; DELETE FROM audit WHERE number = 4"
run_ok "cut off at the end: the chain is whole" beadle audit verify -d b.db
exits 1 "but not against what was printed" beadle audit verify -d b.db "$hash"
has "and it says so" "cut off" .err

# An older copy put back: whole, but not what was printed since.
cp a.db older.db
beadle incident list -d a.db -w head -m "once more" >/dev/null
beadle audit head -d a.db >later
read -r number later <later
run_ok "an older copy is whole" beadle audit verify -d older.db
exits 1 "but not against what was printed since" \
    beadle audit verify -d older.db "$later"

# A chain made anew from a row that was changed, by who knows how.
cp a.db b.db
sqlite3 b.db "DROP TRIGGER audit_kept; DROP TRIGGER audit_fixed;
    UPDATE audit SET who = 'nobody' WHERE number = 2"
sqlite3 -separator ' ' b.db "SELECT number, time, hex(who), hex(what), hex(why)
    FROM audit ORDER BY number" | perl -MDigest::SHA=sha256 -ne '
	BEGIN { $hash = "\0" x 32; }
	chomp;
	my ($n, $t, @texts) = split / /, $_, -1;
	$hash = sha256($hash, pack("q<q<", $n, $t),
	    map { my $s = pack("H*", $_); pack("q<", length $s) . $s } @texts);
	printf "UPDATE audit SET hash = x\x27%s\x27 WHERE number = %d;\n",
	    unpack("H*", $hash), $n;
    ' >anew.sql
sqlite3 b.db <anew.sql
run_ok "a chain made anew is whole" beadle audit verify -d b.db
exits 1 "but not against what was printed" beadle audit verify -d b.db "$hash"
exits 1 "nor against the newest" beadle audit verify -d b.db "$later"

# The night every ten minutes: a row for each real making, no more.
sample_school s
chmod -R o= s
cp log s/logs/one.log
rows() { sqlite3 s/beadle.db "SELECT count(*) FROM audit
    WHERE what LIKE 'report %'"; }
beadle nightly -c s/school.yml >/dev/null 2>&1
made=$(rows)
[ "$made" -ge 3 ]
ok $? "a night makes reports on people"
visits() { # visits AT HOST ACCOUNT
	for i in 0 1 2 3
	do
		echo "$(($1 + i * 60)).000 900 198.51.100.12 TCP_TUNNEL/200 40000 CONNECT $2:443 $3 HIER_DIRECT/192.0.2.9 -"
	done
}
visits 1791975600 quietplace.example - >s/logs/two.log
BEADLE_NOW=2026-11-02T04:10:00Z beadle nightly -c s/school.yml >/dev/null 2>&1
[ "$(sqlite3 s/beadle.db "SELECT count(*) FROM visit")" -gt 4 ]
ok $? "ten minutes later there are new events"
[ "$(rows)" -eq "$made" ]
ok $? "but those that say the same are not made again"
beadle incident confirm -c s/school.yml -w head -m seen \
    "$(sqlite3 s/beadle.db "SELECT name FROM item LIMIT 1")" >/dev/null
visits 1791979200 luckyreels.example 26mhallam >s/logs/three.log
BEADLE_NOW=2026-11-02T04:20:00Z beadle nightly -c s/school.yml >/dev/null 2>&1
[ "$(rows)" -gt "$made" ]
ok $? "and those that say something new are"

# Each report on people says what the audit ended with; and once a week head
# and chair get the whole of it.
for f in s/out/head/incident-log-autumn-2026 s/out/head/staff-sheet-autumn-2026 \
    s/out/dsl/weekly-2026-W45
do
	pdftotext -layout $f.pdf - 2>/dev/null | tr -s '\n ' '  ' >page
	has "$f has the head" 'who was shown names ended with [0-9a-f]\{16\}' \
	    page
done
head=$(sed -n 's/^\([0-9a-f]\{64\}\).*/\1/p' \
    s/out/head/audit-head-2026-11-02.txt)
run_ok "the weekly head is that of a row" \
    beadle audit verify -c s/school.yml "$head"
[ ! -e s/out/chair ]
ok $? "no chair, no folder"
cat >>s/school.yml <<'END'
readers:
  chair: {mode: "0750"}
contacts:
  chair: {phone: 01632 960009, email: chair@quillbrook.example}
mail:
  from: beadle@quillbrook.example
  sendmail: /bin/false
END
cp s/out/head/audit-head-2026-11-02.txt was
BEADLE_NOW=2026-11-04T04:00:00Z beadle nightly -c s/school.yml >/dev/null 2>&1
same "it stands for the week" was s/out/head/audit-head-2026-11-02.txt
BEADLE_NOW=2026-11-09T04:00:00Z beadle nightly -c s/school.yml >/dev/null 2>&1
same "the chair gets what the head gets" s/out/head/audit-head-2026-11-09.txt \
    s/out/chair/audit-head-2026-11-09.txt
has "and by mail" '^[0-9a-f]\{64\}' \
    s/outbox/audit-head-2026-11-09-chair.eml

exits 1 "a store that is not there" beadle audit verify -d none.db
exits 2 "an act that is none" beadle audit burn -d a.db

# Without a hash, by what lies in the folders.
run_ok "what lies in the folders stands" beadle audit verify -c s/school.yml
sqlite3 s/beadle.db "DROP TRIGGER audit_kept; DELETE FROM audit
    WHERE number > (SELECT max(number) FROM audit) - 12"
exits 1 "rows cut off at the end are found by it" \
    beadle audit verify -c s/school.yml
has "in which file" "out/.*: no row has the head of the audit" .err
done_testing
