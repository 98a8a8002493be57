/*
 * Category lists in squidGuard's layout, CATEGORY/domains and CATEGORY/urls,
 * from a folder or straight from an archive.
 *
 * Their expressions are not used, since a regex from elsewhere can be made
 * to run for ever, and symbolic links (UT1 has one for each old name of a
 * category) are passed over.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/archive.h"

#include "categories.h"
#include "load.h"

enum { PIECE = 256 << 10, DEEPEST_FOLDER = 6 };

struct walk {
	struct loading *l;
	int line; /* of school.yml, where the folder is named */
	char *piece;
	size_t lists; /* that were read */
	struct choice *choice;
};

/* Which categories of the lists count, by their name or ours. */
struct choice {
	struct slice *names;
	bool *met; /* by name: some list has it */
	size_t count, included; /* those to include come first */
};

static bool
is_chosen(struct walk *w, struct slice category)
{
	struct choice *choice = w->choice;
	struct slice ours = categories_ours(w->l->s->categories, SLICE(""),
	    category);
	bool included = choice->included == 0, excluded = false;
	size_t i;

	for (i = 0; i < choice->count; i++)
		if (slice_equal(choice->names[i], category) ||
		    slice_equal(choice->names[i], ours)) {
			choice->met[i] = true;
			if (i < choice->included)
				included = true;
			else
				excluded = true;
		}
	w->lists++;
	return included && !excluded;
}

/* Is it the name of a list, and of which kind? */
static bool
is_list(struct slice name, bool *urls)
{
	*urls = slice_equal(name, SLICE("urls"));
	return *urls || slice_equal(name, SLICE("domains"));
}

static void
say_unreadable(struct walk *w, const char *path)
{
	fault_add(w->l->f, w->l->s->path, w->line,
	    "categories: cannot read %s: %s", path, strerror(errno));
}

static void
read_list(struct walk *w, const char *path, struct slice category, bool urls)
{
	struct category_feed feed;
	struct sha256 *digest;
	ssize_t n = -1;
	int fd;

	if (!is_chosen(w, category))
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd == -1) {
		say_unreadable(w, path);
		return;
	}
	category_feed_init(&feed, w->l->s->categories, category, urls);
	digest = digest_begin(category);
	while ((n = read(fd, w->piece, PIECE)) > 0) {
		struct slice piece = { w->piece, (size_t)n };

		sha256_add(digest, piece);
		category_feed(&feed, piece);
	}
	if (n == -1)
		say_unreadable(w, path);
	category_feed_finish(&feed);
	digest_end(w->l, digest);
	close(fd);
}

static void
walk_folder(struct walk *w, struct slice folder, struct slice category,
    int depth)
{
	char *path = arena_text(w->l->arena, folder);
	struct dirent **entries;
	struct stat st;
	int count = scandir(path, &entries, NULL, alphasort), i;
	bool urls;

	if (count == -1) {
		say_unreadable(w, path);
		return;
	}
	for (i = 0; i < count; i++) {
		struct slice name = slice_of(entries[i]->d_name);

		path = arena_printf(w->l->arena, "%.*s/%s", SLICE_ARG(folder),
		    name.ptr);
		if (*name.ptr == '.' || lstat(path, &st) == -1)
			st.st_mode = 0;
		if (S_ISDIR(st.st_mode) && depth < DEEPEST_FOLDER)
			walk_folder(w, slice_of(path), name, depth + 1);
		else if (S_ISREG(st.st_mode) && depth > 0 &&
		    is_list(name, &urls))
			read_list(w, path, category, urls);
		free(entries[i]);
	}
	free(entries);
}

static const struct archive_limits limits = {
	.member_bytes = UINT64_C(1) << 30,
	.total_bytes = UINT64_C(4) << 30,
	.members = 10000,
	.ratio = 300,
};

/* "blacklists/games/domains" is a list of games. */
static bool
is_list_member(struct slice path, struct slice *category, bool *urls)
{
	size_t slash = slice_find_last(path, '/');
	struct slice folder = slice_first(path, slash);
	size_t before = slice_find_last(folder, '/');

	*category = before == folder.len ? folder :
					   slice_from(folder, before + 1);
	return slash < path.len && category->len > 0 &&
	    is_list(slice_from(path, slash + 1), urls);
}

static int64_t
read_member(struct walk *w, struct archive_file *a, struct slice category,
    bool urls)
{
	struct category_feed feed;
	struct sha256 *digest;
	int64_t n;

	if (!is_chosen(w, category))
		return 0;
	digest = digest_begin(category);
	category_feed_init(&feed, w->l->s->categories, category, urls);
	while ((n = archive_read(a, w->piece, PIECE)) > 0) {
		struct slice piece = { w->piece, (size_t)n };

		sha256_add(digest, piece);
		category_feed(&feed, piece);
	}
	category_feed_finish(&feed);
	digest_end(w->l, digest);
	return n;
}

static void
read_archive(struct walk *w, const char *path)
{
	struct archive_file *a = archive_open(path, &limits);
	struct archive_member member;
	struct slice category;
	bool urls;
	int more = -1;

	while (a != NULL && (more = archive_next(a, &member)) == 1)
		if (is_list_member(slice_of(member.name), &category, &urls) &&
		    read_member(w, a, category, urls) == -1) {
			more = -1;
			break;
		}
	if (more == -1)
		fault_add(w->l->f, w->l->s->path, w->line,
		    "categories: cannot read %s: %s", path,
		    archive_problem(a));
	archive_close(a);
}

static void
load_source(struct loading *l, struct choice *choice, struct slice name,
    int line)
{
	struct slice path = slice_equal(name, SLICE("shipped")) ?
	    shipped_path(l, "categories") :
	    resolve_path(l, name);
	struct walk w = { .l = l, .line = line, .choice = choice };
	const char *text = arena_text(l->arena, path);
	size_t before = l->f->errors;
	struct stat st;

	w.piece = memory_alloc(PIECE);
	if (stat(text, &st) == 0 && S_ISREG(st.st_mode))
		read_archive(&w, text);
	else
		walk_folder(&w, path, SLICE(""), 0);
	free(w.piece);
	if (w.lists == 0 && l->f->errors == before)
		fault_add(l->f, l->s->path, line,
		    "categories: no list (CATEGORY/domains) in %.*s",
		    SLICE_ARG(path));
}

static void
read_choice(struct loading *l, struct choice *choice)
{
	struct slice *in, *out;
	size_t ins, outs;

	in = texts_of(l, yaml_get(l->root, "category_include"), &ins);
	out = texts_of(l, yaml_get(l->root, "category_exclude"), &outs);
	*choice = (struct choice){ .count = ins + outs, .included = ins };
	choice->names = arena_alloc(l->arena,
	    (choice->count + 1) * sizeof *choice->names);
	choice->met = arena_alloc(l->arena,
	    (choice->count + 1) * sizeof *choice->met);
	if (ins > 0)
		memcpy(choice->names, in, ins * sizeof *in);
	if (outs > 0)
		memcpy(choice->names + ins, out, outs * sizeof *out);
	memset(choice->met, 0, choice->count * sizeof *choice->met);
}

static void
say_unmet(struct loading *l, const struct choice *choice)
{
	const char *key;
	size_t i;

	for (i = 0; i < choice->count; i++) {
		key = i < choice->included ? "category_include" :
					     "category_exclude";
		if (!choice->met[i])
			fault_add(l->f, l->s->path,
			    yaml_get(l->root, key)->line,
			    "%s: no list has the category %.*s", key,
			    SLICE_ARG(choice->names[i]));
	}
}

enum { PRODUCT, THEIRS, OURS, MAPPING_COLUMNS };

/* A table of what filters and lists call our categories. */
static void
read_mapping(struct loading *l, struct slice path, int line)
{
	struct table_column columns[MAPPING_COLUMNS] = {
		[PRODUCT] = { "product", false, -1 },
		[THEIRS] = { "theirs", true, -1 },
		[OURS] = { "ours", true, -1 },
	};
	struct categories *c = l->s->categories;
	struct csv *t = table_open_path(l, path, line, columns,
	    MAPPING_COLUMNS);
	size_t row;

	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		struct slice product = columns[PRODUCT].at == -1 ?
		    SLICE("") :
		    csv_cell(t, row, columns[PRODUCT].at);
		struct slice theirs = csv_cell(t, row, columns[THEIRS].at);
		struct slice ours = csv_cell(t, row, columns[OURS].at);

		if (table_row_is_blank(t, row))
			continue;
		if (theirs.len == 0 || ours.len == 0)
			fault_add(l->f, path, (int)csv_line(t, row),
			    "expected a category of theirs and of ours");
		else if (product.len == 0 ||
		    slice_equal_fold(product, SLICE("any")))
			categories_rename(c, theirs, ours);
		else
			categories_rename_for(c, product, theirs, ours);
	}
	csv_destroy(t);
}

/* What is said later counts, so the school's own tables come last. */
static void
load_mappings(struct loading *l)
{
	struct slice shipped = shipped_path(l, "categories/MAPPING.csv");
	const struct yaml *own = yaml_get(l->root, "category_mapping");

	if (access(arena_text(l->arena, shipped), F_OK) == 0)
		read_mapping(l, shipped, 0);
	if (!is_unset(own) && own->kind == YAML_SCALAR)
		read_mapping(l, resolve_path(l, own->text), own->line);
}

void
load_categories(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "categories");
	const struct yaml *names = yaml_get(l->root, "category_names");
	const struct yaml *own = yaml_get(l->root, "category_overrides");
	struct categories *c = l->s->categories = categories_create();
	struct choice choice;

	load_mappings(l);
	/* What comes first stays: so the school's own word goes first. */
	for (own = own == NULL ? NULL : own->first; own != NULL;
	     own = own->next)
		if (own->kind == YAML_SCALAR)
			categories_add_host(c, own->key,
			    categories_number(c, own->text));
	for (names = names == NULL ? NULL : names->first; names != NULL;
	     names = names->next)
		if (names->kind == YAML_SCALAR)
			categories_rename(c, names->key, names->text);
	read_choice(l, &choice);
	if (is_unset(v))
		load_source(l, &choice, SLICE("shipped"), 0);
	else if (v->kind == YAML_SCALAR)
		load_source(l, &choice, v->text, v->line);
	else
		for (v = v->first; v != NULL; v = v->next)
			if (v->kind == YAML_SCALAR && !is_unset(v))
				load_source(l, &choice, v->text, v->line);
	say_unmet(l, &choice);
}
