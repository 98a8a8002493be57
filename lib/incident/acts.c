/*
 * What people decide about an item: each act is appended to its record with
 * who, when and why, and says from which status it leads to which.
 *
 *	open > confirmed > closed; rejected, excepted (it was allowed),
 *	duplicate; a confirmed one may be withdrawn, and all may be reopened
 *	but one that was merged into another
 *
 * Most acts change no status: they say what was found out and done.
 */
#include "incident/fields.h"
#include "incident/incident.h"
#include "store/statement.h"

static const char add_note[] =
    "INSERT INTO item_note(item, time, who, act, why)"
    " VALUES (:item, :now, :who, :act, :why)";

/* The first decision gives the number. */
static const char touch_item[] =
    "UPDATE item"
    "   SET touched = 1, changed = :now,"
    "       status = iif(:status = '', status, :status),"
    "       number = coalesce(number,"
    "           (SELECT coalesce(max(number), 0) + 1 FROM item))"
    " WHERE id = :item";

static const char status_of[] = "SELECT status FROM item WHERE id = :item";

/* From which status an act may be taken, in words between spaces, and what
 * it makes of it. */
static const struct act {
	const char *word, *status, *from;
	bool needs_reason, whole;
} acts[] = {
	{ "confirm", "confirmed", "open rejected", false, true },
	{ "reject", "rejected", "open confirmed", true, true },
	{ "excepted", "excepted", "open", true, true },
	{ "duplicate", "duplicate", "open", true, true },
	{ "note", "", "open confirmed rejected excepted duplicate withdrawn "
	    "closed", true, true },
	{ "assign", "", "open confirmed", true, true },
	{ "comment", "", "open confirmed rejected excepted duplicate withdrawn "
	    "closed", true, true },
	{ "intent", "", "open confirmed closed", true, true },
	{ "answer", "", "open confirmed closed", true, true },
	{ "planned", "", "open confirmed closed", true, true },
	{ "action", "", "confirmed closed", true, true },
	{ "sanction", "", "confirmed closed", true, true },
	{ "ban", "", "confirmed closed", true, true },
	{ "warning", "", "confirmed closed", true, true },
	{ "parents", "", "open confirmed closed", true, true },
	{ "referral", "", "open confirmed closed", true, true },
	{ "data-loss", "", "open confirmed closed", true, true },
	{ "review", "", "open confirmed", true, true },
	{ "reviewed", "", "open confirmed closed", true, true },
	{ "recorded", "", "confirmed closed", true, true },
	{ "no-tip-off", "", "open confirmed closed", true, true },
	{ "may-tell", "", "open confirmed closed", true, true },
	{ "withdraw", "withdrawn", "confirmed closed", true, true },
	{ "reopen", "open", "rejected excepted duplicate withdrawn closed",
	    true, true },
	{ "close", "closed", "confirmed", false, true },
	/* join.c writes these, as part of more. */
	{ "merge", "", "open confirmed", true, false },
	{ "merged", "merged", "open confirmed", true, false },
	{ "split", "", "open confirmed", true, false },
	{ "unmerged", "open", "merged", true, false },
};

static const struct act *
act_find(struct slice word)
{
	size_t i;

	for (i = 0; i < sizeof acts / sizeof *acts; i++)
		if (slice_equal(word, slice_of(acts[i].word)))
			return &acts[i];
	return NULL;
}

bool
incident_is_act(struct slice word)
{
	const struct act *act = act_find(word);

	return act != NULL && act->whole;
}

struct slice
incident_act_word(struct slice word)
{
	return incident_is_act(word) ? slice_of(act_find(word)->word) :
				       SLICE("");
}

static bool
allows(const struct act *act, struct slice status)
{
	return slice_has_word(slice_of(act->from), status);
}

const char *
incident_allows(struct slice word, struct slice status, struct slice why)
{
	const struct act *act = act_find(word);

	if (act == NULL)
		return "expected an act, as confirm or reject";
	if (act->needs_reason && slice_trim(why).len == 0)
		return "a reason is needed (-m)";
	if (allows(act, status))
		return NULL;
	return slice_equal(word, SLICE("close")) ?
	    "it must be confirmed before it is closed" :
	    slice_equal(word, SLICE("action")) ?
	    "it must be confirmed before an action is written down" :
	    "its status does not allow that";
}

static const char *
check(struct store *store, int64_t row, struct slice act, struct slice why)
{
	struct statement *q = statement_create(store, status_of);
	const char *refused = "no such item";

	if (q == NULL)
		return "the store cannot be read";
	statement_bind_int(q, ":item", row);
	while (statement_step(q) == 1)
		refused = incident_allows(act, statement_text(q, 0), why);
	statement_destroy(q);
	return refused;
}

static bool
write_down(struct store *store, int64_t row, const struct act *act,
    struct slice who, struct slice why)
{
	struct statement *note = statement_create(store, add_note);
	struct statement *touch = statement_create(store, touch_item);
	bool good = note != NULL && touch != NULL;
	int64_t now = time_now();

	if (good) {
		statement_bind_int(note, ":item", row);
		statement_bind_int(note, ":now", now);
		statement_bind_text(note, ":who", who);
		statement_bind_text(note, ":act", slice_of(act->word));
		statement_bind_text(note, ":why", why);
		statement_bind_int(touch, ":item", row);
		statement_bind_int(touch, ":now", now);
		statement_bind_text(touch, ":status", slice_of(act->status));
		good = statement_run(note) == 0 && statement_run(touch) == 0;
	}
	statement_destroy(note);
	statement_destroy(touch);
	return good;
}

const char *
incident_act(struct store *store, int64_t row, struct slice word,
    struct slice who, struct slice why)
{
	const char *refused = check(store, row, word, why);
	struct arena *a = arena_create();
	struct slice normal;

	if (refused == NULL)
		refused = fields_check(word, why, a, &normal);
	if (refused == NULL && !write_down(store, row, act_find(word), who,
	    normal))
		refused = "the store cannot be written";
	arena_destroy(a);
	return refused;
}

const char *
incident_decide(struct store *store, int64_t row, struct slice word,
    struct slice who, struct slice why)
{
	const char *refused;

	if (store_begin(store) == -1)
		return "the store is busy or cannot be written";
	refused = incident_act(store, row, word, who, why);
	if (refused == NULL && store_commit(store) == -1)
		refused = "the store cannot be written";
	if (refused != NULL)
		store_rollback(store);
	return refused;
}
