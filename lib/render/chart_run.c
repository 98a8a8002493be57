/*
 * gnuplot, in a folder of its own, with fixed scripts and our numbers.  A
 * refused call inside a script still exits 0: so whatever it says is a
 * failure, and what it drew is looked at before it is believed.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/command.h"
#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

#include "chart.h"

enum {
	SMALLEST_SVG = 200,
	LARGEST_SVG = 4 << 20,
	DEADLINE_MS = 8000,
	LEFT_SECONDS = 600,
};

#define PREFIX "beadle-chart-"

static const char *const scripts[CHART_KINDS] = {
	[CHART_WEEKS] = "weeks.gp",
	[CHART_BARS] = "bars.gp",
	[CHART_HEAT] = "grid.gp",
	[CHART_LINES] = "lines.gp",
	[CHART_CALENDAR] = "grid.gp",
	[CHART_FUNNEL] = "funnel.gp",
};

static const char *
read_svg(int folder, struct buffer *raw)
{
	struct stat st;
	FILE *in;
	int fd = openat(folder, "chart.svg",
	    O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd == -1)
		return "gnuplot drew nothing";
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_size < SMALLEST_SVG || st.st_size > LARGEST_SVG ||
	    (in = fdopen(fd, "rb")) == NULL) {
		close(fd);
		return "gnuplot drew something odd";
	}
	if (buffer_read(raw, in) == -1) {
		fclose(in);
		return "the drawing could not be read";
	}
	fclose(in);
	if (!slice_ends_with(slice_trim(buffer_slice(raw)),
		SLICE("</svg>\n")) &&
	    !slice_ends_with(buffer_slice(raw), SLICE("</svg>")) &&
	    !slice_ends_with(buffer_slice(raw), SLICE("</svg>\n\n")))
		return "the drawing has no end";
	return NULL;
}

static const char *
draw(struct press *p, const struct chart *c, const char *folder,
    struct buffer *raw)
{
	const char *charts = p->options.charts;
	const char *argv[] = { p->options.gnuplot, "-d", NULL, NULL, NULL };
	struct sandbox_job job = { .argv = argv, .folder = folder,
		.input = -1, .output = -1, .deadline_ms = DEADLINE_MS,
		.file_size = LARGEST_SVG };
	struct buffer said;
	const char *why;
	int fd;

	if (argv[0] == NULL)
		argv[0] = "/usr/bin/gnuplot";
	if (charts == NULL)
		charts = arena_printf(p->arena, "%s/reports/charts",
		    command_share());
	argv[2] = arena_printf(p->arena, "%s/common.gp", charts);
	argv[3] = arena_printf(p->arena, "%s/%s", charts, scripts[c->kind]);
	if ((fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) == -1)
		return "no folder for the drawing";
	buffer_init(&said, 8192);
	if (!chart_write(c, fd))
		why = "its numbers could not be written";
	else if ((why = sandbox_run(&job, &said)) != NULL)
		why = arena_printf(p->arena, "gnuplot: %s%s%.*s", why,
		    said.len > 0 ? ": " : "",
		    said.len > 160 ? 160 : (int)said.len,
		    said.len > 0 ? said.ptr : "");
	else
		why = read_svg(fd, raw);
	buffer_finish(&said);
	close(fd);
	return why;
}

/* What a run that was killed has left: ours, and so old that no gnuplot of
 * another run can be at work in it. */
static void
sweep_old(struct press *p, const char *place)
{
	DIR *d = opendir(place);
	time_t old = time(NULL) - LEFT_SECONDS;
	struct dirent *e;
	struct stat st;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (slice_starts_with(slice_of(e->d_name), SLICE(PREFIX)) &&
		    fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ==
			0 &&
		    S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
		    st.st_mtim.tv_sec < old)
			sandbox_sweep(arena_printf(p->arena, "%s/%s", place,
			    e->d_name));
	if (d != NULL)
		closedir(d);
}

/* A folder that only we can look into; TMPDIR may name one that is gone. */
static char *
make_folder(struct press *p)
{
	const char *places[] = { getenv("TMPDIR"), "/tmp", "/var/tmp" };
	size_t i;

	for (i = 0; i < sizeof places / sizeof *places; i++) {
		char *folder;

		if (places[i] == NULL || *places[i] != '/')
			continue;
		if (!p->swept)
			sweep_old(p, places[i]);
		folder = arena_printf(p->arena, "%s/" PREFIX "XXXXXX",
		    places[i]);
		if (mkdtemp(folder) != NULL) {
			p->swept = true;
			return folder;
		}
	}
	return NULL;
}

const char *
chart_run(struct press *p, const struct chart *c, struct buffer *svg)
{
	char *folder = make_folder(p);
	const char *why;
	struct buffer raw;

	if (folder == NULL)
		return "no folder for the drawing";
	buffer_init(&raw, LARGEST_SVG);
	if ((why = draw(p, c, folder, &raw)) == NULL)
		chart_words(p, c, buffer_slice(&raw), svg);
	buffer_finish(&raw);
	sandbox_sweep(folder);
	return why;
}
