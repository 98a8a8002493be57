#!/bin/sh
# What is written down about an incident is checked and kept in one form,
# stands in the log, and is told when it is late.

. "$(dirname "$0")/tap.sh"

cd "$T" || exit 1
sample_school .
mkdir in in/dsl
pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
for i in 1 2 3 4
do
	echo "$(date -u -d "2026-10-14T09:00:1$i" +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://betmoor.example/page $pupil HIER_DIRECT/192.0.2.9 text/html"
done >logs/access.log
chmod -R o= .
BEADLE_NOW=2026-10-14T12:00:00Z
export BEADLE_NOW
beadle nightly -c school.yml
id=$(beadle incident list -c school.yml --csv -w t | sed -n '2s/,.*//p')
act() { # act WORD TEXT
	beadle incident "$1" -c school.yml -w Lead -m "$2" "$id"
}
act confirm "" >/dev/null
# WORD | TEXT | WHAT IS KEPT
while IFS='|' read -r word text kept
do
	run_ok "$word: $text" act "$word" "$text"
	sqlite3 beadle.db "SELECT why FROM item_note ORDER BY id DESC LIMIT 1" >got
	echo "$kept" >wanted
	same "$word is kept in one form" wanted got
done <<'END'
intent|Deliberate, he said so|deliberate; he said so
intent|unclear|unclear
planned|No|no
parents|14/10/26 by telephone|2026-10-14; by telephone
referral|Police: 14/10/2026, ref 12|police 2026-10-14; ref 12
referral|LADO 2026-10-15|lado 2026-10-15
data-loss|12/10/2026 9.30am a list was sent home|2026-10-12 09:30; a list was sent home
review|15.10.2026|2026-10-15
ban|14/10/2026 to 21/10/2026 from all computers|2026-10-14 2026-10-21; from all computers
sanction|detention|detention
warning|first one|first one
comment|It was not me|It was not me
END
sqlite3 beadle.db "SELECT count(*) FROM item_note" >before
while IFS='|' read -r word text why
do
	exits 1 "$word: $text is refused" act "$word" "$text"
	has "and why" "$why" .err
done <<'END'
intent|perhaps|expected accidental
planned|sometimes|expected yes or no
parents|last week|expected the day
parents|31/02/2026|expected the day
parents|10/14/2026|expected the day
referral|the Pope 14/10/2026|expected lado
referral|police soon|expected lado
data-loss|14/10/2026|expected the day and time
data-loss|14/10/2026 25:00|expected the day and time
review|2026-10-155|expected the day
ban|21/10/2026 to 14/10/2026|expected the first
ban|14/10/2026|expected the first
sanction||a reason is needed
END
sqlite3 beadle.db "SELECT count(*) FROM item_note" >after
same "nothing of that is kept" before after
printf 'who,what,from,to,approved_by,why\n%s,,2026-10-14,2026-10-21,Lead,incident 1\n' \
    "$pupil" >wanted
beadle incident bans -d beadle.db | tr -d '\r' >bans.csv
same "the list of bans" wanted bans.csv
sed -i '/^zone/i\
registers: {bans: bans.csv}' school.yml
chmod o= bans.csv
exits 4 "can be the school's" beadle check -c school.yml

beadle report incident-log -c school.yml -t autumn-2026 -o log.csv >/dev/null
has "the log has columns for it" 'Accidental or deliberate,Planned activity,Sanctions and warnings,Parents informed,Referrals,Loss of data noticed,Review by' log.csv
has "the last word counts, and who said it" ',"unclear, said by Lead","no, said by Lead",' log.csv
has "all sanctions" 'ban: 2026-10-14 2026-10-21; from all computers; sanction: detention; warning: first one' log.csv
has "all referrals" 'police 2026-10-14; ref 12; lado 2026-10-15' log.csv

BEADLE_NOW=2026-10-18T12:00:00Z
week() {
	beadle report weekly -c school.yml -s 2026-10-12 -u 2026-10-19 \
	    -o week.pdf >/dev/null
	pdftotext -layout week.pdf week
}
week
has "a target that was missed is told" 'To be looked at again.*days late' week
has "a clock that has run out" '72 hours were over' week
act reviewed "no more needed"
act referral "ICO 14/10/2026"
week
lacks "not when it has been met" 'days late' week
lacks "nor when the regulator knows" '72 hours' week

# From the desk.
beadle nightly -c school.yml
sheet=$(ls out/dsl/review-2026-1*.csv | tail -1)
sed "s/,,,,,\(c[0-9]*-\)/,Referral,platform 18\/10\/2026,,,\1/" "$sheet" >in/dsl/a.csv
touch -d '1 minute ago' in/dsl/a.csv
beadle nightly -c school.yml
sqlite3 beadle.db "SELECT why FROM item_note ORDER BY id DESC LIMIT 1" >got
echo "platform 2026-10-18" >wanted
same "a review sheet takes it too" wanted got
sheet=$(ls out/dsl/review-2026-1*.csv | tail -1)
sed "s/,,,,,\(c[0-9]*-\)/,Referral,somewhere,,,\1/" "$sheet" >in/dsl/b.csv
touch -d '1 minute ago' in/dsl/b.csv
beadle nightly -c school.yml
has "and refuses as the command does" 'Q2 decision: expected lado' \
    out/dsl/receipt-b-*
# A ban that was decided needs no list: what is read after it is judged by it,
# to its last day; what was decided and then rejected bars nobody.
visit() { # visit DAY USER
	echo "$(date -u -d "2026-10-$1T09:30:00" +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://findly.example/page $2 HIER_DIRECT/192.0.2.9 text/html"
}
other=$(awk -F, '$6 == "pupil" && $7 == 9 && $1 != p { print $1; exit }' \
    p="$pupil" people.csv)
sed -i '/^registers: {bans/d' school.yml
for day in 19 21 22
do
	visit $day "$pupil"
	visit $day "$other"
done >logs/later.log
chmod o= logs/later.log
cp beadle.db before.db
BEADLE_NOW=2026-10-23T04:00:00Z
beadle nightly -c school.yml
sqlite3 beadle.db "SELECT account, date(day * 86400, 'unixepoch')
    FROM flag_named WHERE label = 'use-during-ban' ORDER BY day" >got
printf '%s|2026-10-%s\n' "$pupil" 19 "$pupil" 21 >wanted
same "a ban reaches the rule without a list" wanted got
mv before.db beadle.db
sqlite3 beadle.db "UPDATE item SET status = 'rejected'"
beadle nightly -c school.yml
sqlite3 beadle.db "SELECT count(*) FROM flag_named
    WHERE label = 'use-during-ban'" >got
echo 0 >wanted
same "one whose incident was rejected does not" wanted got

done_testing
