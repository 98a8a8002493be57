/*
 * Who holds copies of an item.
 */
#include "incident/incident.h"
#include "store/statement.h"

/* What names people and was made while the item was there. */
static const char made_since[] =
    "SELECT audit.time, audit.who, audit.what, audit.why"
    "  FROM audit JOIN item ON item.id = :item"
    " WHERE audit.time >= item.created"
    "   AND (audit.what LIKE 'report %' OR audit.what LIKE 'sheet %'"
    "        OR audit.what LIKE 'alert-%'"
    "        OR audit.what LIKE 'person report: subject ' ||"
    "          (SELECT number FROM subject WHERE text = item.subject) || ',%'"
    "        OR audit.what = 'person export: subject ' ||"
    "          (SELECT number FROM subject WHERE text = item.subject)"
    "        OR audit.what IN ('incident list', 'incident show')"
    "        OR audit.what = 'evidence ' || item.name)"
    "   AND audit.what <> 'sheet applied'"
    "   AND (audit.what <> 'sheet for parents'"
    "        OR instr(audit.why, item.name) > 0)"
    " ORDER BY audit.number";

static const char sealed[] =
    "SELECT path, sha256 FROM pack WHERE item = :item ORDER BY version";

static void
add_safe(struct buffer *b, struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		buffer_char(b, (unsigned char)s.ptr[i] < ' ' ? '?' :
							       s.ptr[i]);
}

static void
add_time(struct buffer *b, const struct zone *zone, int64_t t)
{
	struct civil c;
	int y, m, d;

	if (zone == NULL) {
		time_print_seconds(b, t);
		return;
	}
	c = zone_civil(zone, t);
	day_to_date(c.day, &y, &m, &d);
	buffer_printf(b, "%04d-%02d-%02d %02d:%02d", y, m, d,
	    c.second / 3600, c.second / 60 % 60);
}

int
incident_copies(struct store *store, int64_t row, const struct zone *zone,
    FILE *out)
{
	struct statement *q = statement_create(store, made_since);
	struct statement *p = statement_create(store, sealed);
	struct buffer b;
	int more = -1;

	buffer_init(&b, BUFFER_LARGEST);
	buffer_text(&b, "copies may lie with whoever got these:\n");
	if (q != NULL && p != NULL) {
		statement_bind_int(q, ":item", row);
		statement_bind_int(p, ":item", row);
		while ((more = statement_step(q)) == 1) {
			buffer_text(&b, "    ");
			add_time(&b, zone, statement_int(q, 0));
			buffer_text(&b, "  ");
			add_safe(&b, statement_text(q, 2));
			buffer_text(&b, ", by ");
			add_safe(&b, statement_text(q, 1));
			buffer_text(&b, ", ");
			add_safe(&b, statement_text(q, 3));
			buffer_char(&b, '\n');
		}
		while (more != -1 && (more = statement_step(p)) == 1) {
			buffer_text(&b, "    sealed evidence: ");
			add_safe(&b, statement_text(p, 0));
			buffer_text(&b, ", sha256 ");
			add_safe(&b, statement_text(p, 1));
			buffer_char(&b, '\n');
		}
	}
	statement_destroy(q);
	statement_destroy(p);
	if (more == 0 && fwrite(b.ptr, 1, b.len, out) != b.len)
		more = -1;
	buffer_finish(&b);
	return more;
}
