/*
 * Items for review with names, put into words.
 */
#include <stdlib.h>
#include <string.h>

#include "reports/copies.h"
#include "reports/evidence.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/words.h"
#include "store/statement.h"

struct named {
	const struct report_run *run;
	struct arena *arena;
};

static const char items_of_days[] =
    "SELECT item.id, item.number, item.status, item.label, item.account,"
    "       item.device, item.room, item.role, item.year, item.start,"
    "       item.end, item.day, item.events, item.attribution, item.rules,"
    "       coalesce(person.forename, ''), coalesce(person.surname, ''),"
    "       coalesce(person.sex, ''), coalesce(device.serial, ''),"
    "       item.severity, item.subject, item.person,"
    "       EXISTS (SELECT 1 FROM item_self_reported WHERE item = item.id),"
    "       item.changed"
    "  FROM item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    "  LEFT JOIN device ON device.hostname = item.device"
    " WHERE item.day BETWEEN :first AND :last"
    "   AND item.treatment IN (1, 2)"
    "   AND (:subject = '' OR item.subject = :subject)"
    " ORDER BY item.start, item.name";

enum asked {
	ASKED_ID,
	ASKED_NUMBER,
	ASKED_STATUS,
	ASKED_LABEL,
	ASKED_ACCOUNT,
	ASKED_DEVICE,
	ASKED_ROOM,
	ASKED_ROLE,
	ASKED_YEAR,
	ASKED_START,
	ASKED_END,
	ASKED_DAY,
	ASKED_EVENTS,
	ASKED_ATTRIBUTION,
	ASKED_RULES,
	ASKED_FORENAME,
	ASKED_SURNAME,
	ASKED_SEX,
	ASKED_SERIAL,
	ASKED_SEVERITY,
	ASKED_SUBJECT,
	ASKED_PERSON,
	ASKED_SELF_REPORTED,
	ASKED_CHANGED,
};

static const char notes_of_item[] =
    "SELECT time, who, act, why"
    "  FROM item_note"
    " WHERE item = :item"
    " ORDER BY id";

static bool
asked_is(struct statement *q, int column, struct slice wanted)
{
	return slice_equal(statement_text(q, column), wanted);
}

static bool
may_name(const struct named *n, struct statement *q)
{
	int32_t live = n->run->settings->go_live;

	return live != DAY_UNKNOWN && statement_int(q, ASKED_DAY) >= live &&
	    statement_text(q, ASKED_SURNAME).len > 0 &&
	    (asked_is(q, ASKED_ATTRIBUTION, SLICE("strong")) ||
		asked_is(q, ASKED_ATTRIBUTION, SLICE("fair")));
}

static const char *
name_of(const struct named *n, struct statement *q)
{
	struct slice account = statement_text(q, ASKED_ACCOUNT);

	if (may_name(n, q))
		return arena_printf(n->arena, "%.*s %.*s",
		    SLICE_ARG(statement_text(q, ASKED_FORENAME)),
		    SLICE_ARG(statement_text(q, ASKED_SURNAME)));
	if (account.len > 0)
		return arena_printf(n->arena,
		    "account %.*s, person not established",
		    SLICE_ARG(account));
	return statement_text(q, ASKED_DEVICE).len > 0 ? "device only" :
							 "not known";
}

static const char *
sex_of(const struct named *n, struct statement *q)
{
	if (!may_name(n, q))
		return "";
	return asked_is(q, ASKED_SEX, SLICE("M")) ? "Male" :
	    asked_is(q, ASKED_SEX, SLICE("F"))	  ? "Female" :
						    "";
}

static const char *
place_of(const struct named *n, struct statement *q)
{
	struct slice room = statement_text(q, ASKED_ROOM);
	struct slice device = statement_text(q, ASKED_DEVICE);
	struct slice serial = statement_text(q, ASKED_SERIAL);

	if (device.len == 0)
		return room.len == 0 ? "not known" :
				       arena_text(n->arena, room);
	return arena_printf(n->arena, "%.*s, %s%.*s (%.*s)",
	    room.len == 0 ? 16 : (int)room.len,
	    room.len == 0 ? "room not on list" : room.ptr,
	    serial.len == 0 ? "serial not on list" : "", SLICE_ARG(serial),
	    SLICE_ARG(device));
}

static const char *
act_words(struct slice act)
{
	static const struct {
		const char *act, *words;
	} acts[] = { { "confirm", "confirmed" },
		{ "reject", "rejected" }, { "close", "closed" },
		{ "note", "noted" }, { "action", "action" },
		{ "assign", "given" }, { "recorded", "also recorded" },
		{ "withdraw", "withdrawn" }, { "reopen", "opened again" },
		{ "merge", "merged" }, { "split", "split" },
		{ "excepted", "excepted" }, { "duplicate", "duplicate" },
		{ "comment", "the person's own words, taken down" },
		{ "no-tip-off", "do not tip off" },
		{ "may-tell", "may be told now" },
		{ "intent", "how it was meant" },
		{ "planned", "a planned activity?" },
		{ "sanction", "sanction" }, { "ban", "barred" },
		{ "warning", "warned" }, { "parents", "parents informed" },
		{ "referral", "referred" }, { "data-loss", "loss of data" },
		{ "reviewed", "looked at again" },
		{ "review", "to be looked at again" },
		{ "answer", "a step" } };
	size_t i;

	for (i = 0; i < sizeof acts / sizeof *acts; i++)
		if (slice_starts_with(act, slice_of(acts[i].act)))
			return acts[i].words;
	return "entry";
}

/* What can be counted stands in columns of its own too. */
static void
take_field(const struct named *n, struct statement *q,
    struct named_item *item)
{
	const struct {
		const char *act;
		const char **to;
		bool all, by; /* not only the last; and who said so */
	} fields[] = { { "intent", &item->intent, false, true },
		{ "planned", &item->planned, false, true },
		{ "sanction", &item->sanctions, true, false },
		{ "ban", &item->sanctions, true, false },
		{ "warning", &item->sanctions, true, false },
		{ "parents", &item->parents, false, false },
		{ "referral", &item->referrals, true, false },
		{ "data-loss", &item->data_loss, false, false },
		{ "review", &item->review, false, false },
		{ "reviewed", &item->review, false, true } };
	struct slice act = statement_text(q, 2), why = statement_text(q, 3);
	struct slice who = statement_text(q, 1);
	size_t i;

	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char **to = fields[i].to;

		if (!slice_equal(act, slice_of(fields[i].act)))
			continue;
		*to = arena_printf(n->arena, "%s%s%s%.*s%s%.*s",
		    fields[i].all ? *to : "",
		    fields[i].all && **to != '\0' ? "; " : "",
		    to == &item->sanctions ? arena_printf(n->arena, "%s: ",
			fields[i].act) : "", SLICE_ARG(why),
		    fields[i].by ? ", said by " : "",
		    fields[i].by ? (int)who.len : 0, who.ptr);
	}
}

/* What ends a sentence that somebody wrote, where they did not. */
static const char *
stop_after(struct slice text)
{
	text = slice_trim(text);
	return text.len == 0 || strchr(".!?", text.ptr[text.len - 1]) != NULL ?
	    "" : ".";
}

/* Every act of a person, with its reason; NULL: said. */
static const char *
actions_of(const struct named *n, struct named_item *item)
{
	struct statement *q = statement_create(n->run->store, notes_of_item);
	const char *text = "";
	int more;

	if (q == NULL)
		return NULL;
	item->intent = item->planned = item->sanctions = item->parents =
	    item->referrals = item->data_loss = item->review = "";
	statement_bind_int(q, ":item", item->id);
	while ((more = statement_step(q)) == 1) {
		take_field(n, q, item);
		text = arena_printf(n->arena, "%s%s%s: %s by %.*s. %.*s%s",
		    text, *text == '\0' ? "" : " ",
		    words_time(n->arena, n->run->settings->zone,
			statement_int(q, 0)),
		    act_words(statement_text(q, 2)),
		    SLICE_ARG(statement_text(q, 1)),
		    SLICE_ARG(statement_text(q, 3)),
		    stop_after(statement_text(q, 3)));
	}
	statement_destroy(q);
	if (more == -1)
		return NULL;
	return *text == '\0' ? "Item for review, not yet looked at." : text;
}

static const char *
status_of(struct statement *q)
{
	if (asked_is(q, ASKED_STATUS, SLICE("confirmed")))
		return "incident, confirmed";
	if (asked_is(q, ASKED_STATUS, SLICE("closed")))
		return "incident, closed";
	return "item for review, not yet looked at";
}

static enum standing
standing_of(struct statement *q)
{
	if (asked_is(q, ASKED_STATUS, SLICE("open")))
		return STANDS_OPEN;
	return asked_is(q, ASKED_STATUS, SLICE("confirmed")) ||
	    asked_is(q, ASKED_STATUS, SLICE("closed")) ? STANDS_INCIDENT :
							 STANDS_REJECTED;
}

/* "circumvention-site (AUP 3.1)"; in brief the clause alone. */
static const char *
rules_of(const struct named *n, struct statement *q, bool in_brief)
{
	struct slice rest = statement_text(q, ASKED_RULES), rule;
	const char *text = "", *one, *before = "";

	while (slice_take_word(&rest, &rule)) {
		struct rule_overlay o = settings_overlay(n->run->settings,
		    SLICE(""), rule);

		if (o.clause.len == 0)
			one = arena_text(n->arena, rule);
		else if (in_brief)
			one = arena_text(n->arena, o.clause);
		else
			one = arena_printf(n->arena, "%.*s (%.*s)",
			    SLICE_ARG(rule), SLICE_ARG(o.clause));
		if (strcmp(one, before) != 0)
			text = arena_printf(n->arena, "%s%s%s", text,
			    *text == '\0' ? "" : ", ", one);
		before = one;
	}
	return text;
}

static const char *
known_of(struct statement *q)
{
	if (asked_is(q, ASKED_RULES, SLICE("entered-by-hand")))
		return statement_text(q, ASKED_PERSON).len > 0 ?
		    "named by a person" : "not known";
	return asked_is(q, ASKED_ATTRIBUTION, SLICE("strong")) ?
	    "signed-in account" :
	    asked_is(q, ASKED_ATTRIBUTION, SLICE("fair")) ?
	    "likely account" :
	    asked_is(q, ASKED_ATTRIBUTION, SLICE("weak")) ? "device only" :
							    "not known";
}

static const char *
year_of(const struct named *n, struct statement *q)
{
	struct slice year = statement_text(q, ASKED_YEAR);

	if (asked_is(q, ASKED_ROLE, SLICE("pupil")) && year.len > 0)
		return arena_printf(n->arena, "Year %.*s", SLICE_ARG(year));
	return arena_text(n->arena, statement_text(q, ASKED_ROLE));
}

static const char *
stretch_of(const struct named *n, int64_t start, int64_t end)
{
	const struct zone *z = n->run->settings->zone;

	if (zone_civil(z, start).day != zone_civil(z, end).day)
		return arena_printf(n->arena, "%s to %s",
		    words_time(n->arena, z, start),
		    words_time(n->arena, z, end));
	return arena_printf(n->arena, "%s to %s",
	    words_clock(n->arena, z, start), words_clock(n->arena, z, end));
}

/* The spell of use that it stands in; empty where no log shows one. */
static int
read_use(const struct named *n, struct named_item *item)
{
	struct buffer text;
	struct use use;
	int found = store_use(n->run->store, item->id, &use);

	item->use = "";
	if (found < 1)
		return found;
	buffer_init(&text, BUFFER_LARGEST);
	buffer_text(&text, stretch_of(n, use.start, use.end));
	buffer_text(&text, ": ");
	use_words(&text, &use);
	item->use = arena_text(n->arena, buffer_slice(&text));
	buffer_finish(&text);
	return 0;
}

static const char *
number_of(const struct named *n, struct statement *q)
{
	if (statement_is_null(q, ASKED_NUMBER))
		return "";
	return arena_printf(n->arena, "%lld",
	    (long long)statement_int(q, ASKED_NUMBER));
}

/* Nobody reads of a case about themselves, nor of another's queue. */
static bool
is_for(const struct named *n, struct statement *q)
{
	struct routing_case c = { .role = statement_text(q, ASKED_ROLE),
		.year = statement_text(q, ASKED_YEAR),
		.account = statement_text(q, ASKED_ACCOUNT),
		.person = statement_text(q, ASKED_PERSON),
		.low_level = statement_int(q, ASKED_SEVERITY) == 0 };

	return routing_sees(n->run->settings, slice_of(n->run->reader),
	    &c);
}

/* As other programs read them. */
static void
put_clock(const struct named *n, struct named_item *item)
{
	struct civil c = zone_civil(n->run->settings->zone, item->start);

	item->date = day_text(n->arena, c.day);
	item->clock = arena_printf(n->arena, "%02d:%02d", c.second / 3600,
	    c.second / 60 % 60);
}

static void
put_texts(const struct named *n, struct statement *q, struct named_item *item)
{
	put_clock(n, item);
	item->number = number_of(n, q);
	item->when = words_time(n->arena, n->run->settings->zone,
	    statement_int(q, ASKED_START));
	item->name = name_of(n, q);
	item->sex = sex_of(n, q);
	item->place = place_of(n, q);
	item->details = evidence_sentence(&item->evidence,
	    statement_text(q, ASKED_LABEL),
	    statement_text(q, ASKED_ACCOUNT).len > 0, n->arena);
	if (statement_int(q, ASKED_SELF_REPORTED) != 0)
		item->details = arena_printf(n->arena, "%s Self-reported.",
		    item->details);
	item->self_reported = statement_int(q, ASKED_SELF_REPORTED) != 0 ?
	    "yes" : "";
	item->actions = actions_of(n, item);
	item->state = status_of(q);
	item->rules = rules_of(n, q, false);
	item->clauses = rules_of(n, q, true);
	item->known = known_of(q);
	item->year = year_of(n, q);
	item->outcome = evidence_outcome(&item->evidence);
	item->spell = stretch_of(n, statement_int(q, ASKED_START),
	    statement_int(q, ASKED_END));
}

static int
give(const struct named *n, struct statement *q, named_fn *each, void *ctx)
{
	struct named_item item = {
		.id = statement_int(q, ASKED_ID),
		.start = statement_int(q, ASKED_START),
		.end = statement_int(q, ASKED_END),
		.day = (int32_t)statement_int(q, ASKED_DAY),
		.events = statement_int(q, ASKED_EVENTS),
		.changed = statement_int(q, ASKED_CHANGED),
		.severity = (int)statement_int(q, ASKED_SEVERITY),
		.queue = routing_queue(statement_text(q, ASKED_ROLE)),
		.kind = kind_of_label(statement_text(q, ASKED_LABEL)),
		.status = arena_copy(n->arena,
		    statement_text(q, ASKED_STATUS)),
		.standing = standing_of(q),
		.label = arena_copy(n->arena, statement_text(q, ASKED_LABEL)),
		.subject = arena_copy(n->arena,
		    statement_text(q, ASKED_SUBJECT)),
		.account = arena_copy(n->arena,
		    statement_text(q, ASKED_ACCOUNT)),
		.device = arena_copy(n->arena,
		    statement_text(q, ASKED_DEVICE)),
		.is_named = may_name(n, q),
	};

	if (evidence_read(n->run->store, item.id, n->arena,
		&item.evidence) == -1 || read_use(n, &item) == -1)
		return -1;
	put_texts(n, q, &item);
	return item.actions == NULL ? -1 : each(&item, ctx);
}

int
named_items(const struct report_run *run, int32_t first, int32_t last,
    struct arena *a, named_fn *each, void *ctx)
{
	struct named n = { .run = run, .arena = a };
	struct statement *q = statement_create(run->store, items_of_days);
	int more, result = 0;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":first", first);
	statement_bind_int(q, ":last", last);
	statement_bind_text(q, ":subject", run->subject);
	while (result == 0 && (more = statement_step(q)) != 0)
		if (more == -1)
			result = -1;
		/* The evidence of merged ones stands with another. */
		else if (!asked_is(q, ASKED_STATUS, SLICE("merged")) &&
		    is_for(&n, q))
			result = give(&n, q, each, ctx);
	statement_destroy(q);
	return result;
}

static void
say_copies(struct document *d, const struct report_run *run)
{
	copies_say(d, &(struct copies){ .store = run->store,
	    .settings = run->settings, .reader = run->reader,
	    .now = run->now, .what = run->what, .row = run->row,
	    .forms = run->html ? "PDF, HTML and CSV" : "PDF and CSV" });
}

void
named_say_audit(struct document *d, const struct report_run *run)
{
	char hex[65];

	if (store_audit_head(run->store, hex) == 0)
		document_text(d, "The record of who was shown names "
		    "ended with {} when this was made; beadle audit verify "
		    "compares.",
		    FIGURES(figure_of(AUDIT_HEAD,
			figure_words(slice_first(slice_of(hex), 16)))));
	say_copies(d, run);
}

struct document *
named_lay_out(const struct report_run *run, const struct named_layout *l)
{
	struct named_sheet *sheet = memory_zeroed(1, l->size);
	struct seen *seen = seen_create(run);
	struct document *d = NULL;

	if (seen != NULL) {
		int32_t first = l->logged ? seen->first : run->period.start;
		int32_t last = l->logged ? seen->last : run->period.end;

		sheet->run = run;
		sheet->seen = seen;
		sheet->arena = arena_create();
		d = sheet->document = l->begin(sheet);
		if (d != NULL && named_items(run, first, last, sheet->arena,
			l->add, sheet) == 0) {
			l->finish(sheet);
			d = sheet->document;
		} else {
			document_destroy(d);
			d = NULL;
		}
		if (l->drop != NULL)
			l->drop(sheet);
		arena_destroy(sheet->arena);
	}
	seen_destroy(seen);
	free(sheet);
	return d;
}
