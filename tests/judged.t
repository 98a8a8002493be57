#!/bin/sh
# The judge of Sigma rules on cases of our own, each reckoned from the
# specification: modifiers and their chains, escapes, what is missing, lists,
# conditions and nested events.

. "${0%/*}/tap.sh"
tools=${BEADLE_BUILD%/wrapped}/tools

# yes or no, the detection, the event.  A condition of s alone is left out.
cat >"$T/cases" <<'END'
# wildcards and escapes
yes	{s: {a: 'C:\dir\*.exe'}}	{"a":"C:\\dir*.exe"}
no	{s: {a: 'C:\dir\*.exe'}}	{"a":"C:\\dir\\x.exe"}
yes	{s: {a: 'C:\dir\\*.exe'}}	{"a":"C:\\dir\\x.exe"}
yes	{s: {a: '\\\\server\\*'}}	{"a":"\\\\SERVER\\share"}
no	{s: {a: '\\\\server\\*'}}	{"a":"\\server\\share"}
yes	{s: {a: '\\server'}}	{"a":"\\server"}
yes	{s: {a: 'ends\'}}	{"a":"ENDS\\"}
yes	{s: {a: 'what\?'}}	{"a":"what?"}
no	{s: {a: 'what\?'}}	{"a":"whats"}
yes	{s: {a: 'wh?t'}}	{"a":"whÄt"}
no	{s: {a: 'wh?t'}}	{"a":"wht"}
yes	{s: {a: '*'}}	{"a":""}
no	{s: {a: '*'}}	{"b":"x"}
no	{s: {a: '?*'}}	{"a":""}
yes	{s: {a: 'a*b*c'}}	{"a":"a\nb\r\nc"}
yes	{s: {a|contains: '\*'}}	{"a":"5*5"}
no	{s: {a|contains: '\*'}}	{"a":"25"}
yes	{s: {a|endswith: 'x\\*'}}	{"a":"ax\\tail"}
yes	{s: {a|startswith: '*b'}}	{"a":"aaabcc"}
yes	{s: {a|contains: ''}}	{"a":"anything"}
no	{s: {a|contains: ''}}	{"b":"anything"}
# case
yes	{s: {a: 'STRASSE ÄÖ'}}	{"a":"strasse äö"}
yes	{s: {a|contains: 'жук'}}	{"a":"БольшойЖУК"}
no	{s: {a|cased: Abc}}	{"a":"abc"}
yes	{s: {a|cased: Abc}}	{"a":"Abc"}
yes	{s: {a|contains|cased: Bc}}	{"a":"aBcd"}
no	{s: {a|contains|cased: Bc}}	{"a":"abcd"}
no	{s: {a|cased|endswith: C}}	{"a":"abc"}
# the names of fields are as they are written
no	{s: {Image: x}}	{"image":"x"}
# numbers and texts
yes	{s: {a: 4624}}	{"a":"4624"}
yes	{s: {a: '4624'}}	{"a":4624}
no	{s: {a: 4624}}	{"a":"0x1210"}
no	{s: {a: 4624}}	{"a":"46240"}
yes	{s: {a: 46*}}	{"a":4624}
yes	{s: {a|gt: 9}}	{"a":"10"}
no	{s: {a|gt: 10}}	{"a":10}
yes	{s: {a|gte: 10}}	{"a":10.0}
yes	{s: {a|lt: 0.5}}	{"a":0.25}
yes	{s: {a|lt: 0}}	{"a":"-3"}
no	{s: {a|lt: 5}}	{"a":"none"}
no	{s: {a|lt: 5}}	{"a":""}
no	{s: {a|lt: 5}}	{}
no	{s: {a|lt: 500}}	{"a":"0x10"}
yes	{s: {a|gte: 5, a|lte: 7}}	{"a":6}
no	{s: {a|gte: 5, a|lte: 7}}	{"a":8}
yes	{s: {a|lt: [3, 9]}}	{"a":5}
yes	{s: {a|gt: 2147483648}}	{"a":"2147483649"}
yes	{s: {a: true}}	{"a":true}
yes	{s: {a: true}}	{"a":"True"}
no	{s: {a: true}}	{"a":false}
yes	{s: {a: 'true'}}	{"a":true}
# what is not there
yes	{s: {a: null}}	{}
yes	{s: {a: null}}	{"a":null}
no	{s: {a: null}}	{"a":""}
yes	{s: {a: ''}}	{"a":""}
no	{s: {a: ''}}	{}
no	{s: {a: ''}}	{"a":" "}
yes	{s: {a: []}}	{"b":1}
yes	{s: {a: [x, null]}}	{}
yes	{s: {a: [x, null]}}	{"a":"X"}
yes	{s: {a|exists: true}}	{"a":""}
yes	{s: {a|exists: true}}	{"a":null}
no	{s: {a|exists: true}}	{"b":1}
yes	{s: {a|exists: false}}	{"b":1}
no	{s: {a|exists: false}}	{"a":0}
yes	{s: {a|exists: no}}	{}
yes	{s: {a: x}, f: {b: y}, condition: s and not f}	{"a":"x"}
yes	{s: {a|neq: x}}	{}
yes	{s: {a|neq: x}}	{"a":"y"}
no	{s: {a|neq: [x, y]}}	{"a":"Y"}
no	{s: {a|contains|neq: b}}	{"a":"abc"}
no	{s: {a|neq: null}}	{}
yes	{s: {a|fieldref|neq: b}}	{"a":"1","b":"2"}
# all
yes	{s: {a|contains|all: [x, y]}}	{"a":"YX"}
no	{s: {a|contains|all: [x, y]}}	{"a":"x"}
yes	{s: {a|all|contains: [x, y]}}	{"a":"yx"}
no	{s: {a|all: [x, y]}}	{"a":"x"}
yes	{s: {a|all: [x*, '*y']}}	{"a":"xy"}
yes	{s: {a|contains|all|neq: [x, y]}}	{"a":"x"}
# windash
yes	{s: {a|windash|contains: ' -f'}}	{"a":"del /F x"}
yes	{s: {a|windash|contains: ' -f'}}	{"a":"del –f x"}
yes	{s: {a|contains|windash: ' /s'}}	{"a":"del ―s x"}
no	{s: {a|windash|contains: ' -f'}}	{"a":"del f x"}
yes	{s: {a|windash|contains|all: [' -a', ' /b']}}	{"a":"x /a —b"}
no	{s: {a|windash|contains|all: [' -a', ' /b']}}	{"a":"x /a"}
yes	{s: {a|windash: 'x -a-b'}}	{"a":"x /a-b"}
no	{s: {a|windash: 'x -a-b'}}	{"a":"x /a/b"}
yes	{s: {a|endswith|windash: ' -x'}}	{"a":"run /X"}
# regular expressions
yes	{s: {a|re: '^ab+c$'}}	{"a":"abbc"}
yes	{s: {a|re: 'b+'}}	{"a":"abbc"}
no	{s: {a|re: 'B+'}}	{"a":"abbc"}
yes	{s: {a|re|i: 'B+'}}	{"a":"abbc"}
yes	{s: {a|re: '(?i)B+'}}	{"a":"abbc"}
no	{s: {a|re: '^b$'}}	{"a":"a\nb\nc"}
yes	{s: {a|re|m: '^b$'}}	{"a":"a\nb\nc"}
no	{s: {a|re: 'a.b'}}	{"a":"a\nb"}
yes	{s: {a|re|s: 'a.b'}}	{"a":"a\nb"}
yes	{s: {a|re|i|m|s: '^B.C$'}}	{"a":"a\nb\nc"}
yes	{s: {a|re: 'C:\\dir\\.*\.exe'}}	{"a":"C:\\dir\\x.exe"}
yes	{s: {a|re: '^$'}}	{"a":""}
no	{s: {a|re: '^$'}}	{}
yes	{s: {a|re: '^\d+$'}}	{"a":42}
yes	{s: {a|re: ['^x', 'y$']}}	{"a":"ay"}
no	{s: {a|re|all: ['^x', 'y$']}}	{"a":"ay"}
yes	{s: {a|re: 'a{2,3}b?'}}	{"a":"caaat"}
# networks
yes	{s: {a|cidr: 192.0.2.0/24}}	{"a":"192.0.2.255"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":"192.0.3.0"}
yes	{s: {a|cidr: 192.0.2.0/31}}	{"a":"192.0.2.1"}
no	{s: {a|cidr: 192.0.2.0/31}}	{"a":"192.0.2.2"}
yes	{s: {a|cidr: 192.0.2.7/32}}	{"a":"192.0.2.7"}
yes	{s: {a|cidr: 0.0.0.0/0}}	{"a":"203.0.113.9"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":"192.0.2.1:443"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":"host"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":""}
yes	{s: {a|cidr: '2001:db8::/32'}}	{"a":"2001:DB8:0:1::9"}
no	{s: {a|cidr: '2001:db8::/32'}}	{"a":"2001:db9::1"}
yes	{s: {a|cidr: 'fe80::/10'}}	{"a":"febf::1"}
no	{s: {a|cidr: 'fe80::/10'}}	{"a":"fec0::1"}
yes	{s: {a|cidr: '::1/128'}}	{"a":"0:0:0:0:0:0:0:1"}
yes	{s: {a|cidr: '2001:db8::/127'}}	{"a":"2001:db8::1"}
no	{s: {a|cidr: '2001:db8::/127'}}	{"a":"2001:db8::2"}
yes	{s: {a|cidr: '::/0'}}	{"a":"2001:db8::2"}
no	{s: {a|cidr: '::/0'}}	{"a":"192.0.2.1"}
no	{s: {a|cidr: 0.0.0.0/0}}	{"a":"2001:db8::2"}
yes	{s: {a|cidr: 'fe80::/10'}}	{"a":"fe80::1%eth0"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":"192.0.2"}
no	{s: {a|cidr: 192.0.2.0/24}}	{"a":"192.0.2.01x"}
yes	{s: {a|cidr: [192.0.2.0/25, 'fc00::/7']}}	{"a":"fd00::5"}
yes	{s: {a|cidr|neq: 192.0.2.0/24}}	{"a":"198.51.100.1"}
# other fields
yes	{s: {a|fieldref: b}}	{"a":"Same","b":"sAME"}
no	{s: {a|fieldref: b}}	{"a":"x","b":"y"}
no	{s: {a|fieldref: b}}	{"a":"x"}
no	{s: {a|fieldref: b}}	{}
yes	{s: {a|fieldref: b}}	{"a":5,"b":"5"}
yes	{s: {a|fieldref|startswith: b}}	{"a":"prefix","b":"PRE"}
no	{s: {a|fieldref|startswith: b}}	{"a":"prefix","b":"fix"}
yes	{s: {a|fieldref|endswith: b}}	{"a":"prefix","b":"fix"}
yes	{s: {a|fieldref|contains: b}}	{"a":"prefix","b":"EF"}
no	{s: {a|fieldref|contains: b}}	{"a":"ef","b":"prefix"}
yes	{s: {a|fieldref: [b, c]}}	{"a":"x","b":"y","c":"x"}
yes	{s: {a|fieldref: b.c}}	{"a":"x","b":{"c":"X"}}
no	{s: {a|fieldref|contains: b}}	{"a":"x","b":["y","z"]}
yes	{s: {a|fieldref|contains: b}}	{"a":"xyz","b":["q","y"]}
# base64 and UTF-16
yes	{s: {a|base64: foobar}}	{"a":"Zm9vYmFy"}
yes	{s: {a|base64|contains: foobar}}	{"a":"x Zm9vYmFy y"}
yes	{s: {a|base64offset|contains: 'http://'}}	{"a":"YWh0dHA6Ly9h"}
yes	{s: {a|base64offset|contains: 'http://'}}	{"a":"YWFodHRwOi8vYQ=="}
yes	{s: {a|base64offset|contains: 'http://'}}	{"a":"aHR0cDovL2E="}
no	{s: {a|base64offset|contains: 'http://'}}	{"a":"aHR0cHM6Ly9h"}
yes	{s: {a|wide|base64offset|contains: 'ping'}}	{"a":"eABwAGkAbgBnACAA"}
yes	{s: {a|utf16le|base64offset|contains: 'ping'}}	{"a":"cABpAG4AZwAgAA=="}
yes	{s: {a|utf16be|base64|contains: ab}}	{"a":"AGEAYg=="}
no	{s: {a|utf16be|base64|contains: ab}}	{"a":"YQBiAA=="}
yes	{s: {a|base64offset|contains: [foo, bar]}}	{"a":"xYmFyx"}
# parts of a time, which has no zone but its own
yes	{s: {a|hour: 22}}	{"a":"2026-10-14T22:59:59Z"}
no	{s: {a|hour: 22}}	{"a":"2026-10-14T23:00:00Z"}
yes	{s: {a|hour|gte: 22}}	{"a":"2026-10-14T23:00:00Z"}
yes	{s: {a|minute: 5}}	{"a":"2026-10-14T23:05:00Z"}
yes	{s: {a|day: 31, a|month: 12, a|year: 2026}}	{"a":"2026-12-31T00:00:00Z"}
yes	{s: {a|week: 53}}	{"a":"2027-01-03T12:00:00Z"}
yes	{s: {a|week: 1}}	{"a":"2027-01-04T12:00:00Z"}
no	{s: {a|hour: 22}}	{"a":"late"}
no	{s: {a|hour|lt: 22}}	{}
# lists, nests and keywords
yes	{s: [{a: x}, {b: y}]}	{"b":"y"}
no	{s: [{a: x, b: y}, {c: z}]}	{"a":"x"}
yes	{s: [word, other]}	{"a":{"b":["none","some WORDS"]}}
yes	{s: word}	{"a":"Sword"}
no	{s: [word]}	{"word":"x"}
yes	{s: [4625]}	{"a":{"b":4625}}
yes	{s: {'|all': [one, two]}}	{"a":"xonex","b":"two"}
no	{s: {'|all': [one, two]}}	{"a":"one"}
yes	{s: [one, {a: x}]}	{"a":"x"}
yes	{s: ['wo*d']}	{"a":"a wonderful word"}
yes	{s: {'|re': 'w[o0]rd'}}	{"a":"sw0rdfish"}
yes	{s: {a.b: x}}	{"a":{"b":"x"}}
yes	{s: {a.b: x}}	{"a.b":"x"}
yes	{s: {a: x}}	{"a":["y","X"]}
no	{s: {a|all: [x, y]}}	{"a":["z","x"]}
yes	{s: {a|contains|all: [x, y]}}	{"a":["ax","by"]}
yes	{s: {a|gte: 5}}	{"a":[1,7]}
# conditions
yes	{a: {p: 1}, b: {p: 2}, c: {p: 3}, condition: a or b and c}	{"p":1}
no	{a: {p: 1}, b: {q: 1}, condition: not a and b}	{"p":1,"q":1}
yes	{a: {p: 1}, b: {q: 1}, condition: not (a and b)}	{"p":1}
no	{a: {p: 1}, b: {q: 1}, condition: not a or not b}	{"p":1,"q":1}
yes	{a: {p: 1}, condition: not not a}	{"p":1}
yes	{s_1: {p: 1}, s_2: {q: 1}, condition: 1 of s_*}	{"q":1}
no	{s_1: {p: 1}, s_2: {q: 1}, condition: all of s_*}	{"q":1}
yes	{s_1: {p: 1}, s_2: {q: 1}, condition: any of s_*}	{"p":1}
no	{s_1: {p: 1}, t: {q: 1}, condition: all of them}	{"p":1}
yes	{s: {p: 1}, _t: {q: 1}, condition: all of them}	{"p":1}
no	{s: {p: 1}, f_1: {q: 1}, f_2: {r: 1}, condition: s and not 1 of f_*}	{"p":1,"r":1}
yes	{s: {p: 1}, f_1: {q: 1}, f_2: {r: 1}, condition: s and not all of f_*}	{"p":1,"r":1}
yes	{x_s_y: {p: 1}, condition: 1 of *_s_*}	{"p":1}
yes	{a: {p: 1}, b: {q: 1}, condition: [a and b, a]}	{"p":1}
yes	{and_a: {p: 1}, not_b: {q: 1}, condition: and_a and not not_b}	{"p":1}
yes	{a: {p: 1}, b: {p: 2}, c: {p: 3}, d: {p: 4}, condition: '((((a)) or (b and (c or not (d)))))'}	{"p":1}
END
: >"$T/events"
mkdir "$T/rules"
grep -v '^#' "$T/cases" | awk -F '\t' -v folder="$T/rules" '{
	id = sprintf("00000000-0000-4000-8000-%012d", NR)
	rule = folder "/" id ".yml"
	detection = $2
	if (detection !~ /condition:/)
		sub(/}$/, ", condition: s}", detection)
	printf "title: case %d\nid: %s\nlogsource: {product: ours}\n" \
	    "detection: %s\n", NR, id, detection >rule
	close(rule)
	printf "{\"rule\":\"%s\",\"ls\":[null,\"ours\",null]," \
	    "\"event\":%s,\"match\":%s}\n", id, $3,
	    $1 == "yes" ? "true" : "false"
}' >"$T/events"
"$tools/sigma-score" "$T/rules" <"$T/events" >"$T/score" 2>"$T/faults"
count=$(wc -l <"$T/events")
has "every case is judged as reckoned" "^$count of $count agree" "$T/score"
grep -v 'of .* agree$' "$T/score" | head -40 | sed 's/^/# /'
sed 's/^/# /' "$T/faults"
sed 's/"match":true/"match":1/; s/"match":false/"match":true/
    s/"match":1/"match":false/' "$T/events" |
    "$tools/sigma-score" "$T/rules" >"$T/turned" 2>/dev/null
has "and none the other way round" "^0 of $count agree" "$T/turned"

# What is no rule: each of these is left out, and said so.
cat >"$T/refused" <<'END'
{s: {a|contains|re: x}}
{s: {a|contains|cidr: 192.0.2.0/24}}
{s: {a|re: '(['}}
{s: {a|cidr: 192.0.2.0/33}}
{s: {a|cidr: office}}
{s: {a|contains: 5}}
{s: {a|i: x}}
{s: {a|gt: many}}
{s: {a|exists: maybe}}
{s: {a|contains|exists: true}}
{s: {a|base64: 'a*'}}
{s: {a|wide: 'ä'}}
{s: {a|hour: noon}}
{s: {a|sounds: x}}
{s: {a|: x}}
{s: {a|expand: '%nobody%'}}
{s: {a: {b: c}}}
{s: {a: x}, condition: t}
{s: {a: x}, condition: s and}
{s: {a: x}, condition: and s}
{s: {a: x}, condition: (s}
{s: {a: x}, condition: s)}
{s: {a: x}, condition: s s}
{s: {a: x}, condition: 1 of}
{s: {a: x}, condition: 2 of s*}
{s: {a: x}, condition: s | count() > 5}
{s: {a: x}, condition: ''}
{s: {a: x}, condition: not}
{s: {a: x}, condition: s AND s}
END
mkdir "$T/none"
awk -v folder="$T/none" '{
	if ($0 !~ /condition:/)
		sub(/}$/, ", condition: s}")
	rule = sprintf("%s/r%02d.yml", folder, NR)
	printf "title: case %d\nlogsource: {product: ours}\n" \
	    "detection: %s\n", NR, $0 >rule
	close(rule)
}' "$T/refused"
"$tools/sigma-score" "$T/none" </dev/null >"$T/out" 2>&1
for rule in "$T"/none/*.yml
do
	grep -q "$(basename "$rule")" "$T/out" ||
		echo "$(basename "$rule"): $(tail -1 "$rule")"
done >"$T/taken"
same "what is no rule is refused, by name" /dev/null "$T/taken"
has "and none is left" "^0 of 0 agree" "$T/out"
done_testing
