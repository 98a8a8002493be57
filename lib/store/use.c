/*
 * The spells of use that an item for review stands in.
 */
#include "store/statement.h"

/* Flags that stand in the same spell tell of it once.  What came after a
 * person had decided changes nothing. */
static const char spells_of_item[] =
    "SELECT min(start), max(end), sum(active), sum(pages), sum(bytes)"
    "  FROM (SELECT DISTINCT s.start, s.end, s.active, s.pages, s.bytes"
    "          FROM item_flag AS link"
    "          JOIN flag_spell AS s ON s.flag = link.flag"
    "         WHERE link.item = :item AND link.late = 0)"
    "HAVING count(*) > 0";

int
store_use(struct store *s, int64_t item, struct use *use)
{
	struct statement *q = statement_create(s, spells_of_item);
	int more, found = 0;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1) {
		*use = (struct use){ statement_int(q, 0), statement_int(q, 1),
			statement_int(q, 2), statement_int(q, 3),
			statement_is_null(q, 4) ? NUMBER_UNKNOWN :
						  statement_int(q, 4) };
		found = 1;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}
