/*
 * Whom an urgent alert goes to.
 */
#include "load.h"
#include "settings/alerts.h"
#include "settings/routing.h"

enum { USUAL_MINUTES = 30, LONGEST_ADDRESS = 254, NONE_URGENT = 3,
	DAWN = 7 * 3600, DUSK = 18 * 3600 };

/* What is rung about at once where school.yml does not say otherwise. */
static const char *const usual_labels[] = { "illegal-suspected", "self-harm",
	"grooming", "violence-weapons", "extremism" };

static const struct {
	const char *name, *title, *reader;
} offices[] = {
	{ "dsl", "Designated safeguarding lead", "dsl" },
	{ "deputy", "Deputy safeguarding lead", "deputy" },
	{ "head", "Headteacher", "head" },
	{ "chair", "Chair of governors", "chair" },
	{ "holiday", "Contact in holidays", "dsl" },
	{ "out-of-hours", "Contact out of hours", "dsl" },
	{ "police", "Police", "" },
	{ "childrens-services", "Children's services", "" },
	{ "lado", "Local authority's designated officer (LADO)", "" },
	{ "prevent", "Prevent lead", "" },
	{ "it", "IT support", "" },
};

bool
alerts_is_address(struct slice s)
{
	size_t i, at = slice_find(s, '@');

	if (s.len == 0 || s.len > LONGEST_ADDRESS || at == 0 ||
	    at + 1 >= s.len || *s.ptr == '-')
		return false;
	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || i == at ||
			memchr(".-_+", c, 4) != NULL))
			return false;
	}
	return true;
}

const struct contact *
alerts_contact(const struct settings *s, struct slice name)
{
	const struct alerts *a = s->alerts;
	size_t i;

	for (i = 0; a != NULL && i < a->contact_count; i++)
		if (slice_equal(a->contacts[i].name, name))
			return &a->contacts[i];
	return NULL;
}

bool
alerts_is_urgent(const struct settings *s, struct slice label, int severity)
{
	const struct alerts *a = s->alerts;
	size_t i;

	if (a == NULL || !a->on)
		return false;
	for (i = 0; i < a->label_count; i++)
		if (slice_equal(a->labels[i], label))
			return true;
	return severity >= a->severity;
}

static void
add_rung(const struct settings *s, const char *name,
    const struct routing_case *c, const struct contact **out, size_t *n)
{
	const struct contact *k = alerts_contact(s, slice_of(name));

	if (k != NULL && *n < ALERT_RUNGS && k->reader.len > 0 &&
	    routing_sees(s, k->reader, c))
		out[(*n)++] = k;
}

/* Which contact is rung first when the school is shut; NULL: it is open. */
static const char *
shut(const struct settings *s, int64_t now)
{
	struct civil c = zone_civil(s->zone, now);
	enum day_kind kind = s->calendar == NULL ? DAY_SCHOOL :
	    calendar_day(s->calendar, c.day);

	if (kind == DAY_HOLIDAY)
		return "holiday";
	if (kind == DAY_WEEKEND || c.second < DAWN || c.second >= DUSK)
		return "out-of-hours";
	return NULL;
}

size_t
alerts_ladder(const struct settings *s, const struct routing_case *c,
    struct slice label, int64_t now, const struct contact *out[ALERT_RUNGS],
    size_t *at_once)
{
	const char *first = shut(s, now);
	size_t n = 0;

	*at_once = 1;
	if (first != NULL)
		add_rung(s, first, c, out, &n);
	if (routing_queue(c->role) == QUEUE_STAFF) {
		add_rung(s, "head", c, out, &n);
		add_rung(s, "chair", c, out, &n);
		return n;
	}
	add_rung(s, "dsl", c, out, &n);
	/* What may be a crime is not one person's to know alone. */
	if (slice_equal(label, SLICE("illegal-suspected"))) {
		add_rung(s, "head", c, out, &n);
		*at_once = n;
		add_rung(s, "deputy", c, out, &n);
	} else {
		add_rung(s, "deputy", c, out, &n);
		add_rung(s, "head", c, out, &n);
	}
	add_rung(s, "chair", c, out, &n);
	return n;
}

static bool
is_phone(struct slice s)
{
	size_t i, digits = 0;

	for (i = 0; i < s.len; i++) {
		digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
		if (memchr("0123456789 +()-", s.ptr[i], 15) == NULL &&
		    (s.ptr[i] < 'a' || s.ptr[i] > 'z'))
			return false;
	}
	return digits >= 3;
}

static void
load_contact(struct loading *l, const struct yaml *v, struct contact *k)
{
	size_t i, known = 0, n = sizeof offices / sizeof *offices;

	for (i = 0; i < n; i++)
		if (slice_equal(v->key, slice_of(offices[i].name)))
			known = i + 1;
	*k = (struct contact){ .name = v->key,
		.title = yaml_text(v, "title"),
		.phone = yaml_text(v, "phone"),
		.email = yaml_text(v, "email"),
		.reader = yaml_text(v, "reader") };
	if (known == 0) {
		fault_add(l->f, l->s->path, v->line,
		    "contacts: expected dsl, deputy, head, chair, holiday, "
		    "out-of-hours, police, childrens-services, lado, prevent "
		    "or it, found %.*s", SLICE_ARG(v->key));
		return;
	}
	if (k->title.len == 0)
		k->title = slice_of(offices[known - 1].title);
	if (k->reader.len == 0)
		k->reader = slice_of(offices[known - 1].reader);
	if (!is_phone(k->phone))
		fault_add(l->f, l->s->path, v->line,
		    "contacts.%.*s.phone: expected a telephone number, found "
		    "%.*s", SLICE_ARG(v->key), SLICE_ARG(k->phone));
	if (k->email.len > 0 && !alerts_is_address(k->email))
		fault_add(l->f, l->s->path, v->line,
		    "contacts.%.*s.email: expected one address, as "
		    "lead@school.example, found %.*s", SLICE_ARG(v->key),
		    SLICE_ARG(k->email));
	if (k->reader.len > 0 && !slice_equal(k->reader, SLICE("dsl")) &&
	    !slice_equal(k->reader, SLICE("deputy")) &&
	    !slice_equal(k->reader, SLICE("head")) &&
	    !slice_equal(k->reader, SLICE("chair")))
		fault_add(l->f, l->s->path, v->line,
		    "contacts.%.*s.reader: expected dsl, deputy, head or "
		    "chair, found %.*s", SLICE_ARG(v->key),
		    SLICE_ARG(k->reader));
}

static void
load_contacts(struct loading *l, struct alerts *a)
{
	const struct yaml *map = yaml_get(l->root, "contacts"), *v;
	size_t n = 0;

	if (is_unset(map) || map->kind != YAML_MAP)
		return;
	for (v = map->first; v != NULL; v = v->next)
		n++;
	a->contacts = arena_alloc(l->arena, n * sizeof *a->contacts);
	for (v = map->first; v != NULL; v = v->next)
		if (v->kind == YAML_MAP)
			load_contact(l, v, &a->contacts[a->contact_count++]);
}

static void
load_mail(struct loading *l, struct alerts *a)
{
	const struct yaml *mail = yaml_get(l->root, "mail");
	struct slice outbox = yaml_text(mail, "outbox");
	int line = mail == NULL ? 0 : mail->line;

	a->sendmail = yaml_text(mail, "sendmail");
	a->outbox = resolve_path(l, outbox.len == 0 ? SLICE("outbox") :
						      outbox);
	if (is_unset(mail))
		return;
	if (a->sendmail.len == 0)
		a->sendmail = SLICE("/usr/sbin/sendmail");
	if (*a->sendmail.ptr != '/')
		fault_add(l->f, l->s->path, line,
		    "mail.sendmail: expected an absolute path, found %.*s",
		    SLICE_ARG(a->sendmail));
	a->mail_from = yaml_text(mail, "from");
	if (!alerts_is_address(a->mail_from))
		fault_add(l->f, l->s->path, line,
		    "mail.from: expected one address, as "
		    "beadle@school.example, found %.*s",
		    SLICE_ARG(a->mail_from));
}

static void
demand_contacts(struct loading *l, int line)
{
	static const char *const needed[] = { "dsl", "deputy", "head",
		"holiday", "out-of-hours" };
	size_t i;

	for (i = 0; i < sizeof needed / sizeof *needed; i++)
		if (alerts_contact(l->s, slice_of(needed[i])) == NULL)
			fault_add(l->f, l->s->path, line,
			    "contacts.%s is not given: alerts are on, and "
			    "nobody else would be rung", needed[i]);
}

void
load_alerts(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "alerts");
	struct alerts *a = arena_alloc(l->arena, sizeof *a);
	struct slice severity = yaml_text(v, "severity");
	int64_t minutes = USUAL_MINUTES;
	size_t i;

	l->s->alerts = a;
	a->on = slice_equal(yaml_text(v, "on"), SLICE("true"));
	a->names = slice_equal(yaml_text(v, "names"), SLICE("true"));
	a->severity = slice_equal(severity, SLICE("danger")) ?
	    2 :
	    slice_equal(severity, SLICE("caution")) ? 1 :
						      NONE_URGENT;
	a->labels = texts_of(l, yaml_get(v, "labels"), &a->label_count);
	if (a->label_count == 0) {
		a->label_count = sizeof usual_labels / sizeof *usual_labels;
		a->labels = arena_alloc(l->arena, sizeof *a->labels *
		    a->label_count);
		for (i = 0; i < a->label_count; i++)
			a->labels[i] = slice_of(usual_labels[i]);
	}
	if (!is_unset(yaml_get(v, "minutes")) &&
	    slice_to_int(yaml_text(v, "minutes"), &minutes) &&
	    (minutes < 5 || minutes > 1440))
		fault_add(l->f, l->s->path, v->line,
		    "alerts.minutes: expected 5 to 1440, found %lld",
		    (long long)minutes);
	a->minutes = (int)minutes;
	load_contacts(l, a);
	load_mail(l, a);
	if (a->on)
		demand_contacts(l, v->line);
}
