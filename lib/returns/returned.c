/*
 * What was sent: two tables of the school's store.
 */
#include <stdio.h>

#include "store/statement.h"

#include "returned.h"

static const char last_package[] =
    "SELECT serial, content, manifest, supersedes FROM returned"
    " WHERE term = :term ORDER BY serial DESC LIMIT 1";
static const char last_cells[] =
    "SELECT cell, items, people, sign FROM returned_cell"
    " WHERE term = :term AND serial = :serial";
static const char add_package[] =
    "INSERT INTO returned VALUES"
    " (:term, :serial, :content, :manifest, :supersedes)";
static const char add_cell[] =
    "INSERT INTO returned_cell VALUES"
    " (:term, :serial, :cell, :items, :people, :sign)";

static void
keep(char *to, size_t room, struct slice text)
{
	snprintf(to, room, "%.*s", SLICE_ARG(text));
}

static int
read_cells(struct store *s, struct slice term, struct returned *out)
{
	struct statement *q = statement_create(s, last_cells);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":term", term);
	statement_bind_int(q, ":serial", out->serial);
	while ((more = statement_step(q)) == 1) {
		int64_t row = statement_int(q, 0);
		struct slice sign = statement_text(q, 3);

		if (row < 0 || row >= CUBE_ROWS)
			continue;
		out->cube.cells[row] = (struct cube_cell){
			statement_int(q, 1), statement_int(q, 2),
			sign.len > 0 ? sign.ptr[0] : 0 };
	}
	statement_destroy(q);
	return more;
}

int
returned_last(struct store *s, struct slice term, struct returned *out)
{
	struct statement *q;
	int more;

	memset(out, 0, sizeof *out);
	if ((q = statement_create(s, last_package)) == NULL)
		return -1;
	statement_bind_text(q, ":term", term);
	if ((more = statement_step(q)) == 1) {
		out->serial = statement_int(q, 0);
		keep(out->content, SHA256_HEX, statement_text(q, 1));
		keep(out->manifest, SHA256_HEX, statement_text(q, 2));
		keep(out->supersedes, SHA256_HEX, statement_text(q, 3));
	}
	statement_destroy(q);
	if (more == -1)
		return -1;
	return out->serial == 0 ? 0 : read_cells(s, term, out);
}

static int
add_cells(struct store *s, struct slice term, const struct returned *r)
{
	struct statement *q = statement_create(s, add_cell);
	int row, result = q == NULL ? -1 : 0;

	for (row = 0; row < CUBE_ROWS && result == 0; row++) {
		const struct cube_cell *c = &r->cube.cells[row];

		statement_bind_text(q, ":term", term);
		statement_bind_int(q, ":serial", r->serial);
		statement_bind_int(q, ":cell", row);
		statement_bind_int(q, ":items", c->items);
		statement_bind_int(q, ":people", c->people);
		statement_bind_text(q, ":sign",
		    (struct slice){ &c->sign, c->sign != 0 });
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

int
returned_add(struct store *s, struct slice term, const struct returned *r)
{
	struct statement *q = statement_create(s, add_package);
	int result;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":term", term);
	statement_bind_int(q, ":serial", r->serial);
	statement_bind_text(q, ":content", slice_of(r->content));
	statement_bind_text(q, ":manifest", slice_of(r->manifest));
	statement_bind_text(q, ":supersedes", slice_of(r->supersedes));
	result = statement_run(q);
	statement_destroy(q);
	return result == 0 ? add_cells(s, term, r) : -1;
}
