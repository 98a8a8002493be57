/*
 * render-lists: lists of each length at each height of a page, and lines to
 * sign on under each, as a PDF on standard output.
 */
#include <err.h>
#include <stdio.h>

#include "render/pdf.h"

static void
add_list(struct document *d, int above, int length)
{
	static const char *const roles[] = { "Headteacher", NULL };
	int i;

	document_page_break(d);
	for (i = 0; i < above; i++)
		document_text(d, "A line.", NO_FIGURES);
	for (i = 0; i < length; i++)
		document_point(d, i % 3 == 1 ?
			"A point that takes two lines of a page since there "
			"is more to say of it than of those that stand above "
			"and below." :
			"A point.", NO_FIGURES);
	document_sign_off(d, "I have read it.", roles);
}

int
main(void)
{
	static const struct document_facts facts = { .title = "Lists",
		.cover = COVER_NONE };
	static const int lengths[] = { 2, 3, 4, 9, 45 };
	struct document *d = document_create(&facts);
	struct buffer out;
	const char *why;
	size_t i;
	int above;

	for (i = 0; i < sizeof lengths / sizeof *lengths; i++)
		for (above = 14; above < 34; above++)
			add_list(d, above, lengths[i]);
	buffer_init(&out, BUFFER_LARGEST);
	if ((why = document_pdf(d, "lists", &out)) != NULL)
		errx(1, "%s", why);
	fwrite(out.ptr, 1, out.len, stdout);
	buffer_finish(&out);
	document_destroy(d);
	return 0;
}
