/*
 * render-demo governors|log|hostile|empty pdf|csv|html|table [rows]
 * [gnuplot]: an invented document on standard output, to look at and for
 * tests.  What it did goes to standard error: pages, missing glyphs, failed
 * charts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/html.h"
#include "render/pdf.h"
#include "render/twin.h"

#include "names.h"

static const struct document_facts facts = {
	.title = "Online safety report to governors",
	.subtitle = "Autumn term 2026",
	.school = "Quillbrook School",
	.audience = "The governing board, meeting of Wed 9 Dec 2026",
	.marking = "OFFICIAL-SENSITIVE",
	.reporting_period = "autumn-2026",
	.reporting_dates = "Wed 2 Sept to Fri 18 Dec 2026",
	.rule_set = "Policy pack 3, fingerprint 6f1c 22ab",
	.destroy_by = "Fri 31 July 2032",
	.made = "Mon 2 Nov 2026, 4.00 am",
	.time = INT64_C(1793592000000000),
};

static void
add_questions(struct document *d)
{
	document_heading(d, 1, "The term in ten questions");
	document_question(d, "Did it run?");
	document_text(d, "Yes. Monitoring ran on {} of {} nights; the longest "
	    "gap was {} hours, on Tue 29 Sept, while the server room was "
	    "without power.",
	    FIGURES(figure_of("Nights run", figure_count(103)),
		figure_of("Nights", figure_count(108)),
		figure_of("Longest gap, hours", figure_count(31))));
	document_question(d, "What happened?");
	document_text(d, "{} flags became {} items for review. Staff looked "
	    "at {}; {} were confirmed as incidents, and {} of these are "
	    "closed.",
	    FIGURES(figure_of("Flags", figure_count(1243)),
		figure_of("Items for review", figure_count(287)),
		figure_of("Items looked at", figure_count(281)),
		figure_of("Incidents", figure_count(96)),
		figure_of("Incidents closed", figure_count(91))));
	document_question(d, "What kind?");
	document_text(d, "Mostly games in lessons ({} items) and attempts to "
	    "get round the filter ({}). Contact and commerce were {} each.",
	    FIGURES(figure_of("Gaming in lesson", figure_count(118)),
		figure_of("Getting round the filter", figure_count(41)),
		figure_of("Contact", figure_few(5))));
	document_question(d, "What got through, and what was wrongly "
	    "blocked?");
	document_text(d, "{} of requests were blocked. Teachers asked for {} "
	    "sites to be opened, and {} were.",
	    FIGURES(figure_of("Requests blocked",
		    figure_percent(figure_ratio(13121, 1000000, 100, 1))),
		figure_of("Sites asked for", figure_entered(
		    figure_count(23))),
		figure_of("Sites opened", figure_entered(
		    figure_count(19)))));
	document_question(d, "Who tried to get round it, and did it work?");
	document_text(d, "Pupils of Years 8 to 10, on {} occasions. It worked "
	    "on {}, by a translation service that is now blocked.",
	    FIGURES(figure_of("Tries", figure_count(41)),
		figure_of("Tries that worked", figure_count(7))));
	document_question(d, "When?");
	document_text(d, "{} in lessons, {} at break and lunch, {} in the "
	    "evening and at night, on school devices taken home.",
	    FIGURES(figure_of("In lessons",
		    figure_percent(figure_ratio(61, 100, 100, 0))),
		figure_of("At break",
		    figure_percent(figure_ratio(22, 100, 100, 0))),
		figure_of("At home",
		    figure_percent(figure_ratio(17, 100, 100, 0)))));
	document_question(d, "Was there serious risk, and how fast was it "
	    "read?");
	document_text(d, "{} alerts were urgent. Half were read within {} "
	    "minutes in school hours.",
	    FIGURES(figure_of("Urgent alerts", figure_count(9)),
		figure_of("Minutes to read, median", figure_count(18))));
	document_question(d, "How often was it wrong?");
	document_text(d, "Staff rejected {} of the items, most often because "
	    "the page was part of a lesson.",
	    FIGURES(figure_of("Items rejected", figure_percent(
		figure_ratio(64, 100, 100, 0)))));
	document_question(d, "What can it not see?");
	document_text(d, "Phones on their own data; what is typed inside "
	    "encrypted apps: {}.",
	    FIGURES(figure_of("Use of phones", figure_not_measured())));
	document_question(d, "What did we do, and what do we ask of you?");
	document_text(d, "We trained {} staff and held {} assemblies. We ask "
	    "the board to note this report and to agree the filter's review "
	    "in the spring.",
	    FIGURES(figure_of("Staff trained",
			figure_entered(figure_count(58))),
		figure_of("Assemblies", figure_entered(figure_count(3)))));
}

static struct table *
kinds_table(struct document *d)
{
	static const struct {
		const char *group, *name;
		int now, before, people;
	} rows[] = { { "Conduct", "Gaming in lesson", 118, 131, 64 },
		{ NULL, "Trying to get round the filter", 41, 33, 22 },
		{ NULL, "Shared log-in", 12, 15, 9 },
		{ "Content", "Sexual content", 17, 21, 12 },
		{ NULL, "Gambling", 6, 9, 3 },
		{ NULL, "Extremism", 2, 0, 1 },
		{ "Contact and commerce", "Chain mail", 8, 11, 6 } };
	struct table *t = document_table(d, "Items for review, by kind");
	size_t i;

	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "This term", COLUMN_NUMBER, 0);
	table_column(t, "Last term", COLUMN_NUMBER, 0);
	table_column(t, "Change", COLUMN_NUMBER, 0);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].group != NULL) {
			table_row(t, ROW_GROUP);
			table_text(t, slice_of(rows[i].group));
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(rows[i].name));
		table_figure(t, figure_safe(figure_count(rows[i].now),
		    rows[i].people, 5));
		table_figure(t, figure_count(rows[i].before));
		table_figure(t, rows[i].people < 5 ? figure_hidden() :
			figure_change(rows[i].now - rows[i].before));
	}
	table_row(t, ROW_TOTAL);
	table_text(t, SLICE("All kinds"));
	table_figure(t, figure_count(204));
	table_figure(t, figure_count(220));
	table_figure(t, figure_change(-16));
	table_note(t, "A figure that rests on one to four people is shown as "
	    "fewer than 5; one more is then hidden, so that it cannot be "
	    "worked out.");
	return t;
}

static struct table *
years_table(struct document *d)
{
	static const int now[] = { 41, 68, 94, 82, 55, 0, 22 };
	static const int before[] = { 62, 79, 77, 91, 64, 38, 27 };
	struct table *t = document_table(d,
	    "Items for each 100 pupils, by year group");
	int i;

	table_column(t, "Year group", COLUMN_HEAD, 0);
	table_column(t, "This term", COLUMN_NUMBER, 0);
	table_column(t, "Last term", COLUMN_NUMBER, 0);
	for (i = 0; i < 7; i++) {
		char name[24];

		snprintf(name, sizeof name, "Year %d", i + 7);
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(name));
		table_figure(t, i == 5 ? figure_few(5) :
					 figure_fixed(now[i], 1));
		table_figure(t, figure_fixed(before[i], 1));
	}
	return t;
}

static struct table *
weeks_table(struct document *d)
{
	static const char *const kinds[] = { "Gaming in lesson",
		"Round the filter", "Sexual content", "Gambling",
		"Shared log-in", "Chain mail" };
	static const int counts[][14] = {
		{ 9, 12, 8, 11, 6, 7, 10, 0, 9, 8, 12, 10, 9, 7 },
		{ 2, 3, 5, 6, 4, 3, 5, 0, 2, 3, 1, 4, 2, 1 },
		{ 1, 2, 0, 3, 1, 1, 2, 0, 2, 1, 1, 2, 0, 1 },
		{ 0, 1, 0, 1, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0 },
		{ 3, 1, 2, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 0 },
		{ 0, 0, 1, 2, 1, 0, 0, 0, 1, 3, 0, 0, 0, 0 } };
	struct table *t = document_table(d, "Items for review, by week");
	int w, k;

	table_column(t, "Week", COLUMN_HEAD, 0);
	for (k = 0; k < 6; k++)
		table_column(t, kinds[k], COLUMN_NUMBER, 0);
	for (w = 0; w < 14; w++) {
		char name[24];

		snprintf(name, sizeof name, "%d", w + 1);
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(w == 7 ? "Half term" : name));
		for (k = 0; k < 6; k++)
			table_figure(t, w == 7 ? figure_none() :
				k == 3 && counts[k][w] > 1 ?
						 figure_few(5) :
						 figure_count(counts[k][w]));
	}
	return t;
}

static struct table *
heat_table(struct document *d)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	static const char *const bands[] = { "Before school", "Lessons",
		"Break and lunch", "After school", "Evening", "Night" };
	static const int counts[][7] = { { 3, 0, 6, 5, 4, 0, 0 },
		{ 22, 27, 31, 30, 24, 0, 0 }, { 9, 12, 8, 11, 6, 0, 0 },
		{ 5, 7, 0, 6, 5, 6, 8 }, { 8, 9, 11, 7, 5, 10, 13 },
		{ 0, 5, 0, 0, 6, 9, 7 } };
	struct table *t = document_table(d,
	    "Items for review, by time of day and weekday");
	int b, k;

	table_column(t, "Time", COLUMN_HEAD, 0);
	for (k = 0; k < 7; k++)
		table_column(t, days[k], COLUMN_NUMBER, 0);
	for (b = 0; b < 6; b++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(bands[b]));
		for (k = 0; k < 7; k++)
			table_figure(t, b == 5 && k == 1 ? figure_few(5) :
					      figure_count(counts[b][k]));
	}
	return t;
}

static struct table *
blocked_table(struct document *d)
{
	static const int blocked[] = { 192, 218, 183, 183, 169, 163, 190, 0,
		153, 160, 186, 139, 148, 126 };
	static const int wrong[] = { 31, 42, 38, 30, 28, 25, 22, 0, 19, 24,
		26, 20, 18, 15 };
	struct table *t = document_table(d,
	    "Requests blocked, and opened again on request, for each 10,000");
	int w;

	table_column(t, "Week", COLUMN_HEAD, 0);
	table_column(t, "Blocked", COLUMN_NUMBER, 0);
	table_column(t, "Opened again", COLUMN_NUMBER, 0);
	for (w = 0; w < 14; w++) {
		char name[24];

		snprintf(name, sizeof name, "%d", w + 1);
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(w == 7 ? "Half term" : name));
		table_figure(t, w == 7 ? figure_none() :
					 figure_count(blocked[w]));
		table_figure(t, w == 7 ? figure_none() :
					 figure_count(wrong[w]));
	}
	return t;
}

static struct table *
coverage_table(struct document *d)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu",
		"Fri" };
	static const char *const weeks[] = { "31 Aug", "7 Sept", "14 Sept",
		"21 Sept", "28 Sept", "5 Oct", "12 Oct", "19 Oct", "26 Oct" };
	struct table *t = document_table(d,
	    "Share of each school day that the logs cover, in per cent");
	int w, k;

	table_column(t, "Week of", COLUMN_HEAD, 0);
	for (k = 0; k < 5; k++)
		table_column(t, days[k], COLUMN_NUMBER, 0);
	for (w = 0; w < 9; w++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(weeks[w]));
		for (k = 0; k < 5; k++)
			table_figure(t, (w == 0 && k < 2) ||
				(w == 8 && k == 4) ? figure_none() :
				w == 4 && k == 1   ? figure_count(0) :
				w == 4 && k == 2   ? figure_count(63) :
						     figure_count(100));
	}
	return t;
}

static struct document *
governors(void)
{
	static const char *const roles[] = { "Designated safeguarding lead",
		"Chair of governors", NULL };
	struct document_facts f = facts;
	struct document *d;
	struct table *t;

	f.contents = true;
	d = document_create(&f);
	document_heading(d, 1, "Summary");
	document_key(d, figure_count(287), "items for review",
	    "last term: 301");
	document_key(d, figure_count(96), "incidents confirmed",
	    "last term: 104");
	document_key(d, figure_percent(figure_fixed(13, 1)),
	    "of requests blocked", "last term: 1.9%");
	document_key(d, figure_few(5), "serious incidents", NULL);
	document_point(d, "Fewer items than last term: {} against {}. Gaming "
	    "in lessons fell most, after the new seating plans of October.",
	    FIGURES(figure_count(287), figure_count(301)));
	document_point(d, "Year 9 has the highest rate, {} for each 100 "
	    "pupils.", FIGURES(figure_of("Year 9 rate",
	    figure_fixed(94, 1))));
	document_point(d, "The filter was tested in each week of term.",
	    NO_FIGURES);
	document_notice(d, "Decision asked of the board",
	    "Agree that the sixth form's study periods are treated as "
	    "lessons from January on.", NO_FIGURES);
	add_questions(d);
	document_heading(d, 1, "What kind of thing happened");
	document_text(d, "An item for review is one person's flags of one "
	    "kind in one spell of use. It says what an account did, not who "
	    "sat at the keyboard.", NO_FIGURES);
	document_place(d, kinds_table(d));
	document_heading(d, 2, "Week by week");
	t = weeks_table(d);
	document_chart(d, CHART_WEEKS,
	    "Items a week, by kind: gaming stays highest, and all fell after "
	    "half term", "Six small line charts on one scale, by week of "
	    "term. Gaming in lesson is highest in each week, 6 to 12 a week; "
	    "attempts to get round the filter fell from 6 in week 4 to 1 in "
	    "week 14.", t);
	document_place(d, t);
	document_heading(d, 2, "By year group");
	t = years_table(d);
	document_chart(d, CHART_BARS,
	    "Year 9 has the highest rate for each 100 pupils",
	    "Bars by year group. Year 9 is highest, 9.4 for each 100 pupils; "
	    "Year 13 lowest, 2.2; Year 12 rests on fewer than 5 pupils.", t);
	document_place(d, t);
	document_heading(d, 2, "By time of day");
	t = heat_table(d);
	document_chart(d, CHART_HEAT,
	    "Lessons on Wednesday and Thursday are the busiest",
	    "A grid of six bands of time by seven weekdays. Lessons on "
	    "Wednesday hold 31 items, on Thursday 30.", t);
	document_heading(d, 1, "The filter and the logs");
	document_heading(d, 2, "What was blocked");
	t = blocked_table(d);
	document_chart(d, CHART_LINES,
	    "Blocking fell from 192 to 126 for each 10,000 requests",
	    "Two lines by week of term. Blocked requests fell from 192 to "
	    "126 for each 10,000; those opened again from 31 to 15.",
	    t);
	document_place(d, t);
	document_heading(d, 2, "Which days the logs cover");
	document_chart(d, CHART_CALENDAR,
	    "The logs cover all school days but one and a half",
	    "A calendar of nine weeks. All school days are covered, but "
	    "Tuesday 29 September not at all, and Wednesday 30 September "
	    "for 63 per cent.", coverage_table(d));
	document_sign_off(d, "I have read this report with its appendix.",
	    roles);
	return d;
}

static const char *const names[] = {
	"Zo\xc3\xab O\xe2\x80\x99" "Brien",
	"\xc5\x81ukasz Papadopoulos",
	"Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b H\xc6\xb0\xc6\xa1ng",
	"Oluwa\xe1\xb9\xa3" "eun Ad\xc3\xa9y\xe1\xba\xb9m\xc3\xad",
	"\xd9\x85\xd8\xad\xd9\x85\xd8\xaf Gordon",
	"\xd7\xa9\xd7\xa8\xd7\x94 Garc\xc3\xad" "a",
	"\xe0\xa8\x97\xe0\xa9\x81\xe0\xa8\xb0 ap Rhys",
	"J\xc3\xbcrgen M\xc3\xbcller",
	"\xce\x9f\xce\xb4\xcf\x85\xcf\x83\xcf\x83\xce\xad\xce\xb1\xcf\x82 A",
};

static struct table *
log_table(struct document *d)
{
	struct table *t = document_table(d, "Incidents, oldest first");

	table_column(t, "Date & time", COLUMN_HEAD, 0);
	table_column(t, "Name of pupil or staff member", COLUMN_TEXT, 0);
	table_column(t, "Male or female", COLUMN_TEXT, 0);
	table_column(t, "Room and computer/device serial number", COLUMN_TEXT,
	    0);
	table_column(t, "Details of incident", COLUMN_TEXT, 3);
	table_column(t, "Actions and reasons", COLUMN_TEXT, 2);
	table_column(t, "Number", COLUMN_TEXT, 0);
	return t;
}

static void
log_row(struct table *t, int i, struct slice name, struct slice details)
{
	char text[80];

	table_row(t, ROW_PLAIN);
	snprintf(text, sizeof text, "Fri %d Sept 2026, %d.%02d pm",
	    i % 28 + 1, i % 3 + 1, i * 7 % 60);
	table_text(t, slice_of(text));
	table_text(t, name);
	table_text(t, i % 2 == 0 ? SLICE("Female") : SLICE("Male"));
	snprintf(text, sizeof text, "IT%d, QB-%05d", i % 4 + 1,
	    10000 + i * 37);
	table_text(t, slice_of(text));
	table_text(t, details);
	table_text(t, i % 3 == 0 ?
		SLICE("Tutor spoke to pupil; parents told the same day.") :
		SLICE("Seat moved. First time this term."));
	snprintf(text, sizeof text, "QB-%04d", i + 1);
	table_text(t, slice_of(text));
}

static struct document *
incident_log(int rows)
{
	static const char *const roles[] = { "Headteacher", NULL };
	struct document_facts f = facts;
	struct document *d;
	struct table *t;
	int i;

	f.title = "Named incident log";
	f.audience = "Headteacher only";
	f.cover = COVER_NONE;
	f.landscape = true;
	d = document_create(&f);
	document_text(d, "{} incidents confirmed in the reporting period. An "
	    "account is not a person: the last column of the review sheet "
	    "says how well each is known.",
	    FIGURES(figure_of("Incidents", figure_count(rows))));
	t = log_table(d);
	for (i = 0; i < rows; i++)
		log_row(t, i, slice_of(names[i % 9]),
		    i % 2 == 0 ?
		    SLICE("Gaming in lesson: 14 pages of blockbrawl.example "
			"in 12 minutes, period p3.") :
		    SLICE("Trying to get round the filter: hidemyway.example "
			"was asked for twice and blocked."));
	document_place(d, t);
	document_sign_off(d, "I have read this log and the actions in it.",
	    roles);
	return d;
}

/* Names as they are written, and what stands in the way of some. */
static void
place_names(struct document *d)
{
	struct table *t = document_table(d, "Names");
	size_t i;

	table_column(t, "Script", COLUMN_HEAD, 0);
	table_column(t, "Name", COLUMN_TEXT, 1);
	for (i = 0; i < sizeof names_of / sizeof *names_of; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(names_of[i][0]));
		table_text(t, slice_of(names_of[i][1]));
	}
	document_place(d, t);
}

static struct document *
hostile(void)
{
	static const char *const texts[] = {
		"bad \xff\xfe\xc0\xaf UTF-8 \xed\xa0\x80 end",
		"bidi \xe2\x80\xae evitagen \xe2\x81\xa6override end",
		"/P <</MCID 0>> BDC (forged) Tj EMC Q Q Q ET endstream",
		"<b>bold</b> <script>alert(1)</script> &amp; end",
		"`touch pwned` system(\"touch pwned\") {/=200 big} end",
		"=cmd|'/c calc'!A1",
		"line one\nline two\r\nline three\ttab \x01\x1b[31m end",
		"private \xee\x80\x80 emoji \xf0\x9f\x98\x80 end", "" };
	struct document_facts f = facts;
	struct document *d;
	struct table *t;
	char *longest = memory_alloc(9001);
	int i;

	f.title = "Hostile \xff text \xe2\x80\xae in (a) title) Tj";
	f.school = "School `touch pwned` <&\"'>";
	f.cover = COVER_NONE;
	f.landscape = true;
	d = document_create(&f);
	document_heading(d, 1, "Heading (with) 'quotes' \\ and \xff");
	document_plain(d, SLICE("{} is not a figure here \xe2\x80\xae end"));
	place_names(d);
	t = log_table(d);
	for (i = 0; i < 9; i++)
		log_row(t, i, slice_of(texts[i]), slice_of(texts[i]));
	memset(longest, 'w', 9000);
	memcpy(longest, "begins", 6);
	memcpy(longest + 8994, "finish", 6);
	log_row(t, 10, SLICE("long cell"), (struct slice){ longest, 9000 });
	log_row(t, 11, SLICE("after"), SLICE("the long one"));
	document_place(d, t);
	t = document_table(d, "Chart of `touch pwned`");
	table_column(t, "Kind \"$(touch pwned)\"", COLUMN_HEAD, 0);
	table_column(t, "set output '/tmp/pwned'", COLUMN_NUMBER, 0);
	for (i = 0; i < 9; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(texts[i]));
		table_figure(t, figure_count(i * 3));
	}
	document_chart(d, CHART_BARS, "Title \xff `touch pwned`",
	    "alt (with) \\ <\xff>", t);
	document_place(d, t);
	free(longest);
	return d;
}

static struct document *
empty(void)
{
	struct document_facts f = { .title = "Nothing to report" };
	struct document *d;
	struct table *t;

	f.cover = COVER_BLOCK;
	d = document_create(&f);
	document_heading(d, 1, "Nothing");
	t = document_table(d, "No rows");
	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "This term", COLUMN_NUMBER, 0);
	document_chart(d, CHART_BARS, "Empty", "There is nothing.", t);
	document_place(d, t);
	t = document_table(d, "All nought");
	table_column(t, "Week", COLUMN_HEAD, 0);
	table_column(t, "Count", COLUMN_NUMBER, 0);
	table_row(t, ROW_PLAIN);
	table_text(t, SLICE("1"));
	table_figure(t, figure_count(0));
	document_chart(d, CHART_WEEKS, "Noughts", "All are nought.", t);
	document_chart(d, CHART_LINES, "Noughts", "All are nought.", t);
	document_chart(d, CHART_HEAT, "Noughts", "All are nought.", t);
	document_chart(d, CHART_CALENDAR, "Noughts", "All are nought.", t);
	return d;
}

static int
write_out(const struct document *d, const char *form,
    const struct pdf_options *options)
{
	struct pdf_outcome outcome = { 0 };
	struct buffer out;
	const char *why = NULL;

	buffer_init(&out, BUFFER_LARGEST);
	if (strcmp(form, "pdf") == 0) {
		why = document_write_pdf(d, options, &outcome, &out);
		fprintf(stderr, "pages %d missing %d failed %d %s\n",
		    outcome.pages, outcome.missing_glyphs,
		    outcome.failed_charts, outcome.chart_reason);
	} else if (strcmp(form, "html") == 0)
		why = document_write_html(d, options, &outcome, &out);
	else
		document_write_csv(d, strcmp(form, "table") == 0 ?
			TWIN_TABLE : TWIN_FIGURES, false, &out);
	if (why != NULL)
		fprintf(stderr, "render-demo: %s\n", why);
	else
		fwrite(out.ptr, 1, out.len, stdout);
	buffer_finish(&out);
	return why == NULL ? 0 : 1;
}

int
main(int argc, char **argv)
{
	struct pdf_options options = { .claim = getenv("CLAIM") != NULL,
		.gnuplot = argc > 4 ? argv[4] : NULL,
		.charts = getenv("CHARTS") };
	struct document *d;
	int rows = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 30, result;

	if (argc < 3)
		return 2;
	d = strcmp(argv[1], "log") == 0 ? incident_log(rows) :
	    strcmp(argv[1], "hostile") == 0 ? hostile() :
	    strcmp(argv[1], "empty") == 0   ? empty() :
					      governors();
	result = write_out(d, argv[2], &options);
	document_destroy(d);
	return result;
}
