# Sourced by every shell test: a private folder, a fixed clock, and the
# little that speaks TAP.  $ROOT is the project, $T the test's own folder;
# the commands of the variant under test come first in PATH.

set -u
ROOT=$(cd "$(dirname "$0")" && pwd)
ROOT=${ROOT%/tests*}
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
# PIPE too: whoever read what is said may be gone, and clean-up must be done.
trap 'trap "" HUP INT PIPE TERM; exit 1' HUP INT PIPE TERM
export TZ=UTC LC_ALL=C.UTF-8
BEADLE_NOW=${BEADLE_NOW:-2026-11-02T04:00:00Z}
BEADLE_SHARE=$ROOT
# What is suppressed by name needs no table on standard error.
LSAN_OPTIONS=print_suppressions=0
export LSAN_OPTIONS
export BEADLE_NOW BEADLE_SHARE ROOT T
: "${BEADLE_BUILD:=$ROOT/build/release}"
PATH=$BEADLE_BUILD:$PATH
export PATH BEADLE_BUILD
tap_count=0

ok() { # ok STATUS NAME
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]
	then
		echo "ok $tap_count - $2"
	else
		echo "not ok $tap_count - $2"
	fi
}

run_ok() { # run_ok NAME COMMAND...: the command succeeds
	tap_name=$1
	shift
	"$@" >"$T/.out" 2>"$T/.err"
	tap_got=$?
	ok $tap_got "$tap_name"
	[ $tap_got -eq 0 ] || sed 's/^/# /' "$T/.err"
}

exits() { # exits STATUS NAME COMMAND...: the command exits so
	tap_wanted=$1
	tap_name=$2
	shift 2
	"$@" >"$T/.out" 2>"$T/.err"
	tap_got=$?
	[ $tap_got -eq "$tap_wanted" ]
	ok $? "$tap_name"
	[ $tap_got -eq "$tap_wanted" ] || {
		echo "# wanted exit $tap_wanted, got $tap_got"
		sed 's/^/# /' "$T/.err"
	}
}

same() { # same NAME WANTED GOT: two files are alike
	cmp -s "$2" "$3"
	ok $? "$1"
	cmp -s "$2" "$3" || diff -u "$2" "$3" | head -40 | sed 's/^/# /'
}

has() { # has NAME PATTERN FILE: a line matches
	grep -q -e "$2" "$3"
	ok $? "$1"
}

lacks() { # lacks NAME PATTERN FILE: the file is there, and no line matches
	grep -q -e "$2" "$3"
	[ $? -eq 1 ]
	ok $? "$1"
}

# The sample school's lists and settings, whose logs lie in its folder "logs":
# none yet.  $S is where the sample school is.
S=$ROOT/sample-logs/school
sample_school() { # sample_school FOLDER
	mkdir -p "$1/logs"
	cp -R "$S"/*.csv "$S/lists" "$S/school.yml" "$1/"
	sed -i 's|^logs:.*|logs: [logs]|' "$1/school.yml"
}

skip_all() { # skip_all REASON: nothing here can be tested, and say so
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing() {
	echo "1..$tap_count"
}
