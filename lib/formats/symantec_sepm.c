/*
 * Symantec Endpoint Protection Manager, through syslog: what happened, then
 * "Name: value" with commas between them.
 *
 *   Oct 12 08:31:02 sepm SymantecServer: Virus found,IP Address:
 *     198.51.100.7,Computer name: LIB-PC01,Source: Auto-Protect scan,Risk
 *     name: EICAR Test String,Occurrences: 1,File path: C:\x.com,Actual
 *     action: Quarantined,Event time: 2026-10-12 07:31:02,User Name: amy,...
 *
 * Its own times are UTC.
 */
#include "endpoint.h"
#include "syslog.h"

enum { FIELDS_MOST = 120 };

static const struct {
	const char *name;
	enum column column;
} names[] = {
	{ "Computer name", COL_HOST }, { "Computer", COL_HOST },
	{ "Host Name", COL_HOST }, { "Local Host Name", COL_HOST },
	{ "User Name", COL_ACCOUNT }, { "User", COL_ACCOUNT },
	{ "Admin", COL_ACCOUNT }, { "Domain Name", COL_ACCOUNT_DOMAIN },
	{ "IP Address", COL_ADDRESS }, { "Local Host IP", COL_ADDRESS },
	{ "Local", COL_ADDRESS }, { "Remote Host IP", COL_DESTINATION },
	{ "Remote", COL_DESTINATION }, { "Risk name", COL_THREAT },
	{ "File path", COL_FILE }, { "Application name", COL_PROCESS },
	{ "Application", COL_PROCESS }, { "Actual action", COL_REASON },
	{ "Event Description", COL_MESSAGE },
};

static struct slice
unquote(struct slice s)
{
	return s.len >= 2 && *s.ptr == '"' && s.ptr[s.len - 1] == '"' ?
	    (struct slice){ s.ptr + 1, s.len - 2 } :
	    s;
}

/* Commas in quotes do not part. */
static bool
take_field(struct slice *rest, struct slice *field)
{
	size_t i;
	bool quoted = false;

	if (rest->len == 0)
		return false;
	for (i = 0; i < rest->len; i++) {
		if (rest->ptr[i] == '"')
			quoted = !quoted;
		else if (rest->ptr[i] == ',' && !quoted)
			break;
	}
	*field = slice_trim(slice_first(*rest, i));
	*field = unquote(*field);
	*rest = slice_from(*rest, i + 1);
	return true;
}

/* Behind "SymantecServer" and the server's name. */
static bool
take_body(struct slice line, struct slice *body)
{
	static const char mark[] = "SymantecServer";
	const char *at = memmem(line.ptr, line.len < 120 ? line.len : 120,
	    mark, sizeof mark - 1);
	size_t colon;

	if (at == NULL)
		return false;
	line = slice_from(line, (size_t)(at - line.ptr));
	for (colon = 0; colon + 1 < line.len; colon++)
		if (line.ptr[colon] == ':' && line.ptr[colon + 1] == ' ')
			break;
	if (colon + 2 >= line.len)
		return false;
	*body = slice_from(line, colon + 2);
	return true;
}

struct found {
	struct slice first, second, time;
	size_t count;
	struct slice names[FIELDS_MOST], values[FIELDS_MOST];
};

static bool
take_fields(struct slice body, struct found *f)
{
	struct slice field, name;

	f->count = 0;
	f->time = f->first = f->second = SLICE("");
	if (!take_field(&body, &f->first))
		return false;
	if (slice_starts_with(f->first, SLICE("Site: ")) ||
	    slice_equal(f->first, SLICE("Site")))
		f->first = SLICE("");
	while (take_field(&body, &field)) {
		if (f->count == FIELDS_MOST)
			return false;
		if (!slice_take_until(&field, ':', &name)) {
			if (f->first.len == 0)
				f->first = field;
			else if (f->second.len == 0)
				f->second = field;
			continue;
		}
		field = unquote(slice_trim(field));
		f->names[f->count] = slice_trim(name);
		f->values[f->count++] = field;
		if (f->time.len == 0 &&
		    (slice_equal(name, SLICE("Event time")) ||
			slice_equal(name, SLICE("Begin")) ||
			slice_equal(name, SLICE("Begin Time"))))
			f->time = field;
	}
	return f->count > 0;
}

static const char *
give(struct parse *p, const struct found *f, struct endpoint_event *e)
{
	bool risk = false, computer;
	uint32_t row;
	size_t i, j;

	for (i = 0; i < f->count; i++)
		risk |= slice_equal(f->names[i], SLICE("Risk name"));
	e->category = risk ? "malware" : "host";
	e->type = "info";
	e->outcome = "success";
	/* Some of its logs begin with the computer, one word. */
	computer = slice_find(f->first, ' ') == f->first.len;
	e->action = !computer ? f->first :
	    f->second.len > 0 ? f->second :
				SLICE("event");
	row = endpoint_row(p, e);
	if (computer)
		endpoint_set(p, row, COL_HOST, f->first);
	for (j = 0; j < sizeof names / sizeof *names; j++)
		for (i = 0; i < f->count; i++)
			if (slice_equal(f->names[i], slice_of(names[j].name)))
				endpoint_set(p, row, names[j].column,
				    f->values[i]);
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .time_source = "offset" };
	struct slice head = p->record, body;
	struct found f;

	if (p->record.len == 0)
		return parse_ignored;
	if (memchr(p->record.ptr, '\0', p->record.len) != NULL)
		return "a NUL byte";
	if (!take_body(p->record, &body))
		return "no line of SymantecServer";
	if (!take_fields(body, &f))
		return "no names and values: cut short?";
	if (f.time.len > 0 ? !endpoint_time(p->options, f.time, true, &e.time,
				 &e.time_source) :
			     !syslog_take_time(&head, p->options, &e.time,
				 &e.time_source))
		return "bad time";
	return give(p, &f, &e);
}

static bool
fits(struct slice line)
{
	struct slice body;

	return syslog_begins(line) && take_body(line, &body);
}

const struct format format_symantec_sepm = {
	.name = "symantec_sepm",
	.dataset = "symantec.sepm",
	.title = "Symantec Endpoint Protection Manager, through syslog",
	.channel = "endpoint",
	.versions = "12.1, 14: risk, scan, security, traffic and system logs",
	.lacks = "what its text holds beyond names and values",
	.fits = fits,
	.parse = parse,
};
