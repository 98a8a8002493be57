/*
 * Rule files, as parsed YAML: ours, and public ones from folders that the
 * school names.  What a rule means is detect's to say.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "load.h"

enum { DEEPEST_FOLDER = 12, MOST_RULES = 50000 };

struct paths {
	char **list;
	size_t count, room;
};

/* Windows has no opinion on capitals. */
static bool
is_rule_name(struct slice name)
{
	struct slice ending = slice_from(name, slice_find_last(name, '.'));

	return slice_equal_fold(ending, SLICE(".yml")) ||
	    slice_equal_fold(ending, SLICE(".yaml"));
}

/* Symbolic links are not followed: a folder must hold its rules itself. */
static void
walk(struct loading *l, struct slice folder, int line, int depth,
    struct paths *found)
{
	char *path = arena_text(l->arena, folder);
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;

	if (dir == NULL) {
		fault_add(l->f, l->s->path, line,
		    "rules_folders: cannot read %s: %s", path,
		    strerror(errno));
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (*entry->d_name == '.')
			continue;
		path = arena_printf(l->arena, "%.*s/%s", SLICE_ARG(folder),
		    entry->d_name);
		if (lstat(path, &st) == -1)
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEEPEST_FOLDER)
			walk(l, slice_of(path), line, depth + 1, found);
		if (!S_ISREG(st.st_mode) || found->count == MOST_RULES ||
		    !is_rule_name(slice_of(entry->d_name)))
			continue;
		GROW(found->list, found->count, found->room);
		found->list[found->count++] = path;
	}
	closedir(dir);
}

static int
by_text(const void *one, const void *other)
{
	const char *const *a = one, *const *b = other;

	return strcmp(*a, *b);
}

static struct slice
name_of_path(struct slice path)
{
	size_t slash = slice_find_last(path, '/');
	struct slice name = slash == path.len ? path :
						slice_from(path, slash + 1);

	return slice_first(name, slice_find_last(name, '.'));
}

/* Public rules may be faulty without stopping a school's own. */
static void
say(struct loading *l, const struct rule_file *file, int line,
    const char *why)
{
	if (file->shipped)
		fault_add(l->f, file->path, line, "%s", why);
	else
		fault_warn(l->f, file->path, line, "%s; left out", why);
}

static bool
read_rule(struct loading *l, struct rule_file *file)
{
	struct yaml_fault fault;
	struct buffer text;

	if (!read_whole(l, file->path, 0, &text))
		return false;
	file->roots = yaml_read(l->arena, buffer_slice(&text), &fault);
	buffer_finish(&text);
	if (file->roots == NULL)
		say(l, file, fault.line,
		    fault.why == NULL ? "an empty rule" : fault.why);
	return file->roots != NULL;
}

/* Public rules in two folders may share a name; an id tells them apart. */
static bool
is_another(const struct rule_file *one, const struct rule_file *other)
{
	struct slice id = yaml_text(one->roots, "id");

	return id.len > 0 && !slice_equal(id, yaml_text(other->roots, "id"));
}

static void
add_rule(struct loading *l, struct slice path, bool shipped)
{
	struct settings *s = l->s;
	struct rule_file *file = &s->rules[s->rule_count];
	uint32_t other;

	*file = (struct rule_file){ .path = path,
		.name = name_of_path(path),
		.shipped = shipped };
	if (!read_rule(l, file))
		return;
	other = index_add(&l->out->rule_names, file->name, s->rule_count);
	if (other != MAP_NONE && is_another(file, &s->rules[other])) {
		file->name = yaml_text(file->roots, "id");
		other = index_add(&l->out->rule_names, file->name,
		    s->rule_count);
	}
	if (other != MAP_NONE) {
		fault_warn(l->f, path, 0,
		    "a rule of that name is in %.*s; left out",
		    SLICE_ARG(s->rules[other].path));
		return;
	}
	l->out->rule_labels[s->rule_count] =
	    yaml_text(yaml_get(file->roots, "beadle"), "label");
	s->rule_count++;
}

static void
add_folder(struct loading *l, struct slice name, int line)
{
	bool shipped = slice_equal(name, SLICE("shipped"));
	struct slice folder = shipped ? shipped_path(l, "rules") :
					resolve_path(l, name);
	struct settings *s = l->s;
	struct paths found = { NULL, 0, 0 };
	struct rule_file *wider;
	struct slice *labels;
	size_t i, room;

	walk(l, folder, line, 0, &found);
	if (found.count > 1)
		qsort(found.list, found.count, sizeof *found.list, by_text);
	room = s->rule_count + found.count;
	wider = arena_alloc(l->arena, room * sizeof *wider);
	labels = arena_alloc(l->arena, room * sizeof *labels);
	if (s->rule_count > 0) {
		memcpy(wider, s->rules, s->rule_count * sizeof *wider);
		memcpy(labels, l->out->rule_labels,
		    s->rule_count * sizeof *labels);
	}
	s->rules = wider;
	l->out->rule_labels = labels;
	for (i = 0; i < found.count; i++)
		add_rule(l, slice_of(found.list[i]), shipped);
	free(found.list);
}

void
load_rules_of(struct loading *l, struct slice folder)
{
	add_folder(l, folder, 0);
}

void
load_rules(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "rules_folders"), *child;

	if (is_unset(v))
		add_folder(l, SLICE("shipped"), 0);
	else if (v->kind == YAML_SCALAR)
		add_folder(l, v->text, v->line);
	else
		for (child = v->first; child != NULL; child = child->next)
			if (child->kind == YAML_SCALAR && !is_unset(child))
				add_folder(l, child->text, child->line);
}
