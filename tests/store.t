#!/bin/sh
# The commands store and dump: what goes in comes out, twice is once, and
# what cannot be done leaves nothing behind.

. "$(dirname "$0")/tap.sh"
export BEADLE_SHARE="$ROOT"
cp -r "$ROOT/sample-logs/school" "$T/school"
chmod o= "$T"/school/*.yml "$T"/school/*.csv
settings=$T/school/school.yml
cd "$T" || exit 1

beadle-parse -c "$settings" school/logs/proxy/access.log-20261017.gz \
    school/logs/mail/mail.log-20261013.gz \
    school/logs/endpoint/winlogbeat-20261013.ndjson.gz 2>err |
    beadle-tag -c "$settings" 2>>err |
    beadle-match -c "$settings" >events 2>>err

run_ok "store" beadle-store -v -c "$settings" -d one.db events
awk '/^records read/ { good = $3 > 0 && $3 == $6 + $9 + $12 + $15 }
    END { exit !good }' .out
ok $? "records read = used + duplicate + ignored + rejected"
[ "$(stat -c %a one.db)" = 640 ]
ok $? "mode 640"

run_ok "dump" beadle-dump -c "$settings" -d one.db
cp .out dumped
stored=$(sed -n 's/^events stored //p' .out)
head -1 events | tr '\t' '\n' | head -1 >first
head -1 dumped | tr '\t' '\n' | head -1 | cmp -s - first
ok $? "dump prints events as text"

# What comes out, by stamp, account, site and mailbox, is what went in.
pick() {
	awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	    $c["event.kind"] == "event" && $c["beadle.kind"] != "fragment" &&
	    $c["event.category"] != "email" {
		print $c["@timestamp"], $c["event.start"],
		    $c["event.duration"], $c["user.name"], $c["source.ip"],
		    $c["url.domain"], $c["http.request.method"],
		    $c["http.response.status_code"],
		    $c["http.response.bytes"], $c["url.port"],
		    $c["event.code"], $c["beadle.category"],
		    $c["beadle.period"], $c["log.file.path"],
		    $c["log.offset"] }' "$1" | sort
}
pick events | sed 's/ 4769 / 4769 /' >in
pick dumped >out
[ "$(wc -l <in)" -gt 100 ]
ok $? "there are events to compare"
# Settle gives an account where somebody was logged on: compare the rest.
cut -d' ' -f1-3,5- in >in.rest
cut -d' ' -f1-3,5- out >out.rest
sort in.rest >in.sorted
sort out.rest >out.sorted
same "events come out as they went in" in.sorted out.sorted

run_ok "canonical dump" beadle-dump -d one.db --canonical -o one.txt
run_ok "the same again" beadle-store -v -c "$settings" -d one.db events
grep -q 'used 0 + ' .out
ok $? "nothing of it is used twice"
beadle-dump -d one.db --canonical >again.txt
same "twice is once" one.txt again.txt

beadle-store -c "$settings" -d pipe.db <events
beadle-dump -d pipe.db --canonical >pipe.txt
same "from standard input the same" one.txt pipe.txt

run_ok "-n" beadle-store -n -c "$settings" -d none.db events
[ "$(beadle-dump -d none.db | wc -l)" = 1 ]
ok $? "-n keeps nothing"

# A stream that breaks off in the middle of a row.
head -c 20000 events >cut
beadle-store -c "$settings" -d cut.db cut >.out 2>.err
status=$?
[ $status -eq 1 ] || [ $status -eq 3 ]
ok $? "a row that is cut short is noticed"
has "and named by its line" 'cut:.*[0-9]' .err
echo garbage >garbage
exits 1 "a stream without a header is refused" \
    beadle-store -c "$settings" -d bad.db garbage
[ "$(beadle-dump -d bad.db | wc -l)" = 1 ]
ok $? "and leaves nothing behind"

sinces="-s 2026-10-13T08:00:00Z -u 2026-10-13T09:00:00Z"
# shellcheck disable=SC2086
beadle-dump -d one.db $sinces >hour
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["event.start"] < "2026-10-13T08" ||
    $c["event.start"] >= "2026-10-13T09" { bad = 1 }
    END { exit bad || NR < 2 }' hour
ok $? "since and until"
exits 2 "a time that is none" beadle-dump -d one.db -s yesterday

exits 1 "no store" beadle-dump -d nowhere.db
has "and says what makes it" "^beadle-dump: nowhere.db: there is no store; " \
    "$T/.err"
[ ! -e nowhere.db ]
ok $? "dump makes none"
echo "not a database, but long enough to be looked at as if it were one" \
    >text.db
chmod 640 text.db
exits 1 "a file that is no store" beadle-dump -d text.db
exits 1 "a file that is no store is not written over" \
    beadle-store -c "$settings" -d text.db events
has "and stays as it was" "not a database" text.db
ln -s loop.db loop.db
exits 1 "a store that cannot be reached" beadle-dump -d loop.db
has "says what stands in the way" "loop.db: Too many levels of symbolic" \
    "$T/.err"
cp one.db open.db
chmod 644 open.db
exits 1 "a store that everyone may read is refused" \
    beadle-store -c "$settings" -d open.db events

if [ -w /dev/full ]
then
	exits 1 "full disk" sh -c 'beadle-dump -d one.db >/dev/full'
	exits 1 "full disk, canonical" \
	    sh -c 'beadle-dump -d one.db --canonical >/dev/full'
fi
: >"$T/one.db.lock"
exits 75 "one at a time" flock "$T/one.db.lock" \
    beadle-store -c "$settings" -d one.db events
done_testing
