#!/bin/sh
# What lies in a folder of logs beside logs, and what logs hold beside lines:
# each is read, left alone or told, and the account balances.

. "${0%/*}/tap.sh"

settings=$S/school.yml
zcat "$S"/logs/proxy/access.log-20261013.gz | head -n 2000 >"$T/base"
cd "$T" || exit 1

lines() { # lines FROM TO: of the base
	sed -n "$1,$2p" "$T/base"
}
escape=$(printf '\033[31m')

# night NAME WANTED: of the folder NAME, so many records used; its summary
# is NAME.sum, its complaints NAME.err.
night() {
	beadle-nightly -c "$settings" -d "$1.db" -o "$1.out" -v "$1" \
	    >"$1.sum" 2>"$1.err" </dev/null
	night=$?
	has "$2 records of $1 are used" "= used $2 " "$1.sum"
	awk '/^records read/ { print $3 == $6 + $9 + $12 + $15 ? "yes" : "no" }' \
	    "$1.sum" >balance
	has "... and the account balances" '^yes$' balance
}

# ---- A folder.
mkdir folder folder/deep
lines 1 100 >folder/plain.log
lines 101 200 >folder/deep/below.log
lines 201 300 >elsewhere
ln -s ../elsewhere folder/link.log
ln -s . folder/round
ln -s /dev/zero folder/zero.log
mkfifo folder/pipe.log
lines 301 400 >"folder/$(printf 'two\nlines.log')"
lines 401 500 >"folder/${escape}red.log"
lines 501 600 >folder/-f
lines 601 700 >'folder/a!b $(touch planted) `touch planted`.log'
lines 701 800 >folder/.hidden
: >folder/empty.log
night folder 700
[ $night -eq 0 ]
ok $? "links, pipes, devices and odd names are no trouble"
lacks "nor told" "log" folder.err
[ ! -e planted ]
ok $? "no name is obeyed"
ln -s nowhere folder/gone.log
rm -f folder.db
night folder 700
[ $night -eq 3 ]
ok $? "a link that leads nowhere is trouble"
has "and told" "folder/gone.log: No such file or directory" folder.err

# ---- Names that somebody else gave.
mkdir names
lines 1 100 >"names/${escape}red	tab.log"
echo "no line of any log" >>"names/${escape}red	tab.log"
head -c 300 base | tail -c 200 | tr 'a-z' 'A-Z' >"names/${escape}none"
(cd names && zip -q ../names.zip ./*)
beadle-parse -r rejects names.zip >events 2>said
tr -d '\n' <said | LC_ALL=C grep -q '[[:cntrl:]]'
[ $? -eq 1 ]
ok $? "what is said of a member has no control character"
has "it shows them" 'names.zip!\\x1b\[31mnone: not a log' said
has "a reject is one row of four cells" \
    '^names.zip!\\x1b\[31mred\\x09tab.log	[0-9]*	19	[^	]*$' rejects
printf 'x: \033[31m\n' >planted.said
tr -d '\n' <planted.said | LC_ALL=C grep -q '[[:cntrl:]]'
ok $? "and a planted one would be seen"

# ---- What is not a line of the log.
mkdir bytes
{
	lines 1 100
	head -c 10000000 /dev/zero | tr '\0' a
	echo
	lines 101 200
} >bytes/long.log
{
	lines 201 300
	printf '1791792000.123 5 198.51.100.7 TCP_MISS/200 99 GET http://x.ex\0ample/ amy - text/html\n'
	lines 301 400
} >bytes/nul.log
{
	lines 401 500
	echo 'Oct 13 09:00:00 proxy kernel: eth0: link is up'
	echo '{"product": "another"}'
	echo
	lines 501 600
} >bytes/mixed.log
lines 601 700 | sed 's/$/\r/' >bytes/crlf.log
{ printf '\357\273\277'; lines 701 800; } >bytes/bom.log
{ printf '\377\376'; lines 801 900 | iconv -t UTF-16LE; } >bytes/wide.log
{
	lines 901 1000
	lines 1001 1001 | tr -d '\n' | cut -c1-60 | tr -d '\n'
} >bytes/cut.log
night bytes 1000
[ $night -eq 3 ]
ok $? "rejects are told by the exit"
beadle-parse -r rejects bytes/*.log >/dev/null 2>&1
cut -f 1,4 rejects | sort >reasons
cat >wanted <<'END2'
bytes/cut.log	fewer than ten fields: cut short?
bytes/long.log	longer than 1 MB
bytes/mixed.log	fewer than ten fields: cut short?
bytes/nul.log	a NUL byte
END2
same "each with its file and its reason" wanted reasons

# A clock that runs ahead, and one that does so by a zone.
for ahead in 600 3600 315360000
do
	lines 1 20 | awk -v by="$ahead" -v to=1793592000 '
	    NR == 20 { $1 = to + by ".000" } { print }' >"ahead$ahead.log"
	beadle-parse "ahead$ahead.log" >events 2>"said$ahead"
	[ "$(grep -c '	event	' events)" -eq 20 ]
	ok $? "what is stamped $ahead s ahead is kept"
done
[ ! -s said600 ]
ok $? "ten minutes are no matter"
has "an hour is told" \
    "ahead3600.log: 1 events are stamped later than now, the last 2026-11-02T05" said3600
has "so are ten years" "the last 2036-" said315360000

# One line too many fields never falls to somebody else.
awk '{ $8 = "mallory extra"; print }' base | head -n 50 >shifted.log
beadle-parse -f squid -r rejects shifted.log >events 2>/dev/null
[ "$(wc -l <rejects)" -eq 50 ]
ok $? "lines with a field too many are rejected, all"
lacks "and nobody is charged with them" "mallory" events

done_testing
