/*
 * The unified log of macOS, `log show --style ndjson`, one JSON object a line:
 *
 *   {"timestamp":"2026-10-12 08:31:02.118812+0100","eventMessage":"...",
 *    "processImagePath":"/usr/libexec/opendirectoryd","processID":112,
 *    "subsystem":"com.apple.opendirectoryd","category":"auth",
 *    "eventType":"logEvent","messageType":"Default", ...}
 *
 * and --style syslog:
 *
 *   2026-10-12 08:31:02.118812+0100  localhost opendirectoryd[112]: ...
 *
 * What log-on programs say is understood as on Linux; the rest is a message.
 */
#include "auth_text.h"
#include "endpoint.h"
#include "objects.h"

static struct slice
base_name(struct slice path)
{
	size_t slash = slice_find_last(path, '/');

	return slash < path.len ? slice_from(path, slash + 1) : path;
}

static const char *
give(struct parse *p, const struct auth_text *a, const struct json *native,
    struct slice image)
{
	struct endpoint_event e = { .time = a->time, .time_source = a->source,
		.category = "host", .type = "info", .outcome = "unknown",
		.action = SLICE("message") };
	const char *why = auth_is_program(a->program) ? auth_row(p, a) :
							parse_ignored;
	uint32_t row;

	if (why != parse_ignored)
		return why;
	if (a->text.len == 0)
		return parse_ignored; /* an activity, a signpost */
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_PROCESS, image);
	endpoint_set(p, row, COL_HOST, a->host);
	endpoint_set(p, row, COL_MESSAGE, a->text);
	if (native != NULL) {
		endpoint_set(p, row, COL_PROVIDER,
		    endpoint_text(p, native, "subsystem"));
		endpoint_set_native(p, row, native);
	}
	parse_row_done(p, row);
	return NULL;
}

static const char *
take(struct parse *p, const struct json *v)
{
	struct auth_text a = { .host = SLICE("") };
	struct slice image = endpoint_text(p, v, "processImagePath");

	if (json_get(v, "count") != NULL && json_get(v, "finished") != NULL)
		return parse_ignored; /* the last line of all */
	if (!endpoint_time(p->options, endpoint_text(p, v, "timestamp"), false,
		&a.time, &a.source))
		return "no time";
	a.program = base_name(image);
	a.text = endpoint_text(p, v, "eventMessage");
	return give(p, &a, v, image);
}

/* "2026-10-12 08:31:02.118812+0100  localhost kernel[0]: (x) text" */
static bool
take_line(const struct format_options *options, struct slice s,
    struct auth_text *a)
{
	struct slice stamp, tag;
	size_t end = 10;

	while (end < s.len && end < 40 &&
	    (s.ptr[end] != ' ' || end == 10))
		end++;
	stamp = slice_first(s, end);
	s = slice_from(s, end);
	if (stamp.len < 31 || stamp.ptr[10] != ' ' ||
	    !endpoint_time(options, stamp, false, &a->time, &a->source) ||
	    !slice_take_word(&s, &a->host) || !slice_take_char(&s, ' ') ||
	    !slice_take_until(&s, '[', &tag) || tag.len == 0)
		return false;
	a->program = tag;
	if (!slice_take_until(&s, ']', &tag) || !slice_take_char(&s, ':'))
		return false;
	slice_take_char(&s, ' ');
	a->text = s;
	if (slice_equal(a->host, SLICE("localhost")))
		a->host = SLICE("");
	return true;
}

static const char *
parse(struct parse *p)
{
	struct auth_text a = { .time = 0 };

	if (slice_starts_with(p->record, SLICE("Timestamp ")))
		return parse_ignored;
	if (*p->record.ptr == '{')
		return objects_parse(p, take);
	if (!take_line(p->options, p->record, &a))
		return "no time, computer and program";
	return give(p, &a, NULL, a.program);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	static const char *const texts[] = { "\"eventMessage\"",
		"\"processImagePath\"", "\"timestamp\"", NULL };
	struct auth_text a;

	return objects_have(line, texts) || take_line(&utc, line, &a) ||
	    slice_starts_with(line, SLICE("Timestamp  "));
}

const struct format format_macos_log = {
	.name = "macos_log",
	.dataset = "macos.log",
	.title = "The unified log of macOS: log show, ndjson or syslog",
	.channel = "endpoint",
	.versions = "macOS 10.12 to 15",
	.lacks = "the computer's name; what macOS prints as <private>",
	.fits = fits,
	.parse = parse,
};
