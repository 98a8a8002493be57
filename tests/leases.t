#!/bin/sh
# Who had which address: visits from addresses of no listed computer get the
# one who had signed in to the network there, in whatever order logs come.

. "$(dirname "$0")/tap.sh"
. "$ROOT/tests/settle.sh"

cat >people.csv <<'END'
person_id,username,forename,surname,role,year,email
1,amy,Amy,Abery,pupil,10,
2,ben,Ben,Bell,pupil,10,
3,class7a,,,class,7,
END
cat >school.yml <<'END'
school: {name: Q, zone: Europe/London}
people: [people.csv]
END

at() { # at HH:MM: seconds of 12 October 2026 in London
	TZ=Europe/London date -d "2026-10-12 $1" +%s
}
visit() { # visit HH:MM ADDRESS HOST
	printf '%s.000    100 %s TCP_MISS/200 9000 GET http://%s/ - HIER_DIRECT/192.0.2.44 text/html\n' \
		"$(at "$1")" "$2" "$3"
}
lease() { # lease HH:MM ADDRESS MAC
	printf 'Oct 12 %s:00 gw dhcpd[812]: DHCPACK on %s to %s via eth0\n' \
		"$1" "$2" "$3"
}
session() { # session HH:MM STATUS USER MAC ID
	printf 'Mon Oct 12 %s:00 2026\n\tUser-Name = "%s"\n' "$1" "$3"
	printf '\tAcct-Status-Type = %s\n\tCalling-Station-Id = "%s"\n' \
		"$2" "$4"
	printf '\tAcct-Session-Id = "%s"\n\tTimestamp = %s\n\n' "$5" \
		"$(at "$1")"
}
fsso() { # fsso HH:MM logon|logoff USER ADDRESS: no hardware address
	printf 'date=2026-10-12 time=%s:00 devname="fw1" devid="FG1" ' "$1"
	printf 'logid="0102043014" type="event" subtype="user" vd="root" '
	printf 'tz="+0100" srcip=%s user="%s" action="FSSO-%s" msg="x"\n' \
		"$4" "$3" "$2"
}
a=00:00:5e:00:53:01 b=00:00:5e:00:53:02 c=00:00:5e:00:53:03
{
	visit 08:55 198.51.100.24 before.example
	visit 09:10 198.51.100.24 amys.example
	visit 09:10 198.51.100.25 bens.example
	visit 09:10 198.51.100.26 leaseonly.example
	visit 10:10 198.51.100.24 handedon.example
	visit 11:10 198.51.100.24 after.example
	visit 12:10 198.51.100.27 shared.example
	visit 13:10 198.51.100.28 firewall.example
	visit 13:40 198.51.100.28 signedoff.example
	visit 23:30 198.51.100.25 toolong.example
} >access.log
{
	lease 09:00 198.51.100.24 $a
	lease 09:00 198.51.100.25 $b
	lease 09:00 198.51.100.26 $c
	lease 10:00 198.51.100.24 $b
	lease 12:00 198.51.100.27 $c
} >dhcp.log
{
	session 09:01 Start amy $a A1
	session 09:02 Start ben $b B1
	# A session that ended elsewhere ends nothing here.
	session 10:05 Stop ben $b B0
	session 10:30 Stop amy $a A1
	session 11:00 Stop ben $b B1
	session 11:05 Start ben 00:00:5e:00:53:09 B2
	session 12:01 Start class7a $c C1
} >detail.log
{
	fsso 13:00 logon amy 198.51.100.28
	fsso 13:30 logoff amy 198.51.100.28
} >fsso.log

run all.db access.log dhcp.log detail.log fsso.log
how='fair|network sign-in and address lease'
who before.example "||" "nobody before the lease"
who amys.example "1|$how" "a session joined to a lease"
who bens.example "2|$how" "and another"
who leaseonly.example "||" "a lease alone names nobody"
who handedon.example "2|$how" \
    "an address that was given to another device goes with it"
who after.example "||" "nobody after the session's end"
who shared.example "|weak|shared account" "a class account names nobody"
who firewall.example "1|fair|network sign-in" \
    "a firewall that knows who has an address needs no lease"
who signedoff.example "||" "nobody after he signed off there"
who toolong.example "||" "an open session does not last for ever"

contents all.db >all
for order in "access.log fsso.log dhcp.log detail.log" \
    "detail.log access.log dhcp.log fsso.log" \
    "fsso.log dhcp.log detail.log access.log"
do
	rm -f each.db
	for log in $order
	do
		run each.db "$log"
	done
	contents each.db >each
	same "a night for each: $order" all each
done
# A DHCP log that comes a week late, when another week is already stored.
printf '%s.000    100 198.51.100.24 TCP_MISS/200 9000 GET http://%s/ - HIER_DIRECT/192.0.2.44 text/html\n' \
	$(($(at 09:10) + 7 * 86400)) weekon.example >next.log
run whole.db access.log dhcp.log detail.log next.log
for log in access.log detail.log next.log dhcp.log
do
	run late.db "$log"
done
contents whole.db >whole
contents late.db >late
same "a DHCP log a week late" whole late
lacks "nobody of a week before is known" "weekon.*sign-in" whole
has "while those of that day are" "amys.*sign-in and address lease" whole
# The culprit: without the leases it is another store.
run less.db access.log detail.log
contents less.db >less
! cmp -s all less
ok $? "without the leases nobody is known"
# A rule that asks for more than is known names nobody.
mkdir rules
cat >rules/visits.yml <<'END'
title: A visit by a pupil
id: 6f0c1d52-0000-4000-8000-000000000001
status: test
logsource: {category: proxy}
detection:
  sel: {url.domain: amys.example, beadle.role: pupil}
  condition: sel
level: low
taxonomy: ecs
beadle: {label: visits, treat_as: possible-breach}
END
least() { # least RULE LEAST: a night that asks so much of one rule
	cat >school.yml <<-END
	school: {name: Q, zone: Europe/London}
	people: [people.csv]
	rules_folders: [rules]
	rules:
	  - {match: $1, clause: 1, treat_as: possible-breach$2}
	END
	rm -f least.db
	run least.db access.log dhcp.log detail.log
}
are() { # are WANTED NAME: person and account in the file "flags"
	[ "$(cat flags)" = "$1" ]
	ok $? "$2"
	[ "$(cat flags)" = "$1" ] || sed 's/^/# /' flags problems
}
flagged() { # flagged LEAST WANTED NAME: whose the flag is
	least visits "$1"
	sqlite3 least.db "SELECT person.text, account.text FROM flag
	    JOIN symbol AS person ON person.id = flag.person
	    JOIN symbol AS account ON account.id = flag.account" >flags
	are "$2" "$3"
}
flagged "" "1|amy" "a flag that a network sign-in named"
flagged ", least_attribution: fair" "1|amy" "which a rule may be content with"
flagged ", least_attribution: strong" "|" "or not: then nobody is named"
sed -i 's/possible-breach}/possible-breach, least_attribution: strong}/' \
	rules/visits.yml
flagged "" "|" "as the rule itself asks"
sed -i 's/: strong}/: sure}/' rules/visits.yml
exits 1 "a word that is none is a fault" beadle-check -c school.yml
has "which says so" "sure is none of strong, fair and weak" .out

# A correlation is known as well as the least of what it counts.
mv rules/visits.yml visits.base
cat >rules/runs.yml <<'END'
title: Visits, counted
id: 5d1e2f0a-0000-4000-8000-0000000000c1
taxonomy: ecs
correlation:
  type: event_count
  rules: [one-visit]
  group-by: [user.name]
  timespan: 1h
  condition: {gte: 1}
level: low
beadle: {label: visits, treat_as: possible-breach}
---
title: One of them
id: 5d1e2f0a-0000-4000-8000-0000000000c2
name: one-visit
taxonomy: ecs
logsource: {category: proxy}
detection:
  sel: {url.domain: amys.example, beadle.role: pupil}
  condition: sel
END
runs() { # runs WANTED NAME: whose the runs are
	sqlite3 least.db "SELECT DISTINCT person, account FROM flag_named
	    WHERE correlation = 1" >flags
	are "$1" "$2"
}
counted() { # counted LEAST WANTED NAME
	least runs "$1"
	runs "$2" "$3"
}
counted "" "1|amy" "a count of what a network sign-in named"
counted ", least_attribution: fair" "1|amy" "is known as well as that"
counted ", least_attribution: strong" "|" "and no better"
run least.db access.log dhcp.log detail.log
runs "|" "another night names nobody either"
lacks "no trouble was told" "settle-night:\|beadle" problems
done_testing
