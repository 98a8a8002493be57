/*
 * A profile made into a format: checked, and tried on its own sample.
 */
#include "profile.h"

#include <fnmatch.h>

#include "layout.h"
#include "text.h"

enum { LONGEST_NAME = 40, LINES_LOOKED_AT = 64, ALMOST_ALL = 95 };

static const char *
parse(struct parse *p)
{
	const struct profile *pr = (const struct profile *)p->format;
	struct profile_values *v = arena_alloc(p->scratch, sizeof *v);
	const char *why = profile_values(pr, p->record, p->state, p->scratch,
	    v);

	return why != NULL ? why : profile_event(p, pr, v);
}

/* Only the school's settings tell; see profile_fits(). */
static int
recognise(struct slice head)
{
	(void)head;
	return 0;
}

static bool
is_name(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !(s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') &&
		    !(s.ptr[i] >= '0' && s.ptr[i] <= '9') &&
		    s.ptr[i] != '_' && s.ptr[i] != '-')
			return false;
	return s.len > 0 && s.len <= LONGEST_NAME;
}

static const char *
set_channel(struct profile *pr)
{
	static const struct {
		const char *name;
		enum profile_channel channel;
	} names[] = { { "web", CHANNEL_WEB }, { "dns", CHANNEL_DNS },
		{ "mail", CHANNEL_MAIL }, { "endpoint", CHANNEL_ENDPOINT } };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_equal(pr->said->channel, slice_of(names[i].name))) {
			pr->channel = names[i].channel;
			pr->format.channel = names[i].name;
			return NULL;
		}
	return "expected channel: web, dns, mail or endpoint";
}

static const char *
set_framing(struct profile *pr)
{
	struct slice f = pr->said->framing, s = pr->said->separator;

	pr->separator = ',';
	pr->format.framing = FRAMING_LINES;
	if (slice_equal(f, SLICE("csv")))
		pr->format.framing = FRAMING_CSV;
	else if (slice_equal(f, SLICE("tsv")))
		pr->separator = '\t';
	else if (slice_equal(f, SLICE("ndjson")))
		pr->framing = PROFILE_NDJSON;
	else if (slice_equal(f, SLICE("pairs")))
		pr->framing = PROFILE_PAIRS;
	else
		return "expected framing: csv, tsv, ndjson or pairs";
	if (s.len > 0 && pr->framing != PROFILE_CSV)
		return "a separator stands between cells of csv or tsv only";
	if (slice_equal(s, SLICE("tab")))
		pr->separator = '\t';
	else if (s.len == 1 && *s.ptr != '"' && *s.ptr != '\n')
		pr->separator = *s.ptr;
	else if (s.len > 0)
		return "expected separator: one character, or tab";
	if (pr->said->column_count > 0 && pr->framing != PROFILE_CSV)
		return "columns are those of csv or tsv without a heading";
	if (pr->said->column_count > PROFILE_COLUMNS)
		return "more than 192 columns";
	pr->format.header = pr->framing == PROFILE_CSV &&
	    pr->said->column_count == 0;
	return NULL;
}

static const char *
set_fields(struct profile *pr, struct arena *arena, int *line)
{
	const char *why;
	size_t i;

	if (pr->said->field_count == 0)
		return "fields: names no column";
	if (pr->said->field_count > PROFILE_FIELDS)
		return "more than 64 fields";
	for (i = 0; i < pr->said->field_count; i++) {
		struct profile_field *f = &pr->fields[i];

		f->said = &pr->said->fields[i];
		f->plain_len = profile_plain(f->said->theirs, f->plain);
		pr->field_count++;
		why = profile_bind_field(pr, f, arena);
		if (why == NULL && f->use == VALUE_TIME &&
		    f->said->format.len > 0 &&
		    !layout_time_is_known(f->said->format))
			why = "a format of a time needs day, month, year and "
			      "clock, by %d %m %b %Y %y %H %I %p %M %S %f %z "
			      "%F %T %D %R %s";
		if (why != NULL) {
			*line = f->said->line;
			return arena_printf(arena, "%.*s: %s, found %.*s",
			    SLICE_ARG(f->said->ours), why,
			    SLICE_ARG(f->said->theirs));
		}
	}
	return NULL;
}

static bool
has(const struct profile *pr, const char *ours)
{
	size_t i;

	for (i = 0; i < pr->field_count; i++)
		if (slice_equal(pr->fields[i].said->ours, slice_of(ours)))
			return true;
	return false;
}

static const char *
check_fields(const struct profile *pr)
{
	bool visit = pr->channel == CHANNEL_WEB || pr->channel == CHANNEL_DNS;

	if (!has(pr, "@timestamp") && !has(pr, "time"))
		return "no column is the time";
	if (visit && !has(pr, "user.name") && !has(pr, "source.ip") &&
	    !has(pr, "host.name"))
		return "no column says whose it was: user.name, source.ip or "
		       "host.name";
	if (visit && !has(pr, "url") && !has(pr, "url.domain") &&
	    !has(pr, "destination.ip"))
		return "no column says which site: url or url.domain";
	if (pr->channel == CHANNEL_MAIL && !has(pr, "email.from.address") &&
	    !has(pr, "email.to.address"))
		return "no column says whose mail: email.from.address or "
		       "email.to.address";
	return NULL;
}

/* A heading is not named by the profile, but a list of columns is. */
static const char *
check_columns(const struct profile *pr)
{
	struct profile_state s;

	if (pr->said->column_count == 0 ||
	    profile_bind_columns(pr, pr->said->columns,
		pr->said->column_count, &s))
		return NULL;
	return "columns: lacks one that fields: names";
}

static int
count_events(struct batch *b, void *ctx)
{
	*(uint32_t *)ctx += batch_rows(b);
	return 0;
}

/* How a sample reads: NULL, or the line and why not. */
static const char *
try_sample(const struct profile *pr, struct arena *arena, int *line,
    struct parse *p)
{
	const char *why;
	size_t i;

	for (i = 0; i < pr->said->sample_count; i++) {
		struct slice rest = pr->said->samples[i], record;

		while (slice_take_line(&rest, &record)) {
			p->record = record;
			why = parse_record(p);
			p->offset += (int64_t)record.len + 1;
			if (why != NULL && why != parse_ignored)
				return arena_printf(arena,
				    "the sample does not parse: %s", why);
			++*line;
		}
	}
	return NULL;
}

static const char *
check_sample(const struct profile *pr, struct arena *arena, int *line)
{
	struct format_options options = { .modified = TIME_UNKNOWN };
	struct symbols *symbols = symbols_create();
	struct arena *file = arena_create(), *scratch = arena_create();
	uint32_t events = 0;
	struct parse p = { .batch = batch_create(symbols),
		.sink = count_events,
		.sink_ctx = &events,
		.options = &options,
		.path = SLICE("sample") };
	const char *why;

	parse_begin_file(&p, &pr->format, file, scratch);
	*line = pr->said->sample_line;
	why = try_sample(pr, arena, line, &p);
	events += batch_rows(p.batch);
	if (why == NULL && events == 0) {
		*line = pr->said->sample_line > 0 ? pr->said->sample_line :
						    pr->said->line;
		why = pr->said->sample_count == 0 ?
		    "no sample: give a line of the log (with its heading)" :
		    "the sample gives no event";
	}
	batch_destroy(p.batch);
	symbols_destroy(symbols);
	arena_destroy(file);
	arena_destroy(scratch);
	return why;
}

static void
describe(struct profile *pr, struct arena *arena)
{
	const struct log_profile *said = pr->said;
	struct format *f = &pr->format;

	f->name = arena_text(arena, said->name);
	f->dataset = said->dataset.len > 0 ?
	    arena_text(arena, said->dataset) :
	    arena_printf(arena, "%.*s.%.*s", SLICE_ARG(said->name),
		SLICE_ARG(said->channel));
	f->title = said->title.len > 0 ? arena_text(arena, said->title) :
					 f->name;
	f->versions = said->unverified ? "unverified: a profile" : "a profile";
	f->lacks = "what the profile does not name";
	f->state_size = sizeof(struct profile_state);
	f->recognise = recognise;
	f->parse = parse;
}

static const char *
build(struct profile *pr, struct arena *arena, int *line)
{
	const char *why;

	*line = pr->said->line;
	if (!is_name(pr->said->name))
		return "expected a name of letters, digits, - and _";
	if (format_find(pr->said->name) != NULL)
		return "a format of ours has that name already";
	if ((why = set_channel(pr)) != NULL ||
	    (why = set_framing(pr)) != NULL ||
	    (why = set_fields(pr, arena, line)) != NULL ||
	    (why = check_fields(pr)) != NULL ||
	    (why = check_columns(pr)) != NULL)
		return why;
	describe(pr, arena);
	return check_sample(pr, arena, line);
}

struct profile *
profile_create(const struct log_profile *said, struct arena *arena,
    struct profile_fault *fault)
{
	struct profile *pr = arena_alloc(arena, sizeof *pr);

	pr->said = said;
	fault->why = build(pr, arena, &fault->line);
	if (fault->why == NULL)
		return pr;
	profile_destroy(pr);
	return NULL;
}

void
profile_destroy(struct profile *pr)
{
	size_t i;

	for (i = 0; pr != NULL && i < pr->field_count; i++)
		zone_close(pr->fields[i].zone);
}

const struct format *
profile_format(const struct profile *pr)
{
	return &pr->format;
}

bool
profile_name_fits(struct slice pattern, struct slice path)
{
	struct arena *a = arena_create();
	const char *wanted = arena_text(a, pattern);
	const char *rest = arena_text(a, path);
	bool fits = fnmatch(wanted, rest, 0) == 0;

	for (; !fits && *rest != '\0'; rest++)
		if (*rest == '/' || *rest == '!')
			fits = fnmatch(wanted, rest + 1, 0) == 0;
	arena_destroy(a);
	return fits;
}

static bool
line_fits(const struct profile *pr, struct slice line,
    struct profile_state *s, struct arena *scratch)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct profile_values *v = arena_alloc(scratch, sizeof *v);
	const char *why = profile_values(pr, line, s, scratch, v), *source;
	int64_t time;

	return why == parse_ignored ||
	    (why == NULL &&
		profile_time(pr, &utc, scratch, v, &time, &source));
}

/* The heading, or almost all of the first lines. */
static bool
head_fits(const struct profile *pr, struct slice head)
{
	struct arena *scratch = arena_create();
	struct profile_state s = { 0 };
	struct slice line;
	int seen = 0, fitting = 0;
	bool whole = true;

	while (seen < LINES_LOOKED_AT && head.len > 0 && whole) {
		whole = slice_find(head, '\n') < head.len;
		if (!slice_take_line(&head, &line) || (!whole && seen > 0))
			break;
		if (slice_trim(line).len == 0)
			continue;
		seen++;
		fitting += line_fits(pr, text_to_utf8(line, scratch), &s,
		    scratch);
		if (pr->format.header)
			break;
	}
	arena_destroy(scratch);
	return seen > 0 && fitting * 100 >= seen * ALMOST_ALL;
}

bool
profile_fits(const struct profile *pr, struct slice path, struct slice head)
{
	size_t i;

	for (i = 0; i < pr->said->file_count; i++)
		if (profile_name_fits(pr->said->files[i], path))
			break;
	return (pr->said->file_count == 0 || i < pr->said->file_count) &&
	    head_fits(pr, head);
}
