/*
 * Santa, which decides what a Mac may run: santa.log.
 *
 *   [2026-10-12T07:31:02.118Z] I santad: action=EXEC|decision=DENY|
 *     reason=BINARY|sha256=...|pid=901|ppid=1|uid=501|user=amy|gid=20|
 *     group=staff|mode=L|path=/Users/amy/free|args=/Users/amy/free -x
 *
 * A bar in a value is written as <pipe>.
 */
#include "endpoint.h"
#include "text.h"

enum { FIELDS_MOST = 64 };

struct pairs_of {
	size_t count;
	struct slice names[FIELDS_MOST], values[FIELDS_MOST];
};

static struct slice
get(const struct pairs_of *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (slice_equal(f->names[i], slice_of(name)))
			return f->values[i];
	return SLICE("");
}

static struct slice
unescape(struct parse *p, struct slice s)
{
	char *out;
	size_t i, n = 0;

	if (!slice_contains(s, SLICE("<pipe>")))
		return s;
	out = arena_alloc(p->scratch, s.len);
	for (i = 0; i < s.len; i++)
		if (slice_starts_with(slice_from(s, i), SLICE("<pipe>"))) {
			out[n++] = '|';
			i += 5;
		} else
			out[n++] = s.ptr[i];
	return (struct slice){ out, n };
}

static bool
take_pairs(struct parse *p, struct slice s, struct pairs_of *f)
{
	struct slice one;

	f->count = 0;
	while (s.len > 0) {
		one = slice_first(s, slice_find(s, '|'));
		s = slice_from(s, one.len + 1);
		if (f->count == FIELDS_MOST ||
		    !slice_take_until(&one, '=', &f->names[f->count]))
			return false;
		f->values[f->count++] = unescape(p, one);
	}
	return f->count > 0;
}

static const struct kind {
	const char *action, *category, *type, *word;
} kinds[] = {
	{ "EXEC", "process", "start", "exec" },
	{ "FORK", "process", "start", "fork" },
	{ "EXIT", "process", "end", "exit" },
	{ "WRITE", "file", "info", "write" },
	{ "DELETE", "file", "info", "delete" },
	{ "RENAME", "file", "info", "rename" },
	{ "LINK", "file", "info", "link" },
	{ "DISKAPPEAR", "host", "start", "disk-connected" },
	{ "DISKDISAPPEAR", "host", "end", "disk-disconnected" },
	{ NULL, "host", "info", NULL },
};

static bool
take_head(struct slice *s, const struct format_options *options,
    struct endpoint_event *e)
{
	struct slice stamp, level;

	return slice_take_char(s, '[') && slice_take_until(s, ']', &stamp) &&
	    endpoint_time(options, stamp, false, &e->time, &e->time_source) &&
	    slice_take_char(s, ' ') && slice_take_until(s, ' ', &level) &&
	    slice_take_text(s, SLICE("santad: "));
}

static void
set_native(struct parse *p, uint32_t row, const struct pairs_of *f)
{
	struct buffer out;
	size_t i;

	buffer_init(&out, UINT16_MAX);
	for (i = 0; i < f->count; i++) {
		buffer_char(&out, i == 0 ? '{' : ',');
		json_quote(&out, f->names[i]);
		buffer_char(&out, ':');
		json_quote(&out, f->values[i]);
	}
	buffer_char(&out, '}');
	if (!buffer_overflowed(&out))
		batch_set_text(p->batch, row, COL_NATIVE, buffer_slice(&out));
	buffer_finish(&out);
}

static void
give(struct parse *p, const struct pairs_of *f, struct endpoint_event *e)
{
	struct slice action = get(f, "action");
	bool exec = slice_equal(action, SLICE("EXEC")), denied, usb;
	const struct kind *k = kinds;
	uint32_t row;

	while (k->action != NULL && !slice_equal(action, slice_of(k->action)))
		k++;
	denied = slice_equal(get(f, "decision"), SLICE("DENY"));
	usb = slice_equal(get(f, "bus"), SLICE("USB"));
	e->category = k->category;
	e->type = denied ? "denied" : k->type;
	e->outcome = denied ? "failure" : "success";
	e->action = k->word == NULL ? text_lower(action, p->scratch) :
	    usb && slice_equal(action, SLICE("DISKAPPEAR")) ?
				      SLICE("usb-connected") :
				      slice_of(k->word);
	row = endpoint_row(p, e);
	/* Whose session it is, before who runs what tells of it. */
	endpoint_set(p, row, COL_ACCOUNT, get(f, "event_user"));
	endpoint_set(p, row, COL_ACCOUNT, get(f, "user"));
	endpoint_set(p, row, COL_HOST, get(f, "machineid"));
	endpoint_set(p, row, COL_REASON, get(f, "reason"));
	endpoint_set(p, row, exec ? COL_PROCESS : COL_FILE, get(f, "path"));
	endpoint_set(p, row, COL_PROCESS, get(f, "processpath"));
	endpoint_set(p, row, COL_COMMAND_LINE, get(f, "args"));
	endpoint_set(p, row, COL_FILE, get(f, "mount"));
	endpoint_set(p, row, COL_DEVICE_ID, get(f, "serial"));
	endpoint_set(p, row, COL_MESSAGE, get(f, "model"));
	set_native(p, row, f);
	parse_row_done(p, row);
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record;
	struct endpoint_event e = { .time = 0 };
	struct pairs_of f;

	if (slice_contains(rest, SLICE("] *** LOG MESSAGE QUOTA EXCEEDED")))
		return "macOS lost messages here";
	if (!take_head(&rest, p->options, &e))
		return "no time, or not of santad";
	if (!slice_starts_with(rest, SLICE("action=")))
		return parse_ignored; /* what it says of itself */
	if (!take_pairs(p, rest, &f))
		return "a field without its value: cut short?";
	/* Every record of an act names who did it or what appeared. */
	if (get(&f, "uid").len == 0 && get(&f, "bsdname").len == 0 &&
	    get(&f, "mount").len == 0 && get(&f, "fs").len == 0)
		return "neither a user nor a disk: cut short?";
	give(p, &f, &e);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct endpoint_event e;

	return take_head(&line, &utc, &e);
}

const struct format format_santa = {
	.name = "santa",
	.dataset = "santa.log",
	.title = "Santa on macOS, santa.log",
	.channel = "endpoint",
	.versions = "Santa 0.9 to 2024",
	.lacks = "the computer, unless machine_id is logged",
	.fits = fits,
	.parse = parse,
};
