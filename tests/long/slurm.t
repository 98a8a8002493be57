#!/bin/sh
# A night of 24 school-days under Slurm, two nodes on loopback: a node is
# killed in mid-run, then the controller, and the stores are those of one
# machine.  Everything that is started here is stopped by its pid.

. "$(dirname "$0")/../tap.sh"
PATH=$PATH:/usr/sbin

[ "$(id -u)" -eq 0 ] || skip_all "only root may start slurmd"
timeout 300 "$ROOT/tests/install-deps" slurmctld slurmd slurm-client munge \
    >"$T/install" 2>&1 || skip_all "Slurm cannot be installed here"
host=$(hostname -s)
base=$((20000 + $$ % 20000))
pids=

stop() {
	for pid in $pids $(ours)
	do
		kill -9 "$pid" 2>/dev/null
	done
	rm -rf "$T"
}
ours() { # ours [NODE]: processes that were begun under our configuration
	for p in /proc/[0-9]*
	do
		{ tr '\0' '\n' <"$p/environ" >"$T/.environ"; } \
		    2>/dev/null || continue
		grep -qx "GRID_TEST=$T" "$T/.environ" || continue
		[ -z "${1:-}" ] || grep -qx "GRID_NODE=$1" "$T/.environ" ||
		    grep -qx "SLURMD_NODENAME=$1" "$T/.environ" || continue
		[ "${p#/proc/}" = $$ ] || echo "${p#/proc/}"
	done
}
trap stop EXIT
export SLURM_CONF="$T/slurm.conf"

cat >"$SLURM_CONF" <<END
ClusterName=grid
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$T/munge/socket,cred_expire=10
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$T/state
SlurmdSpoolDir=$T/spool.%n
SlurmctldPidFile=$T/slurmctld.pid
SlurmdPidFile=$T/slurmd.%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
SchedulerParameters=bf_interval=5,batch_sched_delay=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 1)) CPUs=2 RealMemory=8000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 2)) CPUs=2 RealMemory=8000
PartitionName=all Nodes=n1,n2 Default=YES State=UP
END
mkdir -m 755 "$T/munge" "$T/state" "$T/spool.n1" "$T/spool.n2"
chmod 755 "$T"
dd if=/dev/urandom of="$T/munge/key" bs=128 count=1 2>/dev/null
chmod 400 "$T/munge/key"
munged -F --force --socket="$T/munge/socket" --key-file="$T/munge/key" \
    --pid-file="$T/munge/pid" --log-file="$T/munge/log" \
    --seed-file="$T/munge/seed" 2>"$T/munge/err" &
pids="$pids $!"
sleep 1

controller() {
	GRID_TEST=$T slurmctld -D >>"$T/slurmctld.log" 2>&1 &
	ctld=$!
	pids="$pids $ctld"
}
node() { # node NAME
	GRID_TEST=$T GRID_NODE=$1 slurmd -D -N "$1" >>"$T/$1.log" 2>&1 &
	pids="$pids $!"
}
wait_for() { # wait_for SECONDS COMMAND...
	left=$1
	shift
	until "$@"
	do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 1
	done
}
idle() {
	[ "$(sinfo -h -o %T 2>/dev/null | sort -u)" = idle ]
}
controller
node n1
slurmd_n2=
node n2
slurmd_n2=$!
if ! wait_for 40 idle
then
	tail -5 "$T/slurmctld.log" "$T/n1.log" "$T/munge/err" | sed 's/^/# /'
	skip_all "Slurm does not start here"
fi
ok 0 "two nodes are up"

# Four schools, six days each, of the sample school's logs.
mkdir "$T/grid"
for i in 1 2 3 4
do
	mkdir "$T/s$i"
	cp -R "$ROOT"/sample-logs/school/* "$T/s$i/"
	chmod -R u+w "$T/s$i"
	rm -rf "$T/s$i"/logs
	mkdir -p "$T/s$i/logs"
	cp -p "$ROOT"/sample-logs/school/logs/proxy/access.log-2026101[2-7].gz \
	    "$T/s$i/logs"
	sed -i "s/\"999001\"/\"99900$i\"/; s/^logs:.*/logs: [logs]/" \
	    "$T/s$i/school.yml"
	beadle scan -c "$T/s$i/school.yml"
	beadle nightly -c "$T/s$i/school.yml" -d "$T/$i.db" -o "$T/out$i"
	beadle dump --canonical -d "$T/$i.db" >"$T/$i.txt"
done >"$T/scan"
beadle plan -o "$T/grid/plan" "$T/scan"
[ "$(beadle plan -p "$T/grid/plan" | wc -l)" -eq 24 ]
ok $? "24 partitions are planned"

# So that there is a middle to be killed in, each takes two seconds more.
mkdir "$T/slow"
cat >"$T/slow/beadle" <<END
#!/bin/sh
[ "\$1" != partition ] || sleep 2
exec "$BEADLE_BUILD/beadle" "\$@"
END
chmod +x "$T/slow/beadle"
GRID_TEST=$T PATH=$T/slow:$PATH "$ROOT/contrib/slurm/beadle-night.sh" \
    "$T/grid/plan" >"$T/jobs" 2>"$T/jobs.err"
ok $? "an array and a merge are submitted"
sed 's/^/# /' "$T/jobs.err"

some() {
	[ "$(ls "$T/grid/receipts" 2>/dev/null | wc -l)" -ge "$1" ]
}
wait_for 60 some 3
# All at one stroke, as when the power goes: else Slurm's own keeper of the job
# lives long enough to tell that the job was killed, which is no node's failure.
lost="$slurmd_n2 $(ours n2)"
# shellcheck disable=SC2086
kill -STOP $lost 2>/dev/null
# shellcheck disable=SC2086
kill -9 $lost 2>/dev/null
echo "# node killed at $(ls "$T/grid/receipts" | wc -l) receipts"
wait_for 60 some 8
kill -9 "$ctld"
echo "# controller killed at $(ls "$T/grid/receipts" | wc -l) receipts"
sleep 2
controller
# A controller that comes back may start a job that runs already; Slurm then
# drains the node and holds the job, until an operator says otherwise.
# What ended while it was away it learns when the nodes register again, which
# is asked for here, lest it be minutes; such tasks are run again.
turns=0
operate() {
	turns=$((turns + 1))
	[ $((turns % 20)) -ne 0 ] || scontrol reconfigure
	[ -z "$(sinfo -h -t drain -o %n 2>/dev/null)" ] || {
		echo "# a drained node is resumed, held jobs are released"
		scontrol update NodeName=n1 State=RESUME
	}
	squeue -h -r -t PD -o '%A %r' 2>/dev/null |
	    awk '/[Hh]eld/ { print $1 }' | xargs -r -n 1 scontrol release
}
over() {
	operate
	squeue -h >"$T/queue" 2>/dev/null && [ ! -s "$T/queue" ]
}
wait_for 240 over
ok $? "the jobs come to their end"
some 24
ok $? "each partition has its receipt"
cat "$T"/grid/jobs/* 2>/dev/null | grep -v '^slurmstepd' | tail -12 |
    sed 's/^/# /'
for i in 1 2 3 4
do
	beadle dump --canonical -d "$T/grid/schools/99900$i/beadle.db" \
	    >"$T/merged"
	same "school $i has the store of one machine" "$T/$i.txt" "$T/merged"
done
done_testing
