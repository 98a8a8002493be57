/*
 * Symantec Endpoint Protection Manager, through syslog: what happened, then
 * "Name: value" with commas between them.
 *
 *   Oct 12 08:31:02 sepm SymantecServer: Virus found,IP Address:
 *     198.51.100.7,Computer name: LIB-PC01,Source: Auto-Protect scan,Risk
 *     name: EICAR Test String,Occurrences: 1,File path: C:\x.com,Actual
 *     action: Quarantined,Event time: 2026-10-12 07:31:02,User Name: amy,...
 *
 * Its own times are UTC.  Its dumps to files have no head, but may begin with
 * a time, a severity and the server's name.
 */
#include "endpoint.h"
#include "syslog.h"
#include "text.h"

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
	{ "Event Description", COL_MESSAGE }, { "Rule", COL_RULE },
	{ "CIDS Signature string", COL_THREAT },
	{ "Local Port", COL_CLIENT_PORT }, { "Remote Port", COL_SERVER_PORT },
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

/* Names that a line without a head is known by, two of them. */
static bool
is_dump(struct slice line)
{
	static const char *const marks[] = { ",IP Address: ",
		",Computer name: ", ",Risk name: ", ",Actual action: ",
		",Local Host IP: ", ",Remote Host IP: ", ",Event Description: ",
		",Intrusion ID: ", NULL };
	int count = 0;
	size_t i;

	for (i = 0; marks[i] != NULL; i++)
		count += slice_contains(line, slice_of(marks[i]));
	return count >= 2;
}

/* "2026-10-12 07:31:02,Critical,SEPM1,": of a dump. */
static struct slice
skip_dump_head(struct slice line)
{
	struct slice rest = line, cell;

	if (slice_take_until(&rest, ',', &cell) && cell.len == 19 &&
	    cell.ptr[4] == '-' && cell.ptr[10] == ' ' &&
	    slice_take_until(&rest, ',', &cell) &&
	    slice_take_until(&rest, ',', &cell))
		return rest;
	return line;
}

/* Behind "SymantecServer" and the server's name. */
static bool
take_body(struct slice line, struct slice *body)
{
	static const char mark[] = "SymantecServer";
	const char *at = memmem(line.ptr, line.len < 120 ? line.len : 120,
	    mark, sizeof mark - 1);
	size_t colon;

	if (at == NULL) {
		*body = skip_dump_head(line);
		return is_dump(line);
	}
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
	struct slice first, second, time, transport;
	size_t count;
	struct slice names[FIELDS_MOST], values[FIELDS_MOST];
};

static bool
is_transport(struct slice field)
{
	static const char *const words[] = { "TCP", "UDP", "ICMP", "Inbound",
		"Outbound", NULL };

	return text_is_one_of(field, words);
}

static void
keep(struct found *f, struct slice name, struct slice value)
{
	f->names[f->count] = name;
	f->values[f->count++] = value;
}

static struct slice
find(const struct found *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (slice_equal(f->names[i], slice_of(name)))
			return f->values[i];
	return SLICE("");
}

static bool
take_fields(struct slice body, struct found *f)
{
	struct slice field, name, description;

	f->count = 0;
	f->time = f->first = f->second = f->transport = SLICE("");
	if (!take_field(&body, &f->first))
		return false;
	if (slice_starts_with(f->first, SLICE("Site: ")) ||
	    slice_equal(f->first, SLICE("Site")))
		f->first = SLICE("");
	description = f->first;
	if (slice_take_text(&description, SLICE("Event Description: "))) {
		keep(f, SLICE("Event Description"), description);
		f->first = SLICE("");
	}
	while (take_field(&body, &field)) {
		if (f->count == FIELDS_MOST)
			return false;
		/* Older ones write the path without its name. */
		if (field.len > 2 && field.ptr[1] == ':' &&
		    (field.ptr[2] == '\\' || field.ptr[2] == '/')) {
			keep(f, SLICE("File path"), field);
			continue;
		}
		if (is_transport(field)) {
			if (field.len <= 4) /* no direction */
				f->transport = field;
			continue;
		}
		if (!slice_take_until(&field, ':', &name)) {
			if (f->first.len == 0)
				f->first = field;
			else if (f->second.len == 0)
				f->second = field;
			continue;
		}
		field = unquote(slice_trim(field));
		keep(f, slice_trim(name), field);
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
	struct slice done = find(f, "Action");
	bool blocked = slice_equal_fold(done, SLICE("Blocked")), computer;
	uint32_t row;
	size_t i, j;

	e->category = find(f, "Risk name").len > 0 ? "malware" :
	    f->transport.len > 0		   ? "network" :
						     "host";
	e->type = blocked ? "denied" : "info";
	e->outcome = blocked ? "failure" : "success";
	/* Some of its logs begin with the computer, one word. */
	computer = slice_find(f->first, ' ') == f->first.len;
	e->action = !computer ? f->first :
	    f->second.len > 0 ? f->second :
	    done.len > 0      ? done :
				SLICE("event");
	row = endpoint_row(p, e);
	if (computer)
		endpoint_set(p, row, COL_HOST, f->first);
	if (f->transport.len > 0)
		endpoint_set(p, row, COL_TRANSPORT, f->transport);
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

	return take_body(line, &body) &&
	    (syslog_begins(line) || is_dump(line));
}

const struct format format_symantec_sepm = {
	.name = "symantec_sepm",
	.dataset = "symantec.sepm",
	.title = "Symantec Endpoint Protection Manager",
	.channel = "endpoint",
	.versions = "12.1, 14: risk, scan, security, traffic and system logs, "
		    "through syslog or dumped to files",
	.lacks = "what its text holds beyond names and values",
	.fits = fits,
	.parse = parse,
};
