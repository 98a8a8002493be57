/*
 * What is judged alike.
 */
#include <err.h>

#include "base/arena.h"
#include "base/command.h"
#include "base/csv.h"
#include "reports/labels.h"
#include "settings/yaml.h"

#include "basis.h"

enum { LARGEST_TABLE = 1 << 20 };

static int
find_category(struct slice name)
{
	int k;

	for (k = 1; k < CUBE_CATEGORIES; k++)
		if (slice_equal(name, cube_category_word(k)))
			break;
	return k;
}

static bool
take_rows(struct basis *b, const struct csv *t)
{
	int category = csv_find(t, "category"), common = csv_find(t, "common");
	size_t row;
	int k;

	for (row = 0; row < csv_rows(t); row++) {
		k = find_category(csv_cell(t, row, category));
		if (k == CUBE_CATEGORIES)
			return false;
		b->common[k] = slice_equal(csv_cell(t, row, common),
		    SLICE("yes"));
	}
	return category != -1 && common != -1;
}

static void
sum_up(struct basis *b)
{
	int k;

	b->common[0] = true;
	for (k = 1; k < CUBE_CATEGORIES; k++)
		b->common[0] &= b->common[k];
}

int
basis_load(struct basis *b)
{
	struct arena *a = arena_create();
	const char *path = arena_printf(a, "%s/policy/codes/categories.csv",
	    command_share());
	struct csv *t = csv_read_file(path, LARGEST_TABLE);
	int result = -1;

	memset(b, 0, sizeof *b);
	if (t != NULL && !take_rows(b, t))
		warnx("%s: expected the columns label, category, common, and "
		      "the categories of the return", path);
	else if (t != NULL)
		result = 0;
	sum_up(b);
	csv_destroy(t);
	arena_destroy(a);
	return result;
}

/* A rule that a school turned on or off, treats in another way, or has no
 * clause for is not judged as elsewhere. */
static bool
is_as_shipped(const struct settings *s, const struct rule_file *file,
    const struct yaml *rule)
{
	const struct yaml *own = yaml_get(rule, "beadle");
	struct rule_overlay o = settings_overlay(s, yaml_text(rule, "id"),
	    file->name);
	bool shipped_on = !slice_equal(yaml_text(own, "on"), SLICE("false"));
	bool on = o.on.len == 0 ? shipped_on :
				  slice_equal(o.on, SLICE("true"));

	if (!file->shipped || on != shipped_on)
		return !on;
	return !on || (o.clause.len > 0 && o.least_attribution.len == 0 &&
	    (o.treat_as.len == 0 ||
		slice_equal(o.treat_as, yaml_text(own, "treat_as"))));
}

int
basis_of_school(struct basis *b, const struct settings *s)
{
	size_t i;

	if (basis_load(b) == -1)
		return -1;
	for (i = 0; i < s->rule_count; i++) {
		const struct yaml *rule;

		for (rule = s->rules[i].roots; rule != NULL;
		    rule = rule->next) {
			struct slice label = yaml_text(yaml_get(rule,
			    "beadle"), "label");
			size_t kind = kind_of_label(label);
			int k = (int)kinds[kind].group + 1;

			if (label.len > 0 &&
			    !is_as_shipped(s, &s->rules[i], rule))
				b->common[k] = false;
		}
	}
	sum_up(b);
	return 0;
}

struct slice
basis_word(const struct basis *b, int category)
{
	return category == 0	    ? SLICE("Total") :
	    b->common[category]	    ? SLICE("Common") :
				      SLICE("Local");
}
