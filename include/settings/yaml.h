/*
 * YAML read into a tree with line numbers: school.yml and rule files.  The
 * front door of libyaml.  Aliases and anchors are refused, and so are trees
 * that are too deep or too large.
 */
#ifndef SETTINGS_YAML_H
#define SETTINGS_YAML_H

#include "base/arena.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	struct slice key;  /* of a member of a map, else empty */
	struct slice text; /* of a scalar */
	bool plain;	   /* a scalar without quotes: may be number, null */
	int line;	   /* from 1 */
	struct yaml *first; /* children of a list or map */
	struct yaml *next;
};

struct yaml_fault {
	int line;
	const char *why; /* lives in the arena */
};

/* Each document of the text; the roots are linked by ->next.  NULL with
 * *fault set when it is not good YAML; NULL with line 0 when empty. */
struct yaml *yaml_read(struct arena *a, struct slice text,
    struct yaml_fault *fault);
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* Text of the scalar under that key; empty where there is none. */
struct slice yaml_text(const struct yaml *map, const char *key);

#endif
