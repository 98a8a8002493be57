#!/bin/sh
# What must stand before anybody is monitored: the pack that is drafted from
# the settings, and what check warns of until it is approved.

. "$(dirname "$0")/tap.sh"

command -v pdftotext >/dev/null || skip_all "pdftotext is not here"
cd "$T" || exit 1
sample_school .
touch logs/access.log
signed=$(awk -F, '$6 == "pupil" && $10 == "" { print $1; exit }' people.csv)
missing=$(awk -F, '$6 == "staff" && $10 == "" { print $3 " " $4; exit }' \
    people.csv)
printf 'who,what,from,to,approved_by,why\n%s,,2026-09-01,,,\n' "$signed" \
    >agreements.csv
cat >>school.yml <<'END'
registers:
  agreements: agreements.csv
retention:
  raw: 21
readers:
  dsl: {people: [anna]}
  head: {people: [bert]}
END
chmod -R o= .
run_ok "the pack is drafted" beadle policy-pack -c school.yml
for name in impact-assessment notice-pupils notice-staff notice-parents method
do
	pdftotext -layout out/officer/$name.pdf - >$name.pdftext 2>/dev/null &&
	    [ -s out/officer/$name.txt ]
	ok $? "$name as PDF and as text"
done
for name in notice-pupils notice-staff notice-parents
do
	[ "$(pdfinfo out/officer/$name.pdf | sed -n 's/^Pages: *//p')" = 1 ]
	ok $? "$name is one page"
done
for form in impact-assessment.pdftext out/officer/impact-assessment.txt
do
	has "$form: the settings' retention" '21 days' $form
	has "$form: the day of approval" 'Wed 1 July 2026' $form
done
for name in notice-pupils notice-staff
do
	tr '\n' ' ' <out/officer/$name.txt >$name
done
has "pupils are told what is looked for" 'Games in lessons' \
    notice-pupils
lacks "not what is of staff" 'Games in working' notice-pupils
has "staff are told of theirs" 'Games in working hours' \
    notice-staff
lacks "not of a rule that is off" 'Social media' notice-staff
grep -A4 '^\* Games in lesson time' out/officer/method.txt >rule
has "a rule in one sentence" 'What it finds: At least five pages of games' rule
has "with its threshold" 'How much it takes: 5 or more within 15 minutes' rule
grep -A12 '^\* Games in lesson time' out/officer/method.txt >rule
has "and its false alarms" 'Known false alarms: A lesson that is about' rule
lacks "and no rule that is off" '^\* Social media, by staff' \
    out/officer/method.txt
has "who has not signed" "$missing" out/dsl/agreements-missing.txt
lacks "not who has" "$(awk -F, -v a="$signed" '$1 == a { print $3 " " $4 }' \
    people.csv)" out/dsl/agreements-missing.txt
! grep -rqF "$missing" out/officer
ok $? "the rest of the pack names nobody"
[ "$(stat -c %a out/officer/method.txt out/dsl/agreements-missing.pdf |
    sort -u)" = 640 ]
ok $? "closed to the world"
beadle nightly -c school.yml
beadle policy-pack -c school.yml >/dev/null
sqlite3 beadle.db "SELECT what FROM audit" >audit
has "names leave a row in the audit" '^agreements missing' audit
sed '/^registers/,/agreements.csv/d' school.yml >less.yml
beadle policy-pack -c less.yml >/dev/null
has "no list of agreements is said" 'No list of signed' \
    out/dsl/agreements-missing.txt
exits 2 "no operand" beadle policy-pack -c school.yml x

# What check warns of.
beadle check -c school.yml >all
lacks "nothing while all is entered" 'policy\.\|every office\|of a person' all
for key in assessment notice agreements
do
	grep -v "^  $key: 2" school.yml >less.yml
	beadle check -c less.yml >got
	has "$key is missed" "warning: policy.$key is not given" got
done
sed 's/\[bert\]/[Anna]/' school.yml >less.yml
beadle check -c less.yml >got
has "one person for every office" 'Anna\|anna holds every office' got
mail=$(awk -F, -v a="$signed" '$1 == a { print $9 }' people.csv)
printf 'contacts:\n  dsl: {phone: 01632 960001, email: %s}\n' "$mail" |
    cat school.yml - >less.yml
beadle check -c less.yml >got
has "a person's address for an office" 'contacts.dsl: .*address of a person' \
    got
done_testing
