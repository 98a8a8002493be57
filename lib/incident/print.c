/*
 * Items as CSV, as a table and one by one.  What comes from logs is hostile:
 * CSV cells are guarded, and a terminal gets no control characters.
 */
#include <err.h>

#include "base/csv.h"
#include "incident/incident.h"
#include "store/statement.h"

struct list {
	FILE *out;
	const struct zone *zone; /* NULL: UTC */
	struct buffer line;
	bool named;
	size_t count;
};

static void
list_init(struct list *l, const struct zone *zone, FILE *out)
{
	*l = (struct list){ .out = out, .zone = zone };
	buffer_init(&l->line, BUFFER_LARGEST);
}

/* Writes the line and begins the next. */
static int
flush(struct list *l)
{
	struct slice s = buffer_slice(&l->line);

	if (s.len > 0 && fwrite(s.ptr, 1, s.len, l->out) != s.len) {
		warn("output");
		return -1;
	}
	buffer_reset(&l->line);
	return 0;
}

/* Control characters would let a log line command the terminal, and others
 * turn its letters round. */
static void
add_safe(struct buffer *b, struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		/* C1 controls are c2 80 to c2 9f in UTF-8. */
		if (c == 0xc2 && i + 1 < s.len &&
		    (unsigned char)s.ptr[i + 1] < 0xa0) {
			buffer_char(b, '?');
			i++;
		} else if (slice_turns_at(s, i) > 0) {
			buffer_text(b, "\xef\xbf\xbd");
			i += slice_turns_at(s, i) - 1;
		} else
			buffer_char(b, c < ' ' || c == 0x7f ? '?' : (char)c);
	}
}

static void
add_time(struct list *l, int64_t t)
{
	int y, m, d;
	struct civil c;

	if (l->zone == NULL) {
		time_print_seconds(&l->line, t);
		return;
	}
	c = zone_civil(l->zone, t);
	day_to_date(c.day, &y, &m, &d);
	buffer_printf(&l->line, "%04d-%02d-%02d %02d:%02d:%02d", y, m, d,
	    c.second / 3600, c.second / 60 % 60, c.second % 60);
}

static void
csv_time(struct buffer *line, int64_t t)
{
	struct buffer cell;

	buffer_init(&cell, 64);
	time_print_seconds(&cell, t);
	csv_add(line, false, buffer_slice(&cell));
	buffer_finish(&cell);
}

static void
csv_number(struct buffer *line, int64_t n)
{
	struct buffer cell;

	buffer_init(&cell, 64);
	buffer_int(&cell, n);
	csv_add(line, false, buffer_slice(&cell));
	buffer_finish(&cell);
}

static int
csv_item(const struct incident *item, void *ctx)
{
	struct list *l = ctx;

	l->named = l->named || item->person.len > 0;
	csv_add(&l->line, true, item->id);
	csv_add(&l->line, false, item->status);
	csv_add(&l->line, false, item->label);
	csv_add(&l->line, false, item->account);
	csv_add(&l->line, false, item->person);
	csv_add(&l->line, false, item->device);
	csv_add(&l->line, false, item->room);
	csv_time(&l->line, item->start);
	csv_time(&l->line, item->end);
	csv_number(&l->line, item->events);
	csv_add(&l->line, false, item->severity);
	csv_add(&l->line, false, item->attribution);
	csv_add(&l->line, false, item->rules);
	csv_end_row(&l->line);
	return flush(l);
}

/* What was printed is written down even when printing broke off. */
static int
audit(struct store *store, const struct list *l, bool inside,
    struct slice who, struct slice what, struct slice why)
{
	if (!l->named)
		return 0;
	if (inside)
		return store_audit(store, who, what, why);
	if (store_begin(store) == -1)
		return -1;
	if (store_audit(store, who, what, why) == -1 ||
	    store_commit(store) == -1) {
		store_rollback(store);
		return -1;
	}
	return 0;
}

static int
print_csv(struct store *store, const struct incident_filter *f,
    struct list *l)
{
	buffer_text(&l->line,
	    "id,status,label,account,person,device,room,start,end,events,"
	    "severity,attribution,rules");
	csv_end_row(&l->line);
	return flush(l) == -1 ? -1 : incident_each(store, f, csv_item, l);
}

/* Who, as far as it may be said. */
static struct slice
subject(const struct incident *item)
{
	return item->person.len > 0 ? item->person :
	    item->account.len > 0 ? item->account :
				      item->device;
}

/* A cell of the table, cut where it is too long, by bytes: the last odd
 * byte of a cut character is dropped. */
static void
add_cell(struct buffer *b, struct slice s, size_t width)
{
	struct slice cut = slice_first(s, width);
	size_t i, shown = 0;

	if (cut.len < s.len)
		while (cut.len > 0 &&
		    ((unsigned char)s.ptr[cut.len] & 0xc0) == 0x80)
			cut.len--;
	add_safe(b, cut);
	for (i = 0; i < cut.len; i++)
		shown += ((unsigned char)cut.ptr[i] & 0xc0) != 0x80;
	for (; shown < width + 2; shown++)
		buffer_char(b, ' ');
}

static int
table_item(const struct incident *item, void *ctx)
{
	struct list *l = ctx;

	l->named = l->named || item->person.len > 0;
	if (l->count++ == 0)
		buffer_text(&l->line,
		    "id            status     begins               "
		    "label                 who                       "
		    "known   events\n");
	add_cell(&l->line, item->id, 12);
	add_cell(&l->line, item->status, 9);
	add_time(l, item->start);
	buffer_text(&l->line, l->zone == NULL ? " " : "  ");
	add_cell(&l->line, item->label, 20);
	add_cell(&l->line, subject(item), 24);
	add_cell(&l->line, item->attribution, 6);
	buffer_int(&l->line, item->events);
	if (item->new_events > 0)
		buffer_printf(&l->line, " and %lld new",
		    (long long)item->new_events);
	buffer_char(&l->line, '\n');
	return flush(l);
}

static int
print_table(struct store *store, const struct incident_filter *f,
    struct list *l)
{
	int result = incident_each(store, f, table_item, l);

	if (result == 0 && l->count == 0)
		buffer_text(&l->line, "nothing to review\n");
	return result == 0 ? flush(l) : result;
}

int
incident_list(struct store *store, const struct incident_filter *f, bool csv,
    const struct zone *zone, struct slice who, struct slice why, FILE *out)
{
	struct list l;
	int result;

	list_init(&l, zone, out);
	result = csv ? print_csv(store, f, &l) : print_table(store, f, &l);
	if (audit(store, &l, false, who, SLICE("incident list"), why) == -1)
		result = -1;
	buffer_finish(&l.line);
	return result;
}

static void
add_line(struct list *l, const char *word, struct slice value)
{
	if (value.len == 0)
		return;
	buffer_printf(&l->line, "%-12s ", word);
	add_safe(&l->line, value);
	buffer_char(&l->line, '\n');
}

static const char *
known_how_well(const struct incident *item)
{
	struct slice attribution = item->attribution;

	if (slice_equal(item->rules, SLICE("entered-by-hand")))
		return item->person.len > 0 ? "named by a person" :
		    item->device.len > 0 ? "named device" : "not known";
	return slice_equal(attribution, SLICE("strong")) ?
	    "signed-in account" :
	    slice_equal(attribution, SLICE("fair")) ? "likely account" :
	    slice_equal(attribution, SLICE("weak")) ? "device only" :
						      "not known";
}

static int
print_head(const struct incident *item, void *ctx)
{
	struct list *l = ctx;

	l->named = item->person.len > 0;
	add_line(l, "item", item->id);
	if (item->number > 0)
		buffer_printf(&l->line, "%-12s %lld\n", "number",
		    (long long)item->number);
	add_line(l, "status", item->status);
	add_line(l, "label", item->label);
	add_line(l, "account", item->account);
	add_line(l, "person", item->person);
	add_line(l, "known", slice_of(known_how_well(item)));
	add_line(l, "device", item->device);
	add_line(l, "room", item->room);
	buffer_printf(&l->line, "%-12s ", "begins");
	add_time(l, item->start);
	buffer_printf(&l->line, "\n%-12s ", "ends");
	add_time(l, item->end);
	buffer_printf(&l->line, "\n%-12s %lld\n", "events",
	    (long long)item->events);
	if (item->new_events > 0)
		buffer_printf(&l->line, "%-12s %lld after the decision\n",
		    "new evidence", (long long)item->new_events);
	add_line(l, "severity", item->severity);
	add_line(l, "rules", item->rules);
	return flush(l);
}

/* What the account did beside, all in all. */
static int
print_use(struct list *l, struct store *store, int64_t row)
{
	struct use use;
	int found = store_use(store, row, &use);

	if (found < 1)
		return found;
	buffer_printf(&l->line, "%-12s ", "spell of use");
	add_time(l, use.start);
	buffer_text(&l->line, " to ");
	add_time(l, use.end);
	buffer_text(&l->line, ": ");
	use_words(&l->line, &use);
	buffer_char(&l->line, '\n');
	return flush(l);
}

static void
add_place(struct list *l, const struct evidence *e)
{
	add_safe(&l->line, e->log);
	if (e->offset >= 0)
		buffer_printf(&l->line, " at byte %lld",
		    (long long)e->offset);
	buffer_char(&l->line, '\n');
}

static const char told[] =
    "SELECT 'told', told, told_to, details FROM entry WHERE item = :item"
    " UNION ALL "
    "SELECT 'self-reported', told, told_to, '' FROM item_self_reported"
    " WHERE item = :item";

/* What was entered by hand about it. */
static int
print_told(struct list *l, struct store *store, int64_t row)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
		"May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec" };
	struct statement *q = statement_create(store, told);
	int more, y, m, d;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", row);
	while ((more = statement_step(q)) == 1) {
		day_to_date((int32_t)statement_int(q, 1), &y, &m, &d);
		buffer_printf(&l->line, "%-12.*s on %d %s %d",
		    SLICE_ARG(statement_text(q, 0)), d, months[m - 1], y);
		if (statement_text(q, 2).len > 0) {
			buffer_text(&l->line, " to ");
			add_safe(&l->line, statement_text(q, 2));
		}
		if (statement_text(q, 3).len > 0) {
			buffer_text(&l->line, ": ");
			add_safe(&l->line, statement_text(q, 3));
		}
		buffer_char(&l->line, '\n');
	}
	statement_destroy(q);
	return more == -1 ? -1 : flush(l);
}

static int
print_evidence(const struct evidence *e, void *ctx)
{
	struct list *l = ctx;

	if (l->count++ == 0)
		buffer_text(&l->line, "\nevidence\n");
	buffer_text(&l->line, e->late ? "new " : "    ");
	if (e->part) {
		buffer_text(&l->line, "      ");
		add_time(l, e->start);
		buffer_text(&l->line, "  ");
		add_place(l, e);
		return flush(l);
	}
	add_time(l, e->start);
	buffer_text(&l->line, "  ");
	add_safe(&l->line, e->rule);
	if (e->events > 1)
		buffer_printf(&l->line, "  %lld events",
		    (long long)e->events);
	buffer_text(&l->line, "\n      ");
	add_place(l, e);
	if (e->fields.len > 0) {
		buffer_text(&l->line, "      ");
		add_safe(&l->line, e->fields);
		buffer_char(&l->line, '\n');
	}
	return flush(l);
}

static int
print_decision(const struct decision *d, void *ctx)
{
	struct list *l = ctx;

	if (l->count++ == 0)
		buffer_text(&l->line, "\nwhat people decided\n");
	buffer_text(&l->line, "    ");
	add_time(l, d->time);
	buffer_text(&l->line, "  ");
	add_safe(&l->line, d->act);
	buffer_text(&l->line, " by ");
	add_safe(&l->line, d->who);
	if (d->why.len > 0) {
		buffer_text(&l->line, ": ");
		add_safe(&l->line, d->why);
	}
	buffer_char(&l->line, '\n');
	return flush(l);
}

static int
show(struct store *store, int64_t row, const struct zone *zone, bool inside,
    struct slice who, struct slice why, FILE *out)
{
	struct list l;
	struct incident_filter f = { .row = row, .since = TIME_UNKNOWN,
		.until = TIME_UNKNOWN };
	int result;

	list_init(&l, zone, out);
	result = incident_each(store, &f, print_head, &l);
	if (result == 0)
		result = print_use(&l, store, row);
	if (result == 0)
		result = print_told(&l, store, row);
	if (result == 0)
		result = incident_evidence(store, row, print_evidence, &l);
	l.count = 0;
	if (result == 0)
		result = incident_decisions(store, row, print_decision, &l);
	if (audit(store, &l, inside, who, SLICE("incident show"), why) == -1)
		result = -1;
	buffer_finish(&l.line);
	return result;
}

int
incident_show(struct store *store, int64_t row, const struct zone *zone,
    struct slice who, struct slice why, FILE *out)
{
	return show(store, row, zone, false, who, why, out);
}

int
incident_show_inside(struct store *store, int64_t row,
    const struct zone *zone, struct slice who, struct slice why, FILE *out)
{
	return show(store, row, zone, true, who, why, out);
}
