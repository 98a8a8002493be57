/*
 * pdf-check FILE: what a tagged PDF must have, as far as a program can tell:
 * catalogue, structure, content, fonts.  It is no validator of PDF/UA or
 * PDF/A.  Each fault is a line; the exit status says whether there was one.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/arena.h"

enum { DEEPEST = 40 };

struct piece { /* a piece of content that the tree names */
	int page, mcid, seen;
};

struct check {
	qpdf_data q;
	int faults;
	int pages, *page_ids;
	struct piece *pieces;
	size_t n_pieces, room;
	int heading, row_width; /* the last heading; cells in a table's row */
};

static void fault(struct check *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
fault(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	c->faults++;
}

static qpdf_oh
key(struct check *c, qpdf_oh o, const char *name)
{
	return qpdf_oh_get_key(c->q, o, name);
}

static bool
has(struct check *c, qpdf_oh o, const char *name)
{
	return qpdf_oh_is_dictionary(c->q, o) &&
	    qpdf_oh_has_key(c->q, o, name);
}

/* Copies the name in a key, without its slash; empty where there is none. */
static void
name_of(struct check *c, qpdf_oh o, const char *name, char out[32])
{
	qpdf_oh v = has(c, o, name) ? key(c, o, name) : 0;

	out[0] = '\0';
	if (v != 0 && qpdf_oh_is_name(c->q, v))
		snprintf(out, 32, "%s", qpdf_oh_get_name(c->q, v) + 1);
}

static void
check_catalogue(struct check *c)
{
	qpdf_oh root = qpdf_get_root(c->q), trailer = qpdf_get_trailer(c->q);
	qpdf_oh metadata = key(c, root, "/Metadata");
	unsigned char *xmp = NULL;
	size_t n = 0;

	if (!has(c, root, "/MarkInfo"))
		fault(c, "not marked as tagged");
	if (!has(c, root, "/Lang"))
		fault(c, "no language");
	if (!has(c, key(c, root, "/ViewerPreferences"), "/DisplayDocTitle"))
		fault(c, "its title is not shown");
	if (!has(c, root, "/Outlines"))
		fault(c, "no outline");
	if (!has(c, root, "/OutputIntents"))
		fault(c, "no colour profile");
	if (!has(c, trailer, "/ID"))
		fault(c, "no identifier");
	if (!has(c, key(c, trailer, "/Info"), "/Title"))
		fault(c, "no title");
	if (has(c, root, "/AA") || has(c, root, "/OpenAction") ||
	    has(c, root, "/AcroForm"))
		fault(c, "it acts");
	if (!qpdf_oh_is_stream(c->q, metadata) ||
	    (qpdf_oh_get_stream_data(c->q, metadata, qpdf_dl_generalized,
		 NULL, &xmp, &n) & QPDF_ERRORS) ||
	    memmem(xmp, n, "<dc:title>", 10) == NULL ||
	    memmem(xmp, n, "<pdfaid:part>1", 14) == NULL)
		fault(c, "its metadata lack title or part");
	free(xmp);
}

static int
page_of(struct check *c, qpdf_oh page)
{
	int id = qpdf_oh_get_object_id(c->q, page), i;

	for (i = 0; i < c->pages; i++)
		if (c->page_ids[i] == id)
			return i;
	return -1;
}

static void
add_piece(struct check *c, int page, qpdf_oh mcid)
{
	GROW(c->pieces, c->n_pieces, c->room);
	c->pieces[c->n_pieces++] = (struct piece){ page,
		qpdf_oh_get_int_value_as_int(c->q, mcid), 0 };
}

static bool
one_of(const char *word, const char *list)
{
	char probe[40];

	snprintf(probe, sizeof probe, " %s ", word);
	return strstr(list, probe) != NULL;
}

static void
check_place(struct check *c, const char *s, const char *parent)
{
	if (!one_of(s, " Document P H1 H2 H3 H4 L LI Lbl LBody Table THead "
	    "TBody TR TH TD Caption Figure Span Link TOC TOCI Reference "))
		fault(c, "an element of unknown kind: %s", s);
	if (strcmp(s, "TR") == 0 && !one_of(parent, " THead TBody "))
		fault(c, "a row in %s", parent);
	if (one_of(s, " TH TD ") && strcmp(parent, "TR") != 0)
		fault(c, "a cell in %s", parent);
	if (strcmp(s, "LI") == 0 && strcmp(parent, "L") != 0)
		fault(c, "a point in %s", parent);
	if (s[0] == 'H' && isdigit((unsigned char)s[1])) {
		if (s[1] - '0' > c->heading + 1)
			fault(c, "a heading of level %c after %d", s[1],
			    c->heading);
		c->heading = s[1] - '0';
	}
}

static void
check_attributes(struct check *c, qpdf_oh e, const char *s)
{
	qpdf_oh a = key(c, e, "/A");

	if (strcmp(s, "TH") == 0 && !has(c, a, "/Scope"))
		fault(c, "a header cell without scope");
	if (strcmp(s, "L") == 0 && !has(c, a, "/ListNumbering"))
		fault(c, "a list without numbering");
	if (strcmp(s, "Figure") == 0 &&
	    (!has(c, e, "/Alt") || !has(c, a, "/BBox")))
		fault(c, "a figure without words or box");
}

static void walk(struct check *, qpdf_oh, const char *, int, int, int);

/* One kid of an element: a piece of content, an annotation, an element. */
static void
visit(struct check *c, qpdf_oh kid, const char *s, int id, int page,
    int depth)
{
	char type[32];

	name_of(c, kid, "/Type", type);
	if (qpdf_oh_is_integer(c->q, kid))
		add_piece(c, page, kid);
	else if (strcmp(type, "MCR") == 0)
		add_piece(c, has(c, kid, "/Pg") ?
			page_of(c, key(c, kid, "/Pg")) : page,
		    key(c, kid, "/MCID"));
	else if (strcmp(type, "OBJR") == 0) {
		if (!has(c, key(c, kid, "/Obj"), "/Contents"))
			fault(c, "a link without words");
	} else if (has(c, kid, "/S") && depth < DEEPEST)
		walk(c, kid, s, id, page, depth + 1);
	else
		fault(c, "an odd kid of %s", s);
}

static void
walk(struct check *c, qpdf_oh e, const char *parent, int parent_id, int page,
    int depth)
{
	char s[32];
	int id = qpdf_oh_get_object_id(c->q, e), i, n;
	qpdf_oh kids = key(c, e, "/K");

	name_of(c, e, "/S", s);
	check_place(c, s, parent);
	check_attributes(c, e, s);
	if (qpdf_oh_get_object_id(c->q, key(c, e, "/P")) != parent_id)
		fault(c, "a parent that is not one, of %s", s);
	if (has(c, e, "/Pg"))
		page = page_of(c, key(c, e, "/Pg"));
	if (!qpdf_oh_is_array(c->q, kids)) {
		if (!qpdf_oh_is_null(c->q, kids))
			visit(c, kids, s, id, page, depth);
		n = 1;
	} else {
		n = qpdf_oh_get_array_n_items(c->q, kids);
		for (i = 0; i < n; i++)
			visit(c, qpdf_oh_get_array_item(c->q, kids, i), s,
			    id, page, depth);
	}
	if (strcmp(s, "TR") != 0)
		return;
	if (strcmp(parent, "THead") == 0)
		c->row_width = n;
	else if (n != c->row_width)
		fault(c, "a row of %d cells under %d", n, c->row_width);
}

static void
check_tree(struct check *c)
{
	qpdf_oh tree = key(c, qpdf_get_root(c->q), "/StructTreeRoot"), kids;
	int i, n;

	if (!qpdf_oh_is_dictionary(c->q, tree)) {
		fault(c, "no tags");
		return;
	}
	kids = key(c, tree, "/K");
	n = qpdf_oh_is_array(c->q, kids) ?
	    qpdf_oh_get_array_n_items(c->q, kids) : 0;
	for (i = 0; i < n; i++)
		walk(c, qpdf_oh_get_array_item(c->q, kids, i), "",
		    qpdf_oh_get_object_id(c->q, tree), -1, 0);
	if (c->n_pieces == 0)
		fault(c, "the tags name no content");
}

/* Where we are in the content of a page. */
struct reader {
	const char *p, *end;
	char word[64];	/* the last operator or name */
	bool artifact;	/* /Artifact since the last operator */
	int mcid;	/* after /MCID; -1: none since the last operator */
	bool wants_mcid;
	int depth;	/* open marks */
	int tagged_at;	/* the depth of the mark that counts, 0: none */
};

static bool
next_word(struct reader *r)
{
	size_t n = 0;
	int depth = 0;

	while (r->p < r->end) {
		if (*r->p == '(') { /* a string: stepped over */
			do {
				if (*r->p == '\\')
					r->p++;
				else if (*r->p == '(')
					depth++;
				else if (*r->p == ')')
					depth--;
				r->p++;
			} while (r->p < r->end && depth > 0);
		} else if (*r->p == '<' && r->p + 1 < r->end &&
		    r->p[1] == '<') {
			r->p += 2;
		} else if (*r->p == '<') {
			while (r->p < r->end && *r->p != '>')
				r->p++;
		} else if (isspace((unsigned char)*r->p) ||
		    strchr("[]<>{}", *r->p) != NULL)
			r->p++;
		else
			break;
	}
	if (r->p >= r->end)
		return false;
	do {
		if (n + 1 < sizeof r->word)
			r->word[n++] = *r->p;
		r->p++;
	} while (r->p < r->end && !isspace((unsigned char)*r->p) &&
	    strchr("()<>[]{}/", *r->p) == NULL);
	r->word[n] = '\0';
	return true;
}

static void
begin_mark(struct check *c, struct reader *r, int page)
{
	size_t i;

	r->depth++;
	if (r->mcid < 0 && !r->artifact)
		return; /* words for a line's end, and their like */
	if (r->tagged_at != 0)
		fault(c, "page %d: a mark within a mark", page + 1);
	r->tagged_at = r->depth;
	if (r->mcid < 0)
		return;
	for (i = 0; i < c->n_pieces; i++)
		if (c->pieces[i].page == page && c->pieces[i].mcid == r->mcid)
			break;
	if (i == c->n_pieces)
		fault(c, "page %d: piece %d is not in the tree", page + 1,
		    r->mcid);
	else if (c->pieces[i].seen++ > 0)
		fault(c, "page %d: piece %d twice", page + 1, r->mcid);
}

static void
check_page(struct check *c, int page, const char *content, size_t n)
{
	struct reader r = { .p = content, .end = content + n, .mcid = -1 };

	while (next_word(&r)) {
		if (strcmp(r.word, "/MCID") == 0)
			r.wants_mcid = true;
		else if (strcmp(r.word, "/Artifact") == 0)
			r.artifact = true;
		else if (isdigit((unsigned char)r.word[0]) ||
		    strchr("+-.", r.word[0]) != NULL) {
			if (r.wants_mcid)
				r.mcid = (int)strtol(r.word, NULL, 10);
			r.wants_mcid = false;
			continue;
		}
		if (strcmp(r.word, "BDC") == 0 || strcmp(r.word, "BMC") == 0)
			begin_mark(c, &r, page);
		else if (strcmp(r.word, "EMC") == 0) {
			if (r.depth == r.tagged_at)
				r.tagged_at = 0;
			if (--r.depth < 0)
				fault(c, "page %d: a mark ends that never "
				    "began", page + 1);
		} else if (one_of(r.word, " Tj TJ ' \" f F f* S s B B* b b* "
		    "sh Do BI ") && r.tagged_at == 0)
			fault(c, "page %d: %s outside all marks", page + 1,
			    r.word);
		if (r.word[0] != '/') {
			r.mcid = -1;
			r.artifact = false;
		}
	}
	if (r.depth != 0)
		fault(c, "page %d: a mark is left open", page + 1);
}

static void
check_content(struct check *c)
{
	unsigned char *content;
	size_t n, i;
	int page;

	for (page = 0; page < c->pages; page++) {
		qpdf_oh o = qpdf_get_page_n(c->q, (size_t)page);

		content = NULL;
		if (qpdf_oh_get_page_content_data(c->q, o, &content, &n) &
		    QPDF_ERRORS)
			fault(c, "page %d cannot be read", page + 1);
		else
			check_page(c, page, (const char *)content, n);
		free(content);
		if (has(c, o, "/Group"))
			fault(c, "page %d is a group", page + 1);
	}
	for (i = 0; i < c->n_pieces; i++)
		if (c->pieces[i].seen == 0)
			fault(c, "page %d: piece %d is not there",
			    c->pieces[i].page + 1, c->pieces[i].mcid);
}

static void
check_fonts(struct check *c)
{
	qpdf_oh trailer = qpdf_get_trailer(c->q);
	int last = qpdf_oh_get_int_value_as_int(c->q,
	    key(c, trailer, "/Size")), id;

	for (id = 1; id < last; id++) {
		qpdf_oh o = qpdf_get_object_by_id(c->q, id, 0), d;
		char type[32], kind[32];

		name_of(c, o, "/Type", type);
		name_of(c, o, "/Subtype", kind);
		if (strcmp(type, "Font") != 0)
			continue;
		if (strncmp(kind, "CIDFont", 7) != 0 &&
		    !has(c, o, "/ToUnicode"))
			fault(c, "a font without its letters");
		if (strcmp(kind, "Type0") == 0)
			continue;
		d = key(c, o, "/FontDescriptor");
		if (!has(c, d, "/FontFile2") && !has(c, d, "/FontFile3") &&
		    !has(c, d, "/FontFile"))
			fault(c, "a font that is not in the file");
		if (strcmp(kind, "CIDFontType2") == 0 &&
		    !has(c, o, "/CIDToGIDMap"))
			fault(c, "a font without its map");
	}
}

int
main(int argc, char **argv)
{
	struct check c = { .q = qpdf_init() };
	int i;

	if (argc != 2)
		return 2;
	qpdf_set_suppress_warnings(c.q, QPDF_TRUE);
	qpdf_silence_errors(c.q);
	if (qpdf_read(c.q, argv[1], NULL) & QPDF_ERRORS) {
		printf("not a PDF\n");
		qpdf_cleanup(&c.q);
		return 1;
	}
	c.pages = qpdf_get_num_pages(c.q);
	c.page_ids = memory_zeroed((size_t)c.pages + 1, sizeof *c.page_ids);
	for (i = 0; i < c.pages; i++)
		c.page_ids[i] = qpdf_oh_get_object_id(c.q,
		    qpdf_get_page_n(c.q, (size_t)i));
	check_catalogue(&c);
	check_tree(&c);
	check_content(&c);
	check_fonts(&c);
	printf("%d pages, %zu pieces, %d faults\n", c.pages, c.n_pieces,
	    c.faults);
	free(c.page_ids);
	free(c.pieces);
	qpdf_cleanup(&c.q);
	return c.faults == 0 ? 0 : 1;
}
