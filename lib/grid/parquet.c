/*
 * Front door of DuckDB.  Debian has no library for Parquet, and DuckDB's
 * comes without a header; what we call of it has been the same since its
 * first stable version, and is declared here.
 */
#include <dlfcn.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

#include "parquet.h"

enum { ROW_GROUP = 122880, LONGEST_SQL = 1 << 16 };

/* Ours to keep room for; only DuckDB looks inside. */
struct result {
	uint64_t counts[3];
	void *columns;
	char *error;
	void *inside;
};

typedef int open_fn(const char *path, void **database);
typedef int connect_fn(void *database, void **connection);
typedef int query_fn(void *connection, const char *sql, struct result *r);
typedef const char *error_fn(struct result *r);
typedef void finish_fn(struct result *r);
typedef void close_fn(void **what);

struct parquet {
	void *library, *database, *connection;
	open_fn *open;
	connect_fn *connect;
	query_fn *query;
	error_fn *error;
	finish_fn *finish;
	close_fn *disconnect, *close;
};

/* One core and little memory, as a task is given; nothing from the net. */
static const char habits[] =
    "SET threads = 1; SET memory_limit = '1GB'; SET temp_directory = '';"
    "SET autoinstall_known_extensions = false;"
    "SET autoload_known_extensions = false; SET TimeZone = 'UTC'";

/* POSIX lets a function lie in a void pointer, ISO C has no cast for it. */
static bool
find(const struct parquet *p, const char *name, void *function)
{
	void *found = dlsym(p->library, name);

	memcpy(function, &found, sizeof found);
	if (found == NULL)
		warnx("DuckDB's library has no %s", name);
	return found != NULL;
}

static int
run(struct parquet *p, const char *sql)
{
	struct result r = { 0 };
	int result = 0;

	if (p->query(p->connection, sql, &r) != 0) {
		const char *why = p->error(&r);

		warnx("DuckDB: %s", why == NULL ? "failed" : why);
		result = -1;
	}
	p->finish(&r);
	return result;
}

static bool
find_all(struct parquet *p)
{
	return find(p, "duckdb_open", &p->open) &&
	    find(p, "duckdb_connect", &p->connect) &&
	    find(p, "duckdb_query", &p->query) &&
	    find(p, "duckdb_result_error", &p->error) &&
	    find(p, "duckdb_destroy_result", &p->finish) &&
	    find(p, "duckdb_disconnect", &p->disconnect) &&
	    find(p, "duckdb_close", &p->close);
}

struct parquet *
parquet_open(const char *library)
{
	struct parquet *p = memory_zeroed(1, sizeof *p);

	if ((p->library = dlopen(library, RTLD_NOW | RTLD_LOCAL)) == NULL)
		warnx("no Parquet can be written, for DuckDB's library is not "
		      "to be had: %s", dlerror());
	else if (find_all(p) && p->open(NULL, &p->database) == 0 &&
	    p->connect(p->database, &p->connection) == 0 &&
	    run(p, habits) == 0)
		return p;
	parquet_close(p);
	return NULL;
}

void
parquet_close(struct parquet *p)
{
	if (p == NULL)
		return;
	if (p->connection != NULL)
		p->disconnect(&p->connection);
	if (p->database != NULL)
		p->close(&p->database);
	if (p->library != NULL)
		dlclose(p->library);
	free(p);
}

/* A text of SQL: COPY takes no named values. */
static void
quote(struct buffer *sql, const char *text)
{
	buffer_char(sql, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			buffer_char(sql, '\'');
		buffer_char(sql, *text);
	}
	buffer_char(sql, '\'');
}

int
parquet_write(struct parquet *p, const char *csv, const char *path,
    const struct parquet_column *columns, size_t count, const char *by,
    const char *const *facts)
{
	struct buffer sql;
	size_t i;
	int result = -1;

	buffer_init(&sql, LONGEST_SQL);
	buffer_text(&sql, "COPY (SELECT * FROM read_csv(");
	quote(&sql, csv);
	buffer_text(&sql, ", header = true, compression = 'zstd', "
	    "delim = ',', quote = '\"', escape = '\"', columns = {");
	for (i = 0; i < count; i++) {
		buffer_text(&sql, i == 0 ? "" : ", ");
		quote(&sql, columns[i].name);
		buffer_text(&sql, ": ");
		quote(&sql, columns[i].type);
	}
	buffer_printf(&sql, "}) ORDER BY %s) TO ", by);
	quote(&sql, path);
	buffer_printf(&sql, " (FORMAT parquet, COMPRESSION zstd, "
	    "ROW_GROUP_SIZE %d, KV_METADATA {", ROW_GROUP);
	for (; *facts != NULL; facts += 2) {
		quote(&sql, facts[0]);
		buffer_text(&sql, ": ");
		quote(&sql, facts[1]);
		buffer_text(&sql, facts[2] == NULL ? "" : ", ");
	}
	buffer_text(&sql, "})");
	if (!buffer_overflowed(&sql))
		result = run(p, sql.ptr);
	buffer_finish(&sql);
	return result;
}
