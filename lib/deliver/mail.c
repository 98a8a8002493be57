/*
 * Mail as files, and files to the program that takes mail.
 *
 *	From: beadle@school.example
 *	To: lead@school.example
 *	Subject: =?UTF-8?Q?Urgent_alert?=
 *
 * Nothing of a log and no name from a list stands in a header as it came:
 * controls go, the rest is encoded.  The body is quoted-printable, so that
 * no line is too long and none is a lone dot.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/time.h"
#include "deliver/deliver.h"
#include "deliver/mail.h"
#include "sandbox/sandbox.h"
#include "settings/alerts.h"

enum {
	FOLDER_MODE = 0700,
	WORD_BYTES = 18, /* of a text in one encoded word, at most 75 long */
	LINE_BYTES = 72,
	LONGEST_SUBJECT = 200,
	LARGEST_MAIL = 1 << 20,
	DEADLINE_MS = 20000,
	MOST_AT_ONCE = 50, /* a fault must not flood anybody */
};

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* Encoded words, none of which cuts a character in two. */
static void
add_encoded(struct buffer *out, struct slice s)
{
	size_t i, in_word = 0;

	s = slice_first(s, LONGEST_SUBJECT);
	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (in_word >= WORD_BYTES && (c & 0xc0) != 0x80) {
			buffer_text(out, "?=\r\n ");
			in_word = 0;
		}
		if (in_word == 0)
			buffer_text(out, "=?UTF-8?Q?");
		in_word++;
		if (is_letter(c))
			buffer_char(out, (char)c);
		else if (c <= ' ' || c == 0x7f)
			buffer_char(out, '_');
		else
			buffer_printf(out, "=%02X", c);
	}
	if (in_word > 0)
		buffer_text(out, "?=");
}

static void
add_quoted_line(struct buffer *out, struct slice line)
{
	size_t i, width = 0;

	for (i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		bool plain = (c >= ' ' && c <= '~' && c != '=' &&
		    !(c == '.' && width == 0)) || c == '\t';

		/* No space may end a line. */
		if (i + 1 == line.len && (c == ' ' || c == '\t'))
			plain = false;
		if (width + 3 > LINE_BYTES) {
			buffer_text(out, "=\r\n");
			width = 0;
			plain = plain && c != '.';
		}
		if (plain)
			buffer_char(out, (char)c);
		else
			buffer_printf(out, "=%02X", c);
		width += plain ? 1 : 3;
	}
	buffer_text(out, "\r\n");
}

static void
add_date(struct buffer *out, int64_t t)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
		"May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t seconds = t / TIME_SECOND;
	int32_t day = (int32_t)(seconds / 86400);
	int rest = (int)(seconds % 86400), y, m, d;

	day_to_date(day, &y, &m, &d);
	buffer_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
	    days[day_weekday(day)], d, months[m - 1], y, rest / 3600,
	    rest / 60 % 60, rest % 60);
}

static void
compose(struct buffer *out, const struct mail *m)
{
	struct slice rest = m->body, line;
	struct slice host = slice_from(m->from, slice_find(m->from, '@') + 1);

	buffer_printf(out, "From: %.*s\r\nTo: %.*s\r\nSubject: ",
	    SLICE_ARG(m->from), SLICE_ARG(m->to));
	add_encoded(out, m->subject);
	buffer_text(out, "\r\n");
	add_date(out, m->time);
	buffer_printf(out, "Message-ID: <%s@%.*s>\r\n"
	    "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=UTF-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n", m->id,
	    SLICE_ARG(host));
	while (slice_take_line(&rest, &line)) {
		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			line.len--;
		add_quoted_line(out, line);
	}
}

int
mail_put(const char *outbox, const struct mail *m)
{
	struct buffer text;
	struct arena *a;
	int result;

	if (!alerts_is_address(m->from) || !alerts_is_address(m->to)) {
		warnx("%s: its sender or receiver is no address", m->id);
		return -1;
	}
	if (mkdir(outbox, FOLDER_MODE) == -1 && errno != EEXIST) {
		warn("%s", outbox);
		return -1;
	}
	a = arena_create();
	buffer_init(&text, LARGEST_MAIL);
	compose(&text, m);
	result = deliver_text(outbox, arena_printf(a, "%s.eml", m->id),
	    buffer_slice(&text));
	buffer_finish(&text);
	arena_destroy(a);
	return result;
}

bool
mail_may_leave(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0;
}

/* The address of the To line that we wrote; empty where there is none. */
static struct slice
receiver_of(struct slice text)
{
	struct slice line;

	while (slice_take_line(&text, &line) && line.len > 1) {
		line = slice_trim(line);
		if (slice_take_text(&line, SLICE("To: ")))
			return alerts_is_address(line) ? line : SLICE("");
	}
	return SLICE("");
}

static const char *
hand_over(int folder, const char *name, const char *sendmail,
    const char *from, struct arena *a)
{
	struct buffer text;
	const char *why = "it is no mail of ours";
	struct slice to;
	FILE *in;
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd == -1)
		return "it cannot be read";
	buffer_init(&text, LARGEST_MAIL);
	if ((in = fdopen(fd, "r")) == NULL)
		close(fd);
	else if (buffer_read(&text, in) == 0 &&
	    (to = receiver_of(buffer_slice(&text))).len > 0) {
		const char *argv[] = { sendmail, "-i", "-f", from, "--",
			arena_text(a, to), NULL };
		struct sandbox_job job = { .argv = argv, .input = fileno(in),
			.output = -1, .deadline_ms = DEADLINE_MS,
			.helpers = true };

		why = lseek(fileno(in), 0, SEEK_SET) == -1 ? "it is no file" :
		    sandbox_run(&job, NULL);
	}
	if (in != NULL)
		fclose(in);
	buffer_finish(&text);
	return why;
}

int
mail_leave(const char *outbox, const char *sendmail, const char *from)
{
	DIR *dir = opendir(outbox);
	struct arena *a;
	const struct dirent *e;
	const char *why, *first = NULL;
	int waiting = 0, taken = 0;

	if (dir == NULL) {
		if (errno == ENOENT)
			return 0; /* nothing has ever been written */
		warn("%s", outbox);
		return -1;
	}
	a = arena_create();
	while ((e = readdir(dir)) != NULL) {
		if (*e->d_name == '.' ||
		    !slice_ends_with(slice_of(e->d_name), SLICE(".eml")))
			continue;
		why = taken >= MOST_AT_ONCE ? "enough for one time" :
		    hand_over(dirfd(dir), e->d_name, sendmail, from, a);
		if (why == NULL && unlinkat(dirfd(dir), e->d_name, 0) == 0) {
			taken++;
			continue;
		}
		waiting++;
		if (first == NULL)
			first = why == NULL ? "it cannot be removed" : why;
	}
	if (waiting > 0)
		warnx("%s: mails wait still: %d: %s: %s", outbox, waiting,
		    sendmail, first);
	closedir(dir);
	arena_destroy(a);
	return waiting;
}
