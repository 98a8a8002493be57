/*
 * Figures: made, and printed for people and for machines.
 */
#include <assert.h>
#include <stdlib.h>

#include "render/figure.h"

static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

struct figure
figure_count(int64_t n)
{
	return (struct figure){ .form = FIGURE_NUMBER, .mark = MARK_MEASURED,
		.value = n };
}

struct figure
figure_fixed(int64_t scaled, int decimals)
{
	assert(decimals >= 0 && decimals <= 6);
	return (struct figure){ .form = FIGURE_NUMBER, .mark = MARK_MEASURED,
		.value = scaled, .decimals = decimals };
}

struct figure
figure_ratio(int64_t part, int64_t whole, int64_t per, int decimals)
{
	int64_t top, half;

	assert(decimals >= 0 && decimals <= 6);
	if (whole <= 0)
		return figure_not_measured();
	if (__builtin_mul_overflow(part, per * powers[decimals], &top))
		return figure_not_measured();
	half = top < 0 ? -(whole / 2) : whole / 2;
	return figure_fixed((top + half) / whole, decimals);
}

struct figure
figure_percent(struct figure f)
{
	if (f.form == FIGURE_NUMBER)
		f.form = FIGURE_PERCENT;
	return f;
}

struct figure
figure_change(int64_t n)
{
	struct figure f = figure_count(n);

	f.is_change = true;
	return f;
}

struct figure
figure_few(int threshold)
{
	return (struct figure){ .form = FIGURE_FEW, .mark = MARK_MEASURED,
		.threshold = threshold };
}

struct figure
figure_hidden(void)
{
	return (struct figure){ .form = FIGURE_HIDDEN, .mark = MARK_MEASURED };
}

struct figure
figure_not_measured(void)
{
	return (struct figure){ .form = FIGURE_UNKNOWN,
		.mark = MARK_NOT_MEASURED };
}

struct figure
figure_none(void)
{
	return (struct figure){ .form = FIGURE_NONE, .mark = MARK_NONE };
}

struct figure
figure_words(struct slice text)
{
	return (struct figure){ .form = FIGURE_TEXT, .mark = MARK_MEASURED,
		.text = text };
}

struct figure
figure_entered(struct figure f)
{
	if (f.mark == MARK_MEASURED)
		f.mark = MARK_ENTERED;
	return f;
}

struct figure
figure_of(const char *measure, struct figure f)
{
	f.measure = measure;
	return f;
}

struct figure
figure_safe(struct figure f, int64_t people, int threshold)
{
	struct figure few = figure_few(threshold);

	if (people < 1 || people >= threshold ||
	    (f.form != FIGURE_NUMBER && f.form != FIGURE_PERCENT))
		return f;
	few.mark = f.mark;
	few.measure = f.measure;
	return few;
}

static void
print_number(struct buffer *out, const struct figure *f, bool for_people)
{
	uint64_t size = f->value < 0 ? 0 - (uint64_t)f->value :
				       (uint64_t)f->value;
	uint64_t power = (uint64_t)powers[f->decimals];
	char whole[24];
	int i, n;

	/* U+2212 is the minus that is as wide as a plus. */
	if (f->value < 0)
		buffer_text(out, for_people ? "\xe2\x88\x92" : "-");
	else if (f->is_change && f->value > 0 && for_people)
		buffer_char(out, '+');
	n = snprintf(whole, sizeof whole, "%llu",
	    (unsigned long long)(size / power));
	for (i = 0; i < n; i++) {
		if (for_people && i > 0 && (n - i) % 3 == 0)
			buffer_char(out, ',');
		buffer_char(out, whole[i]);
	}
	if (f->decimals > 0)
		buffer_printf(out, ".%0*llu", f->decimals,
		    (unsigned long long)(size % power));
}

static void
print_either(struct buffer *out, const struct figure *f, bool for_people)
{
	switch (f->form) {
	case FIGURE_NUMBER:
	case FIGURE_PERCENT:
		print_number(out, f, for_people);
		if (f->form == FIGURE_PERCENT && for_people)
			buffer_char(out, '%');
		break;
	case FIGURE_TEXT:
		buffer_add(out, f->text);
		break;
	case FIGURE_FEW:
		buffer_printf(out, "fewer than %d", f->threshold);
		break;
	case FIGURE_HIDDEN:
		buffer_text(out, "not shown");
		break;
	case FIGURE_UNKNOWN:
		buffer_text(out, "not measured");
		break;
	case FIGURE_NONE:
		break;
	}
}

void
figure_print(struct buffer *out, const struct figure *f)
{
	print_either(out, f, true);
	if (f->mark == MARK_ENTERED)
		buffer_text(out, "\xe2\x80\xa0"); /* a dagger */
}

void
figure_print_plain(struct buffer *out, const struct figure *f)
{
	print_either(out, f, false);
}

const char *
figure_mark_name(enum figure_mark mark)
{
	static const char *const names[] = { "", "measured", "entered",
		"not measured" };

	return names[mark];
}

bool
figure_number(const struct figure *f, double *value)
{
	if (f->form != FIGURE_NUMBER && f->form != FIGURE_PERCENT)
		return false;
	*value = (double)f->value / (double)powers[f->decimals];
	return true;
}
