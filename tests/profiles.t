#!/bin/sh
# Profiles: logs of columns that no format reads, described in school.yml.

. "$(dirname "$0")/tap.sh"

mkdir "$T/logs"
cd "$T" || exit 1

cat >school.yml <<'END'
school: {name: Quillbrook School}
zone: Europe/London
store: beadle.db
logs: [logs]
profiles:
  - name: greenfilter
    framing: csv
    fields:
      Date: {to: time, format: "%d/%m/%Y %H:%M:%S"}
      Time: time
      Who: user.name
      IP: source.ip
      Site: url
      Kilobytes: {to: http.response.bytes, unit: KB}
      Took: {to: event.duration, unit: ms}
      Verdict: {to: event.type, words: {Allowed: allowed, Blocked: denied}}
      Topic: rule.category
    required: [Date, Time, Who, Site, Verdict]
    sample: |
      Date,Time,Who,IP,Site,Kilobytes,Took,Verdict,Topic
      12/10/2026,08:31:02,amy,198.51.100.7,findly.example,1.5,20,Allowed,x
  - name: redgate
    channel: dns
    framing: ndjson
    fields:
      at: {to: time, zone: UTC}
      client: source.ip
      q.name: url.domain
      q.type: http.request.method
      result: {to: event.type, words: {ok: allowed, sinkhole: denied}}
    sample: '{"at":"2026-10-12 08:31:02","client":"198.51.100.7","q":{"name":"findly.example.","type":"A"},"result":"ok"}'
  - name: postbox
    channel: mail
    framing: pairs
    fields:
      when: time
      sender: email.from.address
      rcpt: email.to.address
      fate: {to: event.action, words: {ok: sent, "*": bounced}}
      subj: email.subject
    sample: 'when=1791803523 sender=amy@quillbrook.example rcpt=ben@quillbrook.example fate=ok subj="x"'
  - name: doors
    channel: endpoint
    framing: tsv
    columns: [stamp, badge, door]
    files: ["doors-*.txt"]
    fields:
      stamp: {to: time, format: "%-d/%-m/%Y %-I:%M %p"}
      badge: user.name
      door: host.name
    fixed: {event.action: opened, event.category: host}
    sample: "1/9/2026 8:05 PM\tamy\tlab-03"
END

cat >logs/green.csv <<'END'
Took,DATE,time,Who,IP,Site,Kilobytes,Verdict,Topic,Other
20,12/10/2026,08:31:02,QUILLBROOK\Amy,198.51.100.7,https://findly.example/a?token=hunter2,1.5,Allowed,Search,"a,b"
20,12/10/2026,08:31:03,ben,198.51.100.8,luckyreels.example,1,Blocked,Gambling,
20,12/10/2026,08:31:03,,198.51.100.8,luckyreels.example,1,Blocked,Gambling,
20,31/09/2026,08:31:03,ben,198.51.100.8,luckyreels.example,1,Blocked,Gambling,
20,12/10/2026,08:31:03,ben,198.51.100.8,luckyreels.example,1,Odd,Gambling,
20,12/10/2026,08:31:03,ben,198.51.100.8,luckyreels.example,1,Blocked
20,25/10/2026,01:30:00,ben,198.51.100.8,luckyreels.example,1,Blocked,Gambling,
END
cat >logs/red.log <<'END'
{"at":"2026-10-12 08:31:02","client":"198.51.100.7","q":{"name":"findly.example.","type":"A"},"result":"ok"}
{"at":"2026-10-12 08:31:03","client":"198.51.100.7","q":{"name":"betmoor.example","type":"AAAA"},"result":"sinkhole"}
END
cat >logs/post.log <<'END'
when=1791803523 sender=amy@quillbrook.example rcpt="Ben@Quillbrook.example, cat@dell.example" fate=ok subj="secret plans"
when=1791803524 sender=amy@quillbrook.example rcpt=dan@quillbrook.example fate=no subj="x"
END
printf '9/10/2026 8:05 PM\tamy\tlab-03\n12/10/2026 12:10 AM\tben\tlab-04.quillbrook.example\n' \
    >logs/doors-1.txt

is() { # is NAME GOT WANTED
	[ "$2" = "$3" ]
	ok $? "$1"
	[ "$2" = "$3" ] || printf '# got    %s\n# wanted %s\n' "$2" "$3"
}

# column FILE COLUMN: its cells in the rows of events.
column() {
	awk -F '\t' -v name="$2" '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	$at["event.kind"] == "event" { print $at[name] }' "$1" | tr '\n' '|'
}

exits 3 "a CSV is read by its profile" \
    beadle-parse -c school.yml -r rejects logs/green.csv
cp "$T/.out" green
is "its times" "$(column green @timestamp)" \
    "2026-10-12T07:31:02.000000Z|2026-10-12T07:31:03.000000Z|2026-10-25T00:30:00.000000Z|"
is "when they began" "$(column green event.start)" \
    "2026-10-12T07:31:01.980000Z|2026-10-12T07:31:02.980000Z|2026-10-25T00:29:59.980000Z|"
is "how the times are known" "$(column green beadle.time_source)" \
    "zone|zone|ambiguous|"
is "whose they were" "$(column green user.name)" "amy|ben|ben|"
is "kilobytes are 1,000 bytes" "$(column green http.response.bytes)" \
    "1500|1000|1000|"
is "the verdicts" "$(column green event.type)" "allowed|denied|denied|"
is "the dataset" "$(column green event.dataset)" \
    "greenfilter.web|greenfilter.web|greenfilter.web|"
lacks "secrets are masked" hunter2 green
cut -f4 rejects | sort >reasons
cat >wanted <<'END'
a column that is required is empty
a word that the profile does not have
bad time
fewer cells than the heading: cut short?
END
same "what it rejects, and why" wanted reasons

run_ok "JSON is read by its profile" beadle-parse -c school.yml logs/red.log
cp "$T/.out" red
is "a declared zone" "$(column red @timestamp)" \
    "2026-10-12T08:31:02.000000Z|2026-10-12T08:31:03.000000Z|"
is "members of members" "$(column red url.domain)" \
    "findly.example|betmoor.example|"
is "a query is no visit" "$(column red beadle.kind)" "query|query|"

run_ok "pairs are read by their profile" \
    beadle-parse -c school.yml logs/post.log
cp "$T/.out" post
is "a mail for each recipient" "$(column post email.to.address)" \
    "ben@quillbrook.example|cat@dell.example|dan@quillbrook.example|"
is "any other word" "$(column post event.action)" "sent|sent|bounced|"
lacks "subjects are not kept unless the school says so" "secret plans" post

run_ok "a log without a heading, by its name" \
    beadle-parse -c school.yml logs/doors-1.txt
cp "$T/.out" doors
is "a clock of twelve hours" "$(column doors @timestamp)" \
    "2026-10-09T19:05:00.000000Z|2026-10-11T23:10:00.000000Z|"
is "what is fixed" "$(column doors event.action)" "opened|opened|"
is "computers" "$(column doors host.name)" "lab-03|lab-04|"
cp logs/doors-1.txt plain.txt
exits 1 "another name is not taken for it" \
    beadle-parse -c school.yml plain.txt
run_ok "but with -f it is" beadle-parse -c school.yml -f doors plain.txt
exits 2 "-f knows profiles of the settings only" \
    beadle-parse -f doors plain.txt
exits 2 "and no others" beadle-parse -c school.yml -f windows plain.txt

run_ok "the doctor knows them" sh -c \
    'beadle-doctor -c school.yml logs/red.log | grep -q redgate'
exits 0 "the night reads them" sh -c \
    'beadle-nightly -c school.yml >night 2>&1 || test $? -eq 3'
beadle-dump -c school.yml >dumped
is "and keeps what the pipe gives" \
    "$(awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ print $at["event.dataset"] }' dumped | sort | uniq -c |
	awk '{ printf "%s %s|", $2, $1 }')" \
    "doors.endpoint 2|greenfilter.web 3|postbox.mail 3|redgate.dns 2|"

# ---- What does not load, and where it says so.
faulty() { # faulty NAME LINE WORDS: the profile of standard input
	{
		printf 'school: {name: Q}\nprofiles:\n  - name: p\n'
		cat
	} >faulty.yml
	exits 1 "$1 does not load" beadle-check -c faulty.yml
	grep -v warning "$T/.out" >faults
	has "and says where and why" "^faulty.yml:$2: profile p: .*$3" faults
}
faulty "a profile without a sample" 3 "no sample" <<'END'
    fields: {t: time, w: user.name, u: url}
END
faulty "one whose sample does not parse" 7 "does not parse: bad time" <<'END'
    fields: {t: time, w: user.name, u: url}
    sample: |
      t,w,u
      yesterday,amy,findly.example
END
faulty "one whose sample has only a heading" 6 "gives no event" <<'END'
    fields: {t: time, w: user.name, u: url}
    sample: |
      t,w,u
END
faulty "one without a time" 3 "no column is the time" <<'END'
    fields: {w: user.name, u: url}
    sample: "x"
END
faulty "one without anybody" 3 "whose it was" <<'END'
    fields: {t: time, u: url}
    sample: "x"
END
faulty "one with a column that is not ours" 5 "not a column" <<'END'
    fields:
      t: tiem
      u: url
    sample: "x"
END
faulty "one that would name people itself" 6 "not a column" <<'END'
    channel: endpoint
    fields:
      t: beadle.person
    sample: "x"
END
faulty "one with a format of no time" 5 "format of a time" <<'END'
    fields:
      t: {to: time, format: "%H:%M"}
      w: user.name
      u: url
    sample: "x"
END
faulty "one with a zone that is none" 5 "no time zone" <<'END'
    fields:
      t: {to: time, zone: Europe/Quillbrook}
      w: user.name
      u: url
    sample: "x"
END
cat >faulty.yml <<'END'
school: {name: Q}
profiles: [our.yml]
END
cat >our.yml <<'END'
name: squid
fields: {t: time, w: user.name, u: url}
sampel: x
END
exits 1 "a profile in a file of its own" beadle-check -c faulty.yml
has "is checked there" "^our.yml:3: unknown key profiles.sampel; did you mean" \
    "$T/.out"
has "and may not have a format's name" "^our.yml:1: .*has that name already" \
    "$T/.out"
exits 1 "nothing is read with such settings" \
    beadle-parse -c faulty.yml logs/red.log

# ---- Those that are shipped.
for shipped in "$ROOT"/policy/profiles/*.yml
do
	name=$(basename "$shipped" .yml)
	printf 'school: {name: Q}\nprofiles: [%s]\n' "$name" >shipped.yml
	exits 4 "$name loads" beadle-check -c shipped.yml
	sed -n '/^sample: |/,$ s/^  //p' "$shipped" >"$name.csv"
	run_ok "$name is recognised" sh -c "beadle-parse -c shipped.yml \
	    $name.csv | grep -q '	$name	'"
	has "$name is marked unverified" "^unverified: true" "$shipped"
done

# ---- Drafts.
head -3 logs/green.csv >draft.csv
beadle-formats --suggest draft.csv >draft.yml
ok $? "a draft is made of a CSV"
lacks "people's values are not in it" "mmy\|luckyreels" draft.yml
(echo 'school: {name: Q}'; cat draft.yml) >drafted.yml
exits 4 "it loads as it stands" beadle-check -c drafted.yml
run_ok "and reads the log that it was made of" \
    beadle-parse -c drafted.yml -f draft draft.csv
has "day and month that could be either are pointed out" \
    "which is the day" draft.yml
head -1 logs/red.log >draft.json
beadle-formats --suggest draft.json >draft.yml
has "members of objects are named" '"q.name": url.domain' draft.yml
head -1 logs/post.log >draft.log
beadle-formats --suggest draft.log >draft.yml
has "a mail log is told" "channel: mail" draft.yml
printf 'nothing to see\n' >draft.txt
exits 1 "prose is no log" beadle-formats --suggest draft.txt

done_testing
