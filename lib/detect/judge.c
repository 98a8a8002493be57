/*
 * Rules judged by walking their terms: plain, slow, and the measure that
 * the quick way is held to.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/url.h"

#include "engine.h"
#include "fold.h"

void
view_init(struct view *v, const struct fields *f)
{
	memset(v, 0, sizeof *v);
	v->fields = f;
	v->stamp = 1;
}

void
view_finish(struct view *v)
{
	free(v->values);
	free(v->stamps);
}

void
view_next(struct view *v)
{
	size_t count = v->fields->count;

	if (v->room < count) {
		free(v->values);
		free(v->stamps);
		v->values = memory_zeroed(count, sizeof *v->values);
		v->stamps = memory_zeroed(count, sizeof *v->stamps);
		v->room = count;
		v->stamp = 0;
	}
	if (++v->stamp == 0) { /* once in four thousand million events */
		memset(v->stamps, 0, v->room * sizeof *v->stamps);
		v->stamp = 1;
	}
}

struct value *
view_value(struct view *v, uint32_t field)
{
	struct value *out = &v->values[field];

	if (v->stamps[field] != v->stamp) {
		v->stamps[field] = v->stamp;
		v->get(v, &v->fields->list[field], out);
	}
	return out;
}

static bool
compare_numbers(enum sigma_compare how, double a, double b)
{
	switch (how) {
	case COMPARE_LT:
		return a < b;
	case COMPARE_LTE:
		return a <= b;
	case COMPARE_GT:
		return a > b;
	case COMPARE_GTE:
		return a >= b;
	}
	return false;
}

/* The week of ISO 8601: that which holds the Thursday. */
static int
week_of_year(int32_t day)
{
	int32_t thursday = day - day_weekday(day) + 3;
	int year, month, mday;

	day_to_date(thursday, &year, &month, &mday);
	return (thursday - day_from_date(year, 1, 1)) / 7 + 1;
}

/* The parts of a time are those that are written, whatever the zone. */
static struct slice
without_zone(struct slice s)
{
	size_t i;

	for (i = sizeof "2026-11-02" - 1; i < s.len; i++)
		if (strchr("Zz+-", s.ptr[i]) != NULL)
			break;
	return slice_first(s, i);
}

static bool
time_part(struct value *v, enum sigma_time_part part, double *out)
{
	int64_t t = v->time, second;
	int32_t day;
	int year, month, mday;

	if (v->held == IS_TEXT) {
		if (!time_parse(v->text, &second) ||
		    !time_parse(without_zone(v->text), &t))
			return false;
	} else if (v->held != IS_TIME)
		return false;
	second = t / TIME_SECOND - (t % TIME_SECOND < 0);
	day = (int32_t)(second / 86400 - (second % 86400 < 0));
	second -= (int64_t)day * 86400;
	day_to_date(day, &year, &month, &mday);
	switch (part) {
	case TIME_WHOLE:
		*out = (double)t;
		break;
	case TIME_PART_MINUTE:
		*out = (double)(second / 60 % 60);
		break;
	case TIME_PART_HOUR:
		*out = (double)(second / 3600);
		break;
	case TIME_PART_DAY:
		*out = mday;
		break;
	case TIME_PART_WEEK:
		*out = week_of_year(day);
		break;
	case TIME_PART_MONTH:
		*out = month;
		break;
	case TIME_PART_YEAR:
		*out = year;
		break;
	}
	return true;
}

static bool
number_holds(const struct test *t, struct value *v)
{
	double n;

	if (t->time_part != TIME_WHOLE) {
		if (!time_part(v, t->time_part, &n))
			return false;
	} else if (!value_number(v, &n))
		return false;
	return t->kind == TEST_COMPARE ?
	    compare_numbers(t->compare, n, t->number) :
	    n == t->number;
}

static bool
network_test(const struct test *t, struct value *v)
{
	struct slice text = value_text(v);
	unsigned char address[16];

	/* fe80::1%eth0 is that address, whatever the interface. */
	return address_parse(slice_first(text, slice_find(text, '%')),
		   address) &&
	    network_holds(t->network, t->bits, address);
}

static bool
words_hold(const struct test *t, struct slice text)
{
	char lower[256];
	size_t i;

	if (text.len > sizeof lower)
		return false;
	for (i = 0; i < text.len; i++)
		lower[i] = fold_ascii(text.ptr[i]);
	return map_find(t->words, (struct slice){ lower, text.len }) !=
	    MAP_NONE;
}

struct comparing {
	const struct test *test;
	struct value *value;
};

static bool field_equal(const struct test *t, struct value *v,
    struct value *other);

static bool
equal_to(struct value *other, void *ctx)
{
	const struct comparing *c = ctx;

	return field_equal(c->test, c->value, other);
}

static bool
field_equal(const struct test *t, struct value *v, struct value *other)
{
	struct comparing c = { t, v };
	struct slice a, b;

	if (other->held == IS_ARRAY || other->held == IS_PATH)
		return value_each(other, equal_to, &c);
	if (other->held == IS_ABSENT || other->held == IS_NULL ||
	    other->held == IS_OBJECT)
		return false;
	a = value_text(v);
	b = value_text(other);
	if (t->starts && t->ends) {
		for (; a.len >= b.len; a = slice_from(a, 1))
			if (slice_equal_fold(slice_first(a, b.len), b))
				return true;
		return false;
	}
	if (a.len < b.len || (t->truth && a.len != b.len))
		return false;
	if (t->starts)
		a = slice_first(a, b.len);
	else if (t->ends)
		a = slice_from(a, a.len - b.len);
	return slice_equal_fold(a, b);
}

/* v is a scalar that is there. */
static bool
scalar_holds(const struct test *t, struct value *v, struct view *view)
{
	switch (t->kind) {
	case TEST_TEXT:
		return pattern_matches(&t->pattern, value_text(v));
	case TEST_WORDS:
		return words_hold(t, value_text(v));
	case TEST_NUMBER:
	case TEST_COMPARE:
	case TEST_TIME:
		return number_holds(t, v);
	case TEST_BOOL:
		return slice_equal_fold(value_text(v),
		    t->truth ? SLICE("true") : SLICE("false"));
	case TEST_REGEX:
		return regex_matches(t->regex, value_text(v));
	case TEST_NETWORK:
		return network_test(t, v);
	case TEST_FIELD:
		return field_equal(t, v, view_value(view, t->other));
	case TEST_NULL:
	case TEST_EXISTS:
		break;
	}
	return false;
}

static bool
words_each_hold(const struct test *t, struct slice words, struct view *view)
{
	struct value each = { .held = IS_TEXT };

	while (slice_take_word(&words, &each.text))
		if (test_holds(t, &each, view))
			return true;
	return false;
}

struct asking {
	const struct test *test;
	struct view *view;
};

static bool
ask(struct value *text, void *ctx)
{
	const struct asking *a = ctx;

	return test_holds(a->test, text, a->view);
}

bool
test_holds(const struct test *t, struct value *v, struct view *view)
{
	struct asking a = { t, view };

	if (t->kind == TEST_NULL)
		return v->held == IS_ABSENT || v->held == IS_NULL;
	if (t->kind == TEST_EXISTS)
		return (v->held != IS_ABSENT) == t->truth;
	switch (v->held) {
	case IS_ABSENT:
	case IS_OPEN:
	case IS_NULL:
	case IS_OBJECT:
		return false;
	case IS_WORDS:
		return words_each_hold(t, v->text, view);
	case IS_ARRAY:
	case IS_PATH:
		return value_each(v, ask, &a);
	default:
		return scalar_holds(t, v, view);
	}
}

static enum verdict
judge_test(const struct term *t, struct view *v)
{
	struct value *value = view_value(v, t->field);

	/* So are nine of ten: asked here, without what others need of stack. */
	if (t->test->kind == TEST_TEXT && value->held == IS_TEXT)
		return pattern_matches(&t->test->pattern, value->text) ?
		    VERDICT_TRUE :
		    VERDICT_FALSE;
	if (value->held == IS_OPEN ||
	    (t->test->kind == TEST_FIELD &&
		view_value(v, t->test->other)->held == IS_OPEN))
		return VERDICT_OPEN;
	return test_holds(t->test, value, v) ? VERDICT_TRUE : VERDICT_FALSE;
}

static enum verdict
judge_keyword(const struct term *t, struct view *v)
{
	struct asking a = { t->test, v };

	if (v->each == NULL)
		return VERDICT_OPEN;
	return v->each(v, ask, &a) ? VERDICT_TRUE : VERDICT_FALSE;
}

enum verdict
judge(const struct term *t, struct view *v)
{
	const struct term *child;
	enum verdict sum, each;

	switch (t->kind) {
	case TERM_TEST:
		return judge_test(t, v);
	case TERM_KEYWORD:
		return judge_keyword(t, v);
	case TERM_NOT:
		each = judge(t->first, v);
		return each == VERDICT_OPEN ? VERDICT_OPEN :
		    each == VERDICT_TRUE	? VERDICT_FALSE :
						  VERDICT_TRUE;
	case TERM_AND:
		sum = VERDICT_TRUE;
		for (child = t->first; child != NULL; child = child->next) {
			if ((each = judge(child, v)) == VERDICT_FALSE)
				return VERDICT_FALSE;
			if (each == VERDICT_OPEN)
				sum = VERDICT_OPEN;
		}
		return sum;
	case TERM_OR:
		sum = VERDICT_FALSE;
		for (child = t->first; child != NULL; child = child->next) {
			if ((each = judge(child, v)) == VERDICT_TRUE)
				return VERDICT_TRUE;
			if (each == VERDICT_OPEN)
				sum = VERDICT_OPEN;
		}
		return sum;
	case TERM_FALSE:
		break;
	}
	return VERDICT_FALSE;
}
