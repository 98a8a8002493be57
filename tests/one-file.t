#!/bin/sh
# A new format is one file, one row in list.h and one folder of samples, and
# nothing else: a toy is added to a copy of the room, and found.

. "${0%/*}/tap.sh"

library=$BEADLE_BUILD/libbeadle.a
[ -e "$library" ] || library=${BEADLE_BUILD%/wrapped}/libbeadle.a
case ${BEADLE_VARIANT:-release} in
release) ;;
*) skip_all "compiled once is enough" ;;
esac
[ -e "$library" ] || skip_all "no libbeadle.a beside the commands"
: "${CC:=cc}"

mkdir "$T/formats"
cp "$ROOT"/lib/formats/*.h "$ROOT/lib/formats/formats.c" "$T/formats"
cat >"$T/formats/toy.c" <<'END'
/* toy TIME HOST: no product writes this. */
#include "formats/format.h"

static int
recognise(struct slice head)
{
	return slice_starts_with(head, SLICE("toy ")) ? 90 : 0;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, stamp, host;
	int64_t time;
	uint32_t row;

	if (!slice_take_text(&rest, SLICE("toy ")) ||
	    !slice_take_word(&rest, &stamp) || !time_parse(stamp, &time) ||
	    !slice_take_word(&rest, &host))
		return "no time or host";
	row = parse_row(p);
	batch_set_number(p->batch, row, COL_TIMESTAMP, time);
	batch_set_text(p->batch, row, COL_HOST, host);
	parse_row_done(p, row);
	return NULL;
}

const struct format format_toy = {
	.name = "toy",
	.dataset = "toy.log",
	.title = "Toy log",
	.channel = "web",
	.versions = "none",
	.lacks = "nearly all",
	.recognise = recognise,
	.parse = parse,
};
END
echo 'FORMAT(toy)' >>"$T/formats/list.h"
cp "$ROOT/cmd/beadle-formats.c" "$T/formats/main.c"

# Only what reads list.h is compiled anew, and the new file itself.
run_ok "a file and a row compile" \
	"$CC" -D_GNU_SOURCE -DBEADLE_VERSION='"test"' -I "$ROOT/include" \
	-o "$T/toy" "$T/formats/formats.c" "$T/formats/toy.c" \
	"$T/formats/main.c" "$library" \
	$(pkg-config --libs libcrypto libcjson libpsl) -lm
"$T/toy" -n >"$T/names"
has "the new format is known" "^toy$" "$T/names"
beadle-formats -n >"$T/before"
lacks "and was not before" "^toy$" "$T/before"
"$T/toy" --table >"$T/table"
has "its row for the manual is there" '^| `toy` | Toy log |' "$T/table"

# Without its sample tests/golden.t fails; the toy has none.
[ ! -e "$ROOT/sample-logs/toy" ]
ok $? "a toy without a sample would be named by golden.t"

done_testing
