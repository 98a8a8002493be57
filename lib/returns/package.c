/*
 * Making the package.  Nothing of it depends on when it is made, so the
 * same figures give the same bytes.
 */
#include "archive/zip_writer.h"
#include "base/arena.h"
#include "base/json.h"

#include "basis.h"
#include "package.h"
#include "sign.h"
#include "term_code.h"

enum { LARGEST_FILE = 4 << 20, LARGEST_PACKAGE = 32 << 20 };

const char *const package_names[FILE_COUNT] = {
	[FILE_COVERAGE] = "coverage.csv",
	[FILE_COVERAGE_META] = "coverage.meta.csv",
	[FILE_DESCRIPTOR] = "datapackage.json",
	[FILE_DISCLOSURE] = "disclosure.json",
	[FILE_INFRINGEMENTS] = "infringements.csv",
	[FILE_INFRINGEMENTS_META] = "infringements.meta.csv",
	[FILE_NOTES] = "notes.csv",
	[FILE_MANIFEST] = "MANIFEST.sha256",
	[FILE_SIGNATURE] = "MANIFEST.sha256.minisig",
};

enum package_file
package_find(struct slice name)
{
	int i;

	for (i = 0; i < FILE_COUNT; i++)
		if (slice_equal(name, slice_of(package_names[i])))
			break;
	return (enum package_file)i;
}

void
package_init(struct package *p)
{
	int i;

	memset(p, 0, sizeof *p);
	for (i = 0; i < FILE_COUNT; i++)
		buffer_init(&p->files[i], LARGEST_FILE);
	buffer_init(&p->zip, LARGEST_PACKAGE);
}

void
package_finish(struct package *p)
{
	int i;

	for (i = 0; i < FILE_COUNT; i++)
		buffer_finish(&p->files[i]);
	buffer_finish(&p->zip);
}

void
package_name(char *to, size_t room, struct slice laestab,
    struct slice old_la_code, int term, int year, int64_t serial)
{
	snprintf(to, room, "%.*s_%s%d_%.*sLL%02d_%03lld.zip",
	    SLICE_ARG(slice_first(laestab, 7)), PACKAGE_COLLECTION, term,
	    SLICE_ARG(slice_first(old_la_code, 3)), year % 100,
	    (long long)serial);
}

static void
digest(const struct buffer *b, char hex[SHA256_HEX])
{
	sha256_text(buffer_slice(b), hex);
}

void
package_number(struct package *p, const struct returned *last,
    struct returned *now)
{
	static const enum package_file says[] = { FILE_COVERAGE,
		FILE_DISCLOSURE, FILE_INFRINGEMENTS, FILE_NOTES };
	struct sha256 *h = sha256_create();
	unsigned char sum[SHA256_SIZE];
	size_t i;

	for (i = 0; i < sizeof says / sizeof *says; i++)
		sha256_add(h, buffer_slice(&p->files[says[i]]));
	sha256_take(h, sum);
	sha256_destroy(h);
	sha256_hex(sum, now->content);
	if (strcmp(now->content, last->content) == 0) {
		now->serial = last->serial;
		memcpy(now->supersedes, last->supersedes, SHA256_HEX);
	} else {
		now->serial = last->serial + 1;
		memcpy(now->supersedes, last->manifest, SHA256_HEX);
	}
}

void
package_disclosure(struct package *p, const struct protection *f)
{
	struct buffer *out = &p->files[FILE_DISCLOSURE];
	char hex[SHA256_HEX];
	int hidden = 0;
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++)
		hidden += f->cube.cells[row].sign == 'c';
	digest(&p->files[FILE_INFRINGEMENTS], hex);
	buffer_reset(out);
	buffer_printf(out,
	    "{\n"
	    "  \"profile\": \"oup-%d\",\n"
	    "  \"threshold\": %d,\n"
	    "  \"dominance\": { \"n\": 1, \"k\": 85 },\n"
	    "  \"group_disclosure\": true,\n"
	    "  \"additive\": { \"incident_count\": [\"user_group\","
	    " \"channel\", \"infringement_category\"],"
	    " \"user_count\": [\"user_group\"] },\n"
	    "  \"hidden_rows\": %d,\n"
	    "  \"narrowest_interval\": %lld,\n"
	    "  \"method\": \"%s\",\n"
	    "  \"table_sha256\": \"%s\"\n"
	    "}\n",
	    f->threshold, f->threshold, hidden, (long long)f->narrowest,
	    f->method, hex);
}

struct field {
	const char *name, *type, *more;
};

static const struct field place_fields[] = {
	{ "time_period", "string",
	    "\"required\": true, \"pattern\": \"[0-9]{6}\"" },
	{ "time_identifier", "string",
	    "\"required\": true, \"enum\": [\"Autumn term\", "
	    "\"Spring term\", \"Summer term\"]" },
	{ "geographic_level", "string",
	    "\"required\": true, \"enum\": [\"School\"]" },
	{ "country_code", "string", "\"required\": true" },
	{ "country_name", "string", "\"required\": true" },
	{ "region_code", "string", "\"required\": true" },
	{ "region_name", "string", "\"required\": true" },
	{ "old_la_code", "string",
	    "\"required\": true, \"pattern\": \"[0-9]{3}\"" },
	{ "new_la_code", "string",
	    "\"required\": true, \"pattern\": \"[EWSN][0-9]{8}\"" },
	{ "la_name", "string", "\"required\": true" },
	{ "school_urn", "string",
	    "\"required\": true, \"pattern\": \"[0-9]{6}\"" },
	{ "school_laestab", "string",
	    "\"required\": true, \"pattern\": \"[0-9]{7}\"" },
	{ "school_name", "string", "\"required\": true" },
	{ NULL, NULL, NULL },
};

static const struct field infringement_fields[] = {
	{ "user_group", "string",
	    "\"required\": true, \"enum\": [\"Total\", \"Pupil\", \"Staff\","
	    " \"Other\"]" },
	{ "channel", "string",
	    "\"required\": true, \"enum\": [\"Total\", \"Web\", \"Email\","
	    " \"Endpoint\"]" },
	{ "infringement_category", "string", "\"required\": true" },
	{ "incident_count", "integer", "\"minimum\": 0" },
	{ "user_count", "integer", "\"minimum\": 0" },
	{ BASIS_TITLE, "string",
	    "\"required\": true, \"enum\": [\"Total\", \"Common\","
	    " \"Local\"]" },
	{ NULL, NULL, NULL },
};

static const struct field coverage_fields[] = {
	{ "log_source", "string",
	    "\"required\": true, \"enum\": [\"Total\", \"Web\", \"Email\","
	    " \"Endpoint\"]" },
	{ "days_expected", "integer", "\"minimum\": 0" },
	{ "days_received", "integer", "\"minimum\": 0" },
	{ "lines_received", "integer", "\"minimum\": 0" },
	{ "lines_rejected", "integer", "\"minimum\": 0" },
	{ NULL, NULL, NULL },
};

static const struct field note_fields[] = {
	{ "query_code", "string",
	    "\"required\": true, \"pattern\": \"[A-Z][0-9]{3}\"" },
	{ "note", "string", "\"required\": true, \"maxLength\": 500" },
	{ NULL, NULL, NULL },
};

static void
add_fields(struct buffer *out, const struct field *f, bool *first)
{
	for (; f->name != NULL; f++) {
		buffer_printf(out,
		    "%s\n          { \"name\": \"%s\", \"type\": \"%s\", "
		    "\"constraints\": { %s } }",
		    *first ? "" : ",", f->name, f->type, f->more);
		*first = false;
	}
}

static void
add_resource(struct package *p, enum package_file file, const char *name,
    const struct field *fields, const char *key, bool place)
{
	struct buffer *out = &p->files[FILE_DESCRIPTOR];
	char hex[SHA256_HEX];
	bool first = true;

	digest(&p->files[file], hex);
	buffer_printf(out,
	    "    {\n"
	    "      \"name\": \"%s\",\n"
	    "      \"path\": \"%s\",\n"
	    "      \"profile\": \"tabular-data-resource\",\n"
	    "      \"format\": \"csv\",\n"
	    "      \"mediatype\": \"text/csv\",\n"
	    "      \"encoding\": \"utf-8\",\n"
	    "      \"bytes\": %zu,\n"
	    "      \"hash\": \"sha256:%s\",\n"
	    "      \"schema\": {\n"
	    "        \"fields\": [",
	    name, package_names[file], p->files[file].len, hex);
	if (place)
		add_fields(out, place_fields, &first);
	add_fields(out, fields, &first);
	buffer_printf(out,
	    "\n        ],\n"
	    "        \"missingValues\": [\"\", \"c\", \"z\", \"x\"],\n"
	    "        \"primaryKey\": [%s]\n"
	    "      }\n"
	    "    }",
	    key);
}

static void
add_text(struct buffer *out, const char *key, struct slice text)
{
	buffer_printf(out, "  \"%s\": ", key);
	json_quote(out, text);
	buffer_text(out, ",\n");
}

static void
add_manifest(struct package *p)
{
	struct buffer *out = &p->files[FILE_MANIFEST];
	char hex[SHA256_HEX];
	int i;

	for (i = 0; i < FILE_LISTED; i++) {
		digest(&p->files[i], hex);
		buffer_printf(out, "%s  %s\n", hex, package_names[i]);
	}
}

void
package_describe(struct package *p, const struct report_run *run,
    struct returned *now)
{
	static const char place_key[] =
	    "\"time_period\", \"time_identifier\", \"school_urn\", ";
	struct buffer *out = &p->files[FILE_DESCRIPTOR];
	const struct school *s = &run->settings->school;
	struct term_code term = term_code_of_day(run->term->start);
	struct arena *a = arena_create();
	char period[32];

	term_code_period(term, period, sizeof period);
	buffer_text(out, "{\n  \"profile\": \"tabular-data-package\",\n");
	buffer_printf(out, "  \"name\": \"online-use-return-%.*s-%s-%d\",\n",
	    SLICE_ARG(s->urn), period, term.number);
	add_text(out, "title", SLICE("Return on the use of school computers "
				     "and the Internet"));
	add_text(out, "version", SLICE(PACKAGE_SCHEMA));
	buffer_text(out, "  \"licenses\": [ { \"name\": \"OGL-UK-3.0\" } ],\n");
	add_text(out, "x-collection", SLICE(PACKAGE_COLLECTION));
	add_text(out, "x-school-urn", s->urn);
	add_text(out, "x-time-period", slice_of(period));
	add_text(out, "x-time-identifier",
	    slice_of(term_code_words(term)));
	buffer_printf(out, "  \"x-serial\": %lld,\n", (long long)now->serial);
	add_text(out, "x-supersedes", slice_of(now->supersedes));
	add_text(out, "x-categories-version", SLICE("1"));
	buffer_text(out, "  \"resources\": [\n");
	add_resource(p, FILE_INFRINGEMENTS, "infringements",
	    infringement_fields, arena_printf(a, "%s\"user_group\", "
	    "\"channel\", \"infringement_category\"", place_key), true);
	buffer_text(out, ",\n");
	add_resource(p, FILE_COVERAGE, "coverage", coverage_fields,
	    arena_printf(a, "%s\"log_source\"", place_key), true);
	buffer_text(out, ",\n");
	add_resource(p, FILE_NOTES, "notes", note_fields, "\"query_code\"",
	    false);
	buffer_text(out, "\n  ]\n}\n");
	arena_destroy(a);
	add_manifest(p);
	digest(&p->files[FILE_MANIFEST], now->manifest);
}

const char *
package_close(struct package *p, const struct report_run *run,
    const struct returned *now, const char *key)
{
	const struct school *s = &run->settings->school;
	struct term_code term = term_code_of_day(run->term->start);
	struct zip_writer *z;
	struct arena *a = arena_create();
	const char *why = NULL;
	char period[32];
	int i;

	term_code_period(term, period, sizeof period);
	package_name(p->name, sizeof p->name, s->laestab, s->old_la_code,
	    term.number, term_code_calendar_year(term), now->serial);
	if (key != NULL)
		why = sign_text(key, buffer_slice(&p->files[FILE_MANIFEST]),
		    arena_printf(a, "urn=%.*s period=%s term=%d serial=%lld "
			"schema=%s", SLICE_ARG(s->urn), period, term.number,
			(long long)now->serial, PACKAGE_SCHEMA),
		    &p->files[FILE_SIGNATURE]);
	arena_destroy(a);
	if (why != NULL)
		return why;
	if ((z = zip_writer_create(&p->zip)) == NULL)
		return "no memory for the ZIP file";
	for (i = 0; i < FILE_COUNT && why == NULL; i++)
		if (i != FILE_SIGNATURE || key != NULL)
			why = zip_writer_add(z, package_names[i],
			    buffer_slice(&p->files[i]));
	if (why != NULL) {
		zip_writer_finish(z);
		return why;
	}
	return zip_writer_finish(z);
}
