/*
 * The page of an urgent alert: who to ring, what class of thing, how well
 * the account is known, what to do and what not to.  It holds nothing to
 * click, no site and no search text; a name only where the school has said
 * so.
 */
#include <err.h>

#include "deliver/mail.h"
#include "render/pdf.h"
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/words.h"

#include "alert.h"

enum form { FORM_PLAIN, FORM_STAFF, FORM_ILLEGAL, FORM_DRILL };

static const char *const to_do[][5] = {
	[FORM_PLAIN] = {
		"If a child may be in danger now, ring 999 first.",
		"Put a copy of the text file of this alert into your folder "
		"for what you send back: that says you have it.",
		"See that the child is safe and with an adult; look at the "
		"item on your review sheet; follow your child protection "
		"policy.", NULL },
	[FORM_STAFF] = {
		"If a child may be in danger now, ring 999 first.",
		"Put a copy of the text file of this alert into your folder "
		"for what you send back: that says you have it.",
		"Take advice before you act: the local authority's designated "
		"officer (LADO), and whoever advises you on staff.", NULL },
	[FORM_ILLEGAL] = {
		"If a child may be in danger now, ring 999 first.",
		"Put a copy of the text file of this alert into your folder "
		"for what you send back: that says you have it.",
		"Take the device out of use: pull its power, lock it away, "
		"write down when and who.",
		"Ring the police, and follow your child protection policy.",
		NULL },
	[FORM_DRILL] = {
		"Nothing has happened. This is to see that alerts arrive and "
		"that somebody answers.",
		"Put a copy of the text file of this alert into your folder "
		"for what you send back: that says you have it.", NULL },
};

static const char *const not_to_do[][6] = {
	[FORM_PLAIN] = {
		"Do not look for, or open, what it is about: the item says "
		"enough.",
		"Do not put leading questions to the child, and do not "
		"promise secrecy.",
		"Do not take the account for the person: somebody else may "
		"have sat there.",
		"Do not pass this page on to anybody who need not know.",
		NULL },
	[FORM_STAFF] = {
		"Do not tell the person, nor anybody who need not know.",
		"Do not look into it yourself, and do not question anybody "
		"yet.",
		"Do not take the account for the person: somebody else may "
		"have sat there.",
		"Do not change or delete anything on the device or account.",
		NULL },
	[FORM_ILLEGAL] = {
		"Do not look for it, open it, or try to find out where it "
		"came from.",
		"Do not copy, photograph, print, send or show anything of it.",
		"Do not switch the device on or shut it down by its menu; do "
		"not delete or change anything.",
		"Do not tell the person, nor anybody who need not know.",
		"Do not take the account for the person: somebody else may "
		"have sat there.", NULL },
	[FORM_DRILL] = { "Do not ring anybody but to say that it came.",
		NULL },
};

struct page {
	const struct desk *desk;
	const struct alert *alert;
	const struct contact *const *ladder;
	size_t rungs, rung;
	struct arena *arena;
	enum form form;
	struct buffer text;
	struct document *document;
};

static enum form
form_of(const struct alert *a)
{
	return slice_equal(a->kind, SLICE("drill")) ? FORM_DRILL :
	    slice_equal(a->label, SLICE("illegal-suspected")) ? FORM_ILLEGAL :
	    routing_queue(a->role) == QUEUE_STAFF	      ? FORM_STAFF :
								FORM_PLAIN;
}

static const char *
known_words(struct slice attribution)
{
	return slice_equal(attribution, SLICE("strong")) ?
	    "signed-in account" :
	    slice_equal(attribution, SLICE("fair")) ? "likely account" :
	    slice_equal(attribution, SLICE("weak")) ? "device only" :
						      "not known";
}

static bool
is_named(const struct page *p)
{
	return p->desk->settings->alerts->names && p->alert->person.len > 0;
}

/* A name may hold anything; it must not make lines of its own. */
static const char *
one_line(struct arena *a, struct slice s)
{
	char *line = arena_text(a, s);
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	return line;
}

/* A line of what is known: of the text, and of the page as a point. */
static void
add_fact(struct page *p, const char *title, struct slice value)
{
	value.ptr = one_line(p->arena, value);
	buffer_printf(&p->text, "%-22s %.*s\r\n", title, SLICE_ARG(value));
	document_point(p->document, "{}: {}", FIGURES(figure_words(
	    slice_of(title)), figure_words(value)));
}

static struct slice
about_of(const struct page *p)
{
	const struct alert *a = p->alert;

	if (a->role.len == 0)
		return SLICE("not known");
	return a->year.len == 0 ? a->role :
	    slice_of(arena_printf(p->arena, "%.*s, Year %.*s",
		SLICE_ARG(a->role), SLICE_ARG(a->year)));
}

static void
add_facts(struct page *p)
{
	const struct alert *a = p->alert;
	const struct zone *z = p->desk->settings->zone;

	add_fact(p, "Written", slice_of(arena_printf(p->arena,
	    "%s, for: %.*s", words_time(p->arena, z, p->desk->now),
	    SLICE_ARG(p->ladder[p->rung]->title))));
	if (p->form == FORM_DRILL)
		return;
	/* On the page it is the heading. */
	buffer_printf(&p->text, "%-22s %s\r\n", "Class",
	    kinds[kind_of_label(a->label)].printed);
	add_fact(p, "First seen", slice_of(words_time(p->arena, z,
	    a->start)));
	add_fact(p, "About", slice_of(arena_printf(p->arena, "%.*s; %s",
	    SLICE_ARG(about_of(p)), known_words(a->attribution))));
	add_fact(p, "Who", is_named(p) ? a->person :
	    slice_of(arena_printf(p->arena, "not printed here: item id-%.*s "
		"on your review sheet", SLICE_ARG(a->item_name))));
	if (a->round > 1)
		add_fact(p, "Sent again", SLICE("because it has become "
		    "graver"));
	if (is_named(p))
		add_fact(p, "Copies", SLICE("one in the folder of each office "
		    "that has been told; write down here who gets a print"));
	add_fact(p, "Remember", SLICE("a rule has found this in the logs; it "
	    "shows what an account did, not who sat there, and not why"));
}

static void
add_contact(struct page *p, struct table *t, const struct contact *k,
    const char *when)
{
	buffer_printf(&p->text, "%-34.*s %-20.*s %s\r\n",
	    SLICE_ARG(k->title), SLICE_ARG(k->phone), when);
	table_row(t, ROW_PLAIN);
	table_text(t, k->title);
	table_text(t, k->phone);
	table_text(t, slice_of(when));
}

static void
add_contacts(struct page *p)
{
	static const char *const others[] = { "police", "childrens-services",
		"lado", "prevent" };
	size_t shown = slice_equal(p->alert->label, SLICE("extremism")) ? 4 :
	    3;
	const struct settings *s = p->desk->settings;
	struct table *t = document_table(p->document, "Who to ring");
	const struct contact *k;
	int64_t next = p->alert->passed + s->alerts->minutes * TIME_MINUTE;
	size_t i;

	buffer_text(&p->text, "\r\nWho to ring\r\n");
	table_column(t, "Office", COLUMN_HEAD, 0);
	table_column(t, "Telephone", COLUMN_TEXT, 0);
	table_column(t, "When they are told", COLUMN_TEXT, 0);
	for (i = 0; i < p->rungs; i++)
		add_contact(p, t, p->ladder[i],
		    (int64_t)i < p->alert->rung ? "has been told" :
			(int64_t)i == p->alert->rung ?
			arena_printf(p->arena, "told at %s if nobody answers",
			    words_clock(p->arena, s->zone, next)) :
			"after that");
	for (i = 0; p->form != FORM_DRILL && i < shown; i++)
		if ((k = alerts_contact(s, slice_of(others[i]))) != NULL)
			add_contact(p, t, k, "by you");
	document_place(p->document, t);
	buffer_text(&p->text, "\r\n");
}

static void
add_list(struct page *p, const char *title, const char *const *points)
{
	buffer_printf(&p->text, "%s\r\n", title);
	document_heading(p->document, 2, title);
	for (; *points != NULL; points++) {
		buffer_printf(&p->text, "* %s\r\n", *points);
		document_point(p->document, *points, NO_FIGURES);
	}
	buffer_text(&p->text, "\r\n");
}

static void
begin(struct page *p)
{
	const struct settings *s = p->desk->settings;
	struct arena *a = p->arena;
	struct document_facts f = facts_of_school(a, s,
	    p->form == FORM_DRILL ? "Drill: urgent alert" : "Urgent alert",
	    p->desk->now);
	const char *title = p->form == FORM_DRILL ?
	    "DRILL: URGENT ALERT. NOTHING HAS HAPPENED" : "URGENT ALERT";

	f.cover = COVER_NONE;
	f.school = one_line(a, s->school.name);
	f.subtitle = arena_printf(a, "Alert %.*s", SLICE_ARG(p->alert->name));
	f.audience = arena_text(a, p->ladder[p->rung]->title);
	f.destroy_by = facts_destroy(a, s, p->desk->now, KEEP_A_YEAR);
	p->document = document_create(&f);
	document_heading(p->document, 1, arena_printf(a, "%s: %s",
	    p->form == FORM_DRILL ? "Nothing has happened" :
	    kinds[kind_of_label(p->alert->label)].printed, f.school));
	buffer_printf(&p->text, "%s\r\n%s, %s\r\n"
	    "To: %s\r\n\r\nACKNOWLEDGE %.*s\r\n\r\n", title, f.school, f.made,
	    f.audience, SLICE_ARG(p->alert->name));
}

static void
fill(struct page *p)
{
	begin(p);
	add_facts(p);
	add_contacts(p);
	add_list(p, "What to do", to_do[p->form]);
	add_list(p, "What not to do", not_to_do[p->form]);
}

static int
put_mail(struct page *p)
{
	const struct settings *s = p->desk->settings;
	const struct contact *k = p->ladder[p->rung];
	struct mail m = { .from = s->alerts->mail_from,
		.to = k->email,
		.body = buffer_slice(&p->text),
		.time = p->desk->now };

	if (m.from.len == 0 || m.to.len == 0)
		return 0;
	/* What a locked telephone shows says no more than it must. */
	m.subject = slice_of(arena_printf(p->arena, "%s %.*s, %.*s",
	    p->form == FORM_DRILL ? "Drill: urgent alert" : "Urgent alert",
	    SLICE_ARG(p->alert->name), SLICE_ARG(s->school.name)));
	m.id = arena_printf(p->arena, "alert-%.*s-%lld-%zu",
	    SLICE_ARG(p->alert->name), (long long)p->alert->round, p->rung);
	return mail_put(arena_text(p->arena, s->alerts->outbox), &m);
}

static int
put_files(struct page *p, struct store *store)
{
	struct slice reader = p->ladder[p->rung]->reader;
	const char *stem = arena_printf(p->arena, "alert-%.*s",
	    SLICE_ARG(p->alert->name));
	struct buffer pdf;
	const char *why;
	int result = -1;

	buffer_init(&pdf, BUFFER_LARGEST);
	why = document_pdf(p->document, stem, &pdf);
	/* The text is worth more than no page at all. */
	if (why != NULL)
		warnx("%s: %s", stem, why);
	if (!is_named(p) || store_audit(store, SLICE("nightly"),
	    slice_of(stem), slice_of(arena_printf(p->arena,
		"for the folder of the reader %.*s", SLICE_ARG(reader)))) == 0)
		result = sheet_put_named(p->desk, reader, arena_printf(p->arena,
		    "%s.txt", stem), &p->text);
	if (result == 0 && why == NULL)
		result = sheet_put_named(p->desk, reader, arena_printf(p->arena,
		    "%s.pdf", stem), &pdf);
	buffer_finish(&pdf);
	return result;
}

int
alert_write(const struct desk *d, struct store *store, const struct alert *a,
    const struct contact *const *ladder, size_t rungs, size_t rung)
{
	struct page p = { .desk = d, .alert = a, .ladder = ladder,
		.rungs = rungs, .rung = rung, .arena = arena_create(),
		.form = form_of(a) };
	int result;

	buffer_init(&p.text, BUFFER_LARGEST);
	fill(&p);
	result = put_files(&p, store);
	if (put_mail(&p) == -1)
		result = -1;
	document_destroy(p.document);
	buffer_finish(&p.text);
	arena_destroy(p.arena);
	return result;
}
