#!/bin/sh
# The night on the sample school: what was planted is found and nothing
# else, twice is once, the order and the cut of the logs do not matter, and
# the pipe gives the same store as the night.

. "$(dirname "$0")/tap.sh"

night() { # night STORE [FILE ...]: with the sample school's settings
	store=$1
	shift
	beadle nightly -c "$S/school.yml" -d "$T/$store.db" -o "$T/$store.out" \
	    -v "$@" >"$T/$store.sum" 2>"$T/$store.err"
}

dump() {
	beadle dump --canonical -d "$T/$1.db" >"$T/$1.txt"
}

night first
ok $? "the night runs on the sample school"
sed 's/^/# /' "$T/first.sum" "$T/first.err"
awk '/^records read/ {
	gsub(/[^0-9 ]/, "")
	exit !($1 > 200000 && $1 == $2 + $3 + $4 + $5)
}' "$T/first.sum"
ok $? "its numbers balance"
has "nothing was rejected" "rejected 0$" "$T/first.sum"

beadle incident list -d "$T/first.db" --csv >"$T/items.csv"
"$ROOT/tests/school/score" "$S/truth.csv" "$S/lookalikes.csv" \
    "$T/items.csv" >"$T/score"
ok $? "every plant is found, no look-alike, nothing else"
sed 's/^/# /' "$T/score"

dump first
cp "$T/first.txt" "$T/before.txt"
night first
ok $? "a second night runs"
has "and reads nothing" "^records read 0 " "$T/first.sum"
dump first
same "and changes nothing" "$T/before.txt" "$T/first.txt"

# The same logs under other names, compressed otherwise: nothing is new.
mkdir "$T/again"
zcat "$S"/logs/proxy/access.log-2026101[2-4].gz >"$T/again/joined.log"
zcat "$S/logs/mail/mail.log-20261013.gz" | xz >"$T/again/mail.xz"
night first "$T/again"
has "joined and re-compressed copies count once" "used 0 " "$T/first.sum"
dump first
same "and change nothing" "$T/before.txt" "$T/first.txt"

# In nights of a day each, last day first.
for day in $(ls "$S/logs/endpoint" | tr -cd '0-9\n' | sort -r)
do
	files=$(ls "$S"/logs/*/*"$day"* 2>/dev/null | grep -v -e zip -e tar)
	# shellcheck disable=SC2086
	[ -n "$files" ] && night days $files
done
night days "$S"/logs/proxy/*.zip
night days "$S"/logs/proxy/*.tar.xz
dump days
same "nights of a day each, in reverse, give the same store" \
    "$T/first.txt" "$T/days.txt"

# As a pipe.
beadle parse -c "$S/school.yml" -d "$T/pipe.db" "$S/logs" 2>"$T/pipe.err" |
    beadle tag -c "$S/school.yml" | beadle match -c "$S/school.yml" |
    beadle store -c "$S/school.yml" -d "$T/pipe.db" 2>>"$T/pipe.err"
ok $? "the pipe runs"
dump pipe
same "the pipe gives the same store as the night" "$T/first.txt" "$T/pipe.txt"

# A log that grows between two nights.
zcat "$S/logs/proxy/access.log-20261013.gz" >"$T/whole.log"
mkdir "$T/grow"
night whole "$T/whole.log"
dump whole
for part in 3001 7777 9000 100000000
do
	head -n "$part" "$T/whole.log" >"$T/grow/access.log"
	night grown "$T/grow/access.log"
done
dump grown
sed -i "s|$T/whole.log||g" "$T/whole.txt"
sed -i "s|$T/grow/access.log||g" "$T/grown.txt"
same "a log that grows is read as one" "$T/whole.txt" "$T/grown.txt"

# Two at once.
exec 8>"$T/first.db.lock"
flock 8
exits 75 "a second night gives way" beadle nightly -c "$S/school.yml" \
    -d "$T/first.db" -o "$T/first.out"
exec 8>&-

# A killed night leaves nothing behind.
beadle nightly -c "$S/school.yml" -d "$T/killed.db" -o "$T/killed.out" &
pid=$!
sleep 0.4
kill -9 $pid
wait $pid 2>/dev/null
night killed
ok $? "after a kill the next night runs"
dump killed
same "and the store is the same" "$T/first.txt" "$T/killed.txt"
done_testing
