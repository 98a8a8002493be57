#!/bin/sh
# What is carried away: a PDF that opens with the reader's password alone, and
# files that the reader's key alone opens; nobody who finds one reads a name.

. "$(dirname "$0")/tap.sh"
sample_school "$T/s"
cp "$S/logs/proxy/access.log-20261014.gz" "$T/s/logs/"
cd "$T/s" || exit 1
umask 077
echo 'correct horse battery' >password
cat >>school.yml <<'END'
readers:
  head: {password_file: password}
alerts: {on: true}
contacts:
  dsl: {phone: 01632 960001, reader: head}
  deputy: {phone: 01632 960002}
  head: {phone: 01632 960003}
  holiday: {phone: 01632 960004, reader: head}
  out-of-hours: {phone: 01632 960005, reader: head}
END
chmod -R o= .
make_log() {
	beadle report incident-log -c school.yml -t autumn-2026 -o out
}
run_ok "a night" beadle nightly -c school.yml
run_ok "a drill" beadle incident drill -c school.yml
carried() { # carried FILE-WITHOUT-END
	pdftotext -upw 'correct horse battery' "$1-locked.pdf" "$T/text" &&
	    pdftotext "$1.pdf" "$T/plain" && cmp -s "$T/plain" "$T/text" &&
	    ! pdftotext "$1-locked.pdf" "$T/none" 2>"$T/.err"
}
carried out/head/review-2026-11-02
ok $? "the review sheet lies there locked too"
carried "$(ls out/head/alert-*[0-9a-f]-locked.pdf | sed 's/-locked.pdf$//')"
ok $? "and so does an alert"
[ "$(find out -name 'entries-locked*' -o -name 'entries*.age' | wc -l)" -eq 0 ]
ok $? "what names nobody is not"
run_ok "the head's log is made" make_log
plain=out/head/incident-log-autumn-2026.pdf
locked=out/head/incident-log-autumn-2026-locked.pdf
[ -s "$plain" ] && [ -s "$locked" ]
ok $? "and lies there open and locked"
pdftotext -upw 'correct horse battery' "$locked" "$T/text"
ok $? "the password opens it"
pdftotext "$plain" "$T/plain"
same "to the same text" "$T/plain" "$T/text"
exits 1 "without one it does not open" pdftotext "$locked" "$T/none"
exits 1 "nor with another" pdftotext -upw 'correct horse batterz' "$locked" \
    "$T/none"
pdfinfo -upw 'correct horse battery' "$locked" >"$T/info"
has "it is AES-256" "algorithm:AES-256" "$T/info"
grep -qa "Quillbrook School" "$plain"
ok $? "the open one has words in its bytes"
! grep -qa "Quillbrook\|horse battery" "$locked"
ok $? "the locked one has none, and no password"
[ "$(stat -c %a "$locked")" = 640 ]
ok $? "it is guarded as the open one is"
[ ! -e out/governors/governors-autumn-2026-locked.pdf ]
ok $? "what names nobody is not locked"

chmod 644 password
exits 1 "a password that others may read is refused" make_log
has "and said why" "its owner alone may read: chmod 600" "$T/.err"
chmod 600 password
echo short >password
exits 1 "so is a short one" make_log
has "and said how long" "a password of 12 to 127 letters" "$T/.err"
rm password
ln -s /etc/hostname password
exits 1 "and a link" make_log
rm password

# age
sed -i 's/head: {pass.*/head: {age: "-o\/tmp\/x"}/' school.yml
exits 1 "what is no key is refused" beadle check -c school.yml
has "and named" "readers.head.age: expected a public key" "$T/.out"
if ! command -v age-keygen >/dev/null
then
	ok 0 "# SKIP age is not here"
	done_testing
	exit 0
fi
age-keygen -o "$T/key" 2>/dev/null
age-keygen -o "$T/other" 2>/dev/null
sed -i "s/head: {age.*/head: {age: $(age-keygen -y "$T/key")}/" school.yml
run_ok "the log is made for a key" make_log
for form in pdf csv
do
	file=out/head/incident-log-autumn-2026.$form
	age -d -i "$T/key" "$file.age" >"$T/opened"
	same "the key opens the $form" "$file" "$T/opened"
done
rm out/head/review-*.csv
run_ok "and the sheets" beadle nightly -c school.yml
BEADLE_NOW=2026-11-02T05:00:00Z \
    run_ok "and an alert" beadle incident drill -c school.yml
rm out/head/*-locked.pdf
for kind in review.csv review.pdf alert.txt alert.pdf
do
	for file in out/head/"${kind%.*}"-*."${kind#*.}"
	do
		[ ! -e "$file.age" ] || break
	done
	age -d -i "$T/key" "$file.age" >"$T/opened"
	same "the key opens $kind" "$file" "$T/opened"
done
cp out/head/review-2026-11-02.csv.age in/head/back.csv
cp out/head/review-2026-11-02.pdf in/head/back.pdf
touch -d '-1 minute' in/head/back.*
beadle nightly -c school.yml 2>"$T/.err"
cat out/head/receipt-back-*.txt >"$T/receipts"
has "what comes back encrypted is not understood" "it is encrypted: put" \
    "$T/receipts"
has "nor is the PDF" "it is a PDF: fill in the CSV" "$T/receipts"
file=out/head/incident-log-autumn-2026.csv
exits 1 "another key does not" age -d -i "$T/other" "$file.age"
name=$(sed -n 3p "$file" | cut -d, -f 4 | tr -d '"')
[ -n "$name" ] && grep -qaF "$name" "$file" &&
    ! grep -qaF "$name" "$file.age"
ok $? "no name is in its bytes"
[ "$(find out/head -name '.*' -type f | wc -l)" -eq 0 ]
ok $? "nothing half made is left"
done_testing
