/*
 * The whole matrix of who gets whose case.
 */
#include <stdio.h>

#include "settings/routing.h"

#include "../tap.h"

static struct slice head[] = { { "hmistry", 7 } };
static struct slice lead[] = { { "dlane", 5 } };
static struct slice technicians[] = { { "tfinch", 6 }, { "tgreen", 6 } };
static struct reader readers[] = {
	{ .name = { "head", 4 }, .people = head, .people_count = 1 },
	{ .name = { "dsl", 3 }, .people = lead, .people_count = 1 },
	{ .name = { "deputy", 6 } },
	{ .name = { "chair", 5 } },
	{ .name = { "head-of-year-9", 14 } },
	{ .name = { "technician", 10 }, .people = technicians,
	    .people_count = 2 },
};
static const struct settings school = { .readers = readers,
	.reader_count = sizeof readers / sizeof *readers };

/* dsl, deputy, head, chair, head of year 9, technician, governors */
static const char *const order[] = { "dsl", "deputy", "head", "chair",
	"head-of-year-9", "technician", "governors" };
static const struct {
	const char *role, *year, *account;
	bool low;
	const char *who; /* x: sees it */
} matrix[] = {
	{ "pupil", "9", "18abell", false, "xxx...." },
	{ "pupil", "9", "18abell", true, "xxx.x.." },
	{ "pupil", "8", "19cdoe", true, "xxx...." },
	{ "class", "9", "class9a", true, "xxx.x.." },
	{ "staff", "", "efox", false, "..x...." },
	{ "staff", "", "efox", true, "..x...." },
	{ "governor", "", "ghill", false, "..x...." },
	{ "technician", "", "tfinch", false, "..x...." },
	{ "staff", "", "TGREEN", false, "..x...." },
	{ "staff", "", "dlane", false, "..x...." },
	{ "staff", "", "hmistry", false, "...x..." },
	{ "visitor", "", "hmistry", false, "...x..." },
	{ "visitor", "", "vkay", false, "xxx...." },
	{ "", "", "nobody", false, "..x...." },
	{ "", "", "", true, "..x...." },
};

static void
test_matrix(const struct settings *s)
{
	size_t i, k;
	char got[sizeof order / sizeof *order + 1] = { 0 }, name[64];

	for (i = 0; i < sizeof matrix / sizeof *matrix; i++) {
		struct routing_case c = { .role = slice_of(matrix[i].role),
			.year = slice_of(matrix[i].year),
			.account = slice_of(matrix[i].account),
			.low_level = matrix[i].low };

		for (k = 0; k < sizeof order / sizeof *order; k++)
			got[k] = routing_sees(s, slice_of(order[k]), &c) ?
			    'x' : '.';
		snprintf(name, sizeof name, "%s %s %s", matrix[i].role,
		    matrix[i].account, matrix[i].low ? "low" : "");
		is_text(got, matrix[i].who, name);
	}
}

static void
test_queues(void)
{
	struct slice who[ROUTING_MOST];

	ok(routing_queue(SLICE("pupil")) == QUEUE_PUPILS, "pupils");
	ok(routing_queue(SLICE("technician")) == QUEUE_STAFF, "staff");
	ok(routing_queue(SLICE("")) == QUEUE_OTHER, "no role");
	ok(routing_readers(&school, who) == 5, "who judges");
}

/* The table of school.yml goes before ours. */
static void
test_table(void)
{
	struct office_route routes[] = { { SLICE("head"),
		SLICE("authority") } };
	struct settings s = school;
	struct routing_case c = { .role = SLICE("staff"),
		.account = SLICE("hmistry") };

	s.routes = routes;
	s.route_count = 1;
	ok(!routing_sees(&s, SLICE("chair"), &c), "not the chair then");
	ok(routing_sees(&s, SLICE("authority"), &c), "but who is named");
	routes[0].to = SLICE("head");
	ok(!routing_sees(&s, SLICE("head"), &c), "a ring ends");
}

int
main(void)
{
	test_matrix(&school);
	test_queues();
	test_table();
	return done_testing();
}
