/*
 * The list of what was sealed.
 */
#include <err.h>
#include <inttypes.h>

#include "base/csv.h"
#include "reports/report.h"
#include "store/seal.h"

static void
say_fault(const struct seal *seal, const char *fault)
{
	if (seal->report.len == 0)
		warnx("seal %s: %s", seal->hash, fault);
	else
		warnx("%.*s, %.*s, version %" PRId64 ": %s",
		    SLICE_ARG(seal->report), SLICE_ARG(seal->term),
		    seal->version, fault);
}

static void
print_seal(const struct seal *seal, const char *fault, FILE *out)
{
	struct buffer row, cell;

	buffer_init(&row, 1 << 20);
	buffer_init(&cell, 256);
	csv_add(&row, true, seal->report);
	csv_add(&row, false, seal->term);
	buffer_int(&cell, seal->version);
	csv_add(&row, false, buffer_slice(&cell));
	buffer_reset(&cell);
	time_print_seconds(&cell, seal->made);
	csv_add(&row, false, buffer_slice(&cell));
	csv_add(&row, false, seal->who);
	csv_add(&row, false, seal->why);
	csv_add(&row, false, slice_of(seal->hash));
	csv_add(&row, false, slice_of(fault == NULL ? "as sealed" : fault));
	csv_end_row(&row);
	fwrite(row.ptr, 1, row.len, out);
	buffer_finish(&row);
	buffer_finish(&cell);
}

static void
take(const struct seal *seal, const char *fault, void *out)
{
	if (out != NULL)
		print_seal(seal, fault, out);
	else if (fault != NULL)
		say_fault(seal, fault);
}

int64_t
report_seals(struct store *store, FILE *out)
{
	if (out != NULL)
		fputs("report,term,version,made,who,reason,hash,state\r\n",
		    out);
	return store_seal_each(store, take, out);
}
