#!/bin/sh
# The same bytes count once, through the filters and from night to night:
# logs grown, cut, renamed, packed anew and joined.

. "${0%/*}/tap.sh"
. "$ROOT/tests/filters.sh"

umask 077
settings=$ROOT/sample-logs/school/school.yml
log=$(ls "$ROOT"/sample-logs/school/logs/proxy/access.log-*.gz | head -1)
gzip -dc "$log" | head -12000 >"$T/whole"
mkdir "$T/in"
cd "$T/in" || exit 1

cp "$T/whole" access.log
gives 12000 "a log, once" once.db access.log
gives 0 "... and again" once.db access.log
gzip -k access.log
gives 0 "... packed" once.db access.log.gz
xz -c access.log >renamed
gives 0 "... otherwise, under another name" once.db renamed
tail -n 3333 access.log >tail.log
gives 0 "... its tail" once.db tail.log
sed -n 2001,9000p access.log >middle.log
head -n 5000 access.log >head.log
gives 0 "... its middle and its head, on one night" once.db middle.log head.log
cat middle.log tail.log head.log >joined.log
gives 0 "... pieces of it, joined" once.db joined.log
zip -q all.zip access.log joined.log access.log.gz
gives 0 "... all of them in an archive" once.db all.zip

gives 7000 "the middle first" parts.db middle.log
gives 5000 "... then all the rest" parts.db all.zip tail.log head.log

for lines in 1 2 9 10 700 701 6000 11999 12000
do
	head -n "$lines" "$T/whole" >access.log
	night grown.db access.log >/dev/null
done
beadle-dump --canonical -d "$T/once.db" >"$T/once"
beadle-dump --canonical -d "$T/grown.db" >"$T/grown"
[ "$(grep -c . "$T/once")" -gt 12000 ]
ok $? "the dump has all events"
same "a log that grew line by line is the same" "$T/once" "$T/grown"

# Lines alike are legitimate, within a log.
head -n 1 "$T/whole" >twin
cat twin twin twin >twins.log
gives 3 "three lines alike are three" twins.db twins.log
gives 0 "... and no more the next night" twins.db twins.log

done_testing
