#!/bin/sh
# After the partitions: the stores of the schools.
#
#	sbatch --dependency=afterany:JOB beadle-merge.sh PLAN [ARGUMENT ...]
#
# With afterany, not afterok: a task that was requeued and then did well leaves
# afterok waiting for ever.  As an array it takes the schools by turns.
#SBATCH --job-name=beadle-merge
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=4:00:00
#SBATCH --open-mode=append

plan=$1
shift
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]
then
	urns=$(awk -F'\t' -v i="$SLURM_ARRAY_TASK_ID" \
	    -v n="${SLURM_ARRAY_TASK_COUNT:-1}" \
	    '$1 == "school" && k++ % n == i { print $2 }' "$plan")
	[ -n "$urns" ] || exit 0
fi
# shellcheck disable=SC2086
beadle merge -v -p "$plan" "$@" ${urns:-}
code=$?
if [ "$code" -eq 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]
then
	scontrol requeue "$SLURM_JOB_ID"
	sleep 60
fi
exit "$code"
