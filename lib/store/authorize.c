/*
 * What each audience may do, asked by SQLite while it prepares a statement.
 *
 * Governors and the authority may read the list of figures.c and nothing
 * else, whatever is added to the schema later.  Nothing is filtered
 * afterwards: a statement that touches a name does not come to be.
 */
#include "figures.h"
#include "inside.h"

/* What the leadership writes: decisions, and the audit of having read.  Only
 * items are ever changed, and which flags they hold; notes and audit are added
 * to. */
static const char *const may_add[] = { "item", "item_note", "audit",
	"subject", "alert", "alert_act", "entry", "pack",
	"sample", "seal", "seal_form", NULL };
static const char *const may_change[] = { "item", "item_flag",
	"alert", "sample", NULL };

/* Words between commas and spaces. */
static bool
is_among(const char *names, struct slice wanted)
{
	struct slice rest = slice_of(names), name;

	while (slice_take_word(&rest, &name)) {
		if (slice_ends_with(name, SLICE(",")))
			name.len--;
		if (slice_equal(name, wanted))
			return true;
	}
	return false;
}

static bool
may_read_figure(const char *table, const char *column)
{
	const struct figures *f;

	for (f = figures; f->table != NULL; f++)
		if (sqlite3_stricmp(f->table, table) == 0)
			return f->columns == NULL ||
			    /* count(*) reads no column of the table. */
			    *column == '\0' ||
			    is_among(f->columns, slice_of(column));
	return false;
}

static bool
is_harmless(const char *function)
{
	static const char *const harmful[] = { "load_extension", "readfile",
		"writefile", "edit", "fts3_tokenizer", "sqlite_dbpage", NULL };
	size_t i;

	for (i = 0; harmful[i] != NULL; i++)
		if (sqlite3_stricmp(harmful[i], function) == 0)
			return false;
	return true;
}

static int
judge_figures(void *ctx, int action, const char *first, const char *second,
    const char *schema, const char *via)
{
	(void)ctx, (void)schema, (void)via;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return is_harmless(second) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_READ:
		return may_read_figure(first, second) ? SQLITE_OK :
							   SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static int
is_listed(const char *const *list, const char *table)
{
	for (; *list != NULL; list++)
		if (sqlite3_stricmp(*list, table) == 0)
			return SQLITE_OK;
	return SQLITE_DENY;
}

static int
judge_leadership(void *ctx, int action, const char *first, const char *second,
    const char *schema, const char *via)
{
	(void)ctx, (void)schema, (void)via;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return is_harmless(second) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_INSERT:
		return is_listed(may_add, first);
	case SQLITE_UPDATE:
		return is_listed(may_change, first);
	default:
		return SQLITE_DENY;
	}
}

static int
judge_keeper(void *ctx, int action, const char *first, const char *second,
    const char *schema, const char *via)
{
	(void)ctx, (void)first, (void)schema, (void)via;
	if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
		return SQLITE_DENY;
	if (action == SQLITE_FUNCTION && !is_harmless(second))
		return SQLITE_DENY;
	return SQLITE_OK;
}

int
store_authorize(struct store *s)
{
	switch (s->audience) {
	case AUDIENCE_KEEPER:
		return sqlite3_set_authorizer(s->db, judge_keeper, NULL) ==
			SQLITE_OK ? 0 : -1;
	case AUDIENCE_LEADERSHIP:
		return sqlite3_set_authorizer(s->db, judge_leadership,
			   NULL) == SQLITE_OK ? 0 : -1;
	default:
		return sqlite3_set_authorizer(s->db, judge_figures,
			   NULL) == SQLITE_OK ? 0 : -1;
	}
}
