#!/bin/sh
# beadle check says which rules no log of the school can feed, and which
# regular expressions can run away.

. "$(dirname "$0")/tap.sh"

mkdir -p "$T/s/rules"
sample_school "$T/s"
cp "$S/logs/proxy/access.log-20261014.gz" "$T/s/logs/"
chmod -R o= "$T/s"

exits 4 "proxy logs alone leave doubts" beadle check -c "$T/s/school.yml"
cp "$T/.out" "$T/found"
has "a rule on computers cannot be measured" \
    "rule removable-media: not measurable" "$T/found"
lacks "a rule on the web can" "rule gambling:" "$T/found"

# Only tunnels: no path is shown.
zcat "$T/s/logs/access.log-20261014.gz" | grep CONNECT >"$T/s/logs/access.log"
rm "$T/s/logs/access.log-20261014.gz"
beadle check -c "$T/s/school.yml" >"$T/found"
has "a rule on paths sees hosts only" \
    "rule circumvention-cgi-proxy: host only" "$T/found"

cp -R "$S/logs" "$T/s/"
beadle check -c "$T/s/school.yml" >"$T/found"
lacks "all logs leave none" "measurable\|host only" "$T/found"

cat >"$T/s/rules/slow.yml" <<'END'
title: An expression that runs away
id: 0e6f1a52-6d0b-4a55-9d5a-0a8f1c1d2e3f
logsource: {category: proxy}
taxonomy: ecs
detection:
  slow: {url.path|re: '(a+)+$'}
  condition: slow
level: low
END
echo 'rules_folders: [rules]' >>"$T/s/school.yml"
beadle check -c "$T/s/school.yml" >"$T/found"
has "a runaway is named by file and line" \
    "slow.yml:6: warning: regular expression (a+)+\$: can run away" "$T/found"
sed -i 's/(a+)+\$/a+$/' "$T/s/rules/slow.yml"
beadle check -c "$T/s/school.yml" >"$T/found"
lacks "and a good one is not" "run away" "$T/found"
done_testing
