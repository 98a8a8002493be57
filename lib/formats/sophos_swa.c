/*
 * Sophos Web Appliance, "sophos_log":
 *
 *   h=198.51.100.24 u="QUILLBROOK\\ben.baker" s=403 X=- t=1791790262 T=284453
 *     act=-1 cat="0x2200000029" rsn=- in=1255 out=26198 meth=GET
 *     ua="Mozilla/5.0 (...)" req="GET http://luckyreels.example/ HTTP/1.1"
 *
 * (one line in the log).  The stamp is when the request came in, and T how
 * many microseconds it took.
 */
#include "formats/format.h"

#include "pairs.h"
#include "stamp.h"
#include "text.h"
#include "visit.h"

/* "GET http://h/p HTTP/1.1" */
static struct slice
url_of(struct slice request)
{
	size_t first = slice_find(request, ' ');
	size_t last = slice_find_last(request, ' ');

	if (first == request.len || last <= first + 1 ||
	    !slice_starts_with(slice_from(request, last), SLICE(" HTTP")))
		return SLICE("");
	return slice_from(slice_first(request, last), first + 1);
}

static const char *
set_verdict(const struct pairs *kv, struct visit *v)
{
	int64_t act;

	v->action = pairs_get(kv, "act");
	if (!slice_to_int(v->action, &act) || act < -7 || act > 5)
		return "an action that is not known";
	/* -2 and -4 warn first: what was asked for did not come. */
	v->verdict = act < 0 ? VERDICT_DENIED : VERDICT_ALLOWED;
	return NULL;
}

static const char *
add(struct parse *p, const struct pairs *kv)
{
	struct visit v = VISIT_NEW;
	struct slice took = pairs_get(kv, "T");
	const char *why;

	if (!stamp_epoch(pairs_get(kv, "t"), &v.stamp))
		return "bad time";
	if ((why = set_verdict(kv, &v)) != NULL)
		return why;
	v.stamped_at_start = true;
	if (took.len > 0 && (v.duration = stamp_duration(took, 1)) < 0)
		return "bad duration";
	if (!visit_number(pairs_get(kv, "s"), &v.status) ||
	    !visit_number(pairs_get(kv, "out"), &v.bytes))
		return "bad size or status";
	v.client = pairs_get(kv, "h");
	v.account = pairs_get(kv, "u");
	v.method = pairs_get(kv, "meth");
	v.url = url_of(pairs_get(kv, "req"));
	if (v.url.len == 0)
		v.host = pairs_get(kv, "dom");
	if (v.client.len == 0 || (v.url.len == 0 && v.host.len == 0))
		return "no client, or no site";
	v.category = pairs_get(kv, "cat");
	v.reason = pairs_get(kv, "rsn");
	v.mime = pairs_get(kv, "type");
	v.agent = pairs_get(kv, "ua");
	v.server = pairs_get(kv, "target_ip");
	return visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	struct pairs kv;

	if (!pairs_read(p->record, PAIRS_ESCAPES, p->scratch, &kv))
		return "not key=value to its end: cut short?";
	return add(p, &kv);
}

static bool
fits(struct slice line)
{
	return (slice_starts_with(line, SLICE("h=")) ||
		   slice_starts_with(line, SLICE("ep="))) &&
	    slice_contains(line, SLICE(" t=")) &&
	    slice_contains(line, SLICE(" act=")) &&
	    slice_contains(line, SLICE(" req="));
}

const struct format format_sophos_swa = {
	.name = "sophos_swa",
	.dataset = "sophos.web_appliance",
	.title = "Sophos Web Appliance, sophos_log",
	.channel = "web",
	.versions = "Sophos Web Appliance 3 and 4",
	.lacks = "names of categories (numbers stand for them)",
	.fits = fits,
	.parse = parse,
};
