#!/bin/sh
# Who sees what: each kind of case before each reader's files and questions,
# held to the table matrix.tsv.  A file or a word that has no row there is a
# failure, so that nothing new is written for a reader without a decision.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
table=$ROOT/tests/matrix.tsv
mkdir "$T/w"
cd "$T/w" || exit 1
sample_school .

# The cases: kind, role, year, severity, label, how well known, status.
cat >kinds <<'END'
low pupil 9 0 gaming-in-lesson strong
serious pupil 9 2 extremism strong
weak pupil 9 2 self-harm weak
staff staff - 2 adult strong
technician technician - 2 adult strong
governor governor - 2 adult strong
visitor visitor - 2 adult strong
head staff - 2 adult strong
dsl staff - 2 adult strong
illegal pupil 9 2 illegal-suspected strong
illstaff staff - 2 illegal-suspected strong
END
cat >>school.yml <<'END'
sample: 50
readers:
  dsl: {mode: "0750", people: [acdsl]}
  deputy: {mode: "0750"}
  head: {mode: "0750", people: [achead]}
  chair: {mode: "0750", people: [acgovernor]}
  head-of-year-8: {mode: "0750"}
  head-of-year-9: {mode: "0750"}
  technician: {mode: "0750", people: [actechnician]}
  office: {mode: "0750"}
alerts:
  on: true
  names: true
contacts:
  dsl: {phone: 01632 960001}
  deputy: {phone: 01632 960002}
  head: {phone: 01632 960003}
  chair: {phone: 01632 960009}
  holiday: {phone: 01632 960004, reader: deputy}
  out-of-hours: {phone: 01632 960005, reader: deputy}
END
visit() { # visit UTC ACCOUNT [HOST]: a page, mostly one that says nothing
	echo "$(date -u -d "$1" +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://${3:-lessons.example}/ $2 HIER_DIRECT/192.0.2.9 text/html" >>logs/access.log
}
i=0
while read -r kind role year severity label known
do
	i=$((i + 1))
	echo "ac$kind,99$i,Fore$kind,Sur$kind,F,$role,${year#-},,ac$kind@quillbrook.example," >>people.csv
	visit 2026-10-14T09:00:00Z "ac$kind"
	echo "INSERT INTO item(name, label, subject, account, person, device,
	    room, role, year, start, end, day, events, severity, treatment,
	    attribution, rules, created, changed)
	    VALUES (printf('%012x', $i * 7919 + 3735928559), '$label',
	    'p:99$i', 'ac$kind', '99$i', 'dev$kind', 'R1', '$role',
	    '${year#-}', 1791968400000000 + $i * 3600000000,
	    1791968460000000 + $i * 3600000000, 20740, 3, $severity, 1,
	    '$known', '$label', 0, 0);"
	printf '%s\t%012x\n' "$kind" $((i * 7919 + 3735928559)) >>ids
done <kinds >items.sql
# The governors meet soon: what is missing is told, and the log signed.
echo 'autumn-2026,meeting,2026-10-30' >>termly.csv
chmod -R o= .
BEADLE_NOW=2026-10-14T22:00:00Z
export BEADLE_NOW
night() {
	beadle nightly -c school.yml >night.out 2>&1
	ok $? "$1"
	sed 's/^/# /' night.out
}
night "the lists get into the store"
sqlite3 beadle.db <items.sql
# One that the rules find themselves, for it has lines to seal.
visit 2026-10-14T20:00:00Z acserious bloodandbanner.example
rm -rf out
# The day of the cases; the alerts climb; and the Monday after.
visit 2026-10-14T09:01:00Z aclow
night "the evening of the cases"
BEADLE_NOW=2026-10-14T22:31:00Z
night "alerts are passed on"
BEADLE_NOW=2026-10-14T23:02:00Z
night "and on"
BEADLE_NOW=2026-10-19T05:00:00Z
night "the Monday after"

# What a reader's questions are answered with.
mkdir asked
ask() { # ask READER WORD [OPTION ...]: of each case, or of none
	ask_as=$1
	ask_word=$2
	shift 2
	while read -r kind id
	do
		beadle incident "$ask_word" -c school.yml -w $ask_as "$@" \
		    "$id" 2>/dev/null
	done <ids
}
list() { # list READER
	beadle incident list -c school.yml -w $1 --csv >"asked/$1=list" 2>&1
	beadle incident list -c school.yml -w $1 -m "request 12 of the head" \
	    --csv >"asked/$1=list, on request" 2>&1
	ask $1 show >"asked/$1=show"
	cmp -s "asked/$1=list" "asked/$1=list, on request" &&
	    rm "asked/$1=list, on request"
}
for r in dsl deputy head chair head-of-year-8 head-of-year-9 technician \
    governors authority root
do
	list $r
done
# Decisions are for those whose case it is; then the night seals evidence.
for r in technician governors head-of-year-9 dsl head chair
do
	ask $r confirm -m "as seen" >/dev/null
	sqlite3 beadle.db "SELECT item.name FROM item JOIN item_note ON item =
	    item.id WHERE who = '$r' AND act = 'confirm'" >"asked/$r=confirm"
done
beadle incident confirm -c school.yml -w dsl -m seen "$(sqlite3 beadle.db \
    "SELECT name FROM item WHERE account = 'acserious' AND name NOT LIKE '0000dea%'")"
night "evidence is sealed"
ask root ban -m "2026-10-15 2026-10-30" >/dev/null
for r in dsl head chair governors technician root
do
	beadle incident bans -c school.yml -w $r >"asked/$r=bans" 2>&1
	ask $r parents-sheet -o "parents-$r" >/dev/null
	ask $r copies >"asked/$r=copies"
done
beadle person export -c school.yml -w dpo -m "request 7" aclow >/dev/null 2>&1
for r in dsl deputy head chair head-of-year-9 technician line-manager
do
	while read -r kind rest
	do
		beadle person report -c school.yml --as $r -w $r -m "request 12" \
		    --approved-by officer -t autumn-2026 "ac$kind"
	done <kinds
done >/dev/null 2>&1
beadle return -c school.yml -t autumn-2026 >return.out 2>&1
beadle report foi -c school.yml -t 2026-27 >/dev/null
beadle report annual-review -c school.yml -t 2026-27 >/dev/null
sqlite3 beadle.db "SELECT who, what, why FROM audit" >asked/-=audit
{
	beadle incident alerts -c school.yml
	beadle incident tune -c school.yml
	beadle doctor -c school.yml
} >"asked/-=alerts, tune, doctor" 2>&1
beadle dump --pseudonyms -c school.yml >"asked/-=dump --pseudonyms" 2>dump.err

# Those who hold an office, under their own accounts: last, for the audit and
# the list of copies name who looked.
for r in acdsl achead actechnician acgovernor
do
	list $r
done

# cell FILE KIND: named, seen (without the name), or no.
cell() {
	if grep -qai "sur$2\\>" "$1" || grep -qai "fore$2\\>" "$1"
	then
		echo named
	elif grep -qai -e "\\<ac$2\\>" -e "$(awk -v k="$2" '$1 == k { print $2 }' ids)" "$1"
	then
		echo seen
	else
		echo no
	fi
}
row() { # row READER WHAT FILE: one line of the table as it is
	printf '%s\t%s' "$1" "$2"
	while read -r kind rest
	do
		printf '\t%s' "$(cell "$3" "$kind")"
	done <kinds
	echo
}
# The name of a file without its date, number and period.
what() {
	basename "$1" | sed -E 's/-a[0-9a-f]{7}//; s/-[0-9]{4}-([0-9]{2}-[0-9]{2}|W[0-9]+)//; s/-autumn-2026|-2026-27//; s/person-[0-9]+/person/; s/-[0-9a-f]{12}//; s/^[0-9a-f]{12}-1.zip/pack of one case/'
}
{
	printf 'reader\twhat'
	awk '{ printf "\t%s", $1 }' kinds
	echo
	{
		# All files of one name lie together: what one shows, is shown.
		find out parents-* evidence -type f | sort >files
		while read -r f
		do
			r=$(echo "$f" | sed 's|^out/||; s|/.*||')
			w=$(what "$f")
			case $f in
			*.pdf) pdftotext -layout "$f" - ;;
			*.zip) unzip -p "$f"
			    # One of them each, which is about nobody else.
			    w="pack of $(awk -v f="$(basename "$f")" \
				'index(f, $2) { print $1; n++ }
				END { if (!n) print "the found" }' ids)" ;;
			*) cat "$f" ;;
			esac >"$T/text"
			cat "$T/text" >>"$T/$r=$w"
		done <files
		for f in "$T"/*=*
		do
			n=$(basename "$f")
			row "${n%%=*}" "${n#*=}" "$f"
		done
		for f in asked/*
		do
			n=$(basename "$f")
			row "${n%%=*}" "asked ${n#*=}" "$f"
		done
	} | sort
} >"$T/got"
[ "${ACCEPT:-}" ] && { grep '^#' "$table"; cat "$T/got"; } >"$T/new" &&
    cp "$T/new" "$table"
grep -v '^#' "$table" >"$T/wanted"
echo "Foreweak Surweak" >planted
[ "$(cell planted weak)" = named ] && [ "$(cell planted staff)" = no ]
ok $? "a name that should not be there would be seen"
same "each reader sees what the table says, and no more" "$T/wanted" "$T/got"
done_testing
