/*
 * Evidence, from the fields that flags copied.
 */
#include "base/json.h"
#include "reports/evidence.h"
#include "reports/labels.h"
#include "store/statement.h"

/* The flags of an item and those that its correlations rest on. */
static const char flags_of_item[] =
    "SELECT flag.fields, symbol.text, flag.events, flag.correlation"
    "  FROM flag JOIN symbol ON symbol.id = flag.type"
    " WHERE flag.id IN"
    "   (SELECT flag FROM item_flag WHERE item = :item"
    "    UNION SELECT part FROM flag_part"
    "      WHERE flag IN"
    "        (SELECT flag FROM item_flag WHERE item = :item))"
    " ORDER BY flag.start, flag.id";

static const char entry_of_item[] =
    "SELECT details FROM entry WHERE item = :item ORDER BY id LIMIT 1";

/* What says most about an event, best first. */
static const char *const telling[] = { "threat.indicator.name",
	"package.name", "process.executable", "url.domain",
	"email.to.address", "message", NULL };

static void
add_thing(struct evidence *e, struct arena *a, struct slice thing)
{
	size_t i;

	for (i = 0; i < e->n_things; i++)
		if (slice_equal(e->things[i], thing))
			return;
	if (e->n_things == MOST_SHOWN)
		e->more++;
	else
		e->things[e->n_things++] = arena_copy(a, thing);
}

/* Programs without their folders: those of users bear names. */
static struct slice
last_of_path(struct slice path)
{
	size_t i = path.len;

	while (i > 0 && path.ptr[i - 1] != '\\' && path.ptr[i - 1] != '/')
		i--;
	return slice_from(path, i);
}

static void
add_fields(struct evidence *e, struct arena *a, struct slice fields)
{
	struct json *root = json_parse(fields);
	struct slice text;
	int i;

	for (i = 0; root != NULL && telling[i] != NULL; i++) {
		text = json_text(json_get(root, telling[i]));
		if (text.len == 0)
			continue;
		add_thing(e, a, slice_equal(slice_of(telling[i]),
			SLICE("process.executable")) ? last_of_path(text) :
						       text);
		break;
	}
	json_destroy(root);
}

static int
read_told(struct store *store, int64_t item, struct arena *a,
    struct evidence *out)
{
	struct statement *q = statement_create(store, entry_of_item);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1)
		out->told = arena_copy(a, statement_text(q, 0));
	statement_destroy(q);
	return more;
}

int
evidence_read(struct store *store, int64_t item, struct arena *a,
    struct evidence *out)
{
	struct statement *q = statement_create(store, flags_of_item);
	int more;

	*out = (struct evidence){ 0 };
	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1) {
		struct slice type = statement_text(q, 1);

		add_fields(out, a, statement_text(q, 0));
		if (statement_int(q, 3) != 0)
			continue; /* its parts are counted themselves */
		*(slice_equal(type, SLICE("allowed")) ? &out->allowed :
			slice_equal(type, SLICE("denied")) ? &out->blocked :
							     &out->other) +=
		    statement_int(q, 2);
	}
	statement_destroy(q);
	return more == 0 ? read_told(store, item, a, out) : more;
}

const char *
evidence_outcome(const struct evidence *e)
{
	if (e->allowed > 0 && e->blocked > 0)
		return "some blocked, some allowed";
	return e->allowed > 0 ? "allowed" : e->blocked > 0 ? "blocked" : "";
}

/* What it was: of suspected illegal content nothing is ever printed. */
static const char *
things_of(const struct evidence *e, struct slice label, struct arena *a)
{
	const char *text = "";
	size_t i;

	if (slice_equal(label, SLICE("illegal-suspected")))
		return ". Do not look for it; follow the notice";
	for (i = 0; i < e->n_things; i++)
		text = arena_printf(a, "%s%s%.*s", text, i == 0 ? ": " : ", ",
		    SLICE_ARG(e->things[i]));
	if (e->more > 0)
		text = arena_printf(a, "%s and %zu more", text, e->more);
	return text;
}

const char *
evidence_sentence(const struct evidence *e, struct slice label,
    bool account_known, struct arena *a)
{
	if (e->told.len > 0)
		return arena_printf(a, "Entered by hand: %.*s",
		    SLICE_ARG(e->told));
	return arena_printf(a, "%s %s%s.",
	    account_known ? "The account" : "An account that is not known",
	    kinds[kind_of_label(label)].sentence, things_of(e, label, a));
}
