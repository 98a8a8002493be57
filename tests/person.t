#!/bin/sh
# One person's data: two files of which the first tips nobody off and names
# nobody else; and erasure down to the bytes, saying what stays and why.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
sample_school "$T/s"
cp "$S"/logs/proxy/access.log-2026101[345].gz \
    "$S"/logs/mail/mail.log-2026101[345].gz "$T/s/logs/"
chmod -R o= "$T/s"
cd "$T/s" || exit 1
rm truth.csv lookalikes.csv
run_ok "a night" beadle nightly -c school.yml
mv logs ..
cp people.csv ../people.csv
db() { sqlite3 beadle.db "$1"; }
who=$(db "SELECT account FROM item WHERE account <> '' AND status = 'open'
    GROUP BY account ORDER BY count(*) DESC, account LIMIT 1")
item=$(db "SELECT name FROM item WHERE account = '$who' LIMIT 1")
sites=$(db "SELECT group_concat(DISTINCT json_extract(fields,
    '\$.\"url.domain\"')) FROM flag JOIN item_flag ON flag = flag.id JOIN item
    ON item.id = item WHERE item.name = '$item'")
plain=$(db "SELECT text FROM symbol WHERE domain = 3 AND id NOT IN
    (SELECT account FROM flag) AND id IN (SELECT account FROM visit)
    AND NOT EXISTS (SELECT 1 FROM symbol AS o WHERE o.domain = 8
	AND instr(o.text, '.' || symbol.text || '@'))
    ORDER BY length(text) DESC LIMIT 1")

exits 2 "no reason, no file" beadle person export -c school.yml "$who"
run_ok "confirmed" beadle incident confirm -c school.yml -w head -m seen "$item"
run_ok "and closed" beadle incident close -c school.yml -w head -m done "$item"
run_ok "with a word to all" beadle incident note -c school.yml -w head \
    -m "Do not tip off: police ref 12; seen by Ms Otherperson" "$item"
db "INSERT INTO sample(name, week, seed, day, hour, account, person, device,
    year, pages, blocked, sites) VALUES ('s-1', 20738, 'x', 20740, 9, '$who',
    '', 'it1-pc01', '9', 3, 0, 'drawnbylot.example');
    INSERT INTO alert(name, kind, label, subject, day, item, severity, status,
    raised, passed, rung, round) SELECT 'a0000001', 'alert', label, subject,
    day, id, 2, 'waiting', start, start, 1, 1 FROM item WHERE name = '$item'"
run_ok "export" beadle person export -c school.yml -w dpo -m "request 7" "$who"
first=$(ls out/officer/person-*-disclose.csv)
second=$(ls out/officer/person-*-officer.csv)
[ "$(stat -c %a "$first")" = 640 ]
ok $? "closed to the world"
has "the first has the person's events" "^web visit,2026-10-1" "$first"
lacks "and does not tip off" "tip off\|Otherperson\|police\|$item" "$first"
lacks "not by the sites either" "$(echo "$sites" | sed 's/,.*//')" "$first"
has "the second has it all" "Do not tip off: police ref 12" "$second"
has "what was drawn by lot" '^looked at by lot,.*drawnbylot.example' "$second"
has "and that an alert was raised" '^urgent alert,.*a0000001' "$second"
lacks "not in the first" 'drawnbylot\|urgent alert' "$first"
has "with the reason" "^item held back,.*do not tip off" "$second"
# An item that is closed may be told, with the spell of use it stands in.
cp beadle.db apart.db
chmod 640 apart.db
told=$(db "SELECT item.name FROM item JOIN item_flag AS l ON l.item = item.id
    JOIN flag_spell AS s ON s.flag = l.flag WHERE account NOT IN ('', '$who')
    AND label <> 'illegal-suspected' ORDER BY item.id LIMIT 1")
for act in confirm close; do
	beadle incident $act -c school.yml -d apart.db -w head -m seen "$told"
done
beadle person export -c school.yml -d apart.db -w dpo -m "request 8" \
    -o apart "$(db "SELECT account FROM item WHERE name = '$told'")" >/dev/null
cat apart/officer/person-*-disclose.csv >"$T/apart"
has "and the spell of use of an item that may be told" \
    "^spell of use,.*active minutes,.* pages,.* bytes" "$T/apart"
lacks "of one that is held back it tells nothing" "^spell of use" "$first"
rm -r apart apart.db
awk -F, -v me="$who" 'NR > 1 && $1 != me { print $1; print $2
    print $3 " " $4 }' people.csv | awk 'length($0) > 5' >"$T/others"
! grep -qwFf "$T/others" "$first"
ok $? "nobody else is named in the first"
head -1 "$T/others" | cat - "$first" | grep -qwFf "$T/others"
ok $? "and would be seen"
db "SELECT who || ' ' || what || ' ' || why FROM audit ORDER BY number" \
    >"$T/audit"
has "the audit knows" "^dpo person export: subject [0-9]* request 7" "$T/audit"
! grep -q "export.*$who" "$T/audit"
ok $? "and not by name"

# A mark of its own, which can be lifted.
quiet=$(db "SELECT name FROM item WHERE status = 'open' AND account <> ''
    AND label <> 'illegal-suspected' AND account <> '$who'
    AND account <> '$plain' LIMIT 1")
them=$(db "SELECT account FROM item WHERE name = '$quiet'")
held() { # held: how many items of theirs are held back
	rm -f out/officer/*
	beadle person export -c school.yml -m r "$them" >/dev/null
	grep -c "^item held back,.*$quiet" out/officer/person-*-officer.csv
}
for act in confirm no-tip-off close
do
	beadle incident $act -c school.yml -w head -m reason "$quiet"
done
[ "$(held)" = 1 ]
ok $? "what is marked is held back when it is closed"
beadle incident may-tell -c school.yml -w head -m reason "$quiet"
[ "$(held)" = 0 ]
ok $? "until the mark is lifted"

# Erasure.
run_ok "erase -n" beadle person erase -n -c school.yml -m "request 8" "$plain"
has "would take visits" "^web visits," "$T/.out"
grep -qaF "$plain" beadle.db
ok $? "and changed nothing"
db "SELECT count(*) FROM visit" >"$T/visits"
run_ok "erase" beadle person erase -c school.yml -m "request 8" "$plain"
grep -vF "$plain" ../people.csv >people.csv
! grep -rqaF "$plain" --exclude-dir=out .
ok $? "gone from every file"
grep -rlaF "$plain" --exclude-dir=out . | sed 's/^/# /'
[ "$(db "SELECT count(*) FROM visit")" -gt $(($(cat "$T/visits") / 2)) ]
ok $? "others' events are not"
cp ../people.csv .
run_ok "erase one with an incident" \
    beadle person erase -c school.yml -m "request 9" "$who"
has "says what stays" "^kept: item $item, .*the time that policy keeps" \
    "$T/.out"
has "and that the list goes on" "^still on the list of people" "$T/.out"
[ "$(db "SELECT count(*) FROM visit WHERE account = (SELECT id FROM symbol
    WHERE domain = 3 AND text = '$who') AND id NOT IN (SELECT event FROM flag
    WHERE tbl = 1)")" = 0 ]
ok $? "what was not flagged went"
[ "$(db "SELECT count(*) FROM item WHERE name = '$item'")" = 1 ]
ok $? "the incident stays"
grave=$(db "SELECT account FROM item WHERE status = 'open' AND touched = 0
    AND account NOT IN ('', '$who') ORDER BY id LIMIT 1")
db "UPDATE item SET severity = 2 WHERE account = '$grave'"
waits=$(db "SELECT name FROM item WHERE account = '$grave' ORDER BY id LIMIT 1")
run_ok "erase one whose grave item nobody has looked at" \
    beadle person erase -c school.yml -m "request 10" "$grave"
has "says that it waits" "^kept: item $waits, .*nobody has looked at it" \
    "$T/.out"
[ "$(db "SELECT count(*) FROM item JOIN item_flag ON item = item.id
    WHERE name = '$waits' AND account = '$grave'")" -gt 0 ]
ok $? "and it stays, with its flags"
run_ok "the audit is whole" beadle audit verify -c school.yml
[ "$(db "PRAGMA integrity_check")$(db "PRAGMA foreign_key_check")" = ok ]
ok $? "the store is sound"
done_testing
