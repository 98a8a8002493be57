/*
 * Items as they are listed and shown, and what people decide about them.
 */
#include <err.h>

#include "incident/incident.h"
#include "store/statement.h"

/* A name only where the account is known well enough. */
static const char list_items[] =
    "SELECT i.id, coalesce(i.number, 0), i.name, i.status, i.label,"
    "       i.account,"
    "       iif(i.attribution IN ('strong', 'fair'),"
    "           trim(coalesce(p.forename || ' ' || p.surname, '')), ''),"
    "       i.device, i.room, i.severity, i.attribution, i.rules, i.start,"
    "       i.end, i.events, i.new_events, i.role, i.year, i.person,"
    "       i.severity"
    "  FROM item AS i"
    "  LEFT JOIN person AS p ON p.key = i.person"
    " WHERE (:row = 0 OR i.id = :row)"
    "   AND (:label = '' OR i.label = :label)"
    "   AND (:status = '' OR i.status = :status)"
    "   AND (:since IS NULL OR i.start >= :since)"
    "   AND (:until IS NULL OR i.start < :until)"
    " ORDER BY i.start, i.label, i.name";

static const char find_number[] =
    "SELECT id"
    "  FROM item"
    " WHERE number = :number";

static const char find_name[] =
    "SELECT id"
    "  FROM item"
    " WHERE name >= :name AND name < :past"
    " UNION "
    "SELECT item"
    "  FROM item_former"
    " WHERE name >= :name AND name < :past";

/* A correlation is followed by the events that it counted. */
static const char list_evidence[] =
    "WITH told(flag, whole, late) AS ("
    "  SELECT flag, flag, late FROM item_flag WHERE item = :item"
    "  UNION ALL"
    "  SELECT part.part, part.flag, link.late"
    "    FROM item_flag AS link JOIN flag_part AS part"
    "      ON part.flag = link.flag"
    "   WHERE link.item = :item)"
    "SELECT rule.text, log.text, coalesce(f.fields, ''),"
    "       attribution.text, f.start, coalesce(f.end, f.start),"
    "       coalesce(f.offset, -1), f.events, told.late,"
    "       told.flag <> told.whole"
    "  FROM told"
    "  JOIN flag AS f ON f.id = told.flag"
    "  JOIN flag AS whole ON whole.id = told.whole"
    "  JOIN symbol AS rule ON rule.id = f.rule"
    "  JOIN symbol AS log ON log.id = f.log"
    "  JOIN symbol AS attribution ON attribution.id = f.attribution"
    " ORDER BY told.late, whole.start, whole.rule, whole.id,"
    "          told.flag <> told.whole, f.start, log.text, f.offset";

static const char list_decisions[] =
    "SELECT time, who, act, why"
    "  FROM item_note"
    " WHERE item = :item"
    " ORDER BY id";

static const char count_all[] =
    "SELECT (SELECT count(*) FROM flag), (SELECT count(*) FROM item)";

static void
bind_time(struct statement *q, const char *name, int64_t t)
{
	if (t == TIME_UNKNOWN)
		statement_bind_null(q, name);
	else
		statement_bind_int(q, name, t);
}

static void
read_item(struct statement *q, struct incident *item)
{
	*item = (struct incident){ .row = statement_int(q, 0),
		.number = statement_int(q, 1),
		.id = statement_text(q, 2),
		.status = statement_text(q, 3),
		.label = statement_text(q, 4),
		.account = statement_text(q, 5),
		.person = statement_text(q, 6),
		.device = statement_text(q, 7),
		.room = statement_text(q, 8),
		.severity = slice_of(severity_word(
		    (enum severity)statement_int(q, 9))),
		.attribution = statement_text(q, 10),
		.rules = statement_text(q, 11),
		.start = statement_int(q, 12),
		.end = statement_int(q, 13),
		.events = statement_int(q, 14),
		.new_events = statement_int(q, 15) };
}

static bool
may_be_seen(struct statement *q, const struct incident_filter *f)
{
	struct routing_case c = { .label = statement_text(q, 4),
		.account = statement_text(q, 5),
		.role = statement_text(q, 16),
		.year = statement_text(q, 17),
		.person = statement_text(q, 18),
		.low_level = statement_int(q, 19) == 0 };

	return f->sees == NULL || f->sees(&c, f->ctx);
}

int
incident_each(struct store *store, const struct incident_filter *f,
    incident_fn *each, void *ctx)
{
	struct statement *q = statement_create(store, list_items);
	struct incident item;
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":row", f->row);
	statement_bind_text(q, ":label", f->label);
	statement_bind_text(q, ":status", f->status);
	bind_time(q, ":since", f->since);
	bind_time(q, ":until", f->until);
	while ((more = statement_step(q)) == 1) {
		if (!may_be_seen(q, f))
			continue;
		read_item(q, &item);
		if ((more = each(&item, ctx)) != 0)
			break;
	}
	statement_destroy(q);
	return more;
}

/* The only row that the statement gives, 0 when there is none; -2 when
 * there are more. */
static int64_t
only_row(struct statement *q)
{
	int64_t row = 0;
	int more;

	while ((more = statement_step(q)) == 1)
		row = row == 0 ? statement_int(q, 0) : -2;
	return more == -1 ? -1 : row;
}

static int64_t
find_by_name(struct store *store, struct slice name)
{
	struct statement *q = statement_create(store, find_name);
	struct buffer past;
	int64_t row;

	if (q == NULL)
		return -1;
	buffer_init(&past, BUFFER_LARGEST);
	buffer_add(&past, name);
	buffer_char(&past, '~'); /* after every hexadecimal digit */
	statement_bind_text(q, ":name", name);
	statement_bind_text(q, ":past", buffer_slice(&past));
	row = only_row(q);
	buffer_finish(&past);
	statement_destroy(q);
	return row;
}

static int64_t
find_by_number(struct store *store, int64_t number)
{
	struct statement *q = statement_create(store, find_number);
	int64_t row;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":number", number);
	row = only_row(q);
	statement_destroy(q);
	return row;
}

int64_t
incident_find(struct store *store, struct slice name)
{
	int64_t row = 0, number;

	/* As sheets write it, so that no spreadsheet takes it for a number. */
	slice_take_text(&name, SLICE("id-"));
	if (name.len == 0)
		row = 0;
	/* Ids may be all digits; no number is as long as an id. */
	else if (name.len < 9 && slice_to_int(name, &number))
		row = find_by_number(store, number);
	if (row == 0 && name.len >= 4)
		row = find_by_name(store, name);
	if (row == 0)
		warnx("%.*s: no such item", SLICE_ARG(name));
	if (row == -2) {
		warnx("%.*s: more than one item begins so", SLICE_ARG(name));
		row = 0;
	}
	return row;
}

int
incident_evidence(struct store *store, int64_t row, evidence_fn *each,
    void *ctx)
{
	struct statement *q = statement_create(store, list_evidence);
	struct evidence e;
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", row);
	while ((more = statement_step(q)) == 1) {
		e = (struct evidence){ .rule = statement_text(q, 0),
			.log = statement_text(q, 1),
			.fields = statement_text(q, 2),
			.attribution = statement_text(q, 3),
			.start = statement_int(q, 4),
			.end = statement_int(q, 5),
			.offset = statement_int(q, 6),
			.events = statement_int(q, 7),
			.late = statement_int(q, 8) != 0,
			.part = statement_int(q, 9) != 0 };
		if ((more = each(&e, ctx)) != 0)
			break;
	}
	statement_destroy(q);
	return more;
}

int
incident_decisions(struct store *store, int64_t row, decision_fn *each,
    void *ctx)
{
	struct statement *q = statement_create(store, list_decisions);
	struct decision d;
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", row);
	while ((more = statement_step(q)) == 1) {
		d = (struct decision){ .time = statement_int(q, 0),
			.who = statement_text(q, 1),
			.act = statement_text(q, 2),
			.why = statement_text(q, 3) };
		if ((more = each(&d, ctx)) != 0)
			break;
	}
	statement_destroy(q);
	return more;
}

int
incident_count(struct store *store, struct incident_totals *n)
{
	struct statement *q = statement_create(store, count_all);
	int more = -1;

	if (q != NULL)
		while ((more = statement_step(q)) == 1)
			*n = (struct incident_totals){ statement_int(q, 0),
				statement_int(q, 1) };
	statement_destroy(q);
	return more;
}
