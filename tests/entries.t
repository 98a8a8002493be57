#!/bin/sh
# What people tell is entered by hand: a sheet and a command, every cell
# checked, and a self-report marks what the rules found.

. "$(dirname "$0")/tap.sh"

cd "$T" || exit 1
sample_school .
mkdir in in/dsl
pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
name=$(awk -F, -v a="$pupil" '$1 == a { print $3 " " $4 }' people.csv)
other=$(awk -F, '$6 == "pupil" && $7 == 10 { print $1; exit }' people.csv)
for who in "$pupil" "$other"
do
	echo "$(date -u -d '2026-10-14T09:00:00Z' +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://bloodandbanner.example/ $who HIER_DIRECT/192.0.2.9 text/html"
done >logs/access.log
chmod -R o= .
BEADLE_NOW=2026-10-16T09:00:00Z
export BEADLE_NOW
night() {
	beadle nightly -c school.yml >night.out 2>&1
}
drop() { # drop NAME: what stands in "saved" comes back
	touch -d '1 minute ago' saved
	mv saved "in/dsl/$1"
	rm -f out/dsl/receipt-*
	night
	cat out/dsl/receipt-* 2>/dev/null >receipt
}
count() {
	sqlite3 beadle.db "SELECT count(*) FROM entry"
}
night
[ -s out/dsl/entries.csv ] && [ -s out/head/entries.csv ]
ok $? "each reader has the empty sheet"
tr -d '\r' <out/dsl/entries.csv | head -1 | tail -c +4 >titles
echo kind,date,time,who,device,details,told_to,told_on,action,also_recorded_in >wanted
same "its columns" wanted titles
cp out/dsl/entries.csv saved
drop entries.csv
[ "$(count)" = 0 ]
ok $? "its examples do not count"
has "and it is no fault" "applied, 0 rows" receipt

# As Excel saves it, with semicolons and UK dates.
{
	printf '\357\273\277' && tr , ';' <titles
	cat <<END
Accidental access;14/10/2026;10:05;$name;;It came up by itself;Form tutor;14/10/2026;talked;
cyberbullying;13/10/2026;;$other;;"Messages; over the weekend";Head of year;14/10/2026;;
lost-device;12/10/2026;8.15 am;;it1-pc02;Not in its trolley;;;;
complaint;12/10/26;;;;A parent rang;;;rang back;
parent-instigator;12/10/2026;;$other;;He wrote to her friends;;;;
information-disclosed;12/10/2026;;;;A list of names was sent home;;;;
over-blocking;15/10/2026;13:10;;;A museum is blocked;;;;
END
} >saved
cp saved again
drop told.csv
has "seven kinds are taken" "applied, 7 rows" receipt
has "a self-report finds what the rules found" \
    'row 2: entered as accidental-access; 1 items' receipt
has "a bullying form is asked for" 'row 3: .*bullying form' receipt
beadle incident list -c school.yml --csv -w t >list
has "they are incidents" "confirmed,cyberbullying,$other" list
has "also without a person" 'confirmed,lost-device,,,it1-pc02' list
lacks "a museum is none" 'over-blocking' list
id=$(sed -n "s/,open,extremism,$pupil.*//p" list)
beadle incident show -c school.yml -w t "$id" >shown
has "the item says that it was reported" \
    '^self-reported .*14 Oct 2026.*Form tutor' shown
id2=$(sed -n "s/,open,extremism,$other.*//p" list)
beadle incident show -c school.yml -w t "$id2" >shown
lacks "that of somebody else does not" '^self-reported' shown
id3=$(sed -n "s/,confirmed,cyberbullying.*//p" list)
beadle incident show -c school.yml -w t "$id3" >shown
has "what was told is shown" '^told .*Messages; over the weekend' shown
has "and how it is known" '^known .*named by a person' shown
beadle report incident-log -c school.yml -t autumn-2026 -o log.csv >/dev/null
has "it stands in the log" 'Entered by hand: Messages; over the weekend' log.csv
has "with what it is" 'Cyberbullying' log.csv
has "and who did what" 'confirmed by dsl.*entered by hand' log.csv
night
has "the sheet of items says so too" "$id.*Self-reported" \
    out/dsl/review-2026-10-16.csv

# The same again, grown by a line.
{ cat again; echo "complaint;15/10/2026;;;;Another;;;;"; } >saved
drop grown.csv
[ "$(count)" = 8 ]
ok $? "a sheet that has grown counts its new line"
has "and says what it knew" 'row 2: it was entered before' receipt

# Cells: NAME | PATTERN | LINE
cat >bad <<END
a kind that is none|^A2 kind: expected accidental|nonsense,14/10/2026,,$pupil,,x,,,,
a day to come|^B2 date: expected a day that is over|complaint,17/10/2026,,,,x,,,,
an American day|^B2 date|complaint,10/14/2026,,,,x,,,,
a time that is none|^C2 time: expected|complaint,14/10/2026,25:10,,,x,,,,
nobody|^D2 who: nobody|complaint,14/10/2026,,Nemo Nobody,,x,,,,
no one|^D2 who: expected|accidental-access,14/10/2026,,,,x,,,,
no such device|^E2 device: no device|complaint,14/10/2026,,,nowhere,x,,,,
a lost device without one|^E2 device: expected|lost-device,14/10/2026,,,,x,,,,
nothing told|^F2 details: expected|complaint,14/10/2026,,,,,,,,
told before it was|^H2 told_on: expected|complaint,14/10/2026,,,,x,,13/10/2026,,
END
while IFS='|' read -r what why line
do
	{ cat titles; echo "$line"; echo "complaint,14/10/2026,,,,good,,,,"; } >saved
	drop bad.csv
	has "$what: refused" 'refused, nothing' receipt
	has "$what: with cell and reason" "$why" receipt
done <bad
[ "$(count)" = 8 ]
ok $? "and nothing was entered"

# From a shell.
run_ok "the command" beadle incident add complaint date=2026-10-15 \
    who="$pupil" told_to=Head -m "By telephone" -c school.yml -w Head
[ "$(count)" = 9 ]
ok $? "enters one"
exits 1 "checks as the sheet does" beadle incident add complaint \
    date=2027-10-15 -m x -c school.yml
exits 1 "and knows its columns" beadle incident add complaint \
    date=2026-10-15 colour=red -m x -c school.yml
exits 2 "it needs a kind" beadle incident add -c school.yml
# What a rule can ask.
sqlite3 beadle.db "SELECT count(*) FROM item_self_reported" >n
echo 1 >wanted
same "one item is self-reported" wanted n
done_testing
