/*
 * Terms as the Department for Education writes them.
 */
#include <err.h>
#include <stdio.h>

#include "base/time.h"

#include "term_code.h"

static const char *const words[] = { "", "Autumn term", "Spring term",
	"Summer term" };
static const char *const names[] = { "", "autumn", "spring", "summer" };

struct term_code
term_code_of_day(int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	return (struct term_code){ month < 8 ? year - 1 : year,
		month >= 8    ? 1 :
		    month < 4 ? 2 :
				3 };
}

bool
term_code_parse(struct slice name, struct term_code *t)
{
	int i, year;

	for (i = 1; i <= 3; i++) {
		struct slice rest = name;

		if (!slice_take_text(&rest, slice_of(names[i])) ||
		    !slice_take_char(&rest, '-') ||
		    !slice_take_digits(&rest, 4, &year) || rest.len > 0)
			continue;
		*t = (struct term_code){ i == 1 ? year : year - 1, i };
		return true;
	}
	return false;
}

bool
term_code_require(const char *name, struct term_code *t)
{
	if (term_code_parse(slice_of(name), t))
		return true;
	warnx("%s: expected a term such as autumn-2026 or spring-2027", name);
	return false;
}

void
term_code_period(struct term_code t, char *to, size_t room)
{
	snprintf(to, room, "%d%02d", t.year, (t.year + 1) % 100);
}

const char *
term_code_words(struct term_code t)
{
	return words[t.number];
}

bool
term_code_read(struct slice period, struct slice text, struct term_code *t)
{
	int year, next, i;

	if (!slice_take_digits(&period, 4, &year) ||
	    !slice_take_digits(&period, 2, &next) || period.len > 0 ||
	    (year + 1) % 100 != next)
		return false;
	for (i = 1; i <= 3; i++)
		if (slice_equal(text, slice_of(words[i]))) {
			*t = (struct term_code){ year, i };
			return true;
		}
	return false;
}

void
term_code_name(struct term_code t, char *to, size_t room)
{
	snprintf(to, room, "%s-%d", names[t.number],
	    term_code_calendar_year(t));
}

int
term_code_calendar_year(struct term_code t)
{
	return t.number == 1 ? t.year : t.year + 1;
}
