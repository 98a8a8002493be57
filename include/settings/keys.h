/*
 * Every key of school.yml, once: what it may hold, what stands where it is
 * not given, and the sentence that explains it.  Reading, checking, the
 * shipped template and the manual all follow this table.
 */
#ifndef SETTINGS_KEYS_H
#define SETTINGS_KEYS_H

enum key_shape {
	KEY_TEXT,
	KEY_NUMBER,
	KEY_DATE,
	KEY_SWITCH,	  /* true or false */
	KEY_FILE,	  /* a file that must be there */
	KEY_TEXTS,	  /* one text, or a list of them */
	KEY_TEXTS_OR_GROUPS, /* a list of texts, or of keys of ours */
	KEY_TEXT_MAP,	  /* names of the school's own, each with a text */
	KEY_LISTS,	  /* names of the school's own: a file or a list */
	KEY_GROUP,	  /* keys of ours */
	KEY_GROUPS,	  /* a list of such */
	KEY_NAMED_GROUPS, /* names, each with keys of ours */
	KEY_NAMED_TEXTS_OR_GROUPS, /* names, each with a text or such */
};

struct settings_key {
	const char *path; /* "school.name"; "readers.*.owner" */
	enum key_shape shape;
	const char *words;    /* the only ones, by spaces; NULL: any */
	const char *fallback; /* as one would write it; "" is none */
	const char *meaning;  /* for the manual */
};

extern const struct settings_key settings_keys[]; /* ends with NULL path */

#endif
