/*
 * Squid's access.log in a layout of the school's own: the logformat line of
 * squid.conf, given as squid_logformat: in school.yml.  Which file is in it
 * is told by trying, see format_recognise_with().
 */
#include "formats/logformat.h"

#include "recognise.h"
#include "squid_layout.h"

const char *
logformat_check(struct slice text)
{
	struct arena *arena = arena_create();
	struct squid_layout layout;
	const char *why = squid_layout_compile(text, arena, &layout);

	arena_destroy(arena);
	return why;
}

bool
logformat_fits(struct slice text, struct slice head)
{
	struct arena *arena = arena_create();
	struct squid_layout layout;
	struct slice line;
	int seen = 0, fitting = 0;

	if (squid_layout_compile(text, arena, &layout) == NULL)
		while (seen < 64 && slice_find(head, '\n') < head.len &&
		    slice_take_line(&head, &line)) {
			if (line.len == 0)
				continue;
			seen++;
			fitting += squid_layout_fits(&layout, line);
		}
	arena_destroy(arena);
	return seen > 0 && fitting * 100 >= seen * 95;
}

static const char *
parse(struct parse *p)
{
	if (p->options->squid_logformat.len == 0)
		return "school.yml has no squid_logformat";
	return squid_layout_parse_by(p, p->options->squid_logformat);
}

/* Only the school's settings tell; see above. */
static int
recognise(struct slice head)
{
	(void)head;
	return 0;
}

const struct format format_squid_logformat = {
	.name = "squid_logformat",
	.dataset = "squid.access",
	.title = "Squid access.log, the logformat of school.yml",
	.channel = "web",
	.versions = "Squid 2.6 to 7, any logformat that names time, client "
		    "or user, and site",
	.lacks = "what the logformat does not have",
	.state_size = sizeof(struct squid_layout_state),
	.recognise = recognise,
	.parse = parse,
};
