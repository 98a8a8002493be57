#!/bin/sh
# Urgent alerts: what is raised and for whom, that it climbs while nobody
# answers, each way to answer, what is old, what is graver, a drill, and what
# must not stand on the page.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
cd "$T" || exit 1
sample_school .
touch logs/access.log
cat >>school.yml <<'END'
alerts:
  on: true
  minutes: 30
readers:
  deputy: {mode: "0750"}
  chair: {mode: "0750"}
mail:
  from: beadle@quillbrook.example
  sendmail: /bin/false
contacts:
  dsl: {phone: 01632 960001, email: lead@quillbrook.example}
  deputy: {phone: 01632 960002, email: deputy@quillbrook.example}
  head: {phone: 01632 960003, email: head@quillbrook.example}
  chair: {phone: 01632 960009}
  holiday: {phone: 01632 960004, reader: deputy}
  out-of-hours: {phone: 01632 960005, title: Duty telephone}
  police: {phone: "101"}
  lado: {phone: 01632 960006}
END
chmod -R o= .
run_ok "check finds no fault" beadle check -c school.yml
for who in dsl deputy head holiday out-of-hours
do
	grep -v "^  $who: {phone" school.yml >less.yml
	exits 1 "without $who there is one" beadle check -c less.yml
	has "which is named" "contacts.$who is not given" .out
done
sed 's/lead@quillbrook.example/"a@b.example\\nBcc: x@y.example"/' \
    school.yml >less.yml
exits 1 "an address that is none is a fault" beadle check -c less.yml
sed 's|/bin/false|sendmail|' school.yml >less.yml
exits 1 "so is a program without its path" beadle check -c less.yml
sed '/^alerts/,/^  on/d' school.yml | grep -v '^  minutes: 30\|^  holiday' \
    >less.yml
exits 4 "without alerts no contact is missed" beadle check -c less.yml

pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
name=$(awk -F, -v a="$pupil" '$1 == a { print $3 " " $4 }' people.csv)
staff=$(awk -F, '$6 == "staff" && $10 == "" { print $1; exit }' people.csv)
now() { # now TIME: the clock stands there
	BEADLE_NOW=$1
	export BEADLE_NOW
}
visit() { # visit UTC HOST [ACCOUNT]: a page that was let through
	echo "$(date -u -d "$1" +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://$2/page ${3:-$pupil} HIER_DIRECT/192.0.2.9 text/html" >>logs/access.log
}
night() {
	beadle nightly -c school.yml >night.out 2>&1
}
alerts() {
	beadle incident alerts -d beadle.db | tr -d '\r' >alerts.csv
}
answer() { # answer READER NAME: what stands in "saved" comes back
	mkdir -p "in/$1" && chmod o= "in/$1"
	touch -d '1 minute ago' saved
	mv saved "in/$1/$2"
	night
	cat out/"$1"/receipt-* >receipt 2>/dev/null
	rm -f out/"$1"/receipt-*
}

# A school day, 10.05 in the morning.
now 2026-10-14T09:05:00Z
visit 2026-10-14T09:00:10Z bloodandbanner.example
visit 2026-10-14T09:00:30Z bloodandbanner.example
visit 2026-10-05T09:00:10Z bloodandbanner.example 22lcopperfield
visit 2026-10-14T09:01:00Z bloodandbanner.example "$staff"
night
alerts
has "an alert is raised" '^a[0-9a-f]*,alert,extremism,waiting,2026-10-14T09:05:00Z,1,1,,,' alerts.csv
[ "$(grep -c ,waiting, alerts.csv)" = 2 ]
ok $? "one for the pupil, one for the member of staff"
has "what is a week old is historic" ',extremism,historic,.*,0,1,' alerts.csv
page=$(ls out/dsl/alert-*.txt)
[ -f "${page%.txt}.pdf" ] && [ "$(echo $page | wc -w)" = 1 ]
ok $? "one page for the lead, as text and PDF"
cp "$page" page
pdftotext -layout "${page%.txt}.pdf" pdf
[ "$(pdfinfo "${page%.txt}.pdf" | sed -n 's/^Pages: *//p')" = 1 ]
ok $? "on one page"
has "which is to be destroyed" 'Destroy by ' pdf
for form in page pdf
do
	has "$form: who to ring" '01632 960001' $form
	has "$form: and after whom" 'told at 10.35 am if nobody' $form
	has "$form: the class" 'Extremis' $form
	has "$form: how well it is known" 'signed-in account' $form
	has "$form: what not to do" 'Do not tell\|Do not look for' $form
	has "$form: the police" '101' $form
	lacks "$form: no name" "$name\|$pupil" $form
	lacks "$form: nothing to click, no site" \
	    'http\|www\.\|example\|bloodandbanner' $form
done
has "what to send back" '^ACKNOWLEDGE a[0-9a-f]' page
[ "$(stat -c %a "$page")" = 640 ]
ok $? "closed to others"
has "that of staff lies with the head" 'LADO' out/head/alert-*.txt
! ls out/deputy/alert-* >/dev/null 2>&1
ok $? "and nobody else has one"
cat out/head/alert-* | grep -c "" >/dev/null
lacks "staff are not named either" "$staff" out/head/alert-*.txt

# The mail.
ls outbox | grep ^alert- >boxes
[ "$(wc -l <boxes)" = 2 ]
ok $? "a mail each waits in the outbox"
[ "$(stat -c %a outbox)" = 700 ]
ok $? "which is closed to others"
has "that it could not leave is said" 'mails wait still: 3: /bin/false: it failed' \
    night.out
cat outbox/*.eml >mails
lacks "no mail has a name" "$name\|$pupil\|$staff" mails
has "to the office" '^To: lead@quillbrook.example' mails
has "the subject says no more than it must" \
    '^Subject: =?UTF-8?Q?Urgent_alert_a' mails
lacks "not the class" '^Subject:.*xtrem' mails

# Nobody answers: it climbs.
sed -i 's|/bin/false|/bin/true|' school.yml
now 2026-10-14T09:20:00Z
night
! ls out/deputy/alert-* >/dev/null 2>&1
ok $? "a quarter of an hour later it waits"
now 2026-10-14T09:36:00Z
night
[ -f out/deputy/"$(basename "$page")" ]
ok $? "after half an hour the deputy has it"
! [ -f out/head/"$(basename "$page")" ]
ok $? "and not yet the head"
now 2026-10-14T10:07:00Z
night
[ -f out/head/"$(basename "$page")" ]
ok $? "then the head"
! ls out/chair/alert-* >/dev/null 2>&1
ok $? "the chair has nothing to do with pupils or staff"
now 2026-10-14T10:38:00Z
night
has "when nobody is left it is said" 'nobody has acknowledged it' night.out
lacks "without a name" "$name\|$pupil" night.out
sqlite3 beadle.db "SELECT act, alert_act.reader FROM alert_act
    JOIN alert ON alert.id = alert WHERE alert.name =
    '$(sed -n 's/^ACKNOWLEDGE //p' page | tr -d '\r')'
    ORDER BY alert_act.id" >climbed
printf 'written|dsl\npassed|deputy\npassed|head\nexhausted|\n' >wanted
same "each step is written down" wanted climbed

# The ways to answer: the file as it is.
cp "$page" saved
answer deputy "$(basename "$page")"
has "the copied file is an answer" 'acknowledged by deputy' receipt
alerts
has "the list says who and when" ',acknowledged,.*,deputy,file,93' alerts.csv
now 2026-10-14T11:30:00Z
night
lacks "and it climbs no more" "$(sed -n 's/^ACKNOWLEDGE //p' page |
    tr -d '\r')" night.out
# Not by whom it is no business of.
head -c -0 out/head/alert-*.txt | sed -n 's/^ACKNOWLEDGE \(a[0-9a-f]*\).*/\1/p' |
    sort -u >names
code=$(sqlite3 beadle.db "SELECT name FROM alert WHERE status = 'waiting'")
echo "acknowledge $code" >saved
answer dsl staff.txt
has "an alert of staff is none of the lead's" 'no such alert among yours' \
    receipt
exits 0 "from the shell" beadle incident ack -c school.yml -w Head "$code"
exits 1 "what is no alert" beadle incident ack -c school.yml a000000
alerts
has "who, and how" ',acknowledged,.*,Head,command,' alerts.csv

# Graver: sent again, and named where the school says so.
sed -i 's/^  minutes: 30/&\n  names: true\n  labels: [gambling, illegal-suspected, grooming]/' school.yml
now 2026-10-15T09:05:00Z
for i in 1 2 3 4 5
do
	visit 2026-10-15T09:00:1$i luckyreels.example
done
night
alerts
has "a label of the school's own" 'gambling,waiting,2026-10-15.*,1,1,' \
    alerts.csv
has "with the name" "$name" \
    out/dsl/alert-"$(sed -n 's/,alert,gambling.*//p' alerts.csv)".txt
beadle incident list -d beadle.db --csv >/dev/null
sqlite3 beadle.db "SELECT what FROM audit WHERE what LIKE 'alert-%'" >audit
[ -s audit ]
ok $? "which the audit has"
code=$(sed -n 's/,alert,gambling.*//p' alerts.csv)
beadle incident ack -c school.yml -w Lead "$code"
night
alerts
[ "$(grep -c ,gambling, alerts.csv)" = 1 ]
ok $? "one notice a person, kind and day"
sqlite3 beadle.db "UPDATE item SET severity = 2 WHERE label = 'gambling'"
now 2026-10-15T09:15:00Z
night
alerts
has "it is sent again when it is graver" \
    'gambling,waiting,2026-10-15T09:15:00Z,1,2,' alerts.csv
has "and says so" 'graver' out/dsl/alert-"$code".txt
# A decision is an answer.
id=$(beadle incident list -c school.yml --csv -l gambling -w Lead |
    sed -n '2s/,.*//p')
beadle incident confirm -c school.yml -w Lead "$id"
night
alerts
has "a decision is an answer" 'gambling,acknowledged.*,Lead,decision,' \
    alerts.csv

# Out of hours, and in the holidays.
now 2026-10-15T22:05:00Z
for i in 1 2 3 4 5
do
	visit 2026-10-15T22:00:1$i betmoor.example 22lcopperfield
done
night
has "at night the duty telephone is first" '^To: Duty telephone' \
    "$(grep -l "Duty telephone" out/dsl/alert-*.txt | tail -1)"
sheet=out/dsl/review-2026-10-15.csv
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /decision/) d = NF - i }
    NR > 1 && /Gambling/ && /Copperfield/ { $(NF - d) = "acknowledge" } { print }' \
    $sheet >saved
answer dsl review.csv
has "the word on the sheet is an answer" 'acknowledge' receipt
alerts
has "of the lead" 'gambling,acknowledged.*,dsl,sheet,' alerts.csv

now 2026-11-04T10:05:00Z
for i in 1 2 3 4 5
do
	visit 2026-11-04T10:00:1$i betmoor.example 22lcopperfield
done
night
ls out/deputy/alert-*.txt | wc -l >n
has "in holidays the holiday contact" '^To: Contact in holidays' \
    "$(ls -t out/deputy/alert-*.txt | head -1)"

# Suspected illegal: neither site nor search, to lead and head at once.
now 2026-11-10T10:05:00Z
sqlite3 beadle.db "INSERT INTO item(name, label, subject, account, start, end,
    day, events, severity, treatment, attribution, rules, created, changed,
    role) VALUES ('0123456789ab', 'illegal-suspected', 'a:x', '$pupil',
    1794304800000000, 1794304800000000, 20767, 1, 2, 2, 'strong', 'r', 0, 0,
    'pupil')"
night
alerts
code=$(sed -n 's/,alert,illegal.*//p' alerts.csv)
[ -f "out/dsl/alert-$code.txt" ] && [ -f "out/head/alert-$code.txt" ]
ok $? "suspected illegal content: lead and head at once"
! [ -f "out/deputy/alert-$code.txt" ]
ok $? "and nobody else yet"
cat "out/dsl/alert-$code.txt" >page
pdftotext -layout "out/dsl/alert-$code.pdf" pdf
for form in page pdf
do
	has "$form: not to look" 'Do not look for it' $form
	has "$form: not to copy" 'Do not copy, photograph' $form
	has "$form: the power" 'pull its power' $form
	lacks "$form: no site" 'http\|www\.\|example' $form
done
beadle incident ack -c school.yml "$code"

# The drill.
now 2026-11-11T10:00:00Z
run_ok "a drill" beadle incident drill -c school.yml -w "Ada Quill"
code=$(sed -n 's/^drill \(a[0-9a-f]*\): .*/\1/p' .out)
has "says that nothing has happened" 'NOTHING HAS HAPPENED' \
    "out/dsl/alert-$code.txt"
now 2026-11-11T10:31:00Z
night
[ -f "out/deputy/alert-$code.txt" ]
ok $? "it climbs too"
printf 'Acknowledge %s Kim Deputy\n' "$code" >saved
answer deputy note.txt
alerts
has "and is answered by a line" "^$code,drill,drill,acknowledged,.*,Kim Deputy,file,31" \
    alerts.csv

# The weekly page tells of what is historic, once.
now 2026-10-19T06:00:00Z
beadle report weekly -c school.yml -s 2026-10-12 -u 2026-10-19 -o week.pdf
pdftotext -layout week.pdf week
has "the week in which it was found" 'older than two days' week
beadle report weekly -c school.yml -s 2026-10-05 -u 2026-10-12 -o week.pdf
pdftotext -layout week.pdf week
lacks "and no other" 'older than two days' week
done_testing
