#!/bin/sh
# Whatever stops a night, the next one ends with the same store and the same
# reports.  A few of each; tests/long/kill.t does hundreds.

. "$(dirname "$0")/tap.sh"
LINES=1500
. "$(dirname "$0")/crash.sh"
crash_prepare
ok $? "two nights, undisturbed"

# Can a difference be seen?
crash_again
AFTER_ALL=$AFTER AFTER=${AFTER% *\ }
crash_judge "the planted one" >"$T/planted"
[ $? -ne 0 ] && grep -q differs "$T/planted"
ok $? "a night that lacks a log is told from a whole one"
AFTER=$AFTER_ALL

crash_kill "${KILLS:-3}"
[ $differences -eq 0 ]
ok $? "$kills nights killed at random moments: $differences differences"

case ${BEADLE_VARIANT:-release} in
release|debug) ;;
*) done_testing; exit 0 ;;
esac
if ! has_tool strace
then
	echo "ok $((tap_count += 1)) - # SKIP no strace: calls are not broken"
	done_testing
	exit 0
fi
crash_calls

# The last step of the commit, and the last but one.
broken=0 differences=0
for fault in "unlink:signal=KILL:when=1" "fdatasync:signal=KILL:when=4" \
    "rename:signal=KILL:when=1"
do
	crash_again
	crash_strace "$fault" || broken=$((broken + 1))
	crash_judge "$fault" || differences=$((differences + 1))
done
[ $broken -eq 3 ] && [ $differences -eq 0 ]
ok $? "$broken nights killed in the commit and in the reports"

# Between the files of a review sheet, and of a report in three forms.
broken=0 differences=0 last=$(calls_of rename)
for when in 2 3 $((last - 1)) "$last"
do
	crash_again
	crash_strace "rename:signal=KILL:when=$when" ||
	    broken=$((broken + 1))
	crash_judge "rename $when of $last" ||
	    differences=$((differences + 1))
done
[ $broken -eq 4 ] && [ $differences -eq 0 ]
ok $? "$broken nights killed between the files of a sheet or report"

# Full and failing disks: said, and nothing half done.
for fault in pwrite64:error=ENOSPC fdatasync:error=EIO
do
	crash_again
	crash_strace "$fault:when=$(($(calls_of "${fault%%:*}") / 3 + 1))"
	[ $? -eq 1 ] && [ -s "$T/work/said" ]
	ok $? "$fault: the night says so and exits 1"
	sed 's/^/# /' "$T/work/said"
	crash_judge "$fault"
	ok $? "and the next one makes it good"
done
done_testing
