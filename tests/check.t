#!/bin/sh
# beadle check and beadle init: a starting folder, and every fault of it with
# file and line, in one pass.

. "${0%/*}/tap.sh"

umask 027
# What is shipped, with one rule of each kind that these tests need.
mkdir -p "$T/share/policy/rules"
for shipped in bank-holidays.csv categories private-hosts.txt school.yml start
do
	cp -R "$ROOT/policy/$shipped" "$T/share/policy/"
done
cat >"$T/share/policy/rules/gaming-in-lesson.yml" <<'END'
title: Games in a lesson
id: 5c1e2f0a-0000-4000-8000-000000000001
logsource:
  category: proxy
detection:
  games:
    beadle.category: games
  condition: games
beadle:
  label: gaming-in-lesson
END

exits 4 "the sample school has no fault" beadle-check \
	-c "$ROOT/sample-logs/school/school.yml"
run_ok "init writes a folder" beadle-init "$T/real"
exits 4 "for which all that is shipped fits" beadle-check \
	-c "$T/real/school.yml"
for example in "$ROOT"/policy/examples/*.yml
do
	exits 4 "the policy of ${example##*/} fits the rules" \
		beadle-check -c "$example"
done
BEADLE_SHARE=$T/share
export BEADLE_SHARE

run_ok "init writes a folder" beadle-init "$T/new"
exits 4 "which has queries, but no fault" beadle-check -c "$T/new/school.yml"
lacks "and nothing is unknown in it" "unknown key" "$T/.out"
exits 1 "init writes over nothing" beadle-init "$T/new"
has "and says what is there" "school.yml: File exists" "$T/.err"
exits 2 "init needs a folder" beadle-init
exits 2 "check takes no operands" beadle-check x
exits 1 "settings that are not there are a fault" \
	beadle-check -c "$T/none.yml"
has "which is named" "none.yml: cannot be read: No such file" "$T/.out"

# Every key of the table stands in the template.
sed -n 's/^	{ "\([a-z_.*]*\)", KEY_.*/\1/p' \
	"$ROOT/lib/settings/keys.c" >"$T/keys"
[ "$(wc -l <"$T/keys")" -gt 40 ]
ok $? "the table of keys can be read"
missing=
while read -r key
do
	grep -q "^[# ]*\(- \)\{0,1\}${key##*.}\(:\| \)" \
		"$ROOT/policy/school.yml" ||
		[ "${key##*.}" = "*" ] || missing="$missing $key"
done <"$T/keys"
[ -z "$missing" ]
ok $? "the template explains every key$missing"

run_ok "check prints the keys" beadle-check -k
cut -f 1 "$T/.out" >"$T/printed"
same "each of them" "$T/keys" "$T/printed"

# A good school.
mkdir -p "$T/good"
cd "$T/good" || exit 1
cat >school.yml <<'END'
school: {name: Quillbrook School, urn: "999001", laestab: 999/4001}
logs: [logs]
people: people.csv
devices: devices.csv
terms: terms.csv
day: day.csv
go_live: 2026-09-02
policy: {assessment: 2026-07-01, notice: 2026-07-15, agreements: 2026-09-01}
lists:
  technicians: [tom]
rules:
  - match: gaming-*
    clause: AUP 4.2
    treat_as: possible-breach
    valid_from: 2026-09-02
END
printf '%s\n' 'username,upn,forename,surname,sex,role,year,reg_group,email,left' \
	'amy,amy@q.example,Amy,Abery,F,pupil,7,7a,amy@q.example,' \
	'bob,bob@q.example,Bob,Bell,M,staff,,,bob@q.example,31/08/2026' \
	>people.csv
printf '%s\n' 'hostname,ip,room,serial,type' 'PC1,192.0.2.1,IT1,S1,desktop' \
	'PC2,,IT1,S2,laptop' 'PC3,,IT1,S3,laptop' >devices.csv
printf '%s\n' 'name,kind,start,end' 'autumn-2026,term,2026-09-02,2026-12-18' \
	>terms.csv
printf '%s\n' 'period,start,end' 'lesson,09:00,10:00' 'break,10:00,10:20' \
	>day.csv
cp -R "$T/good" "$T/bad"
exits 0 "a school in order has no fault" beadle-check -c school.yml
[ ! -s "$T/.out" ]
ok $? "and nothing is said"
run_ok "unless asked" beadle-check -v -c school.yml
has "what was read" "^2 people, 3 devices, 1 rules" "$T/.out"

# Category lists from archives; links and expressions count for nothing.
mkdir -p lists/blacklists/games lists/blacklists/adult
printf 'a.example\nb.example\n' >lists/blacklists/games/domains
printf 'c.example\n' >lists/blacklists/adult/domains
printf '(a+)+\n' >lists/blacklists/adult/expressions
ln -s games lists/blacklists/play
tar czf lists.tar.gz -C lists blacklists
for source in lists lists.tar.gz
do
	sed "1i categories: $source" school.yml >other.yml
	run_ok "category lists from $source" beadle-check -v -c other.yml
	has "have three sites" " 3 categorised sites" "$T/.out"
done
seq 20000 | sed 's/.*/&.many.example/' >lists/blacklists/games/domains
tar czf lists.tar.gz -C lists blacklists
head -c 20000 lists.tar.gz >cut.tar.gz
sed "1i categories: cut.tar.gz" school.yml >other.yml
exits 1 "an archive that is cut is a fault" beadle-check -c other.yml
has "with its line" "^other.yml:1: categories: cannot read cut.tar.gz" \
	"$T/.out"

# All faults at once, each planted.
cd "$T/bad" || exit 1
cat >school.yml <<'END'
school: {name: Quillbrook School, urn: "99900", pase: primary}
zonne: Europe/London
zone: Europe/Quillbrook
people: people.csv
devices: devices.csv
terms: terms.csv
day: day.csv
logs: {a: b}
go_live: soon
categories: [shipped, none]
category_exclude: [games, gmes]
lists:
  gone: none.txt
networks: [192.0.2.0/99, {cidr: 192.0.2.0/24, kind: pub}, 192.0.2.7/24, {cidr: 192.0.2.0/24}]
keep: {search_terms: perhaps}
readers:
  hed: {mode: "0755"}
reporting: {threshold: 2}
rules:
  - match: no-such-rule
    clause: AUP 1
  - match: gaming-in-lesson
    treat_as: possible-breach
  - match: gaming-*
    treat_as: breach
  - clause: AUP 3
END
printf '%s\n' 'username,upn,forename,surname,role,year,email,left' \
	'amy,amy@q.example,Amy,Abery,pupil,7,amy@q.example,' \
	'AMY,amz@q.example,Amy,Able,pupil,99,amz@q.example,soon' \
	'bob,amy@q.example,Bob,Bell,pupl,,bob@q.example,' \
	>people.csv
chmod 644 people.csv
printf '%s\n' 'hostname,ip,serial,type' 'PC1,192.0.2.1,S1,desktop' \
	'PC2,192.0.2.1,S2,laptop' 'pc1.q.example,192.0.2.300,S3,laptop' \
	>devices.csv
printf '%s\n' 'name,kind,start,end' 'autumn,term,2026-09-02,2026-12-18' \
	'winter,term,2026-12-01,2026-12-31' 'half,holday,2026-11-02,2026-11-06' \
	'back,holiday,2026-11-06,2026-11-02' 'x,inset,2026-02-30,2026-03-01' \
	>terms.csv
printf '%s\n' 'period,start,end' 'lesson,09:00,10:00' 'break,09:50,10:20' \
	'lesson,11:00,10:50' 'p4,11:00,12:00' 'lunch,25:00,26:00' >day.csv
exits 1 "a school with faults is told so" beadle-check -c school.yml
cp "$T/.out" "$T/faults"
while IFS='|' read -r name pattern
do
	has "$name" "$pattern" "$T/faults"
done <<'END'
an unknown key of a group|^school.yml:1: unknown key school.pase; did you mean phase
a code of the wrong length|^school.yml:1: school.urn: expected 6 digits, found 99900
an unknown key|^school.yml:2: unknown key zonne; did you mean zone
an unknown zone|^school.yml:3: zone: no time zone is named Europe/Quillbrook
a map for a list|^school.yml:8: logs: expected a list, found keys and values
a bad date|^school.yml:9: go_live: expected a date as 2026-09-01, found soon
a missing category list|^school.yml:10: categories: cannot read none
an unknown category to exclude|^school.yml:11: category_exclude: no list has the category gmes
a missing word list|^school.yml:13: cannot read none.txt
a bad network|^school.yml:14: networks: .* found 192.0.2.0/99
an unknown kind of network|^school.yml:14: networks.kind: expected one of school byod
bits beyond the prefix|^school.yml:14: warning: networks: 192.0.2.7/24 has bits beyond its prefix
a network twice|^school.yml:14: networks: expected each network once, found 192.0.2.0/24
neither true nor false|^school.yml:15: keep.search_terms: expected true or false, found perhaps
an unknown reader|^school.yml:17: readers: unknown reader hed; did you mean head
a mode for all to read|^school.yml:17: readers.hed.mode: .* found 0755
a threshold that protects nobody|^school.yml:18: reporting.threshold: expected 3 to 50
an overlay without a rule|^school.yml:20: rules: no-such-rule matches no rule
a breach without a clause|^school.yml:22: rules: gaming-in-lesson: treat_as .* needs a clause
a treatment that is none|^school.yml:25: rules.treat_as: expected one of
an overlay without match|^school.yml:26: rules: an entry without match
a user name that stands twice|^people.csv:3: username AMY is already on line 2
a year that is none|^people.csv:3: year: expected 1 to 14
a leaving day that is none|^people.csv:3: left: expected a date
a key that stands twice|^people.csv:4: upn amy@q.example is already on line 2
an unknown role|^people.csv:4: warning: unknown role pupl; did you mean pupil
a list that all may read|^people.csv: warning: every account of this computer may read it
a missing column|^devices.csv:1: no column room
an address that stands twice|^devices.csv:3: ip 192.0.2.1 is already on line 2
a computer that stands twice|^devices.csv:4: hostname pc1 is already on line 2
an address that is none|^devices.csv:4: ip: expected an address
terms that overlap|^terms.csv:3: term winter overlaps autumn of line 2
a kind that is none|^terms.csv:4: kind: expected term, holiday or inset,
a holiday that ends first|^terms.csv:5: back ends before it begins
a day that is none|^terms.csv:6: start: expected a date
periods that overlap|^day.csv:3: break overlaps another period
a period that ends first|^day.csv:4: lesson ends before it begins
a period without a meaning|^day.csv:5: period: expected registration
a time that is none|^day.csv:6: start: expected a time
END
sort -s -c -t: -k1,1 "$T/faults" 2>"$T/.err"
ok $? "faults are in the order of files"

# What must be refused as a whole.
printf 'school: &a {name: x}\nother: *a\n' >alias.yml
exits 1 "an anchor is refused" beadle-check -c alias.yml
has "with its line" "^alias.yml:1: anchors" "$T/.out"
printf 'school: {name: x}\nschool: {name: y}\n' >twice.yml
exits 1 "a key that stands twice is refused" beadle-check -c twice.yml
has "with its line" "^twice.yml:2: key school stands here twice" "$T/.out"
printf 'username,upn\n"amy,x\n' >people.csv
exits 1 "a table with a quote that does not end" beadle-check -c school.yml
has "is named with its line" "^people.csv:2: not a table: a quoted cell" \
	"$T/.out"
{
	echo "username,upn,role"
	for i in 2 3 4 5 6 7 8 9
	do
		echo "user$i,P$i,$([ "$i" -eq 6 ] && echo wizard)"
	done
} >people.csv
beadle-check -c school.yml >"$T/.out" 2>&1
[ "$(grep -c '^people.csv:[0-9]*: warning: no role' "$T/.out")" = 3 ]
ok $? "what a list lacks on many lines is shown on three"
has "the third says how many more" \
	"^people.csv:4: warning: no role: .* (so too 4 more, to line 9)" "$T/.out"
has "and what is said of one line is shown" "^people.csv:6: .*wizard" "$T/.out"
printf 'logsource: [\n' >"$T/share/policy/rules/broken.yml"
exits 1 "a shipped rule that is no YAML" beadle-check -c ../good/school.yml
has "is named with its line" "policy/rules/broken.yml:2: not YAML" "$T/.out"
cat >"$T/share/policy/rules/broken.yml" <<'END'
title: A rule with a mistake
logsource:
  category: proxy
detection:
  games:
    beadle.category|beginswith: games
  condition: games
END
exits 1 "a rule that is no Sigma" beadle-check -c ../good/school.yml
has "is named with its line" "policy/rules/broken.yml:6: " "$T/.out"
rm "$T/share/policy/rules/broken.yml"
exits 1 "a full disk is noticed" sh -c \
	'exec beadle-check -v -c ../good/school.yml >/dev/full'

done_testing
