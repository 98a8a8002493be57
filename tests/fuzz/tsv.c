/*
 * Any bytes as events between filters; events that were read, written and
 * read again are as many, and written again they are the same text.
 */
#include <stdlib.h>

#include "event/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct pass {
	struct tsv_writer *out;
	uint64_t rows;
};

static int
take(struct batch *b, void *ctx)
{
	struct pass *p = ctx;

	p->rows += batch_rows(b);
	return tsv_write(p->out, b);
}

/* What comes of a text; -1: it has no header. */
static int
pass(const char *text, size_t len, char **made, size_t *made_len,
    uint64_t *rows)
{
	FILE *in = fmemopen((void *)(uintptr_t)text, len, "r");
	FILE *out = open_memstream(made, made_len);
	struct symbols *symbols = symbols_create();
	struct pass p = { tsv_writer_create(out), 0 };
	uint64_t bad = 0;
	int result;

	if (in == NULL)
		abort();
	result = tsv_read(in, "fuzz", symbols, take, &p, &bad);
	tsv_writer_destroy(p.out);
	fclose(in);
	fclose(out);
	symbols_destroy(symbols);
	*rows = p.rows;
	return result;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *once = NULL, *twice = NULL;
	size_t once_len = 0, twice_len = 0;
	uint64_t rows, again;

	if (size > 0 && pass((const char *)bytes, size, &once, &once_len,
		&rows) == 0) {
		if (pass(once, once_len, &twice, &twice_len, &again) == -1 ||
		    again != rows || once_len != twice_len ||
		    memcmp(once, twice, once_len) != 0)
			abort();
	}
	free(once);
	free(twice);
	return 0;
}
