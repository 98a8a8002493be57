/*
 * Events of gateways to rows.
 */
#include "gateway.h"

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
