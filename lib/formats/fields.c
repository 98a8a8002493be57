/*
 * What a product calls things, as tables.
 */
#include "fields.h"

#include "stamp.h"
#include "text.h"
#include "when.h"

void
fields_put(struct fields *f, enum field field, struct slice value)
{
	static const char *const nothing[] = { "", "-", "N/A", "NA", "none",
		"(null)", "null", "unknown", NULL };

	value = slice_trim(value);
	if (field != FIELD_NONE && f->at[field].len == 0 &&
	    !text_is_one_of(value, nothing))
		f->at[field] = value;
}

void
fields_columns(struct fields *f, const struct table_row *row,
    const struct column_field *places)
{
	for (; places->field != FIELD_NONE; places++)
		if (places->column < row->count)
			fields_put(f, (enum field)places->field,
			    row->cells[places->column]);
}

struct slice
fields_transport(struct slice protocol)
{
	static const struct {
		const char *number, *name;
	} numbers[] = { { "1", "icmp" }, { "2", "igmp" }, { "6", "tcp" },
		{ "17", "udp" }, { "41", "ipv6" }, { "47", "gre" },
		{ "50", "esp" }, { "58", "ipv6-icmp" }, { "132", "sctp" } };
	size_t i;

	for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (slice_equal(protocol, slice_of(numbers[i].number)))
			return slice_of(numbers[i].name);
	return protocol;
}

static const char *
set_numbers(const struct fields *f, struct visit *v)
{
	const struct slice *at = f->at;

	if ((at[FIELD_STATUS].len > 0 &&
		!visit_number(at[FIELD_STATUS], &v->status)) ||
	    (at[FIELD_BYTES].len > 0 &&
		!visit_number(at[FIELD_BYTES], &v->bytes)))
		return "bad size or status";
	if ((at[FIELD_PORT].len > 0 &&
		!visit_number(at[FIELD_PORT], &v->port)) ||
	    (at[FIELD_CLIENT_PORT].len > 0 &&
		!visit_number(at[FIELD_CLIENT_PORT], &v->client_port)) ||
	    (at[FIELD_SERVER_PORT].len > 0 &&
		!visit_number(at[FIELD_SERVER_PORT], &v->server_port)))
		return "bad port";
	if ((at[FIELD_SECONDS].len > 0 &&
		(v->duration = stamp_duration(at[FIELD_SECONDS],
		     TIME_SECOND)) < 0) ||
	    (at[FIELD_MILLISECONDS].len > 0 &&
		(v->duration = stamp_duration(at[FIELD_MILLISECONDS],
		     TIME_SECOND / 1000)) < 0))
		return "bad duration";
	return NULL;
}

static const char *
set_action(const struct fields *f, const struct action_word *words,
    struct visit *v)
{
	if (f->at[FIELD_ACTION].len == 0)
		return v->action.len > 0 ? NULL : "no action";
	v->action = f->at[FIELD_ACTION];
	for (; words != NULL && words->word != NULL; words++)
		if (slice_equal_fold(v->action, slice_of(words->word))) {
			v->verdict = words->verdict;
			return NULL;
		}
	if (words == NULL)
		return NULL;
	v->verdict = words->verdict;
	return v->verdict == VERDICT_UNKNOWN ? NULL :
					       "an action that is not known";
}

static struct slice
upper(struct slice s, struct arena *scratch)
{
	char *text = arena_alloc(scratch, s.len);
	size_t i;

	for (i = 0; i < s.len; i++)
		text[i] = s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ?
		    (char)(s.ptr[i] - 32) :
		    s.ptr[i];
	return (struct slice){ text, s.len };
}

static void
set_texts(struct parse *p, const struct fields *f, struct visit *v)
{
	struct {
		enum field field;
		struct slice *to;
	} moves[] = { { FIELD_CLIENT, &v->client },
		{ FIELD_MACHINE, &v->machine },
		{ FIELD_MAC, &v->mac },
		{ FIELD_ACCOUNT, &v->account },
		{ FIELD_ACCOUNT_DOMAIN, &v->account_domain },
		{ FIELD_METHOD, &v->method },
		{ FIELD_URL, &v->url },
		{ FIELD_SCHEME, &v->scheme },
		{ FIELD_HOST, &v->host },
		{ FIELD_PATH, &v->path },
		{ FIELD_QUERY, &v->query },
		{ FIELD_REASON, &v->reason },
		{ FIELD_CATEGORY, &v->category },
		{ FIELD_CODE, &v->code },
		{ FIELD_RULE, &v->rule },
		{ FIELD_THREAT, &v->threat },
		{ FIELD_MIME, &v->mime },
		{ FIELD_AGENT, &v->agent },
		{ FIELD_SERVER, &v->server },
		{ FIELD_PROTOCOL, &v->protocol } };
	size_t i;

	for (i = 0; i < sizeof moves / sizeof *moves; i++)
		if (f->at[moves[i].field].len > 0)
			*moves[i].to = f->at[moves[i].field];
	if (f->at[FIELD_TRANSPORT].len > 0)
		v->transport = fields_transport(f->at[FIELD_TRANSPORT]);
	if (v->method.len > 0)
		v->method = upper(v->method, p->scratch);
	/* A path may carry its query. */
	if (v->path.len > 0 && v->query.len == 0) {
		v->query = slice_from(v->path, slice_find(v->path, '?'));
		v->path.len -= v->query.len;
	}
	/* A whole address says all that its parts do. */
	if (v->url.len > 0 && *v->url.ptr != '/') {
		v->scheme = v->host = v->path = v->query = SLICE("");
		v->port = NUMBER_UNKNOWN;
	}
}

const char *
fields_visit(struct parse *p, const struct fields *f,
    const struct action_word *words, struct visit *v)
{
	const char *why;

	if (f->at[FIELD_TIME].len > 0 && !when_read(f->at[FIELD_TIME],
		p->options, &v->stamp, &v->source))
		return "bad time";
	if ((why = set_numbers(f, v)) != NULL ||
	    (why = set_action(f, words, v)) != NULL)
		return why;
	set_texts(p, f, v);
	if (v->client.len == 0 && v->account.len == 0 && v->machine.len == 0)
		return "no client and no account";
	if (v->url.len == 0 && v->host.len == 0 && v->server.len == 0)
		return "no site";
	return NULL;
}

const char *
fields_row(struct parse *p, const struct fields *f,
    const struct action_word *words, struct visit *v)
{
	const char *why = fields_visit(p, f, words, v);

	return why != NULL ? why : visit_row(p, v);
}
