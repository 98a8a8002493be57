#!/bin/sh
# Items for review: listed, shown, decided; what a person has touched stays.

. "$(dirname "$0")/tap.sh"

night=${BEADLE_BUILD%/wrapped}/tools/settle-night
export BEADLE_SHARE="$ROOT"
school=$ROOT/sample-logs/school
cd "$T" || exit 1

# visits FROM COUNT [ACCOUNT [SITE]]: Squid's lines, a minute apart, from
# FROM minutes after 09:00 UTC on Wed 14 October 2026.
visits() {
	awk -v from="$1" -v count="$2" -v who="${3:-26mhallam}" \
	    -v site="${4:-betmoor.example}" 'BEGIN {
		for (i = 0; i < count; i++)
			printf "%d.000 900 198.51.100.11 TCP_TUNNEL/200 40000 CONNECT %s:443 %s HIER_DIRECT/192.0.2.9 -\n",
			    1791968400 + (from + i) * 60, site, who
	}'
}

run() { # run STORE LOG...: a night
	store=$1
	shift
	"$night" "$school/school.yml" "$store" "$@" >/dev/null 2>>problems
}

list() { # list STORE [OPTION...]
	store=$1
	shift
	beadle-incident list --csv -d "$store" -w tester "$@" | tr -d '\r'
}

visits 0 4 >gambling.log
visits 30 3 22pfenwick bloodandbanner.example >extremism.log
run a.db gambling.log extremism.log
list a.db >list
cat >wanted <<'WANTED'
id,status,label,account,person,device,room,start,end,events,severity,attribution,rules
WANTED
head -1 list >got
same "the header is the one that others rely on" wanted got
grep gambling list | cut -d, -f2-6,8-13 >got
echo "open,gambling,26mhallam,Milo Hallam,it1-pc01,2026-10-14T08:59:59Z,2026-10-14T09:03:00Z,4,caution,strong,gambling" >wanted
same "one spell of use is one item" wanted got
[ "$(list a.db -l extremism | wc -l)" -eq 2 ]
ok $? "-l: of one label"
[ "$(list a.db -s 2026-10-14T09:10:00Z | grep -c '^[0-9a-f]')" -eq 1 ]
ok $? "-s: from then on"
[ "$(list a.db -u 2026-10-14T09:10:00Z | grep -c '^[0-9a-f]')" -eq 1 ]
ok $? "-u: before"
[ "$(list a.db --status closed | wc -l)" -eq 1 ]
ok $? "--status"
[ "$(list a.db -c "$school/school.yml" -t autumn-2026 2>/dev/null |
    wc -l)" -eq 3 ]
ok $? "-t: of a term"
exits 2 "a term needs the settings" beadle-incident list -d a.db -t autumn-2026
exits 2 "a date must be one" beadle-incident list -d a.db -s yesterday
exits 2 "no act" beadle-incident -d a.db
exits 2 "an act that is none" beadle-incident praise -d a.db 1
exits 1 "a store that is not there" beadle-incident list -d none.db
[ ! -e none.db ]
ok $? "and it is not made"
exits 1 "a full disk" sh -c 'beadle-incident list -d a.db >/dev/full'

id=$(list a.db -l gambling | sed -n 's/^\([0-9a-f]*\),open.*/\1/p')
run_ok "show" beadle-incident show -d a.db -w tester "$id"
has "the file of the evidence" "gambling.log" .out
has "and the place in it" "at byte 0" .out
has "and the fields" "betmoor.example" .out
has "in words how well it is known" "signed-in account" .out
run_ok "by the first letters" beadle-incident show -d a.db "${id%?????}"
exits 1 "an item that is not there" beadle-incident show -d a.db ffffffffffff

exits 1 "a rejection needs a reason" beadle-incident reject -d a.db "$id"
exits 1 "it cannot be closed at once" beadle-incident close -d a.db "$id"
run_ok "confirm" beadle-incident confirm -d a.db -w head -m "asked her" "$id"
list a.db -l gambling >before
has "it is an incident" ",confirmed,gambling," before
run_ok "by its number" beadle-incident note -d a.db -w head -m "spoke home" 1
sqlite3 a.db "DELETE FROM item_note" 2>/dev/null
sqlite3 a.db "UPDATE item_note SET why = ''" 2>/dev/null
beadle-incident show -d a.db 1 >shown
has "who, and why" "confirm by head: asked her" shown
has "decisions are never deleted" "note by head: spoke home" shown

# Later flags of the same spell: told, and nothing else changes.
visits 4 3 >later.log
run a.db later.log
list a.db -l gambling >after
same "what a person has touched is not changed" before after
beadle-incident show -d a.db 1 >shown
has "but new evidence is told" "^new evidence *3 " shown
visits 7 2 >more.log
run a.db more.log
beadle-incident show -d a.db 1 >shown
has "each new event once" "^new evidence *5 " shown

# The same, untouched: it grows; with an earlier start its id follows, and
# the former one still finds it.
visits 7 4 >first.log
run b.db first.log
old=$(list b.db | sed -n 's/^\([0-9a-f]*\),open.*/\1/p')
run b.db gambling.log later.log
[ "$(list b.db | wc -l)" -eq 2 ]
ok $? "late logs make one item of it"
list b.db | cut -d, -f8-10 | tail -1 >got
echo "2026-10-14T08:59:59Z,2026-10-14T09:10:00Z,11" >wanted
same "that begins and ends where the logs say" wanted got
list b.db >whole
run c.db gambling.log later.log first.log
list c.db >got
same "as if all had come in one night" whole got
run_ok "a former id is understood" beadle-incident show -d b.db "$old"

# Hostile text: a formula in a user name, a terminal command in a rule's
# evidence.
visits 0 4 '=cmd()' >formula.log
run d.db formula.log
list d.db >got
lacks "no cell is a formula" ",=" got

# Who saw a name is written down.
before=$(sqlite3 a.db "SELECT count(*) FROM audit WHERE who = 'tester'")
list a.db >/dev/null
after=$(sqlite3 a.db "SELECT count(*) FROM audit WHERE who = 'tester'")
[ $((after - before)) -eq 1 ]
ok $? "each list with names is a row in the audit"
list d.db >/dev/null
[ "$(sqlite3 d.db "SELECT count(*) FROM audit")" -eq 0 ]
ok $? "one that names nobody is not"

# Before the school went live nothing is named.
sed 's/^go_live:.*/go_live: 2026-10-15/' "$school/school.yml" >early.yml
cp -R "$school"/*.csv "$school/lists" .
"$night" early.yml e.db gambling.log >/dev/null 2>>problems
[ "$(list e.db | wc -l)" -eq 1 ]
ok $? "before go-live there is no item"
[ "$(sqlite3 e.db "SELECT count(*) FROM flag WHERE reported = 1 AND
    treatment = 0 AND person = 0 AND account = 0")" -ge 1 ]
ok $? "it is counted, and names nobody"

# Judged again with today's rules.
run_ok "detect" beadle-detect -c "$school/school.yml" -d c.db
list c.db >got
same "judged again it is the same" whole got
sed '/match: gambling/,/treat_as/d' early.yml | sed '/^go_live/d' >none.yml
run_ok "detect -n" beadle-detect -n -c none.yml -d c.db
has "says what there would be" "^items 0, before 1" .out
list c.db >got
same "and changes nothing" whole got
run_ok "detect with a rule that has no clause" beadle-detect -c none.yml -d c.db
[ "$(list c.db | wc -l)" -eq 1 ]
ok $? "takes its items back"
run_ok "detect with the clause again" beadle-detect -c "$school/school.yml" \
    -d c.db -s 2026-10-14 -u 2026-10-15
list c.db >got
same "brings them back" whole got
exits 1 "detect: a store that is not there" beadle-detect \
    -c "$school/school.yml" -d none.db
exits 2 "detect: needs the settings" beadle-detect -d c.db

lacks "no trouble was told" "beadle:\|settle-night:" problems
done_testing
