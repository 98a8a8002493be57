/*
 * A draft of a profile, from the head of a log.  Names of columns are known
 * from what products call theirs; times are tried; the rest is for a person.
 */
#include "profile_draft.h"

#include "layout.h"
#include "text.h"
#include "when.h"

enum { MOST_WORDS = 12 };

/* Most values of a column are in that layout. */
static bool
are_times(const struct draft *d, const struct slice *values,
    const char *format)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct layout_time t;
	const char *source;
	size_t i, seen = 0, fitting = 0;
	int64_t time;

	for (i = 0; i < d->lines; i++) {
		struct slice s = values[i];

		if (s.len == 0)
			continue;
		seen++;
		fitting += *format == '\0' ?
		    when_read(s, &utc, &time, &source) :
		    layout_take_time(slice_of(format), &s, &t) && s.len == 0;
	}
	return fitting > 0 && fitting * 4 >= seen * 3;
}

/* "" where any reading is right, a format, or NULL. */
static const char *
time_format(const struct draft *d, const struct slice *values)
{
	static const char *const layouts[] = { "", "%d/%m/%Y %H:%M:%S",
		"%d/%m/%Y %H:%M", "%-d/%-m/%Y %-H:%M:%S",
		"%-d/%-m/%Y %-H:%M", "%-d/%-m/%Y %-I:%M:%S %p",
		"%-d/%-m/%Y %-I:%M %p", "%d/%m/%y %H:%M:%S",
		"%d/%m/%y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M",
		"%d.%m.%Y %H:%M:%S", "%-d/%-m/%Y, %H:%M:%S",
		"%-d/%-m/%Y, %-I:%M:%S %p", "%-d %b %Y %H:%M:%S",
		"%-d %b %Y %H:%M", "%-m/%-d/%Y %-H:%M:%S",
		"%-m/%-d/%Y %-H:%M", "%-m/%-d/%Y %-I:%M:%S %p",
		"%-m/%-d/%Y %-I:%M %p", "%b %-d, %Y %-I:%M:%S %p",
		"%b %-d, %Y %H:%M:%S", NULL };
	const char *const *f;

	for (f = layouts; *f != NULL; f++)
		if (are_times(d, values, *f))
			return *f;
	return NULL;
}

/* Could day and month be the other way round? */
static bool
is_doubtful(const struct draft *d, const struct slice *values,
    const char *format)
{
	char other[64];
	size_t n = 0;
	const char *c;

	for (c = format; *c != '\0' && n + 1 < sizeof other; c++)
		other[n++] = *c == 'd' ? 'm' : *c == 'm' ? 'd' : *c;
	other[n] = '\0';
	return n > 0 && strchr(format, 'b') == NULL &&
	    are_times(d, values, other);
}

/* The columns of the time: one, or a day and a clock, which are joined. */
struct moment {
	size_t first, second; /* PROFILE_COLUMNS: none */
	const char *format;
	bool doubtful;
};

static struct moment
find_time(struct draft *d)
{
	struct moment m = { PROFILE_COLUMNS, PROFILE_COLUMNS, NULL, false };
	struct slice joined[DRAFT_LINES];
	size_t i, j, line;

	for (i = 0; i < d->count && m.format == NULL; i++)
		if (d->ours[i] != NULL && strcmp(d->ours[i], "time") == 0) {
			m.first = i;
			m.format = time_format(d, d->values[i]);
			m.doubtful = m.format != NULL &&
			    is_doubtful(d, d->values[i], m.format);
		}
	for (i = 0; i < d->count && m.format == NULL; i++)
		for (j = 0; j < d->count && m.format == NULL; j++) {
			if (i == j || d->ours[i] == NULL ||
			    d->ours[j] == NULL ||
			    strcmp(d->ours[i], "time") != 0 ||
			    strcmp(d->ours[j], "time") != 0)
				continue;
			for (line = 0; line < d->lines; line++)
				joined[line] = slice_of(arena_printf(d->arena,
				    "%.*s %.*s", SLICE_ARG(d->values[i][line]),
				    SLICE_ARG(d->values[j][line])));
			m.format = time_format(d, joined);
			m.doubtful = m.format != NULL &&
			    is_doubtful(d, joined, m.format);
			m.first = i;
			m.second = j;
		}
	for (i = 0; i < d->count && m.format == NULL; i++)
		if ((m.format = time_format(d, d->values[i])) != NULL) {
			m.first = i;
			d->ours[i] = "time";
		}
	if (m.format == NULL)
		m.second = PROFILE_COLUMNS;
	return m;
}

static void
put_quoted(struct buffer *out, struct slice s)
{
	size_t i;

	buffer_char(out, '"');
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buffer_char(out, '\\');
		buffer_char(out, (unsigned char)s.ptr[i] < ' ' ? ' ' :
								 s.ptr[i]);
	}
	buffer_char(out, '"');
}

static const char *
word_for(struct slice s)
{
	static const char *const allowed[] = { "allowed", "allow", "permitted",
		"permit", "pass", "passed", "ok", "accepted", "accept",
		"monitored", "no", "false", NULL };
	static const char *const denied[] = { "blocked", "block", "denied",
		"deny", "redirected", "forbidden", "rejected", "reject",
		"yes", "true", NULL };

	return text_is_one_of(s, allowed) ? "allowed" :
	    text_is_one_of(s, denied)	  ? "denied" :
					    "info # ?";
}

static void
put_words(struct buffer *out, const struct draft *d, size_t column)
{
	struct slice seen[MOST_WORDS];
	size_t n = 0, i, j;

	buffer_text(out, "\n        to: event.type\n        words:\n");
	for (i = 0; i < d->lines; i++) {
		struct slice s = d->values[column][i];

		for (j = 0; j < n; j++)
			if (slice_equal_fold(seen[j], s))
				break;
		if (j < n || n == MOST_WORDS || s.len == 0)
			continue;
		seen[n++] = s;
		buffer_text(out, "          ");
		put_quoted(out, s);
		buffer_printf(out, ": %s\n", word_for(s));
	}
	buffer_text(out, "          # and what else it may say; any other "
			 "word is rejected\n");
}

static bool
is_number(const struct draft *d, size_t column)
{
	int64_t n;
	size_t i;

	for (i = 0; i < d->lines; i++)
		if (d->values[column][i].len > 0 &&
		    !text_to_number(d->values[column][i], &n))
			return false;
	return true;
}

/* One column of theirs for one of ours; the first that has it. */
static void
keep_firsts(struct draft *d)
{
	size_t i, j;

	for (i = 0; i < d->count; i++) {
		bool number = d->ours[i] != NULL &&
		    (strcmp(d->ours[i], "http.response.bytes") == 0 ||
			strcmp(d->ours[i], "http.response.status_code") == 0);

		if (number && !is_number(d, i))
			d->ours[i] = NULL;
		for (j = 0; d->ours[i] != NULL && j < i; j++)
			if (d->ours[j] != NULL &&
			    strcmp(d->ours[i], "time") != 0 &&
			    strcmp(d->ours[i], d->ours[j]) == 0)
				d->ours[i] = NULL;
	}
}

static void
put_field(struct buffer *out, const struct draft *d, const struct moment *m,
    size_t i)
{
	buffer_text(out, "      ");
	put_quoted(out, d->names[i]);
	if (strcmp(d->ours[i], "event.type") == 0) {
		buffer_char(out, ':');
		put_words(out, d, i);
		return;
	}
	if (i != m->first || m->format == NULL || *m->format == '\0')
		buffer_printf(out, ": %s%s\n", d->ours[i],
		    i == m->first && m->format == NULL ?
			" # ? its layout: {to: time, format: \"...\"}" :
			"");
	else
		buffer_printf(out, ": {to: time, format: \"%s\"}%s\n",
		    m->format,
		    m->doubtful ? " # ? which is the day, which the month" :
				  "");
}

static void
put_fields(struct buffer *out, const struct draft *d, const struct moment *m)
{
	size_t i;

	buffer_text(out, "    fields:\n");
	/* The day stands before the clock. */
	if (m->first < d->count)
		put_field(out, d, m, m->first);
	if (m->second < d->count)
		put_field(out, d, m, m->second);
	for (i = 0; i < d->count; i++) {
		if (i == m->first || i == m->second)
			continue;
		if (d->ours[i] != NULL && strcmp(d->ours[i], "time") != 0) {
			put_field(out, d, m, i);
			continue;
		}
		buffer_text(out, "      # ");
		put_quoted(out, d->names[i]);
		buffer_text(out, ": ?\n");
	}
}

/* People's values give way to others of their kind. */
static struct slice
stand_in(const char *ours, struct slice value)
{
	if (strcmp(ours, "user.name") == 0)
		return slice_find(value, '@') < value.len ?
		    SLICE("someone@school.example") :
		    SLICE("someone");
	if (strcmp(ours, "email.from.address") == 0 ||
	    strcmp(ours, "email.to.address") == 0)
		return SLICE("someone@school.example");
	if (strcmp(ours, "host.name") == 0)
		return SLICE("computer");
	if (strcmp(ours, "source.ip") == 0)
		return SLICE("192.0.2.1");
	if (strcmp(ours, "url") == 0)
		return SLICE("https://www.example.com/");
	if (strcmp(ours, "url.domain") == 0)
		return SLICE("www.example.com");
	if (strcmp(ours, "email.subject") == 0)
		return SLICE("subject");
	return value;
}

static void
put_sample(struct buffer *out, const struct draft *d, const char *margin)
{
	struct slice rest = d->sample;
	size_t i;

	buffer_text(out, margin);
	while (rest.len > 0) {
		for (i = 0; i < d->count; i++)
			if (d->ours[i] != NULL && d->values[i][0].len > 2 &&
			    slice_starts_with(rest, d->values[i][0]))
				break;
		if (i == d->count) {
			buffer_char(out, *rest.ptr);
			rest = slice_from(rest, 1);
			continue;
		}
		buffer_add(out, stand_in(d->ours[i], d->values[i][0]));
		rest = slice_from(rest, d->values[i][0].len);
	}
	buffer_char(out, '\n');
}

static const char *
channel_of(const struct draft *d)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->ours[i] != NULL &&
		    (strcmp(d->ours[i], "email.from.address") == 0 ||
			strcmp(d->ours[i], "email.to.address") == 0))
			return "mail";
	return "web";
}

static void
print(struct buffer *out, const struct draft *d, const struct moment *m,
    struct slice name)
{
	buffer_text(out,
	    "# A draft for school.yml: look at each line, at those marked ? "
	    "above all.\n# People's own values in the sample were replaced; "
	    "see that none is left.\nprofiles:\n  - name: ");
	buffer_add(out, name);
	buffer_printf(out, "\n    channel: %s\n    framing: %s\n",
	    channel_of(d), d->framing);
	if (d->separator != ',' && strcmp(d->framing, "csv") == 0)
		buffer_printf(out, "    separator: \"%c\"\n", d->separator);
	put_fields(out, d, m);
	buffer_text(out, "    unverified: true\n    sample: |\n");
	if (d->heading.len > 0) {
		buffer_text(out, "      ");
		buffer_add(out, d->heading);
		buffer_char(out, '\n');
	}
	put_sample(out, d, "      ");
}

const char *
profile_suggest(struct slice head, struct slice name, struct buffer *out)
{
	struct draft *d;
	struct arena *arena = arena_create();
	const char *why = NULL;
	struct moment m;

	d = arena_alloc(arena, sizeof *d);
	d->arena = arena;
	if (!draft_read(d, head))
		why = "neither CSV with a heading and a line under it, JSON "
		      "objects nor key=value pairs";
	else {
		keep_firsts(d);
		m = find_time(d);
		print(out, d, &m, name);
	}
	arena_destroy(arena);
	return why;
}
