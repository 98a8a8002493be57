#!/bin/sh
# Web logs that others wrote, held to what others make of them.

. "${0%/*}/tap.sh"
. "$ROOT/tests/values.sh"

logs=$ROOT/../shared/data/logs/proxy
[ -d "$logs" ] || skip_all "../shared/data/logs is not here"

# Squid: Metron's parser gives code, bytes, action, host and addresses.
metron=$logs/apache+metron/squid
values "$metron/raw/SquidExampleOutput" http.response.status_code \
    http.response.bytes event.action url.domain source.ip destination.ip \
    >"$T/ours"
perl -MJSON::PP -ne 'my $v = decode_json($_); print join("|",
    @$v{qw(code bytes action full_hostname ip_src_addr ip_dst_addr)}), "\n"' \
    "$metron/parsed/SquidExampleParsed" >"$T/theirs"
same "Squid's lines are what Metron reads" "$T/theirs" "$T/ours"

# W3C: the columns as awk takes them, by the heading that stands above.
w3c() { # w3c NAME FILE
	awk '
	{ sub(/\r$/, "") }
	/^#Date:/ { date = $2 }
	/^#Fields:/ {
		split("", at)
		for (i = 2; i <= NF; i++)
			if (!($i in at))
				at[$i] = i - 1
	}
	/^#/ || NF == 0 { next }
	function get(name, v) {
		v = name in at ? $at[name] : ""
		return v == "-" ? "" : v
	}
	{
		day = get("date")
		host = get("c-ip")
		print (day == "" ? date : day) "T" substr(get("time"), 1, 8) \
		    "|" host "|" get("sc-status") "|" get("cs-uri-stem")
	}' "$2" >"$T/theirs"
	values "$2" @timestamp source.ip http.response.status_code url.path |
	    sed 's/\.[0-9]*Z|/|/' >"$T/ours"
	same "$1" "$T/theirs" "$T/ours"
}
for file in iis10 iis10_cookies iis6 iis7_owa iis_without_date
do
	w3c "$file: times, clients, status and paths" \
	    "$logs/log2timeline+plaso/test_data/iis/$file.log"
done

# Zeek: the columns as awk takes them.
zeek() { # zeek FILE
	awk -F '\t' '
	/^#fields/ {
		for (i = 2; i <= NF; i++)
			at[$i] = i - 1
	}
	/^#/ { next }
	{
		host = tolower($at["host"])
		sub(/:[0-9]+$/, "", host)
		path = $at["uri"]
		sub(/\?.*/, "", path)
		status = $at["status_code"]
		print $at["id.orig_h"] "|" (host == "-" ? "" : host) "|" \
		    (status == "-" ? "" : status) "|" $at["method"]
	}' "$1" >"$T/theirs"
	values "$1" source.ip url.domain http.response.status_code \
	    http.request.method >"$T/ours"
	sed 's/|-$/|/' "$T/theirs" >"$T/plain"
	same "${1##*/}: clients, hosts, status, methods" "$T/plain" "$T/ours"
}
zeek "$logs/tstack+lnav/test/logfile_bro_http.log.0"
zeek "$logs/Ironholds+webreadr/inst/extdata/http.log"

# Zeek as JSON: what Metron makes of the logs that we read.
metron=$logs/apache+metron/bro
values "$metron/raw/BroExampleOutput" source.ip source.port destination.ip \
    destination.port http.response.status_code url.domain >"$T/ours"
perl -MJSON::PP -ne 'my $v = decode_json($_);
    next if $v->{protocol} !~ /^(http|dns|ssl|conn)$/;
    print join("|", map { $_ // "" } @$v{qw(ip_src_addr ip_src_port
        ip_dst_addr ip_dst_port status_code)},
        lc($v->{host} // $v->{query} // $v->{server_name})), "\n"' \
    "$metron/parsed/BroExampleParsed" >"$T/theirs"
# A lease has no ends; it is read as what it is.
grep -v '^[^|]*||||' "$T/ours" >"$T/plain"
same "Zeek's JSON: ends, status, hosts" "$T/theirs" "$T/plain"

# A culprit: a value that differs is seen.
sed '1s/|/|x/' "$T/ours" >"$T/changed"
! cmp -s "$T/ours" "$T/changed"
ok $? "a changed value would fail"

done_testing
