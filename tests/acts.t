#!/bin/sh
# What people do with an item: from which status to which, what is written
# down, two items made one and one made two.

. "$(dirname "$0")/tap.sh"

night=${BEADLE_BUILD%/wrapped}/tools/settle-night
export BEADLE_SHARE="$ROOT"
school=$ROOT/sample-logs/school
cd "$T" || exit 1

# Squid's lines, a minute apart, from FROM minutes after 09:00 UTC.
visits() { # visits FROM COUNT
	awk -v from="$1" -v count="$2" 'BEGIN {
		for (i = 0; i < count; i++)
			printf "%d.000 900 198.51.100.11 TCP_TUNNEL/200 40000 CONNECT betmoor.example:443 26mhallam HIER_DIRECT/192.0.2.9 -\n",
			    1791968400 + (from + i) * 60
	}'
}
for from in 0 30 60 90 120 150
do
	visits $from 4
done >log
"$night" "$school/school.yml" a.db log >/dev/null 2>>problems
act() { # act WORD ID [OPTION...]
	word=$1 item=$2
	shift 2
	beadle incident "$word" -d a.db -w head "$@" "$item" >.out 2>.err
}
status() {
	beadle incident list --csv -d a.db -w tester |
	    awk -F, -v id="$1" '$1 == id { print $2 }'
}
ids() {
	beadle incident list --csv -d a.db -w tester |
	    awk -F, 'NR > 1 { print $1 }'
}
set -- $(ids)
[ $# -eq 6 ]
ok $? "six items"

# ITEM WORD REASON allowed|refused status
steps() {
	while read -r item word reason wanted status
	do
		eval "id=\$$item"
		if act "$word" "$id" ${reason:+-m "$reason"}
		then
			got=yes
		else
			got=no
		fi
		[ $got = "$wanted" ] && [ "$(status "$id")" = "$status" ]
		ok $? "$item $word: $wanted, then $status"
	done
}
a=$1 b=$2 c=$3 d=$4 e=$5 f=$6
steps <<END
a action spoke no open
a withdraw why no open
a reopen why no open
a assign Ms_Bell yes open
a confirm asked yes confirmed
a action rang_home yes confirmed
a recorded bullying_form yes confirmed
a close done yes closed
a action letter yes closed
a withdraw mistaken yes withdrawn
a reopen again yes open
b excepted club yes excepted
b close done no excepted
b confirm no no excepted
b reopen again yes open
c duplicate of_b yes duplicate
c reject why no duplicate
d reject noise yes rejected
d close done no rejected
d confirm after_all yes confirmed
END
for word in excepted duplicate assign action withdraw reopen reject
do
	act $word "$e" && echo $word
done >without
[ ! -s without ]
ok $? "none of them goes without a reason"
beadle incident show -d a.db -w tester "$a" >shown
has "who did it and why" "action by head: rang_home" shown
[ "$(grep -c ' by head' shown)" -eq 8 ]
ok $? "and each step stays"
run_ok "an id as sheets write it" beadle incident show -d a.db "id-$a"

# Merged and split.
exits 2 "merge needs two" beadle incident merge -d a.db -m same "$e"
exits 1 "and a reason" beadle incident merge -d a.db "$e" "$f"
exits 1 "not with itself" beadle incident merge -d a.db -m same "$e" "$e"
run_ok "merge" beadle incident merge -d a.db -w head -m same "$f" "$e"
beadle incident list --csv -d a.db -w tester >list
has "one has all" "^$e,open,.*T11:33:00Z,8," list
has "the other is no item" "^$f,merged," list
exits 1 "a merged one is done with" beadle incident confirm -d a.db "$f"
exits 1 "split needs a time" beadle incident split -d a.db -m two "$e"
exits 1 "with something on both sides" beadle incident split -d a.db -m two \
    -s 2026-10-14T12:00:00Z "$e"
beadle incident merge -d a.db -w head -m same "$a" "$e"
beadle incident list --csv -d a.db -w tester >list
has "three in one" "^$e,open,.*T08:59:59Z,.*T11:33:00Z,12," list
run_ok "split" beadle incident split -d a.db -w head -m two \
    -s 2026-10-14T11:01:00Z "$e"
beadle incident list --csv -d a.db -w tester >list
[ "$(awk -F, 'NR > 1 && $2 != "merged" && $3 == "gambling" { n += $10 }
    END { print n }' list)" -eq 24 ]
ok $? "each event stands in one item"
run_ok "split where one was merged" beadle incident split -d a.db -w head \
    -m again -s 2026-10-14T10:59:59Z "$e"
sqlite3 a.db "PRAGMA foreign_key_check; PRAGMA integrity_check" >sound
has "the store is sound" "^ok$" sound
run_ok "the same flags are found again" beadle detect -n \
    -c "$school/school.yml" -d a.db
lacks "no trouble was told" "beadle:" problems
done_testing
