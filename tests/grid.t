#!/bin/sh
# A night cut into school-days, in any order, stopped and repeated, gives the
# store of one night; and what is missing or was tampered with is found.

. "$(dirname "$0")/tap.sh"

dump() { # dump STORE NAME
	beadle dump --canonical -d "$1" >"$T/$2.txt"
}
receipt() { # receipt NUMBER: the receipt's path
	echo "$T/g/receipts/$(beadle plan -p "$T/g/plan" |
	    sed -n "$(($1 + 1))p" | cut -f1)"
}

beadle nightly -c "$S/school.yml" -d "$T/night.db" -o "$T/out"
dump "$T/night.db" night

mkdir "$T/g"
run_ok "the logs are scanned" beadle scan -c "$S/school.yml"
cp "$T/.out" "$T/scan"
is=$(awk -F'\t' '{ n += $5 } END { print n }' "$T/scan")
[ "$is" = "$(sed -n '1,$p' "$T/scan" | wc -l)" ] || [ "$is" -gt 200000 ]
ok $? "each file has a line with its records"
run_ok "and planned" beadle plan -o "$T/g/plan" "$T/scan"
sort -r "$T/scan" | beadle plan >"$T/again"
same "the order of the lines does not matter" "$T/g/plan" "$T/again"
beadle plan -p "$T/g/plan" >"$T/list"
count=$(wc -l <"$T/list")
[ "$count" -eq 21 ]
ok $? "three weeks are 21 partitions"
has "the day of 25 hours is cut in the school's zone" \
    "2026-10-24T23:00:00.000000Z	2026-10-26T00:00:00.000000Z" "$T/g/plan"

# In an order of no sense; one is killed in the middle, and repeated.
for i in $(seq 0 20 | sort -t x -k 1.2,1 -k 1.1,1r)
do
	if [ "$i" -eq 7 ]
	then
		beadle partition -p "$T/g/plan" 7 2>/dev/null &
		pid=$!
		sleep 0.1
		kill -9 $pid
		wait $pid 2>/dev/null
	fi
	beadle partition -p "$T/g/plan" -v "$i" >>"$T/partitions" || echo "$i"
done >"$T/failed"
[ ! -s "$T/failed" ]
ok $? "each partition gets its receipt"
awk '{ gsub(/[^0-9 ]/, "")
	if ($1 != $2 + $3 + $4 + $5 + $6) bad = 1
	used += $2; left += $4 + $5 + $6
} END { exit bad || used + left != 228055 }' "$T/partitions"
ok $? "the receipts balance, and all records are accounted for once"

id=$(cut -f1 "$T/list" | sed -n 3p)
cp "$T/g/slices/$id" "$T/slice"
touch -d 2020-01-01 "$T/g/receipts/$id"
beadle partition -p "$T/g/plan" "$id"
[ -n "$(find "$T/g/receipts/$id" ! -newermt 2020-01-02)" ]
ok $? "with a valid receipt there is nothing to do"
rm "$T/g/receipts/$id"
beadle partition -p "$T/g/plan" 2
same "done again, the slice has the same bytes" "$T/slice" "$T/g/slices/$id"

merge() { # merge ARGUMENT ...
	beadle merge -v -p "$T/g/plan" "$@"
}
db=$T/g/schools/999001/beadle.db

# What does not fit is found.
r=$(receipt 5)
cp "$r" "$T/good"
sed 's/^used\t5/used\t6/' "$T/good" >"$r"
exits 1 "a tampered receipt stops the merge" merge
has "and is named" "2026-10-17: its seal is broken" "$T/.err"
sed -i "/^seal/d; s/^used\t.*/used\t1/" "$r"
printf 'seal\t%s\n' "$(sha256sum <"$r" | cut -d' ' -f1)" >>"$r"
exits 1 "a receipt that does not balance stops it" merge
has "and is named" "its counts do not add up" "$T/.err"
seal() { # seal RECEIPT: anew, as who forges one would
	sed -i '/^seal/d' "$1"
	printf 'seal\t%s\n' "$(sha256sum <"$1" | cut -d' ' -f1)" >>"$1"
}
for word in 'version	0.0' 'school	999002' 'day	2026-10-18'
do
	sed "s/^${word%	*}	.*/$word/" "$T/good" >"$r"
	seal "$r"
	exits 1 "a receipt of another ${word%	*} stops it" merge
	has "and is named" "2026-10-17: the receipt of another" "$T/.err"
done
cp "$T/good" "$r"
printf x | dd of="$T/g/slices/$id" bs=1 seek=1000 conv=notrunc 2>/dev/null
exits 1 "a slice that was changed stops it" merge
has "and is named" "$id: .*its slice was changed" "$T/.err"
cp "$T/slice" "$T/g/slices/$id"
rm "$r"
exits 1 "a missing receipt stops it" merge
has "and is named" "2026-10-17: missing" "$T/.err"
[ ! -e "$db" ]
ok $? "and no store is made"
sed 's/2026-10-17/2026-10-18/' "$T/g/plan" >"$T/g/other"
exits 65 "a plan that was changed is refused" beadle merge -p "$T/g/other"

exits 3 "a partial merge says so" merge --allow-partial
has "how many of how many" "20 of 21" "$T/.out"
dump "$db" partial
! cmp -s "$T/night.txt" "$T/partial.txt"
ok $? "and is another store"
outputs() { # outputs: all that is made from the store
	mkdir -p "$T/made"
	chmod o= "$T/made"
	for form in csv pdf html
	do
		beadle report governors -c "$S/school.yml" -d "$db" \
		    -t autumn-2026 -o "$T/made/g.$form"
	done
	beadle report incident-log -c "$S/school.yml" -d "$db" \
	    -t autumn-2026 -o "$T/made/l.csv"
	beadle dump -d "$db" >"$T/made/dump.tsv"
	beadle dump --canonical -d "$db" >"$T/made/all.txt"
	pdftotext "$T/made/g.pdf" "$T/made/g.txt"
	rm "$T/made/g.pdf"
} >/dev/null 2>&1
outputs
[ "$(grep -l '20 of 21' "$T"/made/* | wc -l)" -eq 6 ]
ok $? "all that is made from it says how many of how many"
[ "$(grep -c '20 of 21' "$T/made/g.txt")" -ge \
    "$(grep -c 'Page 1 of' "$T/made/g.txt")" ]
ok $? "on each page"
exits 1 "no return is made from it" beadle return --zip \
    -c "$S/school.yml" -d "$db" -t autumn-2026
has "and says why" "20 of 21 school-days only" "$T/.err"
beadle dump -d "$db" 2>/dev/null |
    beadle store -c "$S/school.yml" -d "$T/of-it.db"
beadle dump -d "$T/of-it.db" >"$T/.out" 2>/dev/null
has "nor does the stamp get lost in a pipe" "share.*20 of 21" "$T/.out"
exits 3 "twice is once" merge --allow-partial
has "nothing has changed" "unchanged" "$T/.out"
beadle partition -p "$T/g/plan" 5
run_ok "when the rest is there it is made whole" merge
has "as many as are planned" "merged	21 of 21" "$T/.out"
dump "$db" whole
same "the store is that of one night" "$T/night.txt" "$T/whole.txt"
outputs
[ "$(grep -l '20 of 21\|school-days only' "$T"/made/* | wc -l)" -eq 0 ]
ok $? "and nothing that is made from it says otherwise"
run_ok "merged again" merge
has "nothing is to be done" "unchanged	21 of 21" "$T/.out"
find "$T/g" -name '*.tmp.*' ! -path '*/slices/*' >"$T/left"
[ ! -s "$T/left" ]
ok $? "nothing temporary is left but what was killed"

# A second plan, with more days: only what is new is added.
mkdir "$T/h"
grep -e 2026101[2-6].gz "$T/scan" | beadle plan -o "$T/h/plan"
n=$(beadle plan -p "$T/h/plan" | wc -l)
seq 0 $((n - 1)) | xargs beadle partition -p "$T/h/plan"
run_ok "five days" beadle merge -p "$T/h/plan"
beadle plan -o "$T/h/plan" "$T/scan"
seq 0 20 | xargs beadle partition -p "$T/h/plan"
forged=$T/h/receipts/$(beadle plan -p "$T/h/plan" |
    awk -F'\t' '$3 == "2026-10-21" { print $1 }')
cp "$forged" "$T/good"
awk -F'\t' -v OFS='\t' '$1 == "used" { $2 -= 10 }
    $1 == "ignored" { $2 += 10 } { print }' "$T/good" >"$forged"
seal "$forged"
exits 1 "a receipt that balances, but not with its slice, stops it" \
    beadle merge -v -p "$T/h/plan"
has "and is named" "$(basename "$forged"): the receipt says .* events" \
    "$T/.err"
cp "$T/good" "$forged"
run_ok "then three weeks" beadle merge -v -p "$T/h/plan"
has "the days that stand are not loaded again" "duplicate [1-9]" "$T/.out"
dump "$T/h/schools/999001/beadle.db" grown
same "the store is that of one night too" "$T/night.txt" "$T/grown.txt"

# What is handed off.
run_ok "events are handed off" beadle merge -p "$T/h/plan" -k "$T/keys"
zstdcat "$T"/h/events/school_urn=999001/day=*/part-0.csv.zst |
    grep -v ^ts, >"$T/events"
wanted=$(sqlite3 "$T/h/schools/999001/beadle.db" "SELECT
    (SELECT count(*) FROM visit) || ' ' || (SELECT sum(bytes) FROM visit)")
[ "$wanted" = "$(awk -F, '$2 == "web" { n++; b += $20 }
    END { printf "%d %.0f", n, b }' "$T/events")" ]
ok $? "as many visits and bytes as the store has"
cut -d, -f 1 "$S/people.csv" | sed 1d | grep '^[a-z0-9.]*$' >"$T/names"
cut -d, -f 11,12 "$T/events" | grep -Fxf "$T/names" >"$T/named"
grep -c '^[0-9a-f]\{16\},[0-9a-f]\{16\}$' >/dev/null <<END
$(cut -d, -f 11,12 "$T/events")
END
[ $? -eq 0 ] && [ ! -s "$T/named" ] &&
    ! grep -qwFf "$T/names" "$T/events"
ok $? "with pseudonyms and no account"
[ "$(stat -c %a "$T/keys/999001")" = 700 ]
ok $? "the keys are for the owner alone"

events=$T/h/events/school_urn=999001
cat >"$T/wanted" <<END
  "rows": $(($(zstdcat "$events/day=2026-10-13/part-0.csv.zst" | wc -l) - 1)),
$(sha256sum <"$events/day=2026-10-13/part-0.csv.zst" | cut -c 1-64)
END
{ grep '"rows"' "$events/day=2026-10-13/part-0.receipt.json"
grep -o '[0-9a-f]\{64\}' "$events/day=2026-10-13/part-0.receipt.json"
} >"$T/got"
same "a receipt says how many rows and which bytes" "$T/wanted" "$T/got"
has "and of all days" '"school_days": "all"' \
    "$events/day=2026-10-13/part-0.receipt.json"
touch -d 2020-01-01 "$events/day=2026-10-13"/*
rm -r "$events/day=2026-10-15"
mkdir "$T/k"
cp -R "$T/h/events" "$T/h/slices" "$T/h/receipts" "$T/k"
grep -v access.log-20261016 "$T/scan" | beadle plan -o "$T/k/plan"
beadle plan -p "$T/k/plan" | cut -f1 | xargs beadle partition -p "$T/k/plan"
cp -Rp "$T/h/events" "$T/k"
run_ok "merged, with other logs of one day" beadle merge -p "$T/k/plan" \
    -k "$T/keys"
[ -z "$(find "$T/k/events/school_urn=999001/day=2026-10-13" -type f \
    -newermt 2020-01-02)" ] && [ -n "$(find \
    "$T/k/events/school_urn=999001/day=2026-10-16" -type f \
    -newer "$T/k/plan")" ] &&
    [ -e "$T/k/events/school_urn=999001/day=2026-10-15/part-0.csv.zst" ]
ok $? "what is handed off of the others is not touched"
run_ok "a day that was lost is handed off again" beadle merge \
    -p "$T/h/plan" -k "$T/keys"
exits 1 "Parquet without DuckDB's library" beadle merge -p "$T/h/plan" \
    -k "$T/keys" --parquet="$T/none.so"
has "is said in a sentence" "no Parquet can be written, for DuckDB" "$T/.err"
mkdir "$T/j"
cp "$T/h/plan" "$T/j"
cp -R "$T/h/slices" "$T/h/receipts" "$T/j"
rm "$T/j/receipts/$id"
exits 3 "what is handed off of a part" beadle merge -p "$T/j/plan" \
    -k "$T/keys" --allow-partial
grep -L '"school_days": "20 of 21"' "$T"/j/events/*/*.json \
    "$T"/j/events/*/*/*.json >"$T/unsaid"
[ ! -s "$T/unsaid" ]
ok $? "says so with each day"
has "and which days are missing" '"missing": \["2026-10-14"\]' \
    "$T/j/events/school_urn=999001/days.json"

# Retention is the night's: what has had its time goes from a merged store too.
kept() {
	sqlite3 "$T/h/schools/999001/beadle.db" "SELECT count(*) FROM visit
	    WHERE day < 20741 AND NOT EXISTS (SELECT 1 FROM flag
	    WHERE tbl = 1 AND event = visit.id)" # before 15 October
}
[ "$(kept)" -gt 1000 ]
ok $? "visits of the first days are there"
BEADLE_NOW=2026-11-14T04:00:00Z
run_ok "a month later, with nothing to merge" \
    beadle merge -v -p "$T/h/plan"
has "the store is left as it was merged" "unchanged	21 of 21" "$T/.out"
[ "$(kept)" -eq 0 ]
ok $? "but for what has had its time"
has "which is accounted for" "^visit.*2026-10-12\|2026-10-12" \
    "$T"/h/schools/999001/out/officer/retention-2026-11-14.csv
BEADLE_NOW=2026-11-02T04:00:00Z

# What changes after the plan was sealed.
cp -R "$S" "$T/school"
chmod -R u+w "$T/school"
mkdir "$T/i"
beadle scan -c "$T/school/school.yml" "$T/school/logs/mail" |
    beadle plan -o "$T/i/plan"
echo more >>"$T/school/logs/mail/mail.log-20261012.gz"
exits 65 "an input that has changed is quarantined" \
    beadle partition -p "$T/i/plan" 0
exits 1 "and the merge says why" beadle merge -p "$T/i/plan"
has "in words" "quarantined: .*mail.log-20261012.gz has changed" "$T/.err"
mv "$T/school/logs/mail/mail.log-20261015.gz" "$T/away"
exits 75 "a file that is away is tried again" \
    beadle partition -p "$T/i/plan" 3
mv "$T/away" "$T/school/logs/mail/mail.log-20261015.gz"
echo "games.example" >>"$T/school/lists/approved_ai.txt"
exits 65 "changed lists are found" beadle partition -p "$T/i/plan" 3
# A log that grows while it is read: held back until the slice is begun.
mkdir "$T/l" "$T/l/logs"
cp -R "$S"/*.csv "$S/school.yml" "$S/lists" "$T/l/"
zcat "$S/logs/proxy/access.log-20261013.gz" >"$T/day"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
do
	cat "$T/day"
done >"$T/l/logs/access.log"
beadle scan -c "$T/l/school.yml" "$T/l/logs" | beadle plan -o "$T/l/plan"
beadle partition -p "$T/l/plan" 0 2>"$T/.err" &
pid=$!
until [ -n "$(find "$T/l/slices" -type f 2>/dev/null)" ]
do
	:
done
tail -n 1 "$T/day" >>"$T/l/logs/access.log"
wait $pid
[ $? -eq 65 ] && [ -z "$(find "$T/l/receipts" "$T/l/slices" -type f)" ]
ok $? "a log that grows while it is read is quarantined"
has "with the reason" "access.log has changed since it was planned" "$T/.err"
exits 2 "a partition that is not planned" beadle partition -p "$T/i/plan" 99
done_testing
