#!/bin/sh
# What the school's own lists say of an event beside who it was: staff who
# are away, what the filter must deny to whom, and what a host is for a time.

. "${0%/*}/tap.sh"

umask 077
cd "$T" || exit 1
cat >school.yml <<'END'
school: {name: Quillbrook School}
people: people.csv
mail_domains: [q.example]
registers: {absent_staff: absent.csv}
filter_profiles: profiles.csv
END
printf '%s\n' 'person_id,username,forename,surname,role,year,email' \
	'1,amy,Amy,Abery,pupil,7,amy@q.example' \
	'2,eve,Eve,Able,pupil,13,eve@q.example' \
	'3,bob,Bob,Bell,staff,,bob@q.example' \
	'4,sue,Sue,Shaw,staff,,sue@q.example' >people.csv
printf '%s\n' 'who,from,to,why' 'bob,2026-10-05,2026-10-09,leave' \
	'4,2026-10-07,,leave' >absent.csv
printf '%s\n' 'role,years,deny,profile' 'pupil,,adult gambling,' \
	'pupil,7-11,games social,Lower; Lower tablets' 'staff,,adult,Staff' \
	>profiles.csv

is() { # is GOT WANTED NAME
	[ "$1" = "$2" ]
	ok $? "$3"
	[ "$1" = "$2" ] || echo "# wanted '$2', got '$1'"
}

# standing COLUMN=VALUE...: of one event.
standing() {
	for cell; do printf '%s\t' "${cell%%=*}"; done
	printf 'event.kind\n'
	for cell; do printf '%s\t' "${cell#*=}"; done
	printf 'event\n'
}
is_standing() { # is_standing WANTED NAME COLUMN=VALUE...
	wanted=$1 name=$2
	shift 2
	standing "$@" | beadle-tag -c school.yml 2>"$T/err" | awk -F'\t' 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.standing"]) }' >"$T/got"
	is "$(cat "$T/got")" "$wanted" "$name"
}
mail() { # mail WANTED DAY SENDER NAME
	is_standing "$1" "$4" "@timestamp=$2T09:30:00Z" event.category=email \
		"email.from.address=$3"
}
mail active 2026-10-04 bob@q.example "mail of the day before somebody is away"
mail 'active absent' 2026-10-05 bob@q.example "of the first day"
mail 'active absent' 2026-10-09 bob@q.example "of the last"
mail active 2026-10-10 bob@q.example "of the day after"
mail 'active absent' 2027-03-01 sue@q.example "one away until further notice"
mail active 2026-10-08 amy@q.example "and nobody else"

page() { # page WANTED USER HOST NAME [CELL]
	is_standing "$1" "$4" @timestamp=2026-10-01T09:30:00Z \
		event.category=web event.type=allowed user.name="$2" \
		http.response.mime_type=text/html url.domain="$3" \
		${5:+"$5"}
}
page 'active not-denied' amy blockbrawl.example "games for Year 7"
page active eve blockbrawl.example "are free for Year 13"
page 'active not-denied' eve betmoor.example "gambling is not"
page active bob betmoor.example "of staff the table says less"
page active amy bitesizelab.example "a page that nothing bars"
page active amy blockbrawl.example "a page that was denied" event.type=denied
page active amy blockbrawl.example "what a page draws in" \
	http.response.mime_type=image/png
page 'active other-profile' amy bitesizelab.example "a profile for staff" \
	rule.name=Staff
page active amy bitesizelab.example "the profile for tablets" \
	"rule.name=lower tablets"
page active eve bitesizelab.example "where the table names none" \
	rule.name=Anything
page unlisted tom blockbrawl.example "who is not on the list"

# Categories for a time.
echo 'host_overrides: hosts.csv' >>school.yml
printf '%s\n' 'host,category,from,to,approved_by,why' \
	'blockbrawl.example,education,2026-10-05,2026-10-09,Head,a project' \
	'blockbrawl.example,news,2026-10-09,2026-10-09,Head,the last day' \
	'.shop.blockbrawl.example,shopping,,,Head,' \
	'Newgame.Example,games,2026-10-07,,Head,not on any list' >hosts.csv
is_category() { # is_category HOST DAY WANTED NAME
	standing @timestamp="$2"T09:30:00Z event.category=web \
		url.domain="$1" | beadle-tag -c school.yml 2>"$T/err" |
		awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.category"]) }' >"$T/got"
	is "$(cat "$T/got")" "$3" "$4"
}
is_category www.blockbrawl.example 2026-10-04 games "before that time"
is_category www.blockbrawl.example 2026-10-05 education "on the first day"
is_category blockbrawl.example 2026-10-09 news "the later entry of two"
is_category blockbrawl.example 2026-10-10 games "and after it"
is_category shop.blockbrawl.example 2026-10-06 shopping "the closest name"
is_category newgame.example 2026-10-06 '' "a host that no list knows"
is_category newgame.example 2027-02-01 games "has one from a day on"
{
	printf '@timestamp\tevent.kind\tevent.category\turl.domain\n'
	for day in 04 05 10 09
	do
		printf '2026-10-%sT09:30:00Z\tevent\tweb\tblockbrawl.example\n' \
			$day
	done
} | beadle-tag -c school.yml 2>"$T/err" | awk -F'\t' 'NR == 1 {
	for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ printf "%s ", $(at["beadle.category"]) }' >"$T/got"
is "$(cat "$T/got")" "games education games news " "in whatever order they come"

# Faults, each planted.
printf '%s\n' 'host,category,from,to,approved_by' \
	'http://a.example/,games,,,Head' 'a.example,gmes,,,Head' \
	'a.example,games,2026-10-09,2026-10-05,Head' \
	'a.example,games,soon,,Head' 'a.example,games,,,' >hosts.csv
printf '%s\n' 'role,years,deny,profile' 'pupl,,adult,' 'pupil,9-7,adult,' \
	'pupil,7,gmes,' 'staff,,,' >profiles.csv
printf '%s\n' 'who,from,to' 'bob,2026-10-09,2026-10-05' ',2026-10-09,' \
	>absent.csv
exits 1 "faults in the lists" beadle-check -c school.yml
cp "$T/.out" faults
while IFS='|' read -r name pattern
do
	has "$name" "$pattern" faults
done <<'END'
a role that is none|^profiles.csv:2: role: expected one of the list of people, found pupl
years upside down|^profiles.csv:3: years: expected some as 7-9 11, found 9-7
a category that is none|^profiles.csv:4: deny: no list has the category gmes
a row that says nothing|^profiles.csv:5: neither deny nor profile
a host that is an address|^hosts.csv:2: host: expected one as games.example
a category for a host that is none|^hosts.csv:3: category: no list has the category gmes
a time that ends first|^hosts.csv:4: to is before from
a day that is none|^hosts.csv:5: from: expected a date as 2026-09-01, found soon
nobody's decision|^hosts.csv:6: warning: approved_by: nobody has approved of it
an absence that ends first|^absent.csv:2: to is before from
nobody away|^absent.csv:3: who: nobody is named
END

done_testing
