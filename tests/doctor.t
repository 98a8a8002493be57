#!/bin/sh
# beadle doctor: what logs are, without settings, keeping and naming nothing.

. "$(dirname "$0")/tap.sh"

exits 0 "the sample school's logs" beadle doctor "$S/logs"
cp "$T/.out" "$T/all"
has "says the format" ": squid, 1[0-9]* records, " "$T/all"
has "balances" "^records read .* = used .* + ignored .* + rejected 0$" "$T/all"
has "says who has a user" "squid.access .*% with a user, .* sign-in" "$T/all"
has "says what could be judged" "gaming-in-lesson" "$T/all"
cut -d, -f1 "$S/people.csv" | sed 1d | grep -wFf - "$T/all" >"$T/named"
[ ! -s "$T/named" ]
ok $? "names nobody"
echo "$S/people.csv" | grep -q . && cut -d, -f1 "$S/people.csv" | sed 1d |
    head -1 >>"$T/all"
cut -d, -f1 "$S/people.csv" | sed 1d | grep -wFf - "$T/all" >"$T/named"
[ -s "$T/named" ]
ok $? "and a planted name would be seen"

exits 0 "proxy logs alone" beadle doctor "$S/logs/proxy/access.log-20261012.gz"
sed -n '/could not/,$p' "$T/.out" >"$T/not"
has "cannot show malware" malware "$T/not"

printf 'nothing\nthat\nanybody\nknows\n' >"$T/strange"
exits 3 "a strange file" beadle doctor "$T/strange"
has "is said to be strange" "strange: not recognised" "$T/.out"
exits 1 "a file that is not there" beadle doctor "$T/none"
exits 2 "no file" beadle doctor
exits 2 "no such zone" beadle doctor -z Mars/Base "$T/strange"
exits 2 "a wrong flag" beadle doctor -q
exits 0 "--help" beadle doctor --help
beadle doctor "$S/logs/mail" >/dev/full 2>"$T/.err"
[ $? -eq 1 ]
ok $? "a full disk is noticed"
exits 0 "with settings" beadle doctor -c "$S/school.yml" "$S/logs/proxy"
has "it says how many are known by name" "strong, proxy sign-in" "$T/.out"
has "how many are not" "weak, shared account" "$T/.out"
has "and how many log-ons may tell" "open, a listed device" "$T/.out"
lacks "it names nobody" "quillbrook" "$T/.out"
mkdir "$T/school"
cd "$T/school" || exit 1
sample_school .
cp "$S"/logs/proxy/* "$S"/logs/endpoint/* logs
chmod -R o= .
"${BEADLE_BUILD%/wrapped}/tools/settle-night" school.yml beadle.db logs/* >&2
exits 0 "with a store" beadle doctor -c school.yml
has "it says what share is one person's" \
    "^Web requests in the store, .*: one person's in [0-9.]* %" "$T/.out"
has "how that is known" " %  strong, proxy sign-in" "$T/.out"
has "what log-ons told" " %  fair, log-on session" "$T/.out"
has "and why others are not" " %  none, nobody known to be logged on" \
    "$T/.out"
has "how many of the list's devices logs have named" \
    "^Devices of the list .*: 1[0-9][0-9] of 150" "$T/.out"
lacks "and names nobody" "quillbrook" "$T/.out"
exits 1 "settings that are not there" beadle doctor -c none.yml "$S/logs/mail"
done_testing
