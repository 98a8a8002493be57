#!/bin/sh
# Things that go wrong around a night: each is told in a sentence, by an exit
# code that means something, and nothing is half done or papered over.

. "$(dirname "$0")/tap.sh"
for day in 3 4
do
	zcat "$S/logs/proxy/access.log-2026101$day.gz" | head -n 1500 \
	    >"$T/$day.log"
done
cp -R "$S" "$T/school"
rm -rf "$T/school/logs"
chmod -R u+w,o= "$T/school"

# The night of a store: its summary on $T/STORE.sum, complaints on .err.
night() { # night STORE [FILE ...]
	store=$1
	shift
	beadle nightly -c "$T/school/school.yml" -d "$T/$store.db" \
	    -o "$T/$store.out" -v "$@" >"$T/$store.sum" 2>"$T/$store.err"
}
tells() { # tells STATUS WANTED NAME PATTERN STORE
	[ "$1" -eq "$2" ] && grep -q -e "$4" "$T/$5.err"
	tap_good=$?
	ok $tap_good "$3"
	[ $tap_good -eq 0 ] || sed "s/^/# exit $1: /" "$T/$5.err"
}
dump() {
	beadle dump --canonical -d "$T/$1.db" >"$T/$1.txt" 2>"$T/$1.err"
}
# As a user who may be kept out; root may not.
as_nobody() {
	if [ "$(id -u)" -eq 0 ]
	then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

night good "$T/3.log"
ok $? "a night without trouble"
grep -v "^walls around the reader" "$T/good.err" >"$T/said"
[ ! -s "$T/said" ]
ok $? "says nothing on standard error"
dump good
night good "$T/4.log"
dump good

# Logs.
mkdir "$T/mixed"
chmod 755 "$T" "$T/mixed"
chmod -R a+rX "$T/school"
cp "$T/3.log" "$T/mixed"
cp "$T/3.log" "$T/mixed/4.log"
chmod 644 "$T/mixed/3.log"
chmod 0 "$T/mixed/4.log"
mkdir "$T/theirs"
chmod 777 "$T/theirs"
# The house may lie where nobody else may look, as in root's own folder.
mkdir "$T/b" "$T/share" "$T/share/reports"
cp "$BEADLE_BUILD/beadle-nightly" "$T/b"
cp -R "$ROOT/policy" "$T/share/"
cp -R "$ROOT/reports/charts" "$T/share/reports/"
chmod -R a+rX "$T/b" "$T/share"
as_nobody env BEADLE_SHARE="$T/share" "$T/b/beadle-nightly" -c "$T/school/school.yml" \
    -d "$T/theirs/a.db" -o "$T/theirs/out" -v "$T/mixed" \
    >"$T/theirs.sum" 2>"$T/theirs.err"
tells $? 3 "a log that may not be read is named, exit 3" \
    "mixed/4.log: Permission denied" theirs
has "the others are read" "^records read 1500 " "$T/theirs.sum"
has "and it counts as in trouble" "in trouble 1$" "$T/theirs.sum"

night none "$T/3.log" "$T/nothing.log"
tells $? 3 "a log that is not there is named, exit 3" \
    "nothing.log: No such file" none
has "and the others are read" "^records read 1500 " "$T/none.sum"

# One that is found and then gone: the reader waits for the first meanwhile.
mkdir "$T/going"
mkfifo "$T/going/1.log"
cp "$T/4.log" "$T/going/2.log"
beadle nightly -c "$T/school/school.yml" -d "$T/gone.db" -o "$T/gone.out" \
    -v "$T/going/1.log" "$T/going/2.log" >"$T/gone.sum" 2>"$T/gone.err" &
night=$!
# Opening it to write waits for the reader, who has looked for both by then.
{ rm "$T/going/2.log"; cat "$T/3.log"; } >"$T/going/1.log"
wait $night
tells $? 3 "a log that vanishes is named, exit 3" "2.log: No such file" gone
has "and the others are read" "^records read 1500 " "$T/gone.sum"

mkdir "$T/many"
cat "$T/3.log" "$T/4.log" | head -n 2500 | awk -v to="$T/many" '
	{ for (i = 0; i < 2; i++) {
		f = to "/" sprintf("%04d", n++) ".log"
		print > f; close(f)
	} }'
count=$(find "$T/many" -type f | wc -l)
night many "$T/many"
ok $? "$count small logs"
has "all are opened" "^files read $count, " "$T/many.sum"
night many "$T/many"
has "and none a second time" "^files read 0, unchanged $count, " "$T/many.sum"

# The store.
night absent/here "$T/3.log" 2>"$T/absent.err"
beadle nightly -c "$T/school/school.yml" -d "$T/absent/a.db" "$T/3.log" \
    2>"$T/absent.err"
tells $? 1 "a folder of the store that is not there is told, exit 1" \
    "absent/a.db.lock: No such file or directory" absent
for what in text other
do
	if [ $what = text ]
	then
		yes 'this is not a store' | head -n 2000 >"$T/text.db"
	else
		command -v sqlite3 >/dev/null || continue
		sqlite3 "$T/other.db" 'CREATE TABLE theirs(a)'
	fi
	chmod 640 "$T/$what.db"
	cp "$T/$what.db" "$T/before.db"
	night $what "$T/3.log"
	tells $? 1 "what is not a store is refused, exit 1 ($what)" \
	    "$what.db: .*not a" $what
	same "and is left alone ($what)" "$T/before.db" "$T/$what.db"
done

night whole "$T/3.log"
damaged=0 told=0
# The end of a page is where its rows are: of the first, of symbols, of their
# index, of events.
pages=$(($(wc -c <"$T/whole.db") / 16384))
for page in 1 2 3 18 $((pages - 1)) $pages
do
	cp "$T/whole.db" "$T/bad.db"
	yes damage | head -c 2000 | dd of="$T/bad.db" bs=1 \
	    seek=$((page * 16384 - 2000)) conv=notrunc status=none
	cp "$T/bad.db" "$T/before.db"
	damaged=$((damaged + 1))
	night bad "$T/4.log"
	if [ $? -eq 1 ] && [ -s "$T/bad.err" ] &&
	    cmp -s "$T/before.db" "$T/bad.db"
	then
		told=$((told + 1))
	else
		echo "# damage in page $page of $pages was not told"
	fi
done
[ $told -eq $damaged ]
ok $? "$told of $damaged stores with damage are told, and left as they are"
head -c 100000 "$T/whole.db" >"$T/cut.db"
chmod 640 "$T/cut.db"
night cut "$T/4.log"
tells $? 1 "a store that was cut off is told" "cut.db: .*malformed" cut

# What surrounds it.
TMPDIR=/nonexistent night tmp "$T/3.log" "$T/4.log"
ok $? "a night without TMPDIR"
lacks "the charts are drawn all the same" "could not be drawn" "$T/tmp.err"
# What a kill has left of the charts goes; what is in use, or not ours, stays.
mkdir "$T/tmp" "$T/tmp/beadle-chart-OLD123" "$T/tmp/beadle-chart-NEW123" \
    "$T/tmp/other-OLD123"
echo left >"$T/tmp/beadle-chart-OLD123/chart.svg"
ln -s "$T/tmp/other-OLD123" "$T/tmp/beadle-chart-LINK12"
touch -d '2 hours ago' "$T/tmp/beadle-chart-OLD123" "$T/tmp/other-OLD123"
TMPDIR=$T/tmp night left "$T/3.log" "$T/4.log"
[ "$(ls "$T/tmp" | tr '\n' ' ')" = \
    "beadle-chart-LINK12 beadle-chart-NEW123 other-OLD123 " ]
ok $? "charts of a night that was killed are swept away"
(umask 0 && LC_ALL=tr_TR.UTF-8 TZ=Pacific/Apia night odd "$T/3.log" "$T/4.log")
ok $? "with umask 0, a Turkish locale and another time zone"
dump odd
same "the store is the same" "$T/good.txt" "$T/odd.txt"
find "$T/odd.db" "$T/odd.out" -perm /007 | grep -q .
[ $? -ne 0 ]
ok $? "and nothing is open to everyone"
(umask 0777 && LC_ALL=nonsense night tight "$T/3.log" "$T/4.log")
ok $? "with umask 0777 and a locale that is none"
dump tight
same "the store is the same too" "$T/good.txt" "$T/tight.txt"

# The list of people.
cp "$T/school/people.csv" "$T/people.csv"
head -n 150 "$T/people.csv" >"$T/school/people.csv"
cp "$T/whole.db" "$T/shrunk.db"
night shrunk "$T/4.log"
tells $? 1 "a list of people that shrank by half is not believed" \
    "has 149 people, and had [0-9]* last night.*-y" shrunk
same "and nothing is changed" "$T/whole.db" "$T/shrunk.db"
night shrunk -y "$T/4.log"
ok $? "unless somebody says so"
night shrunk "$T/4.log"
ok $? "once"
head -n 300 "$T/people.csv" >"$T/school/people.csv"
cp "$T/whole.db" "$T/leavers.db"
night leavers "$T/4.log"
ok $? "a hundred leavers are believed"
cp "$T/people.csv" "$T/school/people.csv"

# Lists that are gone: nothing is judged on half of what a school has told.
for list in people.csv devices.csv terms.csv day.csv lists/technicians.txt
do
	mv "$T/school/$list" "$T/gone.list"
	cp "$T/whole.db" "$T/listless.db"
	night listless "$T/4.log"
	tells $? 1 "a missing $list is told, exit 1" \
	    "$list.*No such file\|$list: .*not be read\|$list.*is not there" \
	    listless
	same "and nothing is changed" "$T/whole.db" "$T/listless.db"
	mv "$T/gone.list" "$T/school/$list"
done
night listless "$T/4.log"
ok $? "when they are back, so is the night"
dump listless
same "and the store is the same" "$T/good.txt" "$T/listless.txt"

# What nights without some logs stored is made whole when they are found.
night found "$T/4.log"
night found "$T/3.log"
ok $? "logs that were missing and then found"
dump found
sort "$T/good.txt" >"$T/good.all"
sort "$T/found.txt" >"$T/found.all"
same "make the store that they would have made" "$T/good.all" "$T/found.all"

# The clock.
cp "$T/whole.db" "$T/clock.db"
BEADLE_NOW=2026-10-20T04:00:00Z
night clock "$T/4.log"
tells $? 0 "a clock that was set back is told" "clock stands before" clock
dump clock
same "and the store is the same" "$T/good.txt" "$T/clock.txt"
done_testing
