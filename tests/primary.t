#!/bin/sh
# A primary school under its worked policy: each class has one account on all
# its computers.  What is done on it counts by the computer, leads to a room
# and a lesson, and names nobody.

. "${0%/*}/tap.sh"
. "$ROOT/tests/settle.sh"
umask 077

cat >people.csv <<'END'
username,upn,forename,surname,sex,role,year,reg_group,email,left
oak,A1,Oak,Class,,class,5,5o,oak@q.example,
elm,A2,Elm,Class,,class,,,elm@q.example,
kcole,A3,Kit,Cole,F,staff,,,kcole@q.example,
END
cat >devices.csv <<'END'
hostname,ip,room,serial,type
oak-1,192.0.2.11,Oak room,S1,chromebook
oak-2,192.0.2.12,Oak room,S2,chromebook
elm-1,192.0.2.21,Elm room,S3,chromebook
END
printf 'name,kind,start,end\nautumn-2026,term,2026-09-02,2026-12-18\n' \
	>terms.csv
printf 'period,start,end\nlesson,09:00,10:20\nbreak,10:20,10:40\n' >day.csv
{
	printf '%s\n' 'people: people.csv' 'devices: devices.csv' \
		'terms: terms.csv' 'day: day.csv'
	sed '/^category_overrides/,/^$/d' "$ROOT/policy/examples/primary.yml"
} >school.yml

# pages ACCOUNT ADDRESS HOST UTC: five, a minute apart, as e2guardian logs them
pages() {
	from=$(date -u -d "2026-11-04 $4" +%s)
	for minute in 0 1 2 3 4
	do
		printf '%s.101\t\t%s\t%s\t%s\thttp://%s/%s\tGET\t200\t4182\t' \
			$((from + 60 * minute)) "$1" "$2" "$2" "$3" "$minute"
		printf 'text/html\tX\t\t210\t\t0\t\t0\t\tall\t1\t\t8080:PM:x:\n'
	done
}
{
	pages oak 192.0.2.11 blockbrawl.example 09:10
	pages elm 192.0.2.21 pixeldrift.example 10:25
	pages elm 192.0.2.21 chirper.example 09:40
	pages kcole 192.0.2.12 chirper.example 09:40
	# Ten children, of whom none opened five pages.
	pages oak 192.0.2.11 kartclash.example 11:00 | head -3
	pages oak 192.0.2.12 kartclash.example 11:00 | head -3
} | sort >access.log
run night.db access.log
sqlite3 night.db "SELECT label, account, person, device, room, year, events
    FROM item ORDER BY start" >items
cat >wanted <<'END'
gaming-in-lesson|oak||oak-1|Oak room|5|5
social-media|elm||elm-1|Elm room||5
gaming-at-break|elm||elm-1|Elm room||5
END
same "games and social media on a class account lead to a computer" \
	wanted items

# Bound by its year, as pupils are.
sed 's/^  - match: gaming-\*/&\n    binds: [1-4]/' school.yml >young.yml
settings=young.yml
run young.db access.log
sqlite3 young.db "SELECT label FROM item ORDER BY start" >items
printf 'social-media\n' >wanted
same "a rule for some years binds the accounts of their classes" wanted items
done_testing
