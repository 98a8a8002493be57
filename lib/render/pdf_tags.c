/*
 * The last pass.
 */
#include "press.h"

const char *
tags_finish(struct press *p, struct slice pdf, struct buffer *out)
{
	(void)p;
	buffer_add(out, pdf);
	return NULL;
}
