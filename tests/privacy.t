#!/bin/sh
# Protection from the first name on: before go-live nobody is named, a rule
# without a clause names nobody, folders that others may look into are
# refused, each run that names a person is written down, secrets and illegal
# addresses never reach the disk.

. "$(dirname "$0")/tap.sh"

school() { # school NAME: the sample school with logs of two days
	sample_school "$T/$1"
	cp "$S/logs/proxy/access.log-20261014.gz" \
	    "$S/logs/proxy/access.log-20261015.gz" \
	    "$S/logs/endpoint/winlogbeat-20261014.ndjson.gz" \
	    "$S/logs/mail/mail.log-20261014.gz" "$T/$1/logs/"
	chmod -R o= "$T/$1"
}
night() {
	beadle nightly -c "$T/$1/school.yml" >"$T/out" 2>"$T/err"
}
items() {
	beadle incident list -c "$T/$1/school.yml" --csv >"$T/items"
}
people() { # the accounts, keys and names of the list of people
	awk -F, 'NR > 1 { print $1; print $2; print $3 " " $4 }' \
	    "$S/people.csv" | awk 'length($0) > 5'
}
people >"$T/people"

school live
night live
ok $? "a night after go-live"
items live
has "names people" ",strong," "$T/items"
grep -qFf "$T/people" "$T/items"
ok $? "by account"

school early
sed -i 's/^go_live:.*/go_live: 2027-01-01/' "$T/early/school.yml"
night early
items early
! grep -qFf "$T/people" "$T/items"
ok $? "before go-live nobody is named in an item"
! grep -rqaFf "$T/people" "$T/early/out"
ok $? "nor in any report"

school unwritten
sed -i '/^rules:/,$d' "$T/unwritten/school.yml"
night unwritten
ok $? "a policy without clauses"
items unwritten
[ "$(wc -l <"$T/items")" -eq 1 ]
ok $? "makes observations only, no item"

# Folders and modes.
night live
for f in beadle.db out/governors out/head
do
	[ "$(stat -c %A "$T/live/$f" | cut -c8-10)" = "---" ]
	ok $? "$f is closed to the world"
done
rm "$T/live/beadle.db"
chmod o+rx "$T/live/out/governors"
night live
[ $? -eq 1 ]
ok $? "a folder that the world may read is refused"
has "and said why" "governors: refused: everybody" "$T/err"
chmod o= "$T/live/out/governors"

# The audit.
reads() {
	sqlite3 "$T/live/beadle.db" "SELECT count(*) FROM audit"
}
before=$(reads)
items live
[ "$(reads)" -gt "$before" ]
ok $? "a list of names is written down in the audit"
sqlite3 "$T/live/beadle.db" \
    "SELECT who || ' ' || what FROM audit ORDER BY number" >"$T/audit"
sed 's/^/# /' "$T/audit"

# Suspected illegal content and secrets: planted bytes are searched for in
# every file that the night wrote.
school locked
account=$(awk -F, 'NR == 2 { print $1 }' "$S/people.csv")
t=1791972000
i=0
while [ $i -lt 30 ]
do
	printf '%s.100\t\t%s\t198.51.100.20\t198.51.100.20\thttp://%s\tGET\t%s\t512\ttext/html\t%s\t\t10\t\t%s\t%s\t0\t%s\tpupils\t1\t%s\t8080:PH\n' \
	    $((t + i)) "$account" "lessons.example/page$i" 200 Mozilla 0 '' \
	    '' ''
	i=$((i + 1))
done >"$T/locked/logs/e2g.log"
printf '%s.100\t\t%s\t198.51.100.20\t198.51.100.20\thttp://%s\tGET\t403\t512\ttext/html\t%s\t\t10\t\t%s\t%s\t0\t%s\tpupils\t1\t%s\t8080:PH\n' \
    $((t + 60)) "$account" 'canaryhost.example/canarypath?q=canaryquery' \
    Mozilla 500 '*DENIED* Banned site: canaryhost.example' \
    'IWF child abuse list' canarysearch \
    >>"$T/locked/logs/e2g.log"
printf '%s.100     10 198.51.100.20 TCP_MISS/200 900 GET http://homework-window.example/browse.php?u=http://blockbrawl.example/&password=canarysecret&card=4111111111111111 %s HIER_DIRECT/203.0.113.9 text/html\n' \
    $((t + 90)) "$account" >>"$T/extra.log"
zcat "$T/locked/logs/access.log-20261014.gz" | cat - "$T/extra.log" \
    >"$T/locked/logs/access.log"
rm "$T/locked/logs/access.log-20261014.gz"
# All that writes is on: alerts with names, spells by lot, sealed evidence,
# a request, retention, a copy of the store.
cat >>"$T/locked/school.yml" <<'END'
sample: 50
alerts:
  on: true
  names: true
  severity: caution
readers:
  deputy: {mode: "0750"}
  head-of-year-9: {mode: "0750"}
contacts:
  dsl: {phone: 01632 960001}
  deputy: {phone: 01632 960002}
  head: {phone: 01632 960003}
  holiday: {phone: 01632 960004, reader: deputy}
  out-of-hours: {phone: 01632 960005, reader: deputy}
END
BEADLE_NOW=2026-10-14T22:00:00Z
export BEADLE_NOW
night locked
ok $? "a night with illegal content and secrets in its logs"
sed 's/^/# /' "$T/err"
here() { # here COMMAND ...: of that school
	beadle "$@" -c "$T/locked/school.yml" </dev/null
}
sqlite3 "$T/locked/beadle.db" "SELECT name FROM item WHERE account = '$account'
    ORDER BY name" >"$T/mine"
i=0
while read -r id
do
	here incident confirm -w head -m seen "$id"
	beadle incident show -c "$T/locked/school.yml" -w head "$id" \
	    >"$T/locked/show-$i.txt" 2>&1
	i=$((i + 1))
done <"$T/mine" 2>"$T/err"
[ $i -ge 2 ]
ok $? "what was found of that person is confirmed"
sed 's/^/# /' "$T/err"
night locked
ls "$T/locked/evidence" >"$T/packs"
[ "$(wc -l <"$T/packs")" -eq $i ]
ok $? "and sealed"
for f in "$T"/locked/evidence/*.zip
do
	unzip -p "$f" >"$f.txt"
done
BEADLE_NOW=2026-10-19T05:00:00Z
night locked
here incident alerts >"$T/locked/alerts.csv"
grep -q . "$T/locked/alerts.csv" && ls "$T"/locked/out/*/alert-*.txt >"$T/n"
ok $? "alerts were raised"
grep -qa 'password=\*secret\*&card=\*card\*' "$T"/locked/evidence/*.zip.txt
ok $? "a line with a password and a card number is sealed without them"
beadle person export -c "$T/locked/school.yml" -m "request 7" "$account" \
    >"$T/locked/person.out" 2>&1
ok $? "a request is answered"
sqlite3 "$T/locked/beadle.db" "VACUUM INTO '$T/locked/copy.db'"
# Stopped while it writes: what lies beside the store.
(
	echo "PRAGMA wal_autocheckpoint = 0;"
	echo "UPDATE item SET changed = changed + 1;"
	echo ".shell cp $T/locked/beadle.db-wal $T/locked/left.wal"
) | sqlite3 "$T/locked/beadle.db" 2>/dev/null
beadle dump --pseudonyms -c "$T/locked/school.yml" \
    >"$T/locked/pseudonyms.tsv" 2>&1
BEADLE_NOW=2026-11-02T04:00:00Z
beadle dump -c "$T/locked/school.yml" >"$T/locked/dump.tsv"
items locked
cp "$T/items" "$T/locked/items.csv"
beadle parse "$T/locked/logs/e2g.log" >"$T/locked/parsed.tsv"
grep -q 'suspected illegal (IWF)' "$T/locked/parsed.tsv"
ok $? "who was blocked, when and why is kept"
for f in "$T"/locked/out/*/*.pdf
do
	pdftotext "$f" "$f.txt"
done
mv "$T/locked/logs" "$T/kept-apart"
! grep -rqa -e canary -e 4111111111111111 --exclude=school.yml "$T/locked" \
    --exclude-dir=none
ok $? "no illegal address, search or secret reaches any file"
grep -rla -e canary -e 4111111111111111 "$T/locked" | sed 's/^/# /'
grep -qa canary "$T/kept-apart/e2g.log"
ok $? "and they would be seen"

# The governors' documents, by every text of the logs: hosts, paths and queries
# of addresses, words searched for, subjects and addresses of mail, agents, names
# of computers and programs.  Of one kind each is planted too, by somebody who
# is flagged for it, so that the store has it to tell.
school told
{
	printf '%s.100     10 198.51.100.20 TCP_DENIED/403 900 GET http://hidemyway.example/canarypath?q=canarysearch %s HIER_NONE/- text/html\n' \
	    $((t + 95)) "$account"
	zcat "$T/told/logs/access.log-20261014.gz"
} >"$T/told/logs/access.log"
rm "$T/told/logs/access.log-20261014.gz"
printf '198.51.100.20 - %s [14/Oct/2026:11:01:40 +0100] "GET http://www.bbc.co.uk/canarynews HTTP/1.1" 200 5120 "-" "CanaryAgent/7" TCP_MISS:HIER_DIRECT\n' \
    "$account" >"$T/told/logs/combined.log"
printf '%s 1abCDe-0001Xy-2Z <= %s@quillbrook.example U=mail P=local S=812 T="canarysubject" for canary@postbox.example\n' \
    '2026-10-14 10:00:00' "$account" >"$T/told/logs/mainlog"
night told
ok $? "a night with texts planted in its logs"
sed 's/^/# /' "$T/err"
beadle dump -c "$T/told/school.yml" 2>"$T/err" >"$T/told/dump.tsv"
[ "$(grep -c -i canary "$T/told/dump.tsv")" -ge 2 ]
ok $? "the store has them"
beadle parse "$T"/told/logs/* 2>"$T/err" | awk -F'\t' '
	NR == 1 { for (i = 1; i <= NF; i++)
		if ($i ~ /^(user|source|host|url|user_agent|destination|email|process|file|device|package|threat)\./)
			wanted[i] = 1
		next }
	{ for (i in wanted) if (length($i) > 4) print $i }' |
    grep -vix quillbrook | sort -u >"$T/texts"
[ "$(grep -c '' "$T/texts")" -gt 2000 ]
ok $? "$(grep -c '' "$T/texts") texts of the logs are tried"
governors_words() { # governors_words FILE: its text
	case $1 in
	*.pdf) pdftotext "$1" - ;;
	*) cat "$1" ;;
	esac
}
for f in "$T"/told/out/governors/governors-autumn-2026.*
do
	governors_words "$f" >"$T/read"
	grep -iwoFf "$T/texts" "$T/read" | sort -u >"$T/found"
	[ ! -s "$T/found" ] && ! grep -qi canary "$T/read"
	ok $? "none stands in the governors' ${f##*.}"
	sed 's/^/# /' "$T/found"
done
for text in canarypath CanaryAgent hidemyway.example
do
	grep -q "$text" "$T/texts"
	ok $? "one of them is $text"
done
governors_words "$T/told/out/head/incident-log-autumn-2026.csv" >"$T/read"
[ "$(grep -iwoFf "$T/texts" "$T/read" | sort -u | wc -l)" -gt 20 ]
ok $? "the same search finds them in the head's log"

# The governors' documents, by every value of the school's lists.
find "$T/live/out/governors" -type f >"$T/files"
for f in $(cat "$T/files")
do
	case $f in
	*.pdf) pdftotext -layout "$f" - ;;
	*) cat "$f" ;;
	esac
done >"$T/read"
awk -F, 'NR > 1 { print $1; print $2; print $4 }' "$S/devices.csv" |
    awk 'length($0) > 4' | sort -u >"$T/devices"
! grep -qwFf "$T/people" "$T/read" && ! grep -qwFf "$T/devices" "$T/read"
ok $? "the governors' report holds no name, account or device"
head -1 "$T/people" >>"$T/read"
grep -qwFf "$T/people" "$T/read"
ok $? "and a planted one would be seen"

# A crash leaves nothing behind.
mkfifo "$T/pipe"
school core
for filter in parse tag match
do
	(ulimit -c unlimited; exec beadle $filter -c "$T/core/school.yml" \
	    <"$T/pipe" >/dev/null 2>"$T/err") &
	exec 9>"$T/pipe"
	n=0
	while ! tr '\0' ' ' <"/proc/$!/cmdline" | grep -q "beadle-$filter" &&
	    [ $n -lt 50 ]
	do
		sleep 0.1
		n=$((n + 1))
	done
	sleep 0.1
	grep -q "^Max core file size *0  *0 " "/proc/$!/limits"
	ok $? "$filter leaves no core behind"
	exec 9>&-
	wait
done
done_testing
