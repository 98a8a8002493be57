/*
 * sigma-tree [FILE ...]: prints the tree of each rule in the files, a line
 * each.  sigma-tree -c FOLDER < TREES: reads lines {"path":..,"tree":..},
 * reads each rule from the folder and says where the trees differ.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/json.h"
#include "detect/sigma.h"

/* The first rule of the file: its tree, or why not. */
static const char *
read_tree(const char *path, struct buffer *out)
{
	static char why[512];
	struct arena *a = arena_create();
	struct buffer text;
	struct yaml_fault fault;
	const struct yaml *roots;
	const struct sigma_document *doc;

	why[0] = '\0';
	buffer_reset(out);
	buffer_init(&text, BUFFER_LARGEST);
	if (buffer_read_file(&text, path) == -1)
		err(1, "%s", path);
	if ((roots = yaml_read(a, buffer_slice(&text), &fault)) == NULL)
		snprintf(why, sizeof why, "%d: %s", fault.line,
		    fault.why == NULL ? "empty" : fault.why);
	else if (roots->next != NULL)
		snprintf(why, sizeof why, "more than one document");
	else {
		doc = sigma_read(a, roots);
		if (doc->why != NULL)
			snprintf(why, sizeof why, "%d: %s", doc->why_line,
			    doc->why);
		else if (doc->tree != NULL)
			sigma_print(out, doc->tree);
	}
	buffer_finish(&text);
	arena_destroy(a);
	return why[0] == '\0' ? NULL : why;
}

/* Both as cJSON prints them, so that escapes do not matter. */
static bool
alike(struct slice ours, const struct json *theirs)
{
	struct json *mine = json_parse(ours);
	struct buffer a, b;
	bool same;

	if (mine == NULL)
		return false;
	buffer_init(&a, BUFFER_LARGEST);
	buffer_init(&b, BUFFER_LARGEST);
	json_print(mine, &a);
	json_print(theirs, &b);
	same = slice_equal(buffer_slice(&a), buffer_slice(&b));
	json_destroy(mine);
	buffer_finish(&a);
	buffer_finish(&b);
	return same;
}

static bool
compare_line(const char *folder, const char *line, size_t len,
    struct buffer *out)
{
	struct json *v = json_parse((struct slice){ line, len });
	struct slice path = json_text(json_get(v, "path"));
	const struct json *tree = json_get(v, "tree");
	const char *why;
	char full[4096];
	bool same;

	snprintf(full, sizeof full, "%s/%.*s", folder, SLICE_ARG(path));
	why = read_tree(full, out);
	same = tree == NULL ? why != NULL :
			      why == NULL && alike(buffer_slice(out), tree);
	if (!same) {
		printf("%.*s\n", SLICE_ARG(path));
		if (why != NULL)
			printf("  %s\n", why);
		else
			printf("  %.*s\n", SLICE_ARG(buffer_slice(out)));
	}
	json_destroy(v);
	return same;
}

static int
compare(const char *folder)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	long good = 0, all = 0;
	struct buffer out;

	buffer_init(&out, BUFFER_LARGEST);
	while ((len = getline(&line, &room, stdin)) > 0) {
		good += compare_line(folder, line, (size_t)len, &out);
		all++;
	}
	printf("%ld of %ld agree\n", good, all);
	free(line);
	buffer_finish(&out);
	return good == all ? 0 : 1;
}

int
main(int argc, char **argv)
{
	struct buffer out;
	const char *why;
	int i, status = 0;

	if (argc == 3 && strcmp(argv[1], "-c") == 0)
		return compare(argv[2]);
	buffer_init(&out, BUFFER_LARGEST);
	for (i = 1; i < argc; i++) {
		if ((why = read_tree(argv[i], &out)) != NULL) {
			warnx("%s:%s", argv[i], why);
			status = 1;
		} else
			printf("%.*s\n", SLICE_ARG(buffer_slice(&out)));
	}
	buffer_finish(&out);
	return status;
}
