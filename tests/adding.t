#!/bin/sh
# Adding a format is one file, one row and one sample; adding a rule is one
# file and one sample.  Tried on a copy of the house: nothing else is touched,
# and without the sample the tests fail.

. "$(dirname "$0")/tap.sh"

mkdir "$T/house"
cp -R "$ROOT/cmd" "$ROOT/lib" "$ROOT/include" "$ROOT/reports" \
    "$ROOT/Makefile" "$ROOT/policy" "$ROOT/tests" "$T/house/"
mkdir "$T/house/sample-logs" "$T/house/build"
for sample in "$ROOT"/sample-logs/*/
do
	[ "$(basename "$sample")" = school ] ||
		cp -R "$sample" "$T/house/sample-logs/"
done
# Only what the new row touches is compiled again.
V=${BEADLE_VARIANT:-release}
cp -a "$ROOT/build/$V" "$T/house/build/$V" 2>/dev/null
find "$T/house" -path "$T/house/build" -prune -o -type f \
    -exec touch -d '2020-01-01' {} +
find "$T/house/build" -name '*.d' -exec sed -i "s|$ROOT/||g" {} +
find "$T/house/build" -type f -exec touch -d '2020-01-02' {} +

cat >"$T/house/lib/formats/pigeon.c" <<'END'
/*
 * Carrier pigeons: "coo 1792137600 amy pigeon.example".
 */
#include "formats/format.h"

static int
recognise(struct slice head)
{
	return slice_starts_with(head, SLICE("coo ")) ? 90 : 0;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, word, account, host;
	int64_t seconds;
	uint32_t row;

	if (!slice_take_word(&rest, &word) || !slice_take_char(&rest, ' ') ||
	    !slice_take_int(&rest, &seconds))
		return "no time";
	if (!slice_take_word(&rest, &account) ||
	    !slice_take_word(&rest, &host))
		return "no host";
	row = parse_row(p);
	batch_set_number(p->batch, row, COL_TIMESTAMP,
	    seconds * TIME_SECOND);
	batch_set_number(p->batch, row, COL_START, seconds * TIME_SECOND);
	batch_set_text(p->batch, row, COL_CHANNEL, SLICE("web"));
	batch_set_text(p->batch, row, COL_ACCOUNT, account);
	batch_set_text(p->batch, row, COL_DOMAIN_NAME, host);
	parse_row_done(p, row);
	return NULL;
}

const struct format format_pigeon = {
	.name = "pigeon",
	.title = "Carrier pigeons",
	.channel = "web",
	.versions = "all",
	.lacks = "bytes",
	.recognise = recognise,
	.parse = parse,
};
END
echo 'FORMAT(pigeon)' >>"$T/house/lib/formats/list.h"
cd "$T/house" || exit 1
run_ok "with one file and one row it builds" make -s -j2 V="$V" \
    "build/$V/beadle-parse" "build/$V/beadle-formats"
new=$T/house/build/$V
run_ok "the new format is listed" sh -c "$new/beadle-formats | grep -q pigeon"
echo 'coo 1792137600 amy loft.example' >"$T/log"
"$new/beadle-parse" "$T/log" >"$T/events"
has "and recognised, and read" "loft.example" "$T/events"

BEADLE_BUILD=$new sh tests/golden.t >"$T/golden" 2>&1
grep -q '^not ok.*pigeon' "$T/golden"
ok $? "without a sample the tests fail"
mkdir sample-logs/pigeon
cp "$T/log" sample-logs/pigeon/one.log
BEADLE_BUILD=$new ACCEPT=1 sh tests/golden.t >/dev/null 2>&1
BEADLE_BUILD=$new sh tests/golden.t >"$T/golden" 2>&1
! grep -q '^not ok.*pigeon' "$T/golden"
ok $? "with it they pass"

cat >policy/rules/pigeons.yml <<'END'
title: A carrier pigeon
id: 6f1d1b7e-8a53-4f0a-9b60-1a2b3c4d5e6f
status: test
description: A pigeon loft was asked for.
logsource: {category: proxy}
taxonomy: ecs
detection:
  loft: {url.domain: loft.example}
  condition: loft
falsepositives: [Pigeon fanciers]
level: low
beadle: {label: chat, treat_as: observation}
END
"$new/beadle-match" --rules policy/rules --only <"$T/events" >"$T/flagged"
has "a rule is one file" "pigeons" "$T/flagged"
BEADLE_BUILD=$new BEADLE_SHARE=$T/house sh tests/rules.t >"$T/rules" 2>&1
grep -q '^not ok.*pigeons' "$T/rules"
ok $? "without samples the tests fail"
done_testing
