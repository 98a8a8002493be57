#!/bin/sh
# Every fault that beadle check tells of a rule, with a planted culprit: each
# lies in a file of its own, and each is told with its file and line.

. "${0%/*}/tap.sh"

umask 077
mkdir "$T/rules"
cd "$T" || exit 1
# "## NAME|WHAT IS SAID" begins a rule; of two words, LOG is a log source and
# SEE what makes a rule whole.
awk -F '|' '
	/^## / { name = substr($1, 4); print name "|" $2 >"wanted"
		file = "rules/" name ".yml"; printf "" >file; next }
	/^LOG$/ { print "logsource: {category: proxy}" >file; next }
	/^SEE$/ { print "logsource: {category: proxy}" >file
		print "detection: {s: {url.domain: a.example}, condition: s}" >file
		next }
	/^DEEP$/ { printf "detection: {s: {a: b}, condition: \"" >file
		for (i = 0; i < 70; i++) printf "(" >file
		printf "s" >file
		for (i = 0; i < 70; i++) printf ")" >file
		print "\"}" >file; next }
	/^MANY$/ { printf "correlation: {type: temporal, timespan: 1m, " >file
		printf "rules: [fine], condition: fine" >file
		for (i = 0; i < 70; i++) printf " or r%d", i >file
		print "}" >file; next }
	{ print >file }' <<'END'
## fits|expected a value, found a map
title: A
LOG
detection: {s: {a|contains: {b: c}}, condition: s}
## refirst|re must be the first modifier
title: A
LOG
detection: {s: {a|contains|re: b}, condition: s}
## wildbase|a text with wildcards cannot be written in base64
title: A
LOG
detection: {s: {a|base64: "b*"}, condition: s}
## cidrfirst|cidr must be the first modifier
title: A
LOG
detection: {s: {a|contains|cidr: 192.0.2.0/24}, condition: s}
## empty|nothing to look for here
title: A
LOG
detection: {s: {}, condition: s}
## noselection|no selection
title: A
LOG
detection: {condition: 1 of them}
## nologsource|a rule needs a logsource
title: A
detection: {s: {a: b}, condition: s}
## logmap|the logsource must be a map
title: A
logsource: proxy
detection: {s: {a: b}, condition: s}
## logempty|the logsource needs a category, product or service
title: A
logsource: {definition: x}
detection: {s: {a: b}, condition: s}
## nodetection|a rule needs a detection, a map
title: A
LOG
## nocondition|the detection has no condition
title: A
LOG
detection: {s: {a: b}}
## conditiontext|a condition must be a text
title: A
LOG
detection: {s: {a: b}, condition: [{x: y}]}
## early|the condition ends too early
title: A
LOG
detection: {s: {a: b}, condition: s and}
## undefined|the condition names t, which is not defined
title: A
LOG
detection: {s: {a: b}, condition: s and t}
## bracket|a bracket is not closed
title: A
LOG
detection: {s: {a: b}, condition: (s}
## past|in a condition is of the past: write a correlation
title: A
LOG
detection: {s: {a: b}, condition: s | count() > 3}
## expected|is not expected in a condition
title: A
LOG
detection: {s: {a: b}, condition: s s}
## filtermap|a filter must be a map
title: A
LOG
filter: x
## filterrules|a filter must name its rules, or any
title: A
LOG
filter: {s: {a: b}, condition: not s}
## corrmap|a correlation must be a map
title: A
correlation: x
## corrtype|many is no type of correlation
title: A
correlation: {type: many, rules: [fine], timespan: 1m, condition: {gte: 2}}
## corrrules|the correlation names no rules
title: A
correlation: {type: event_count, timespan: 1m, condition: {gte: 2}}
## corrspan|the correlation needs a timespan, such as 10m
title: A
correlation: {type: event_count, rules: [fine], condition: {gte: 2}}
## corrnone|the correlation needs a condition
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m}
## corrtext|the correlation's condition must be a map, such as gte: 5
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m, condition: 5}
## corrbound|a correlation's condition is one of gt gte lt lte eq neq and a number
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m, condition: {gte: x}}
## corrnumber|the correlation's condition has no number
title: A
correlation: {type: value_count, rules: [fine], timespan: 1m, condition: {field: url.domain}}
## corrfield|needs a field in its condition
title: A
correlation: {type: value_count, rules: [fine], timespan: 1m, condition: {gte: 2}}
## aliasmap|aliases must be a map
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m, condition: {gte: 2}, aliases: x}
## aliasfield|an alias names a field for each rule
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m, condition: {gte: 2}, aliases: {u: x}}
## generate|generate is true or false
title: A
correlation: {type: event_count, rules: [fine], timespan: 1m, condition: {gte: 2}, generate: soon}
## unknownrule|there is no rule nowhere for this to count
title: A
correlation: {type: event_count, rules: [nowhere], timespan: 1m, condition: {gte: 2}}
## ring|correlations that read each other in a ring
title: A
correlation: {type: event_count, rules: [ring], timespan: 1m, condition: {gte: 2}}
## ring-of-two|correlations that read each other in a ring
title: A
name: one-of-two
correlation: {type: event_count, rules: [two-of-two], timespan: 1m, condition: {gte: 2}}
---
title: B
name: two-of-two
correlation: {type: event_count, rules: [one-of-two], timespan: 1m, condition: {gte: 2}}
## owntreat|perhaps is no way to treat a flag
title: A
SEE
beadle: {label: a, treat_as: perhaps}
## ownkey|warning: beadle: has no key colour
title: A
SEE
beadle: {label: a, colour: red}
## twice|another rule is named fine too
title: A
name: fine
SEE
---
title: B
name: twice-2
SEE
## text|description must be a text
title: A
description: [b]
SEE
## date|date must be a day as 2026-09-01
title: A
date: soon
SEE
## list|references must be a list
title: A
references: https://a.example
SEE
## relatedid|related needs the id (UUID) of a rule
title: A
related: [{id: x, type: derived}]
SEE
## relatedtype|related needs a type, such as derived
title: A
related: [{id: 5d1e2f0a-0000-4000-8000-0000000000d1, type: cousin}]
SEE
## level|grave is not a level
title: A
level: grave
SEE
## status|final is not a status
title: A
status: final
SEE
## id|the id must be a UUID
title: A
id: x
SEE
## notitle|a rule needs a title
level: low
SEE
## noname|the name is empty
title: A
name: ""
SEE
## notaxonomy|the taxonomy is empty
title: A
taxonomy: ""
SEE
## scalar|a rule must be a map
[a, b]
## list-not-given|list nowhere: the school has no such list
title: A
LOG
detection: {s: {user.name|expand: "%nowhere%"}, condition: s}
## nofit|modifier contains does not fit such a value
title: A
LOG
detection: {s: {a|contains: null}, condition: s}
## nofitflag|modifier i does not fit such a value
title: A
LOG
detection: {s: {a|i: b}, condition: s}
## reused|re must be the first modifier
title: A
LOG
detection: {s: {a|re|re: b}, condition: s}
## renumber|modifier re does not fit such a value
title: A
LOG
detection: {s: {a|re: 5}, condition: s}
## rebad|regular expression [a: missing terminating ]
title: A
LOG
detection: {s: {a|re: '[a'}, condition: s}
## baseof|modifier base64 does not fit such a value
title: A
LOG
detection: {s: {a|base64: 5}, condition: s}
## baseoffset|a text with wildcards cannot be written in base64
title: A
LOG
detection: {s: {a|base64offset: "b?c"}, condition: s}
## baselate|a text with wildcards cannot be written in base64
title: A
LOG
detection: {s: {a|contains|base64: b}, condition: s}
## wide|wide is for ASCII text only
title: A
LOG
detection: {s: {a|wide: é}, condition: s}
## dashes|too many dashes for windash
title: A
LOG
detection: {s: {a|windash: "-a -b -c -d -e -f -g"}, condition: s}
## toomany|the modifiers make too many values
title: A
LOG
detection: {s: {a|windash|windash: "-a -b -c -d -e -f"}, condition: s}
## deep|nested too deeply
title: A
LOG
DEEP
## nothingleft|nothing is left of the condition
title: A
LOG
detection: {s: {a: b}, condition: 1 of t*}
## percentile|the percentile must be a number
title: A
correlation: {type: value_percentile, rules: [fine], timespan: 1m, condition: {field: url.domain, percentile: most, gte: 2}}
## manyrules|too many rules
title: A
MANY
## unnamed|the condition does not name the rule fine
title: A
correlation: {type: temporal, rules: [fine, twice], timespan: 1m, condition: twice}
## notunder|the condition names a rule that is not under rules
title: A
correlation: {type: temporal, rules: [fine], timespan: 1m, condition: fine and other}
## filtertwo|a filter needs one condition
title: A
LOG
filter: {rules: any, s: {a: b}, condition: [not s, s]}
## filternot|warning: a filter without "not"
title: A
LOG
filter: {rules: any, s: {a: b}, condition: s}
## ownleast|least_attribution: certain is none of strong, fair and weak
title: A
SEE
beadle: {label: a, least_attribution: certain}
## textorlist|group-by must be a text or a list
title: A
correlation: {type: event_count, rules: [fine], group-by: {a: b}, timespan: 1m, condition: {gte: 2}}
## listtext|expected a text in this list
title: A
correlation: {type: event_count, rules: [[fine]], timespan: 1m, condition: {gte: 2}}
## ecsfield|field user.nick: no event has a field of that name
title: A
taxonomy: ecs
LOG
detection: {s: {user.nick: b}, condition: s}
## network|cidr 192.0.2: is not a network
title: A
LOG
detection: {s: {a|cidr: 192.0.2}, condition: s}
## unknownmodifier|unknown modifier sounds
title: A
LOG
detection: {s: {a|sounds: b}, condition: s}
## expands|field a: its lists stand for too many values
title: A
LOG
detection: {s: {a|expand: "%words%-%words%"}, condition: s}
END
{
	printf 'title: '
	printf '%0300d' 0 | tr 0 a
	printf '\nlogsource: {category: proxy}\n'
	echo 'detection: {s: {url.domain: a.example}, condition: s}'
} >rules/longtitle.yml
echo 'longtitle|the title is longer than 256 characters' >>wanted
printf '%s\n' 'title: Fine' 'logsource: {category: proxy}' \
	'detection: {s: {url.domain: a.example}, condition: s}' >rules/fine.yml
printf '%s\n' 'school: {name: Q}' 'rules_folders: [rules]' >school.yml
awk 'BEGIN { printf "lists: {words: ["; for (i = 0; i < 320; i++)
	printf "w%d, ", i; print "w]}" }' >>school.yml

printf '%s\n' 'title: Loud' 'id: x' 'logsource: {category: proxy}' \
	'detection: {s: {a: b}, condition: s}' >rules/loud.YML
echo '# nothing' >rules/void.yml

exits 1 "rules with faults" beadle-check -c school.yml
cp .out faults
has "an empty file" "rules/void.yml: warning: an empty rule; left out" faults
has "a file that ends in capitals is read too" \
    "rules/loud.YML:[0-9]*: the id must be" faults
while IFS='|' read -r name said
do
	grep -F "$said" faults | grep -q "rules/$name.yml:[0-9]"
	ok $? "$name: $said"
done <wanted
lacks "a rule without fault is not told of" "rules/fine.yml" faults
[ "$(wc -l <wanted)" -ge 75 ]
ok $? "seventy-five kinds and more are planted"
done_testing
