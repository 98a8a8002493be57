/*
 * "registers:" of school.yml: exceptions, bans, lost devices and the like.
 */
#include "settings/registers.h"

#include "calendar.h"
#include "load.h"

enum { WHO, WHAT, FROM, TO, APPROVED_BY, WHY, COLUMNS };

/* What an entry must say: who, what, or either. */
static const struct {
	const char *name;
	bool who, what, approval;
} registers[REGISTER_COUNT] = {
	[REGISTER_EXCEPTIONS] = { "exceptions", true, true, true },
	[REGISTER_APPROVALS] = { "approvals", false, true, true },
	[REGISTER_PERMITTED_USB] = { "permitted_usb", false, true, false },
	[REGISTER_BANS] = { "bans", true, false, true },
	[REGISTER_WARNINGS] = { "warnings", true, false, false },
	[REGISTER_LOST_DEVICES] = { "lost_devices", false, true, false },
	[REGISTER_REMOTE_ACCESS] = { "remote_access", true, false, true },
	[REGISTER_FILTER_TESTS] = { "filter_tests", false, false, false },
	[REGISTER_AGREEMENTS] = { "agreements", true, false, false },
	[REGISTER_PUBLISHING] = { "publishing", false, true, true },
	[REGISTER_LEGAL_HOLDS] = { "legal_holds", true, false, true },
	[REGISTER_ABSENT_STAFF] = { "absent_staff", true, false, false },
};

/* Only those that are roles, people of the list or everybody. */
static bool
is_known(const struct loading *l, struct slice who)
{
	return slice_equal(who, SLICE("*")) || role_number(who) != -1 ||
	    settings_person(l->s, who) != NULL ||
	    settings_person_by_key(l->s, who) != NULL ||
	    settings_person_by_email(l->s, who) != NULL;
}

static void
check_entry(struct loading *l, struct slice path, int kind,
    const struct register_entry *e)
{
	if (registers[kind].who && e->who.len == 0)
		fault_add(l->f, path, e->line, "who: nobody is named");
	if (registers[kind].what && e->what.len == 0)
		fault_add(l->f, path, e->line, "what: nothing is named");
	if (e->who.len > 0 && !is_known(l, e->who))
		fault_warn(l->f, path, e->line,
		    "who: %.*s is nobody of the list of people",
		    SLICE_ARG(e->who));
	if (registers[kind].approval && e->approved_by.len == 0)
		fault_warn(l->f, path, e->line,
		    "approved_by: nobody has approved of it");
	if (kind == REGISTER_LOST_DEVICES && e->what.len > 0 &&
	    settings_device(l->s, e->what) == NULL)
		fault_warn(l->f, path, e->line,
		    "what: %.*s is no device of the list",
		    SLICE_ARG(e->what));
}

static void
read_register(struct loading *l, int kind, struct slice path, int line)
{
	struct table_column columns[COLUMNS] = {
		[WHO] = { "who", registers[kind].who, -1 },
		[WHAT] = { "what", registers[kind].what, -1 },
		[FROM] = { "from", false, -1 },
		[TO] = { "to", false, -1 },
		[APPROVED_BY] = { "approved_by", registers[kind].approval,
		    -1 },
		[WHY] = { "why", false, -1 },
	};
	struct csv *t = table_open_path(l, path, line, columns, COLUMNS);
	struct register_entry *e;
	struct slice cells[COLUMNS];
	size_t row, c;

	if (t == NULL)
		return;
	warn_if_open(l, path);
	l->out->registers[kind] = arena_alloc(l->arena,
	    csv_rows(t) * sizeof *e);
	for (row = 0; row < csv_rows(t); row++) {
		if (table_row_is_blank(t, row))
			continue;
		for (c = 0; c < COLUMNS; c++)
			cells[c] = arena_copy(l->arena,
			    csv_cell(t, row, columns[c].at));
		e = &l->out->registers[kind][l->out->register_counts[kind]++];
		*e = (struct register_entry){ .who = cells[WHO],
			.what = cells[WHAT],
			.approved_by = cells[APPROVED_BY],
			.why = cells[WHY],
			.line = (int)csv_line(t, row) };
		table_bounds(l, path, cells[FROM], cells[TO], e->line,
		    &e->from, &e->to);
		check_entry(l, path, kind, e);
	}
	csv_destroy(t);
}

void
load_registers(struct loading *l)
{
	const struct yaml *map = yaml_get(l->root, "registers"), *v;
	int kind;

	for (kind = 0; kind < REGISTER_COUNT; kind++) {
		v = yaml_get(map, registers[kind].name);
		if (!is_unset(v) && v->kind == YAML_SCALAR)
			read_register(l, kind, resolve_path(l, v->text),
			    v->line);
	}
}

size_t
register_lists(struct loading *l, struct word_list lists[])
{
	size_t count = 0, i;
	int kind;

	for (kind = 0; kind < REGISTER_COUNT; kind++) {
		const struct register_entry *e = l->out->registers[kind];
		size_t n = l->out->register_counts[kind];
		struct word_list *list = &lists[count];

		if (e == NULL)
			continue;
		list->name = slice_of(registers[kind].name);
		list->words = arena_alloc(l->arena, n * sizeof *list->words);
		for (i = 0; i < n; i++)
			list->words[i] = e[i].what.len > 0 ? e[i].what :
							     e[i].who;
		list->count = n;
		count++;
	}
	return count;
}

const struct register_entry *
settings_register(const struct settings *s, enum register_kind kind,
    size_t *count)
{
	const struct loaded *in = (const struct loaded *)s;

	*count = in->register_counts[kind];
	return in->registers[kind];
}

bool
register_holds(const struct register_entry *e, size_t count,
    struct slice name, int32_t day, int32_t *from, int32_t *until)
{
	bool held = false;
	size_t i;

	for (i = 0; name.len > 0 && i < count; i++, e++)
		if ((slice_equal_fold(e->who, name) ||
			slice_equal_fold(e->what, name)) &&
		    bounds_hold(e->from, e->to, day, from, until))
			held = true;
	return held;
}

bool
settings_registered(const struct settings *s, enum register_kind kind,
    struct slice name, int32_t day, int32_t *from, int32_t *until)
{
	size_t count;
	const struct register_entry *list = settings_register(s, kind, &count);

	return register_holds(list, count, name, day, from, until);
}
