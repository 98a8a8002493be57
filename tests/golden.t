#!/bin/sh
# Each sample of each format gives the events that it gave before: those in
# tests/golden.  `make accept` takes today's as the right ones.

. "${0%/*}/tap.sh"

parse() { # parse FORMAT SAMPLE: all columns, the log's path made short
	(cd "$ROOT/sample-logs/$1" || exit
		# A format that settings describe has them beside its samples.
		[ ! -e school.yml ] || set -- "$@" -c school.yml
		sample=$2
		format=$1
		shift 2
		beadle-parse -f "$format" -z Europe/London "$@" "$sample")
}

# State rows hold what a file system says; hashes have tests of their own.
tidy() {
	awk -F '\t' -v OFS='\t' '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			name[i] = $i
	}
	NR > 1 {
		for (i = 1; i <= NF; i++)
			if (name[i] == "beadle.detail" ||
			    name[i] == "beadle.hash" ||
			    name[i] == "beadle.record_hashes")
				$i = ""
	}
	# One line a filled cell: a new column changes no other golden.
	NR > 1 {
		print "row " NR - 1
		for (i = 1; i <= NF; i++)
			if ($i != "")
				print "  " name[i], $i
	}'
}

samples() { # samples FORMAT: all that lies there but settings
	find "$ROOT/sample-logs/$1" -type f ! -name school.yml 2>/dev/null |
		LC_ALL=C sort
}

judge() { # judge FORMAT SAMPLE
	golden=$ROOT/tests/golden/$1/${2%.*}.tsv
	parse "$1" "$2" 2>"$T/err" | tidy >"$T/got"
	if [ "${ACCEPT:-}" ]
	then
		mkdir -p "${golden%/*}"
		cp "$T/got" "$golden"
	fi
	same "$1/$2" "$golden" "$T/got"
}

beadle-formats -n >"$T/names"
while read -r format
do
	set -- $(samples "$format")
	[ $# -gt 0 ]
	ok $? "$format has a sample in sample-logs/$format"
	for sample
	do
		judge "$format" "${sample##*/}"
	done
done <"$T/names"

# Every plain sample is recognised, and as its own format.
while read -r format
do
	for sample in $(samples "$format")
	do
		case $sample in
		*hostile*) continue ;;
		esac
		settings=${sample%/*}/school.yml
		set --
		[ ! -e "$settings" ] || set -- -c "$settings"
		beadle-parse "$@" "$sample" >"$T/out" 2>"$T/err"
		awk -F '\t' -v format="$format" '
		NR == 1 {
			for (i = 1; i <= NF; i++)
				column[$i] = i
		}
		$column["event.kind"] == "state" &&
		    $column["event.action"] == "open" &&
		    $column["event.dataset"] == format { found = 1 }
		END { exit !found }' "$T/out"
		ok $? "${sample#"$ROOT/sample-logs/"} is recognised"
	done
done <"$T/names"

# Culprits: a format without a sample is seen; so is a changed event.
[ -z "$(samples no-such-format)" ]
ok $? "a format without a sample would fail"
printf 'row 1\n' >"$T/wanted"
printf 'row 2\n' >"$T/got"
! cmp -s "$T/wanted" "$T/got"
ok $? "a changed event would fail"

# Planted secrets are nowhere in what was read.
lacks "no password is left" "hunter2" "$ROOT/tests/golden/winlogbeat/plain.tsv"
lacks "no card number is left" "4111" "$ROOT/tests/golden/squid/hostile.tsv"

done_testing
