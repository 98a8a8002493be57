/*
 * Linux's audit.log.  One event is several records that bear the same number,
 * a line each:
 *
 *   type=SYSCALL msg=audit(1791793862.118:485): arch=c000003e syscall=59
 *     success=yes ... auid=1001 comm="id" exe="/usr/bin/id" key="start"
 *   type=EXECVE msg=audit(1791793862.118:485): argc=1 a0="id"
 *   type=PROCTITLE msg=audit(1791793862.118:485): proctitle=6964
 *   type=USER_LOGIN msg=audit(1791793862.118:486): pid=812 ... msg='op=login
 *     acct="amy" exe="/usr/sbin/sshd" addr=198.51.100.7 res=success'
 *
 * perhaps with "node=files" in front, and, behind a byte 0x1d, numbers as
 * names (AUID="amy").  Values that hold odd bytes are written in hexadecimal.
 * Records of events mingle; a few events are kept open side by side.
 */
#include "base/buffer.h"

#include "endpoint.h"
#include "mask.h"
#include "stamp.h"
#include "text.h"

enum {
	OPEN_EVENTS = 4,
	FIELDS_MOST = 400, /* of one event */
	TEXT_MOST = 65536,
	NATIVE_MOST = 1 << 17,
	ARGUMENTS_MOST = 256,
};

struct pair {
	uint32_t name, name_len, value, value_len; /* in `text` */
};

struct event {
	bool used, spoilt;
	int64_t time, serial, offset;
	uint64_t age;
	size_t count, len;
	struct pair fields[FIELDS_MOST];
	char text[TEXT_MOST];
};

struct state {
	struct event events[OPEN_EVENTS], draft; /* of one record */
	uint64_t records;
};

static const char full[] = "an event of more records than can be held";

static struct slice
name_of(const struct event *e, size_t i)
{
	return (struct slice){ e->text + e->fields[i].name,
		e->fields[i].name_len };
}

static struct slice
value_of(const struct event *e, size_t i)
{
	return (struct slice){ e->text + e->fields[i].value,
		e->fields[i].value_len };
}

static struct slice
get(const struct event *e, const char *name)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		if (slice_equal(name_of(e, i), slice_of(name)))
			return value_of(e, i);
	return SLICE("");
}

static bool
add(struct event *e, struct slice name, struct slice value)
{
	struct pair *f = &e->fields[e->count];

	if (e->count == FIELDS_MOST ||
	    name.len + value.len > sizeof e->text - e->len)
		return false;
	f->name = (uint32_t)e->len;
	f->name_len = (uint32_t)name.len;
	slice_put(e->text + e->len, name);
	e->len += name.len;
	f->value = (uint32_t)e->len;
	f->value_len = (uint32_t)value.len;
	slice_put(e->text + e->len, value);
	e->len += value.len;
	e->count++;
	return true;
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'A' && c <= 'F'    ? c - 'A' + 10 :
				      -1;
}

/* Which fields the kernel writes in hexadecimal where they hold odd bytes. */
static bool
may_be_coded(struct slice type, struct slice name)
{
	static const char *const names[] = { "proctitle", "comm", "exe", "name",
		"cwd", "cmd", "acct", "path", "data", "old-chardev", "grp",
		"key", "vm", "dir", "ocomm", "file", NULL };

	return text_is_one_of(name, names) ||
	    (slice_equal(type, SLICE("EXECVE")) && *name.ptr == 'a');
}

/* 2F62696E to /bin; NULs, between arguments, become spaces. */
static struct slice
decode(struct parse *p, struct slice s)
{
	char *out;
	size_t i;

	if (s.len < 2 || s.len % 2 != 0)
		return s;
	for (i = 0; i < s.len; i++)
		if (digit(s.ptr[i]) < 0)
			return s;
	out = arena_alloc(p->scratch, s.len / 2);
	for (i = 0; i < s.len / 2; i++) {
		out[i] = (char)(digit(s.ptr[2 * i]) * 16 +
		    digit(s.ptr[2 * i + 1]));
		if (out[i] == '\0')
			out[i] = ' ';
	}
	return text_to_utf8((struct slice){ out, s.len / 2 }, p->scratch);
}

static bool
in_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr("_-[]", c) != NULL);
}

/* Up to the next space; quoted, up to the quote. */
static bool
take_value(struct slice *rest, struct slice *value, bool *quoted, char end)
{
	size_t i;

	*quoted = slice_take_char(rest, '"');
	if (*quoted)
		return slice_take_until(rest, '"', value);
	for (i = 0; i < rest->len; i++)
		if (rest->ptr[i] == ' ' || rest->ptr[i] == '\x1d' ||
		    rest->ptr[i] == end)
			break;
	*value = slice_first(*rest, i);
	*rest = slice_from(*rest, i);
	return true;
}

/* "op=adding user id=1001": up to the word that is a name again. */
static void
take_words(struct slice *rest, struct slice *value, char end)
{
	struct slice word = *rest;
	size_t len;

	while (slice_take_char(&word, ' ')) {
		for (len = 0; len < word.len && word.ptr[len] != ' ' &&
		     word.ptr[len] != '=' && word.ptr[len] != '\x1d' &&
		     word.ptr[len] != end;)
			len++;
		if (len == 0 || (len < word.len && word.ptr[len] == '='))
			return;
		word = slice_from(word, len);
		value->len = (size_t)(word.ptr - value->ptr);
		*rest = word;
	}
}

/* name=value ...; what is no such word ("avc: denied { read } for") is passed
 * over.  `end` ends the list: the quote of msg='...'. */
static const char *
take_fields(struct parse *p, struct event *e, struct slice type,
    struct slice *rest, char end)
{
	struct slice name, value;
	bool quoted;
	size_t i;

	while (rest->len > 0) {
		if (end != '\0' && slice_take_char(rest, end))
			return NULL;
		for (i = 0; i < rest->len && in_name(rest->ptr[i]); i++)
			continue;
		name = slice_first(*rest, i);
		*rest = slice_from(*rest, i);
		if (name.len == 0 || !slice_take_char(rest, '=')) {
			*rest = slice_from(*rest, name.len == 0);
			continue;
		}
		if (slice_equal(name, SLICE("msg")) &&
		    slice_take_char(rest, '\'')) {
			const char *why = take_fields(p, e, type, rest, '\'');

			if (why != NULL)
				return why;
			continue;
		}
		if (!take_value(rest, &value, &quoted, end))
			return "a quoted value does not end: cut short?";
		if (!quoted && slice_equal(name, SLICE("op")))
			take_words(rest, &value, end);
		if (!quoted && may_be_coded(type, name))
			value = decode(p, value);
		if (!add(e, name, value))
			return full;
	}
	return end == '\0' ? NULL : "msg='...' does not end: cut short?";
}

/* EXECVE's a0 a1 ..., else the title that the process gave itself. */
static struct slice
command_line(struct parse *p, const struct event *e)
{
	struct buffer line;
	struct slice s;
	size_t i;
	bool arguments = false;
	int wanted = 0;

	buffer_init(&line, TEXT_MOST);
	for (i = 0; i < e->count; i++) {
		char name[16];

		arguments |= slice_equal(name_of(e, i), SLICE("argc"));
		snprintf(name, sizeof name, "a%d", wanted);
		if (!arguments || wanted == ARGUMENTS_MOST ||
		    !slice_equal(name_of(e, i), slice_of(name)))
			continue;
		if (wanted++ > 0)
			buffer_char(&line, ' ');
		buffer_add(&line, value_of(e, i));
	}
	s = arena_copy(p->scratch, buffer_slice(&line));
	buffer_finish(&line);
	if (s.len == 0)
		s = get(e, "cmd");
	return s.len > 0 ? s : get(e, "proctitle");
}

static bool
is_argument(struct slice name)
{
	return slice_equal(name, SLICE("proctitle")) ||
	    slice_equal(name, SLICE("cmd")) ||
	    (name.len > 1 && *name.ptr == 'a' && name.ptr[1] >= '0' &&
		name.ptr[1] <= '9');
}

/* Names that are there twice, as those of PATH, are a list.  Where the command
 * line holds a secret, the arguments are left out: masking sees no password in
 * "a1":"--password","a2":"..." . */
static struct slice
native(struct parse *p, const struct event *e, bool secret)
{
	struct buffer out;
	struct slice s = SLICE("");
	size_t i, j, times;

	buffer_init(&out, NATIVE_MOST);
	for (i = 0; i < e->count; i++) {
		struct slice name = name_of(e, i);

		for (j = 0; j < i && !slice_equal(name_of(e, j), name); j++)
			continue;
		if (j < i || (secret && is_argument(name)))
			continue;
		buffer_char(&out, out.len == 0 ? '{' : ',');
		json_quote(&out, name);
		buffer_char(&out, ':');
		for (j = i, times = 0; j < e->count; j++)
			times += slice_equal(name_of(e, j), name);
		if (times > 1)
			buffer_char(&out, '[');
		for (j = i; j < e->count; j++) {
			if (!slice_equal(name_of(e, j), name))
				continue;
			if (j > i)
				buffer_char(&out, ',');
			json_quote(&out, value_of(e, j));
		}
		if (times > 1)
			buffer_char(&out, ']');
	}
	buffer_char(&out, '}');
	if (!buffer_overflowed(&out))
		s = arena_copy(p->scratch, buffer_slice(&out));
	buffer_finish(&out);
	return s;
}

static const struct kind {
	const char *begins; /* of the first record's type */
	const char *category, *type;
} kinds[] = {
	{ "USER_AUTH", "authentication", "info" },
	{ "USER_ACCT", "authentication", "info" },
	{ "USER_LOGIN", "authentication", "start" },
	{ "USER_LOGOUT", "authentication", "end" },
	{ "USER_START", "authentication", "start" },
	{ "USER_END", "authentication", "end" },
	{ "USER_ERR", "authentication", "info" },
	{ "LOGIN", "authentication", "start" },
	{ "CRED_", "authentication", "info" },
	{ "USER_CMD", "process", "start" },
	{ "SYSCALL", "process", "info" },
	{ "EXECVE", "process", "start" },
	{ "ANOM_", "process", "info" },
	{ "ADD_", "configuration", "info" },
	{ "DEL_", "configuration", "info" },
	{ "USER_MGMT", "configuration", "info" },
	{ "USER_CHAUTHTOK", "configuration", "info" },
	{ "GRP_", "configuration", "info" },
	{ "ACCT_", "configuration", "info" },
	{ "ROLE_", "configuration", "info" },
	{ "CONFIG_CHANGE", "configuration", "info" },
	{ "DAEMON_", "configuration", "info" },
	{ "USYS_CONFIG", "configuration", "info" },
	{ NULL, "host", "info" },
};

static const char *
outcome(const struct event *e)
{
	struct slice word = get(e, "res");

	if (word.len == 0)
		word = get(e, "success");
	return slice_equal(word, SLICE("success")) ||
		slice_equal(word, SLICE("yes")) ||
		slice_equal(word, SLICE("1")) ?
	    "success" :
	    word.len > 0 ? "failure" :
			   "unknown";
}

static bool
is_account(struct slice s)
{
	return s.len > 0 && !slice_equal(s, SLICE("unset")) &&
	    !slice_equal(s, SLICE("unknown")) &&
	    !slice_equal(s, SLICE("(unknown)"));
}

/* acct is whom an act concerns: for a log-on who logs on, else who is acted
 * on; AUID is who logged on in the first place. */
static void
set_accounts(struct parse *p, uint32_t row, const struct event *e,
    bool authentication)
{
	struct slice who = get(e, "AUID"), acct = get(e, "acct");

	/* Of an account that was made, say. */
	if (!is_account(acct) &&
	    !slice_contains(get(e, "type"), SLICE("GROUP")))
		acct = get(e, "ID");
	if (!is_account(acct))
		acct = SLICE("");
	if (authentication)
		endpoint_set(p, row, COL_ACCOUNT, acct);
	else
		endpoint_set(p, row, COL_TARGET_ACCOUNT, acct);
	if (!is_account(who))
		who = get(e, "UID");
	if (is_account(who))
		endpoint_set(p, row, COL_ACCOUNT, who);
}

static void
give(struct parse *p, struct event *e)
{
	struct slice type = get(e, "type");
	const struct kind *k = kinds;
	struct endpoint_event event = { .time = e->time,
		.time_source = "offset" };
	int64_t offset = p->offset;
	struct slice command = SLICE("");
	uint32_t row;

	while (k->begins != NULL && !slice_starts_with(type,
	    slice_of(k->begins)))
		k++;
	event.category = k->category;
	event.type = k->type;
	event.outcome = outcome(e);
	event.action = text_lower(type, p->scratch);
	if (get(e, "argc").len > 0) {
		event.category = "process";
		event.type = "start";
		event.action = SLICE("execve");
	}
	p->offset = e->offset;
	row = endpoint_row(p, &event);
	p->offset = offset;
	batch_set_text(p->batch, row, COL_CODE, type);
	set_accounts(p, row, e,
	    strcmp(event.category, "authentication") == 0);
	endpoint_set(p, row, COL_HOST, get(e, "node"));
	endpoint_set(p, row, COL_ADDRESS, get(e, "addr"));
	endpoint_set(p, row, COL_PROCESS, get(e, "exe"));
	if (strcmp(event.category, "process") == 0)
		command = command_line(p, e);
	endpoint_set(p, row, COL_COMMAND_LINE, command);
	endpoint_set(p, row, COL_FILE, get(e, "name"));
	endpoint_set(p, row, COL_FILE, get(e, "path"));
	endpoint_set(p, row, COL_REASON, get(e, "op"));
	batch_set_text(p->batch, row, COL_NATIVE, native(p, e,
	    mask_prose(command, p->scratch).ptr != command.ptr));
	parse_row_done(p, row);
	e->used = false;
}

/* The event of that number, open; else a new one in the oldest's place. */
static struct event *
find(struct parse *p, struct state *state, int64_t time, int64_t serial)
{
	struct event *oldest = state->events, *e;

	for (e = state->events; e < state->events + OPEN_EVENTS; e++) {
		if (e->used && e->serial == serial && e->time == time)
			return e;
		if (!e->used || (oldest->used && e->age < oldest->age))
			oldest = e;
	}
	e = oldest;
	if (e->used && !e->spoilt)
		give(p, e);
	e->used = true;
	e->spoilt = false;
	e->time = time;
	e->serial = serial;
	e->offset = p->offset;
	e->age = ++state->records;
	e->count = e->len = 0;
	return e;
}

/* "type=SYSCALL msg=audit(1791793862.118:485): " */
static bool
take_head(struct slice *rest, struct slice *node, struct slice *type,
    int64_t *time, int64_t *serial)
{
	struct slice stamp, number;

	*node = SLICE("");
	if (slice_take_text(rest, SLICE("node=")) &&
	    !slice_take_until(rest, ' ', node))
		return false;
	return slice_take_text(rest, SLICE("type=")) &&
	    slice_take_until(rest, ' ', type) && type->len > 0 &&
	    slice_take_text(rest, SLICE("msg=audit(")) &&
	    slice_take_until(rest, ':', &stamp) &&
	    slice_take_until(rest, ')', &number) &&
	    slice_take_char(rest, ':') &&
	    slice_find(stamp, '.') < stamp.len &&
	    stamp_epoch(stamp, time) && text_to_number(number, serial);
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	struct event *draft = &state->draft, *e;
	struct slice rest = p->record, node, type;
	int64_t time, serial;
	const char *why;
	size_t i;

	if (!take_head(&rest, &node, &type, &time, &serial))
		return "no type, time and number of an audit record";
	/* Nothing is given for a record that is refused. */
	draft->count = draft->len = 0;
	if (!add(draft, SLICE("type"), type) ||
	    (node.len > 0 && !add(draft, SLICE("node"), node)))
		return full;
	if ((why = take_fields(p, draft, type, &rest, '\0')) != NULL)
		return why;
	e = find(p, state, time, serial);
	if (e->spoilt)
		return full;
	for (i = 0; i < draft->count; i++)
		if (!add(e, name_of(draft, i), value_of(draft, i))) {
			e->spoilt = true;
			return full;
		}
	return NULL;
}

static void
finish(struct parse *p)
{
	struct state *state = p->state;
	struct event *e, *next;

	do {
		next = NULL;
		for (e = state->events; e < state->events + OPEN_EVENTS; e++)
			if (e->used && (next == NULL || e->age < next->age))
				next = e;
		if (next != NULL && !next->spoilt)
			give(p, next);
		else if (next != NULL)
			next->used = false;
	} while (next != NULL);
}

static bool
fits(struct slice line)
{
	struct slice node, type;
	int64_t time, serial;

	return take_head(&line, &node, &type, &time, &serial);
}

const struct format format_auditd = {
	.name = "auditd",
	.dataset = "linux.audit",
	.title = "Linux's audit log, audit.log",
	.channel = "endpoint",
	.versions = "auditd 2 to 4, raw and enriched",
	.lacks = "the computer, unless name_format is set; names of accounts, "
		 "unless log_format is ENRICHED",
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
	.finish = finish,
};
