#!/bin/sh
# Event logs that others wrote, beside libevtx: each record that it can read,
# we read, and find the same in every field.  evtx.pl says where the two print
# one value differently, and who is right.

. "$(dirname "$0")/../tap.sh"

data=$ROOT/../shared/data/evtx/samples.tar.xz
[ -r "$data" ] || skip_all "../shared/data/evtx is not here"
command -v evtxexport >/dev/null || skip_all "no evtxexport (libevtx-utils)"
tar -xJf "$data" -C "$T"

ours() { # ours LOG
	beadle-parse -r "$T/rejects" "$1" >"$T/ours" 2>/dev/null
	[ $? -eq 0 ] || [ -s "$T/rejects" ]
	ok $? "${1##*/}: it is read to its end"
}

files=0 compared=0 beyond=0
for log in "$T"/samples/*.evtx
do
	name=${log##*/}
	files=$((files + 1))
	ours "$log"
	evtxexport -f xml "$log" >"$T/theirs" 2>/dev/null
	perl "$ROOT/tests/long/evtx.pl" "$T/theirs" "$T/ours" >"$T/said"
	ok $? "$name: it is compared"
	set -- $(tail -1 "$T/said" | tr -dc '0-9 ')
	[ "${2:-1}" -eq 0 ]
	ok $? "$name: ${1:-0} records are the same in every field"
	head -n -1 "$T/said" | head -20 | sed 's/^/# /'
	case $name in
	# libevtx gives up on the first record of these.
	MSExchange_Management_wec.evtx | issue_201.evtx)
		[ "$1" -eq 0 ] && [ "$3" -eq 1 ]
		ok $? "$name: we read the record that libevtx cannot"
		;;
	*)
		[ "$1" -gt 0 ]
		ok $? "$name: libevtx read something"
		;;
	esac
	compared=$((compared + $1))
	beyond=$((beyond + $3))
	echo "# $name: $1 compared, $3 that libevtx does not give," \
	    "$(wc -l <"$T/rejects") damaged"
done
[ "$files" -eq 23 ]
ok $? "all 23 files were there"
[ "$compared" -ge 17000 ]
ok $? "$compared records were compared"
# What stands behind damage, and what libevtx gives up on, is ours alone.
[ "$beyond" -ge 890 ]
ok $? "$beyond records more than libevtx were read"

# Culprits: a value that differs is seen, and so is a record that is missing.
log=$T/samples/new-user-security.evtx
ours "$log"
evtxexport -f xml "$log" >"$T/theirs" 2>/dev/null
sed 's/"TargetUserName":"/&x/' "$T/ours" >"$T/changed"
perl "$ROOT/tests/long/evtx.pl" "$T/theirs" "$T/changed" >"$T/said"
has "a changed value would fail" 'libevtx only: TargetUserName=' "$T/said"
sed '4d' "$T/ours" >"$T/changed"
perl "$ROOT/tests/long/evtx.pl" "$T/theirs" "$T/changed" >"$T/said"
has "a missing record would fail" 'differ 1' "$T/said"
head -1 "$T/ours" >"$T/changed"
perl "$ROOT/tests/long/evtx.pl" "$T/theirs" "$T/changed" >"$T/said"
has "reading nothing would fail" 'compared 4, differ 4' "$T/said"
done_testing
