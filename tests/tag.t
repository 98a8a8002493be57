#!/bin/sh
# beadle tag: who, on what, where, when and what kind, one event at a time.

. "${0%/*}/tap.sh"

umask 027
mkdir -p "$T/share/policy/rules" "$T/school/lists/games"
cp "$ROOT/policy/private-hosts.txt" "$ROOT/policy/bank-holidays.csv" \
	"$T/share/policy/"
BEADLE_SHARE=$T/share
export BEADLE_SHARE
cd "$T/school" || exit 1
cat >school.yml <<'END'
school: {name: Quillbrook School}
people: people.csv
devices: devices.csv
terms: terms.csv
day: day.csv
categories: lists
category_overrides:
  sums.pixels.example: education
  updates.example: updates
category_mapping: mapping.csv
category_names: {Online Games: games}
private_hosts: [shipped, secret.example]
mail_domains: [q.example]
networks:
  - 198.51.100.0/24
  - {cidr: 203.0.113.0/25, name: Sixth form, kind: byod, site: Mill Lane}
  - {cidr: 203.0.113.64/26, name: Guests, kind: guest, site: Mill Lane}
  - {cidr: "2001:db8:1::/48", name: Main, site: Hill Road}
  - {cidr: 10.9.0.0/16, name: VPN, kind: off-site}
END
cat >people.csv <<'END'
username,upn,forename,surname,sex,role,year,reg_group,email,left
amy,amy@q.example,Amy,Abery,F,pupil,7,7a,amy@q.example,
bob,bob@q.example,Bob,Bell,M,staff,,,b.bell@q.example,2026-10-16
class7a,class7a@q.example,Class,Account,,class,7,7a,class7a@q.example,
END
cat >devices.csv <<'END'
hostname,ip,room,serial,type,site
IT1-PC01,198.51.100.11,IT1,S1,desktop,Hill Road
SRV-01,198.51.100.12,Server room,S2,server,
END
cat >terms.csv <<'END'
name,kind,start,end
autumn-2026,term,2026-09-02,2026-12-18
END
cat >day.csv <<'END'
period,start,end
lesson,09:00,10:00
break,10:00,10:20
lesson,10:20,12:00
END
echo pixels.example >lists/games/domains
printf '%s\n' product,theirs,ours any,Quizzes,education wsa,quizzes,social \
	>mapping.csv
mkdir "$T/share/policy/categories"
printf '%s\n' product,theirs,ours 'any,Casino & Betting,gambling' \
	any,quizzes,shopping >"$T/share/policy/categories/MAPPING.csv"
mkdir lists/advertising lists/embedded
echo ads.example >lists/advertising/domains
echo mixed.example/plugins >lists/embedded/urls
echo mixed.example/play >lists/games/urls

# One event of the web, by amy at IT1-PC01 in a lesson, but for what is said
# otherwise: the wanted columns of what beadle tag makes of it.
tagged() { # tagged COLUMNS NAME=VALUE...
	columns=$1
	shift
	{
		for pair in '@timestamp=2026-10-15T08:30:00Z' event.kind=event \
			event.category=web user.name=amy \
			source.ip=198.51.100.11 url.domain=pixels.example \
			http.response.mime_type=text/html "$@"
		do
			printf '%s\n' "$pair"
		done
	} | awk -F= '
		{ k = $1; sub(/^[^=]*=/, ""); if (!(k in v)) o[++n] = k
		  v[k] = $0 }
		END { for (i = 1; i <= n; i++) {
			h = h (i > 1 ? "\t" : "") o[i]
			r = r (i > 1 ? "\t" : "") v[o[i]] }
		  print h; print r }' >"$T/in.tsv"
	beadle-tag -c school.yml <"$T/in.tsv" 2>"$T/err" |
		awk -F'\t' -v columns="$columns" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ n = split(columns, c, " ")
		  for (i = 1; i <= n; i++)
			printf "%s%s", (i > 1 ? "," : ""), $(at[c[i]])
		  printf "\n" }'
}

tags() { # tags NAME WANTED COLUMNS NAME=VALUE...
	name=$1
	wanted=$2
	shift 2
	got=$(tagged "$@")
	[ "$got" = "$wanted" ]
	ok $? "$name"
	[ "$got" = "$wanted" ] || echo "# wanted '$wanted', got '$got'"
}

where='beadle.device beadle.room beadle.device_type'
tags "a device by its address" it1-pc01,IT1,desktop "$where"
tags "a device by its name" it1-pc01,IT1,desktop "$where" \
	event.category=authentication source.ip=192.0.2.9 host.name=it1-pc01
tags "the address of a client, not the name of the proxy" \
	it1-pc01,IT1,desktop "$where" host.name=srv-01
tags "a device that is not listed" ,, "$where" source.ip=192.0.2.9

net='beadle.network beadle.network_kind beadle.site'
tags "a network without a name, and the site of the device" \
	"198.51.100.0/24,school,Hill Road" "$net"
tags "a network with all that is known of it" \
	"Sixth form,byod,Mill Lane" "$net" source.ip=203.0.113.9
tags "the narrowest network counts" \
	"Guests,guest,Mill Lane" "$net" source.ip=203.0.113.70
tags "a network of version six" "Main,school,Hill Road" "$net" \
	source.ip=2001:db8:1:5::7
tags "an address of no network is off site" ,off-site, "$net" \
	source.ip=192.0.2.9
tags "an address that anybody may use is not known" ,, "$net" \
	source.ip=192.168.7.9
tags "those who come in by the VPN are off site" VPN,off-site, "$net" \
	source.ip=10.9.3.4
tags "a device without an address is where it belongs" ",,Hill Road" "$net" \
	event.category=authentication source.ip= host.name=it1-pc01
tags "unless it is elsewhere" ",off-site," "$net" \
	event.category=authentication source.ip=192.0.2.9 host.name=it1-pc01
tags "off site a person is known no better than fair" \
	amy@q.example,fair,sign-in\ off\ site \
	"beadle.person beadle.attribution beadle.attribution_reason" \
	source.ip=10.9.3.4
tags "on the network for their own devices it is known well" \
	amy@q.example,strong \
	"beadle.person beadle.attribution" source.ip=203.0.113.9

tags "what somebody registered" q.co.uk url.registered_domain \
	url.domain=www.a.q.co.uk
tags "an address was registered by nobody" "" url.registered_domain \
	url.domain=192.0.2.7

what='beadle.category beadle.kind'
tags "a page of a listed site" games,page "$what"
tags "a host below it" games,page "$what" url.domain=www.pixels.example
tags "the school's own word is longer" education,page "$what" \
	url.domain=sums.pixels.example
tags "a page that has a category of its own" games,page "$what" \
	url.domain=mixed.example url.path=/play/1
tags "another page of that host" ,page "$what" \
	url.domain=mixed.example url.path=/work
tags "a site that only the filter knows" games,page "$what" \
	url.domain=unheard.example 'rule.category=online games'
tags "which does not know better" education,page "$what" \
	url.domain=sums.pixels.example 'rule.category=Online Games'
tags "a word of the filter that nobody explained" ,page "$what" \
	url.domain=unheard.example 'rule.category=Fun'
unheard() { # unheard NAME WANTED CATEGORY DATASET
	tags "$1" "$2,page" "$what" url.domain=unheard.example \
		"rule.category=$3" "event.dataset=$4"
}
unheard "what filters call a category" gambling "Casino & Betting" panos.url
unheard "the school's own table goes before" education "Quizzes" any.web
unheard "a word that is one product's" social Quizzes wsa.access
unheard "whatever the case" games "gAmEs" x.web
unheard "the first of several that is known" gambling \
	"News of 1820;Casino & Betting;Games" bluecoat.access
tags "what a page draws in" games,supporting "$what" \
	http.response.mime_type=image/png
tags "a type with its charset" games,page "$what" \
	'http.response.mime_type=text/html;charset=utf-8'
tags "a large tunnel is a page" games,page "$what" \
	http.request.method=CONNECT http.response.bytes=30000 \
	http.response.mime_type=
tags "a small one is not" games,supporting "$what" \
	http.request.method=CONNECT http.response.bytes=29999 \
	http.response.mime_type=
tags "nor is one that shows nothing of its size a part" games,page "$what" \
	http.request.method=CONNECT http.response.mime_type=
untyped() { # untyped NAME WANTED NAME=VALUE...
	name=$1
	wanted=$2
	shift 2
	tags "without a media type, $name" "games,$wanted" "$what" \
		http.response.mime_type= "$@"
}
untyped "a host is a page" page
untyped "a path is a page" page url.path=/play/chess
untyped "a name with dots but no extension of a part is a page" page \
	url.path=/v1.2/play.php
untyped "what is posted is a page" page url.path=/login \
	http.request.method=POST
untyped "a picture is no page" supporting url.path=/a/b.PNG
untyped "a piece of a film is no page" supporting url.path=/s/1.m3u8
untyped "what is asked for by another method is no page" supporting \
	url.path=/play http.request.method=OPTIONS
untyped "a redirect is no page" supporting url.path=/play \
	http.response.status_code=302
untyped "an error is a page" page url.path=/play \
	http.response.status_code=404
untyped "a connection of few bytes is no page" supporting \
	http.response.bytes=4000
untyped "a connection of many bytes is a page" page \
	http.response.bytes=40000
untyped "what was denied is a page" page url.path=/b.png event.type=denied
tags "the frame of an advertiser is no page" advertising,supporting "$what" \
	url.domain=ads.example
tags "a button on another page is no page" embedded,supporting "$what" \
	url.domain=mixed.example url.path=/plugins/like.html
tags "what was denied is a page" games,page "$what" \
	http.response.mime_type= event.type=denied
tags "a challenge is no page" games,challenge "$what" \
	event.type=denied http.response.status_code=407
tags "a machine that calls home" updates,background "$what" \
	url.domain=updates.example user.name=
tags "the same by a person is no background" updates,page "$what" \
	url.domain=updates.example
tags "a service without anybody" games,background "$what" user.name= \
	'user_agent.original=Microsoft BITS/7.8'
tags "a fragment stays one" games,fragment,, \
	"$what beadle.person beadle.attribution" beadle.kind=fragment
tags "an endpoint has no kind" , "$what" event.category=process url.domain=

when='beadle.period beadle.day beadle.hour event.start'
tags "in a lesson of summer time" \
	lesson,20741,9,2026-10-15T08:30:00.000000Z "$when"
tags "in the same lesson of winter time" \
	lesson,20752,9,2026-10-26T09:30:00.000000Z "$when" \
	@timestamp=2026-10-26T09:30:00Z
tags "a request that spans a boundary" \
	lesson\ break,20741,9,2026-10-15T08:58:00.000000Z "$when" \
	@timestamp=2026-10-15T09:02:00Z event.start=2026-10-15T08:58:00Z \
	event.duration=240000000000
tags "a tunnel that spans it for less than ten minutes" \
	break,20741,10,2026-10-15T09:08:00.000000Z "$when" \
	@timestamp=2026-10-15T09:26:00Z event.start=2026-10-15T09:08:00Z \
	event.duration=1080000000000 http.request.method=CONNECT
tags "the repeated hour, the second time" \
	night,20751,1,2026-10-25T01:30:00.000000Z "$when" \
	@timestamp=2026-10-25T01:30:00Z
tags "the day begins at local midnight" \
	night,20742,0,2026-10-15T23:00:00.000000Z "$when" \
	@timestamp=2026-10-15T23:00:00Z
tags "a duration without measure" \
	"lesson break after-school evening night before-school weekend" \
	beadle.period event.duration=9223372036854775807
tags "a time without sense" ,, "beadle.period beadle.day beadle.hour" \
	@timestamp= event.start=

who='beadle.person beadle.role beadle.year beadle.standing beadle.attribution'
tags "a pupil who signed in" amy@q.example,pupil,7,active,strong "$who"
tags "whatever the case" amy@q.example,pupil,7,active,strong "$who" \
	user.name=AMY
tags "who signs in with a mail address" \
	bob@q.example,staff,,active,strong "$who" user.name=b.bell@q.example
tags "on the last day, a leaver is not gone" \
	bob@q.example,staff,,active,strong "$who" user.name=bob \
	@timestamp=2026-10-16T22:59:00Z
tags "but is on the next" bob@q.example,staff,,leaver,strong "$who" \
	user.name=bob @timestamp=2026-10-16T23:00:00Z
tags "a shared account names nobody" ,class,7,active,weak "$who" \
	user.name=class7a
tags "nor does one that is not listed" ,,,unlisted,weak "$who" \
	user.name=mallory
tags "a name that the proxy refused" ,pupil,7,active,weak "$who" \
	http.response.status_code=407
tags "a name typed at a failed log-on" ,pupil,7,active,weak "$who" \
	event.category=authentication event.outcome=failure url.domain=
tags "off site, others may be at the keys" \
	amy@q.example,pupil,7,active,fair "$who" source.ip=192.0.2.77
tags "a network of IPv6 is on site" amy@q.example,pupil,7,active,strong \
	"$who" source.ip=2001:db8:1::9
for account in 'IT1-PC01$' SYSTEM 'LOCAL SERVICE' DWM-3 UMFD-0
do
	tags "$account is nobody" ,none,,,none "$who" "user.name=$account"
done
tags "a server without anybody" ,none,,,none "$who" user.name= \
	source.ip=198.51.100.12
tags "a desktop without anybody waits for others" ,,,, "$who" user.name=

mail='event.category=email url.domain='
sender='beadle.person beadle.standing beadle.attribution beadle.attribution_reason'
# shellcheck disable=SC2086
{
tags "mail by who signed in" amy@q.example,active,strong,"mail sign-in" \
	"$sender" $mail email.from.address=amy@q.example
tags "under another address" \
	amy@q.example,active,fair,"mail sign-in, other sender address" \
	"$sender" $mail email.from.address=b.bell@q.example
tags "by the sender's address alone" \
	bob@q.example,active,fair,"sender address" "$sender" $mail \
	user.name= email.from.address=b.bell@q.example
tags "from an address that nobody has" \
	,unlisted,weak,"account not in the list of people" "$sender" $mail \
	user.name= email.from.address=office@q.example
tags "from elsewhere to a leaver" ,,, "$sender" $mail user.name= \
	@timestamp=2026-11-16T08:00:00Z \
	email.from.address=x@else.example email.to.address=b.bell@q.example
}

tags "a private host is left out" "" "$who" url.domain=www.secret.example
tags "so is a shipped one" "" "$who" url.domain=samaritans.org
tags "and mail to one" "" "$who" event.category=email url.domain= \
	email.to.domain=samaritans.org
tags "what only sounds like one is not" \
	amy@q.example,pupil,7,active,strong "$who" url.domain=notsecret.example
tags "a state row is left alone" state,,, \
	"event.kind beadle.kind beadle.person beadle.period" event.kind=state
tags "a reject is left alone" pipeline_error,,, \
	"event.kind beadle.kind beadle.person beadle.period" \
	event.kind=pipeline_error
tags "a column that is not ours passes through" x,amy@q.example \
	"own.column beadle.person" own.column=x

beadle-tag -c school.yml <"$T/in.tsv" >"$T/once.tsv"
beadle-tag -c school.yml <"$T/once.tsv" >"$T/twice.tsv"
same "to tag twice is to tag once" "$T/once.tsv" "$T/twice.tsv"
exits 0 "a file is read as standard input is" beadle-tag -c school.yml \
	"$T/in.tsv"
same "with the same result" "$T/once.tsv" "$T/.out"
exits 1 "a file that is not there is said" beadle-tag -c school.yml none.tsv
exits 1 "without settings nothing is tagged" beadle-tag -c none.yml
printf '@timestamp\tevent.kind\nsoon\tevent\n' >"$T/bad.tsv"
exits 3 "a line that is no event is said" beadle-tag -c school.yml \
	"$T/bad.tsv"
exits 1 "a full disk is noticed" sh -c \
	"beadle-tag -c school.yml '$T/in.tsv' >/dev/full"
exits 2 "an unknown option is refused" beadle-tag -Q

sed 's/^categories: lists/&\ncategory_include: [games, embedded]\ncategory_exclude: [embedded]/' \
	school.yml >some.yml
chmod o= some.yml
cp school.yml all.yml
cp some.yml school.yml
tags "a category that is included" games,page "$what"
tags "one that is not" ,page "$what" url.domain=ads.example
tags "one that is excluded" ,page "$what" \
	url.domain=mixed.example url.path=/plugins/like.html
cp all.yml school.yml

done_testing
