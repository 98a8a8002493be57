#!/bin/sh
# The authority's overview and the sheets for governors, from the returns of
# invented schools.

. "${0%/*}/tap.sh"
. "$ROOT/tests/overview.sh"

la=$T/quillshire
over=$T/over/authority-overview-autumn-2026
overview_folder "$la"
BEADLE_NOW=2026-08-20T09:00:00Z
run_ok "returns of last term" overview_returns "$la" summer-2026 -4
BEADLE_NOW=2026-12-20T09:00:00Z
run_ok "returns of this term" overview_returns "$la" autumn-2026 0
exits 4 "the overview is made, with a school missing" beadle receive overview \
    --sheets -d "$la" -t autumn-2026 -o "$T/over"
head -c 5 "$over.pdf" >"$T/head"
has "as PDF" '^%PDF-' "$T/head"
tr -d '"\r' <"$over.csv" >"$T/csv"
has "participation is told" 'Returns in,,,,23,number' "$T/csv"
has "who is missing is told" 'Schools missing,,,,1,number' "$T/csv"
k="Getting round the filter"
has "the school far off is outside" \
    "Unsuitable content: above the outer limits,,,,1,number" "$T/csv"
has "... and two that have none are below" \
    "Unsuitable content: below the outer limits,,,,2,number" "$T/csv"
has "in another category chance explains all" \
    "$k: above the outer limits,,,,0,number" "$T/csv"
has "a hidden figure is not shown" \
    "Quire Street Infants,Pupils in incidents per 1,000,,not shown" "$T/csv"
has "a missing school is not measured" \
    'Index Lane,Pupils in incidents per 1,000,,not measured,,not measured' \
    "$T/csv"
has "the change since last term is told" "$k,Change per 1,000,,[0-9]" "$T/csv"
grep -c "per 1,000 pupils, by school,.*,$k,," "$T/csv" >"$T/count"
echo 24 >"$T/wanted"
same "each school is there" "$T/wanted" "$T/count"
lacks "what schools judge by their own policy is not compared" \
    '^.*by school,.*,Games,' "$T/csv"
has "one that judged by its own is left out" \
    'Unsuitable content,Own policy,,1,' "$T/csv"
has "... of that category" \
    'by school,Hornbook School,Unsuitable content,,[0-9]' "$T/csv"

# By hand: pupils of the schools that show theirs, per 1,000.
awk -F, -v k="$k" 'NR == FNR { pupils[$1] = $6; next }
    FNR == 1 { next }
    $3 == "School" && $14 == "Pupil" && $15 == "Total" && $16 == k &&
    $20 != "c" { n += pupils[$11]; in_them += $20 }
    END { printf "%.1f\n", in_them * 1000 / n }' "$la/schools.csv" \
    "$T/over/merged_infringements.csv" >"$T/rate"
has "the rate of all is that of the merged table" \
    "Pupils, by category,$k,Per 1,000,,$(cat "$T/rate")," "$T/csv"

run_ok "the merged table passes as a data file" beadle receive check --data \
    "$T/over/merged_infringements.csv"
grep '^ERROR\|^QUERY' "$T/.out" | head -5 | sed 's/^/# /'

# Nothing is told that the merged table does not tell.
for n in 1 6 9
do
	urn=$((999100 + n))
	[ -s "$T/over/$urn-benchmark-autumn-2026.pdf" ]
	ok $? "school $n has its sheet"
done
[ ! -e "$T/over/999124-benchmark-autumn-2026.pdf" ]
ok $? "one that returned nothing has none"
tr -d '"\r' <"$T/over/999109-benchmark-autumn-2026.csv" >"$T/sheet"
cut -d, -f3 "$la/schools.csv" | grep -v '^name$\|Ledger College' >"$T/others"
grep -F -f "$T/others" "$T/sheet" >"$T/told"
[ ! -s "$T/told" ]
ok $? "a sheet names no other school"
tr -d '"\r' <"$T/over/999106-benchmark-autumn-2026.csv" >"$T/sheet"
has "what the school hid is hidden from its sheet's readers too" \
    "$k,Pupils in them,,not shown" "$T/sheet"
lacks "... and from its rate" "$k,Per 1,000,,[0-9]" "$T/sheet"
if command -v pdfinfo >/dev/null
then
	for n in 1 6 9
	do
		pdfinfo "$T/over/$((999100 + n))-benchmark-autumn-2026.pdf" |
		    tr -s ' ' >"$T/info"
		has "the sheet of school $n is one page" '^Pages: 1$' \
		    "$T/info"
	done
fi

# Two schools alone could each work out the other.
few=$T/few
overview_folder "$few"
beadle receive add -d "$few" --by-hand "$T/hand-autumn-2026/1.csv" \
    "$T/hand-autumn-2026/2.csv" >"$T/.out" 2>&1
exits 4 "of two schools" beadle receive overview --sheets -d "$few" \
    -t autumn-2026 -o "$T/two"
tr -d '"\r' <"$T/two/999101-benchmark-autumn-2026.csv" >"$T/sheet"
has "... neither is told the rate of both" \
    "$k,Authority,,not measured" "$T/sheet"

exits 2 "no folder to write to" beadle receive overview -d "$la" \
    -t autumn-2026
exits 2 "sheets go with the overview" beadle receive list --sheets -d "$la" \
    -t autumn-2026
done_testing
