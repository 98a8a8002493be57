#!/bin/sh
# Each command has a page, answers --help and --version, knows the exit codes,
# and its page and its --help name the same options.

. "$(dirname "$0")/tap.sh"

# options_of TEXT: the letters that a synopsis names.
options_of_page() {
	awk '/^\.Sh SYNOPSIS/ { on = 1; next } /^\.Sh/ { on = 0 }
	on {
		gsub(/Fl Fl [a-z]*/, "")
		n = split($0, word, " ")
		for (i = 1; i < n; i++)
			if (word[i] ~ /^\.?Fl$/)
				print word[i + 1]
	}' "$1" | grep -v '^-' | fold -w1 | sort -u | tr -d '\n'
}
options_of_help() {
	# The usage may be several lines; what follows is empty or indented.
	awk '/^$/ { exit } { print }' "$1" |
	    grep -o '[[ ]-[a-zA-Z][a-zA-Z]*' | tr -d '[ -' | fold -w1 |
	    sort -u | tr -d '\n'
}

for source in "$ROOT"/cmd/beadle-*.c
do
	name=$(basename "$source" .c)
	page=${source%.c}.1
	[ -f "$page" ]
	ok $? "$name has a page"
	exits 0 "$name --help" "$name" --help
	cp "$T/.out" "$T/help"
	has "$name --help begins with its usage" "^usage: $name" "$T/help"
	exits 0 "$name --version" "$name" --version
	exits 2 "$name refuses a wrong flag" "$name" -Q
	a=$(options_of_page "$page")
	b=$(options_of_help "$T/help")
	[ "$a" = "$b" ]
	ok $? "$name: page and --help have the same options"
	[ "$a" = "$b" ] || echo "# page: $a  --help: $b"
	for section in NAME SYNOPSIS DESCRIPTION "EXIT STATUS" EXAMPLES \
	    "SEE ALSO"
	do
		grep -q "^\.Sh $section\$" "$page" ||
			echo "$section"
	done >"$T/lacks"
	[ ! -s "$T/lacks" ]
	ok $? "$name: the page has its sections"
	sed 's/^/# lacks /' "$T/lacks"
done

beadle --help >"$T/all"
for source in "$ROOT"/cmd/beadle-*.c
do
	name=$(basename "$source" .c)
	has "beadle --help knows ${name#beadle-}" "^    ${name#beadle-} " \
	    "$T/all"
done
exits 2 "beadle alone is wrong" beadle
exits 2 "an unknown command" beadle nonsense
exits 0 "beadle NAME runs beadle-NAME" beadle formats

# The page of the logs is made of the table, and lacks none of its cells.
page=$BEADLE_BUILD/beadle-logs.7
[ -f "$page" ] || page=$ROOT/build/${BEADLE_VARIANT:-release}/beadle-logs.7
mandoc -Tlint -Wwarning "$page" >"$T/lint"
ok $? "beadle-logs(7) is clean"
sed 's/^\\&//; s/\\e/\\/g' "$page" | tr '\n' ' ' >"$T/page"
beadle-formats --table >"$T/table"
missing() { # cells of the table that the page does not have
	awk -F ' [|] ' 'NR == FNR { page = $0; next }
	FNR > 2 {
		sub(/^[|] `/, "", $1)
		sub(/`$/, "", $1)
		for (i = 2; i <= 4; i++)
			if (!index(page, $i))
				print $1 ": " $i
	}' "$T/page" "$1"
}
missing "$T/table" >"$T/lacks"
[ ! -s "$T/lacks" ]
ok $? "it tells of each format what the table does"
sed 's/^/# lacks /' "$T/lacks"
sed 's/^\(| `squid` | \)[^|]*/\1Pigeons /' "$T/table" >"$T/other"
missing "$T/other" | grep -q '^squid: Pigeons'
ok $? "a format that it told otherwise would be seen"
[ "$(grep -c '^| `' "$T/table")" -eq "$(beadle-formats -n | wc -l)" ]
ok $? "each format is in the table"
done_testing
