#!/bin/sh
# A night under Slurm: partitions, then merge.  Prints the two jobs.
#
#	beadle-night.sh PLAN [PARTITIONS-A-TASK [MERGE-TASKS]]

set -e
here=$(cd "$(dirname "$0")" && pwd)
plan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
each=${2:-1}
merges=${3:-1}
ids=$(beadle plan -p "$plan")
[ -n "$ids" ]
count=$(printf '%s\n' "$ids" | wc -l)
tasks=$(((count + each - 1) / each))
log=$(dirname "$plan")/jobs
mkdir -p "$log"
parts=$(sbatch --parsable --array="0-$((tasks - 1))" -o "$log/%A_%a" \
    "$here/beadle-part.sh" "$plan" "$each")
merge=$(sbatch --parsable --dependency="afterany:$parts" \
    --array="0-$((merges - 1))" -o "$log/%A_%a" \
    "$here/beadle-merge.sh" "$plan")
echo "$parts $merge"
