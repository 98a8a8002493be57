#!/bin/sh
# Event logs that others wrote, beside libevtx: what it can read, we read, and
# find the same in it, but for the forms in which values are printed.

. "$(dirname "$0")/../tap.sh"
ROOT=$(cd "$(dirname "$0")/../.." && pwd)

data=$ROOT/../shared/data/evtx/samples.tar.xz
if [ ! -r "$data" ] || ! command -v evtxexport >/dev/null
then
	ok 0 "beside libevtx # SKIP needs ../shared/data and libevtx-utils"
	done_testing
	exit
fi
tar -xJf "$data" -C "$T"

# Hexadecimal numbers without noughts in front, sizes in hexadecimal; line
# ends as XML has them; times to the microsecond.
same_form() {
	awk -F '\t' '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			c[$i] = i
		next
	}
	$c["event.kind"] == "event" {
		print $c["@timestamp"], $c["event.code"], $c["host.name"],
		    $c["user.name"], $c["beadle.native"]
	}' | tr A-Z a-z | sed -E 's/0x0+([0-9a-f])/0x\1/g
		s/\\+r\\+n/\\\\n/g
		s/"(process|newprocess|caller|subjectlog|targetlog)[a-z]*id":"[^"]*"//g
		s/:[0-9]{2}\.[0-9]+z/z/g' | sort
}

for log in "$T"/samples/*.evtx
do
	name=${log##*/}
	case $name in
	*CAPI2*|*LiveId*|*Exchange*|issue_201*) continue ;; # it cannot
	esac
	evtxexport -f xml "$log" 2>/dev/null |
		sed -n '/<Event /,$p' >"$T/theirs.xml"
	[ -s "$T/theirs.xml" ] || continue
	beadle-parse -f event_xml "$T/theirs.xml" 2>/dev/null |
		same_form >"$T/theirs"
	beadle-parse "$log" 2>/dev/null | same_form >"$T/ours"
	comm -23 "$T/theirs" "$T/ours" >"$T/missing"
	echo "# $name: $(wc -l <"$T/ours") events, libevtx" \
	    "$(wc -l <"$T/theirs"), $(wc -l <"$T/missing") differ"
	[ $(($(wc -l <"$T/missing") * 100)) -le "$(wc -l <"$T/theirs")" ]
	ok $? "$name: the same events"
done
done_testing
