/*
 * Why a rule holds of an event, or not: its terms with the answer of each.
 */
#include "rules.h"

static const char *
word_of(enum verdict v)
{
	return v == VERDICT_TRUE ? "yes" : v == VERDICT_OPEN ? "open" : "no";
}

static void
say_parts(struct buffer *out, const struct sigma_part *p)
{
	for (; p != NULL; p = p->next)
		if (p->kind == PART_TEXT)
			buffer_add(out, p->text);
		else
			buffer_char(out, p->kind == PART_ONE ? '?' : '*');
}

static void
say_pattern(struct buffer *out, const struct pattern *p)
{
	static const char *const words[] = {
		[PATTERN_EQUAL] = "is",
		[PATTERN_PREFIX] = "starts with",
		[PATTERN_SUFFIX] = "ends with",
		[PATTERN_CONTAINS] = "contains",
		[PATTERN_GLOB] = "is like",
		[PATTERN_ALL] = "is anything",
	};

	buffer_printf(out, "%s ", words[p->kind]);
	if (p->kind == PATTERN_GLOB)
		say_parts(out, p->parts);
	else
		buffer_add(out, p->text);
}

static void
say_number(struct buffer *out, const struct test *t)
{
	static const char *const signs[] = {
		[COMPARE_LT] = "<",
		[COMPARE_LTE] = "<=",
		[COMPARE_GT] = ">",
		[COMPARE_GTE] = ">=",
	};
	static const char *const parts[] = {
		[TIME_WHOLE] = "",
		[TIME_PART_MINUTE] = "minute ",
		[TIME_PART_HOUR] = "hour ",
		[TIME_PART_DAY] = "day ",
		[TIME_PART_WEEK] = "week ",
		[TIME_PART_MONTH] = "month ",
		[TIME_PART_YEAR] = "year ",
	};

	buffer_printf(out, "%s%s %.15g", parts[t->time_part],
	    t->kind == TEST_COMPARE ? signs[t->compare] : "=", t->number);
}

static void
say_test(struct buffer *out, const struct detect *d, const struct test *t)
{
	switch (t->kind) {
	case TEST_TEXT:
		say_pattern(out, &t->pattern);
		break;
	case TEST_WORDS:
		buffer_printf(out, "is one of a list of %u",
		    map_count(t->words));
		break;
	case TEST_NUMBER:
	case TEST_COMPARE:
	case TEST_TIME:
		say_number(out, t);
		break;
	case TEST_BOOL:
		buffer_text(out, t->truth ? "is true" : "is false");
		break;
	case TEST_NULL:
		buffer_text(out, "is absent");
		break;
	case TEST_REGEX:
		buffer_text(out, "fits a regular expression");
		break;
	case TEST_NETWORK:
		buffer_text(out, "lies in a network");
		break;
	case TEST_FIELD:
		buffer_printf(out, "is like field %.*s",
		    SLICE_ARG(d->program.fields.list[t->other].name));
		break;
	case TEST_EXISTS:
		buffer_text(out, t->truth ? "is there" : "is not there");
		break;
	}
}

static void
explain(struct detect *d, const struct term *t, int depth, struct buffer *out)
{
	static const char *const words[] = {
		[TERM_AND] = "all of",
		[TERM_OR] = "any of",
		[TERM_NOT] = "not",
		[TERM_KEYWORD] = "some text ",
		[TERM_FALSE] = "an empty list",
		[TERM_TEST] = "",
	};
	const struct term *child;

	buffer_printf(out, "%*s%s: %s", depth * 2, "",
	    word_of(judge(t, &d->view.view)), words[t->kind]);
	if (t->kind == TERM_TEST)
		buffer_printf(out, "%.*s ",
		    SLICE_ARG(d->program.fields.list[t->field].name));
	if (t->test != NULL)
		say_test(out, d, t->test);
	buffer_char(out, '\n');
	for (child = t->first; child != NULL; child = child->next)
		explain(d, child, depth + 1, out);
}

static void
explain_row(struct detect *d, const struct batch *b, uint32_t row, bool whole,
    size_t rule, struct buffer *out)
{
	const struct rule *r = &d->rules[rule];
	struct slice name = r->info.name;
	struct route route = route_of_row(b, row);

	buffer_printf(out, "event %u: ", row + 1);
	if (r->term == NULL)
		buffer_printf(out, "%.*s counts other rules\n",
		    SLICE_ARG(name));
	else if (!route_fits(&route, r->doc->category, r->doc->product,
		     r->doc->service))
		buffer_printf(out, "%.*s is for other logs\n",
		    SLICE_ARG(name));
	else {
		buffer_printf(out, "%.*s\n", SLICE_ARG(name));
		row_view_set(&d->view, b, row, whole);
		explain(d, r->term, 1, out);
	}
}

int
detect_explain(struct detect *d, const struct batch *b, bool whole,
    size_t rule, FILE *out)
{
	uint32_t row, rows = batch_rows(b);
	struct buffer text;

	buffer_init(&text, BUFFER_LARGEST);
	for (row = 0; row < rows; row++) {
		buffer_reset(&text);
		explain_row(d, b, row, whole, rule, &text);
		fwrite(text.ptr, 1, text.len, out);
	}
	buffer_finish(&text);
	return ferror(out) ? -1 : 0;
}
