/*
 * Names of fields: of the table of columns, of its Sigma aliases, a few put
 * together from columns, and the native ones of endpoint events.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "engine.h"

/* Aliases whose native field may say more than the column: the name of the
 * computer with its domain, a path as it was spelt. */
static const struct {
	const char *name;
	enum source source;
	enum column column;
} special[] = {
	{ "c-uri", SOURCE_URL, COL_PATH },
	{ "cs-uri", SOURCE_URL, COL_PATH },
	{ "url.original", SOURCE_URL, COL_PATH },
	{ "url.full", SOURCE_URL, COL_PATH },
	{ "c-uri-extension", SOURCE_SUFFIX, COL_PATH },
	{ "url.extension", SOURCE_SUFFIX, COL_PATH },
	{ "query", SOURCE_ALIAS, COL_DOMAIN_NAME },
	{ "dns.question.name", SOURCE_ALIAS, COL_DOMAIN_NAME },
	{ "Signature", SOURCE_ALIAS, COL_THREAT },
	{ "ThreatName", SOURCE_ALIAS, COL_THREAT },
	{ "Filename", SOURCE_ALIAS, COL_FILE },
	{ "ComputerName", SOURCE_ALIAS, COL_HOST },
	{ "Computer", SOURCE_ALIAS, COL_HOST },
	{ "Image", SOURCE_ALIAS, COL_PROCESS },
	{ "NewProcessName", SOURCE_ALIAS, COL_PROCESS },
	{ "ParentImage", SOURCE_ALIAS, COL_PARENT },
	{ "ParentProcessName", SOURCE_ALIAS, COL_PARENT },
	{ "CommandLine", SOURCE_ALIAS, COL_COMMAND_LINE },
	{ "TargetFilename", SOURCE_ALIAS, COL_FILE },
	{ "TargetLogonId", SOURCE_ALIAS, COL_LOGON_ID },
	{ "LogonType", SOURCE_ALIAS, COL_LOGON_TYPE },
};

static struct field
field_of_name(struct slice name)
{
	struct field f = { name, SOURCE_NATIVE, COL_NATIVE,
		slice_find(name, '.') < name.len };
	size_t i;
	int c = column_find(name);

	for (i = 0; c == -1 && i < sizeof special / sizeof *special; i++)
		if (slice_equal(name, slice_of(special[i].name))) {
			f.source = special[i].source;
			f.column = special[i].column;
			return f;
		}
	if (c == -1)
		c = column_find_alias(name);
	if (c != -1) {
		f.source = SOURCE_COLUMN;
		f.column = (enum column)c;
	}
	return f;
}

bool
field_is_known(struct slice name)
{
	struct field f = field_of_name(name);

	return f.source != SOURCE_NATIVE ||
	    (name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z' &&
		slice_find(name, '.') == name.len);
}

void
fields_init(struct fields *f)
{
	memset(f, 0, sizeof *f);
	f->names = map_create();
}

void
fields_finish(struct fields *f)
{
	map_destroy(f->names);
	free(f->list);
}

uint32_t
fields_add(struct fields *f, struct slice name)
{
	uint32_t n = map_add(f->names, name);

	if (n == f->count) {
		GROW(f->list, f->count, f->room);
		f->list[f->count++] = field_of_name(map_text(f->names, n));
	}
	return n;
}
