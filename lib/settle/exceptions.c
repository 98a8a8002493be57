/*
 * Exceptions that the school has granted: a flag that one covers is kept and
 * counted as an observation, and says by whom and why it was excepted.  So
 * it comes before nobody, and an exception that was granted by mistake can
 * be seen.
 */
#include "settings/registers.h"

#include "parts.h"

/* What a person has decided on stays as the person saw it.  who is a user
 * name, an id, a role or *; what a label or the name of a rule. */
static const char cover[] =
    "UPDATE flag"
    "   SET treatment = 0,"
    "       fields = json_set(coalesce(fields, '{}'), '$.excepted', :why)"
    " WHERE start >= :since AND start < :until AND treatment <> 0"
    "   AND day >= :from AND day <= :to"
    "   AND (:who = '*'"
    "     OR account IN (SELECT id FROM symbol"
    "                     WHERE domain = 3 AND lower(text) = lower(:who))"
    "     OR person IN (SELECT id FROM symbol"
    "                    WHERE domain = 11 AND lower(text) = lower(:who))"
    "     OR role IN (SELECT id FROM symbol"
    "                  WHERE domain = 2 AND text = :who))"
    "   AND (:what = '*'"
    "     OR label IN (SELECT id FROM symbol WHERE text = :what)"
    "     OR rule IN (SELECT id FROM symbol WHERE text = :what))"
    "   AND NOT EXISTS (SELECT 1 FROM item_flag AS link"
    "     JOIN item ON item.id = link.item"
    "    WHERE link.flag = flag.id AND item.touched = 1)";

/* The account of an exception that names a person by id or mailbox. */
static struct slice
name_of(const struct settings *s, struct slice who)
{
	const struct person *p = settings_person(s, who);

	if (p == NULL)
		p = settings_person_by_email(s, who);
	return p == NULL || p->key.len == 0 ? who : p->key;
}

static int
cover_by(const struct settle *s, const struct span *span,
    const struct register_entry *e, struct slice who)
{
	struct statement *q = statement_create(s->store, cover);
	struct buffer why;
	int result = -1;

	if (q == NULL)
		return -1;
	buffer_init(&why, BUFFER_LARGEST);
	buffer_printf(&why, "approved by %.*s: %.*s",
	    SLICE_ARG(e->approved_by), SLICE_ARG(e->why));
	statement_bind_int(q, ":since", span->since);
	statement_bind_int(q, ":until", span->until);
	statement_bind_int(q, ":from", e->from);
	statement_bind_int(q, ":to",
	    e->to == DAY_UNKNOWN ? INT32_MAX : e->to);
	statement_bind_text(q, ":who", who);
	statement_bind_text(q, ":what", e->what);
	statement_bind_text(q, ":why", buffer_slice(&why));
	result = statement_run(q);
	buffer_finish(&why);
	statement_destroy(q);
	return result;
}

int
exceptions_settle(const struct settle *s, const struct span *span)
{
	const struct register_entry *list;
	size_t count, i;
	int result = 0;

	list = settings_register(s->settings, REGISTER_EXCEPTIONS, &count);
	for (i = 0; result == 0 && i < count; i++) {
		struct slice key = name_of(s->settings, list[i].who);

		result = cover_by(s, span, &list[i], list[i].who);
		if (result == 0 && !slice_equal(key, list[i].who))
			result = cover_by(s, span, &list[i], key);
	}
	return result;
}
