#!/bin/sh
# The reader of logs works behind walls: a parser in an attacker's hands can
# do nothing, and the same deeds succeed without the walls.

. "$(dirname "$0")/tap.sh"
case ${BEADLE_VARIANT:-release} in
release|debug) ;;
*)
	mkdir "$T/empty"
	beadle-nightly -c "$ROOT/sample-logs/school/school.yml" -d "$T/a.db" \
	    -o "$T/out" -v "$T/empty" >"$T/night.sum" 2>&1
	has "the night says that it has no walls under a checker of memory" \
	    "^walls .*: none, under a checker of memory" "$T/night.sum"
	done_testing
	exit 0
	;;
esac
intruder=$BEADLE_BUILD/tools/intruder
deeds="write append truncate remove spy exec fork connect trace code store"
mkdir "$T/free" "$T/walled"

# shellcheck disable=SC2086
(cd "$T/free" && "$intruder" -f $deeds) >"$T/free.out"
for deed in $deeds
do
	has "free, an intruder can: $deed" "^$deed done" "$T/free.out"
done
[ -e "$T/free/planted" ]
ok $? "and leaves something behind"

# shellcheck disable=SC2086
(cd "$T/walled" && "$intruder" $deeds) >"$T/walled.out" 2>"$T/walled.err"
sed 's/^/# /' "$T/walled.out"
for deed in truncate remove exec fork connect trace
do
	has "walled, it is ended for: $deed" "^$deed stopped" "$T/walled.out"
done
for deed in write append code store
do
	has "walled, it is refused: $deed" "^$deed refused" "$T/walled.out"
done
[ ! -e "$T/walled/planted" ]
ok $? "and leaves nothing behind"
has "the night says in which log it was" \
    "hostile.log: the reader of logs was stopped in it" "$T/walled.err"

# beadle parse by hand is behind the same walls.
mkfifo "$T/hand.log"
beadle parse -r "$T/hand.rejects" "$T/hand.log" >"$T/hand.tsv" 2>&1 &
hand=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
do
	grep -q '^Seccomp:.2$' "/proc/$hand/status" && break
	sleep 0.1
done
cp "/proc/$hand/status" "$T/hand.status"
has "beadle parse has its system calls closed" '^Seccomp:.2$' "$T/hand.status"
has "and can gain no rights" '^NoNewPrivs:.1$' "$T/hand.status"
zcat "$ROOT/sample-logs/school/logs/proxy/access.log-20261014.gz" |
    { head -n 50; echo "no line of any log"; } >"$T/hand.log"
wait $hand
[ $? -eq 3 ] && [ "$(wc -l <"$T/hand.tsv")" -gt 50 ] &&
    [ "$(wc -l <"$T/hand.rejects")" -eq 1 ]
ok $? "and does its work all the same"

# So do beadle open and beadle doctor; each is held by a pipe that nobody
# writes to yet.
status_of() { # status_of PID: its status, or that of a child, once walled
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
	do
		for pid in $1 $(cat "/proc/$1/task/$1/children" 2>/dev/null)
		do
			grep -q '^Seccomp:.2$' "/proc/$pid/status" || continue
			cat "/proc/$pid/status"
			return
		done
		sleep 0.1
	done
	cat "/proc/$1/status"
}
held() { # held NAME COMMAND...: its status is $T/NAME.status
	name=$1
	shift
	"$@" >"$T/$name.out" 2>"$T/$name.err" &
	held=$!
	status_of $held >"$T/$name.status"
}
for name in open doctor
do
	mkfifo "$T/$name.log"
	held $name "beadle-$name" "$T/$name.log"
	has "beadle $name has its system calls closed" '^Seccomp:.2$' \
	    "$T/$name.status"
	has "and can gain no rights" '^NoNewPrivs:.1$' "$T/$name.status"
	zcat "$S/logs/proxy/access.log-20261013.gz" | head -n 50 |
	    gzip >"$T/$name.log"
	wait $held
	ok $? "and does its work all the same"
done
[ "$(wc -l <"$T/open.out")" -eq 50 ]
ok $? "beadle open gives 50 lines"
has "beadle doctor tells of them" "squid, 50 records" "$T/doctor.out"
mkfifo "$T/killed.log"
held killed beadle-doctor "$T/killed.log"
kill -SYS "$(cat /proc/$held/task/$held/children)"
wait $held
[ $? -eq 1 ]
ok $? "a doctor who is stopped in a log fails"
has "and says in which" \
    "killed.log: the reader of logs was stopped in it" "$T/killed.err"
mkfifo "$T/cat.log"
held cat cat "$T/cat.log"
lacks "a program without walls would be seen" '^Seccomp:.2$' "$T/cat.status"
echo >"$T/cat.log"
wait $held

# The night's own reader, held by a pipe that nobody writes to.
mkfifo "$T/pipe.log"
beadle nightly -c "$S/school.yml" -d "$T/a.db" -o "$T/out" -v "$T/pipe.log" \
    >"$T/night.sum" 2>&1 &
night=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
do
	# beadle has become beadle-nightly; its child is the reader.
	reader=$(cat /proc/$night/task/$night/children 2>/dev/null)
	reader=${reader%% *}
	[ -n "$reader" ] && grep -q '^Seccomp:.2$' "/proc/$reader/status" &&
	    break
	sleep 0.1
done
grep -E '^(Seccomp|NoNewPrivs|CapEff)' "/proc/$reader/status" >"$T/status"
sed 's/^/# /' "$T/status"
has "the night's reader has its filter" '^Seccomp:.2$' "$T/status"
has "and can gain no privilege" '^NoNewPrivs:.1$' "$T/status"
grep -qE '^CapEff:.0{15}[04]$' "$T/status"
ok $? "and has no power but to read, even as root"
readlink /proc/"$reader"/fd/* | grep -c "a\.db" >"$T/held"
has "and holds neither the store nor its lock" '^0$' "$T/held"
zcat "$S/logs/proxy/access.log-20261013.gz" | head -500 >"$T/pipe.log"
wait $night
has "then it reads" "^records read 500 " "$T/night.sum"
has "and the night tells which walls stood" \
    "^walls around the reader of logs: limits.*calls" "$T/night.sum"

# Landlock is the kernel's choice.
if grep -q "limits, files, calls" "$T/night.sum"
then
	has "walled, it is refused: spy" "^spy refused" "$T/walled.out"
else
	echo "# no Landlock in this kernel"
fi

# A log reached by a link, in a folder that holds no other.
mkdir "$T/there" "$T/here"
zcat "$S/logs/proxy/access.log-20261013.gz" | head -300 >"$T/there/real.log"
ln -s "$T/there/real.log" "$T/here/link.log"
beadle nightly -c "$S/school.yml" -d "$T/b.db" -o "$T/out" -v \
    "$T/here/link.log" >"$T/link.sum" 2>&1
has "a log behind a link is read" "^records read 300 " "$T/link.sum"

# Every kind of archive, as the walls see it.
mkdir "$T/packed"
zcat "$S/logs/mail/mail.log-20261013.gz" | head -200 >"$T/packed/mail.log"
(cd "$T/packed" && xz -k mail.log && zip -q mail.zip mail.log &&
    tar cJf mail.tar.xz mail.log && bzip2 -k mail.log &&
    ! command -v zstd >/dev/null || zstd -q mail.log)
for f in "$T"/packed/*
do
	name=${f##*/}
	beadle nightly -c "$S/school.yml" -d "$T/$name.db" -o "$T/out" -v \
	    "$f" >"$T/$name.sum" 2>&1
	has "behind walls, $name is read" "^records read 200 " "$T/$name.sum"
done
done_testing
