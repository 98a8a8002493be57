/*
 * HMAC-SHA-256 of each name under the term's key, cut to 16 letters.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "night/pseudonyms.h"
#include "settings/calendar.h"

enum { KEY = 32, BLOCK = 64, LETTERS = 16 };

struct pseudonyms {
	const struct settings *settings;
	struct arena *arena;
	const char *folder;
	struct slice term; /* whose key is held; empty: none yet */
	unsigned char key[KEY];
};

struct pseudonyms *
pseudonyms_create(const struct settings *s, const char *folder)
{
	struct pseudonyms *p;
	struct stat st;

	if ((mkdir(folder, 0700) == -1 && errno != EEXIST) ||
	    stat(folder, &st) == -1) {
		warn("%s", folder);
		return NULL;
	}
	if ((st.st_mode & 077) != 0) {
		warnx("%s: expected a folder of mode 0700", folder);
		return NULL;
	}
	p = memory_zeroed(1, sizeof *p);
	p->settings = s;
	p->arena = arena_create();
	p->folder = folder;
	return p;
}

void
pseudonyms_destroy(struct pseudonyms *p)
{
	if (p == NULL)
		return;
	explicit_bzero(p->key, KEY);
	arena_destroy(p->arena);
	free(p);
}

static int
take_key(struct pseudonyms *p, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW, 0600);
	bool good = true;

	if (fd != -1) {
		good = getrandom(p->key, KEY, 0) == KEY &&
		    write(fd, p->key, KEY) == KEY && fsync(fd) == 0;
		good = close(fd) == 0 && good;
		if (!good)
			unlink(path);
	} else if (errno == EEXIST) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		good = fd != -1 && read(fd, p->key, KEY) == KEY;
		if (fd != -1)
			close(fd);
	} else
		good = false;
	if (!good)
		warnx("%s: no key of %d bytes can be had there", path, KEY);
	return good ? 0 : -1;
}

static int
take_term(struct pseudonyms *p, int64_t day)
{
	const struct term *t = day == NUMBER_UNKNOWN ? NULL :
	    calendar_term_of_day(p->settings->calendar, (int32_t)day);
	struct slice name = slice_of(t == NULL ? "no-term" : t->in_files);

	if (slice_equal(name, p->term))
		return 0;
	p->term = name;
	return take_key(p, arena_printf(p->arena, "%s/%.*s.key", p->folder,
	    SLICE_ARG(name)));
}

static void
add_pad(const struct pseudonyms *p, struct sha256 *h, unsigned char with)
{
	unsigned char block[BLOCK] = { 0 };
	int i;

	memcpy(block, p->key, KEY);
	for (i = 0; i < BLOCK; i++)
		block[i] ^= with;
	sha256_add(h, (struct slice){ (const char *)block, BLOCK });
	explicit_bzero(block, BLOCK);
}

static void
make(const struct pseudonyms *p, struct slice text, char out[SHA256_HEX])
{
	struct sha256 *h = sha256_create();
	unsigned char digest[SHA256_SIZE];

	add_pad(p, h, 0x36);
	sha256_add(h, text);
	sha256_take(h, digest);
	add_pad(p, h, 0x5c);
	sha256_add(h, (struct slice){ (const char *)digest, SHA256_SIZE });
	sha256_take(h, digest);
	sha256_hex(digest, out);
	sha256_destroy(h);
}

/* What may stay as it is: words of ours, sites, programs' names. */
static bool
is_harmless(enum column c)
{
	return columns[c].domain == DOMAIN_WORD ||
	    columns[c].domain == DOMAIN_TAG ||
	    columns[c].domain == DOMAIN_SITE;
}

static void
replace(struct pseudonyms *p, struct batch *b, uint32_t row, enum column c)
{
	struct symbols *symbols = batch_symbols(b);
	enum domain d = columns[c].domain;
	struct slice text = symbols_text(symbols, d, batch_symbol(b, row, c));
	char hex[SHA256_HEX];

	if (text.len == 0)
		return;
	make(p, text, hex);
	batch_set_symbol(b, row, c,
	    symbols_add(symbols, d, (struct slice){ hex, LETTERS }));
}

int
pseudonyms_batch(struct pseudonyms *p, struct batch *b)
{
	uint32_t row;
	int c;

	for (row = 0; row < batch_rows(b); row++) {
		if (take_term(p, batch_number(b, row, COL_DAY)) == -1)
			return -1;
		for (c = 0; c < COLUMN_COUNT; c++) {
			enum column column = (enum column)c;

			if (!batch_uses(b, column))
				continue;
			if (columns[c].kind == KIND_TEXT)
				batch_set_text(b, row, column,
				    (struct slice){ 0 });
			else if (columns[c].kind == KIND_SYMBOL &&
			    !is_harmless(column))
				replace(p, b, row, column);
		}
	}
	return 0;
}
