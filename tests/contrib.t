#!/bin/sh
# The recipes for a system: each is read by the program it is for, where that
# program is here.

. "$(dirname "$0")/tap.sh"
C=$ROOT/contrib

if command -v systemd-analyze >/dev/null
then
	mkdir "$T/units"
	cp "$C"/systemd/* "$T/units"
	# It wants to see the program; ours lies elsewhere.
	sed -i "s|/usr/bin/beadle|$BEADLE_BUILD/beadle|; /^Documentation/d" \
	    "$T/units/beadle@.service"
	sed -i "s|/usr/bin/beadle|$BEADLE_BUILD/beadle|; /^Documentation/d" \
	    "$T/units/beadle-mail@.service"
	systemd-analyze verify "$T/units/beadle@.service" \
	    "$T/units/beadle@.timer" "$T/units/beadle-mail@.path" \
	    "$T/units/beadle-mail@.service" >"$T/verify" 2>&1
	grep 'beadle[-a-z]*@' "$T/verify" >"$T/faults"
	[ ! -s "$T/faults" ]
	ok $? "systemd finds no fault in the units"
	sed 's/^/# /' "$T/faults"
	systemd-analyze security --offline=yes --threshold=20 \
	    "$T/units/beadle@.service" >"$T/security" 2>&1
	ok $? "and its exposure is below 2.0"
	tail -1 "$T/security" | sed 's/^/# /'
else
	ok 0 "# SKIP no systemd-analyze"
fi
# sendmail's helper has a group's rights of its own, which these would take.
grep -v '^#' "$C/systemd/beadle-mail@.service" >"$T/mail"
lacks "the unit of mail leaves sendmail's helper its group" \
    '^NoNewPrivileges\|^RestrictSUIDSGID\|^SystemCall\|^MemoryDeny' "$T/mail"
has "a night with rejects is no failed unit" '^SuccessExitStatus=.*\<3\>' \
    "$C/systemd/beadle@.service"

awk '!/^#/ && NF > 1 && !/^[A-Z]+=/ { n++; if (NF < 7 || $6 != "beadle") bad = 1 }
	END { exit bad || n != 1 }' "$C/beadle.cron"
ok $? "the line for cron has five times, a user and a command"

if command -v logrotate >/dev/null
then
	cp "$C/beadle.logrotate" "$T/logrotate"
	chmod 644 "$T/logrotate"
	# Its user may not be on this machine.
	sed -i 's/ proxy proxy$/ root root/' "$T/logrotate"
	logrotate -d -s "$T/state" "$T/logrotate" >"$T/rotate" 2>&1
	lacks "logrotate understands its file" '^error' "$T/rotate"
fi

if command -v bash >/dev/null
then
	cat >"$T/ask" <<'END'
. "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_beadle
printf '%s\n' "${COMPREPLY[@]}"
END
	bash "$T/ask" "$C/beadle.bash" beadle nigh >"$T/command"
	has "bash completes commands" '^nightly$' "$T/command"
	bash "$T/ask" "$C/beadle.bash" beadle nightly - >"$T/option"
	has "and their options" '^-c$' "$T/option"
	bash "$T/ask" "$C/beadle.bash" beadle parse -f squ >"$T/format"
	has "and formats" '^squid$' "$T/format"
	bash "$T/ask" "$C/beadle.bash" beadle policy- >"$T/command"
	has "a command of two words" '^policy-pack$' "$T/command"
	beadle --help | sed -n 's/^    \([^ ]*\) .*/\1/p' >"$T/commands"
	while read -r command
	do
		bash "$T/ask" "$C/beadle.bash" beadle "$command" - |
		    sort -u >"$T/option"
		{
			beadle "$command" --help | sed '/^  *-/!d; s/^ *//' |
			    sed 's/  .*//; s/, /\n/' | sed 's/[ =].*//'
			echo --help
		} | sort -u >"$T/wanted"
		same "all options of $command" "$T/wanted" "$T/option"
	done <"$T/commands"
fi

# zsh at a terminal: a line as it is after a tab; then the options of all.
# (The leak checker waits for ever in what zsh starts without a terminal.)
if command -v zsh >/dev/null
then
	cat >"$T/tab" <<'END'
zmodload zsh/zpty
zpty z "TERM=dumb zsh -f -i"
zpty -w z "PROMPT= fpath=($1 \$fpath); autoload -Uz compinit"
zpty -w z "compinit -u -D; bindkey -e; bindkey '^I' complete-word"
zpty -w z "tell() { print -r -- \"\$BUFFER\" >>$2; BUFFER= }"
zpty -w z "zle -N tell; bindkey '^X' tell; print READ''Y"
while zpty -r z line && [[ $line != *READY* ]]; do :; done
out=$2
shift 2
for line
do
	zpty -n -w z "$line"$'\t\x18'
	for i in {1..100}; do [[ -s $out ]] && break; sleep 0.1; done
	mv $out $out.now && cat $out.now
done
zpty -d z
END
	ASAN_OPTIONS=detect_leaks=0
	export ASAN_OPTIONS
	timeout 60 zsh -f "$T/tab" "$C" "$T/tabbed" 'beadle nightl' \
	    'beadle nightly --ver' 'beadle parse -f squid_l' 'beadle policy-' \
	    >"$T/lines" 2>/dev/null
	cat >"$T/wanted" <<'END'
beadle nightly 
beadle nightly --version 
beadle parse -f squid_logformat 
beadle policy-pack 
END
	same "zsh completes commands, options and formats" "$T/wanted" \
	    "$T/lines"
	cat >"$T/ask" <<'END'
compadd() { print -l -- ${@:#--} }
for command in ${(f)"$(<$2)"}
do
	words=(beadle $command -) CURRENT=3
	() { . $1 } $1 | sed "s/^/$command /"
done
END
	timeout 60 zsh -f "$T/ask" "$C/_beadle" "$T/commands" |
	    sort -u >"$T/option"
	unset ASAN_OPTIONS
	while read -r command
	do
		{
			beadle "$command" --help | sed '/^  *-/!d; s/^ *//' |
			    sed 's/  .*//; s/, /\n/' | sed 's/[ =].*//'
			printf '%s\n' --help --version
		} | sed "s/^/$command /"
	done <"$T/commands" | sort -u >"$T/wanted"
	same "and all options of all commands" "$T/wanted" "$T/option"
else
	ok 0 "# SKIP no zsh: its completion was not tried"
fi

# What a task of Slurm makes of a partition's exit, with Slurm played by a stub.
mkdir "$T/stub"
cat >"$T/stub/beadle" <<'END'
#!/bin/sh
[ "$1" = plan ] || { echo "$@" >>"$SAID"; exit "$CODE"; }
[ "$CODE" != broken ] || exit 65
printf 'id\t999001\t2026-10-1%d\t1\n' 2 3 4 5 6
END
# shellcheck disable=SC2016
printf '#!/bin/sh\necho scontrol "$@" >>"$SAID"\n' >"$T/stub/scontrol"
printf '#!/bin/sh\n' >"$T/stub/sleep"
chmod +x "$T"/stub/*
part() { # part CODE RESTARTS TASK: as an element of an array, two a task
	rm -f "$T/said"
	SAID=$T/said CODE=$1 SLURM_RESTART_COUNT=$2 SLURM_ARRAY_TASK_ID=$3 \
	    SLURM_JOB_ID=7 PATH=$T/stub:$PATH \
	    sh "$C/slurm/beadle-part.sh" plan 2
}
exits 0 "a task does its partitions" part 0 0 1
has "two of them" '^partition -p plan 2 3$' "$T/said"
exits 0 "the last task does what is left" part 0 0 2
has "one" '^partition -p plan 4$' "$T/said"
exits 0 "a task that has none ends well" part 0 0 3
[ ! -e "$T/said" ]
ok $? "and does nothing"
exits 75 "what another try may mend" part 75 2 0
has "is requeued" '^scontrol requeue 7$' "$T/said"
exits 75 "but for a fourth time" part 75 3 0
lacks "no more" scontrol "$T/said"
exits 0 "what no try can mend ends the task well" part 65 0 0
lacks "and is not requeued" scontrol "$T/said"
exits 65 "a plan whose seal is broken does not" part broken 0 0

# The janitor takes what is old, temporary and ours, and nothing else.
mkdir -p "$T/grid/slices" "$T/grid/schools/1" "$T/grid/logs"
for file in slices/a slices/a.tmp.n1.7 slices/b.tmp.n1.8 plan.tmp.n1.9 \
    schools/1/beadle.db.tmp.new logs/a.tmp.n1.7
do
	touch -d '2 days ago' "$T/grid/$file"
done
touch "$T/grid/slices/b.tmp.n1.8"
sh "$C/slurm/beadle-janitor.sh" "$T/grid" >"$T/.out"
(cd "$T/grid" && find . -type f | sort) >"$T/left"
printf '%s\n' ./logs/a.tmp.n1.7 ./slices/a ./slices/b.tmp.n1.8 >"$T/wanted"
same "the janitor leaves what is whole, new or not ours" "$T/wanted" "$T/left"

# The package's line for cron, where there is no systemd.
awk '!/^#/ && NF > 1 && !/^[A-Z]+=/ { n++; if ($6 != "beadle") bad = 1 }
	END { exit bad || n != 1 }' "$C/debian/beadle.cron.d"
ok $? "the package's line for cron is one, under its own user"
line=$(sed -n 's/^30 2 [^a-z]*beadle  //p' "$C/debian/beadle.cron.d" |
    sed "s|/run/systemd/system|$T/none|; s|/usr/bin/beadle|$BEADLE_BUILD/beadle|
	s|/etc/beadle|$T/schools|; s|nice beadle nightly|echo night of|")
mkdir -p "$T/schools/oak" "$T/schools/elm"
sh -c "$line" >"$T/nights"
ok $? "with no school it does nothing"
: >"$T/schools/oak/school.yml"
: >"$T/schools/elm/school.yml"
sh -c "$line" >"$T/nights"
[ "$(grep -c "night of -c $T/schools/" "$T/nights")" -eq 2 ]
ok $? "with two it runs both nights"
done_testing
