# Sourced after tap.sh by what holds our reading of a log to that of others.

values() { # values FILE COLUMN...: those columns of each event, joined by "|"
	beadle-parse -z UTC "$1" >"$T/events" 2>/dev/null
	shift
	awk -F '\t' -v wanted="$*" '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			column[$i] = i
		n = split(wanted, name, " ")
		next
	}
	$column["event.kind"] == "event" {
		line = ""
		for (i = 1; i <= n; i++)
			line = line (i > 1 ? "|" : "") $column[name[i]]
		gsub(/\\\\/, "\\", line)
		print line
	}' "$T/events"
}
