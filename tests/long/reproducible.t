#!/bin/sh
# Two builds in different folders, under different names, times and locales,
# give the same bytes.

. "$(dirname "$0")/../tap.sh"

for name in one another/and-deeper
do
	mkdir -p "$T/$name"
	(cd "$ROOT" && cp -R Makefile cmd include lib policy reports tests \
	    "$T/$name")
done
(cd "$T/one" && make -s -j2 all) >"$T/one.log" 2>&1
ok $? "one build"
(cd "$T/another/and-deeper" && umask 077 && TZ=Asia/Tokyo LC_ALL=C \
    make -s all) >"$T/another.log" 2>&1
ok $? "another, elsewhere"
tail -3 "$T/one.log" "$T/another.log" | sed 's/^/# /'
count=0
for binary in "$T"/one/build/release/beadle*
do
	[ -f "$binary" ] && [ -x "$binary" ] || continue
	count=$((count + 1))
	cmp "$binary" "$T/another/and-deeper/build/release/${binary##*/}" \
	    >"$T/cmp" 2>&1
	ok $? "${binary##*/} is the same"
	sed 's/^/# /' "$T/cmp"
done
[ $count -gt 5 ]
ok $? "$count binaries were compared"
done_testing
