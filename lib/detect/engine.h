/*
 * The engine's inner shapes: fields, tests on their values, the terms of a
 * compiled rule, and the view of one event that they are judged on.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include "base/json.h"
#include "base/map.h"
#include "detect/detect.h"
#include "detect/sigma.h"

#include "pattern.h"
#include "regex.h"

/* True, false, or open until late fields are known. */
enum verdict { VERDICT_FALSE, VERDICT_TRUE, VERDICT_OPEN };

/* fields.c: a name that rules use, and where an event has its value. */
enum source {
	SOURCE_COLUMN, /* a column, and nothing else */
	SOURCE_ALIAS,  /* native under that name, else a column */
	SOURCE_NATIVE, /* a native field of an endpoint event */
	SOURCE_URL,    /* the whole address, put together */
	SOURCE_SUFFIX, /* what stands behind the last dot of the path */
};

struct field {
	struct slice name;
	enum source source;
	enum column column;
	bool dotted; /* its name is a path */
};

struct fields {
	struct map *names;
	struct field *list;
	size_t count, room;
};

void fields_init(struct fields *f);
void fields_finish(struct fields *f);
uint32_t fields_add(struct fields *f, struct slice name);
/* Can any event have a field of that name?  Native names begin with a
 * capital or have no dot. */
bool field_is_known(struct slice name);

enum held {
	IS_ABSENT,
	IS_OPEN,
	IS_TEXT,
	IS_NUMBER,
	IS_BOOL,
	IS_NULL,
	IS_TIME,
	IS_WORDS, /* several, separated by spaces */
	IS_ARRAY, /* of a JSON object */
	IS_PATH,  /* what a path through arrays leads to */
	IS_OBJECT, /* there, and no more can be asked of it */
};

enum { NUMBER_TEXT = 40 };

struct value {
	enum held held;
	struct slice text;
	double number;
	int64_t time;
	bool truth;
	const struct json *array; /* PATH: where it begins */
	struct slice path;
	char digits[NUMBER_TEXT];
};

/* A scalar as text; a number is printed when it is first asked for. */
struct slice value_text(struct value *v);
bool value_number(const struct value *v, double *number);
void value_of_json(const struct json *j, struct value *out);
/* "a.b" of an object; arrays on the way stand for each of their elements. */
void value_of_path(const struct json *object, struct slice path,
    struct value *out);
/* Calls fn for each scalar that an ARRAY or a PATH holds, arrays in arrays
 * too, until it gives true; gives whether it did. */
bool value_each(const struct value *v,
    bool (*fn)(struct value *each, void *ctx), void *ctx);
void value_of_symbol(enum column c, struct slice text, struct value *out);
void value_of_number(enum column c, int64_t n, struct value *out);

/* test.c: one question asked of a value. */
enum test_kind {
	TEST_TEXT,
	TEST_WORDS, /* any word of a list */
	TEST_NUMBER,
	TEST_BOOL,
	TEST_NULL,
	TEST_REGEX,
	TEST_NETWORK,
	TEST_FIELD,
	TEST_EXISTS,
	TEST_COMPARE,
	TEST_TIME,
};

struct test {
	enum test_kind kind;
	struct pattern pattern; /* REGEX: as written, and whether case counts */
	struct map *words; /* owned by the program */
	struct regex *regex;
	unsigned char network[16];
	int bits;
	uint32_t other; /* FIELD */
	bool starts, ends;
	bool truth; /* FIELD: all of it */
	double number;
	enum sigma_compare compare;
	enum sigma_time_part time_part;
};

enum term_kind {
	TERM_AND,
	TERM_OR,
	TERM_NOT,
	TERM_TEST,
	TERM_KEYWORD,
	TERM_FALSE,
};

struct term {
	enum term_kind kind;
	uint32_t field;
	struct test *test;
	struct term *first, *next;
};

/* What an event looks like to a rule. */
struct view {
	void (*get)(struct view *v, const struct field *f, struct value *out);
	/* Calls fn for each text of the event until it gives true; gives
	 * whether it did.  NULL where the texts are not known. */
	bool (*each)(struct view *v, bool (*fn)(struct value *text, void *ctx),
	    void *ctx);
	const struct fields *fields;
	struct value *values; /* of each field, good where its stamp is ours */
	uint32_t *stamps;
	size_t room;
	uint32_t stamp;
};

void view_init(struct view *v, const struct fields *f);
void view_finish(struct view *v);
void view_next(struct view *v); /* another event */
struct value *view_value(struct view *v, uint32_t field);

bool test_holds(const struct test *t, struct value *v, struct view *view);
enum verdict judge(const struct term *t, struct view *v);

/* compile.c: trees to terms. */
struct regex_place {
	struct slice path, pattern;
	int line;
	size_t rule;
};

struct program {
	struct arena *arena;
	struct fields fields;
	struct regex **regexes;
	struct regex_place *places; /* where each of them stands */
	size_t regex_count, regex_room;
	struct map *missing; /* lists that were said to be missing */
	struct map **maps;
	size_t map_count, map_room;
};

void program_init(struct program *p);
void program_finish(struct program *p);

/* Where a list of words comes from, and where faults go. */
struct compiling {
	struct program *program;
	const struct settings *settings;
	struct faults *faults;
	struct slice path;
	size_t rule; /* which it will be */
	bool shipped; /* ours: a list that a school lacks is empty */
	bool ecs;     /* taxonomy: ecs */
	bool failed;
};

/* NULL: said. */
struct term *compile(struct compiling *c, const struct sigma_node *n);

/* views.c: an event of a batch. */
struct row_view {
	struct view view;
	const struct batch *batch;
	uint32_t row;
	bool whole;	   /* nothing is open */
	bool open;	   /* late fields of this row are */
	bool native_read;
	struct json *native;
	const struct json **natives; /* of each field, where stamped so */
	uint32_t *native_stamps;
	size_t native_room;
	struct buffer url;
};

void row_view_init(struct row_view *v, const struct fields *f);
void row_view_finish(struct row_view *v);
void row_view_set(struct row_view *v, const struct batch *b, uint32_t row,
    bool whole);
/* The row names no account, so who it was may still come out. */
bool row_is_open(const struct batch *b, uint32_t row);

/* An event of which one column is known, and which others are absent. */
struct value_view {
	struct view view;
	const bool *absent; /* by column */
	enum column column; /* COLUMN_COUNT: none is known */
	struct slice text;
	struct slice url; /* known too, if not empty */
	int64_t number;
};

void value_view_init(struct value_view *v, const struct fields *f,
    const bool absent[COLUMN_COUNT]);
/* text for a column of symbols, number for one of numbers. */
void value_view_set(struct value_view *v, enum column c, struct slice text,
    int64_t number);
/* Host and address of a tunnel. */
void value_view_set_tunnel(struct value_view *v, struct slice host,
    struct slice url);

/* A JSON object. */
struct object_view {
	struct view view;
	const struct json *object;
};

void object_view_init(struct object_view *v, const struct fields *f);
void object_view_set(struct object_view *v, const struct json *object);

/* route.c: which log source an event is of. */
enum { ROUTE_CATEGORIES = 4 };

struct route {
	struct slice product, service;
	struct slice categories[ROUTE_CATEGORIES];
	size_t count;
};

struct route route_of_row(const struct batch *b, uint32_t row);
bool route_fits(const struct route *r, struct slice category,
    struct slice product, struct slice service);

#endif
