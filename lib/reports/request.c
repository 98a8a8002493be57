/*
 * Who may have the report on one person, and the making of it.
 */
#include <err.h>
#include <string.h>

#include "base/command.h"
#include "deliver/deliver.h"
#include "render/html.h"
#include "render/pdf.h"
#include "render/twin.h"
#include "reports/carry.h"
#include "reports/request.h"
#include "reports/words.h"
#include "store/statement.h"

struct making {
	const struct request *r;
	struct arena *arena;
	struct store *store;
	struct subject about;
	const char *reader; /* in whose folder it will lie */
	const char *approver; /* the office of whoever approved */
	struct person_paper paper;
};

/* By the office's own name, or as one of its people. */
static bool
holds(const struct settings *s, const char *office, struct slice who)
{
	return slice_equal(slice_of(office), who) ||
	    routing_holds(settings_reader(s, slice_of(office)), who);
}

/* Where nobody is named for an office, whoever says so holds it: the audit
 * has who it was. */
static bool
may_hold(const struct settings *s, const char *office, struct slice who)
{
	const struct reader *r = settings_reader(s, slice_of(office));

	return r == NULL || r->people_count == 0 || holds(s, office, who);
}

static bool
is_line_manager(const struct making *m)
{
	return slice_equal(m->r->office, SLICE("line-manager"));
}

/* The reader who gets it: of a line manager's request, whoever judges cases
 * about that member of staff.  NULL: nobody may. */
static const char *
reader_of(const struct making *m)
{
	static const char *const heads[] = { "head", "chair", NULL };
	const struct settings *s = m->r->settings;
	struct routing_case c = subject_case(&m->about);
	struct slice readers[ROUTING_MOST];
	size_t i, n = routing_readers(s, readers);

	if (is_line_manager(m)) {
		for (i = 0; heads[i] != NULL; i++)
			if (routing_queue(c.role) == QUEUE_STAFF &&
			    routing_sees(s, slice_of(heads[i]), &c))
				return heads[i];
		return NULL;
	}
	for (i = 0; i < n; i++)
		if (slice_equal(readers[i], m->r->office) &&
		    routing_sees(s, readers[i], &c))
			return arena_text(m->arena, readers[i]);
	return NULL;
}

/* Whose word counts for that request: the data protection officer's always,
 * the head's for what the head may see; where it is the head who asks, the
 * lead's about pupils and the chair's about staff. */
static bool
may_approve(const struct making *m, const char *office)
{
	const struct settings *s = m->r->settings;
	struct routing_case c = subject_case(&m->about);
	bool head_asks = strcmp(m->reader, "head") == 0 && !is_line_manager(m);
	bool staff = routing_queue(c.role) == QUEUE_STAFF;

	if (strcmp(office, "officer") == 0)
		return true;
	if (strcmp(office, "head") == 0)
		return !head_asks && routing_sees(s, SLICE("head"), &c);
	if (strcmp(office, "dsl") == 0)
		return head_asks && !staff &&
		    routing_sees(s, SLICE("dsl"), &c);
	return head_asks && staff;
}

static const char *
approver_of(const struct making *m)
{
	static const char *const offices[] = { "head", "officer", "dsl",
		"chair", NULL };
	const char *const *office;

	for (office = offices; *office != NULL; office++)
		if (holds(m->r->settings, *office, m->r->approved) &&
		    may_approve(m, *office))
			return *office;
	return NULL;
}

/* NULL: it may be made; or why not. */
static const char *
judge(struct making *m)
{
	const struct request *r = m->r;
	const char *office = arena_text(m->arena, r->office);

	if (subject_is(&m->about, r->who))
		return "nobody gets a report on themselves; the officer has "
		       "beadle person export for that";
	if ((m->reader = reader_of(m)) == NULL)
		return "that office may not have a report on this person";
	if (!is_line_manager(m) && !may_hold(r->settings, office, r->who))
		return "whoever asks does not hold that office";
	if (slice_equal_fold(r->who, r->approved) ||
	    holds(r->settings, office, r->approved))
		return "somebody else has to approve it";
	if (subject_is(&m->about, r->approved))
		return "it is about whoever approved it";
	if ((m->approver = approver_of(m)) == NULL)
		return "whoever approved it holds no office that may: the "
		       "headteacher, the data protection officer, or, where "
		       "the headteacher asks, the safeguarding lead (pupils) "
		       "or the chair (staff)";
	return NULL;
}

/* What a person's report is called in the audit, which never names them. */
static const char *
name_of(const struct making *m)
{
	return arena_printf(m->arena, "person report: subject %lld, %s",
	    (long long)m->about.number, m->r->period.name);
}

static int
note_refusal(const struct making *m, const char *why_not)
{
	warnx("%s", why_not);
	return store_audit(m->store, m->r->who,
	    SLICE("person report refused"),
	    slice_of(arena_printf(m->arena, "subject %lld, asked as %.*s, "
		"because: %.*s; run by %s; %s",
		(long long)m->about.number, SLICE_ARG(m->r->office),
		SLICE_ARG(m->r->why), m->r->login, why_not)));
}

static int
note_request(struct making *m)
{
	const struct request *r = m->r;
	struct statement *q;
	int more = -1;

	if (store_audit(m->store, r->who, slice_of(name_of(m)),
		slice_of(arena_printf(m->arena, "for the folder of the reader "
		    "%s; asked by %.*s as %.*s, because: %.*s; approved by "
		    "%.*s as %s; %d minutes around each item; run by %s",
		    m->reader, SLICE_ARG(r->who), SLICE_ARG(r->office),
		    SLICE_ARG(r->why), SLICE_ARG(r->approved), m->approver,
		    r->context, r->login))) == -1)
		return -1;
	q = statement_create(m->store, "SELECT last_insert_rowid()");
	while (q != NULL && (more = statement_step(q)) == 1)
		m->paper.run.row = statement_int(q, 0);
	statement_destroy(q);
	return more;
}

enum form { PDF, HTML, TABLE, FIGURES_CSV, FORMS };

static const char *const endings[FORMS] = { ".pdf", ".html", ".csv",
	"-figures.csv" };

static int
print(const struct document *d, struct buffer forms[FORMS])
{
	const char *why = document_pdf(d, "person report", &forms[PDF]);

	if (why == NULL)
		why = document_write_html(d, NULL, NULL, &forms[HTML]);
	if (why != NULL) {
		warnx("person report: %s", why);
		return -1;
	}
	document_write_csv(d, TWIN_TABLE, false, &forms[TABLE]);
	document_write_csv(d, TWIN_FIGURES, false, &forms[FIGURES_CSV]);
	return 0;
}

static int
put(const struct making *m, struct buffer forms[FORMS])
{
	const char *folder = deliver_folder(m->r->settings, m->r->out,
	    m->reader, m->arena), *name;
	int result = folder == NULL ? -1 : 0, i;

	for (i = 0; result == 0 && i < FORMS; i++) {
		name = arena_printf(m->arena, "person-%lld-%s%s",
		    (long long)m->about.number, m->r->period.name, endings[i]);
		result = deliver_text(folder, name, buffer_slice(&forms[i]));
		if (result == 0)
			result = carry(m->r->settings, m->reader, folder, name,
			    buffer_slice(&forms[i]));
		if (result == 0 && m->r->say != NULL)
			fprintf(m->r->say, "%s/%s\n", folder, name);
	}
	return result;
}

static const char *
office_title(const struct making *m, const char *office)
{
	if (strcmp(office, "line-manager") == 0)
		return arena_printf(m->arena, "Line manager, through: %s",
		    words_office(m->arena, slice_of(m->reader)));
	return words_office(m->arena, slice_of(office));
}

static void
fill_paper(struct making *m)
{
	const struct request *r = m->r;
	struct person_paper *p = &m->paper;

	p->request = r;
	p->about = &m->about;
	p->office = office_title(m, arena_text(m->arena, r->office));
	p->approver = office_title(m, m->approver);
	p->run.store = m->store;
	p->run.settings = r->settings;
	p->run.period = r->period;
	p->run.term = r->term;
	p->run.reader = m->reader;
	p->run.subject = m->about.text;
	p->run.html = true;
	p->run.what = name_of(m);
	p->run.now = time_now();
	/* Before it nobody is named. */
	if (p->run.period.start < r->settings->go_live)
		p->run.period.start = r->settings->go_live;
}

static int
make(struct making *m)
{
	struct buffer forms[FORMS];
	struct document *d;
	int i, result = -1;

	for (i = 0; i < FORMS; i++)
		buffer_init(&forms[i], BUFFER_LARGEST);
	fill_paper(m);
	if ((d = person_lay_out(&m->paper)) != NULL && print(d, forms) == 0)
		result = put(m, forms);
	document_destroy(d);
	for (i = 0; i < FORMS; i++)
		buffer_finish(&forms[i]);
	return result;
}

static int
run(struct making *m)
{
	const char *why_not;
	int found;

	if (m->r->settings->go_live == DAY_UNKNOWN) {
		warnx("go_live: is not in school.yml: nobody may be named");
		return -1;
	}
	found = subject_find(m->store, m->r->settings, m->r->person, m->arena,
	    &m->about);
	if (found == 0)
		command_warn(m->r->person, "nobody is known by that name");
	if (found != 1)
		return -1;
	if ((why_not = judge(m)) != NULL) {
		note_refusal(m, why_not);
		return -1;
	}
	return note_request(m) == -1 ? -1 : make(m);
}

int
request_minutes(const char *text)
{
	struct slice s = slice_of(text);
	int64_t n;

	if (slice_ends_with(s, SLICE("m")))
		s.len--;
	if (slice_to_int(s, &n) && n >= 0 && n <= CONTEXT_MOST)
		return (int)n;
	warnx("--context: expected minutes from 0m to %dm, found %s",
	    CONTEXT_MOST, text);
	return -1;
}

int
request_report(const struct request *r)
{
	struct making m = { .r = r, .arena = arena_create(),
		.store = store_open(r->store, AUDIENCE_LEADERSHIP) };
	int code = m.store != NULL && run(&m) == 0 ? EXIT_OK : EXIT_COULD_NOT;

	store_close(m.store);
	arena_destroy(m.arena);
	return code;
}
