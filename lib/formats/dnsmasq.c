/*
 * dnsmasq's log of queries, and Pi-hole's, which is the same with verbs of
 * its own:
 *
 *   Oct 12 08:31:02 dnsmasq[812]: query[A] findly.example from 198.51.100.23
 *   Oct 12 08:31:02 dnsmasq[812]: gravity blocked betmoor.example is 0.0.0.0
 *
 *   Oct 12 08:31:03 dnsmasq-dhcp[812]: DHCPACK(br0) 198.51.100.23
 *     00:00:5e:00:53:01 LAB-1
 *
 * (the last one a line in the log).  A query is not a visit.  The line after
 * it says what came of it: with log-queries=extra a serial number joins them,
 * else the name within two seconds, so that a few queries wait for their
 * answer.
 */
#include "formats/format.h"

#include "address_log.h"
#include "syslog.h"
#include "text.h"
#include "web.h"

enum {
	WAITING = 32,
	LONGEST_NAME = 256,
	LONGEST_CLIENT = 64,
	LONGEST_VERB = 32,
};

struct query {
	bool used, denied;
	int64_t time, offset, serial; /* serial -1: none */
	const char *source;
	char name[LONGEST_NAME], client[LONGEST_CLIENT], type[LONGEST_VERB],
	    verb[LONGEST_VERB];
	size_t name_len, client_len, type_len, verb_len;
};

struct state {
	struct query waiting[WAITING];
	size_t next; /* the oldest */
};

static const char *const blocks[] = { "gravity blocked", "exactly denied",
	"regex denied", "exactly blacklisted", "regex blacklisted", NULL };

static void
give(struct parse *p, struct query *q)
{
	int64_t offset = p->offset;
	struct batch *b = p->batch;
	uint32_t row;

	p->offset = q->offset;
	row = parse_row(p);
	p->offset = offset;
	batch_set_number(b, row, COL_TIMESTAMP, q->time);
	batch_set_number(b, row, COL_START, q->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(q->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("network"));
	batch_set_text(b, row, COL_KIND, SLICE("query"));
	batch_set_text(b, row, COL_METHOD,
	    (struct slice){ q->type, q->type_len });
	batch_set_text(b, row, COL_ADDRESS,
	    (struct slice){ q->client, q->client_len });
	batch_set_symbol(b, row, COL_DOMAIN_NAME,
	    web_host(p, (struct slice){ q->name, q->name_len }));
	batch_set_text(b, row, COL_ACTION, q->denied ?
	    (struct slice){ q->verb, q->verb_len } : SLICE("query"));
	batch_set_text(b, row, COL_TYPE,
	    q->denied ? SLICE("denied") : SLICE("allowed"));
	batch_set_text(b, row, COL_OUTCOME,
	    q->denied ? SLICE("failure") : SLICE("unknown"));
	parse_row_done(p, row);
	q->used = false;
}

static bool
keep(char *to, size_t room, size_t *len, struct slice text)
{
	if (text.len == 0 || text.len > room)
		return false;
	memcpy(to, text.ptr, text.len);
	*len = text.len;
	return true;
}

/* "query[A] NAME from CLIENT": a name may hold a space. */
static const char *
add_query(struct parse *p, const struct syslog_line *line, int64_t serial,
    struct slice rest)
{
	struct state *s = p->state;
	struct query *q = &s->waiting[s->next], new = { .used = true,
		.time = line->time,
		.offset = p->offset,
		.source = line->source,
		.serial = serial };
	struct slice type, name;
	size_t last = slice_find_last(rest, ' ');

	if (!slice_take_until(&rest, ']', &type) ||
	    !slice_take_char(&rest, ' '))
		return "no type of the query";
	last = slice_find_last(rest, ' ');
	name = slice_first(rest, last);
	if (!slice_ends_with(name, SLICE(" from")) ||
	    !url_host_is_address(slice_from(rest, last + 1)))
		return "no client";
	name.len -= 5;
	if (!text_is_clean(name) ||
	    !keep(new.name, sizeof new.name, &new.name_len, name) ||
	    !keep(new.type, sizeof new.type, &new.type_len, type) ||
	    !keep(new.client, sizeof new.client, &new.client_len,
		slice_from(rest, last + 1)))
		return "bad name";
	if (q->used)
		give(p, q);
	*q = new;
	s->next = (s->next + 1) % WAITING;
	return NULL;
}

/* The query that was refused, the oldest of that name. */
static struct query *
find(struct state *s, int64_t time, int64_t serial, struct slice name)
{
	size_t i;

	for (i = 0; i < WAITING; i++) {
		struct query *q = &s->waiting[(s->next + i) % WAITING];

		if (!q->used || q->denied)
			continue;
		if (serial >= 0 ? q->serial == serial :
				  q->serial < 0 &&
			    slice_equal(name,
				(struct slice){ q->name, q->name_len }) &&
			    time - q->time <= 2 * TIME_SECOND)
			return q;
	}
	return NULL;
}

static const char *
add_block(struct parse *p, const struct syslog_line *line, int64_t serial,
    struct slice verb, struct slice rest)
{
	struct slice name = rest;
	struct query *q;
	size_t i;

	/* "NAME is 0.0.0.0": the last " is " counts. */
	for (i = rest.len; i > 0; i--)
		if (slice_starts_with(slice_from(rest, i - 1), SLICE(" is ")))
			break;
	if (i == 0)
		return "no name that was refused";
	name.len = i - 1;
	if ((q = find(p->state, line->time, serial, name)) == NULL)
		return "a refusal without its query";
	q->denied = true;
	keep(q->verb, sizeof q->verb, &q->verb_len, verb);
	return parse_ignored; /* it is part of the query's event */
}

/* "45 198.51.100.23/53211 " and "UDP ", of extra and proto. */
static int64_t
take_serial(struct slice *rest)
{
	struct slice s = *rest, word;
	int64_t n;

	if (!slice_take_text(&s, SLICE("UDP ")))
		slice_take_text(&s, SLICE("TCP "));
	if (!slice_take_until(&s, ' ', &word) || !text_to_number(word, &n) ||
	    !slice_take_until(&s, ' ', &word) ||
	    slice_find(word, '/') == word.len)
		return -1;
	*rest = s;
	return n;
}

/* dnsmasq's own file has no host in front of the tag. */
static bool
take_head(struct slice text, const struct format_options *options,
    struct syslog_line *line)
{
	char copy[1200];
	size_t tag;

	if (syslog_split(text, options, line) &&
	    slice_starts_with(line->tag, SLICE("dnsmasq")))
		return true;
	/* The same with a host: what stands before the tag is one stamp. */
	for (tag = 14; tag + 8 < text.len && tag < 40; tag++)
		if (slice_starts_with(slice_from(text, tag),
			SLICE(" dnsmasq")))
			break;
	if (tag + 8 >= text.len || tag >= 40 || text.len + 2 > sizeof copy)
		return false;
	memcpy(copy, text.ptr, tag);
	memcpy(copy + tag, " -", 2);
	memcpy(copy + tag + 2, text.ptr + tag, text.len - tag);
	if (!syslog_split((struct slice){ copy, text.len + 2 }, options, line))
		return false;
	/* Back into the record itself. */
	line->text.ptr = text.ptr + (line->text.ptr - copy) - 2;
	line->host = line->tag = line->pid = SLICE("");
	return true;
}

static const char *
parse(struct parse *p)
{
	struct syslog_line line;
	struct slice rest;
	const char *const *verb;
	int64_t serial;

	if (!take_head(p->record, p->options, &line))
		return "not a line of dnsmasq, or bad time";
	rest = line.text;
	serial = take_serial(&rest);
	if (slice_take_text(&rest, SLICE("query[")))
		return add_query(p, &line, serial, rest);
	for (verb = blocks; *verb != NULL; verb++) {
		struct slice s = rest;

		if (slice_take_text(&s, slice_of(*verb)) &&
		    slice_take_char(&s, ' '))
			return add_block(p, &line, serial, slice_of(*verb), s);
	}
	if (slice_starts_with(rest, SLICE("DHCP"))) {
		struct address_event e = ADDRESS_EVENT_NEW;

		e.time = line.time;
		e.source = line.source;
		return address_dhcp_text(p, rest, &e);
	}
	/* Answers, and what it says as it starts. */
	return slice_starts_with(rest, SLICE("overflow:")) ?
	    "dnsmasq itself has lost lines" :
	    parse_ignored;
}

static void
finish(struct parse *p)
{
	struct state *s = p->state;
	size_t i;

	for (i = 0; i < WAITING; i++) {
		struct query *q = &s->waiting[(s->next + i) % WAITING];

		if (q->used)
			give(p, q);
	}
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line ignored;

	return take_head(line, &utc, &ignored);
}

const struct format format_dnsmasq = {
	.name = "dnsmasq",
	.dataset = "dnsmasq.query",
	.title = "dnsmasq and Pi-hole, queries and leases",
	.channel = "network",
	.versions = "dnsmasq 2.4x to 2.9x, Pi-hole 4 to 6 (pihole.log)",
	.lacks = "year and zone of its stamps; who; without "
		 "log-queries=extra, whose query of a name was refused where "
		 "two ask within two seconds",
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
	.finish = finish,
};
