# What the benches share: a folder that goes, an invented school as large as
# the generated logs are, and seconds of processor time.  Sourced by them.

set -u
root=$(cd "$(dirname "$0")/.." && pwd)
build=${BEADLE_BUILD:-$root/build/release}
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
export BEADLE_SHARE="$root" BEADLE_NOW=2026-10-14T04:00:00Z

# make_school NAME: NAME.yml, of the accounts and addresses that the logs
# have, reading the logs in the folder NAME.
make_school() {
	[ -e "$T/people.csv" ] || make_lists
	mkdir -p "$T/$1"
	cat >"$T/$1.yml" <<-END
	school:
	  name: Bench School
	  urn: "999002"
	zone: Europe/London
	store: beadle.db
	out: out
	logs: [$1]
	people: people.csv
	devices: devices.csv
	terms: terms.csv
	day: day.csv
	categories: [shipped]
	go_live: 2026-09-02
	END
	chmod -R o= "$T"
}

make_lists() {
	awk 'BEGIN {
	print "username,upn,forename,surname,sex,role,year,reg_group,email,left"
	for (i = 0; i < 1200; i++)
		printf "user%d,P%04d,Fore%d,Sur%d,%s,%s,%s,%s," \
		    "user%d@school.example,\n", i, i, i, i,
		    i % 2 ? "F" : "M", i < 1080 ? "pupil" : "staff",
		    i < 1080 ? 7 + i % 7 : "", i < 1080 ? "G" i % 42 : "", i
	}' >"$T/people.csv"
	awk 'BEGIN { split("192.0.2 198.51.100 203.0.113", net, " ")
		print "hostname,ip,room,serial,type"
		for (i = 0; i < 750; i++)
			printf "pc%03d,%s.%d,R%d,S%05d,desktop\n", i,
			    net[int(i / 250) + 1], i % 250 + 1, i % 60, i
	}' >"$T/devices.csv"
	cp "$root/sample-logs/school/terms.csv" \
	    "$root/sample-logs/school/day.csv" "$T/"
}

# squid_lines COUNT: a school day of Squid's log.
squid_lines() {
	"$build/tools/squid-lines" "$1"
}

# cheapest COMMAND: user and system seconds of all its processes, peak
# kilobytes of the largest, and wall, as "cpu peak wall", of the cheapest of
# RUNS runs.  BEFORE is done before each.
RUNS=3
BEFORE=
cheapest() {
	for run in $(seq "$RUNS")
	do
		[ -n "$BEFORE" ] && eval "$BEFORE"
		/usr/bin/time -f '%U %S %M %e' -o "$T/time" sh -c "$1" \
		    >/dev/null 2>"$T/err" || cat "$T/err" >&2
		awk 'END { print $1 + $2, $3, $4 }' "$T/time"
	done | sort -n | head -1
}
