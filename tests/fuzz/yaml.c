/*
 * Any bytes as YAML: a tree, nothing, or a reason with a line of the text.
 */
#include <stdlib.h>

#include "settings/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t
count(const struct yaml *v)
{
	size_t n = 0;

	for (; v != NULL; v = v->next) {
		if (v->line < 1)
			abort();
		if (v->kind == YAML_MAP && v->first != NULL &&
		    yaml_get(v, "") == NULL && v->first->key.len == 0)
			abort();
		n += 1 + count(v->first);
	}
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *a = arena_create();
	struct yaml_fault fault;
	struct slice text = { (const char *)bytes, size };
	struct yaml *roots = yaml_read(a, text, &fault);
	int lines = 1;
	size_t i;

	for (i = 0; i < size; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r' ||
		    bytes[i] >= 0x80; /* YAML has line ends beyond ASCII */
	if (roots != NULL && fault.why != NULL)
		abort();
	if (fault.why != NULL && (fault.line < 1 || fault.line > lines + 1))
		abort();
	/* Each node takes a byte at least, but for what is left empty. */
	if (count(roots) > 2 * size + 2)
		abort();
	arena_destroy(a);
	return 0;
}
