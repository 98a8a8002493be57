/*
 * Any bytes as a rule file: rules or faults; and what is a rule judges a few
 * events the same way quickly and plainly.
 */
#include <stdlib.h>

#include "detect/detect.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
add_row(struct batch *b, const char *account, const char *category,
    const char *host, const char *path)
{
	uint32_t row = batch_add(b);

	batch_set_text(b, row, COL_DATASET, SLICE("squid.access"));
	batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
	batch_set_text(b, row, COL_ACCOUNT, slice_of(account));
	batch_set_text(b, row, COL_CATEGORY, slice_of(category));
	batch_set_text(b, row, COL_DOMAIN_NAME, slice_of(host));
	batch_set_text(b, row, COL_PATH, slice_of(path));
	batch_set_number(b, row, COL_STATUS, 200);
	batch_set_number(b, row, COL_TIMESTAMP, INT64_C(1760000000000000));
}

static void
add_process(struct batch *b)
{
	uint32_t row = batch_add(b);

	batch_set_text(b, row, COL_WIN_CHANNEL,
	    SLICE("Microsoft-Windows-Sysmon/Operational"));
	batch_set_text(b, row, COL_CODE, SLICE("1"));
	batch_set_text(b, row, COL_NATIVE,
	    SLICE("{\"EventID\":1,\"Image\":\"C:\\\\a.exe\","
		  "\"Hashes\":[\"SHA1=00\",7,null]}"));
}

static void
fill(struct batch *b)
{
	add_row(b, "24amarsh", "games", "a.example", "/");
	add_row(b, "", "proxy", "203.0.113.7", "/browse.php");
	add_row(b, "jhollis", "", "b.example", "");
	add_process(b);
}

static void
compare(const struct batch *a, const struct batch *b, enum column c)
{
	uint32_t row;

	for (row = 0; row < batch_rows(a); row++)
		if (!slice_equal(batch_text(a, row, c), batch_text(b, row, c)))
			abort();
}

static void
judge(struct detect *d, struct symbols *symbols, bool whole)
{
	struct batch *quick = batch_create(symbols);
	struct batch *plain = batch_create(symbols);

	fill(quick);
	fill(plain);
	detect_batch(d, quick, whole);
	detect_batch_plainly(d, plain, whole);
	compare(quick, plain, COL_FLAGS);
	compare(quick, plain, COL_CANDIDATES);
	batch_destroy(quick);
	batch_destroy(plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *a = arena_create();
	struct slice text = { (const char *)bytes, size };
	struct symbols *symbols = symbols_create();
	struct yaml_fault fault;
	struct rule_file file = { SLICE("rule.yml"), SLICE("rule"),
		yaml_read(a, text, &fault), false };
	struct settings settings = { .rules = &file };
	struct faults faults;
	struct detect *d;
	size_t i;

	settings.rule_count = file.roots != NULL;
	faults_init(&faults);
	d = detect_create(&settings, symbols, &faults);
	for (i = 0; i < faults.count; i++)
		if (faults.list[i].line < 1 || faults.list[i].text.len == 0)
			abort();
	judge(d, symbols, false);
	judge(d, symbols, true);
	detect_destroy(d);
	faults_finish(&faults);
	symbols_destroy(symbols);
	arena_destroy(a);
	return 0;
}
