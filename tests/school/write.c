/*
 * Puts the school on disk: lists as CSV, logs compressed the ways schools
 * keep them, day by day as rotation leaves them.  Nothing written depends
 * on the hour of writing.
 */

#include <sys/stat.h>

#include <err.h>
#include <errno.h>
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
	for (int i = 0; i < PEOPLE; i++) {
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
	for (int i = 0; i < DEVICES; i++) {
		const struct device *d = &s->devices[i];

		fprintf(out, "%s,198.51.100.%d,%s,%s,%s\n", d->name,
		    d->last_octet, d->room, d->serial, d->type);
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
file_day(const struct line *line)
{
	int64_t first = clock_utc(0, 0, 0);

	if (line->log != ENDPOINT)
		return clock_local_day(line->at);
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
split_days(const struct school *s, struct text days[LOGS][DAYS])
{
	unsigned records[DEVICES] = { 0 };

	for (size_t i = 0; i < s->line_count; i++)
		add_line(&days[s->lines[i].log][file_day(&s->lines[i])],
		    &s->lines[i], records);
}

static int
write_daily(const char *folder, const char *name, const char *suffix,
    const struct text *days, int count)
{
	char date[16], path[600];

	for (int day = 0; day < count; day++) {
		clock_file_date(day, date);
		snprintf(path, sizeof(path), "%s/logs/%s-%s%s", folder, name,
		    date, suffix);
		if (pack_gzip(path, &days[day]) == -1)
			return -1;
	}
	return 0;
}

static int
write_week(const char *folder, const char *name, bool zip,
    const struct text *days, int first)
{
	char path[600], members[7][32], date[16];

	for (int i = 0; i < 7; i++) {
		clock_file_date(first + i, date);
		snprintf(members[i], sizeof(members[i]), "access.log-%s", date);
	}
	snprintf(path, sizeof(path), "%s/logs/proxy/%s", folder, name);
	return pack_archive(path, zip, members, days + first, 7,
	    clock_utc(first + 7, 0, 0) / SECOND);
}

int
write_school(const struct school *s, const char *folder)
{
	static const char *const folders[] = { "", "logs", "logs/proxy",
		"logs/mail", "logs/endpoint", "lists" };
	struct text days[LOGS][DAYS] = { 0 };
	int result = -1;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		make_folder(folder, folders[i]);
	split_days(s, days);
	if (write_people(s, folder) != -1 && write_devices(s, folder) != -1 &&
	    write_calendar(folder) != -1 && lists_write(s, folder) != -1 &&
	    write_verdicts(&s->truth, folder, "truth.csv") != -1 &&
	    write_verdicts(&s->lookalikes, folder, "lookalikes.csv") != -1 &&
	    write_daily(folder, "proxy/access.log", ".gz", days[PROXY], 7) !=
		-1 &&
	    write_week(folder, "access-20261019-20261025.zip", true,
		days[PROXY], 7) != -1 &&
	    write_week(folder, "access-20261026-20261101.tar.xz", false,
		days[PROXY], 14) != -1 &&
	    write_daily(folder, "mail/mail.log", ".gz", days[MAIL], DAYS) !=
		-1 &&
	    write_daily(folder, "endpoint/winlogbeat", ".ndjson.gz",
		days[ENDPOINT], DAYS) != -1)
		result = 0;
	for (int log = 0; log < LOGS; log++)
		for (int day = 0; day < DAYS; day++)
			text_free(&days[log][day]);
	return result;
}
