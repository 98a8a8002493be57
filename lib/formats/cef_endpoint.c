/*
 * CEF of virus scanners and other guards of computers: Trend Micro Apex
 * Central, ESET, Malwarebytes, CrowdStrike and others.
 *
 *   CEF:0|Trend Micro|Apex Central|2019|AV:File cleaned|EICAR|3|rt=Oct 12 2026
 *     07:31:02 GMT+00:00 dhost=LIB-PC01 duser=QUILLBROOK\\amy filePath=C:\\x
 *     fname=x.com cs1Label=VirusName cs1=EICAR act=Clean
 *
 * What stands in cs1 to cs6 and cn1 to cn3 is told by their labels.
 */
#include "cef_endpoint.h"

#include "endpoint.h"
#include "text.h"
#include "when.h"

static const struct {
	enum column column;
	const char *key;
} keys[] = {
	{ COL_HOST, "TMCMLogDetectedHost" }, { COL_HOST, "shost" },
	{ COL_HOST, "dhost" }, { COL_HOST, "dvchost" },
	{ COL_ACCOUNT, "suser" }, { COL_ACCOUNT, "duser" },
	{ COL_ACCOUNT_DOMAIN, "sntdom" }, { COL_ACCOUNT_DOMAIN, "dntdom" },
	{ COL_ADDRESS, "src" }, { COL_ADDRESS, "TMCMLogDetectedIP" },
	{ COL_ADDRESS, "dvc" }, { COL_ADDRESS, "dst" },
	{ COL_PROCESS, "sproc" }, { COL_PROCESS, "deviceProcessName" },
	{ COL_PROCESS, "dproc" }, { COL_REASON, "act" },
	{ COL_REASON, "reason" }, { COL_REASON, "outcome" },
	{ COL_MESSAGE, "msg" },
	/* Of LEEF. */
	{ COL_ACCOUNT, "usrName" }, { COL_HOST, "identHostName" },
};

/* Labels, in lower case, letters only. */
static const struct {
	enum column column;
	const char *label;
} labels[] = {
	{ COL_THREAT, "virusname" }, { COL_THREAT, "virusmalwarename" },
	{ COL_THREAT, "malwarename" }, { COL_THREAT, "threatname" },
	{ COL_THREAT, "detectionname" }, { COL_THREAT, "securitythreat" },
	{ COL_THREAT, "spywarename" }, { COL_THREAT, "threat" },
	{ COL_COMMAND_LINE, "processcommand" },
	{ COL_COMMAND_LINE, "commandline" }, { COL_COMMAND_LINE, "command" },
	{ COL_REASON, "actionresult" }, { COL_REASON, "actiontaken" },
	{ COL_PROCESS, "processname" },
};

static const char *const places[] = { "cs1", "cs2", "cs3", "cs4", "cs5", "cs6",
	"cn1", "cn2", "cn3" };

/* Which column the label of that place stands for, or COLUMN_COUNT. */
static enum column
labelled(const struct cef *e, const char *place)
{
	char name[16], plain[32];
	struct slice label;
	size_t i, n = 0;

	snprintf(name, sizeof name, "%sLabel", place);
	label = pairs_get(&e->kv, name);
	for (i = 0; i < label.len && n < sizeof plain; i++) {
		char c = (char)(label.ptr[i] | 32);

		if (c >= 'a' && c <= 'z')
			plain[n++] = c;
	}
	for (i = 0; i < sizeof labels / sizeof *labels; i++)
		if (slice_equal((struct slice){ plain, n },
			slice_of(labels[i].label)))
			return labels[i].column;
	return COLUMN_COUNT;
}

static bool
names_threat(const struct cef *e)
{
	size_t i;

	for (i = 0; i < sizeof places / sizeof *places; i++)
		if (labelled(e, places[i]) == COL_THREAT &&
		    pairs_get(&e->kv, places[i]).len > 0)
			return true;
	return false;
}

bool
cef_is_endpoint(const struct cef *e)
{
	return pairs_get(&e->kv, "request").len == 0 &&
	    pairs_get(&e->kv, "dpt").len == 0 &&
	    (pairs_get(&e->kv, "filePath").len > 0 ||
		pairs_get(&e->kv, "fname").len > 0 || names_threat(e));
}

/* Folder and name, or the same whole path in both. */
static void
set_file(struct parse *p, uint32_t row, const struct cef *e)
{
	struct slice path = pairs_get(&e->kv, "filePath");
	struct slice name = pairs_get(&e->kv, "fname");
	const char *gap = "";

	if (path.len == 0 || name.len == 0 || slice_ends_with(path, name)) {
		endpoint_set(p, row, COL_FILE, path.len > 0 ? path : name);
		return;
	}
	if (path.ptr[path.len - 1] != '\\' && path.ptr[path.len - 1] != '/')
		gap = slice_find(path, '\\') < path.len ? "\\" : "/";
	endpoint_set(p, row, COL_FILE,
	    slice_of(arena_printf(p->scratch, "%.*s%s%.*s", SLICE_ARG(path),
		gap, SLICE_ARG(name))));
}

static bool
take_time(struct parse *p, const struct cef *e, struct endpoint_event *out)
{
	static const char *const times[] = { "rt", "end", "start", "devTime" };
	struct slice text = SLICE("");
	size_t i;

	for (i = 0; i < sizeof times / sizeof *times && text.len == 0; i++)
		text = pairs_get(&e->kv, times[i]);
	if (text.len > 0)
		return when_read(text, p->options, &out->time,
		    &out->time_source);
	out->time = e->time;
	out->time_source = e->source;
	return e->told_time;
}

/* LEEF of Trend Micro names it beside its kind: cat=Anti-Malware name=X. */
static bool
is_malware(const struct cef *e)
{
	return slice_equal(pairs_get(&e->kv, "cat"), SLICE("Anti-Malware"));
}

const char *
cef_endpoint_row(struct parse *p, const struct cef *e)
{
	struct endpoint_event event = { .type = "info", .outcome = "success",
		.action = e->name.len > 0	? e->name :
		    pairs_get(&e->kv, "cat").len > 0 ?
						  pairs_get(&e->kv, "cat") :
						  e->id };
	struct slice act = pairs_get(&e->kv, "act");
	uint32_t row;
	size_t i;

	if (!take_time(p, e, &event))
		return "no time";
	event.category = names_threat(e) || is_malware(e) ? "malware" :
	    pairs_get(&e->kv, "sproc").len > 0 ? "process" :
						 "file";
	if (slice_starts_with(act, SLICE("Block")) ||
	    slice_starts_with(act, SLICE("block")) ||
	    slice_starts_with(act, SLICE("Den")))
		event.type = "denied";
	row = endpoint_row(p, &event);
	batch_set_text(p->batch, row, COL_DATASET, SLICE("cef.endpoint"));
	endpoint_set(p, row, COL_CODE, e->id);
	endpoint_set(p, row, COL_PROVIDER, e->product);
	for (i = 0; i < sizeof keys / sizeof *keys; i++)
		endpoint_set(p, row, keys[i].column,
		    pairs_get(&e->kv, keys[i].key));
	for (i = 0; i < sizeof places / sizeof *places; i++) {
		enum column c = labelled(e, places[i]);

		if (c != COLUMN_COUNT)
			endpoint_set(p, row, c,
			    pairs_get(&e->kv, places[i]));
	}
	if (is_malware(e))
		endpoint_set(p, row, COL_THREAT, pairs_get(&e->kv, "name"));
	set_file(p, row, e);
	parse_row_done(p, row);
	return NULL;
}
