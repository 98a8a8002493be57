#!/bin/sh
# One element of an array: some partitions of a plan.
#
#	sbatch --array=0-99 beadle-part.sh PLAN [PARTITIONS-A-TASK]
#
# What may be mended by another try (exit 75) is requeued, up to three times;
# what cannot (65) lies in the plan's quarantine folder, and merge says so.
# The task itself then ends well: whether all is there is told by receipts,
# never by states of jobs.
#SBATCH --job-name=beadle-part
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=2:00:00
#SBATCH --open-mode=append

plan=$1
each=${2:-1}
first=$((SLURM_ARRAY_TASK_ID * each))
ids=$(beadle plan -p "$plan") || exit
[ -n "$ids" ] || exit 0
count=$(printf '%s\n' "$ids" | wc -l)
last=$((first + each - 1))
[ "$last" -lt "$count" ] || last=$((count - 1))
[ "$first" -le "$last" ] || exit 0

# shellcheck disable=SC2046
beadle partition -p "$plan" $(seq "$first" "$last")
code=$?
case $code in
0 | 65)
	exit 0 ;;
75)
	if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]
	then
		scontrol requeue "$SLURM_JOB_ID"
		sleep 60 # until we are taken away
	fi ;;
esac
exit "$code"
