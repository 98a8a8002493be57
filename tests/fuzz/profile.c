/*
 * Any lines as logs of profiles, one of each framing and channel; and drafts
 * of profiles from any head.
 */
#include "feed.h"

#include "formats/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define S(text) { text, sizeof text - 1 }
#define COUNT(list) (sizeof (list) / sizeof *(list))

static struct log_word words[] = { { S("Allowed"), S("allowed") },
	{ S("*"), S("denied") } };

static struct log_field visits[] = {
	{ .theirs = S("Date"), .ours = S("time"),
	    .format = S("%-d/%-m/%Y %I:%M:%S.%f %p") },
	{ .theirs = S("Who"), .ours = S("user.name"), .required = true },
	{ .theirs = S("IP"), .ours = S("source.ip") },
	{ .theirs = S("Site"), .ours = S("url") },
	{ .theirs = S("MB"), .ours = S("http.response.bytes"),
	    .unit = S("MiB") },
	{ .theirs = S("Took"), .ours = S("event.duration"),
	    .unit = S("min") },
	{ .theirs = S("Did"), .ours = S("event.type"), .words = words,
	    .word_count = COUNT(words) },
};
static struct log_field queries[] = {
	{ .theirs = S("t"), .ours = S("@timestamp"), .zone = S("UTC") },
	{ .theirs = S("c.ip"), .ours = S("source.ip") },
	{ .theirs = S("q"), .ours = S("url.domain") },
};
static struct log_field mails[] = {
	{ .theirs = S("t"), .ours = S("time") },
	{ .theirs = S("f"), .ours = S("email.from.address") },
	{ .theirs = S("r"), .ours = S("email.to.address") },
	{ .theirs = S("s"), .ours = S("email.size"), .unit = S("KB") },
};
static struct log_field doors[] = {
	{ .theirs = S("t"), .ours = S("time") },
	{ .theirs = S("b"), .ours = S("user.name") },
	{ .theirs = S("d"), .ours = S("host.name") },
	{ .ours = S("event.action"), .fixed = S("opened") },
};
static struct slice columns_of_doors[] = { S("t"), S("b"), S("d") };
static struct slice samples[] = {
	S("Date,Who,IP,Site,MB,Took,Did\n"
	  "1/9/2026 08:05:00.5 PM,amy,192.0.2.1,h.example,1.5,2,Odd"),
	S("{\"t\":1791803523,\"c\":{\"ip\":\"192.0.2.1\"},\"q\":\"h\"}"),
	S("t=1791803523 f=a@x.example r=b@x.example s=1"),
	S("1791803523\tamy\tlab-03"),
};
static const struct log_profile said[] = {
	{ .name = S("visits"), .channel = S("web"), .framing = S("csv"),
	    .fields = visits, .field_count = COUNT(visits), .requires = true,
	    .samples = &samples[0], .sample_count = 1 },
	{ .name = S("queries"), .channel = S("dns"), .framing = S("ndjson"),
	    .fields = queries, .field_count = COUNT(queries),
	    .samples = &samples[1], .sample_count = 1 },
	{ .name = S("mails"), .channel = S("mail"), .framing = S("pairs"),
	    .fields = mails, .field_count = COUNT(mails),
	    .samples = &samples[2], .sample_count = 1 },
	{ .name = S("doors"), .channel = S("endpoint"),
	    .framing = S("tsv"), .fields = doors,
	    .field_count = COUNT(doors), .columns = columns_of_doors,
	    .column_count = 3, .samples = &samples[3], .sample_count = 1 },
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice head = { (const char *)bytes, size };
	struct arena *arena = arena_create();
	struct profile_fault fault;
	struct profile *pr;
	struct buffer out;
	size_t i;

	for (i = 0; i < COUNT(said); i++) {
		if ((pr = profile_create(&said[i], arena, &fault)) == NULL)
			abort();
		profile_fits(pr, SLICE("log"), head);
		feed(profile_format(pr), bytes, size);
		profile_destroy(pr);
	}
	buffer_init(&out, BUFFER_LARGEST);
	profile_suggest(head, SLICE("log"), &out);
	buffer_finish(&out);
	arena_destroy(arena);
	return 0;
}
