#!/bin/sh
# Evidence is sealed when an incident is confirmed: the lines as they are in
# their logs, also when those have been renamed since; what else may explain
# it; who holds copies; and a page for parents that names no other child.

. "$(dirname "$0")/tap.sh"

command -v unzip >/dev/null || skip_all "unzip is not here"
cd "$T" || exit 1
sample_school .
pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
name=$(awk -F, -v a="$pupil" '$1 == a { print $3 " " $4 }' people.csv)
other=$(awk -F, '$6 == "pupil" && $7 == 10 { print $1; exit }' people.csv)
visit() { # visit UTC HOST ACCOUNT [ADDRESS]
	echo "$(date -u -d "$1" +%s).000 900 ${4:-198.51.100.11} TCP_MISS/200 40000 GET http://$2/page $3 HIER_DIRECT/192.0.2.9 text/html"
}
visit 2026-10-14T08:50:00Z lessons.example "$other" >logs/access.log
for i in 1 2 3 4
do
	visit 2026-10-14T09:00:1$i betmoor.example "$pupil"
done >>logs/access.log
visit 2026-10-14T09:01:00Z lessons.example "$pupil" 198.51.100.12 >>logs/access.log
visit 2026-10-14T09:10:00Z bloodandbanner.example "$other" >>logs/access.log
for i in 1 2 3 4
do
	visit 2026-10-14T10:00:1$i luckyreels.example 22lcopperfield
done >logs/second.log
chmod -R o= .
BEADLE_NOW=2026-10-14T12:00:00Z
export BEADLE_NOW
night() {
	beadle nightly -c school.yml >night.out 2>&1
}
id_of() { # id_of LABEL ACCOUNT
	beadle incident list -c school.yml --csv -w t -l "$1" |
	    sed -n "s/^\([0-9a-f]*\),[a-z]*,$1,$2,.*/\1/p" | head -1
}
night
[ ! -e evidence ]
ok $? "nothing is sealed before a person has confirmed it"
id=$(id_of gambling "$pupil")
beadle incident confirm -c school.yml -w Lead "$id"
# The log is rotated between the decision and the night.
mv logs/access.log logs/access.log.1
gzip logs/access.log.1
night
zip=evidence/$id-1.zip
[ -f "$zip" ]
ok $? "then it is"
[ "$(stat -c %a evidence)" = 700 ]
ok $? "closed to others"
mkdir pack && (cd pack && unzip -q "../$zip")
(cd pack && sha256sum -c SHA256SUMS >../sums 2>&1)
ok $? "what it holds agrees with its list of hashes"
sqlite3 beadle.db "SELECT sha256 FROM pack" >wanted
sha256sum "$zip" | cut -d' ' -f1 >got
same "it agrees with the store's own" wanted got
gzip -dc logs/access.log.1.gz | grep betmoor >wanted
same "the lines are those of the log, byte for byte" wanted pack/lines.txt
cut -d, -f6 pack/lines.csv | tail -n +2 | tr -d '\r' >got
while IFS= read -r line
do
	printf %s "$line" | sha256sum | cut -d' ' -f1
done <wanted >hashes
same "each with its hash" hashes got
has "and where it was found" 'logs/access.log.1.gz' pack/lines.csv
has "the rule as it stood" 'label: gambling' pack/rules.yml
has "its clause" 'clause AUP 4.5' pack/rules.yml
has "the person as the list had it" "^surname,${name#* }" pack/facts.csv
has "the device" 'device serial,[0-9A-Z]' pack/facts.csv
has "who decided" 'confirm by Lead' pack/item.txt
has "others on that device" "Was anybody else.*yes: $other" \
    pack/other-explanations.csv
has "the account elsewhere" 'same account.*yes: it1-pc02' \
    pack/other-explanations.csv
has "what no log can tell is said" 'unlocked.*not known' \
    pack/other-explanations.csv
has "background traffic" 'background traffic.*4 page' \
    pack/other-explanations.csv
night
[ "$(ls evidence | wc -l)" = 1 ]
ok $? "a second night seals nothing twice"
run_ok "it can be made again" beadle incident evidence -c school.yml -w Lead "$id"
[ -f "evidence/$id-2.zip" ]
ok $? "as another version"

# A log that is no longer the same, and one that is gone.
two=$(id_of gambling 22lcopperfield)
beadle incident confirm -c school.yml -w Lead "$two"
sed -i '2,3s/luckyreels/harmless12/' logs/second.log
run_ok "evidence of a log that was changed" beadle incident evidence \
    -c school.yml -w Lead "$two"
unzip -p "evidence/$two-1.zip" lines.csv >lines
[ "$(grep -c 'no longer the same' lines)" = 2 ]
ok $? "the changed lines are named as lost"
sqlite3 beadle.db "SELECT lines, lost FROM pack ORDER BY id DESC LIMIT 1" >got
echo '2|2' >wanted
same "and counted" wanted got

# Of suspected illegal content no line is read.
three=$(id_of extremism "$other")
sqlite3 beadle.db "UPDATE item SET label = 'illegal-suspected'
    WHERE name = '$three'"
beadle incident confirm -c school.yml -w Head "$three"
run_ok "evidence of suspected illegal content" beadle incident evidence \
    -c school.yml -w Head "$three"
[ "$(unzip -p "evidence/$three-1.zip" lines.txt | wc -c)" = 0 ]
ok $? "has no line"
has "but the hash of the log" ',[0-9a-f]\{64\},not read' - <<END
$(unzip -p "evidence/$three-1.zip" lines.csv)
END

# Withdrawn: who holds copies.
run_ok "the person's own words" beadle incident comment -c school.yml \
    -w Lead -m "It was my brother" "$id"
run_ok "it is withdrawn" beadle incident withdraw -c school.yml -w Head \
    -m "the brother has said so" "$id"
cp .out copies
has "the sheets that had it" 'sheet review-2026-10-14, by nightly' copies
has "the reports" 'report incident-log' copies
has "the sealed evidence, with its hash" "$id-2.zip, sha256 [0-9a-f]" copies
beadle incident show -c school.yml -w t "$id" >shown
has "the person's words stay" 'comment by Lead: It was my brother' shown
beadle report incident-log -c school.yml -t autumn-2026 -o log.csv >/dev/null
lacks "it is an incident no more" "incident, confirmed.*betmoor" log.csv

# For the parents.
beadle incident note -c school.yml -w Lead -m "with $other at her side" "$id"
reopened() { # the item is withdrawn by now; a mark is for those that stand
	beadle incident "$1" -c school.yml -w Lead -m reason "$id"
}
reopened reopen && reopened no-tip-off
exits 1 "none while they must not be tipped off" \
    beadle incident parents-sheet -c school.yml -w Lead "$id"
reopened may-tell && reopened confirm && reopened withdraw >/dev/null
run_ok "a page for parents" beadle incident parents-sheet -c school.yml -w Lead "$id"
pdftotext -layout "out/dsl/parents-$id.pdf" page
has "names the child" "$name" page
[ "$(pdfinfo "out/dsl/parents-$id.pdf" | sed -n 's/^Pages: *//p')" = 1 ]
ok $? "is one page"
awk -F, -v not="$pupil" 'NR > 1 && $1 != not { print $1; print $3 " " $4 }' \
    people.csv | awk 'length($0) > 6' >others
! grep -qFf others page
ok $? "and names no other"
lacks "nor what somebody wrote" 'side\|brother' page
lacks "nor a site" 'betmoor' page
has "it has been withdrawn" 'withdrawn' page
exits 1 "there is none of what is not there" beadle incident parents-sheet \
    -c school.yml 000000000000
done_testing
