/*
 * A tree as JSON, the same for the same meaning: what tests compare.
 */
#include <math.h>

#include "base/json.h"

#include "detect/sigma.h"

static void
print_number(struct buffer *out, double n)
{
	if (n == floor(n) && fabs(n) < 1e15)
		buffer_int(out, (int64_t)n);
	else
		buffer_printf(out, "%.17g", n);
}

static void
print_parts(struct buffer *out, const struct sigma_part *p)
{
	for (; p != NULL; p = p->next) {
		buffer_char(out, ',');
		switch (p->kind) {
		case PART_TEXT:
			json_quote(out, p->text);
			break;
		case PART_ANY:
			buffer_text(out, "[\"*\"]");
			break;
		case PART_ONE:
			buffer_text(out, "[\"?\"]");
			break;
		case PART_LIST:
			buffer_text(out, "[\"%\",");
			json_quote(out, p->text);
			buffer_char(out, ']');
			break;
		}
	}
}

static const char *const compares[] = {
	[COMPARE_LT] = "lt",
	[COMPARE_LTE] = "lte",
	[COMPARE_GT] = "gt",
	[COMPARE_GTE] = "gte",
};

static const char *const time_parts[] = {
	[TIME_WHOLE] = "",
	[TIME_PART_MINUTE] = "minute",
	[TIME_PART_HOUR] = "hour",
	[TIME_PART_DAY] = "day",
	[TIME_PART_WEEK] = "week",
	[TIME_PART_MONTH] = "month",
	[TIME_PART_YEAR] = "year",
};

static void
print_choice(struct buffer *out, const struct sigma_value *v)
{
	const struct sigma_value *child;

	buffer_text(out, "[\"expand\"");
	for (child = v->first; child != NULL; child = child->next) {
		buffer_char(out, ',');
		sigma_print_value(out, child);
	}
	buffer_char(out, ']');
}

static void
print_regex(struct buffer *out, const struct sigma_value *v)
{
	buffer_text(out, "[\"re\",");
	json_quote(out, v->text);
	buffer_printf(out, ",\"%s%s%s\"]", v->fold ? "i" : "",
	    v->lines ? "m" : "", v->dot_all ? "s" : "");
}

static const char *
truth_word(bool truth)
{
	return truth ? "true" : "false";
}

void
sigma_print_value(struct buffer *out, const struct sigma_value *v)
{
	switch (v->kind) {
	case VALUE_TEXT:
		buffer_text(out, v->cased ? "[\"cstr\"" : "[\"str\"");
		print_parts(out, v->parts);
		buffer_char(out, ']');
		break;
	case VALUE_NUMBER:
		buffer_text(out, "[\"num\",");
		print_number(out, v->number);
		buffer_char(out, ']');
		break;
	case VALUE_BOOL:
	case VALUE_EXISTS:
		buffer_printf(out, "[\"%s\",%s]",
		    v->kind == VALUE_BOOL ? "bool" : "exists",
		    truth_word(v->truth));
		break;
	case VALUE_NULL:
		buffer_text(out, "[\"null\"]");
		break;
	case VALUE_REGEX:
		print_regex(out, v);
		break;
	case VALUE_NETWORK:
		buffer_text(out, "[\"cidr\",");
		json_quote(out, v->text);
		buffer_char(out, ']');
		break;
	case VALUE_FIELD:
		buffer_text(out, "[\"fieldref\",");
		json_quote(out, v->text);
		buffer_printf(out, ",%s,%s]", truth_word(v->starts),
		    truth_word(v->ends));
		break;
	case VALUE_COMPARE:
		buffer_printf(out, "[\"cmp\",\"%s\",", compares[v->compare]);
		print_number(out, v->number);
		buffer_char(out, ']');
		break;
	case VALUE_TIME:
		buffer_printf(out, "[\"time\",\"%s\",",
		    time_parts[v->time_part]);
		print_number(out, v->number);
		buffer_char(out, ']');
		break;
	case VALUE_CHOICE:
		print_choice(out, v);
		break;
	}
}

void
sigma_print(struct buffer *out, const struct sigma_node *n)
{
	static const char *const words[] = {
		[SIGMA_AND] = "and",
		[SIGMA_OR] = "or",
		[SIGMA_NOT] = "not",
		[SIGMA_FIELD] = "f",
		[SIGMA_KEYWORD] = "kw",
	};
	const struct sigma_node *child;

	buffer_printf(out, "[\"%s\"", words[n->kind]);
	if (n->kind == SIGMA_FIELD) {
		buffer_char(out, ',');
		json_quote(out, n->field);
	}
	if (n->value != NULL) {
		buffer_char(out, ',');
		sigma_print_value(out, n->value);
	}
	for (child = n->first; child != NULL; child = child->next) {
		buffer_char(out, ',');
		sigma_print(out, child);
	}
	buffer_char(out, ']');
}
