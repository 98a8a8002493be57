#!/bin/sh
# What takes longer than a coffee to go wrong: a hundred thousand log files,
# five million domains, a month of logs that was missing and is found.

. "$(dirname "$0")/../tap.sh"
cp -R "$S" "$T/school"
chmod -R u+w,o= "$T/school"
rm -rf "$T/school/logs"
cd "$T" || exit 1

night() { # night STORE [FILE ...]
	store=$1
	shift
	/usr/bin/time -f '%M %e' -o "$T/$store.time" \
	    beadle nightly -c "$T/school/school.yml" -d "$T/$store.db" \
	    -o "$T/$store.out" -v "$@" >"$T/$store.sum" 2>"$T/$store.err"
}
dump() {
	beadle dump --canonical -d "$T/$1.db" >"$T/$1.txt" 2>"$T/$1.err"
}
peak() { # peak STORE: megabytes at most
	echo $(($(sed -n '$s/ .*//p' "$T/$1.time") / 1024))
}

# One line each, in folders of a thousand.
zcat "$S"/logs/proxy/access.log-*.gz "$S"/logs/proxy/access.log-*.gz |
    awk '{ $1 = sprintf("%.3f", $1 + NR / 1000); print }' |
    head -n 100000 >all.log
lines=$(wc -l <all.log)
mkdir many
awk '{ folder = "many/" sprintf("%03d", int((NR - 1) / 1000))
	if (folder != last) { system("mkdir " folder); last = folder }
	file = folder "/" sprintf("%06d", NR) ".log"
	print > file; close(file) }' all.log
night one all.log
night many many
ok $? "$lines log files of a line each"
has "all are read" "^files read $lines, " many.sum
has "and each line is used" "= used $lines + duplicate 0 " many.sum
[ "$(peak many)" -lt 256 ]
ok $? "in $(peak many) MB, $(sed -n '$s/.* //p' many.time) s"
# They are other files, and no longer in the order of time.
dump one
dump many
cut -f2- one.txt | sed 's/all\.log.*//' | grep '^17' | cut -f1-12 |
    sort -u >a
cut -f2- many.txt | sed 's|many/[0-9]*/[0-9]*\.log.*||' | grep '^17' |
    cut -f1-12 | sort -u >b
[ -s a ]
ok $? "there is something to compare"
same "with the same visits as one log" a b
night many many
has "a second night opens none" "^files read 0, unchanged $lines, " many.sum

# Five million domains, and a night with them.
mkdir -p lists/many
awk 'BEGIN { for (i = 0; i < 5000000; i++)
	printf "%s%d.site%d.example\n", substr("abcdefghij", 1, i % 7), i,
	    i % 1000 }' >lists/many/domains
sed 's|^categories:.*|categories: [shipped, ../lists]|' \
    school/school.yml >school/many.yml
chmod o= school/many.yml
/usr/bin/time -f '%M %e' -o many.time beadle check -v \
    -c school/many.yml >check.out 2>&1
[ $? -ne 1 ]
ok $? "5,000,000 domains are read"
[ "$(peak many)" -lt 400 ]
ok $? "in $(peak many) MB, $(sed -n '$s/.* //p' many.time) s"
cp school/school.yml keep.yml
cp school/many.yml school/school.yml
night listed all.log
ok $? "a night with them"
[ "$(peak listed)" -lt 400 ]
ok $? "in $(peak listed) MB"
cp keep.yml school/school.yml

# A month's logs are found later: the same as if they had been there.
set -- "$S"/logs/proxy/access.log-2026101*.gz
night whole "$@"
ok $? "all logs at once"
first=$1
shift 3
night late "$first" "$@"
night late "$S"/logs/proxy/access.log-2026101*.gz
ok $? "and some of them later"
dump whole
dump late
same "the store is the same" whole.txt late.txt
done_testing
