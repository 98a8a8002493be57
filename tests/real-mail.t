#!/bin/sh
# An alert's mail through Debian's own Postfix on loopback, with hostile
# names; it is delivered to a file, leaves nothing behind in the outbox, and
# no name has made a header.

. "$(dirname "$0")/tap.sh"

[ "$(id -u)" -eq 0 ] || skip_all "not root: Postfix cannot be started"
[ -x /usr/sbin/postfix ] || skip_all "Postfix is not here (real.t installs it)"

. "$ROOT/tests/real/servers.sh"

mkdir "$T/boxes"
chown postfix: "$T/boxes"
# It listens to nobody: mail comes through sendmail alone.
postfix_start mail.quillbrook.example '#&' <<END
virtual_mailbox_domains = quillbrook.example
virtual_mailbox_base = $T/boxes
virtual_mailbox_maps = static:all
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u postfix)
virtual_gid_maps = static:$(id -g postfix)
default_transport = error:nothing leaves this machine
END
run_ok "Postfix runs" wait_for 30 test -S "$T/spool/public/pickup"
cat >"$T/sendmail" <<END
#!/bin/sh
exec /usr/sbin/sendmail -C "$T/postfix" "\$@"
END
chmod 755 "$T/sendmail"

mkdir "$T/school"
cd "$T/school" || exit 1
sample_school .
sed -i -e '/^zone/i\
alerts: {on: true, names: true}' \
    -e 's|^  name: .*|  name: "Quill\\r\\nBcc: thief@quillbrook.example\\r\\n\\r\\nSchool na\\u00efve \\U0001F600 with a name that is long enough to be folded"|' \
    school.yml
cat >>school.yml <<END
mail: {from: beadle@quillbrook.example, sendmail: $T/sendmail}
contacts:
  dsl: {phone: 01632 960001, email: lead@quillbrook.example}
  deputy: {phone: 01632 960002, email: deputy@quillbrook.example}
  head: {phone: 01632 960003}
  holiday: {phone: 01632 960004}
  out-of-hours: {phone: 01632 960005}
END
# A pupil whose name is a mail.
pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
awk -F, -v OFS=, -v who="$pupil" '$1 == who {
    $3 = "\"Bo\n.\nBcc: thief@quillbrook.example\n\""; $4 = "\"Qúill =3D .\"" }
    { print }' people.csv >people && mv people people.csv
chmod -R o= .
BEADLE_NOW=2026-10-14T09:05:00Z
export BEADLE_NOW
echo "$(date -u -d '2026-10-14T09:00:00Z' +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://bloodandbanner.example/ $pupil HIER_DIRECT/192.0.2.9 text/html" >logs/access.log
run_ok "a night that rings somebody" beadle nightly -c school.yml
lacks "nothing waits" 'wait still' "$T/.err"
run_ok "Postfix has delivered it" wait_for 20 grep -q status=sent "$T/mail.log"
[ -d outbox ] && [ -z "$(ls outbox)" ]
ok $? "nothing is left in the outbox"
sleep 1
[ "$(grep -c '^From ' "$T/boxes/all")" = 1 ]
ok $? "one mail has come"
grep 'to=<' "$T/mail.log" | sed 's/.*to=<\([^>]*\)>.*/\1/' | sort -u >to
echo lead@quillbrook.example >wanted
same "to the lead and to nobody else" wanted to
perl -0777 -ne '
	my ($head, $body) = split /\r?\n\r?\n/, $_, 2;
	$head =~ s/\n[ \t]+/ /g;
	print "$head\n";
	open my $out, ">", "body";
	$body =~ s/=\r?\n//g;
	$body =~ s/=([0-9A-F]{2})/chr hex $1/ge;
	print $out $body;' "$T/boxes/all" >head
sed 's/:.*//' head | grep -v '^From ' | sort >names
lacks "no header was smuggled in" '^Bcc\|thief' head
[ "$(grep -c '^Subject:' head)" = 1 ] && [ "$(grep -c '^To:' head)" = 1 ]
ok $? "one subject, one receiver"
perl -pe 's/\?= =\?UTF-8\?Q\?//g' head >joined
has "the letters of the subject are encoded" 'na=C3=AFve' joined
has "it says who wrote it" '^From: beadle@quillbrook.example' head
has "that a machine did" '^Auto-Submitted: auto-generated' head
has "and when" '^Date: Wed, 14 Oct 2026 09:05:00 +0000' head
lacks "a name makes no lines" '^\.\|^Bcc' body
has "the body is whole" 'What not to do' body
has "to its last line" 'need not know' body
has "with the name, since the school has said so" 'Qúill =3D .' body
awk 'length($0) > 998 { bad = 1 } END { exit bad }' "$T/boxes/all"
ok $? "no line is too long"

# Under a unit that may gain no privileges it waits for the unit of mail.
BEADLE_NOW=2026-10-14T09:40:00Z
if command -v setpriv >/dev/null
then
	run_ok "where no privileges may be gained" setpriv --no-new-privs \
	    beadle nightly -c school.yml
	[ "$(ls outbox | wc -l)" = 1 ]
	ok $? "it waits in the outbox"
	run_ok "until beadle mail is run" beadle mail -c school.yml
	[ -z "$(ls outbox)" ]
	ok $? "which takes it"
	run_ok "it has come" wait_for 20 grep -q 'to=<deputy@.*status=sent' \
	    "$T/mail.log"
fi
# A program that hangs, or that is gone.
BEADLE_NOW=2026-10-14T10:20:00Z
sed -i 's|  head: {phone: 01632 960003}|  head: {phone: 01632 960003, email: head@quillbrook.example}|; s|sendmail: [^}]*|sendmail: /nonexistent/sendmail|' school.yml
exits 1 "a program that is not there" beadle nightly -c school.yml
has "is named" 'not installed' "$T/.err"
exits 75 "and tried again later" beadle mail -c school.yml
[ "$(ls outbox | wc -l)" = 1 ]
ok $? "nothing is lost"
done_testing
