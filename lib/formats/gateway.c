/*
 * Events of gateways to rows.
 */
#include "gateway.h"

struct endpoint_event
gateway_sign_in(const struct visit *v, bool failed, bool ends)
{
	return (struct endpoint_event){
		.time = v->stamp,
		.time_source = v->source,
		.category = "authentication",
		.type = failed ? "denied" : ends ? "end" : "start",
		.outcome = failed ? "failure" : "success",
		.action = failed ? SLICE("logon-failed") :
		    ends	 ? SLICE("logged-out") :
				   SLICE("logged-in"),
	};
}

const char *
gateway_row(struct parse *p, const struct endpoint_event *e,
    const struct pairs *kv, const struct gateway_name *names)
{
	uint32_t row = endpoint_row(p, e);

	for (; names->name != NULL; names++)
		if (names->column != COL_SUBJECT || p->options->keep_subjects)
			endpoint_set(p, row, names->column,
			    pairs_get(kv, names->name));
	parse_row_done(p, row);
	return NULL;
}

const char *
gateway_session(struct parse *p, const struct address_event *e)
{
	if (e->account.len == 0)
		return "no account: cut short?";
	return address_row(p, e);
}
