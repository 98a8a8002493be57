#!/bin/sh
# Spells of use drawn by lot and signed; and which rule makes most noise.

. "$(dirname "$0")/tap.sh"

cd "$T" || exit 1
sample_school .
mkdir in in/dsl in/head-of-year-8
cp "$S"/logs/proxy/access.log-2026101[2-6].gz logs/
chmod -R o= .
BEADLE_NOW=2026-10-19T05:00:00Z
export BEADLE_NOW
beadle nightly -c school.yml
! ls out/dsl/sample-* >/dev/null 2>&1
ok $? "nothing is drawn unless the school says so"
cp beadle.db before.db
cat >>school.yml <<'END'
sample: 8
readers: {head-of-year-8: {mode: "0750"}}
END
beadle nightly -c school.yml
sheet=out/dsl/sample-2026-10-12.csv
[ "$(grep -c '^s-' $sheet)" = 8 ]
ok $? "eight spells of the week that is over"
cp $sheet first.csv
ls out/*/sample-* | grep -v '^out/dsl/' >elsewhere
[ ! -s elsewhere ]
ok $? "for the lead alone"
awk -F, '$6 == "pupil" { print $3 " " $4 }' people.csv >pupils
cut -d, -f3 first.csv | tail -n +2 | grep -vxFf pupils >others
[ ! -s others ]
ok $? "pupils alone"
[ "$(cut -d, -f3 first.csv | sort -u | wc -l)" -gt 5 ]
ok $? "several of them"
beadle nightly -c school.yml
same "drawn once" first.csv $sheet
cp before.db beadle.db
rm $sheet
beadle nightly -c school.yml
same "the same lot from the same store" first.csv $sheet
sqlite3 before.db "UPDATE meta SET value = 'other' WHERE name = 'id'"
cp before.db beadle.db
rm $sheet
beadle nightly -c school.yml
! cmp -s first.csv $sheet
ok $? "another from another store"
beadle incident list -d beadle.db --csv >/dev/null
sqlite3 beadle.db "SELECT what FROM audit" >audit
has "the audit knows of it" 'sheet sample-2026-10-12.csv' audit

week() {
	beadle report weekly -c school.yml -s 2026-10-12 -u 2026-10-19 \
	    -o week.pdf >/dev/null
	pdftotext -layout week.pdf - | tr -s ' \n' ' ' >week
}
week
has "the weekly summary asks for it" 'signed by: nobody yet' week
drop() { # drop READER: what stands in "saved" comes back
	touch -d '1 minute ago' saved
	mv saved "in/$1/sample.csv"
	rm -f out/"$1"/receipt-*
	beadle nightly -c school.yml
	cat out/"$1"/receipt-* >receipt
}
sed 's/,,\r$/,maybe,\r/' $sheet >saved
drop dsl
has "a word that is none is refused" 'I2 seen: expected yes or further' receipt
sed '2s/,,\r$/,Yes,nothing\r/; 3s/,,\r$/,further,to be asked\r/' $sheet >saved
cp saved again
drop dsl
has "two are signed" 'applied, 2 rows' receipt
week
has "which the summary tells" '8 spells of use .* 2 have been looked at and 1 are to be looked into further; signed by: dsl' week
mv again saved
drop head-of-year-8
has "a head of year signs nothing" 'Lead, deputy or head sign' receipt
sed 's/^s-[0-9a-f]*/s-00000000/; s/,,\r$/,yes,\r/' $sheet >saved
drop dsl
has "nor is what was not drawn" 'no such spell of use' receipt

# Noise.
n=0
for id in $(beadle incident list -c school.yml --csv -w t -l gaming-in-lesson |
    tail -n +2 | cut -d, -f1) $(beadle incident list -c school.yml --csv \
    -w t -l circumvention | tail -n +2 | cut -d, -f1)
do
	n=$((n + 1))
	beadle incident reject -c school.yml -w Lead -m "maths game $n" "$id"
done
gamers=$(beadle incident list -c school.yml --csv -w t -l gaming-in-lesson |
    grep -c ,rejected,)
beadle incident tune -c school.yml | tr -d '\r' >tune
head -1 tune >got
echo rule,items,confirmed,rejected,excepted,rejected_percent,advice,last_reason >wanted
same "tune: its columns" wanted got
has "tune: what was rejected, and why" "^gaming-in-lesson,$gamers,0,$gamers,0,100,.*,maths game" tune
cut -d, -f4 tune | tail -n +2 >numbers
sort -rn numbers >sorted
same "tune: the noisiest first" sorted numbers
has "tune: what nobody looked at has no share" ',0,0,0,,too few' tune
for i in 1 2 3 4 5
do
	sqlite3 beadle.db "INSERT INTO item(name, label, subject, start, end,
	    day, events, severity, treatment, attribution, rules, created,
	    changed, status)
	VALUES ('$i', 'gambling', 'd:', 0, 0, 0, 1, 0, 1, 'none', 'noise', 0,
	    0, 'rejected')"
done
beadle incident tune -c school.yml >tune
has "tune: it advises" '^noise,5,0,5,0,100,.*nearly always wrong here' tune
beadle incident tune -c school.yml -s 2027-01-01 >tune
[ "$(wc -l <tune)" = 1 ]
ok $? "tune: of a period"
# It goes with the visits that it was drawn from.
cp beadle.db late.db
BEADLE_NOW=2026-10-20T05:00:00Z beadle retention -c school.yml >/dev/null
sqlite3 beadle.db "SELECT count(*) > 0 FROM sample" >got
echo 1 >wanted
same "what was drawn stays while the visits do" wanted got
BEADLE_NOW=2027-10-20T05:00:00Z beadle retention -c school.yml >/dev/null
sqlite3 beadle.db "SELECT count(*) FROM sample" >got
echo 0 >wanted
same "and goes with them" wanted got
sed -i 's/^sample: 8/sample: 80/' school.yml
exits 1 "a sample that is too large is a fault" beadle check -c school.yml
done_testing
