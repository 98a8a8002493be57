#!/bin/sh
# beadle-parse from outside: options, exit codes, a full disk, and that each
# run balances.

. "${0%/*}/tap.sh"

squid=$ROOT/sample-logs/squid

exits 0 "a good log" beadle-parse "$squid/plain.log"
exits 3 "a log with rejects" beadle-parse "$squid/hostile.log"
exits 1 "no such file" beadle-parse "$T/none"
exits 2 "no such format" beadle-parse -f none "$squid/plain.log"
exits 2 "no such zone" beadle-parse -z Nowhere/Else "$squid/plain.log"
exits 2 "no such option" beadle-parse -Q
has "usage is said" "^usage: beadle-parse" "$T/.err"

beadle-parse <"$squid/plain.log" >"$T/out"
ok $? "standard input"
[ "$(grep -c squid.access "$T/out")" -eq 14 ]
ok $? "... all events"

if [ -c /dev/full ]
then
	beadle-parse "$squid/plain.log" >/dev/full 2>"$T/err"
	[ $? -eq 1 ]
	ok $? "a full disk is noticed"
fi

beadle-parse -r "$T/rejects" "$squid/hostile.log" >/dev/null
has "rejects name their reason" "a NUL byte" "$T/rejects"
lacks "rejects hold no text of the log" "amy" "$T/rejects"

# Text that no format knows is refused whole; its name tells its story.
for file in "$ROOT"/tests/refused/*
do
	exits 1 "refused: ${file##*/}" beadle-parse "$file"
done

# UTF-16 and Windows-1252, as Windows' tools export: the same events, and
# places that are the log's own.
events() { # events FILE: all cells but those that say where it lay
	beadle-parse -z Europe/London "$1" 2>/dev/null | awk -F '\t' '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			name[i] = $i
	}
	NR > 1 && /\tevent\t/ {
		for (i = 1; i <= NF; i++)
			if (name[i] !~ /^log\./ && $i != "")
				printf "%s=%s|", name[i], $i
		print ""
	}'
}
recoded() { # recoded NAME SAMPLE ENCODING MARK
	events "$2" >"$T/wanted"
	{
		printf "$4"
		sed 's/$/\r/' "$2" | iconv -f UTF-8 -t "$3"
	} >"$T/recoded"
	events "$T/recoded" >"$T/got"
	[ -s "$T/wanted" ]
	ok $? "$1: there is something to compare"
	same "$1" "$T/wanted" "$T/got"
}
csv=$ROOT/sample-logs/m365_trace/summary.csv
xml=$ROOT/sample-logs/event_xml/plain.xml
recoded "UTF-16 CSV" "$csv" UTF-16LE '\377\376'
recoded "UTF-16 CSV, the other way round" "$csv" UTF-16BE '\376\377'
recoded "UTF-16 CSV without a mark" "$csv" UTF-16LE ''
recoded "UTF-16 events as XML" "$xml" UTF-16LE '\377\376'
recoded "UTF-8 with a mark" "$csv" UTF-8 '\357\273\277'
sed 's/amy/caf\xe9/g' "$xml" >"$T/latin.xml"
sed 's/amy/café/g' "$xml" >"$T/utf8.xml"
events "$T/utf8.xml" >"$T/wanted"
events "$T/latin.xml" >"$T/got"
has "a letter of Windows-1252" "café" "$T/wanted"
same "Windows-1252 is read as UTF-8 is" "$T/wanted" "$T/got"

sed 's/"RemotePort":443/"RemotePort":70443/' \
	"$ROOT/sample-logs/defender_hunting/plain.log" >"$T/port.log"
events "$T/port.log" >"$T/got"
has "the event with a port that is none" "RemotePort.*70443" "$T/got"
lacks "which is no event's port" "destination.port=70443" "$T/got"

balances() { # balances NAME FILE...: records = used + ignored + rejected
	name=$1
	shift
	beadle-parse -v -z Europe/London "$@" >"$T/out" 2>"$T/err"
	awk '/ records: / {
		gsub(/,/, "")
		found = $3 == $5 + $7 + $10 + $12
	}
	END { exit !found }' "$T/err"
	ok $? "$name"
}

balances "our own samples balance" "$squid"/*.log \
	"$ROOT"/sample-logs/postfix/*.log
data=$ROOT/../shared/data/logs
if [ -d "$data" ]
then
	find "$data" -type f \( -iname '*squid*' -o -iname '*syslog*' \) |
		grep -v -i -e parsed -e licence >"$T/files"
	while read -r file
	do
		case $file in
		*squid*) format=squid ;;
		*) format=postfix ;;
		esac
		balances "balances: ${file##*/}" -f $format "$file"
	done <"$T/files"
else
	ok 0 "logs that others wrote # SKIP ../shared/data is absent"
fi

done_testing
