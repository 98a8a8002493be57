/*
 * Word lists: those that rules use as %name%, and the hosts that are
 * private to those who visit them.
 */
#include "load.h"

enum { LAST_BOUND_YEAR = 11 };

static void
load_list(struct loading *l, const struct yaml *v)
{
	struct word_list *list = &l->s->lists[l->s->list_count];

	list->name = v->key;
	if (v->kind == YAML_LIST)
		list->words = texts_of(l, v, &list->count);
	else if (!is_unset(v))
		list->words = words_of_file(l, resolve_path(l, v->text),
		    v->line, &list->count);
	index_add(&l->out->lists, list->name, l->s->list_count++);
}

/* A list of the school's own goes before that of a register. */
static void
add_registers(struct loading *l)
{
	struct word_list found[REGISTER_COUNT];
	size_t n = register_lists(l, found), i;

	for (i = 0; i < n; i++) {
		if (index_find(&l->out->lists, found[i].name) != MAP_NONE)
			continue;
		l->s->lists[l->s->list_count] = found[i];
		index_add(&l->out->lists, found[i].name, l->s->list_count++);
	}
}

/*
 * Whom lesson-time rules bind: the years of compulsory schooling, and those
 * of the sixth form once they have a timetable of their own.
 */
void
load_lesson_years(struct loading *l)
{
	struct word_list *list = &l->s->lists[l->s->list_count];
	int year;

	list->name = SLICE("lesson_years");
	if (index_find(&l->out->lists, list->name) != MAP_NONE)
		return;
	list->words = arena_alloc(l->arena, 15 * sizeof *list->words);
	for (year = 1; year <= 14; year++)
		if (year <= LAST_BOUND_YEAR || (l->s->calendar != NULL &&
			calendar_names_year(l->s->calendar, year)))
			list->words[list->count++] = slice_of(
			    arena_printf(l->arena, "%d", year));
	index_add(&l->out->lists, list->name, l->s->list_count++);
}

static void
load_word_lists(struct loading *l)
{
	const struct yaml *lists = yaml_get(l->root, "lists"), *v;
	size_t n = REGISTER_COUNT + 1;

	if (lists != NULL && lists->kind != YAML_MAP)
		lists = NULL;
	for (v = lists == NULL ? NULL : lists->first; v != NULL; v = v->next)
		n++;
	l->s->lists = arena_alloc(l->arena, n * sizeof *l->s->lists);
	for (v = lists == NULL ? NULL : lists->first; v != NULL; v = v->next)
		if (v->kind != YAML_MAP)
			load_list(l, v);
	add_registers(l);
	load_lesson_years(l);
}

struct hosts {
	struct slice *list;
	size_t count, room;
};

static void
add_hosts(struct loading *l, struct hosts *h, struct slice *words,
    size_t count)
{
	struct slice *wider, host;
	size_t i;

	if (h->count + count > h->room) {
		h->room = (h->count + count) * 2;
		wider = arena_alloc(l->arena, h->room * sizeof *wider);
		if (h->count > 0)
			memcpy(wider, h->list, h->count * sizeof *wider);
		h->list = wider;
	}
	for (i = 0; i < count; i++) {
		host = lower_case(l->arena, words[i]);
		slice_take_char(&host, '.');
		h->list[h->count++] = host;
	}
}

/* An entry is a host, a file of hosts (it has a slash or ends in .txt), or
 * the word shipped. */
static void
load_private_entry(struct loading *l, struct hosts *h, struct slice entry,
    int line)
{
	struct slice *words;
	size_t count;

	if (slice_equal(entry, SLICE("shipped"))) {
		words = words_of_file(l, shipped_path(l, "private-hosts.txt"),
		    0, &count);
		add_hosts(l, h, words, count);
	} else if (slice_find(entry, '/') < entry.len ||
	    slice_ends_with(entry, SLICE(".txt"))) {
		words = words_of_file(l, resolve_path(l, entry), line, &count);
		add_hosts(l, h, words, count);
	} else {
		add_hosts(l, h, &entry, 1);
	}
}

static void
load_private_hosts(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "private_hosts"), *child;
	struct hosts h = { NULL, 0, 0 };

	if (is_unset(v))
		load_private_entry(l, &h, SLICE("shipped"), 0);
	else if (v->kind == YAML_SCALAR)
		load_private_entry(l, &h, v->text, v->line);
	else
		for (child = v->first; child != NULL; child = child->next)
			if (child->kind == YAML_SCALAR && !is_unset(child))
				load_private_entry(l, &h, child->text,
				    child->line);
	l->s->private_hosts = h.list;
	l->s->private_host_count = h.count;
}

void
load_lists(struct loading *l)
{
	load_word_lists(l);
	load_private_hosts(l);
}

const struct word_list *
settings_list(const struct settings *s, struct slice name)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find(&in->lists, name);

	return n == MAP_NONE ? NULL : &s->lists[n];
}
