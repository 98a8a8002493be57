/*
 * What a program is given in its folder, and the end of both.
 */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "sandbox/folder.h"

bool
sandbox_put(const char *folder, const char *name, struct slice text)
{
	char path[PATH_MAX];
	FILE *out;
	bool good;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	if ((out = fopen(path, "wbe")) == NULL)
		return false;
	good = fwrite(text.ptr, 1, text.len, out) == text.len;
	return fclose(out) == 0 && good;
}

void
sandbox_sweep(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		closedir(d);
	rmdir(folder);
}
