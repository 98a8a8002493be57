/*
 * Charts on a page.
 */
#include <stdlib.h>

#include "press.h"

double
chart_least(struct press *p, const struct node *n)
{
	return table_least(p, n->table, NULL);
}

void
chart_draw(struct press *p, const struct node *n)
{
	if (!n->table->placed)
		table_draw(p, n->table, NULL);
}

void
charts_finish(struct press *p)
{
	(void)p;
}
