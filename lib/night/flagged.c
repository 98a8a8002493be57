/*
 * Logs held to rules.  A text's line is counted when all of its file has been
 * judged, by reading it once more, and only where a rule held.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/command.h"
#include "base/json.h"
#include "night/flagged.h"
#include "night/reader.h"

struct found {
	int64_t offset;
	uint64_t line;	     /* 0: not known */
	struct slice number; /* EventRecordID, or nothing */
	size_t rule, order;
};

struct flagged {
	struct detect *detect;
	FILE *out;
	struct arena *arena; /* of the log at hand */
	const char *file;    /* on disk */
	struct found *list;
	size_t count, room;
};

static int
compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* EventRecordID, which Windows' own logs have. */
static struct slice
number_of(struct flagged *f, struct slice native)
{
	struct json *root = native.len > 0 ? json_parse(native) : NULL;
	const struct json *id = json_get(root, "EventRecordID");
	struct slice out = SLICE("");

	if (json_kind(id) == JSON_NUMBER)
		out = slice_of(arena_printf(f->arena, "%.0f", json_number(id)));
	else if (json_kind(id) == JSON_STRING)
		out = arena_copy(f->arena, json_text(id));
	json_destroy(root);
	return out;
}

static void
keep(struct flagged *f, const struct batch *b, uint32_t row)
{
	struct slice flags = batch_text(b, row, COL_FLAGS), name, number;

	if (flags.len == 0)
		return;
	number = number_of(f, batch_text(b, row, COL_NATIVE));
	while (slice_take_word(&flags, &name)) {
		int rule = detect_find(f->detect, name);

		if (rule == -1)
			continue;
		GROW(f->list, f->count, f->room);
		f->list[f->count] = (struct found){ .order = f->count,
			.offset = batch_number(b, row, COL_OFFSET),
			.number = number,
			.rule = (size_t)rule };
		f->count++;
	}
}

/* Counts lines up to each of the records, which lie in order. */
static void
count_lines(struct flagged *f, struct archive_file *a)
{
	char piece[1 << 16];
	uint64_t line = 1;
	int64_t at = 0, n, i;
	size_t next = 0;

	while (next < f->count &&
	    (n = archive_read(a, piece, sizeof piece)) > 0)
		for (i = 0; i < n; i++, at++) {
			while (next < f->count && f->list[next].offset <= at)
				f->list[next++].line = line;
			line += piece[i] == '\n';
		}
}

static void
find_lines(struct flagged *f, struct slice path)
{
	struct slice member = slice_from(path, strlen(f->file) + 1);
	struct archive_file *a = archive_open(f->file, NULL);
	struct archive_member one;

	while (a != NULL && archive_next(a, &one) == 1)
		if (slice_equal(slice_of(one.name), member)) {
			count_lines(f, a);
			break;
		}
	archive_close(a);
}

static void
print_found(struct flagged *f, struct slice path, const struct found *r)
{
	const struct rule_info *rule = detect_rule(f->detect, r->rule);
	const struct slice cells[] = { rule->id, rule->name, rule->level,
		rule->title, rule->author };
	struct buffer b;
	size_t i;

	buffer_init(&b, BUFFER_LARGEST);
	buffer_shown(&b, path);
	if (r->number.len > 0)
		buffer_printf(&b, "\t%.*s", SLICE_ARG(r->number));
	else if (r->line > 0)
		buffer_printf(&b, "\t%llu", (unsigned long long)r->line);
	else
		buffer_printf(&b, "\t@%lld", (long long)r->offset);
	for (i = 0; i < sizeof cells / sizeof *cells; i++) {
		buffer_char(&b, '\t');
		buffer_shown(&b, cells[i]);
	}
	fprintf(f->out, "%.*s\n", SLICE_ARG(buffer_slice(&b)));
	buffer_finish(&b);
}

/* All of a log has been judged. */
static void
tell(struct flagged *f, struct slice path)
{
	size_t i;

	qsort(f->list, f->count, sizeof *f->list, compare_found);
	for (i = 0; i < f->count && f->list[i].number.len > 0; i++)
		;
	if (i < f->count && strcmp(f->file, "-") != 0)
		find_lines(f, path);
	for (i = 0; i < f->count; i++)
		print_found(f, path, &f->list[i]);
	f->count = 0;
}

static void
begin(struct flagged *f, struct slice path, struct slice detail)
{
	struct json *root = detail.len > 0 ? json_parse(detail) : NULL;
	struct slice file = json_text(json_get(root, "file"));

	arena_reset(f->arena);
	f->file = arena_text(f->arena, file.len > 0 ? file : path);
	json_destroy(root);
}

static int
judge_batch(struct batch *b, void *ctx)
{
	struct flagged *f = ctx;
	struct slice path;
	uint32_t row;

	detect_batch(f->detect, b, true);
	for (row = 0; row < batch_rows(b); row++) {
		struct slice action = batch_text(b, row, COL_ACTION);

		path = batch_text(b, row, COL_FILE_PATH);
		if (!slice_equal(batch_text(b, row, COL_EVENT_KIND),
			SLICE("state")))
			keep(f, b, row);
		else if (slice_equal(action, SLICE("open")))
			begin(f, path, batch_text(b, row, COL_DETAIL));
		else if (slice_equal(action, SLICE("close")))
			tell(f, path);
	}
	return ferror(f->out) ? -1 : 0;
}

bool
flagged_is_log(const char *path)
{
	char line[256] = "";
	struct slice name = slice_of(path);
	struct stat st;
	FILE *in;

	if (path == NULL || slice_ends_with(name, SLICE(".tsv")))
		return false;
	if (strcmp(path, "-") == 0)
		return true;
	/* A pipe can be read once only, and is what it always was. */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode);
	if ((in = fopen(path, "r")) == NULL)
		return true;
	if (fgets(line, sizeof line, in) == NULL)
		line[0] = '\0';
	fclose(in);
	return column_find(slice_first(slice_of(line),
		   strcspn(line, "\t\n"))) == -1;
}

int
flagged_logs(struct detect *d, struct symbols *symbols,
    char *const *patterns, FILE *out)
{
	static char room[1 << 16];
	struct reader_counts n = { 0 };
	struct flagged f = { .detect = d,
		.out = out,
		.file = "-" };
	struct format_options options = { 0 };
	int outputs[] = { fileno(out) };
	struct reader_job job = { .options = &options,
		.symbols = symbols,
		.sink = judge_batch,
		.sink_ctx = &f,
		.outputs = outputs,
		.output_count = 1 };
	size_t count = 0;
	int result;

	if (detect_rule_count(d) == 0) {
		warnx("there is no rule that can be judged");
		return EXIT_COULD_NOT;
	}
	f.arena = arena_create();
	while (patterns[count] != NULL)
		count++;
	/* Without rights it must not ask for memory of its own. */
	setvbuf(out, room, _IOFBF, sizeof room);
	fputs("file\trecord\trule.id\trule.name\trule.level\trule.title\t"
	      "rule.author\n",
	    out);
	result = reader_files(&job, patterns, count, &n);
	arena_destroy(f.arena);
	free(f.list);
	if (result == -1 || n.bad_files > 0)
		return EXIT_COULD_NOT;
	return n.rejected > 0 ? EXIT_REJECTED : EXIT_OK;
}
