#!/bin/sh
# Whole logs of mail servers and of Squid: their totals beside those of other
# people's tools, which count in their own way.  Skipped where a tool is not
# here (Debian: pflogsumm, exim4-base, calamaris).

. "$(dirname "$0")/../tap.sh"

logs=$ROOT/tests/long/mail-logs.pl

# Messages are told by id, address and size together, since ids come again;
# what a server made itself (a bounce, from nobody) is no message received.
totals() { # totals LOG >FILE: name=number
	beadle-parse -z UTC "$1" 2>"$T/err" | awk -F '\t' '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			at[$i] = i
	}
	!/\tevent\t/ { next }
	{
		action = $at["event.action"]
		size = $at["email.size"]
		from = $at["email.from.address"]
	}
	action == "reject" { rejected++; next }
	{
		key = $at["email.local_id"] "|" $at["email.message_id"] "|" size
		n[action]++
	}
	action == "sent" {
		delivered += size
		recipients[$at["email.to.address"]]
	}
	!(key in seen) {
		seen[key]
		every++
		volume += size
		if (from != "") {
			received++
			bytes += size
		}
	}
	END {
		for (who in recipients)
			people++
		printf "every=%d\nvolume=%d\n", every, volume
		printf "received=%d\nbytes=%d\n", received, bytes
		printf "sent=%d\ndelivered=%d\n", n["sent"], delivered
		printf "bounced=%d\nrejected=%d\n", n["bounced"], rejected
		printf "recipients=%d\n", people
	}'
}
value() { # value NAME FILE
	sed -n "s/^$1=//p" "$2"
}
equal() { # equal WHAT OURS THEIRS
	[ "$2" = "$3" ] || echo "# ours $2, theirs $3"
	[ "$2" = "$3" ]
	ok $? "$1: $2"
}
near() { # near WHAT OURS THEIRS UNIT: as rounded as they print it
	awk -v a="$2" -v b="$3" -v unit="$4" \
	    'BEGIN { d = a / unit - b; exit !(d > -1 && d < 1) }'
	ok $? "$1: $2 bytes beside $3 of $4"
}

if command -v pflogsumm >/dev/null
then
	for seed in 1 2 3
	do
		perl "$logs" postfix $seed 5000 >"$T/mail.log"
		totals "$T/mail.log" >"$T/ours"
		TZ=UTC pflogsumm "$T/mail.log" >"$T/theirs" 2>/dev/null
		theirs() {
			awk -v name="$1" '$2 == name { print $1; exit }
			$2 " " $3 == name { sub(/k$/, "", $1); print $1; exit }' \
			    "$T/theirs"
		}
		equal "pflogsumm, $seed: received" "$(value received "$T/ours")" \
		    "$(theirs received)"
		equal "pflogsumm, $seed: delivered" "$(value sent "$T/ours")" \
		    "$(theirs delivered)"
		equal "pflogsumm, $seed: bounced" "$(value bounced "$T/ours")" \
		    "$(theirs bounced)"
		equal "pflogsumm, $seed: rejected" "$(value rejected "$T/ours")" \
		    "$(theirs rejected)"
		equal "pflogsumm, $seed: recipients" \
		    "$(value recipients "$T/ours")" "$(theirs recipients)"
		near "pflogsumm, $seed: received" "$(value bytes "$T/ours")" \
		    "$(theirs "bytes received")" 1024
		near "pflogsumm, $seed: delivered" "$(value delivered "$T/ours")" \
		    "$(theirs "bytes delivered")" 1024
		# Ids that come again are where it goes astray, and we do not.
		perl "$logs" postfix $seed 5000 3000 >"$T/again.log"
		totals "$T/again.log" >"$T/again"
		same "$seed: ids that come again" "$T/ours" "$T/again"
	done
else
	ok 0 "Postfix beside pflogsumm # SKIP pflogsumm is not here"
fi

eximstats=$(command -v eximstats || echo "${EXIMSTATS:-}")
if [ "$eximstats" ]
then
	for seed in 1 2 3
	do
		perl "$logs" exim $seed 5000 >"$T/mainlog"
		totals "$T/mainlog" >"$T/ours"
		TZ=UTC perl "$eximstats" -ne "$T/mainlog" >"$T/theirs" \
		    2>/dev/null
		theirs() { # theirs ROW COLUMN
			awk -v row="$1" -v column="$2" '$1 == row {
				sub(/MB$/, "", $column)
				print $column
				exit
			}' "$T/theirs"
		}
		equal "eximstats, $seed: received" "$(value every "$T/ours")" \
		    "$(theirs Received 3)"
		equal "eximstats, $seed: delivered" "$(value sent "$T/ours")" \
		    "$(theirs Delivered 4)"
		equal "eximstats, $seed: rejects" "$(value rejected "$T/ours")" \
		    "$(theirs Rejects 2)"
		near "eximstats, $seed: received" "$(value volume "$T/ours")" \
		    "$(theirs Received 2)" 1048576
		near "eximstats, $seed: delivered" \
		    "$(value delivered "$T/ours")" "$(theirs Delivered 2)" 1048576
	done
else
	ok 0 "Exim beside eximstats # SKIP eximstats is not here"
fi

# Squid: requests, bytes, methods, results, clients.
print='END {
	for (c in clients)
		k++
	printf "requests=%d\nbytes=%d\nclients=%d\n", n, bytes, k
	for (m in method)
		printf "method %s=%d\n", m, method[m]
	for (a in action)
		printf "action %s=%d\n", a, action[a]
}'
run_ok "requests are made" "$BEADLE_BUILD/tools/squid-lines" 50000
mv "$T/.out" "$T/access.log"
beadle-parse -z UTC "$T/access.log" 2>"$T/err" | awk -F '\t' '
NR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
}
/\tevent\t/ {
	n++
	bytes += $at["http.response.bytes"]
	method[$at["http.request.method"]]++
	action[$at["event.action"]]++
	clients[$at["source.ip"]]
}
'"$print" | sort >"$T/ours"
awk '{
	n++
	bytes += $5
	method[$6]++
	sub("/.*", "", $4)
	action[$4]++
	clients[$3]
}
'"$print" "$T/access.log" | sort >"$T/theirs"
equal "Squid: requests, one a line" "$(value requests "$T/ours")" 50000
same "Squid beside awk: requests, bytes, methods, results, clients" \
    "$T/theirs" "$T/ours"

if command -v calamaris >/dev/null
then
	calamaris -a -l 1 <"$T/access.log" >"$T/theirs" 2>/dev/null
	theirs() { # theirs LABEL: the last number of its line
		awk -v label="$1" 'index($0, label) == 1 { print $NF; exit }' \
		    "$T/theirs"
	}
	equal "calamaris: requests" "$(value requests "$T/ours")" \
	    "$(theirs 'Total amount:')"
	equal "calamaris: bytes" "$(value bytes "$T/ours")" \
	    "$(theirs 'Total Bandwidth:')"
	equal "calamaris: clients" "$(value clients "$T/ours")" \
	    "$(theirs 'unique hosts/users:')"
	equal "calamaris: tunnels" "$(value 'method CONNECT' "$T/ours")" \
	    "$(awk '$1 == "CONNECT" { print $2; exit }' "$T/theirs")"
else
	ok 0 "Squid beside calamaris # SKIP calamaris is not here"
fi

done_testing
