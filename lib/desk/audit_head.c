/*
 * Once a week the head and the chair get what the audit ended with.  What
 * they keep is out of reach of whoever could make the record anew.
 */
#include <dirent.h>
#include <err.h>

#include "deliver/mail.h"
#include "reports/report.h"
#include "settings/alerts.h"
#include "settings/routing.h"
#include "store/store.h"

#include "sheet.h"

struct weekly_head {
	const struct desk *desk;
	struct store *store;
	struct arena *arena;
	const char *monday; /* 2026-10-19 */
	struct buffer text;
};

static int
fill(struct weekly_head *h)
{
	char hex[65];
	int64_t number = 0;

	if (store_audit_head(h->store, hex) == -1 ||
	    (number = store_audit_find(h->store, slice_of(hex))) == -1)
		return -1;
	buffer_printf(&h->text, "%.*s\r\nRecord of who was shown names, week "
	    "from %s\r\n\r\nrow %lld\r\n%s\r\n\r\n",
	    SLICE_ARG(h->desk->settings->school.name), h->monday,
	    (long long)number, hex);
	buffer_text(&h->text, "Keep this where whoever runs the machine cannot "
	    "change it. To see whether\r\nrows were taken away since, have "
	    "this run, and look at what it prints:\r\n\r\n");
	buffer_printf(&h->text, "    beadle audit verify -c school.yml "
	    "%.16s\r\n", hex);
	return 0;
}

static int
put_mail(struct weekly_head *h, const char *reader)
{
	const struct settings *s = h->desk->settings;
	const struct contact *k = alerts_contact(s, slice_of(reader));
	struct mail m = { .body = buffer_slice(&h->text),
		.time = h->desk->now };

	if (s->alerts == NULL || s->alerts->mail_from.len == 0 || k == NULL ||
	    k->email.len == 0)
		return 0;
	m.from = s->alerts->mail_from;
	m.to = k->email;
	m.subject = slice_of(arena_printf(h->arena, "Head of the audit, %s, "
	    "%.*s", h->monday, SLICE_ARG(s->school.name)));
	m.id = arena_printf(h->arena, "audit-head-%s-%s", h->monday, reader);
	return mail_put(arena_text(h->arena, s->alerts->outbox), &m);
}

/* The head always, the chair where school.yml knows one. */
static int
put(struct weekly_head *h)
{
	static const char *const readers[] = { "head", "chair" };
	const char *name = arena_printf(h->arena, "audit-head-%s.txt",
	    h->monday);
	size_t i;

	for (i = 0; i < sizeof readers / sizeof *readers; i++) {
		struct slice r = slice_of(readers[i]);

		if (i > 0 && settings_reader(h->desk->settings, r) == NULL)
			continue;
		if (sheet_put(h->desk, r, name, &h->text) == -1 ||
		    put_mail(h, readers[i]) == -1)
			return -1;
	}
	return 0;
}

int
desk_audit_head(const struct desk *d)
{
	struct weekly_head h = { .desk = d, .arena = arena_create() };
	int32_t today = zone_civil(d->settings->zone, d->now).day;
	int result = -1;

	h.monday = day_text(h.arena, today - day_weekday(today));
	buffer_init(&h.text, BUFFER_LARGEST);
	if ((h.store = store_open(d->store, AUDIENCE_KEEPER)) == NULL)
		goto done;
	result = 0;
	if (slice_equal(store_recall(h.store, "audit-head", h.arena),
		slice_of(h.monday)))
		goto done;
	if (fill(&h) == -1 || put(&h) == -1 || store_begin(h.store) == -1)
		result = -1;
	else if (store_remember(h.store, "audit-head",
		     slice_of(h.monday)) == -1 || store_commit(h.store) == -1)
		result = -1;
done:
	store_close(h.store);
	buffer_finish(&h.text);
	arena_destroy(h.arena);
	return result;
}

enum { SHORTEST_HEAD = 16 }; /* digits, as reports print it */

/* The first run of so many hexadecimal digits. */
static struct slice
find_head(struct slice text)
{
	size_t i, begin = 0;

	for (i = 0; i < text.len; i++)
		if (hex_digit(text.ptr[i]) == -1) {
			if (i - begin >= SHORTEST_HEAD)
				break;
			begin = i + 1;
		}
	return i - begin < SHORTEST_HEAD ? SLICE("") :
	    (struct slice){ text.ptr + begin, i - begin };
}

/* The head that the file tells: the rest of a report is about people. */
static struct slice
head_of_file(const char *name, struct slice text)
{
	struct slice line;

	if (slice_starts_with(slice_of(name), SLICE("audit-head-")))
		return find_head(text);
	while (slice_take_line(&text, &line))
		if (slice_take_past(&line, SLICE(AUDIT_HEAD)))
			return find_head(line);
	return SLICE("");
}

/* Of an audit without a row, as the first report of all prints it. */
static bool
is_of_nothing(struct slice head)
{
	size_t i;

	for (i = 0; i < head.len; i++)
		if (head.ptr[i] != '0')
			return false;
	return true;
}

/* 1: it does not stand. */
static int
look_at_file(struct store *store, const char *folder, const char *name,
    struct arena *a)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);
	struct buffer text;
	struct slice head;
	int64_t number = 1;

	if (!slice_ends_with(slice_of(name), SLICE(".csv")) &&
	    !slice_ends_with(slice_of(name), SLICE(".txt")))
		return 0;
	buffer_init(&text, BUFFER_LARGEST);
	if (buffer_read_file(&text, path) == 0 &&
	    !is_of_nothing(head = head_of_file(name, buffer_slice(&text))))
		number = store_audit_find(store, head);
	if (number == 0)
		warnx("%s: no row has the head of the audit that stands there: "
		      "rows were cut off, or the audit was made anew", path);
	buffer_finish(&text);
	return number == -1 ? -1 : number == 0;
}

int
desk_audit_stands(const struct desk *d, struct store *store)
{
	static const char *const readers[] = { "head", "chair", "dsl" };
	struct arena *a = arena_create();
	const struct dirent *e;
	int result = 0, one;
	size_t i;

	for (i = 0; i < sizeof readers / sizeof *readers; i++) {
		const char *folder = arena_printf(a, "%s/%s", d->out,
		    readers[i]);
		DIR *dir = opendir(folder);

		while (dir != NULL && (e = readdir(dir)) != NULL) {
			one = look_at_file(store, folder, e->d_name, a);
			result = one == -1 || result == -1 ? -1 :
							     result + one;
		}
		if (dir != NULL)
			closedir(dir);
	}
	arena_destroy(a);
	return result;
}
