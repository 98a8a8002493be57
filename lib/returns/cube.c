/*
 * How the figures of a return hang together.
 */
#include "reports/labels.h"

#include "cube.h"

static const char *const groups[CUBE_GROUPS] = { "Total", "Pupil", "Staff",
	"Other" };
static const char *const channels[CUBE_CHANNELS] = { "Total", "Web", "Email",
	"Endpoint" };

_Static_assert(CUBE_CATEGORIES == GROUP_COUNT + 1, "categories and total");
_Static_assert(CUBE_CHANNELS == CHANNEL_COUNT + 1, "channels and total");

size_t
cube_row(int group, int channel, int category)
{
	int line = channel == 0 ? group : CUBE_GROUPS + channel - 1;

	return (size_t)(line * CUBE_CATEGORIES + category);
}

int
cube_group(size_t row)
{
	int line = (int)row / CUBE_CATEGORIES;

	return line < CUBE_GROUPS ? line : 0;
}

int
cube_channel(size_t row)
{
	int line = (int)row / CUBE_CATEGORIES;

	return line < CUBE_GROUPS ? 0 : line - CUBE_GROUPS + 1;
}

int
cube_category(size_t row)
{
	return (int)row % CUBE_CATEGORIES;
}

struct slice
cube_group_word(int group)
{
	return slice_of(groups[group]);
}

struct slice
cube_channel_word(int channel)
{
	return slice_of(channels[channel]);
}

struct slice
cube_category_word(int category)
{
	return slice_of(category == 0 ? "Total" :
					kind_groups[category - 1].title);
}

int
cube_find(const struct csv *t, size_t row)
{
	struct slice group = csv_cell(t, row, csv_find(t, "user_group"));
	struct slice channel = csv_cell(t, row, csv_find(t, "channel"));
	struct slice category = csv_cell(t, row,
	    csv_find(t, "infringement_category"));
	size_t at;

	for (at = 0; at < CUBE_ROWS; at++)
		if (slice_equal(group, cube_group_word(cube_group(at))) &&
		    slice_equal(channel,
			cube_channel_word(cube_channel(at))) &&
		    slice_equal(category,
			cube_category_word(cube_category(at))))
			return (int)at;
	return -1;
}

void
cube_add_bound(struct buffer *out, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)n);
	csv_add(out, false, n < AUDIT_UNBOUNDED ? slice_of(text) :
						  SLICE("x"));
}

void
cube_say_row(struct buffer *out, size_t row)
{
	buffer_add(out, cube_group_word(cube_group(row)));
	buffer_text(out, " / ");
	buffer_add(out, cube_channel_word(cube_channel(row)));
	buffer_text(out, " / ");
	buffer_add(out, cube_category_word(cube_category(row)));
}

/* Rules that read other logs than their label is known by. */
static const struct {
	const char *label;
	enum channel_of_kind channel;
} elsewhere[] = {
	{ "circumvention", CHANNEL_COMPUTER }, /* a client that is started */
	{ "file-sharing", CHANNEL_COMPUTER },
	{ "leaver-account", CHANNEL_WEB },
	{ "leaver-account", CHANNEL_MAIL },
	{ "lost-device", CHANNEL_WEB },
	{ "visitor-account", CHANNEL_WEB },
};

bool
cube_can_be(int channel, int category)
{
	size_t i;

	if (channel == 0 || category == 0)
		return true;
	for (i = 0; i < kind_count; i++)
		if ((int)kinds[i].channel + 1 == channel &&
		    (int)kinds[i].group + 1 == category)
			return true;
	for (i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		size_t kind = kind_of_label(slice_of(elsewhere[i].label));

		if ((int)elsewhere[i].channel + 1 == channel &&
		    (int)kinds[kind].group + 1 == category)
			return true;
	}
	return false;
}

size_t
cube_parts(size_t total, enum direction d, size_t parts[CUBE_CATEGORIES])
{
	int group = cube_group(total), channel = cube_channel(total);
	int category = cube_category(total), i, last;
	size_t count = 0;

	if (d == OVER_CATEGORIES ? category != 0 : group + channel != 0)
		return 0;
	last = d == OVER_GROUPS ? CUBE_GROUPS :
	    d == OVER_CHANNELS	? CUBE_CHANNELS :
				  CUBE_CATEGORIES;
	for (i = 1; i < last; i++)
		parts[count++] = d == OVER_GROUPS ? cube_row(i, 0, category) :
		    d == OVER_CHANNELS ? cube_row(0, i, category) :
					 cube_row(group, channel, i);
	return count;
}

enum what { INCIDENTS, PEOPLE, BOTH };

/* What each relation of the audit is, to be named where it fails. */
struct named {
	size_t total;
	enum direction direction;
	enum what what;
};

enum { MOST_RELATIONS = CUBE_ROWS * (DIRECTIONS * 2 + CUBE_CATEGORIES + 1) };

struct builder {
	struct audit *audit;
	size_t items[CUBE_ROWS], people[CUBE_ROWS];
	struct named named[MOST_RELATIONS];
	size_t n_named;
};

static void
relate(struct builder *b, struct named name, const struct audit_term *terms,
    size_t count, int64_t low, int64_t high)
{
	if (b->n_named < MOST_RELATIONS)
		b->named[b->n_named++] = name;
	audit_relation(b->audit, terms, count, low, high);
}

static void
add_cells(struct builder *b, const struct cube *c, const struct builder *other,
    const bool *shared)
{
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++) {
		const struct cube_cell *at = &c->cells[row];

		if (at->sign == 'c' && shared != NULL && shared[row]) {
			b->items[row] = other->items[row];
			b->people[row] = other->people[row];
		} else if (at->sign == 'c') {
			b->items[row] = audit_cell(b->audit, 1,
			    AUDIT_UNBOUNDED);
			b->people[row] = audit_cell(b->audit, 1,
			    AUDIT_UNBOUNDED);
		} else {
			int64_t items = at->sign == 0 ? at->items : 0;
			int64_t people = at->sign == 0 ? at->people : 0;

			b->items[row] = audit_cell(b->audit, items, items);
			b->people[row] = audit_cell(b->audit, people, people);
		}
	}
}

/* total - parts: of incidents always 0; of people 0 over groups, and else
 * at most 0, since one person may be counted in several. */
static void
add_sum(struct builder *b, size_t total, enum direction d)
{
	struct audit_term terms[CUBE_CATEGORIES];
	size_t parts[CUBE_CATEGORIES], count, i;

	if ((count = cube_parts(total, d, parts)) == 0)
		return;
	terms[0] = (struct audit_term){ b->items[total], 1 };
	for (i = 0; i < count; i++)
		terms[i + 1] = (struct audit_term){ b->items[parts[i]], -1 };
	relate(b, (struct named){ total, d, INCIDENTS }, terms, count + 1, 0,
	    0);
	terms[0].cell = b->people[total];
	for (i = 0; i < count; i++)
		terms[i + 1].cell = b->people[parts[i]];
	relate(b, (struct named){ total, d, PEOPLE }, terms, count + 1,
	    d == OVER_GROUPS ? 0 : -AUDIT_UNBOUNDED, 0);
	for (i = 0; i < count && d != OVER_GROUPS; i++) {
		terms[0] = (struct audit_term){ b->people[total], 1 };
		terms[1] = (struct audit_term){ b->people[parts[i]], -1 };
		relate(b, (struct named){ total, d, PEOPLE }, terms, 2, 0,
		    AUDIT_UNBOUNDED);
	}
}

static void
add_relations(struct builder *b)
{
	struct audit_term terms[2];
	size_t row;
	int d;

	for (row = 0; row < CUBE_ROWS; row++) {
		for (d = 0; d < DIRECTIONS; d++)
			add_sum(b, row, (enum direction)d);
		/* An incident has one person; a person has one or more. */
		terms[0] = (struct audit_term){ b->items[row], 1 };
		terms[1] = (struct audit_term){ b->people[row], -1 };
		relate(b, (struct named){ row, DIRECTIONS, BOTH }, terms, 2,
		    0, AUDIT_UNBOUNDED);
	}
}

static void
say_wrong(struct buffer *out, const struct builder *b, size_t wrong)
{
	static const char *const over[] = { "groups of people", "channels",
		"categories" };
	const struct named *n;

	if (wrong >= b->n_named) {
		buffer_text(out, "no figures in place of the hidden ones fit "
				 "all sums");
		return;
	}
	n = &b->named[wrong];
	buffer_text(out, n->what == PEOPLE ? "user_count of " :
		n->what == INCIDENTS	   ? "incident_count of " :
					     "the counts of ");
	cube_say_row(out, n->total);
	if (n->what == BOTH)
		buffer_text(out, ": more people than incidents");
	else
		buffer_printf(out, " is not the sum over %s%s",
		    over[n->direction],
		    n->what == PEOPLE && n->direction != OVER_GROUPS ?
			", nor between the largest part and it" : "");
}

static void
take_ranges(struct cube_audit *out, const struct cube *c,
    const struct builder *b)
{
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++) {
		struct cube_range *r = &out->ranges[row];
		int64_t width;

		audit_range(b->audit, b->items[row], &r->items_low,
		    &r->items_high);
		audit_range(b->audit, b->people[row], &r->people_low,
		    &r->people_high);
		if (c->cells[row].sign != 'c')
			continue;
		width = r->items_high - r->items_low;
		if (r->people_high - r->people_low < width)
			width = r->people_high - r->people_low;
		if (out->narrowest == -1 || width < out->narrowest)
			out->narrowest = width;
	}
	if (out->narrowest == -1)
		out->narrowest = 0;
}

void
cube_audit(struct cube_audit *out, const struct cube *c,
    const struct cube *before, const bool *same, int64_t enough,
    const char *solver)
{
	struct builder b = { .audit = audit_create(solver) }, old;
	size_t wrong;

	out->narrowest = -1;
	buffer_init(&out->wrong, 4096);
	add_cells(&b, c, NULL, NULL);
	add_relations(&b);
	if (before != NULL) {
		bool shared[CUBE_ROWS];
		size_t row;

		for (row = 0; row < CUBE_ROWS; row++)
			shared[row] = same[row] && c->cells[row].sign == 'c';
		old = (struct builder){ .audit = b.audit };
		add_cells(&old, before, &b, shared);
		add_relations(&old);
	}
	out->fits = audit_run(b.audit, enough, &wrong);
	out->method = audit_method(b.audit);
	if (out->fits)
		take_ranges(out, c, &b);
	else
		say_wrong(&out->wrong, &b, wrong);
	audit_destroy(b.audit);
}

void
cube_audit_finish(struct cube_audit *out)
{
	buffer_finish(&out->wrong);
}
