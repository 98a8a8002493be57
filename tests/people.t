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
Abery,Amy,000123,A999001000001,F,Year  7,7A,26aabery,
END
# SIMS itself writes two spaces there.
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
cat >units.csv <<'END'
First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Status [READ ONLY]
Class,Oak,oak@q.example,/Pupils/Class Accounts/Year 2,Active
Reception,Elm,elm@q.example,/Pupils/Reception,Active
Eve,East,eeast@q.example,/Pupils/Class of 2031,Active
Office,Help,help@q.example,/Staff/ICT Support,Active
END
who units.csv oak ",class,2" "a class account is nobody's"
who units.csv eeast eeast@q.example,pupil, "a pupil among a class is one"
beadle-check -c school.yml >said 2>&1
has "whose year nothing tells: so it is said" \
	'^units.csv:4: warning: no year: ' said
[ "$(grep -c 'no year' said)" = 1 ]
ok $? "and only of that one: Reception is told"
who units.csv help help@q.example,technician, "who looks after computers"
cat >staff.csv <<'END'
sourcedId,username,familyName,givenName,email
s1,eeast,East,Edie,eeast@q.example
END
who staff.csv eeast s1,staff, "School Data Sync's, the role by the list's name"
who google.csv,staff.csv eeast s1,staff, "several lists"

cat >Student.csv <<'END'
SIS ID,School SIS ID,First Name,Last Name,Username,Grade
0007,1,Fay,Fenn,ffenn,9
END
cat >Teacher.csv <<'END'
SIS ID,School SIS ID,First Name,Last Name,Username
T2,1,Gus,Gray,ggray
END
who Student.csv,Teacher.csv ffenn 0007,pupil,9 "School Data Sync 1: pupils"
who Student.csv,Teacher.csv ggray T2,staff, "and teachers"
mkdir sds
cat >sds/users.csv <<'END'
sourcedId,username,givenName,familyName,email
u1,hhill,Hal,Hill,hhill@q.example
u2,iivey,Ida,Ivey,iivey@q.example
u3,jjoy,Jo,Joy,jjoy@q.example
END
who sds/users.csv hhill u1,, "School Data Sync 2.1 without its roles"
cat >sds/roles.csv <<'END'
userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary
u2,1,teacher,,,true
u1,1,student,,8,true
u1,2,student,,9,false
END
who sds/users.csv hhill u1,pupil,8 "with them, a pupil of the first row's year"
who sds/users.csv iivey u2,staff, "a teacher"
who sds/users.csv jjoy u3,, "who has no row has no role"
cat >csvde.csv <<'END'
DN,objectClass,objectGUID,sn,givenName,sAMAccountName,mail
"CN=Kit Kay,OU=Year 11,OU=Students,DC=q,DC=example",user,X'01ab',Kay,Kit,22kkay,kkay@q.example
END
who csvde.csv 22kkay "X'01ab',pupil,11" "a directory's, by csvde"
cat >bromcom.csv <<'END'
Legal Last Name,Legal First Name,Admission Number,Tutor Group,Year taught in,Primary Email
Lowe,Lil,00871,8L,Yr 8,llowe@q.example
END
who bromcom.csv llowe 00871,pupil,8 "Bromcom's names of columns"

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
