#!/bin/sh
# How logs come here: each recipe of contrib/collect is run where what it is for
# is here, and else held to what beadle reads.  Nothing leaves this machine.

. "$(dirname "$0")/tap.sh"
C=$ROOT/contrib/collect
cd "$T" || exit 1

skip() { # skip NAME WHY
	ok 0 "# SKIP $1: $2"
}

# ---- pull: rsync over an ssh that stays here.
if command -v rsync >/dev/null && command -v flock >/dev/null
then
	mkdir bin there there/old here
	cat >bin/ssh <<'END'
#!/bin/sh
# ssh [-o option] [-i key] host command: the command, here.
echo "$*" >>asked
while getopts o:i:l:p: _
do
	:
done
shift $((OPTIND - 1))
shift
[ ! -e refuse ] || { echo "ssh: refused" >&2; exit 255; }
exec sh -c "$*"
END
	chmod +x bin/ssh
	zcat "$S"/logs/proxy/access.log-20261013.gz >all
	head -n 500 all >there/access.log
	sed -n 501,900p all | gzip >there/old/access.log.1.gz
	echo secret >there/.hidden
	ln -s ../all there/link.log
	mkfifo there/pipe.log
	pull() {
		PATH=$T/bin:$PATH "$C/pull" "$@" >out 2>err
	}
	counted() { # counted WANTED NAME: what a night finds in the copies
		beadle-nightly -c "$S/school.yml" -d pulled.db -o pulled -v \
		    here >sum 2>night.err
		used=$(sed -n 's/.* used \([0-9]*\) .*/\1/p' sum)
		total=$((total + ${used:-0}))
		[ "$total" -eq "$1" ]
		ok $? "$2"
		[ "$total" -eq "$1" ] || sed 's/^/# /' sum night.err
	}
	total=0
	pull -i key proxy:there here
	ok $? "pull copies"
	[ ! -s err ] && [ ! -s out ]
	ok $? "and says nothing"
	cmp -s there/access.log here/access.log &&
	    [ -e here/old/access.log.1.gz ]
	ok $? "logs as they are, in their folders"
	[ ! -e here/.hidden ] && [ ! -e here/link.log ] &&
	    [ ! -e here/pipe.log ]
	ok $? "but no hidden file, link or pipe"
	[ "$(stat -c %a here/access.log)" = 640 ]
	ok $? "which few may read"
	has "with the key that was given" "-i key" asked
	counted 900 "the night reads 900 lines"
	# Grown, rotated under the same names, then compressed.
	cp there/access.log there/access.log.1
	sed -n 901,1400p all >>there/access.log.1
	sed -n 1401,1500p all >there/access.log
	pull proxy:there/ here
	ok $? "pull again, after a rotation"
	counted 1500 "and nothing counts twice"
	gzip there/access.log.1
	pull proxy:there here
	[ -e here/access.log.1 ] && [ -e here/access.log.1.gz ]
	ok $? "what is gone there stays here"
	counted 1500 "and is known"
	touch -d '500 days ago' here/access.log.1
	pull -k 400 proxy:there here
	[ ! -e here/access.log.1 ] && [ -e here/access.log ]
	ok $? "-k forgets what is old, and no more"
	(
		flock 9
		pull proxy:there here
		[ $? -eq 75 ]
	) 9>here/.pull.lock
	ok $? "two at once do not mix"
	: >refuse
	pull proxy:there here
	[ $? -eq 1 ]
	ok $? "no connection is exit 1"
	has "and said" "not everything was copied" err
	rm refuse
	pull proxy:nowhere here
	[ $? -eq 1 ]
	ok $? "so is a folder that is not there"
	for wrong in "-k 3 proxy:there here" "-k x proxy:there here" \
	    "there here" "-oProxyCommand=x:there here" "proxy:there" \
	    "-i a;b proxy:there here"
	do
		# shellcheck disable=SC2086
		pull $wrong
		[ $? -eq 2 ]
		ok $? "no such use: $wrong"
	done
else
	skip "pull" "no rsync"
fi

# ---- rsyslog, over loopback.
if command -v rsyslogd >/dev/null
then
	group=$(id -gn)
	port=$((20000 + $$ % 20000))
	mkdir received
	{
		echo "global(workDirectory=\"$T\")"
		sed "s|/srv/logs/oak|$T/received|; s|\"514\"|\"$port\" address=\"127.0.0.1\"|
		    s|\"beadle\"\$|\"$group\"|; s|Group=\"beadle\"|Group=\"$group\"|g" \
		    "$C/rsyslog.conf"
	} >rsyslog.conf
	sed 's/imtcp/imtpc/' rsyslog.conf >culprit.conf
	rsyslogd -N1 -f rsyslog.conf >checked 2>&1
	ok $? "rsyslog understands its file"
	! rsyslogd -N1 -f culprit.conf >/dev/null 2>&1
	ok $? "and not one with a mistake"
	rsyslogd -n -f rsyslog.conf -i "$T/rsyslog.pid" >rsyslog.out 2>&1 &
	daemon=$!
	cat >send.pl <<'END'
use strict; use warnings; use IO::Socket::INET;
my ($port, $file) = @ARGV;
my $tcp;
for (1 .. 50) {
	$tcp = IO::Socket::INET->new(PeerAddr => "127.0.0.1",
	    PeerPort => $port, Proto => "tcp") and last;
	select undef, undef, undef, 0.1;
}
die "no connection\n" unless $tcp;
my $udp = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port,
    Proto => "udp");
open my $in, "<", $file or die;
my $n = 0;
while (<$in>) {
	chomp;
	my $line = "<134>Oct 13 09:00:00 proxy (squid-1)[812]: $_";
	if ($n++ % 2) { print $tcp "$line\n" } else { $udp->send($line) }
}
close $tcp;
END
	zcat "$S"/logs/proxy/access.log-20261013.gz | head -n 60 >sent
	perl send.pl "$port" sent
	ok $? "lines are sent to it"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
	do
		cat received/syslog/127.0.0.1/*.log >got.log 2>/dev/null
		[ "$(wc -l <got.log)" -eq 60 ] && break
		sleep 0.2
	done
	kill $daemon
	wait $daemon
	sed 's/^/# /' rsyslog.out
	beadle-parse -v got.log >/dev/null 2>counts
	has "and beadle reads each" "60 records: 60 used" counts
	case $(find received/syslog -name '*.log' -printf '%f %m') in
	20[0-9][0-9]-[01][0-9]-[0-3][0-9].log\ 640) ;;
	*) false ;;
	esac
	ok $? "from a file of the day that few may read"
else
	skip "rsyslog" "not here"
fi
if command -v syslog-ng >/dev/null
then
	{ echo '@version: 3.38'; cat "$C/syslog-ng.conf"; } >syslog-ng.conf
	syslog-ng -s -f "$T/syslog-ng.conf" --no-caps >checked 2>&1
	ok $? "syslog-ng understands its file"
else
	skip "syslog-ng" "not here"
fi

# ---- Windows.
well_formed() { # well_formed FILE: as XML, and the query in it as well
	perl -0777 -ne '
		my ($query) = /<!\[CDATA\[(.*?)\]\]>/s or exit 1;
		s/<\?.*?\?>|<!--.*?-->|<!\[CDATA\[.*?\]\]>//gs;
		for my $text ($_, $query) {
			my @open;
			while ($text =~ m{<(/?)(\w+)(?:\s+[\w:]+="[^"<]*")*\s*(/?)>|<}g) {
				exit 1 unless defined $2;
				if ($1) { exit 1 unless @open && pop @open eq $2 }
				elsif (!$3) { push @open, $2 }
			}
			exit 1 if @open;
		}' "$1"
}
well_formed "$C/subscription.xml"
ok $? "the subscription is well-formed"
sed 's|</Select>||' "$C/subscription.xml" >culprit.xml
! well_formed culprit.xml
ok $? "and one with a mistake would be seen"
# Every number that is asked for is one that beadle knows by name, and what the
# shipped rules of endpoints look for is asked for.
grep -o 'EventID=[0-9]*' "$C/subscription.xml" | sort -u | sed 's/.*=//' >asked.ids
unknown=
while read -r id
do
	grep -q "{ $id, " "$ROOT/lib/formats/windows.c" || unknown="$unknown $id"
done <asked.ids
[ -z "$unknown" ]
ok $? "it asks for events that have a name here:$unknown"
for id in 4624 4625 4634 4647 4688 4800 4801 1102 104 6416 20003 2003 1033 \
    11707 1116 1117
do
	grep -qx $id asked.ids || echo $id
done >lacking
[ ! -s lacking ]
ok $? "among them all that the rules need: $(tr '\n' ' ' <lacking)"

# The columns that the script for 365 selects, as CSV, are a log we read.
columns() { # columns FIRST: of the Select-Object that begins with it
	awk -v first="$1" '
		index($0, "n = \047" first "\047") { on = 1; line = first
			getline }
		on { gsub(/[ \t`]/, ""); line = line "," $0
			if ($0 !~ /,$/) { sub(/,,/, ",", line); print line; exit } }
	' "$C/Export-Microsoft365.ps1" | sed 's/,,*/,/g'
}
got=$(columns Received)
[ "$got" = Received,SenderAddress,RecipientAddress,Subject,Status,Size,MessageId,MessageTraceId,FromIP ]
ok $? "the columns of the message trace are found: $got"
{
	echo "$got" | sed 's/[^,]*/"&"/g'
	echo '"2026-10-12T07:31:02.118Z","amy.ash@quillbrook.example","ben@postbox.example","Homework, two","Delivered","8120","<a1@quillbrook.example>","6a1f1f5e-0000-4000-8000-000000000001","198.51.100.7"'
} >trace.csv
beadle-parse -v trace.csv >events 2>counts
has "and beadle reads what has them" " 2 records: 1 used" counts
has "with its time, sender and recipient" \
    '^2026-10-12T07:31:02.118000Z.*amy.ash@quillbrook.example.*ben@postbox.example' \
    events
got=$(columns CreationDate)
{
	echo "$got" | sed 's/[^,]*/"&"/g'
	echo '"2026-10-12T07:31:02.000Z","AzureActiveDirectoryStsLogon","UserLoggedIn","amy@quillbrook.example","{""CreationTime"":""2026-10-12T07:31:02"",""Id"":""a1"",""Operation"":""UserLoggedIn"",""RecordType"":15,""ResultStatus"":""Success"",""Workload"":""AzureActiveDirectory"",""ClientIP"":""198.51.100.7"",""UserId"":""amy@quillbrook.example""}"'
} >audit.csv
beadle-parse -v audit.csv >events 2>counts
has "so it does the audit log's" " 2 records: 1 used" counts

# ---- What the recipes say of beadle is so.
grep -oE '(beadle|school)[a-z.]*\([157]\)' "$C/README.md" |
    sed 's/(\(.\))/.\1/' | sort -u >pages
while read -r page
do
	[ -e "$ROOT/cmd/$page" ]
	ok $? "README: $page is a page"
done <pages
for file in "$C"/*
do
	name=${file##*/}
	[ "$name" = README.md ] || has "README tells of $name" "\`$name\`" "$C/README.md"
done
sh -n "$C/pull"
ok $? "pull is a shell script"
! echo 'if then' | sh -n 2>/dev/null
ok $? "as some are not"
if command -v shellcheck >/dev/null
then
	shellcheck "$C/pull" >checked
	ok $? "in which shellcheck finds nothing"
	sed 's/"$to"/$to/' "$C/pull" >culprit
	! shellcheck culprit >/dev/null
	ok $? "and finds a culprit"
fi
done_testing
