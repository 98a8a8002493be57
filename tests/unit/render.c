/*
 * Figures as printed, and documents as CSV.
 */
#include <stdlib.h>

#include "render/pdf.h"
#include "render/twin.h"

#include "../tap.h"

static void
is_figure(struct figure f, const char *printed, const char *plain)
{
	struct buffer b;

	buffer_init(&b, 4096);
	figure_print(&b, &f);
	is_text(b.ptr == NULL ? "" : b.ptr, printed, printed);
	buffer_reset(&b);
	figure_print_plain(&b, &f);
	is_text(b.len == 0 ? "" : b.ptr, plain, plain);
	buffer_finish(&b);
}

static void
test_figures(void)
{
	struct figure f = figure_of("m", figure_entered(figure_count(4)));

	is_figure(figure_count(0), "0", "0");
	is_figure(figure_count(1234567), "1,234,567", "1234567");
	is_figure(figure_count(-1234), "\xe2\x88\x92" "1,234", "-1234");
	is_figure(figure_fixed(5, 2), "0.05", "0.05");
	is_figure(figure_fixed(-94, 1), "\xe2\x88\x92" "9.4", "-9.4");
	is_figure(figure_percent(figure_ratio(1, 3, 100, 1)), "33.3%",
	    "33.3");
	is_figure(figure_ratio(2, 3, 100, 0), "67", "67");
	is_figure(figure_ratio(1, 2, 1, 0), "1", "1");
	is_figure(figure_ratio(1, 0, 100, 1), "not measured",
	    "not measured");
	is_figure(figure_change(6), "+6", "6");
	is_figure(figure_change(0), "0", "0");
	is_figure(figure_count(INT64_MIN),
	    "\xe2\x88\x92" "9,223,372,036,854,775,808",
	    "-9223372036854775808");
	is_figure(f, "4\xe2\x80\xa0", "4");
	is_figure(figure_safe(f, 5, 5), "4\xe2\x80\xa0", "4");
	is_figure(figure_safe(figure_count(40), 4, 5), "fewer than 5",
	    "fewer than 5");
	is_figure(figure_safe(figure_count(0), 0, 5), "0", "0");
	is_figure(figure_safe(figure_count(40), 9, 10), "fewer than 10",
	    "fewer than 10");
	is_figure(figure_hidden(), "not shown", "not shown");
	f = figure_safe(f, 2, 5);
	ok(f.value == 0, "a figure not shown holds no number");
	ok(f.mark == MARK_ENTERED && strcmp(f.measure, "m") == 0,
	    "but keeps its mark and name");
}

static struct document *
make(void)
{
	struct document_facts facts = { .title = "Report",
		.school = "Quillbrook, =School", .reporting_period = "a-2026",
		.rule_set = "3" };
	struct document *d = document_create(&facts);
	struct table *t;

	document_text(d, "{} of {} nights, {}.",
	    FIGURES(figure_of("Nights run", figure_count(1103)),
		figure_count(108), figure_of("Phones",
		figure_not_measured())));
	document_heading(d, 1, "Kinds");
	t = document_table(d, "By kind");
	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "Now", COLUMN_NUMBER, 0);
	table_column(t, "Then", COLUMN_NUMBER, 0);
	table_row(t, ROW_GROUP);
	table_text(t, SLICE("Conduct"));
	table_row(t, ROW_PLAIN);
	table_text(t, SLICE("=cmd|' /C calc'!A0"));
	table_figure(t, figure_entered(figure_count(12)));
	table_figure(t, figure_few(5));
	table_row(t, ROW_PLAIN);
	table_text(t, SLICE("Short"));
	document_place(d, t);
	return d;
}

static void
test_twin(void)
{
	static const char figures[] =
	    "school,reporting_period,rule_set,section,measure,breakdown_1,"
	    "breakdown_2,breakdown_3,value,unit,mark\r\n"
	    "\"Quillbrook, =School\",a-2026,3,Report,Nights run,,,,1103,"
	    "number,measured\r\n"
	    "\"Quillbrook, =School\",a-2026,3,Report,Phones,,,,"
	    "not measured,,not measured\r\n"
	    "\"Quillbrook, =School\",a-2026,3,Kinds,By kind,"
	    "'=cmd|' /C calc'!A0,Now,Conduct,12,number,entered\r\n"
	    "\"Quillbrook, =School\",a-2026,3,Kinds,By kind,"
	    "'=cmd|' /C calc'!A0,Then,Conduct,fewer than 5,,measured\r\n";
	static const char table[] = "Kind,Now,Then\r\n"
	    "'=cmd|' /C calc'!A0,12,fewer than 5\r\nShort,,\r\n";
	struct document *d = make();
	struct buffer b;

	buffer_init(&b, BUFFER_LARGEST);
	document_write_csv(d, TWIN_FIGURES, false, &b);
	is_text(b.ptr, figures, "each figure is a row");
	buffer_reset(&b);
	document_write_csv(d, TWIN_TABLE, true, &b);
	ok(slice_starts_with(buffer_slice(&b), SLICE("\xef\xbb\xbf")),
	    "the mark for Excel comes first");
	is_text(b.ptr + 3, table, "a table stands as it is");
	buffer_finish(&b);
	document_destroy(d);
}

static void
test_pdf(void)
{
	struct pdf_options options = { .gnuplot = "/nonexistent" };
	struct pdf_outcome outcome;
	struct document *d = make();
	struct buffer one, two;

	buffer_init(&one, BUFFER_LARGEST);
	buffer_init(&two, BUFFER_LARGEST);
	ok(document_write_pdf(d, &options, &outcome, &one) == NULL,
	    "a PDF is written");
	is_int(outcome.pages, 2, "of a cover and a page");
	is_int(outcome.missing_glyphs, 0, "with all its letters");
	document_write_pdf(d, NULL, NULL, &two);
	ok(slice_equal(buffer_slice(&one), buffer_slice(&two)),
	    "twice the same document is twice the same bytes");
	buffer_finish(&one);
	buffer_finish(&two);
	document_destroy(d);
}

int
main(void)
{
	test_figures();
	test_twin();
	test_pdf();
	return done_testing();
}
