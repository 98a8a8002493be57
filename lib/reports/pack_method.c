/*
 * The method: each rule that is on, in one sentence, with what it takes and
 * what sets it off wrongly, as its own file says.
 */
#include "reports/labels.h"
#include "settings/yaml.h"

#include "pack.h"

/* Of several documents the rule for people is the one without a name. */
static const struct yaml *
root_of(const struct rule_file *f)
{
	const struct yaml *r = f->roots;

	while (r != NULL && r->next != NULL && yaml_text(r, "name").len > 0)
		r = r->next;
	return r;
}

static struct rule_overlay
overlay_of(struct pack *p, const struct rule_file *f, const struct yaml *root)
{
	return settings_overlay(p->settings, yaml_text(root, "id"), f->name);
}

static bool
is_on(const struct rule_overlay *o, const struct yaml *root)
{
	if (o->on.len > 0)
		return slice_equal(o->on, SLICE("true"));
	return !slice_equal(yaml_text(yaml_get(root, "beadle"), "on"),
	    SLICE("false"));
}

/* "15m" as people say it. */
static const char *
span_words(struct pack *p, struct slice span)
{
	static const struct {
		char letter;
		const char *one, *many;
	} units[] = { { 's', "second", "seconds" }, { 'm', "minute",
	    "minutes" }, { 'h', "hour", "hours" }, { 'd', "day", "days" } };
	size_t i;

	for (i = 0; span.len > 1 && i < sizeof units / sizeof *units; i++)
		if (span.ptr[span.len - 1] == units[i].letter) {
			struct slice n = slice_first(span, span.len - 1);

			return slice_equal(n, SLICE("1")) ? arena_printf(
				p->arena, "one %s", units[i].one) :
			    arena_printf(p->arena, "%.*s %s", SLICE_ARG(n),
				units[i].many);
		}
	return arena_text(p->arena, span);
}

static const char *
threshold(struct pack *p, const struct yaml *root)
{
	const struct yaml *c = yaml_get(root, "correlation");
	const struct yaml *n = yaml_get(c, "condition");
	struct slice type = yaml_text(c, "type"), most = yaml_text(n, "gte");
	const char *span, *what = "";

	if (c == NULL)
		return "once is enough";
	span = span_words(p, yaml_text(c, "timespan"));
	if (slice_equal(type, SLICE("value_count")))
		what = "different ones, ";
	if (slice_equal(type, SLICE("value_sum")))
		what = "bytes altogether ";
	if (most.len == 0 && (most = yaml_text(n, "gt")).len > 0)
		return arena_printf(p->arena, "more than %.*s %swithin %s",
		    SLICE_ARG(most), what, span);
	if (most.len == 0)
		return arena_printf(p->arena, "all signs within %s", span);
	return arena_printf(p->arena, "%.*s or more %swithin %s",
	    SLICE_ARG(most), what, span);
}

/* Up to the first full stop or colon. */
static const char *
sentence(struct pack *p, struct slice text)
{
	size_t i;

	for (i = 0; i + 1 < text.len; i++)
		if (text.ptr[i] == '.' && (text.ptr[i + 1] == ' ' ||
		    text.ptr[i + 1] == '\n'))
			break;
	return arena_text(p->arena, slice_trim(slice_first(text,
	    i + 1 < text.len ? i + 1 : text.len)));
}

static const char *
false_alarms(struct pack *p, const struct yaml *root)
{
	const struct yaml *list = yaml_get(root, "falsepositives"), *v;
	struct buffer all;
	const char *text;

	buffer_init(&all, BUFFER_LARGEST);
	for (v = list == NULL ? NULL : list->first; v != NULL; v = v->next) {
		if (all.len > 0)
			buffer_char(&all, ' ');
		buffer_add(&all, slice_trim(v->text));
	}
	text = arena_text(p->arena, buffer_slice(&all));
	buffer_finish(&all);
	return *text == '\0' ? "none known" : text;
}

static const char *
clause_words(struct pack *p, const struct rule_overlay *o)
{
	if (o->clause.len == 0)
		return "none: counted only, nobody is named";
	return arena_printf(p->arena, "%.*s", SLICE_ARG(o->clause));
}

void
pack_method(struct pack *p)
{
	static const char *const titles[] = { "Rule", "What it finds",
		"How much it takes", "Clause of the policy",
		"Known false alarms", NULL };
	size_t i;

	pack_table(p, "Rules that are on", titles);
	for (i = 0; i < p->settings->rule_count; i++) {
		const struct rule_file *f = &p->settings->rules[i];
		const struct yaml *root = root_of(f);
		struct rule_overlay o = overlay_of(p, f, root);

		if (root == NULL || !is_on(&o, root))
			continue;
		pack_cell(p, arena_text(p->arena, yaml_text(root, "title")));
		pack_cell(p, sentence(p, yaml_text(root, "description")));
		pack_cell(p, threshold(p, root));
		pack_cell(p, clause_words(p, &o));
		pack_cell(p, false_alarms(p, root));
	}
	pack_table_end(p);
}

/* Rules say in words whom they bind. */
static bool
binds(const struct yaml *root, bool staff)
{
	struct slice who = yaml_text(yaml_get(root, "beadle"), "binds");

	if (slice_equal(who, SLICE("staff")) ||
	    slice_equal(who, SLICE("technicians")))
		return staff;
	if (slice_starts_with(who, SLICE("pupils")) ||
	    slice_starts_with(who, SLICE("Year")) ||
	    slice_equal(who, SLICE("everyone but staff")))
		return !staff;
	return !slice_equal(who, SLICE("the school")) &&
	    !slice_equal(who, SLICE("visitors"));
}

const char *
pack_kinds(struct pack *p, bool staff)
{
	bool seen[128] = { false };
	struct buffer all;
	const char *text;
	size_t i, k;

	buffer_init(&all, BUFFER_LARGEST);
	for (i = 0; i < p->settings->rule_count; i++) {
		const struct rule_file *f = &p->settings->rules[i];
		const struct yaml *root = root_of(f);
		struct rule_overlay o = overlay_of(p, f, root);

		k = kind_of_label(yaml_text(yaml_get(root, "beadle"),
		    "label"));
		if (root == NULL || !is_on(&o, root) || o.clause.len == 0 ||
		    !binds(root, staff) || k >= sizeof seen || seen[k])
			continue;
		seen[k] = true;
		buffer_printf(&all, "%s%s", all.len > 0 ? "; " : "",
		    kinds[k].printed);
	}
	text = arena_text(p->arena, buffer_slice(&all));
	buffer_finish(&all);
	return *text == '\0' ? "nothing yet: no clause of the policy is entered"
			     : text;
}
