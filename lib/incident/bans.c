/*
 * Bans that people gave, as the list of bans has them.
 */
#include "base/csv.h"
#include "incident/incident.h"
#include "store/statement.h"

static const char list_bans[] =
    "SELECT iif(item.account <> '', item.account,"
    "           coalesce(person.username, '')),"
    "       substr(note.why, 1, 10), substr(note.why, 12, 10), note.who,"
    "       coalesce(item.number, 0)"
    "  FROM item_note AS note"
    "  JOIN item ON item.id = note.item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    " WHERE note.act = 'ban' AND item.status IN ('confirmed', 'closed')"
    " ORDER BY 2, 1";

int
incident_bans(struct store *store, FILE *out)
{
	struct statement *q = statement_create(store, list_bans);
	struct buffer b;
	char why[48];
	int more = -1, i;

	if (q == NULL)
		return -1;
	buffer_init(&b, BUFFER_LARGEST);
	buffer_text(&b, "who,what,from,to,approved_by,why\r\n");
	while ((more = statement_step(q)) == 1) {
		if (statement_text(q, 0).len == 0)
			continue; /* nobody's account is known */
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
	if (more == 0 && fwrite(b.ptr, 1, b.len, out) != b.len)
		more = -1;
	buffer_finish(&b);
	return more;
}
