#!/bin/sh
# The pages beside those of the commands, and all EXAMPLES: tables are those
# of the program, every example is one that can be typed.

. "$(dirname "$0")/tap.sh"
tables=$BEADLE_BUILD/tools/manual-tables

for pair in school.yml.5:keys events.5:columns
do
	page=${pair%%:*}
	TMPDIR=$T "$ROOT/tests/manual-tables" "$tables" "$ROOT/cmd/$page" \
	    "${pair#*:}" >"$T/$page"
	same "$page has the table that the program has (make accept)" \
	    "$T/$page" "$ROOT/cmd/$page"
	sed '/^\.It Ic .*/{x;s/^/x/;/^x\{7\}$/{x;d;};x;}' "$ROOT/cmd/$page" \
	    >"$T/short.5"
	TMPDIR=$T "$ROOT/tests/manual-tables" "$tables" "$T/short.5" \
	    "${pair#*:}" >"$T/again"
	! cmp -s "$T/short.5" "$T/again"
	ok $? "one that lacks a row is told"
done
sed -n 's/^	{ "\([a-z0-9]*\)", change_.*/\1/p' \
    "$ROOT/lib/detect/modifier.c" >"$T/modifiers"
[ "$(wc -l <"$T/modifiers")" -gt 20 ]
ok $? "modifiers are found in the source"
while read -r word
do
	sed -n '/^\.Ss Modifiers/,/^\.Ss Corr/p' "$ROOT/cmd/rules.5" |
	    grep -qw "$word" || echo "$word"
done <"$T/modifiers" >"$T/lacks"
[ ! -s "$T/lacks" ]
ok $? "rules(5) has every modifier"
sed 's/^/# lacks /' "$T/lacks"
for source in "$ROOT"/cmd/beadle-*.c
do
	name=$(basename "$source" .c)
	grep -q "Xr $name 1" "$ROOT/cmd/beadle.7" || echo "$name"
done >"$T/lacks"
[ ! -s "$T/lacks" ]
ok $? "beadle(7) has every command"
sed 's/^/# lacks /' "$T/lacks"
# The sections that a page may call upon are there.
grep -ho '^\.Xr [a-z.-]* [157]' "$ROOT"/cmd/*.[157] | sort -u |
    while read -r _ page section
    do
	[ -e "$ROOT/cmd/$page.$section" ] ||
	    [ -e "$ROOT/cmd/$page.$section.sh" ] || case $page in
	beadle*|school*|events|rules) echo "$page($section)" ;;
	esac
    done >"$T/lacks"
[ ! -s "$T/lacks" ]
ok $? "pages that are called upon exist"
sed 's/^/# lacks /' "$T/lacks"
grep -o 'tests/[a-z/_-]*\.[tc]' "$ROOT/cmd/beadle-security.7" | sort -u |
    while read -r path
    do
	[ -e "$ROOT/$path" ] || echo "$path"
    done >"$T/lacks"
[ ! -s "$T/lacks" ]
ok $? "beadle-security(7) names tests that exist"
sed 's/^/# lacks /' "$T/lacks"

# Examples are run in a school of their own; what they call that is not
# ours and not here is a stand-in.
mkdir "$T/w" "$T/bin" "$T/etc" "$T/backup"
cd "$T/w" || exit 1
cp -R "$S"/*.csv "$S/lists" "$S/school.yml" .
mkdir logs sigma myrules
cp -R "$ROOT/policy/rules" sigma/
zcat "$S/logs/proxy/access.log-20261014.gz" | head -n 3000 >access.log
cp access.log logs/
gzip -c access.log >access.log.1.gz
(zip -q proxy-2026-09.zip access.log && cp proxy-2026-09.zip mail.zip &&
    tar -cJf backup.tar.xz access.log) >"$T/.out" 2>&1
sed -i -e 's|^logs:.*|logs: [logs]|' -e '/^ *- logs\//d' school.yml
chmod -R o= .
beadle nightly -c school.yml >"$T/night" 2>&1
cp beadle.db one.store
beadle parse access.log >events.tsv 2>/dev/null
beadle backup -c school.yml -o ../backup/oak.tar.gz >"$T/.out" 2>&1
echo secret >return.key
for stand in lpr parallel systemctl systemd-analyze mlr
do
	printf '#!/bin/sh\ncat >/dev/null\n' >"$T/bin/$stand"
	chmod +x "$T/bin/$stand"
done
PATH=$PATH:$T/bin
# examples PAGE: each .Dl line, and each display whole.
examples() {
	awk '/^\.Sh EXAMPLES/ { on = 1; next } /^\.Sh/ { on = 0 }
	on && /^\.Dl/ { sub(/^\.Dl /, ""); print; print "%%" }
	on && /^\.Bd/ { b = 1; next }
	on && /^\.Ed/ { b = 0; print "%%"; next }
	on && b' "$1" |
	    sed -e 's/\\e/\\/g' -e 's/^\$ //' \
	    -e 's|^[0-9*][^a-z]* beadle beadle|beadle|' \
	    -e "s|/etc/beadle/oak/|$T/w/|g; s|/etc/beadle/|$T/w/|g" \
	    -e "s|/backup/|$T/backup/|g; s|/root/|$T/w/|g" \
	    -e "s|/var/log/squid|$T/w/logs|g; s|/var/log/mail.log.1.gz||g" \
	    -e "s|/var/lib/node_exporter|$T/backup|g" \
	    -e "s|sample-logs/|$ROOT/sample-logs/|g"
}
run=0
for page in "$ROOT"/cmd/*.[17]
do
	examples "$page" >"$T/examples"
	: >"$T/wrong"
	: >"$T/one"
	while IFS= read -r line
	do
		if [ "$line" != "%%" ]
		then
			printf '%s\n' "$line" >>"$T/one"
			continue
		fi
		timeout 60 sh "$T/one" </dev/null >"$T/.out" 2>"$T/.err"
		got=$?
		run=$((run + 1))
		# Whatever it finds here; but it must be understood.
		if grep -q '^usage:' "$T/.err" || [ $got -gt 125 ]
		then
			{ cat "$T/one"; head -n 3 "$T/.err"; } >>"$T/wrong"
		fi
		: >"$T/one"
	done <"$T/examples"
	[ ! -s "$T/wrong" ]
	ok $? "examples of ${page##*/} run"
	sed 's/^/# /' "$T/wrong"
done
[ $run -ge 35 ]
ok $? "$run examples were run"
echo 'beadle status -Q' >"$T/one"
sh "$T/one" </dev/null >"$T/.out" 2>"$T/.err"
grep -q '^usage:' "$T/.err"
ok $? "one that is wrong would be told"

# Those of the formats: the settings are good, the rule is one.
awk '/^\.Sh EXAMPLES/ { on = 1 } on && /^\.Bd/ { n++; b = 1; next }
	/^\.Ed/ { b = 0 } b' "$ROOT/cmd/school.yml.5" >"$T/w/least.yml"
chmod o= "$T/w/least.yml"
beadle check -c least.yml >"$T/least" 2>&1
lacks "the settings in school.yml(5) have no fault" \
    "least.yml:[0-9]*: [^w]\|csv:[0-9]*: [^w]" "$T/least"
awk '/^\.Sh EXAMPLES/ { on = 1 } on && /^\.Bd/ { b = 1; next }
	/^\.Ed/ { b = 0 } b' "$ROOT/cmd/rules.5" >"$T/w/myrules/lists.yml"
printf '%s\n' '1791960000.000 20 198.51.100.9 TCP_MISS/200 40000 GET http://a.hidemyway.example/ amy HIER_DIRECT/192.0.2.9 text/html' \
    >"$T/w/one.log"
beadle parse one.log 2>"$T/.err" | beadle tag -c school.yml 2>>"$T/.err" |
    beadle match --rules myrules --only >"$T/found" 2>>"$T/.err"
has "the rule in rules(5) finds what it says" hidemyway "$T/found"
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["event.type"] == "denied" { n++ } END { exit n == 0 }' events.tsv
ok $? "the columns of events(5) can be found by name"
done_testing
