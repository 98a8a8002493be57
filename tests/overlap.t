#!/bin/sh
# Exports of one log that overlap: each record counts once, in whatever order
# and however often they come, cut off or whole, by whatever carrier.  Copies
# of their bytes are the matter of same-bytes.t; these have few in common.

. "${0%/*}/tap.sh"
. "$ROOT/tests/filters.sh"

umask 077
settings=$S/school.yml
mkdir "$T/in"
cd "$T/in" || exit 1

range() { # range FROM TO: events with those numbers, as a Windows log
	perl "$ROOT/tests/samples/make-evtx" range "$1" "$2"
}
# Which account when: all but where it was read.
events() {
	beadle-dump -d "$T/$1" 2>/dev/null | perl -F'\t' -lane '
		if ($. == 1) { @at = grep { $F[$_] =~
		    /^(\@timestamp|user\.name|host\.name|event\.code)$/
		    } 0 .. $#F; next }
		print join " ", @F[@at]' | sort
}

range 1 900 >first.evtx
range 601 1500 >second.evtx
range 1 1500 >whole.evtx
gives "900 0 0" "an export" once.db first.evtx
gives "600 300 0" "the next one overlaps it" once.db second.evtx
# Headers of a file and its chunks are known by their bytes.
gives "0 1510 0" "... and one of all of it" once.db whole.evtx
gives "0 913 0" "... and the first again" once.db first.evtx
gives "1500 0 0" "all of it first" other.db whole.evtx
gives "0 900 0" "... then a part" other.db second.evtx
gives "1500 900 0" "all on one night" night.db second.evtx whole.evtx
events once.db >"$T/once"
[ "$(uniq "$T/once" | wc -l)" -eq 1500 ]
ok $? "each record is there once"
for store in other night
do
	events $store.db >"$T/$store"
	same "the same store: $store" "$T/once" "$T/$store"
done

# Random exports, some cut off within a record, on random nights.
perl -e '
	srand 1117;
	for my $i (1 .. 9) {
		my $from = 1 + int rand 1400;
		my $to = $from + int rand(1501 - $from);
		print "range $from $to >part$i.evtx\n";
		printf "truncate -s -%d part$i.evtx\n", 5000 + int rand 60000
		    if $i % 3 == 0;
	}' >parts
. ./parts
for seed in 1 2 3
do
	for part in $(printf '%s\n' part*.evtx whole.evtx first.evtx |
	    perl -MList::Util=shuffle -e "srand $seed; print shuffle <>")
	do
		night "random$seed.db" "$part" >/dev/null
	done
	events "random$seed.db" >"$T/random"
	same "in random order $seed, cut off or whole" "$T/once" "$T/random"
done

# By another carrier: as XML, and by Winlogbeat with fewer digits.
carried() { # carried CARRIER
	perl -e '
	for my $n (801 .. 1700) {
		my @t = gmtime(1791793825 + int($n / 3));
		my $t = sprintf "%d-%02d-%02dT%02d:%02d:%02d", $t[5] + 1900,
		    $t[4] + 1, @t[3, 2, 1, 0];
		if ($ARGV[0] eq "xml") {
			print "<Event><System><Provider " .
			    "Name=\"Microsoft-Windows-Security-Auditing\"/>" .
			    "<EventID>4624</EventID><TimeCreated " .
			    "SystemTime=\"${t}.1234567Z\"/><EventRecordID>" .
			    "$n</EventRecordID><Channel>Security</Channel>" .
			    "<Computer>LIB-PC01.quillbrook.example" .
			    "</Computer></System><EventData><Data " .
			    "Name=\"TargetUserName\">pupil$n</Data>" .
			    "</EventData></Event>\n";
		} else {
			print "{\"\@timestamp\":\"${t}.123Z\",\"winlog\":{" .
			    "\"channel\":\"Security\",\"provider_name\":" .
			    "\"Microsoft-Windows-Security-Auditing\"," .
			    "\"record_id\":$n,\"event_id\":\"4624\"," .
			    "\"computer_name\":" .
			    "\"LIB-PC01.quillbrook.example\",\"event_data\":" .
			    "{\"TargetUserName\":\"pupil$n\"}}}\n";
		}
	}' "$1"
}
carried xml >export.xml
carried beat >beat.json
gives "200 700 0" "the same events as XML, and newer ones" once.db export.xml
sed 's/LIB-PC01/LIB-PC02/; s/></> </' export.xml >other.xml
gives "0 900 0" "... and from Winlogbeat" once.db beat.json
gives "900 0 0" "another computer's are its own" once.db other.xml
sed 's/T08:3/T11:3/; s/></> </' export.xml >anew.xml
gives "900 0 0" "numbers that began anew are others" once.db anew.xml
sed 's/<EventData>/<EventData> /' anew.xml >anew2.xml
gives "0 900 0" "... and known from then on" once.db anew2.xml

# The journal's entries bear numbers too.
journal() { # journal FROM TO
	perl -e '
		for my $n ($ARGV[0] .. $ARGV[1]) {
			my $t = 1791793825000000 + $n * 300000;
			printf "__CURSOR=s=5f0c;i=%x;b=1;m=%x;t=%x;x=0\n" .
			    "__REALTIME_TIMESTAMP=$t\n_HOSTNAME=files\n" .
			    "SYSLOG_IDENTIFIER=sshd\nMESSAGE=Accepted " .
			    "password for amy from 198.51.100.7 port 52144 " .
			    "ssh2\n_RUN=$ARGV[2]\n\n", $n, $t, $t;
		}' "$1" "$2" "$3"
}
journal 1 500 a >first.export
journal 301 700 b >second.export
gives "500 0 0" "an export of the journal" journal.db first.export
gives "200 200 0" "... and one that overlaps it" journal.db second.export

# The numbers are in the store, a bit each: no name, and little.
sql=$(sqlite3 "$T/once.db" "SELECT count(*), sum(length(bits)) = 32 * count(*)
    FROM number_block" 2>/dev/null)
if command -v sqlite3 >/dev/null
then
	[ "${sql#*|}" = 1 ] && [ "${sql%|*}" -le 24 ]
	ok $? "... in ${sql%|*} blocks"
fi

done_testing
