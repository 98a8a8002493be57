/*
 * The policy pack: drafts from the settings, for people to correct and sign.
 */
#include <stdio.h>

#include "reports/words.h"
#include "settings/registers.h"
#include "settings/routing.h"
#include "store/store.h"

#include "pack.h"

#define SAY(p, ...) pack_say(p, arena_printf((p)->arena, __VA_ARGS__))

static const char *
day_or(struct pack *p, int32_t day, const char *none)
{
	return day == DAY_UNKNOWN ? none : words_day(p->arena, day);
}

static size_t
people_of(const struct settings *s, const char *role)
{
	size_t i, n = 0;

	for (i = 0; i < s->person_count; i++)
		n += slice_equal(s->people[i].role, slice_of(role)) &&
		    s->people[i].left == DAY_UNKNOWN;
	return n;
}

static void
add_processing(struct pack *p)
{
	const struct settings *s = p->settings;

	pack_heading(p, "What is done, and why");
	SAY(p, "%.*s reads the logs of its web filter, its mail and its "
	    "computers each night, and looks in them for what its own policy "
	    "bars or what may put a child at risk. It does so to keep "
	    "children safe and its computers sound. Lawful basis: %.*s. Data "
	    "protection officer: %.*s.", SLICE_ARG(s->school.name),
	    SLICE_ARG(s->policy.basis),
	    SLICE_ARG(s->policy.officer.len > 0 ? s->policy.officer :
						  SLICE("not entered yet")));
	SAY(p, "It is about %zu pupils, %zu members of staff, %zu technicians, "
	    "and governors and visitors who use the school's accounts. "
	    "Searches are %s; subjects of mails are %s; what is in a mail or "
	    "on a page is never read. Events on %zu hosts of health, "
	    "helplines, faith, unions and legal help are never stored. "
	    "Passwords and card numbers are masked before anything is stored.",
	    people_of(s, "pupil"), people_of(s, "staff"),
	    people_of(s, "technician"),
	    s->keep_search_terms ? "kept for some days" : "not kept",
	    s->keep_subjects ? "kept" : "not kept", s->private_host_count);
	SAY(p, "Nobody is named for anything before %s.",
	    day_or(p, s->go_live, "the day of going live, which is not set"));
	SAY(p, "Looked for under a clause of the policy, of pupils: %s.",
	    pack_kinds(p, false));
	SAY(p, "Of staff: %s.", pack_kinds(p, true));
	SAY(p, "Decisions are made by people: the software shows which account "
	    "or device, how well that is known, and what the log cannot tell. "
	    "No sanction follows by itself.");
}

static void
add_readers(struct pack *p)
{
	static const char *const titles[] = { "Reader", "Sees", "Never", NULL };
	static const char *const rows[][3] = {
		{ "Safeguarding lead and deputy", "pupils' cases, the weekly "
		    "summary, urgent alerts", "cases of staff; their own" },
		{ "Head of year", "low-level cases of that year", "anything "
		    "graver" },
		{ "Headteacher", "all cases but those about the head; the log "
		    "of incidents", "cases about the head" },
		{ "Governors", "figures; none that rests on few people",
		    "names, accounts, computers, sites" },
		{ "Technician", "whether the logs come; a case only on a "
		    "recorded request", "what may be illegal; their own case" },
		{ "Data protection officer", "requests, erasure, retention, "
		    "the record of who looked", "" },
		{ "Local authority", "the figures of a term", "anything "
		    "personal" },
	};
	size_t i, j;

	pack_heading(p, "Who sees what");
	pack_table(p, "Readers; each look at a name is written down", titles);
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		for (j = 0; j < 3; j++)
			pack_cell(p, rows[i][j]);
	pack_table_end(p);
}

static const char *
days_words(struct pack *p, int days)
{
	if (days >= 730)
		return arena_printf(p->arena, "%d days (about %d years)", days,
		    (days + 182) / 365);
	return arena_printf(p->arena, "%d days", days);
}

static void
add_retention(struct pack *p)
{
	static const char *const titles[] = { "What", "Kept for", "Then",
		NULL };
	const struct settings *s = p->settings;
	const struct {
		const char *what;
		int days;
	} rows[] = {
		{ "Events that no rule flagged", s->retention.raw },
		{ "Searches, subjects and command lines that are in no item",
		    s->retention.details },
		{ "Flags, and items that nobody made an incident",
		    s->retention.flags },
		{ "Incidents of pupils, after they were closed",
		    s->retention.incidents },
		{ "Incidents of others, after they were closed",
		    s->retention.staff_incidents },
	};
	size_t i;

	pack_heading(p, "Retention schedule");
	pack_table(p, "How long what is kept", titles);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		pack_cell(p, rows[i].what);
		pack_cell(p, days_words(p, rows[i].days));
		pack_cell(p, "erased down to the bytes, with a receipt");
	}
	pack_cell(p, "Figures that name nobody");
	pack_cell(p, "without end");
	pack_cell(p, "");
	pack_table_end(p);
	pack_say(p, "What is under a legal hold stays until the hold is "
	    "lifted. The school's own logs have their own time, which this "
	    "schedule does not set.");
}

static void
add_risks(struct pack *p)
{
	static const char *const titles[] = { "Risk", "What is done about it",
		"Left to judge", NULL };
	static const char *const rows[][3] = {
		{ "The wrong person is blamed", "Each item says how well the "
		    "account is known; on weak knowledge nobody is named; a "
		    "person decides; the person concerned may comment.",
		    "Accounts that were left open" },
		{ "A child who seeks help is exposed", "Hosts of helplines and "
		    "health are never stored; welfare goes to the safeguarding "
		    "lead, the deputy and the head.", "Helplines that no list "
		    "knows yet" },
		{ "Names reach those who should not see them", "A folder for "
		    "each reader; governors' figures cannot read a name; "
		    "cases about an office go past it.", "Copies on paper and "
		    "in mail" },
		{ "Those who run the machine look for themselves", "Each look "
		    "leaves a row in a chained record, whose head the head and "
		    "chair keep.", "Whoever can read the disk" },
		{ "Staff are watched in secret", "Rules on what staff do in "
		    "working time, and on their mail, are off until each is "
		    "turned on; the notice names them.", "Whether "
		    "each is proportionate" },
		{ "A false alarm stands for long", "Each rule's known false "
		    "alarms are on the page on method; rejections are counted "
		    "by rule.", "Rules that are mostly rejected" },
		{ "Suspected illegal content is spread", "No address or search "
		    "is stored or shown; the notice says not to look.", "" },
	};
	size_t i, j;

	pack_heading(p, "Risks, and what is done about them");
	pack_table(p, "Risks to people", titles);
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		for (j = 0; j < 3; j++)
			pack_cell(p, rows[i][j]);
	pack_table_end(p);
}

static int
make_assessment(struct pack *p)
{
	static const char *const roles[] = { "Data protection officer",
		"Headteacher", "Chair of governors", NULL };

	pack_begin(p, "Impact assessment of monitoring", "The data protection "
	    "officer, the headteacher and governors", PACK_PAGES);
	SAY(p, "A draft from the settings, to be corrected and signed. "
	    "Assessment approved: %s. Notices given: %s. Agreements asked for: "
	    "%s.", day_or(p, p->settings->policy.assessment, "not entered"),
	    day_or(p, p->settings->policy.notice, "not entered"),
	    day_or(p, p->settings->policy.agreements, "not entered"));
	add_processing(p);
	add_readers(p);
	add_retention(p);
	add_risks(p);
	pack_sign(p, "I have read this assessment; what is left to judge has "
	    "been judged.", roles);
	return pack_put(p, "officer", "impact-assessment");
}

/* What each notice ends with. */
static void
add_rights(struct pack *p)
{
	pack_heading(p, "Your rights");
	SAY(p, "You may ask what is held about you, have what is wrong put "
	    "right, and object. Ask %.*s. If you are not content with the "
	    "answer you may turn to the Information Commissioner's Office.",
	    SLICE_ARG(p->settings->policy.officer.len > 0 ?
		p->settings->policy.officer :
		SLICE("the school's data protection officer")));
}

static int
make_pupils(struct pack *p)
{
	pack_begin(p, "How the school looks after you online", "Pupils",
	    PACK_NOTICE);
	pack_heading(p, "What the school can see");
	pack_point(p, "Which sites your school account opens, when, and on "
	    "which computer.");
	pack_point(p, "Who you send mail to from your school account. Nobody "
	    "reads the mail for this.");
	pack_point(p, "Programs that are started on school computers.");
	pack_point(p, "Not what you do on your own phone over its own "
	    "network.");
	pack_heading(p, "What it looks for");
	SAY(p, "%s.", pack_kinds(p, false));
	pack_say(p, "It does not keep visits to helplines, doctors, or places "
	    "that give advice. You can always look for help.");
	pack_heading(p, "What happens then");
	pack_say(p, "A computer only finds possible cases. A member of staff "
	    "looks at each, and asks you before anything is decided. If you "
	    "opened something by accident, tell a teacher: it helps you.");
	pack_heading(p, "How long it is kept");
	SAY(p, "Most of it for %s. What turned out to be an incident is kept "
	    "longer, for %s after it was closed.",
	    days_words(p, p->settings->retention.raw),
	    days_words(p, p->settings->retention.incidents));
	add_rights(p);
	return pack_put(p, "officer", "notice-pupils");
}

static int
make_staff(struct pack *p)
{
	pack_begin(p, "Notice of monitoring to staff", "Staff, governors and "
	    "visitors who use the school's accounts", PACK_NOTICE);
	pack_heading(p, "What is looked at");
	SAY(p, "The logs of the web filter, of mail and of computers: account, "
	    "device, site, time, addresses of mail. Lawful basis: %.*s. "
	    "Contents of mail and pages are not read.",
	    SLICE_ARG(p->settings->policy.basis));
	pack_heading(p, "What it looks for");
	SAY(p, "%s.", pack_kinds(p, true));
	pack_say(p, "Rules on what staff do in working time, and on their "
	    "mail, are off until the school turns each on. This notice names "
	    "all that are on; the page on method says what each takes.");
	pack_heading(p, "Who sees it, and what happens then");
	pack_say(p, "The headteacher alone; a case about the headteacher goes "
	    "to the chair of governors. The safeguarding lead and technicians "
	    "do not see cases of staff. Each look at a name is written down.");
	pack_say(p, "A log shows an account, not who sat at the keyboard nor "
	    "why. A person decides, you are heard, and what you say is kept "
	    "with the record. Visits to unions, health and legal help are "
	    "never stored.");
	pack_heading(p, "How long it is kept");
	SAY(p, "Events that no rule flagged for %s, flags for %s, incidents "
	    "for %s after they were closed.",
	    days_words(p, p->settings->retention.raw),
	    days_words(p, p->settings->retention.flags),
	    days_words(p, p->settings->retention.staff_incidents));
	add_rights(p);
	return pack_put(p, "officer", "notice-staff");
}

static int
make_parents(struct pack *p)
{
	pack_begin(p, "How we look after your child online", "Parents and "
	    "carers", PACK_NOTICE);
	pack_heading(p, "What we do");
	pack_say(p, "Schools in England must filter and monitor what children "
	    "meet online. We look through the logs of our web filter, mail and "
	    "computers for signs of harm or of a breach of our rules. We see "
	    "the school's accounts and computers, not your child's own phone "
	    "or your network at home.");
	pack_heading(p, "What we look for");
	SAY(p, "%s.", pack_kinds(p, false));
	pack_heading(p, "If something is found");
	pack_say(p, "A member of staff looks at it before anything is decided. "
	    "If you need to know, you get one page about your child alone. "
	    "Other children are not named to you, nor yours to others.");
	pack_heading(p, "How long it is kept");
	SAY(p, "Most of it for %s; an incident for %s after it was closed.",
	    days_words(p, p->settings->retention.raw),
	    days_words(p, p->settings->retention.incidents));
	add_rights(p);
	return pack_put(p, "officer", "notice-parents");
}

static int
make_method(struct pack *p)
{
	pack_begin(p, "Method of monitoring", "Whoever wants to know what is "
	    "looked for", PACK_WIDE);
	pack_say(p, "Each rule that is on, in one sentence. A match is a "
	    "possible breach until a person has judged it; a rule without a "
	    "clause of the school's policy is counted and names nobody.");
	pack_method(p);
	return pack_put(p, "officer", "method");
}

/* Those who should have signed: no class or shared account can. */
static bool
should_sign(const struct settings *s, const struct person *q, int32_t today)
{
	static const char *const roles[] = { "pupil", "staff", "technician",
		"governor" };
	int32_t from = DAY_UNKNOWN, until = INT32_MAX;
	size_t i;

	if (q->left != DAY_UNKNOWN && q->left < today)
		return false;
	for (i = 0; i < sizeof roles / sizeof *roles; i++)
		if (slice_equal(q->role, slice_of(roles[i])))
			return !settings_registered(s, REGISTER_AGREEMENTS,
				   q->username, today, &from, &until) &&
			    !settings_registered(s, REGISTER_AGREEMENTS,
				q->key, today, &from, &until);
	return false;
}

static int
note_audit(struct pack *p)
{
	struct store *store;
	int result;

	if (!store_exists(p->job->store))
		return 0;
	if ((store = store_open(p->job->store, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	result = store_audit(store, slice_of(p->job->who),
	    SLICE("agreements missing"),
	    SLICE("for the folder of the reader dsl"));
	store_close(store);
	return result;
}

static int
make_agreements(struct pack *p)
{
	static const char *const titles[] = { "Name", "Role", "Year", NULL };
	const struct settings *s = p->settings;
	int32_t today = zone_civil(s->zone, p->job->now).day;
	size_t i, kept, missing = 0;

	settings_register(s, REGISTER_AGREEMENTS, &kept);
	pack_begin(p, "Agreements that are missing", "The safeguarding lead",
	    PACK_PAGES);
	if (kept == 0) {
		pack_say(p, "No list of signed agreements is kept: name one "
		    "under registers: agreements: of school.yml. Until then "
		    "nobody can be said to have signed.");
		return pack_put(p, "dsl", "agreements-missing");
	}
	pack_table(p, "No agreement on file", titles);
	for (i = 0; i < s->person_count; i++) {
		const struct person *q = &s->people[i];

		if (!should_sign(s, q, today))
			continue;
		missing++;
		pack_cell(p, arena_printf(p->arena, "%.*s %.*s",
		    SLICE_ARG(q->forename), SLICE_ARG(q->surname)));
		pack_cell(p, arena_text(p->arena, q->role));
		pack_cell(p, q->year == 0 ? "" :
		    arena_printf(p->arena, "%d", q->year));
	}
	if (missing > 0)
		pack_table_end(p);
	SAY(p, "%zu have not signed.", missing);
	if (note_audit(p) == -1)
		return -1;
	return pack_put(p, "dsl", "agreements-missing");
}

int
policy_pack(const struct policy_pack_job *job)
{
	static int (*const makers[])(struct pack *) = { make_assessment,
		make_pupils, make_staff, make_parents, make_method,
		make_agreements };
	struct pack p = { .job = job, .settings = job->settings,
		.arena = arena_create() };
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < sizeof makers / sizeof *makers; i++)
		result = makers[i](&p);
	arena_destroy(p.arena);
	return result;
}
