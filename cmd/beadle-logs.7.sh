#!/bin/sh
# Prints beadle-logs(7), the manual page of the logs that can be read, made of
# what `$1 --table` prints, so that a new format is in it by itself.

formats=${1:-beadle-formats}
cat <<'END'
.Dd November 24, 2026
.Dt BEADLE-LOGS 7
.Os
.Sh NAME
.Nm beadle-logs
.Nd the logs that beadle reads
.Sh DESCRIPTION
Each format by the name that
.Fl f
of
.Xr beadle-parse 1
takes: which logs it reads, which versions of the product write them, which
facts they cannot give, and where a sample lies in the source.
Formats marked unverified were made from manuals and have met no real log.
.Pp
Any of them may stand behind the head of a syslog line, be compressed or lie
in an archive, be in UTF-8, UTF-16 or Windows-1252, with or without a byte
order mark, and have lines that end as Windows has them.
Logs of other columns are read by a profile, see
.Xr beadle-formats 1 .
.Bl -tag -width Ds
END
"$formats" --table | sed 1,2d | awk -F ' [|] ' '
function tell(label, text) {
	gsub(/\\/, "\\e", text)
	text = label text "."
	while (length(text) > 76) {
		cut = 76
		while (cut > 40 && substr(text, cut, 1) != " ")
			cut--
		line = substr(text, 1, cut - 1)
		text = substr(text, cut + 1)
		print (line ~ /^[.'"'"']/ ? "\\&" : "") line
	}
	print (text ~ /^[.'"'"']/ ? "\\&" : "") text
}
{
	gsub(/^[|] `|`$/, "", $1)
	sub(/ [|]$/, "", $5)
	print ".It Cm " $1
	tell("", $2)
	tell("Versions: ", $3)
	tell("Cannot say: ", $4)
	print "Sample:"
	print ".Pa " $5 " ."
}'
cat <<'END'
.El
.Sh HOW FAST
What
.Ql make bench-formats
printed on a virtual machine with 2 processors that others kept busy: inflated
megabytes and records for each second of processor time that
.Xr beadle-parse 1
took, with its events as text, and that time beside
.Ql gunzip -c | wc -l
of the same file.
.Bd -literal -offset indent
END
cat "${0%/*}/beadle-logs.speed"
cat <<'END'
.Ed
.Pp
Memory does not grow with a log: ten gigabytes through a pipe took 21 MB at
their end as at their beginning, and 387 s on that machine; a whole night of
three (23 million lines of Squid, packed) took 209 MB and 385 s.
It grows by some 75 bytes for each account, computer, site or agent that was
not met before; past 2 GB the reader of logs stops and says so.
.Sh SEE ALSO
.Xr beadle-formats 1 ,
.Xr beadle-parse 1
END
