/*
 * A Sigma document as read, before it meets any event: the language of
 * the specification v2.1.0, turned into a tree with every modifier applied.
 *
 *   selection: {url.domain|endswith: [.a.example, .b.example]}
 *   condition: selection and not user.name: ...
 *
 * becomes AND, OR and NOT over items, an item being a field and one value.
 * Where the specification is silent we do as its reference parser does.
 */
#ifndef DETECT_SIGMA_H
#define DETECT_SIGMA_H

#include "base/buffer.h"
#include "settings/yaml.h"

enum sigma_part_kind {
	PART_TEXT,
	PART_ANY, /* "*": any run of characters */
	PART_ONE, /* "?": exactly one */
	PART_LIST, /* "%name%": any word of that list */
};

struct sigma_part {
	enum sigma_part_kind kind;
	struct slice text;
	struct sigma_part *next;
};

enum sigma_value_kind {
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_BOOL,
	VALUE_NULL,
	VALUE_REGEX,
	VALUE_NETWORK,
	VALUE_FIELD,	/* equals (starts, ends with) another field */
	VALUE_EXISTS,
	VALUE_COMPARE,
	VALUE_TIME,	/* a part of a time equals a number */
	VALUE_CHOICE,	/* any of the values that a modifier made of one */
};

enum sigma_compare { COMPARE_LT, COMPARE_LTE, COMPARE_GT, COMPARE_GTE };

enum sigma_time_part {
	TIME_WHOLE,
	TIME_PART_MINUTE,
	TIME_PART_HOUR,
	TIME_PART_DAY,
	TIME_PART_WEEK,
	TIME_PART_MONTH,
	TIME_PART_YEAR,
};

struct sigma_value {
	enum sigma_value_kind kind;
	struct sigma_part *parts; /* TEXT */
	bool cased;
	struct slice text; /* as written; REGEX, NETWORK, FIELD: itself */
	bool fold, lines, dot_all;   /* REGEX: flags i, m, s */
	bool starts, ends;	     /* FIELD */
	bool truth;		     /* BOOL, EXISTS */
	double number;
	enum sigma_compare compare;
	enum sigma_time_part time_part;
	struct sigma_value *first; /* CHOICE */
	struct sigma_value *next;
};

enum sigma_kind { SIGMA_AND, SIGMA_OR, SIGMA_NOT, SIGMA_FIELD, SIGMA_KEYWORD };

struct sigma_node {
	enum sigma_kind kind;
	struct slice field;
	struct sigma_value *value;
	int line;
	struct sigma_node *first; /* AND, OR, NOT */
	struct sigma_node *next;
};

enum correlation_type {
	CORRELATE_EVENT_COUNT,
	CORRELATE_VALUE_COUNT,
	CORRELATE_TEMPORAL,
	CORRELATE_TEMPORAL_ORDERED,
	CORRELATE_VALUE_SUM,
	CORRELATE_VALUE_AVG,
	CORRELATE_VALUE_PERCENTILE,
	CORRELATE_VALUE_MEDIAN,
};

enum bound_kind {
	BOUND_GT,
	BOUND_GTE,
	BOUND_LT,
	BOUND_LTE,
	BOUND_EQ,
	BOUND_NEQ,
	BOUND_COUNT
};

struct sigma_bound {
	bool given;
	double limit;
};

struct slice_list {
	struct slice *list;
	size_t count;
};

/* "user.name" in the correlation is `field` of that rule. */
struct sigma_alias {
	struct slice alias, rule, field;
	struct sigma_alias *next;
};

struct sigma_correlation {
	enum correlation_type type;
	struct slice_list rules; /* ids or names */
	struct slice_list group_by;
	int64_t timespan; /* microseconds */
	struct sigma_bound bounds[BOUND_COUNT];
	struct slice_list fields; /* of value_count and its like */
	double percentile;
	struct slice extended; /* "a and not b", of the temporal types */
	struct sigma_node *tree; /* the same: a FIELD for each rule, whose
				    line is the rule's place in `named` */
	struct slice_list named; /* the rules that it names */
	struct sigma_alias *aliases;
	bool generate;
};

enum sigma_document_kind { SIGMA_RULE, SIGMA_CORRELATION, SIGMA_FILTER };

struct sigma_document {
	enum sigma_document_kind kind;
	int line;
	struct slice title, id, name, status, author, level, taxonomy;
	struct slice category, product, service; /* logsource, or empty */
	struct sigma_node *tree; /* of a rule or a filter */
	int conditions;		 /* more than one: the tree is their OR */
	struct sigma_correlation *correlation;
	struct slice_list filters; /* rules that a filter is for; empty: any */
	bool filters_any;
	const struct yaml *yaml; /* as written, for keys of our own */
	const char *why;	 /* NULL, or why the document is refused */
	int why_line;
	const char *doubt; /* NULL, or what is odd though it can be read */
	int doubt_line;
	struct sigma_document *next;
};

/*
 * Every document of a file, in order, linked by ->next, those refused too:
 * see `why`.  All that is given lives in the arena, or in the YAML tree,
 * which must live as long.
 */
struct sigma_document *sigma_read(struct arena *a, const struct yaml *roots);

/* One detection item ("field|contains", values); for tests.  The items are
 * an AND or OR of FIELD or KEYWORD, or one of them, or a NOT around. */
struct sigma_node *sigma_read_item(struct arena *a, struct slice key,
    const struct yaml *value, const char **why);
/* Microseconds of "10m"; false when it is not a span of time. */
bool sigma_read_timespan(struct slice s, int64_t *span);

/* The tree as JSON: ["and", ["f","field",["str","text",["*"]]], ...]. */
void sigma_print(struct buffer *out, const struct sigma_node *n);
void sigma_print_value(struct buffer *out, const struct sigma_value *v);

#endif
