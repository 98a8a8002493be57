#!/bin/sh
# Lists of people as other programs export them are read as they are.

. "${0%/*}/tap.sh"

umask 027
cd "$T" || exit 1

# who FILE ACCOUNT WANTED NAME: person, role, year of an account
who() {
	printf 'school: {name: Q}\npeople: [%s]\nmail_domains: [q.example]\n' \
		"$1" >school.yml
	{
		printf '@timestamp\tevent.category\tuser.name\n'
		printf '2026-10-01T09:30:00Z\tweb\t%s\n' "$2"
	} | beadle-tag -c school.yml 2>"$T/err" | awk -F'\t' 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $(at["beadle.person"]) "," $(at["beadle.role"]) "," \
		    $(at["beadle.year"]) }' >"$T/got"
	[ "$(cat "$T/got")" = "$3" ]
	ok $? "$4"
	[ "$(cat "$T/got")" = "$3" ] || {
		echo "# wanted '$3', got '$(cat "$T/got")'"
		sed 's/^/# /' "$T/err"
	}
}

cat >sims.csv <<'END'
Legal Surname,Legal Forename,Adno,UPN,Gender,Year Group,Reg Group,AD Username,DOL
Abery,Amy,000123,A999001000001,F,Year 7,7A,26aabery,
END
who sims.csv 26aabery 000123,pupil,7 "a school information system's export"
printf '\357\273\277' >arbor.csv
cat >>arbor.csv <<'END'
First Name,Last Name,Admission Number,NC Year,Form,School Email Address
Ben,Bell,45,Yr 10,10B,bbell@q.example
END
who arbor.csv bbell 45,pupil,10 "one with mail addresses for accounts"
cat >ad.csv <<'END'
#TYPE Microsoft.ActiveDirectory.Management.ADUser
"DistinguishedName","Enabled","GivenName","Name","ObjectGUID","SamAccountName","Surname","UserPrincipalName"
"CN=Cara Cole,OU=Year 9,OU=Pupils,DC=q,DC=example","True","Cara","Cara Cole","0a-1","24ccole","Cole","24ccole@q.example"
"CN=Tea Cher,OU=Staff,DC=q,DC=example","True","Tea","Tea Cher","0a-2","tcher","Cher","tcher@q.example"
END
who ad.csv 24ccole 0a-1,pupil,9 "a directory's export"
who ad.csv tcher 0a-2,staff, "staff by where their account lies"
cat >google.csv <<'END'
First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY]
Dan,Dale,ddale@q.example,/Pupils/Year 8,Active
END
who google.csv ddale ddale@q.example,pupil,8 "Google Workspace's"
cat >staff.csv <<'END'
sourcedId,username,familyName,givenName,email
s1,eeast,East,Edie,eeast@q.example
END
who staff.csv eeast s1,staff, "School Data Sync's, the role by the list's name"
who google.csv,staff.csv eeast s1,staff, "several lists"

cat >ours.csv <<'END'
person_id,username,aliases,forename,surname,role,year,email,from,left
1,26amy,amy old.amy,Amy,Abery,pupil,7,,,
2,guest1,,Vera,Visitor,visitor,,,2026-10-05,2026-10-09
END
who ours.csv old.amy 1,pupil,7 "another name of an account"
who ours.csv guest1 ,, "a visitor before their first day"

printf 'forename,surname\nAmy,Abery\n' >short.csv
printf 'school: {name: Q}\npeople: short.csv\n' >school.yml
exits 1 "a list without accounts is a fault" beadle-check -c school.yml
has "which says what lacks" "short.csv:1: no column username or email" \
	"$T/.out"
printf 'school: {name: Q}\npeople: [empty]\n' >school.yml
mkdir empty
exits 1 "a folder without lists is one" beadle-check -c school.yml
has "and says what they are named" "no people-YYYY-MM-DD.csv" "$T/.out"

done_testing
