/*
 * AdGuard Home's querylog.json, one object a line:
 *
 *   {"T":"2026-10-12T08:31:02.118+01:00","QH":"betmoor.example","QT":"A",
 *    "QC":"IN","IP":"198.51.100.24","Result":{"IsFiltered":true,"Reason":3,
 *    "Rules":[{"Text":"||betmoor.example^"}]},"Elapsed":837429}
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "objects.h"
#include "text.h"
#include "when.h"

/* By their numbers; the first ones that filter are 3 to 6 and 8. */
static const char *const reasons[] = { "NotFilteredNotFound",
	"NotFilteredAllowList", "NotFilteredError", "FilteredBlockList",
	"FilteredSafeBrowsing", "FilteredParental", "FilteredInvalid",
	"FilteredSafeSearch", "FilteredBlockedService", "Rewritten",
	"RewrittenAutoHosts", "RewrittenRule" };
enum { SAFE_SEARCH = 7, REASONS = 12 };

static const char *
set_result(struct parse *p, const struct json *root, struct visit *v)
{
	struct slice filtered = objects_get(p, root, "Result.IsFiltered");
	struct slice number = objects_get(p, root, "Result.Reason");
	const struct json *rules = json_get(root, "Result.Rules");
	int64_t reason = 0;

	if (number.len > 0 &&
	    (!text_to_number(number, &reason) || reason >= REASONS))
		return "a reason that is not known";
	v->action = slice_of(reasons[reason]);
	/* Safe search changes the answer, it refuses nothing. */
	if (slice_equal(filtered, SLICE("true")) && reason != SAFE_SEARCH)
		v->verdict = VERDICT_DENIED;
	if (rules != NULL && json_kind(rules) == JSON_ARRAY &&
	    json_first(rules) != NULL)
		v->rule = objects_get(p, json_first(rules), "Text");
	else
		v->rule = objects_get(p, root, "Result.Rule");
	v->category = objects_get(p, root, "Result.ServiceName");
	return NULL;
}

static const char *
add(struct parse *p, const struct json *root)
{
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "offset");
	struct slice took = objects_get(p, root, "Elapsed");
	const char *why;
	int64_t nanoseconds;

	if (!when_read(objects_get(p, root, "T"), p->options, &v.stamp,
		&v.source))
		return "bad time";
	if ((why = set_result(p, root, &v)) != NULL)
		return why;
	if (took.len > 0 && text_to_number(took, &nanoseconds)) {
		v.duration = nanoseconds / 1000;
		v.stamped_at_start = true;
	}
	v.client = objects_get(p, root, "IP");
	v.machine = objects_get(p, root, "CID");
	v.host = visit_dns_name(objects_get(p, root, "QH"));
	v.method = objects_get(p, root, "QT");
	if (v.client.len == 0 || v.host.len == 0)
		return "no client, or no name";
	return visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, add);
}

static bool
fits(struct slice line)
{
	static const char *const needs[] = { "\"T\":", "\"QH\":", "\"QT\":",
		"\"IP\":", NULL };

	return objects_have(line, needs);
}

const struct format format_adguard = {
	.name = "adguard",
	.dataset = "adguard.query",
	.title = "AdGuard Home, querylog.json",
	.channel = "network",
	.versions = "AdGuard Home 0.99 to 0.107",
	.lacks = "who; an answer is not kept",
	.fits = fits,
	.parse = parse,
};
