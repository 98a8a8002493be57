/*
 * Bans that people gave, as the list of bans has them.
 */
#include "base/csv.h"
#include "incident/incident.h"
#include "settings/registers.h"
#include "store/statement.h"

static const char list_bans[] =
    "SELECT iif(item.account <> '', item.account,"
    "           coalesce(person.username, '')),"
    "       substr(note.why, 1, 10), substr(note.why, 12, 10), note.who,"
    "       coalesce(item.number, 0), item.account, item.role, item.year,"
    "       item.person, item.severity"
    "  FROM item_note AS note"
    "  JOIN item ON item.id = note.item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    " WHERE note.act = 'ban' AND item.status IN ('confirmed', 'closed')"
    " ORDER BY 2, 1";

static bool
may_be_seen(struct statement *q, const struct incident_filter *f)
{
	struct routing_case c = { .account = statement_text(q, 5),
		.role = statement_text(q, 6),
		.year = statement_text(q, 7),
		.person = statement_text(q, 8),
		.low_level = statement_int(q, 9) == 0 };

	return f->sees == NULL || f->sees(&c, f->ctx);
}

int
incident_bans(struct store *store, const struct incident_filter *f,
    struct slice who, struct slice why_asked, FILE *out)
{
	struct statement *q = statement_create(store, list_bans);
	struct buffer b;
	char why[48];
	bool named = false;
	int more = -1, i;

	if (q == NULL)
		return -1;
	buffer_init(&b, BUFFER_LARGEST);
	buffer_text(&b, "who,what,from,to,approved_by,why\r\n");
	while ((more = statement_step(q)) == 1) {
		if (statement_text(q, 0).len == 0 || !may_be_seen(q, f))
			continue; /* or nobody's account is known */
		named = true;
		csv_add(&b, true, statement_text(q, 0));
		csv_add(&b, false, SLICE(""));
		for (i = 1; i < 4; i++)
			csv_add(&b, false, statement_text(q, i));
		snprintf(why, sizeof why, "incident %lld",
		    (long long)statement_int(q, 4));
		csv_add(&b, false, slice_of(why));
		csv_end_row(&b);
	}
	statement_destroy(q);
	if (named && store_audit(store, who, SLICE("incident bans"),
	    why_asked) == -1)
		more = -1;
	if (more == 0 && fwrite(b.ptr, 1, b.len, out) != b.len)
		more = -1;
	buffer_finish(&b);
	return more;
}

int
incident_each_ban(struct store *store, incident_ban_fn *each, void *ctx)
{
	struct statement *q = statement_create(store, list_bans);
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		struct slice key = statement_text(q, 8);
		struct register_entry ban = { .who = key.len > 0 ? key :
			statement_text(q, 0),
			.from = DAY_UNKNOWN,
			.to = DAY_UNKNOWN };

		day_parse(statement_text(q, 1), &ban.from);
		day_parse(statement_text(q, 2), &ban.to);
		if (ban.who.len > 0)
			each(&ban, ctx);
	}
	statement_destroy(q);
	return more;
}
