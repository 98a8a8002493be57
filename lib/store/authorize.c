/*
 * What each audience may do, asked by SQLite while it prepares a statement.
 *
 * Governors and the authority get a list of what they may read, table by
 * table and column by column; all else is refused, whatever is added to the
 * schema later.  Nothing is filtered afterwards: a statement that touches a
 * name does not come to be.
 */
#include <string.h>

#include "inside.h"

/* Tables of aggregates, and of other tables the columns, between spaces,
 * that name nobody. */
struct allowed {
	const char *table;
	const char *columns; /* NULL: all of them */
};

static const struct allowed aggregates[] = {
	{ "daily_visit", NULL },
	{ "daily_flag", NULL },
	{ "daily_person", NULL },
	{ "coverage", NULL },
	{ "night", NULL },
	{ "meta", NULL },
	{ "item", " status label subject_number role year period day hour "
		  "events severity treatment " },
	{ NULL, NULL },
};

/* What the leadership writes: decisions, and the audit of having read. */
static const char *const decisions[] = { "item", "item_note", "audit",
	"subject", NULL };

static bool
column_is_listed(const char *names, const char *column)
{
	size_t length = strlen(column);
	const char *at = names;

	if (length == 0)
		return false;
	while ((at = strstr(at, column)) != NULL) {
		if (at[-1] == ' ' && at[length] == ' ')
			return true;
		at++;
	}
	return false;
}

static bool
may_read_aggregate(const char *table, const char *column)
{
	const struct allowed *a;

	for (a = aggregates; a->table != NULL; a++)
		if (sqlite3_stricmp(a->table, table) == 0)
			return a->columns == NULL ||
			    /* count(*) reads no column of the table. */
			    *column == '\0' ||
			    column_is_listed(a->columns, column);
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
judge_aggregates(void *ctx, int action, const char *first, const char *second,
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
		return may_read_aggregate(first, second) ? SQLITE_OK :
							   SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static int
judge_leadership(void *ctx, int action, const char *first, const char *second,
    const char *schema, const char *via)
{
	size_t i;

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
	case SQLITE_UPDATE:
		for (i = 0; decisions[i] != NULL; i++)
			if (sqlite3_stricmp(decisions[i], first) == 0)
				return SQLITE_OK;
		return SQLITE_DENY;
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
		return sqlite3_set_authorizer(s->db, judge_aggregates,
			   NULL) == SQLITE_OK ? 0 : -1;
	}
}
