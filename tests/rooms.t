#!/bin/sh
# The walls: each #include across rooms, and each third-party header, is
# one that lib/ROOMS allows.  Planted trespassers show that the guard works.

. "$(dirname "$0")/tap.sh"

# walls FOLDER: prints a line for each trespass under FOLDER.
walls() {
	(
		cd "$1" || exit 1
		find include lib cmd reports -name '*.[ch]' 2>/dev/null |
		    sort | xargs grep -H '^#[ 	]*include'
	) | awk '
	FNR == NR {
		if ($0 ~ /^#/ || $0 !~ /:/)
			next
		split($0, half, "|")
		split(half[1], side, ":")
		room = side[1]
		gsub(/[ \t]/, "", room)
		rooms[room] = 1
		n = split(side[2], list, " ")
		for (i = 1; i <= n; i++)
			may[room, list[i]] = 1
		n = split(half[2], list, " ")
		for (i = 1; i <= n; i++)
			owner[list[i]] = owner[list[i]] " " room " "
		next
	}
	{
		file = $0
		sub(/:.*/, "", file)
		split(file, part, "/")
		room = part[1] == "lib" || part[1] == "include" ? part[2] : part[1]
		line = substr($0, length(file) + 2)
		if (!match(line, /["<][^">]*[">]/))
			next
		head = substr(line, RSTART + 1, RLENGTH - 2)
		quoted = substr(line, RSTART, 1) == "\""
		if (quoted && index(head, "/") && head !~ /^\.\./) {
			other = head
			sub(/\/.*/, "", other)
			if (other != room && !((room, other) in may))
				print file ": " room " may not include " head
		}
		for (h in owner) {
			hit = h ~ /\/$/ ? index(head, h) == 1 : head == h
			if (hit && !index(owner[h], " " room " "))
				print file ": " head " has its front door in" owner[h]
		}
		if (!(room in rooms))
			print file ": no such room in lib/ROOMS"
	}' "$ROOT/lib/ROOMS" -
}

walls "$ROOT" >"$T/found"
[ ! -s "$T/found" ]
ok $? "no wall is crossed"
sed 's/^/# /' "$T/found"

for d in "$ROOT"/lib/*/
do
	grep -q "^$(basename "$d"):" "$ROOT/lib/ROOMS" || echo "$d"
done >"$T/unlisted"
[ ! -s "$T/unlisted" ]
ok $? "every room is in lib/ROOMS"

trespass() { # trespass FILE LINE NAME: a planted culprit is found
	mkdir -p "$T/plant/$(dirname "$1")"
	echo "$2" >"$T/plant/$1"
	walls "$T/plant" >"$T/found"
	[ -s "$T/found" ]
	ok $? "found: $3"
	rm -rf "$T/plant"
}
trespass lib/formats/x.c '#include "store/store.h"' "a parser that knows the store"
trespass lib/base/x.c '#include "event/batch.h"' "base that looks up"
trespass lib/reports/x.c '#include <sqlite3.h>' "SQLite outside the store"
trespass lib/detect/x.c '# include <yaml.h>' "YAML outside settings"
trespass reports/x.c '#include "enrich/enrich.h"' "a report that enriches"
trespass lib/attic/x.c '#include "base/slice.h"' "a room that nobody listed"
done_testing
