#!/bin/sh
# Removes what killed tasks left under temporary names: older than a day, or
# than so many minutes, which must be more than the longest task may take.
#
#	beadle-janitor.sh FOLDER [MINUTES]

minutes=${2:-1440}
{
	find "$1" -maxdepth 1 -name 'plan*.tmp.*' -type f \
	    -mmin "+$minutes" -print -delete
	find "$1/slices" "$1/receipts" "$1/quarantine" "$1/events" \
	    "$1/schools" -name '*.tmp.*' -type f -mmin "+$minutes" \
	    -print -delete
} 2>/dev/null
exit 0
