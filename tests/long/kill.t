#!/bin/sh
# Kills nights at N random moments (KILLS=100) and at every class of system
# call, fills their disk, takes their rights: the next night must end with
# the same store and the same reports as if nothing had been.

. "$(dirname "$0")/../tap.sh"
. "$ROOT/tests/crash.sh"
crash_prepare
ok $? "two nights, undisturbed, the second in $WHOLE ms"

crash_kill "${KILLS:-100}"
[ $differences -eq 0 ]
ok $? "$kills of ${KILLS:-100} nights killed at random moments, $journals with a \
journal left: $differences differences"

# At calls of each class: the first, the last, some between.
if has_tool strace
then
	crash_calls
	killed=0 differences=0
	classes=$(sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$T/calls" | sort -u)
	for class in $classes
	do
		n=$(calls_of "$class")
		for when in $(printf '%s\n' 1 $((n / 3)) $((n * 2 / 3)) \
		    $((n - 1)) "$n" | sort -un)
		do
			[ "$when" -ge 1 ] || continue
			crash_again
			crash_strace "$class:signal=KILL:when=$when" ||
			    killed=$((killed + 1))
			crash_judge "killed at $class $when of $n" ||
			    differences=$((differences + 1))
		done
	done
	[ $differences -eq 0 ]
	ok $? "$killed nights killed at $(echo "$classes" | wc -w) kinds of \
call: $differences differences"

	faults=0 silent=0 differences=0
	for class in pwrite64 pread64 fdatasync ftruncate unlink openat write \
	    read fsync rename mkdir mmap lseek fcntl
	do
		n=$(calls_of $class)
		for error in EIO ENOSPC
		do
			for when in $(printf '%s\n' $((n / 4)) $((n / 2)) \
			    $((n * 3 / 4)) "$n" | sort -un)
			do
				[ "$when" -ge 1 ] || continue
				crash_again
				crash_strace "$class:error=$error:when=$when"
				status=$?
				faults=$((faults + 1))
				# Died by a signal, or said nothing.
				if [ $status -ge 128 ] ||
				    { [ $status -eq 1 ] && ! [ -s "$T/work/said" ]; }
				then
					echo "# $class $error $when: exit" \
					    "$status, said:"
					sed 's/^/#   /' "$T/work/said"
					silent=$((silent + 1))
				fi
				crash_judge "$class $error $when of $n" ||
				    differences=$((differences + 1))
			done
		done
	done
	[ $silent -eq 0 ]
	ok $? "$faults faults of the disk: $silent not told"
	[ $differences -eq 0 ]
	ok $? "$faults faults of the disk: $differences differences"
else
	echo "ok $((tap_count += 1)) - # SKIP no strace: no calls are broken"
fi

# A disk that is full at different fillings.
mkdir "$T/disk"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=40m tmpfs "$T/disk"
then
	trap 'umount "$T/disk"; rm -rf "$T"' EXIT
	full=0 differences=0
	for free in 40 400 1000 1600 2000 2300 2600 3000 4000
	do
		rm -rf "$T/disk/"*
		cp -R "$T/first/." "$T/disk"
		left=$(df -k --output=avail "$T/disk" | tail -1)
		head -c $(((left - free) * 1024)) /dev/zero >"$T/disk/filling"
		if ! crash_night "$T/disk" >"$T/disk.said" 2>&1
		then
			full=$((full + 1))
			[ -s "$T/disk.said" ] || echo "# $free KB: silent"
		fi
		rm "$T/disk/filling"
		rm -rf "$T/work"
		cp -R "$T/disk" "$T/work"
		crash_judge "full at $free KB" ||
		    differences=$((differences + 1))
	done
	[ $full -ge 5 ] && [ $differences -eq 0 ]
	ok $? "$full of 9 nights on a full disk: $differences differences"
else
	echo "ok $((tap_count += 1)) - # SKIP not root: no disk is filled"
fi

# A store that somebody else holds for a moment, or that may not be written.
if has_tool sqlite3
then
	crash_again
	{ printf 'BEGIN EXCLUSIVE;\n'; sleep 3; printf 'ROLLBACK;\n'; } |
	    sqlite3 "$T/work/a.db" &
	sleep 0.5
	crash_night "$T/work" 2>"$T/err"
	ok $? "a night waits for who holds the store"
	wait
	crash_judge "held"
	ok $? "and the store is the same"
fi
crash_again
if [ "$(id -u)" -eq 0 ] && mount --bind "$T/work" "$T/work" &&
    mount -o remount,bind,ro "$T/work"
then
	crash_night "$T/work" 2>"$T/err"
	[ $? -eq 1 ] && [ -s "$T/err" ]
	ok $? "a read-only disk is told"
	sed 's/^/# /' "$T/err"
	umount "$T/work"
	crash_judge "read-only"
	ok $? "and the next night makes it good"
fi
done_testing
