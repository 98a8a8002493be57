/*
 * The text of an alert that comes back, as it was or with a name:
 *
 *	ACKNOWLEDGE a3f21ab9 J Smith
 */
#include "store/statement.h"

#include "alert.h"
#include "inbox.h"

enum { LOOKED_AT = 40, LONGEST_WHO = 60 }; /* lines; letters */

/* Takes the line apart: which alert, and whatever else stands there. */
static bool
is_line(struct slice line, struct slice *name, struct slice *who)
{
	struct slice word;

	line = slice_trim(line);
	if (!slice_take_word(&line, &word) ||
	    !slice_equal_fold(slice_first(word, 11), SLICE("acknowledge")) ||
	    !slice_take_word(&line, name))
		return false;
	*who = slice_first(slice_trim(line), LONGEST_WHO);
	return true;
}

bool
is_acknowledgement(struct slice text)
{
	struct slice line, name, who;
	int i;

	for (i = 0; i < LOOKED_AT && slice_take_line(&text, &line); i++)
		if (is_line(line, &name, &who))
			return true;
	return false;
}

static void
answer_line(struct returned *r, struct slice name, struct slice who)
{
	const char *why;

	if (who.len == 0)
		who = r->reader;
	why = alert_acknowledge(r->desk, r->store, name, who, r->reader,
	    "file");
	if (why != NULL) {
		returned_fault(r, "%.*s: %s.",
		    (int)slice_first(name, 40).len, name.ptr, why);
		return;
	}
	buffer_printf(&r->receipt, "alert %.*s: acknowledged by %.*s\r\n",
	    SLICE_ARG(name), SLICE_ARG(who));
	r->applied++;
}

int
answer_acknowledgement(struct returned *r)
{
	struct slice rest = r->text, line, name, who;
	int i;

	if (store_begin(r->store) == -1)
		return -1;
	for (i = 0; i < LOOKED_AT && slice_take_line(&rest, &line); i++)
		if (is_line(line, &name, &who))
			answer_line(r, name, who);
	if (r->faults == 0)
		return store_commit(r->store);
	store_rollback(r->store);
	return 0;
}
