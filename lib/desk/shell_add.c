/*
 * An entry by hand from a shell:
 *
 *	beadle incident add accidental-access date=14/10/2026 time=10:05
 *	    who=26jbloggs -m "A picture came up" -c school.yml
 */
#include <err.h>

#include "entry.h"
#include "shell.h"

static void
tell_fault(enum entry_cell cell, const char *what, void *ctx)
{
	(void)ctx;
	warnx("%s: %s", entry_titles[cell], what);
}

static bool
read_operand(struct slice operand, struct slice cells[ENTRY_CELLS])
{
	struct slice name;
	int i;

	if (!slice_take_until(&operand, '=', &name))
		return false;
	for (i = 0; i < ENTRY_CELLS; i++)
		if (slice_equal(name, slice_of(entry_titles[i]))) {
			cells[i] = slice_trim(operand);
			return true;
		}
	return false;
}

int
shell_add(const struct shell *s, struct store *store)
{
	struct slice cells[ENTRY_CELLS] = { [ENTRY_KIND] =
		    slice_of(s->operands[0]), [ENTRY_DETAILS] = s->why };
	struct arena *a = arena_create();
	struct incident_entry e;
	const char *why = NULL;
	int64_t row;
	bool fresh = false, good = true;
	size_t i;

	for (i = 1; i < s->count; i++)
		if (!read_operand(slice_of(s->operands[i]), cells)) {
			warnx("%s: expected a column of the sheet, as "
			      "who=26jbloggs", s->operands[i]);
			good = false;
		}
	good = entry_read(s->desk, cells, a, &e, tell_fault, NULL) && good;
	if (good && store_begin(store) == 0) {
		why = incident_enter(store, &e, s->who, &row, &fresh);
		if (why == NULL && store_commit(store) == -1)
			why = "the store cannot be written";
		if (why != NULL) {
			store_rollback(store);
			warnx("%s: %s", s->operands[0], why);
			good = false;
		} else
			fprintf(s->out, "%s\n", fresh ? "entered" :
				"it was entered before");
	}
	arena_destroy(a);
	return good ? 0 : -1;
}
