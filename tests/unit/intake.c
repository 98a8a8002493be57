/*
 * Records: where they begin and end, faults among them, and chunks that are
 * cut by content alone.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"
#include "intake/intake.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-intake-XXXXXX";
static char path[64];

static void
write_file(struct slice text)
{
	FILE *out = fopen(path, "wb");

	if (out == NULL ||
	    (text.len > 0 && fwrite(text.ptr, 1, text.len, out) != text.len) ||
	    fclose(out) != 0)
		exit(1);
}

/* All records, each in brackets, with its fault. */
static void
read_all(
    struct slice text, enum framing framing, bool growing, struct buffer *out)
{
	struct intake *in = intake_create(NULL);
	struct intake_member m;
	struct intake_chunk c;
	uint32_t i;
	int more = 0;

	write_file(text);
	buffer_reset(out);
	if (intake_open(in, path) == -1 || intake_next_member(in, &m) != 1)
		exit(1);
	while ((more = intake_next_chunk(in, framing, growing, &c)) > 0)
		for (i = 0; i < c.count; i++) {
			const struct intake_record *r = &c.records[i];
			char piece[32];

			buffer_char(out, '[');
			if (r->text.len <= 60)
				buffer_add(out, r->text);
			else {
				snprintf(piece, sizeof piece, "%zu bytes",
				    r->text.len);
				buffer_text(out, piece);
			}
			buffer_char(out, ']');
			if (r->fault != NULL)
				buffer_text(out, r->fault);
		}
	if (more == -1)
		buffer_text(out, "broken");
	intake_destroy(in);
}

/* Of each: its offset, its length in the log, and its text, or how long that
 * is where it holds a NUL. */
static void
read_places(struct slice text, enum framing framing, struct buffer *out)
{
	struct intake *in = intake_create(NULL);
	struct intake_member m;
	struct intake_chunk c;
	uint32_t i;

	write_file(text);
	buffer_reset(out);
	if (intake_open(in, path) == -1 || intake_next_member(in, &m) != 1)
		exit(1);
	while (intake_next_chunk(in, framing, false, &c) > 0)
		for (i = 0; i < c.count; i++) {
			const struct intake_record *r = &c.records[i];

			buffer_printf(out, "%lld+%lu[", (long long)r->offset,
			    (unsigned long)r->length);
			if (slice_find(r->text, '\0') < r->text.len)
				buffer_printf(out, "%lu",
				    (unsigned long)r->text.len);
			else
				buffer_add(out, r->text);
			buffer_char(out, ']');
		}
	intake_destroy(in);
}

static const struct {
	const char *name;
	struct slice text;
	enum framing framing;
	bool growing;
	struct slice wanted;
} cases[] = {
	{ "nothing", { "", 0 }, FRAMING_LINES, false, { "", 0 } },
	{ "lines", { "a\nbc\n\nd\n", 8 }, FRAMING_LINES, false,
	    { "[a][bc][][d]", 12 } },
	{ "line ends of Windows", { "a\r\nb\r\r\n\r\n", 9 }, FRAMING_LINES,
	    false, { "[a][b\r][]", 9 } },
	{ "a last line without its end", { "a\nb", 3 }, FRAMING_LINES, false,
	    { "[a][b]", 6 } },
	{ "which waits in a growing file", { "a\nb", 3 }, FRAMING_LINES, true,
	    { "[a]", 3 } },
	{ "nothing but such a line", { "b", 1 }, FRAMING_LINES, true,
	    { "", 0 } },
	{ "NUL and bad UTF-8", { "a\0b\xff\xfe\n\x1b[31m\n", 12 },
	    FRAMING_LINES, false, { "[a\0b\xff\xfe][\x1b[31m]", 14 } },
	{ "CSV", { "a,\"b\nc\",d\n\"e\",f\n", 16 }, FRAMING_CSV, false,
	    { "[a,\"b\nc\",d][\"e\",f]", 18 } },
	{ "CSV: doubled quotes", { "\"a\"\"\nb\"\nc\n", 10 }, FRAMING_CSV,
	    false, { "[\"a\"\"\nb\"][c]", 12 } },
	{ "CSV: a quote within a cell", { "19\" screen\nb\n", 13 }, FRAMING_CSV,
	    false, { "[19\" screen][b]", 15 } },
	{ "CSV: after a byte order mark", { "\xef\xbb\xbf\"a\nb\",c\nd\n", 13 },
	    FRAMING_CSV, false, { "[\xef\xbb\xbf\"a\nb\",c][d]", 15 } },
	{ "CSV: semicolons", { "a;\"b\nc\"\n", 8 }, FRAMING_CSV, false,
	    { "[a;\"b\nc\"]", 9 } },
	{ "CSV: the last without its end", { "a,\"b\nc\"", 7 }, FRAMING_CSV,
	    false, { "[a,\"b\nc\"]", 9 } },
	{ "paragraphs", { "a\n\tb\n\nc\n\n", 9 }, FRAMING_PARAGRAPHS, false,
	    { "[a\n\tb\n\n][c\n\n]", 13 } },
	{ "the last of which waits", { "a\n\nb\n", 5 }, FRAMING_PARAGRAPHS,
	    true, { "[a\n\n]", 5 } },
	{ "braces, with some inside", { "l {\n o {\n }\n}\nm {\n}\n", 20 },
	    FRAMING_BRACES, false,
	    { "[l {\n o {\n }\n}\n][m {\n}\n]", 24 } },
	{ "CSV: a cell that does not end", { "a,\"b\nc\nd\n", 9 }, FRAMING_CSV,
	    false, { "[a,\"b]a quoted cell does not end[c][d]", 38 } },
	{ "CSV: which waits in a growing file", { "a\nb,\"c\nd\n", 9 },
	    FRAMING_CSV, true, { "[a]", 3 } },
};

#define LITERAL(text) { text, sizeof(text) - 1 }

/* UTF-16 is recoded; what is told of places is what the log has. */
static void
test_wide(void)
{
	static const struct {
		const char *name;
		struct slice text;
		enum framing framing;
		struct slice wanted; /* offset, length, text */
	} wide[] = {
		{ "UTF-16 with its mark",
		    { "\xff\xfe" "a\0\r\0\n\0b\0", 10 }, FRAMING_LINES,
		    LITERAL("0+8[\xef\xbb\xbf" "a]8+2[b]") },
		{ "the other way round", { "\xfe\xff\0a\0\n\0b", 8 },
		    FRAMING_LINES, LITERAL("0+6[\xef\xbb\xbf" "a]6+2[b]") },
		{ "without a mark",
		    { "a\0b\0c\0d\0\n\0e\0f\0g\0\n\0", 18 },
		    FRAMING_LINES, LITERAL("0+10[abcd]10+8[efg]") },
		{ "letters of two and three bytes, a pair, half a pair",
		    { "\xff\xfe\xe9\0\xac\x20\x3d\xd8\x00\xde\n\0"
		      "\x3d\xd8\n\0b\0", 18 },
		    FRAMING_LINES,
		    LITERAL("0+12[\xef\xbb\xbf\xc3\xa9\xe2\x82\xac"
			       "\xf0\x9f\x98\x80]12+4[\xef\xbf\xbd]"
			       "16+2[b]") },
		{ "a quoted cell",
		    { "\xff\xfe\"\0a\0\n\0b\0\"\0\n\0c\0", 16 },
		    FRAMING_CSV,
		    LITERAL("0+14[\xef\xbb\xbf\"a\nb\"]14+2[c]") },
		{ "half a letter at the end", { "\xff\xfe" "a\0b", 5 },
		    FRAMING_LINES,
		    LITERAL("0+6[\xef\xbb\xbf" "a\xef\xbf\xbd]") },
		{ "NUL bytes here and there",
		    { "a\0b\0ccccdddddddd\n", 17 },
		    FRAMING_LINES, LITERAL("0+17[16]") },
	};
	struct buffer out;
	size_t i;

	buffer_init(&out, BUFFER_LARGEST);
	for (i = 0; i < sizeof wide / sizeof *wide; i++) {
		read_places(wide[i].text, wide[i].framing, &out);
		if (!ok(slice_equal(buffer_slice(&out), wide[i].wanted),
			wide[i].name))
			printf("# got %.*s\n", SLICE_ARG(buffer_slice(&out)));
	}
	buffer_finish(&out);
}

static void
test_framing(void)
{
	struct buffer out;
	size_t i;

	buffer_init(&out, BUFFER_LARGEST);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_all(
		    cases[i].text, cases[i].framing, cases[i].growing, &out);
		if (!ok(slice_equal(buffer_slice(&out), cases[i].wanted),
			cases[i].name))
			printf("# got %.*s\n", SLICE_ARG(buffer_slice(&out)));
	}
	buffer_finish(&out);
}

static void
add_many(struct buffer *out, char c, size_t count)
{
	while (count-- > 0)
		buffer_char(out, c);
}

static void
test_long(void)
{
	struct buffer text, out;

	buffer_init(&text, BUFFER_LARGEST);
	buffer_init(&out, BUFFER_LARGEST);
	buffer_text(&text, "a\n");
	add_many(&text, 'x', LONGEST_RECORD);
	buffer_text(&text, "\nb\n");
	read_all(buffer_slice(&text), FRAMING_LINES, false, &out);
	is_text(out.ptr, "[a][1048576 bytes][b]", "a record of 1 MB");

	text.len -= 3;
	buffer_text(&text, "x\nb\n");
	read_all(buffer_slice(&text), FRAMING_LINES, false, &out);
	is_text(out.ptr, "[a][1048576 bytes]longer than 1 MB[b]",
	    "one byte more is a fault");

	text.len -= 3;
	add_many(&text, 'y', 10 << 20);
	buffer_text(&text, "\nb\nc\n");
	read_all(buffer_slice(&text), FRAMING_LINES, false, &out);
	is_text(out.ptr, "[a][1048576 bytes]longer than 1 MB[b][c]",
	    "11 MB are one fault");
	read_all(buffer_slice(&text), FRAMING_CSV, false, &out);
	is_text(
	    out.ptr, "[a][1048576 bytes]longer than 1 MB[b][c]", "in CSV too");

	text.len -= 5;
	read_all(buffer_slice(&text), FRAMING_LINES, false, &out);
	is_text(
	    out.ptr, "[a][1048576 bytes]longer than 1 MB", "without an end");
	read_all(buffer_slice(&text), FRAMING_LINES, true, &out);
	is_text(out.ptr, "[a]", "which waits in a growing file");

	buffer_reset(&text);
	buffer_text(&text, "a,\"b\n");
	while (text.len < 70000)
		buffer_text(&text, "more\n");
	read_all(buffer_slice(&text), FRAMING_CSV, false, &out);
	ok(slice_starts_with(buffer_slice(&out),
	       SLICE("[a,\"b]a quoted cell does not end[more][more]")),
	    "a quoted cell is not looked for without end");
	buffer_finish(&text);
	buffer_finish(&out);
}

/* Offsets and lengths say where each record lies; chunks of a log and of
 * its tail are the same. */
static void
test_chunks(void)
{
	struct intake *in = intake_create(NULL);
	struct intake_member m;
	struct intake_chunk c;
	struct chunk_hash hashes[64] = { 0 }, last = { 0 };
	struct buffer text;
	uint32_t i, count = 0, records = 0;
	bool fits = true, firsts = true, lasts = true, found = false;
	struct slice whole;

	buffer_init(&text, BUFFER_LARGEST);
	for (i = 0; i < 100000; i++)
		buffer_printf(&text, "%u some line%s\n", i * 2654435761u,
		    i % 3 == 0 ? "\r" : "");
	whole = buffer_slice(&text);
	write_file(whole);
	intake_open(in, path);
	intake_next_member(in, &m);
	ok(slice_equal(m.head, slice_first(whole, HEAD_BYTES)), "the head");
	is_text(m.kind, "plain", "the kind");
	ok(m.modified > 0, "when it was modified");
	while (intake_next_chunk(in, FRAMING_LINES, false, &c) > 0) {
		int64_t at = c.offset;

		firsts &= c.first == (count == 0);
		lasts &= c.last == (records + c.count == 100000);
		for (i = 0; i < c.count; i++) {
			const struct intake_record *r = &c.records[i];

			fits &= r->offset == at && r->hash == c.hashes[i] &&
				r->length == ledger_record_length(r->hash) &&
				slice_equal(r->text,
				    slice_first(slice_from(whole, (size_t)at),
					r->text.len));
			at += r->length;
		}
		fits &= at == c.offset + (int64_t)c.length;
		records += c.count;
		if (count < 64)
			hashes[count++] = c.hash;
	}
	is_int(records, 100000, "all records");
	ok(fits, "each where it says, as long as its hash says");
	ok(firsts && lasts, "first and last say so");
	ok(count > 10 && count < 60, "chunks of some thousand records");

	write_file(slice_from(whole, slice_find(whole, '\n') + 1));
	intake_open(in, path);
	intake_next_member(in, &m);
	for (i = 0; intake_next_chunk(in, FRAMING_LINES, false, &c) > 0; i++) {
		found |= i == 1 && c.hash.high == hashes[1].high &&
			 c.hash.low == hashes[1].low;
		last = c.hash;
	}
	ok(found && i == count && last.high == hashes[count - 1].high,
	    "a log without its first line has the same chunks after it");
	intake_destroy(in);
	buffer_finish(&text);
}

/* A gzip cut within a line. */
static void
test_broken(void)
{
	static const char cut[] =
	    "\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\xe4\x4a\xe2\x4a";
	struct buffer out;

	buffer_init(&out, BUFFER_LARGEST);
	read_all((struct slice){ cut, 14 }, FRAMING_LINES, false, &out);
	ok(out.len > 6 && strcmp(out.ptr + out.len - 6, "broken") == 0,
	    "a cut gzip is broken, after what was good");
	buffer_finish(&out);
}

int
main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/log", folder);
	test_framing();
	test_wide();
	test_long();
	test_chunks();
	test_broken();
	unlink(path);
	rmdir(folder);
	return done_testing();
}
