#!/bin/sh
# Backup and restore: a drill on a school with evidence, lists elsewhere and
# a key; while a night writes; and backups that are not what they were.

. "$(dirname "$0")/tap.sh"
mkdir "$T/school" "$T/far" "$T/kept"
cd "$T/school" || exit 1
sample_school .
zcat "$S/logs/proxy/access.log-20261014.gz" | head -n 4000 >logs/access.log
mv devices.csv ../far/devices.csv
sed -i -e "s|^devices:.*|devices: $T/far/devices.csv|" \
    school.yml
echo "a key of the school" >"$T/far/return.key"
chmod -R o= "$T/school" "$T/far"
beadle nightly -c school.yml -v >"$T/night" 2>&1
ok $? "a night to keep"
id=$(beadle incident list -c school.yml --csv -w t | sed -n 's/^\([0-9a-f]*\),.*/\1/p' |
    sed -n 2p)
beadle incident confirm -c school.yml -r "seen" "$id" >"$T/.out" 2>&1
BEADLE_NOW=2026-11-03T04:00:00Z beadle nightly -c school.yml >"$T/night2" 2>&1
beadle dump --canonical -d beadle.db >"$T/before"

exits 0 "a backup" beadle backup -c school.yml -o "$T/kept/a.tar.gz" \
    "$T/far/return.key"
cp "$T/.out" "$T/made"
has "says so" "read back and whole" "$T/made"
has "with figures of the term" "events: web" "$T/made"
[ "$(stat -c %a "$T/kept/a.tar.gz")" = 600 ]
ok $? "for nobody else"
[ "$(ls "$T/kept")" = a.tar.gz ]
ok $? "and leaves nothing beside it"
# A restore takes the archive apart behind walls: one that waits for it shows.
if [ "${BEADLE_VARIANT:-release}" = release ]
then
	mkfifo "$T/kept/waits"
	beadle restore -n "$T/kept/waits" >"$T/.out" 2>"$T/waits" &
	restore=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
	do
		child=$(cat "/proc/$restore/task/$restore/children")
		grep -qs '^Seccomp:.2$' "/proc/${child% }/status" && break
		sleep 0.1
	done
	has "who reads a backup has its system calls closed" \
	    '^Seccomp:.2$' "/proc/${child% }/status"
	has "and can gain no rights" '^NoNewPrivs:.1$' \
	    "/proc/${child% }/status"
	has "but not who writes its files" '^Seccomp:.0$' \
	    "/proc/$restore/status"
	kill -SYS "${child% }"
	wait $restore
	[ $? -eq 1 ] && [ ! -e "$T/kept/waits.restoring" ]
	ok $? "when it is stopped nothing is restored"
	has "and that is said" 'waits: did what no backup does' "$T/waits"
	rm "$T/kept/waits"
fi
tar -tzf "$T/kept/a.tar.gz" >"$T/list"
has "it holds the store" '^store.db$' "$T/list"
has "the settings" '^settings/school.yml$' "$T/list"
has "the list elsewhere" "^outside$T/far/devices.csv\$" "$T/list"
has "the key" "^outside$T/far/return.key\$" "$T/list"
lacks "no logs" 'access.log' "$T/list"
lacks "nothing of the store but its copy" 'settings/beadle.db' "$T/list"
lacks "nothing that was printed" 'settings/out/' "$T/list"
if [ -d evidence ]
then
	[ "$(grep -c '^evidence/' "$T/list")" -eq "$(find evidence -type f | wc -l)" ]
	ok $? "the evidence"
	lacks "once" '^settings/evidence' "$T/list"
fi
beadle audit verify -c school.yml >"$T/.out" 2>&1
ok $? "the audit is whole"
sqlite3 beadle.db "SELECT what FROM audit" >"$T/audit" 2>/dev/null &&
    has "and has it" backup "$T/audit"
exits 1 "never over what is there" beadle backup -c school.yml \
    -o "$T/kept/a.tar.gz"
exits 1 "nor into the folder that it holds" beadle backup -c school.yml \
    -o "$T/school/b.tar.gz"

# The drill.
exits 0 "a drill" beadle restore -n "$T/kept/a.tar.gz"
cp "$T/.out" "$T/drill"
has "says that all is whole" "whole, and its figures" "$T/drill"
grep '^    ' "$T/made" | grep -v audit >"$T/a"
grep '^    ' "$T/drill" | grep -v audit >"$T/b"
same "with the figures of the backup" "$T/a" "$T/b"
[ "$(ls "$T/kept")" = a.tar.gz ]
ok $? "and leaves nothing"
exits 0 "a look" beadle restore -o "$T/look" "$T/kept/a.tar.gz"
[ -f "$T/look/settings/people.csv" ] && [ -f "$T/look/store.db" ]
ok $? "all is there"
exits 1 "one folder once" beadle restore -o "$T/look" "$T/kept/a.tar.gz"

# The disk is lost.
exits 1 "not over a school that is there" beadle restore \
    -c "$T/school/school.yml" "$T/kept/a.tar.gz"
has "and what is in the way is named" "is there already" "$T/.err"
[ "$(find "$T" -name '*.restoring' | wc -l)" -eq 0 ]
ok $? "nothing is left of it"
cp -R logs "$T/logs"
find evidence -type f -exec sha256sum {} + 2>/dev/null | sort >"$T/packs"
cd "$T" && rm -rf "$T/school" "$T/far"
exits 0 "all comes back" beadle restore -c "$T/school/school.yml" \
    "$T/kept/a.tar.gz"
exits 0 "also what lay elsewhere" cmp "$T/far/return.key" - <<'END'
a key of the school
END
beadle dump --canonical -d "$T/school/beadle.db" >"$T/after"
grep -v '	backup	\|backup' "$T/before" >"$T/a"
grep -v '	backup	\|backup' "$T/after" >"$T/b"
same "the store is the same" "$T/a" "$T/b"
(cd school && find evidence -type f -exec sha256sum {} + 2>/dev/null | sort) \
    >"$T/packs2"
same "and the evidence" "$T/packs" "$T/packs2"
find "$T/school" "$T/far" -perm /007 -type f | grep -q .
[ $? -ne 0 ]
ok $? "nothing is open to everyone"
mv "$T/logs" "$T/school/logs"
exits 0 "the next night goes on" beadle nightly -c "$T/school/school.yml" -v
has "and counts nothing twice" "= used 0 " "$T/.out"

# Not what it was.
size=$(wc -c <"$T/kept/a.tar.gz")
refused=0
for at in 20 $((size / 3)) $((size / 2)) $((size - 40))
do
	cp "$T/kept/a.tar.gz" "$T/bad.tar.gz"
	printf 'XXXX' | dd of="$T/bad.tar.gz" bs=1 seek="$at" conv=notrunc \
	    status=none
	beadle restore -n "$T/bad.tar.gz" >"$T/.out" 2>"$T/.err"
	[ $? -eq 1 ] && [ -s "$T/.err" ] && ! [ -e "$T/bad.tar.gz.restoring" ] &&
	    refused=$((refused + 1))
done
[ $refused -eq 4 ]
ok $? "$refused of 4 backups with damage are refused"
head -c $((size / 2)) "$T/kept/a.tar.gz" >"$T/cut.tar.gz"
exits 1 "one that was cut off is refused" beadle restore -n "$T/cut.tar.gz"
exits 1 "and what is no backup" beadle restore -n "$ROOT/README.md"

# Changed with care: the bytes are good, the manifest does not agree; names
# that lead out of the folder; links.
mkdir "$T/x" && tar -xzf "$T/kept/a.tar.gz" -C "$T/x"
order=$(tar -tzf "$T/kept/a.tar.gz")
echo "eve,U9,Eve,Eavesdropper,F,staff,,,,," >>"$T/x/settings/people.csv"
# shellcheck disable=SC2086
(cd "$T/x" && tar -czf "$T/changed.tar.gz" $order)
exits 1 "one that was changed is refused" beadle restore -n "$T/changed.tar.gz"
has "by its manifest" "not what its manifest says" "$T/.err"
(cd "$T/x" && tar --transform 's|^store.db|../escaped|' -P \
    -czf "$T/up.tar.gz" store.db MANIFEST)
exits 1 "a name that leads out is refused" beadle restore -o "$T/in" \
    "$T/up.tar.gz"
! [ -e "$T/escaped" ]
ok $? "and nothing was written there"
ln -s /etc/passwd "$T/x/link"
(cd "$T/x" && tar -czf "$T/link.tar.gz" link)
exits 1 "a link is refused" beadle restore -o "$T/in" "$T/link.tar.gz"

# While a night writes: its lock is held, then all is there.
zcat "$S/logs/proxy/access.log-20261015.gz" >"$T/school/logs/more.log"
beadle nightly -c "$T/school/school.yml" >"$T/.night" 2>&1 &
night=$!
exits 0 "a backup while a night runs" beadle backup \
    -c "$T/school/school.yml" -o "$T/kept/b.tar.gz"
wait $night
ok $? "and the night is not disturbed"
exits 0 "what it made is whole" beadle restore -n "$T/kept/b.tar.gz"

# A store with damage is not kept as if it were good.
if [ "$(wc -c <"$T/school/beadle.db")" -gt 200000 ]
then
	size=$(wc -c <"$T/school/beadle.db")
	yes damage | head -c 60000 | dd of="$T/school/beadle.db" bs=1 \
	    seek=$((size / 2)) conv=notrunc status=none
	exits 1 "a store with damage is told" beadle backup \
	    -c "$T/school/school.yml" -o "$T/kept/c.tar.gz"
	! [ -e "$T/kept/c.tar.gz" ]
	ok $? "and there is no backup of it"
fi
done_testing
