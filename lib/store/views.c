/*
 * Views for people and for comparing: every column by its name, symbols as
 * text, no row ids.
 */
#include "layout.h"

static void
add_symbol(struct buffer *sql, const char *of, const char *cell)
{
	buffer_printf(sql, "(SELECT text FROM symbol WHERE id = %s.%s)", of,
	    cell);
}

/* The cells of one tuple, as joined under the tuple's own name. */
static void
add_tuple(struct buffer *sql, enum tuple t)
{
	const struct tuple_layout *l = &tuple_layouts[t];
	int i;

	for (i = 0; i < l->width; i++) {
		enum column c = l->cells[i].column;

		buffer_text(sql, ", ");
		if (columns[c].kind == KIND_SYMBOL)
			add_symbol(sql, l->table, l->cells[i].name);
		else
			buffer_printf(sql, "nullif(%s.%s, -1)", l->table,
			    l->cells[i].name);
		/* A mail's host stands in its own row too. */
		buffer_printf(sql, " AS \"%s\"", columns[c].name);
	}
}

static void
add_cell(struct buffer *sql, const struct cell *c, const char *of)
{
	switch (c->form) {
	case FORM_TUPLE:
		add_tuple(sql, c->tuple);
		return;
	case FORM_MEMBER:
		buffer_text(sql, ", (SELECT text FROM member JOIN symbol"
				 " ON symbol.id = member.path"
				 " WHERE member.id = e.member)");
		break;
	case FORM_SYMBOL:
		buffer_text(sql, ", ");
		add_symbol(sql, of, c->name);
		break;
	case FORM_STAMP:
		buffer_text(sql, ", coalesce(e.stamp,"
				 " e.start + coalesce(e.duration, 0))");
		break;
	case FORM_DURATION:
		buffer_text(sql, ", e.duration * 1000");
		break;
	default:
		buffer_printf(sql, ", %s.%s", of, c->name);
	}
	buffer_printf(sql, " AS \"%s\"", columns[c->column].name);
}

/* CREATE VIEW visit_named AS SELECT ...; names are constants. */
static int
make_event_view(struct store *s, enum store_table t)
{
	const struct layout *l = &layouts[t];
	const struct cell *c;
	struct buffer sql;
	enum tuple u;
	int result;

	buffer_init(&sql, 1 << 16);
	buffer_printf(&sql,
	    "DROP VIEW IF EXISTS %s_named; CREATE VIEW %s_named AS SELECT "
	    "e.id AS id", l->table, l->table);
	for (c = l->cells; c->name != NULL; c++)
		/* The place's host stands for it. */
		if (c->column != COL_HOST || c->form != FORM_SYMBOL)
			add_cell(&sql, c, "e");
	for (c = l->texts; c != NULL && c->name != NULL; c++)
		add_cell(&sql, c, "t");
	buffer_printf(&sql, " FROM %s AS e", l->table);
	for (u = 0; u < TUPLES_OF_EVENTS; u++)
		buffer_printf(&sql, " JOIN %s ON %s.id = e.%s",
		    tuple_layouts[u].table, tuple_layouts[u].table,
		    tuple_layouts[u].table);
	if (l->side != NULL)
		buffer_printf(&sql, " LEFT JOIN %s AS t ON t.id = e.id",
		    l->side);
	result = store_exec(s, sql.ptr);
	buffer_finish(&sql);
	return result;
}

/* Flags with their words; flag_stale: what the aggregates are made of.  The
 * subject is the person, else the account, else the device. */
static const char flag_views[] =
    "DROP VIEW IF EXISTS flag_stale;"
    "DROP VIEW IF EXISTS flag_named;"
    "CREATE VIEW flag_named AS SELECT f.id AS id, f.tbl AS tbl,"
    "  f.event AS event,"
    "  CASE f.tbl WHEN 1 THEN 'web' WHEN 3 THEN 'device' ELSE 'mail' END"
    "    AS channel,"
    "  (SELECT text FROM symbol WHERE id = f.rule) AS rule,"
    "  (SELECT text FROM symbol WHERE id = f.label) AS label,"
    "  f.severity AS severity, f.treatment AS treatment,"
    "  f.reported AS reported, f.correlation AS correlation,"
    "  f.start AS start, f.end AS end, f.day AS day, f.hour AS hour,"
    "  f.events AS events,"
    "  (SELECT text FROM symbol WHERE id = f.account) AS account,"
    "  (SELECT text FROM symbol WHERE id = f.person) AS person,"
    "  (SELECT text FROM symbol WHERE id = f.device) AS device,"
    "  (SELECT text FROM symbol WHERE id = f.room) AS room,"
    "  (SELECT text FROM symbol WHERE id = f.role) AS role,"
    "  (SELECT text FROM symbol WHERE id = f.year) AS year,"
    "  (SELECT text FROM symbol WHERE id = f.period) AS period,"
    "  (SELECT text FROM symbol WHERE id = f.outcome) AS outcome,"
    "  (SELECT text FROM symbol WHERE id = f.type) AS type,"
    "  (SELECT text FROM symbol WHERE id = f.attribution) AS attribution,"
    "  CASE WHEN f.person <> 0 THEN"
    "      'p:' || (SELECT text FROM symbol WHERE id = f.person)"
    "    WHEN f.account <> 0 THEN"
    "      'a:' || (SELECT text FROM symbol WHERE id = f.account)"
    "    ELSE 'd:' || (SELECT text FROM symbol WHERE id = f.device) END"
    "    AS subject,"
    "  f.person <> 0 AS known,"
    "  (SELECT text FROM symbol WHERE id = f.log) AS log,"
    "  f.offset AS offset, f.fields AS fields"
    " FROM flag AS f;"
    "CREATE VIEW flag_stale AS SELECT * FROM flag_named"
    " WHERE reported AND id IN (SELECT id FROM flag"
    "   JOIN stale_day ON stale_day.day = flag.day);";

/* A visit whole again.  Left joins, since SQLite leaves those out whose cells
 * nobody asks for. */
#define VISIT_CELLS							\
	"r.id AS id, r.start AS start,"					\
	"  r.stamp AS stamp, r.duration AS duration,"			\
	"  nullif(o.day, -1) AS day, c.account AS account,"		\
	"  c.address AS address, s.site AS site, c.agent AS agent,"	\
	"  s.destination AS destination, r.bytes AS bytes,"		\
	"  o.request AS request, c.place AS place, c.who AS who,"	\
	"  o.moment AS moment, r.member AS member, r.offset AS offset"
#define VISIT_JOINS							\
	" LEFT JOIN occasion AS o ON o.id = r.occasion"			\
	" LEFT JOIN caller AS c ON c.id = abs(r.caller)"		\
	" LEFT JOIN server AS s ON s.id = r.server;"

static const char visit_views[] =
    "DROP VIEW IF EXISTS visit;"
    "CREATE VIEW visit AS SELECT " VISIT_CELLS
    " FROM visit_row AS r" VISIT_JOINS
    "DROP VIEW IF EXISTS visit_by_time;"
    "CREATE VIEW visit_by_time AS SELECT " VISIT_CELLS ","
    "  t.since AS stretch_since, t.until AS stretch_until"
    " FROM visit_stretch AS t"
    " CROSS JOIN visit_row AS r ON r.id BETWEEN t.first AND t.last"
    VISIT_JOINS;

int
store_make_views(struct store *s)
{
	enum store_table t;

	if (store_exec(s, visit_views) == -1)
		return -1;
	for (t = STORE_VISIT; t < TABLE_COUNT; t++)
		if (make_event_view(s, t) == -1)
			return -1;
	return store_exec(s, flag_views);
}
