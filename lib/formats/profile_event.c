/*
 * Values that a profile names, to an event.
 */
#include "profile.h"

#include "endpoint.h"
#include "layout.h"
#include "mail_line.h"
#include "stamp.h"
#include "text.h"
#include "when.h"

enum { MOST_RECIPIENTS = 500 };

static const char bad_word[] = "a word that the profile does not have";

/* The words of a profile are all that there may be. */
static const char *
translate(const struct profile_field *f, struct slice *value)
{
	const struct log_word *w = f->said->words;
	const struct log_word *other = NULL;
	size_t i;

	if (value->len == 0 || f->said->word_count == 0)
		return NULL;
	for (i = 0; i < f->said->word_count; i++) {
		if (slice_equal_fold(w[i].theirs, *value)) {
			*value = w[i].ours;
			return NULL;
		}
		if (slice_equal(w[i].theirs, SLICE("*")))
			other = &w[i];
	}
	if (other == NULL)
		return bad_word;
	*value = other->ours;
	return NULL;
}

/* "1.5" MB, "12" ms, as a whole number of the smallest unit. */
static bool
read_number(const struct profile_field *f, struct slice s, int64_t *n)
{
	int64_t whole, part = 0, scale = 1;
	size_t point = slice_find(s, '.');
	struct slice fraction = slice_from(s, point + 1);

	if (!text_to_number(slice_first(s, point), &whole) ||
	    whole > INT64_MAX / 4 / f->times)
		return false;
	if (point < s.len) {
		fraction = slice_first(fraction, 9);
		if (f->times == 1 || !text_to_number(fraction, &part))
			return false;
		while (fraction.len-- > 0)
			scale *= 10;
	}
	/* No more than 1e9 times a unit below 4e9: it fits. */
	*n = whole * f->times + part * f->times / scale;
	return true;
}

static bool
read_pattern(struct slice pattern, const struct format_options *options,
    struct slice s, int64_t *time, const char **source)
{
	struct layout_time t;
	int32_t day;

	if (!layout_take_time(pattern, &s, &t) || s.len > 0)
		return false;
	*source = "offset";
	if (t.epoch >= 0) {
		*time = t.epoch * TIME_SECOND + (t.micro > 0 ? t.micro : 0);
		return true;
	}
	if (t.micro < 0 || !stamp_day(t.year, t.month, t.day, &day))
		return false;
	if (t.offset != INT64_MIN)
		*time = stamp_utc(day, t.micro) - t.offset * TIME_SECOND;
	else
		*time = stamp_local(options, day, t.micro, source);
	return true;
}

bool
profile_time(const struct profile *pr, const struct format_options *options,
    struct arena *scratch, const struct profile_values *v, int64_t *time,
    const char **source)
{
	struct format_options own = *options;
	const struct profile_field *first = NULL;
	struct slice text = SLICE("");
	size_t i;

	/* A day in one column and a clock in the next. */
	for (i = 0; i < pr->field_count; i++) {
		if (pr->fields[i].use != VALUE_TIME)
			continue;
		text = first == NULL ?
		    v->at[i] :
		    slice_of(arena_printf(scratch, "%.*s %.*s",
			SLICE_ARG(text), SLICE_ARG(v->at[i])));
		if (first == NULL)
			first = &pr->fields[i];
		if (pr->fields[i].zone != NULL) {
			own.zone = pr->fields[i].zone;
			own.zone_count = 0;
		}
	}
	if (first == NULL || text.len == 0)
		return false;
	return first->said->format.len > 0 ?
	    read_pattern(first->said->format, &own, text, time, source) :
	    when_read(text, &own, time, source);
}

static bool
is_type(struct slice s, const char *type)
{
	return slice_equal_fold(s, slice_of(type));
}

static const char *
set_visit(const struct profile_field *f, struct slice value,
    struct visit *v, struct fields *out, struct arena *scratch)
{
	int64_t n;

	switch (f->use) {
	case VALUE_TYPE:
		if (is_type(value, "allowed"))
			v->verdict = VERDICT_ALLOWED;
		else if (is_type(value, "denied"))
			v->verdict = VERDICT_DENIED;
		else if (is_type(value, "challenge"))
			v->verdict = VERDICT_CHALLENGE;
		else if (!is_type(value, "info"))
			return "neither allowed, denied, challenge nor info";
		return NULL;
	case VALUE_DURATION:
		return read_number(f, value, &v->duration) ? NULL :
							     "bad duration";
	case VALUE_NUMBER:
		if (!read_number(f, value, &n))
			return "bad number";
		value = slice_of(arena_printf(scratch, "%lld", (long long)n));
		break;
	default:
		break;
	}
	fields_put(out, f->field, value);
	return NULL;
}

static const char *
add_visit(struct parse *p, const struct profile *pr,
    const struct profile_values *values, int64_t time, const char *source)
{
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	const char *why;
	size_t i;

	if (pr->channel == CHANNEL_DNS)
		v = VISIT_QUERY(time, source);
	else
		v.action = SLICE("logged");
	v.stamp = time;
	v.source = source;
	v.verdict = VERDICT_UNKNOWN;
	for (i = 0; i < pr->field_count; i++) {
		struct slice value = values->at[i];

		if (value.len == 0 || pr->fields[i].use == VALUE_TIME)
			continue;
		if ((why = translate(&pr->fields[i], &value)) != NULL ||
		    (why = set_visit(&pr->fields[i], value, &v, &f,
			 p->scratch)) != NULL)
			return why;
	}
	if (pr->channel == CHANNEL_DNS)
		f.at[FIELD_HOST] = visit_dns_name(f.at[FIELD_HOST]);
	return fields_row(p, &f, NULL, &v);
}

static const char *
set_column(struct parse *p, uint32_t row, const struct profile_field *f,
    struct slice value)
{
	static const char *const types[] = { "allowed", "denied", "info",
		"start", "end", NULL };
	int64_t n;

	switch (f->use) {
	case VALUE_TYPE:
		if (!text_is_one_of(value, types))
			return "neither allowed, denied, info, start nor end";
		batch_set_text(p->batch, row, COL_TYPE, value);
		return NULL;
	case VALUE_DURATION:
		if (!read_number(f, value, &n) || n > INT64_MAX / 1000)
			return "bad duration";
		batch_set_number(p->batch, row, COL_DURATION, n * 1000);
		return NULL;
	case VALUE_NUMBER:
		if (!read_number(f, value, &n))
			return "bad number";
		batch_set_number(p->batch, row, f->column, n);
		return NULL;
	default:
		break;
	}
	if (f->column == COL_SUBJECT && !p->options->keep_subjects)
		return NULL;
	if (f->column == COL_FROM || f->column == COL_TO) {
		if (!mail_is_address(value))
			return "bad address of a mailbox";
		if (f->column == COL_FROM)
			mail_set_from(p, row, value);
		else
			mail_set_to(p, row, value);
		return NULL;
	}
	endpoint_set(p, row, f->column, value);
	return NULL;
}

/* One event, for one recipient where it is a mail. */
static const char *
add_other(struct parse *p, const struct profile *pr,
    const struct profile_values *values, struct slice recipient,
    struct endpoint_event *e)
{
	uint32_t row = endpoint_row(p, e);
	const char *why = NULL;
	size_t i;

	for (i = 0; why == NULL && i < pr->field_count; i++) {
		const struct profile_field *f = &pr->fields[i];
		struct slice value = values->at[i];

		if (f->use == VALUE_TIME)
			continue;
		if (f->column == COL_TO && f->use == VALUE_TEXT &&
		    pr->channel == CHANNEL_MAIL)
			value = recipient;
		if (value.len > 0 && (why = translate(f, &value)) == NULL)
			why = set_column(p, row, f, value);
	}
	if (why != NULL) {
		batch_drop_last(p->batch);
		return why;
	}
	parse_row_done(p, row);
	return NULL;
}

static struct slice
value_of(const struct profile *pr, const struct profile_values *values,
    enum column c)
{
	size_t i;

	for (i = 0; i < pr->field_count; i++)
		if (pr->fields[i].use == VALUE_TEXT &&
		    pr->fields[i].column == c && values->at[i].len > 0)
			return values->at[i];
	return SLICE("");
}

static bool
take_recipient(struct slice *rest, struct slice *one)
{
	size_t semicolon = slice_find(*rest, ';');
	size_t comma = slice_find(*rest, ',');
	size_t end = semicolon < comma ? semicolon : comma;

	if (rest->len == 0)
		return false;
	*one = slice_trim(slice_first(*rest, end));
	*rest = slice_from(*rest, end + 1);
	return true;
}

/* A mail is an event for each of its recipients: all of them, or none. */
static const char *
add_mail(struct parse *p, const struct profile *pr,
    const struct profile_values *values, struct endpoint_event *e)
{
	struct slice rest = value_of(pr, values, COL_TO), one;
	const char *why;
	int n = 0;

	while (take_recipient(&rest, &one)) {
		if (one.len > 0 && !mail_is_address(one))
			return "bad address of a mailbox";
		if (++n > MOST_RECIPIENTS)
			return "more than 500 recipients";
	}
	rest = value_of(pr, values, COL_TO);
	if (!mail_is_address(value_of(pr, values, COL_FROM)))
		return "bad address of a mailbox";
	if (rest.len == 0)
		return add_other(p, pr, values, SLICE(""), e);
	while (take_recipient(&rest, &one))
		if (one.len > 0 &&
		    (why = add_other(p, pr, values, one, e)) != NULL)
			return why;
	return NULL;
}

const char *
profile_event(struct parse *p, const struct profile *pr,
    const struct profile_values *v)
{
	struct endpoint_event e = { .category = "host", .type = "info",
		.outcome = "unknown" };
	const char *source;
	int64_t time;

	if (!profile_time(pr, p->options, p->scratch, v, &time, &source))
		return "bad time";
	if (pr->channel == CHANNEL_WEB || pr->channel == CHANNEL_DNS)
		return add_visit(p, pr, v, time, source);
	e.time = time;
	e.time_source = source;
	/* endpoint_set() leaves what is set already. */
	if (value_of(pr, v, COL_CHANNEL).len > 0)
		e.category = "";
	if (value_of(pr, v, COL_OUTCOME).len > 0)
		e.outcome = "";
	if (pr->channel == CHANNEL_MAIL) {
		e.category = "email";
		return add_mail(p, pr, v, &e);
	}
	return add_other(p, pr, v, SLICE(""), &e);
}
