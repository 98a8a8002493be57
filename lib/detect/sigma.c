/*
 * The documents of a rule file: rules, correlations and filters.
 */
#include "parse.h"

static bool
logsource_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc)
{
	const struct yaml *v = yaml_get(root, "logsource");

	if (v == NULL)
		return refuse(r, root->line, "a rule needs a logsource") !=
		    NULL;
	if (v->kind != YAML_MAP)
		return refuse(r, v->line, "the logsource must be a map") !=
		    NULL;
	doc->category = yaml_text(v, "category");
	doc->product = yaml_text(v, "product");
	doc->service = yaml_text(v, "service");
	if (doc->category.len + doc->product.len + doc->service.len == 0)
		return refuse(r, v->line, "the logsource needs a category, "
		    "product or service") != NULL;
	return true;
}

/* One condition, or an OR of a list of them. */
static bool
conditions_read(struct reading *r, const struct yaml *v,
    const struct detections *d, struct sigma_document *doc)
{
	struct sigma_node *group = node_create(r->arena, SIGMA_OR, v->line);
	struct sigma_node **tail = &group->first;
	const struct yaml *each = v->kind == YAML_LIST ? v->first : v;

	for (; each != NULL; each = v->kind == YAML_LIST ? each->next : NULL) {
		if (each->kind != YAML_SCALAR)
			return refuse(r, each->line,
				   "a condition must be a text") != NULL;
		*tail = condition_read(r, each->text, each->line, d);
		if (r->why != NULL)
			return false;
		if (*tail == NULL)
			continue;
		doc->conditions++;
		tail = &(*tail)->next;
	}
	if (group->first == NULL)
		return refuse(r, v->line,
			   "nothing is left of the condition") != NULL;
	doc->tree = doc->conditions == 1 ? group->first : group;
	return true;
}

static bool
detection_part_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc)
{
	static const char *const skip[] = { "condition", "timeframe", NULL };
	const struct yaml *v = yaml_get(root, "detection");
	struct detections d;

	if (v == NULL || v->kind != YAML_MAP)
		return refuse(r, v == NULL ? root->line : v->line,
			   "a rule needs a detection, a map") != NULL;
	if (!detections_read(r, v, skip, &d))
		return false;
	if (yaml_get(v, "condition") == NULL)
		return refuse(r, v->line, "the detection has no condition") !=
		    NULL;
	return conditions_read(r, yaml_get(v, "condition"), &d, doc);
}

static bool
filter_part_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc)
{
	static const char *const skip[] = { "condition", "rules", NULL };
	const struct yaml *v = yaml_get(root, "filter"), *condition, *rules;
	struct detections d;

	if (v->kind != YAML_MAP)
		return refuse(r, v->line, "a filter must be a map") != NULL;
	condition = yaml_get(v, "condition");
	rules = yaml_get(v, "rules");
	if (condition == NULL || condition->kind != YAML_SCALAR ||
	    condition->text.len == 0 || !scalar_is_text(condition))
		return refuse(r, v->line, "a filter needs one condition") !=
		    NULL;
	if (rules == NULL)
		return refuse(r, v->line, "a filter must name its rules, or "
		    "any") != NULL;
	/* An empty list is any, too. */
	doc->filters_any = rules->kind == YAML_SCALAR ?
	    slice_equal_fold(rules->text, SLICE("any")) :
	    rules->first == NULL;
	if (!doc->filters_any && !list_read(r, rules, &doc->filters))
		return false;
	return detections_read(r, v, skip, &d) &&
	    conditions_read(r, condition, &d, doc);
}

static bool
has_not(const struct sigma_node *n)
{
	if (n->kind == SIGMA_NOT)
		return true;
	for (n = n->first; n != NULL; n = n->next)
		if (has_not(n))
			return true;
	return false;
}

static void
body_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc)
{
	switch (doc->kind) {
	case SIGMA_CORRELATION:
		doc->correlation = correlation_read(r,
		    yaml_get(root, "correlation"));
		break;
	case SIGMA_FILTER:
		if (logsource_read(r, root, doc) &&
		    filter_part_read(r, root, doc) && !has_not(doc->tree))
			doubt(r, root->line, "a filter without \"not\": its "
			    "rules will hold only where it does");
		break;
	case SIGMA_RULE:
		if (logsource_read(r, root, doc))
			detection_part_read(r, root, doc);
		break;
	}
}

/*
 * A document is read to its end even when its title or dates are wrong, so
 * that its tree is there to be looked at; it is refused all the same.
 */
static struct sigma_document *
document_read(struct arena *a, const struct yaml *root)
{
	struct reading meta = { .arena = a }, body = { .arena = a };
	struct sigma_document *doc = arena_alloc(a, sizeof *doc);

	doc->yaml = root;
	doc->line = root->line;
	doc->title = doc->id = doc->name = doc->status = SLICE("");
	doc->author = doc->level = doc->taxonomy = SLICE("");
	doc->category = doc->product = doc->service = SLICE("");
	if (root->kind != YAML_MAP) {
		refuse(&meta, root->line, "a rule must be a map");
	} else {
		doc->kind = yaml_get(root, "correlation") != NULL ?
		    SIGMA_CORRELATION :
		    yaml_get(root, "filter") != NULL ? SIGMA_FILTER :
						       SIGMA_RULE;
		meta_read(&meta, root, doc);
		body_read(&body, root, doc);
	}
	doc->why = meta.why != NULL ? meta.why : body.why;
	doc->why_line = meta.why != NULL ? meta.why_line : body.why_line;
	doc->doubt = body.doubt;
	doc->doubt_line = body.doubt_line;
	if (body.why != NULL)
		doc->tree = NULL;
	return doc;
}

struct sigma_document *
sigma_read(struct arena *a, const struct yaml *roots)
{
	struct sigma_document *first = NULL, **tail = &first;

	for (; roots != NULL; roots = roots->next) {
		*tail = document_read(a, roots);
		tail = &(*tail)->next;
	}
	return first;
}
