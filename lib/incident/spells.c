/*
 * Flags to spells of use.
 */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/hash.h"

#include "spells.h"

static const char *const grades[] = {
	[GRADE_NONE] = "none",
	[GRADE_WEAK] = "weak",
	[GRADE_FAIR] = "fair",
	[GRADE_STRONG] = "strong",
};

enum grade
grade_parse(struct slice word)
{
	int g;

	for (g = GRADE_STRONG; g > GRADE_NONE; g--)
		if (slice_equal(word, slice_of(grades[g])))
			break;
	return (enum grade)g;
}

const char *
grade_word(enum grade g)
{
	return grades[g];
}

static int
compare_number(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_spell(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int c;

	if ((c = compare_number(a->label, b->label)) != 0 ||
	    (c = compare_number(a->subject, b->subject)) != 0 ||
	    (c = compare_number(a->start, b->start)) != 0 ||
	    (c = compare_number(a->end, b->end)) != 0)
		return c;
	if (a->tie != b->tie)
		return a->tie < b->tie ? -1 : 1;
	return compare_number(a->id, b->id);
}

/* Two rules may flag the same event: it counts once.  Flags of the same
 * event stand close together, since they begin at the same moment. */
static bool
counted_before(const struct finding *list, const struct spell *s, size_t at)
{
	size_t i;

	for (i = at; i-- > s->first && list[i].start == list[at].start;)
		if (list[i].events == list[at].events &&
		    list[i].end == list[at].end &&
		    list[i].log == list[at].log &&
		    list[i].offset == list[at].offset)
			return true;
	return false;
}

static void
add(struct spell *s, const struct finding *list, size_t at)
{
	const struct finding *f = &list[at];

	if (!counted_before(list, s, at))
		s->events += f->events;
	s->count++;
	if (f->end > s->end)
		s->end = f->end;
	if (f->severity > s->severity)
		s->severity = f->severity;
	if (f->grade < s->grade)
		s->grade = f->grade;
}

size_t
spells_group(struct finding *list, size_t count, struct spell *out)
{
	size_t i, n = 0;

	if (count == 0)
		return 0;
	qsort(list, count, sizeof *list, by_spell);
	for (i = 0; i < count; i++) {
		const struct finding *f = &list[i], *before = f - 1;

		if (n == 0 || before->label != f->label ||
		    before->subject != f->subject ||
		    f->start - out[n - 1].end > SPELL_GAP)
			out[n++] = (struct spell){ .first = i,
				.start = f->start,
				.end = f->end,
				.severity = f->severity,
				.grade = f->grade };
		add(&out[n - 1], list, i);
	}
	return n;
}

void
item_id(struct slice label, struct slice subject, int64_t start,
    char id[ITEM_ID])
{
	struct buffer text;
	char hex[SHA256_HEX];

	buffer_init(&text, BUFFER_LARGEST);
	buffer_add(&text, label);
	buffer_char(&text, '\t');
	buffer_add(&text, subject);
	buffer_char(&text, '\t');
	buffer_int(&text, start);
	sha256_text(buffer_slice(&text), hex);
	buffer_finish(&text);
	memcpy(id, hex, ITEM_ID - 1);
	id[ITEM_ID - 1] = '\0';
}
