#!/bin/sh
# Events that leave: stable keyed pseudonyms within a term, others in the
# next, and no name in the bytes.

. "$(dirname "$0")/tap.sh"
sample_school "$T/s"
cp "$S"/logs/proxy/access.log-20261014.gz "$S"/logs/mail/mail.log-20261014.gz \
    "$S"/logs/endpoint/winlogbeat-20261014.ndjson.gz "$T/s/logs/"
cd "$T/s" || exit 1
who=$(zcat logs/access.log-20261014.gz | awk '$8 != "-" { print $8; exit }')
echo "1800000000.000 9 198.51.100.12 TCP_TUNNEL/200 40000 CONNECT findly.example:443 $who HIER_DIRECT/192.0.2.9 -" \
    >logs/next.log
echo 'spring-2027,term,2027-01-05,2027-03-26' >>terms.csv
chmod -R o= .
BEADLE_NOW=2027-02-01T04:00:00Z
export BEADLE_NOW
beadle parse -c school.yml logs/* | beadle tag -c school.yml |
    beadle match -c school.yml | beadle store -c school.yml
run_ok "dump" beadle dump -c school.yml --pseudonyms keys
mv "$T/.out" one
run_ok "again" beadle dump -c school.yml --pseudonyms keys
same "the same key gives the same pseudonyms" one "$T/.out"
run_ok "by other keys" beadle dump -c school.yml --pseudonyms keys2
! cmp -s one "$T/.out"
ok $? "others"
[ "$(stat -c %a keys)$(stat -c %a keys/autumn-2026.key)" = 700600 ]
ok $? "keys are closed"
beadle dump -c school.yml >plain
[ "$(wc -l <plain)" -eq "$(wc -l <one)" ]
ok $? "no event is lost"
column() { # column FILE NAME
	awk -F'\t' -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++)
	    if ($i == name) c = i; next } { print $c }' "$1"
}
column plain user.name >a
column one user.name >b
paste a b | sort -u >pairs
[ "$(grep -c "^$who	" pairs)" -eq 2 ]
ok $? "one account has one pseudonym a term"
[ "$(cut -f2 pairs | sort | uniq -d | grep -c .)" -eq 0 ]
ok $? "and no two share one"
awk -F, 'NR > 1 { print $1; print $2; print $3 " " $4; print $9 }' people.csv |
    awk 'length($0) > 5' >names
awk -F, 'NR > 1 { print $1; print $2 }' devices.csv >>names
! grep -qwFf names one
ok $? "no name, account, mailbox, device or address is in the bytes"
grep -qwFf names plain
ok $? "and would be seen"
chmod 755 keys
exits 1 "open keys are refused" beadle dump -c school.yml --pseudonyms keys
done_testing
