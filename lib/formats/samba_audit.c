/*
 * Samba's vfs_full_audit, through syslog: who did what to which file.
 *
 *   Oct 12 08:31:02 files smbd_audit[812]: amy|198.51.100.7|lib-pc01|marks|
 *     openat|ok|r|/srv/marks/9b.csv
 *
 * What stands before the operation is full_audit:prefix, here %u|%I|%m|%S; its
 * default is %u|%I.
 */
#include "endpoint.h"
#include "syslog.h"

enum { FIELDS_MOST = 16 };

static size_t
split(struct slice s, struct slice out[FIELDS_MOST])
{
	size_t n = 0;

	while (n < FIELDS_MOST) {
		out[n] = slice_first(s, slice_find(s, '|'));
		s = slice_from(s, out[n].len);
		n++;
		if (!slice_take_char(&s, '|'))
			break;
	}
	return n;
}

static bool
is_ours(const struct syslog_line *s)
{
	return slice_equal(s->tag, SLICE("smbd_audit"));
}

/* Where "ok" or "fail (...)" stands, behind the operation; 0: nowhere. */
static size_t
find_result(const struct slice f[], size_t n)
{
	size_t i;

	for (i = 2; i < n; i++)
		if (slice_equal(f[i], SLICE("ok")) ||
		    slice_starts_with(f[i], SLICE("fail")))
			return i;
	return 0;
}

/* What stands behind the result: a mode where a file is opened, two names
 * where it gets another, the name; a bar may be part of it. */
static bool
find_file(struct slice text, const struct slice f[], size_t n, size_t result,
    struct slice *file)
{
	struct slice operation = f[result - 1], mode;

	*file = SLICE("");
	if (result + 1 >= n)
		return true;
	*file = slice_from(text, (size_t)(f[result + 1].ptr - text.ptr));
	if (slice_starts_with(operation, SLICE("open")) &&
	    slice_find(*file, '|') == 1)
		return slice_take_until(file, '|', &mode);
	if (slice_starts_with(operation, SLICE("rename")) ||
	    slice_starts_with(operation, SLICE("link")) ||
	    slice_starts_with(operation, SLICE("symlink"))) {
		*file = f[result + 1];
		return n <= result + 3;
	}
	return true;
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .category = "file", .type = "info" };
	struct slice f[FIELDS_MOST], file;
	struct syslog_line s;
	size_t n, result;
	uint32_t row;

	if (!syslog_split(p->record, p->options, &s))
		return "no time stamp";
	if (!is_ours(&s))
		return parse_ignored;
	n = split(s.text, f);
	result = find_result(f, n);
	if (result == 0)
		return "no account, operation and result: cut short?";
	if (!find_file(s.text, f, n, result, &file))
		return "more fields than the operation has";
	e.time = s.time;
	e.time_source = s.source;
	e.action = f[result - 1];
	e.outcome = slice_equal(f[result], SLICE("ok")) ? "success" :
							  "failure";
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_HOST, s.host);
	endpoint_set(p, row, COL_ACCOUNT, f[0]);
	if (result > 2)
		endpoint_set(p, row, COL_ADDRESS, f[1]);
	endpoint_set(p, row, COL_FILE, file);
	endpoint_set(p, row, COL_REASON,
	    slice_equal(f[result], SLICE("ok")) ? SLICE("") : f[result]);
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line s;

	return syslog_split(line, &utc, &s) && is_ours(&s);
}

const struct format format_samba_audit = {
	.name = "samba_audit",
	.dataset = "samba.audit",
	.title = "Samba's vfs_full_audit, through syslog",
	.channel = "endpoint",
	.versions = "Samba 3 and 4; prefix %u|%I, with or without more",
	.lacks = "the client's name",
	.fits = fits,
	.parse = parse,
};
