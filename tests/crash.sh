# Sourced after tap.sh by what breaks nights: a store with a first night in
# it, a second night that is broken in some way, and then an undisturbed one.
# What the undisturbed one leaves must be the same, whatever came before.

SCHOOL=$S/school.yml
export SCHOOL

# Three kinds of log, enough to change pages of the first night: whole days,
# or the first $LINES lines of each log.
part() { # part DAY...: the names of their logs
	for day
	do
		for log in "$S"/logs/*/*"$day"*.gz
		do
			[ "${LINES:-}" ] || { echo "$log"; continue; }
			cut=$T/logs/$(basename "${log%.gz}")
			zcat "$log" | head -n "$LINES" >"$cut"
			echo "$cut"
		done
	done
}
mkdir "$T/logs"
BEFORE=$(part 20261012 | tr '\n' ' ')
AFTER=$(part 20261013 20261014 | tr '\n' ' ')
has_tool() { command -v "$1" >/dev/null; }

crash_night() { # crash_night FOLDER [BEFORE ...]: the second night's command
	folder=$1
	# shellcheck disable=SC2086
	beadle nightly -c "$SCHOOL" -d "$folder/a.db" -o "$folder/out" $AFTER
}

# The store before, and how it must be after; $WHOLE is how long that takes.
crash_prepare() {
	mkdir "$T/first" "$T/wanted" "$T/work"
	# shellcheck disable=SC2086
	beadle nightly -c "$SCHOOL" -d "$T/first/a.db" -o "$T/first/out" \
	    $BEFORE || return 1
	rm -f "$T/first/a.db.lock"
	cp -R "$T/first/." "$T/wanted"
	began=$(date +%s%N)
	crash_night "$T/wanted" || return 1
	WHOLE=$((($(date +%s%N) - began) / 1000000))
	crash_dump "$T/wanted" || return 1
}

# The audit tells of every making, also of one that was cut off: its head is
# another one, as it must be, and so is whatever names it.
crash_dump() { # crash_dump FOLDER: the store and the reports, as text
	beadle dump --canonical -d "$1/a.db" >"$1/dump" || return 1
	(cd "$1/out" && find . -type f | sort && cat ./*/*.csv) |
	    grep -v 'Head of the audit' >"$1/reports"
}

crash_again() { # crash_again: work is as the first night left it
	rm -rf "$T/work"
	cp -R "$T/first" "$T/work"
}

# An undisturbed night, and then: is all as it must be?  Says what is not.
crash_judge() { # crash_judge WHAT
	if [ -e "$T/work/a.db-journal" ]
	then
		journals=$((journals + 1))
	fi
	if ! crash_night "$T/work" 2>"$T/work/err"
	then
		echo "# $1: the next night failed"
		sed 's/^/#   /' "$T/work/err"
		return 1
	fi
	if has_tool sqlite3 &&
	    [ "$(sqlite3 "$T/work/a.db" 'PRAGMA integrity_check;
		PRAGMA foreign_key_check')" != ok ]
	then
		echo "# $1: the store is damaged"
		return 1
	fi
	crash_dump "$T/work" || return 1
	if ! cmp -s "$T/wanted/dump" "$T/work/dump"
	then
		echo "# $1: the store differs"
		diff "$T/wanted/dump" "$T/work/dump" | head -5 | sed 's/^/#   /'
		return 1
	fi
	if ! cmp -s "$T/wanted/reports" "$T/work/reports"
	then
		echo "# $1: the reports differ"
		diff "$T/wanted/reports" "$T/work/reports" | head -5 |
		    sed 's/^/#   /'
		return 1
	fi
	if find "$T/work" -name '.*.new' | grep -q .
	then
		echo "# $1: half a report was left"
		return 1
	fi
}

# N numbers in (0, 1), the same for the same seed.
crash_chances() { # crash_chances N
	awk -v n="$1" -v seed="${SEED:-20261102}" 'BEGIN {
		srand(seed)
		for (i = 0; i < n; i++)
			printf "%.6f\n", rand()
	}'
}

# Kills N nights at random moments; $kills, $journals, $differences.
crash_kill() { # crash_kill N
	kills=0 journals=0 differences=0
	for chance in $(crash_chances "$1")
	do
		crash_again
		wait=$(awk -v c="$chance" -v w="$WHOLE" \
		    'BEGIN { printf "%.4f", c * w / 1000 }')
		# exec, so that the one killed is the night itself.
		(crash_exec) >/dev/null 2>&1 &
		pid=$!
		sleep "$wait"
		kill -9 $pid 2>/dev/null && kills=$((kills + 1))
		wait $pid 2>/dev/null
		crash_judge "killed after $wait s" ||
		    differences=$((differences + 1))
	done
}

crash_exec() {
	# shellcheck disable=SC2086
	exec "$BEADLE_BUILD/beadle-nightly" -c "$SCHOOL" -d "$T/work/a.db" \
	    -o "$T/work/out" $AFTER
}

# The night with strace's fault in it; CALL:FAULT as strace takes it.
crash_strace() { # crash_strace FAULT
	# Not -f: the reader is another process, and has its own tests.
	# shellcheck disable=SC2086
	strace -qq -o "$T/work/trace" -e "inject=$1" \
	    "$BEADLE_BUILD/beadle-nightly" -c "$SCHOOL" -d "$T/work/a.db" \
	    -o "$T/work/out" $AFTER >"$T/work/said" 2>&1
}

# How often an undisturbed night makes each call.
crash_calls() {
	crash_again
	# shellcheck disable=SC2086
	strace -qq -o "$T/calls" "$BEADLE_BUILD/beadle-nightly" -c "$SCHOOL" \
	    -d "$T/work/a.db" -o "$T/work/out" $AFTER >/dev/null 2>&1
}

calls_of() { # calls_of NAME
	grep -c "^$1(" "$T/calls"
}
