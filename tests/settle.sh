# Sourced after tap.sh by what settles hand-made logs: the test is in its own
# folder, the settings are "$settings", nights tell their trouble to
# $T/problems.

night=${BEADLE_BUILD%/wrapped}/tools/settle-night
settings=school.yml
cd "$T" || exit 1

run() { # run STORE LOG...: a night on those logs
	store=$1
	shift
	"$night" "$settings" "$store" "$@" >/dev/null 2>>"$T/problems"
}

# A school of one term and one lesson a day; its people and devices are the
# test's.
small_school() { # small_school [LINE...]: those lines of school.yml too
	printf '%s\n' name,kind,start,end autumn,term,2026-09-02,2026-12-18 \
	    >terms.csv
	printf '%s\n' period,start,end lesson,09:00,15:00 >day.csv
	printf '%s\n' 'school: {name: Quillbrook School}' \
	    'people: people.csv' 'devices: devices.csv' 'terms: terms.csv' \
	    'day: day.csv' "$@" >school.yml
}

# What a store holds, without what tells of the nights.
contents() { # contents STORE
	"$night" "$settings" "$1" 2>>"$T/problems" | grep -v '^ledger' | sort
}

who() { # who HOST WANTED NAME: person|grade|reason of the visit in $store
	is=$(sqlite3 "$store" "SELECT [beadle.person] || '|' ||
	    [beadle.attribution] || '|' || [beadle.attribution_reason]
	    FROM visit_named WHERE [url.domain] = '$1'")
	[ "$is" = "$2" ]
	ok $? "$3"
	[ "$is" = "$2" ] || echo "# got $is"
}
