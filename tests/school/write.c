/*
 * Puts the school on disk: lists as CSV, logs compressed the ways schools
 * keep them, day by day as rotation leaves them.  Nothing written depends
 * on the hour of writing.
 */

#include <sys/stat.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "school.h"
#include "pack.h"

static const char *const roles[] = { "pupil", "staff", "technician", "governor",
	"visitor", "class" };

static void
make_folder(const char *folder, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (mkdir(path, 0777) == -1 && errno != EEXIST)
		err(1, "%s", path);
}

static FILE *
create(const char *folder, const char *name)
{
	char path[512];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if ((out = fopen(path, "w")) == NULL)
		err(1, "%s", path);
	return out;
}

static int
finish(FILE *out)
{
	int failed = ferror(out);

	return fclose(out) != 0 || failed ? -1 : 0;
}

static int
write_people(const struct school *s, const char *folder)
{
	FILE *out = create(folder, "people.csv");

	fputs("username,upn,forename,surname,sex,role,year,reg_group,email,"
	      "left\n",
	    out);
	for (int i = 0; i < sites_people(s); i++) {
		const struct person *p = &s->people[i];
		char year[8] = "", sex[2] = { p->sex, '\0' };

		if (p->year != 0)
			snprintf(year, sizeof(year), "%d", p->year);
		fprintf(out,
		    "%s,%s@quillbrook.example,%s,%s,%s,%s,%s,%s,"
		    "%s@quillbrook.example,%s\n",
		    p->username, p->username, p->forename, p->surname, sex,
		    roles[p->role], year, p->group, p->username, p->left);
	}
	return finish(out);
}

static int
write_devices(const struct school *s, const char *folder)
{
	FILE *out = create(folder, "devices.csv");

	fputs("hostname,ip,room,serial,type\n", out);
	for (int i = 0; i < sites_devices(s); i++) {
		const struct device *d = &s->devices[i];

		fprintf(out, "%s,%s,%s,%s,%s\n", d->name, d->ip, d->room,
		    d->serial, d->type);
	}
	return finish(out);
}

static int
write_verdicts(const struct verdicts *v, const char *folder, const char *name)
{
	FILE *out = create(folder, name);
	char start[32], end[32];

	fputs("label,user,start,end,detail\n", out);
	for (size_t i = 0; i < v->count; i++) {
		/* Starts round down and ends round up to the second. */
		clock_iso(v->all[i].start, false, start);
		clock_iso(v->all[i].end + SECOND - 1, false, end);
		fprintf(out, "%s,%s,%s,%s,%s\n", v->all[i].label,
		    v->all[i].user, start, end, v->all[i].detail);
	}
	return finish(out);
}

static int
write_text(const char *folder, const char *name, const char *text)
{
	FILE *out = create(folder, name);

	fputs(text, out);
	return finish(out);
}

static int
write_calendar(const char *folder)
{
	static const char terms[] =
	    "name,kind,start,end\n"
	    "autumn-2026,term,2026-09-02,2026-12-18\n"
	    "autumn half-term,holiday,2026-11-02,2026-11-06\n"
	    "autumn training day,inset,2026-10-30,2026-10-30\n";
	static const char day[] = "period,start,end\n"
				  "registration,08:40,09:00\n"
				  "lesson,09:00,10:00\n"
				  "lesson,10:00,11:00\n"
				  "break,11:00,11:20\n"
				  "lesson,11:20,12:20\n"
				  "lunch,12:20,13:10\n"
				  "lesson,13:10,14:10\n"
				  "lesson,14:10,15:10\n";

	return write_text(folder, "terms.csv", terms) == -1 ||
		       write_text(folder, "day.csv", day) == -1
		   ? -1
		   : 0;
}

/* Which day's file holds a line: proxy and mail turn over at local
 * midnight, the endpoint shipper at midnight UTC. */
static int
file_day(const struct school *s, const struct line *line)
{
	int64_t first = clock_utc(s->first_day, 0, 0);

	if (line->log != ENDPOINT)
		return clock_local_day(line->at) - s->first_day;
	if (line->at < first)
		return 0;
	return (int)((line->at - first) / (24 * 60 * MINUTE));
}

/* An endpoint line with its machine's next record number put in. */
static void
add_line(struct text *day, const struct line *line, unsigned *records)
{
	const char *hole =
	    line->log == ENDPOINT ? strstr(line->text, "@@") : NULL;
	char number[16];

	if (hole == NULL)
		text_add(day, line->text, strlen(line->text));
	else {
		text_add(day, line->text, (size_t)(hole - line->text));
		snprintf(
		    number, sizeof(number), "%u", ++records[line->host] + 4000);
		text_add(day, number, strlen(number));
		text_add(day, hole + 2, strlen(hole + 2));
	}
	text_add(day, "\n", 1);
}

static void
split_days(const struct school *s, struct text days[LOGS][MOST_DAYS])
{
	unsigned records[MOST_SITES * SITE_DEVICES] = { 0 };

	for (size_t i = 0; i < s->line_count; i++)
		add_line(&days[s->lines[i].log][file_day(s, &s->lines[i])],
		    &s->lines[i], records);
}

/* One kind of log as rotation leaves it. */
struct rotation {
	const struct school *school;
	const char *folder;
	const char *name, *suffix;
	const struct text *days; /* from the first day of the logs on */
};

/* As old as its last line, and not as the writing of it. */
static int
stamp(const char *path, int64_t time)
{
	struct timespec times[2] = { { .tv_sec = (time_t)(time / SECOND) },
		{ .tv_sec = (time_t)(time / SECOND) } };

	if (utimensat(AT_FDCWD, path, times, 0) == 0)
		return 0;
	warn("%s", path);
	return -1;
}

static int
write_daily(const struct rotation *r, int from, int end)
{
	char date[16], path[600];

	for (int day = from; day < end; day++) {
		clock_file_date(day, date);
		snprintf(path, sizeof(path), "%s/logs/%s-%s%s", r->folder,
		    r->name, date, r->suffix);
		if (pack_gzip(path, &r->days[day - r->school->first_day]) ==
			-1 ||
		    stamp(path, clock_local(day + 1, 5, 0)) == -1)
			return -1;
	}
	return 0;
}

static int
write_week(const struct rotation *r, const char *name, bool zip, int first)
{
	char path[600], members[7][32], date[16];

	for (int i = 0; i < 7; i++) {
		clock_file_date(first + i, date);
		snprintf(members[i], sizeof(members[i]), "access.log-%s", date);
	}
	snprintf(path, sizeof(path), "%s/logs/proxy/%s", r->folder, name);
	return pack_archive(path, zip, members,
	    r->days + first - r->school->first_day, 7,
	    clock_utc(first + 7, 0, 0) / SECOND);
}

/* The proxy's second and third week are archives; all else is daily. */
static int
write_logs(const struct school *s, const char *folder,
    struct text days[LOGS][MOST_DAYS])
{
	struct rotation proxy = { s, folder, "proxy/access.log", ".gz",
		days[PROXY] };
	struct rotation mail = { s, folder, "mail/mail.log", ".gz",
		days[MAIL] };
	struct rotation endpoint = { s, folder, "endpoint/winlogbeat",
		".ndjson.gz", days[ENDPOINT] };

	if (write_daily(&proxy, s->first_day, 7) == -1 ||
	    write_week(&proxy, "access-20261019-20261025.zip", true, 7) == -1 ||
	    write_week(&proxy, "access-20261026-20261101.tar.xz", false, 14) ==
		-1 ||
	    write_daily(&proxy, DAYS, s->end_day) == -1 ||
	    write_daily(&mail, s->first_day, s->end_day) == -1 ||
	    write_daily(&endpoint, s->first_day, s->end_day) == -1)
		return -1;
	return 0;
}

int
write_school(const struct school *s, const char *folder)
{
	static const char *const folders[] = { "", "logs", "logs/proxy",
		"logs/mail", "logs/endpoint", "lists" };
	struct text days[LOGS][MOST_DAYS] = { 0 };
	int result = -1;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		make_folder(folder, folders[i]);
	split_days(s, days);
	if (write_people(s, folder) != -1 && write_devices(s, folder) != -1 &&
	    write_calendar(folder) != -1 && lists_write(s, folder) != -1 &&
	    write_verdicts(&s->truth, folder, "truth.csv") != -1 &&
	    write_verdicts(&s->lookalikes, folder, "lookalikes.csv") != -1 &&
	    write_logs(s, folder, days) != -1)
		result = 0;
	for (int log = 0; log < LOGS; log++)
		for (int day = 0; day < MOST_DAYS; day++)
			text_free(&days[log][day]);
	return result;
}
