# Protection from the first name on: before go-live nobody is named, a rule
# without a clause names nobody, folders that others may look into are
# refused, each run that names a person is written down, secrets and illegal
# addresses never reach the disk.

. "$(dirname "$0")/tap.sh"
S=$ROOT/sample-logs/school

school() { # school NAME: a copy of the sample school's settings
	mkdir -p "$T/$1/logs"
	cp -R "$S"/*.csv "$S/lists" "$S/school.yml" "$T/$1/"
	cp "$S/logs/proxy/access.log-20261014.gz" \
	    "$S/logs/proxy/access.log-20261015.gz" \
	    "$S/logs/endpoint/winlogbeat-20261014.ndjson.gz" \
	    "$S/logs/mail/mail.log-20261014.gz" "$T/$1/logs/"
	sed -i 's|^logs:.*|logs: [logs]|' "$T/$1/school.yml"
	chmod -R o= "$T/$1"
}
night() {
	beadle nightly -c "$T/$1/school.yml" >"$T/out" 2>"$T/err"
}
items() {
	beadle incident list -c "$T/$1/school.yml" --csv >"$T/items"
}
people() { # the accounts, keys and names of the list of people
	awk -F, 'NR > 1 { print $1; print $2; print $3 " " $4 }' \
	    "$S/people.csv" | awk 'length($0) > 5'
}
people >"$T/people"

school live
night live
ok $? "a night after go-live"
items live
has "names people" ",strong," "$T/items"
grep -qFf "$T/people" "$T/items"
ok $? "by account"

school early
sed -i 's/^go_live:.*/go_live: 2027-01-01/' "$T/early/school.yml"
night early
items early
! grep -qFf "$T/people" "$T/items"
ok $? "before go-live nobody is named in an item"
! grep -rqaFf "$T/people" "$T/early/out"
ok $? "nor in any report"

school unwritten
sed -i '/^rules:/,$d' "$T/unwritten/school.yml"
night unwritten
ok $? "a policy without clauses"
items unwritten
[ "$(wc -l <"$T/items")" -eq 1 ]
ok $? "makes observations only, no item"

# Folders and modes.
night live
for f in beadle.db out/governors out/head
do
	[ "$(stat -c %A "$T/live/$f" | cut -c8-10)" = "---" ]
	ok $? "$f is closed to the world"
done
rm "$T/live/beadle.db"
chmod o+rx "$T/live/out/governors"
night live
[ $? -eq 1 ]
ok $? "a folder that the world may read is refused"
has "and said why" "governors: refused: everybody" "$T/err"
chmod o= "$T/live/out/governors"

# The audit.
reads() {
	sqlite3 "$T/live/beadle.db" "SELECT count(*) FROM audit"
}
before=$(reads)
items live
[ "$(reads)" -gt "$before" ]
ok $? "a list of names is written down in the audit"
sqlite3 "$T/live/beadle.db" \
    "SELECT who || ' ' || what FROM audit ORDER BY number" >"$T/audit"
sed 's/^/# /' "$T/audit"

# The governors' documents, by every value of the school's lists.
find "$T/live/out/governors" -type f >"$T/files"
for f in $(cat "$T/files")
do
	case $f in
	*.pdf) pdftotext -layout "$f" - ;;
	*) cat "$f" ;;
	esac
done >"$T/read"
awk -F, 'NR > 1 { print $1; print $2; print $4 }' "$S/devices.csv" |
    awk 'length($0) > 4' | sort -u >"$T/devices"
! grep -qwFf "$T/people" "$T/read" && ! grep -qwFf "$T/devices" "$T/read"
ok $? "the governors' report holds no name, account or device"
head -1 "$T/people" >>"$T/read"
grep -qwFf "$T/people" "$T/read"
ok $? "and a planted one would be seen"
done_testing
