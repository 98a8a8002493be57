/*
 * Readers' folders: made with their modes, refused when the world may look.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "deliver/deliver.h"

#include "../tap.h"

static int
write_text(const char *path, void *ctx)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return -1;
	fputs(ctx, f);
	return fclose(f);
}

static int
write_half(const char *path, void *ctx)
{
	write_text(path, ctx);
	return -1;
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == -1 ? 0 : st.st_mode & 0777;
}

int
main(void)
{
	struct reader readers[] = {
		{ .name = SLICE("head"), .mode = 0700 },
		{ .name = SLICE("lost"), .group = SLICE("no-such-group") },
		{ .name = SLICE("open"), .mode = 0757 },
	};
	struct settings s = { .readers = readers, .reader_count = 3 };
	struct arena *a = arena_create();
	char out[] = "/tmp/deliver.XXXXXX", text[] = "text";
	const char *folder, *file;

	if (mkdtemp(out) == NULL ||
	    freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	umask(022);
	folder = deliver_folder(&s, out, "governors", a);
	ok(folder != NULL && mode_of(folder) == 0750, "0750 if not given");
	folder = deliver_folder(&s, out, "open", a);
	ok(folder != NULL && mode_of(folder) == 0750,
	    "the world's bits of school.yml are not given");
	folder = deliver_folder(&s, out, "head", a);
	ok(folder != NULL && mode_of(folder) == 0700, "the mode given");
	ok(deliver_folder(&s, out, "lost", a) == NULL, "unknown group");

	file = arena_printf(a, "%s/a.csv", folder);
	ok(deliver_file(folder, "a.csv", write_text, text) == 0, "written");
	is_int(mode_of(file), 0640, "0640");
	ok(deliver_file(folder, "a.csv", write_half, text) == -1, "failed");
	is_int(access(arena_printf(a, "%s/.a.csv.new", folder), F_OK), -1,
	    "nothing half-written stays");

	chmod(folder, 0755);
	ok(deliver_folder(&s, out, "head", a) == NULL,
	    "refused: the world may look into it");
	ok(deliver_file(folder, "b.csv", write_text, text) == -1,
	    "refused for a file too");
	chmod(folder, 0700);
	unlink(file);
	rmdir(folder);
	rmdir(arena_printf(a, "%s/governors", out));
	rmdir(arena_printf(a, "%s/open", out));
	ok(write_text(arena_printf(a, "%s/dsl", out), text) == 0, "a file");
	ok(deliver_folder(&s, out, "dsl", a) == NULL, "refused: a file");
	unlink(arena_printf(a, "%s/dsl", out));
	rmdir(out);
	arena_destroy(a);
	return done_testing();
}
