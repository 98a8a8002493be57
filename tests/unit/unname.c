/*
 * Other people's names out of texts.
 */
#include <stdlib.h>
#include <unistd.h>

#include "reports/unname.h"

#include "../tap.h"

#define TEXT(literal) { (literal), sizeof(literal) - 1 }
#define PERSON(id, account, first, last, kind)                            \
	{ .key = TEXT(id), .username = TEXT(account), .role = TEXT(kind), \
	    .forename = TEXT(first), .surname = TEXT(last),               \
	    .email = TEXT(account "@quillbrook.example") }

static struct person people[] = {
	PERSON("p1", "22bsmith", "Ben", "Smith", "pupil"),
	PERSON("p2", "22akhan", "Aisha", "Khan", "pupil"),
	PERSON("p3", "fotherperson", "Fay", "Otherperson", "staff"),
	PERSON("p4", "22wpage", "Will", "Page", "pupil"),
	PERSON("p5", "22bdunn", "Ben", "O'Dunn", "pupil"),
	PERSON("p6", "22zk", "Zo\xc3\xab", "\xc5\x81ukasz-Kow", "pupil"),
	PERSON("p7", "22wx", "\xe5\xb0\x8f\xe6\x98\x8e", "\xe7\x8e\x8b",
	    "pupil"),
	PERSON("p8", "22ml", "\xd9\x84\xd9\x8a\xd9\x84\xd9\x89",
	    "\xd8\xad\xd8\xb3\xd9\x86", "pupil"),
	PERSON("p9", "22ssmith", "Sara", "Smith", "pupil"),
	PERSON("g1", "ghill", "Gwen", "Hill", "governor"),
};
static const struct settings school = { .people = people,
	.person_count = sizeof people / sizeof *people,
	.record_count = sizeof people / sizeof *people };

/* Of Ben Smith, a pupil. */
static const struct {
	const char *text, *wanted;
} texts[] = {
	{ "", "" },
	{ "Spoke to Ben Smith at 11.20.", "Spoke to Ben Smith at 11.20." },
	{ "22bsmith and 22AKHAN sat there",
	    "22bsmith and another pupil sat there" },
	{ "Aisha Khan's idea, says Fay.",
	    "another pupil's idea, says a member of staff." },
	{ "AISHA KHAN, aisha", "another pupil, aisha" },
	{ "seen by Ms Otherperson", "seen by a member of staff" },
	{ "seen by Mr. Unlisted of the police, and Mrs Brown",
	    "seen by another person of the police, and another person" },
	{ "mail to fotherperson@quillbrook.example, mum@postbox.example",
	    "mail to a member of staff, another address" },
	{ "22bsmith@quillbrook.example", "22bsmith@quillbrook.example" },
	{ "Will be seen on page 3. Told Will.",
	    "Will be seen on page 3. Told another pupil." },
	{ "Will Page was there", "another pupil was there" },
	{ "with Ben O\xe2\x80\x99""Dunn there", "with another pupil there" },
	{ "his sister Sara Smith knew", "his sister another pupil knew" },
	{ "ZO\xc3\x8b \xc5\x81UKASZ-KOW", "another pupil" },
	{ "\xe5\x92\x8c\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e\xe4\xb8\x80",
	    "\xe5\x92\x8c another pupil \xe4\xb8\x80" },
	{ "\xd9\x88\xd9\x84\xd9\x8a\xd9\x84\xd9\x89 said",
	    "\xd9\x88 another pupil said" },
	{ "\\\\srv\\22akhan\\game.exe", "\\\\srv\\another pupil\\game.exe" },
	{ "on 22akhan-laptop", "on another pupil" },
	{ "asked Gwen Hill", "asked a governor" },
	{ "pages of games: blockbrawl.example", "pages of games: "
	    "blockbrawl.example" },
	{ "\xff\xfe broken \xe2\x80\x99s -' Aisha", "\xff\xfe broken "
	    "\xe2\x80\x99s -' another pupil" },
};

int
main(void)
{
	char path[] = "/tmp/unname.XXXXXX";
	struct slice own[] = { TEXT("p1"), TEXT("22bsmith"),
		TEXT("22bsmith@quillbrook.example") };
	int fd = mkstemp(path);
	struct store *store;
	struct unname *u, *staff;
	struct arena *a = arena_create();
	size_t i;

	close(fd);
	unlink(path);
	store = store_open(path, AUDIENCE_KEEPER);
	u = unname_create(store, &school, own, 3, SLICE("pupil"));
	staff = unname_create(store, &school, own, 3, SLICE("staff"));
	for (i = 0; u != NULL && i < sizeof texts / sizeof *texts; i++)
		is_text(unname_text(u, slice_of(texts[i].text), a),
		    texts[i].wanted, texts[i].text);
	is_text(unname_text(staff, SLICE("Aisha, Fay"), a),
	    "a pupil, another member of staff", "of a member of staff");
	unname_destroy(u);
	unname_destroy(staff);
	arena_destroy(a);
	store_close(store);
	unlink(path);
	return done_testing();
}
