#!/bin/sh
# beadle open: what archives give, and how trouble is told.

. "${0%/*}/tap.sh"

corpus=$ROOT/tests/fuzz/corpus/archive
printf '1790000000.123 5 198.51.100.7 TCP_MISS/200 99 GET http://x.example/ amy - text/html\nnext\r\nlast' >"$T/log"

for file in raw.gzip raw.xz raw.bzip2 raw.zstd raw.lz4
do
	run_ok "$file opens" beadle-open "$corpus/$file"
	same "... and gives the log" "$T/log" "$T/.out"
done
cat "$T/log" "$T/log" >"$T/twice"
for file in two.zip two.7z two.tar.gz two.tar.xz old.tar.bz2 twice.gz
do
	run_ok "$file opens" beadle-open "$corpus/$file"
	same "... and gives two logs" "$T/twice" "$T/.out"
done
beadle-open "$T/log" >"$T/got"
same "a plain file is copied" "$T/log" "$T/got"

for file in two.zip two.7z two.tar.xz raw.gzip
do
	cat "$corpus/$file" | beadle-open - >"$T/piped"
	beadle-open "$corpus/$file" >"$T/got"
	same "$file through a pipe" "$T/got" "$T/piped"
done

# Whoever inflates here, the bytes are those that gzip gives: of text, of noise
# (blocks that are stored), of little, of nothing, joined, with a name in front.
{
	zcat "$S/logs/proxy/access.log-20261013.gz" | head -c 400000
	dd if=/dev/zero bs=1000 count=300 2>/dev/null
	perl -e 'srand 7; print pack "C", rand 256 for 1 .. 200000'
} >"$T/mixed"
bad=
for level in 1 2 3 4 5 6 7 8 9
do
	gzip -"$level" <"$T/mixed" >"$T/$level.gz"
	printf x | gzip -"$level" >>"$T/$level.gz"
	: | gzip -"$level" >>"$T/$level.gz"
	gzip -"$level" -c "$T/mixed" >>"$T/$level.gz"
	gzip -dc "$T/$level.gz" >"$T/wanted"
	beadle-open "$T/$level.gz" >"$T/got" 2>&1
	cmp -s "$T/wanted" "$T/got" || bad="$bad $level"
done
[ -z "$bad" ] && [ "$(wc -c <"$T/wanted")" -eq 1800001 ]
ok $? "gzips of nine levels are what gzip says they are$bad"
printf y | dd of="$T/got" bs=1 seek=900000 conv=notrunc 2>/dev/null
! cmp -s "$T/wanted" "$T/got"
ok $? "and one byte of another would be seen"

run_ok "-l lists" beadle-open -l "$corpus/nested.zip"
printf '94\t%s\n' \
	"zip, gzip, tar	$corpus/nested.zip!two.tar.gz!a.log" \
	"zip, gzip, tar	$corpus/nested.zip!two.tar.gz!b.log" \
	"zip, 7z	$corpus/nested.zip!two.7z!a.log" \
	"zip, 7z	$corpus/nested.zip!two.7z!b.log" >"$T/wanted"
same "... size, kind and name" "$T/wanted" "$T/.out"
run_ok "-v names members" beadle-open -v "$corpus/two.zip"
has "... before their records" "^==> $corpus/two.zip!a.log <==$" "$T/.out"

exits 1 "a cut gzip" beadle-open "$corpus/cut.gz"
has "... says so" "cut.gz: is cut short" "$T/.err"
[ -s "$T/.out" ]
ok $? "... and gives what was good"
exits 1 "an encrypted zip" beadle-open "$corpus/encrypted.zip"
has "... says so" "encrypted.zip!a.log: is encrypted" "$T/.err"
exits 1 "what nests too deep" beadle-open "$corpus/deep.gz"
head -c 40000000 /dev/zero | gzip -9 >"$T/bomb.gz"
exits 1 "a bomb" beadle-open "$T/bomb.gz"
has "... says so" "as a bomb does" "$T/.err"
# A header may say that a name is four gigabytes long.
case ${BEADLE_VARIANT:-release} in
release|debug)
	{
		head -c 110 "$corpus/long-name.cpio"
		head -c 60000000 /dev/zero
	} >"$T/name.cpio"
	/usr/bin/time -f %M -o "$T/peak" beadle-open "$T/name.cpio" \
	    >/dev/null 2>"$T/.err"
	[ $? -eq 1 ] && [ "$(tail -n 1 "$T/peak")" -lt 32768 ]
	ok $? "takes $(tail -n 1 "$T/peak") kB and no more"
	has "... and is damage" "is cut short or damaged" "$T/.err"
	;;
esac
exits 1 "a file that is not there" beadle-open "$T/none" "$T/log"
has "... is named" "$T/none: No such file" "$T/.err"
same "... and the next one is given" "$T/log" "$T/.out"
exits 1 "a folder" beadle-open "$T"
exits 2 "an unknown option" beadle-open -x
run_ok "--help" beadle-open --help
run_ok "--version" beadle-open --version

beadle-open "$T/log" >/dev/full 2>"$T/.err"
[ $? -eq 1 ]
ok $? "a full disk is seen"
head -c 3000000 /dev/zero >"$T/long"
beadle-open "$T/long" >/dev/full 2>"$T/.err"
[ $? -eq 1 ]
ok $? "... in the middle too"

done_testing
