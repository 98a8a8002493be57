#!/bin/sh
# What the school says of its logs: zones by day, formats, hosts, and how old
# a log is that does not tell its year.

. "$(dirname "$0")/tap.sh"

mkdir -p "$T/logs/filter" "$T/logs/mail"
cd "$T" || exit 1

is() { # is NAME GOT WANTED
	[ "$2" = "$3" ]
	ok $? "$1"
	[ "$2" = "$3" ] || printf '# got    %s\n# wanted %s\n' "$2" "$3"
}

# cells FILE COLUMN: of the rows of events.
cells() {
	beadle-parse -c school.yml "$1" 2>err | awk -F '\t' -v name="$2" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["event.kind"] == "event" { print $at[name] }' | tr '\n' '|'
}

cat >school.yml <<'END'
school: {name: Quillbrook School}
zone: Europe/London
store: beadle.db
logs: [logs]
squid_logformat: '%{%Y-%m-%d %H:%M:%S}tl %>a %un %ru'
sources:
  - files: filter/*.csv
    zone: UTC
    to: 2026-08-31
  - files: [filter/*.csv]
    zone: Asia/Tokyo
    from: 2026-10-12
    to: 2026-10-12
  - files: mainlog*
    host: Mail1
  - files: odd.txt
    format: web_csv
  - files: old.log
    before: 2025-01-01
END

cat >logs/filter/visits.csv <<'END'
Time,User,Source IP,URL,Action
2026-08-31 23:30:00,amy,198.51.100.7,findly.example,Allowed
2026-09-01 09:00:00,amy,198.51.100.7,findly.example,Allowed
2026-10-12 09:00:00,amy,198.51.100.7,findly.example,Allowed
2026-10-13 09:00:00,amy,198.51.100.7,findly.example,Allowed
END
is "each day by the zone that was declared for it" \
    "$(cells logs/filter/visits.csv @timestamp)" \
    "2026-08-31T23:30:00.000000Z|2026-09-01T08:00:00.000000Z|2026-10-12T00:00:00.000000Z|2026-10-13T08:00:00.000000Z|"
cp logs/filter/visits.csv elsewhere.csv
is "another log has the school's zone" "$(cells elsewhere.csv @timestamp)" \
    "2026-08-31T22:30:00.000000Z|2026-09-01T08:00:00.000000Z|2026-10-12T08:00:00.000000Z|2026-10-13T08:00:00.000000Z|"
mkdir filter
mv elsewhere.csv filter/v.csv
tar -cf filters.tar filter
is "a member of an archive is meant too" "$(cells filters.tar @timestamp)" \
    "2026-08-31T23:30:00.000000Z|2026-09-01T08:00:00.000000Z|2026-10-12T00:00:00.000000Z|2026-10-13T08:00:00.000000Z|"

cat >logs/mail/mainlog <<'END'
2026-10-12 08:31:02 1u8ABC-0001Ab-CD <= amy@quillbrook.example U=amy P=local S=812
2026-10-12 08:31:03 1u8ABC-0001Ab-CD => ben@quillbrook.example R=local T=local_delivery
2026-10-12 08:31:03 1u8ABC-0001Ab-CD Completed
END
is "the computer that a mail log does not name" \
    "$(cells logs/mail/mainlog host.name)" "mail1|"
is "its dataset is its own" "$(cells logs/mail/mainlog event.dataset)" \
    "exim.mail|"

printf 'Time;x\n' >odd.txt
exits 3 "a declared format is taken" beadle-parse -c school.yml odd.txt
printf '2026-10-12 08:31:02 198.51.100.7 amy http://findly.example/\n' \
    >logs/own.log
is "the logformat of the settings" "$(cells logs/own.log user.name)" "amy|"

# ---- Years that are not written.
line='Oct 30 08:31:02 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from h[198.51.100.7]: 554 5.7.1 <b@x.example>: no; from=<a@x.example> to=<b@x.example> proto=ESMTP helo=<h>'
for name in mail.log mail.log-20241101 old.log
do
	echo "$line" >$name
done
is "as new as its file" "$(cells mail.log @timestamp)" \
    "2026-10-30T08:31:02.000000Z|"
touch -d 2025-12-01 mail.log
is "which is older" "$(cells mail.log @timestamp)" \
    "2025-10-30T08:31:02.000000Z|"
is "its name knows better than a touched file" \
    "$(cells mail.log-20241101 @timestamp)" "2024-10-30T08:31:02.000000Z|"
is "and the school better than its name" "$(cells old.log @timestamp)" \
    "2024-10-30T08:31:02.000000Z|"
touch mail.log
tar -cf mails.tar mail.log
touch -d 2023-11-05 mails.tar
is "no member is younger than its archive" "$(cells mails.tar @timestamp)" \
    "2023-10-30T08:31:02.000000Z|"
gzip -n <mail.log >mails.gz
touch -d 2022-11-05 mails.gz
is "nor a compressed log than its file" "$(cells mails.gz @timestamp)" \
    "2022-10-30T08:31:02.000000Z|"

for stamp in 'Mar  1' 'Jul  1' 'Dec  1' 'Mar  1' 'Oct 30'
do
	echo "$stamp${line#Oct 30}"
done >long.log
cells long.log @timestamp >/dev/null
has "a log of more than a year is said to be so" \
    "^beadle-parse: long.log: its lines do not tell their year" err
[ "$(grep -c 'their year' err)" -eq 1 ]
ok $? "once"
for stamp in 'Nov 30' 'Dec 31' 'Jan  1' 'Feb 28' 'Oct 30'
do
	echo "$stamp${line#Oct 30}"
done >year.log
is "one of less has its years in order" "$(cells year.log @timestamp)" \
    "2025-11-30T08:31:02.000000Z|2025-12-31T08:31:02.000000Z|2026-01-01T08:31:02.000000Z|2026-02-28T08:31:02.000000Z|2026-10-30T08:31:02.000000Z|"
lacks "and nothing is said" "their year" err

# ---- The night takes it all as the pipe does.
beadle-nightly -c school.yml >night 2>&1
beadle-dump -c school.yml >dumped
has "the night reads the logformat" "findly.example.*own.log" dumped
has "and knows the computer" "mail1.*mainlog" dumped

# ---- Faults.
fault() { # fault NAME WORDS: the sources of standard input
	{
		printf 'school: {name: Q}\nsources:\n'
		cat
	} >faulty.yml
	beadle-check -c faulty.yml >faults
	[ $? -eq 1 ]
	ok $? "$1 is a fault"
	has "which says what" "^faulty.yml:3: sources.*$2" faults
}
fault "a zone that is none" "no time zone" <<'END'
  - {files: "*.csv", zone: Europe/Quillbrook}
END
fault "a format that is none" "neither a format nor a profile" <<'END'
  - {files: "*.csv", format: squeed}
END
fault "days without a zone" "days of a zone" <<'END'
  - {files: "*.csv", host: a, from: 2026-09-01}
END
fault "days in the wrong order" "to is before from" <<'END'
  - {files: "*.csv", zone: UTC, from: 2026-09-01, to: 2026-08-01}
END
fault "no files" "no files" <<'END'
  - {zone: UTC}
END
fault "nothing said" "says neither" <<'END'
  - {files: "*.csv"}
END
done_testing
