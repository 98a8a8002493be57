/*
 * Seals.  The hash of each covers its bytes, and stands in the audit, whose
 * rows are chained: so nobody changes one, or takes it away, unseen.
 */
#include <stdlib.h>

#include "inside.h"
#include "store/seal.h"

enum { LONGEST = 64 << 20 };

static void
add_line(struct buffer *text, const char *name, struct slice value)
{
	buffer_printf(text, "%s %zu ", name, value.len);
	buffer_add(text, value);
	buffer_char(text, '\n');
}

/* Lengths stand before texts, so that nothing can move between them. */
static void
hash_seal(const struct seal *seal, char hash[SHA256_HEX])
{
	char form[SHA256_HEX];
	struct buffer text;
	size_t i;

	buffer_init(&text, LONGEST);
	add_line(&text, "term", seal->term);
	add_line(&text, "report", seal->report);
	buffer_printf(&text, "version %lld\nmade %lld\n",
	    (long long)seal->version, (long long)seal->made);
	add_line(&text, "who", seal->who);
	add_line(&text, "why", seal->why);
	for (i = 0; i < seal->form_count; i++) {
		sha256_text(seal->forms[i].bytes, form);
		add_line(&text, "form", seal->forms[i].name);
		add_line(&text, "sha256", slice_of(form));
	}
	sha256_text(buffer_slice(&text), hash);
	buffer_finish(&text);
}

/* ?1 and ?2 of all questions here. */
static sqlite3_stmt *
prepare_of(struct store *s, const char *sql, const struct seal *seal)
{
	sqlite3_stmt *st = store_prepare(s, sql);

	if (st != NULL) {
		bind_slice(st, 1, seal->term);
		bind_slice(st, 2, seal->report);
	}
	return st;
}

static int
add_forms(struct store *s, const struct seal *seal)
{
	static const char add[] =
	    "INSERT INTO seal_form VALUES (?1, ?2, ?3, ?4, ?5)";
	sqlite3_stmt *st = prepare_of(s, add, seal);
	int result = st == NULL ? -1 : 0;
	size_t i;

	for (i = 0; i < seal->form_count && result == 0; i++) {
		sqlite3_bind_int64(st, 3, seal->version);
		bind_slice(st, 4, seal->forms[i].name);
		sqlite3_bind_blob64(st, 5, seal->forms[i].bytes.ptr,
		    seal->forms[i].bytes.len, SQLITE_TRANSIENT);
		result = store_finish_step(s, st);
	}
	sqlite3_finalize(st);
	return result;
}

static int
add_seal(struct store *s, const struct seal *seal)
{
	static const char add[] =
	    "INSERT INTO seal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	sqlite3_stmt *st = prepare_of(s, add, seal);
	int result;

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 3, seal->version);
	sqlite3_bind_int64(st, 4, seal->made);
	bind_slice(st, 5, seal->who);
	bind_slice(st, 6, seal->why);
	bind_slice(st, 7, slice_of(seal->hash));
	result = store_finish_step(s, st);
	sqlite3_finalize(st);
	return result;
}

static int
note(struct store *s, const struct seal *seal)
{
	struct buffer what;
	int result;

	buffer_init(&what, 1 << 16);
	buffer_printf(&what, "sealed %.*s %.*s, version %lld: %s",
	    SLICE_ARG(seal->report), SLICE_ARG(seal->term),
	    (long long)seal->version, seal->hash);
	result = store_audit(s, seal->who, buffer_slice(&what), seal->why);
	buffer_finish(&what);
	return result;
}

static int64_t
newest(struct store *s, const struct seal *seal)
{
	static const char find[] = "SELECT coalesce(max(version), 0)"
	    " FROM seal WHERE term = ?1 AND report = ?2";
	sqlite3_stmt *st = prepare_of(s, find, seal);
	int64_t version = -1;

	if (st != NULL && sqlite3_step(st) == SQLITE_ROW)
		version = sqlite3_column_int64(st, 0);
	else if (st != NULL)
		store_complain(s, "reading the seals");
	sqlite3_finalize(st);
	return version;
}

static int
compare_forms(const void *a, const void *b)
{
	const struct seal_form *x = a, *y = b;

	return slice_compare(x->name, y->name);
}

int
store_seal(struct store *s, struct seal *seal)
{
	int64_t before;

	/* The order in which they are read back. */
	qsort(seal->forms, seal->form_count, sizeof *seal->forms,
	    compare_forms);
	if (store_begin(s) == -1)
		return -1;
	if ((before = newest(s, seal)) != -1) {
		seal->version = before + 1;
		seal->made = time_now();
		hash_seal(seal, seal->hash);
		if (add_seal(s, seal) == 0 && add_forms(s, seal) == 0 &&
		    note(s, seal) == 0)
			return store_commit(s);
	}
	store_rollback(s);
	return -1;
}

static int
read_forms(struct store *s, struct seal *seal, struct arena *a)
{
	static const char all[] = "SELECT form, bytes FROM seal_form"
	    " WHERE term = ?1 AND report = ?2 AND version = ?3"
	    " ORDER BY form";
	sqlite3_stmt *st = prepare_of(s, all, seal);
	int code = SQLITE_DONE;

	seal->form_count = 0;
	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 3, seal->version);
	while (seal->form_count < SEAL_FORMS &&
	    (code = sqlite3_step(st)) == SQLITE_ROW) {
		const void *bytes = sqlite3_column_blob(st, 1);
		size_t len = (size_t)sqlite3_column_bytes(st, 1);

		seal->forms[seal->form_count].name =
		    arena_copy(a, column_slice(st, 0));
		seal->forms[seal->form_count++].bytes = arena_copy(a,
		    (struct slice){ bytes == NULL ? "" : bytes, len });
	}
	sqlite3_finalize(st);
	return code == SQLITE_DONE || code == SQLITE_ROW ? 0 :
	    store_complain(s, "reading a seal");
}

#define COLUMNS "term, report, version, made, who, why, hash"

static void
take_columns(sqlite3_stmt *st, struct seal *seal, struct arena *a)
{
	struct slice hash = column_slice(st, 6);

	*seal = (struct seal){
		.term = arena_copy(a, column_slice(st, 0)),
		.report = arena_copy(a, column_slice(st, 1)),
		.version = sqlite3_column_int64(st, 2),
		.made = sqlite3_column_int64(st, 3),
		.who = arena_copy(a, column_slice(st, 4)),
		.why = arena_copy(a, column_slice(st, 5)),
	};
	snprintf(seal->hash, sizeof seal->hash, "%.*s", SLICE_ARG(hash));
}

int
store_seal_find(struct store *s, struct slice term, struct slice report,
    struct seal *seal, struct arena *a)
{
	static const char find[] = "SELECT " COLUMNS " FROM seal"
	    " WHERE term = ?1 AND report = ?2 ORDER BY version DESC LIMIT 1";
	sqlite3_stmt *st;
	int code;

	*seal = (struct seal){ .term = term, .report = report };
	if ((st = prepare_of(s, find, seal)) == NULL)
		return -1;
	if ((code = sqlite3_step(st)) == SQLITE_ROW)
		take_columns(st, seal, a);
	sqlite3_finalize(st);
	if (code == SQLITE_DONE)
		return 0;
	if (code != SQLITE_ROW)
		return store_complain(s, "reading the seals");
	return read_forms(s, seal, a) == -1 ? -1 : 1;
}

/* What does not fit, or NULL. */
static const char *
examine(struct store *s, struct seal *seal, struct arena *a)
{
	static const char told[] = "SELECT count(*) FROM audit"
	    " WHERE what GLOB 'sealed *' AND substr(what, -64) = ?1";
	char hash[SHA256_HEX];
	sqlite3_stmt *st;
	bool found;

	if (read_forms(s, seal, a) == -1)
		return "cannot be read";
	hash_seal(seal, hash);
	if (strcmp(hash, seal->hash) != 0)
		return "was changed after it was sealed";
	if ((st = store_prepare(s, told)) == NULL)
		return "cannot be read";
	bind_slice(st, 1, slice_of(seal->hash));
	found = sqlite3_step(st) == SQLITE_ROW &&
	    sqlite3_column_int64(st, 0) > 0;
	sqlite3_finalize(st);
	return found ? NULL : "is not the one that the audit tells of";
}

static int64_t
give_gone(struct store *s, store_seal_fn *one, void *ctx)
{
	static const char gone[] = "SELECT substr(what, -64) FROM audit"
	    " WHERE what GLOB 'sealed *: *'"
	    "   AND substr(what, -64) NOT IN (SELECT hash FROM seal)"
	    " ORDER BY number";
	sqlite3_stmt *st = store_prepare(s, gone);
	struct seal seal = { 0 };
	int64_t count = 0;
	int code;

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		struct slice hash = column_slice(st, 0);

		snprintf(seal.hash, sizeof seal.hash, "%.*s",
		    SLICE_ARG(hash));
		one(&seal, "is gone", ctx);
		count++;
	}
	sqlite3_finalize(st);
	return code == SQLITE_DONE ? count :
	    store_complain(s, "reading the audit");
}

int64_t
store_seal_each(struct store *s, store_seal_fn *one, void *ctx)
{
	static const char all[] = "SELECT " COLUMNS " FROM seal"
	    " ORDER BY made, term, report, version";
	sqlite3_stmt *st = store_prepare(s, all);
	struct arena *a;
	int64_t bad = 0, gone;
	int code;

	if (st == NULL)
		return -1;
	a = arena_create();
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		struct seal seal;
		const char *fault;

		arena_reset(a);
		take_columns(st, &seal, a);
		fault = examine(s, &seal, a);
		one(&seal, fault, ctx);
		bad += fault != NULL;
	}
	sqlite3_finalize(st);
	arena_destroy(a);
	if (code != SQLITE_DONE)
		return store_complain(s, "reading the seals");
	gone = give_gone(s, one, ctx);
	return gone == -1 ? -1 : bad + gone;
}
