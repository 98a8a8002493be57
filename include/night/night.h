/*
 * The whole walk in one go, as cron runs it: only what is new, safe to run
 * twice, one at a time.  Two processes: a reader that inflates, frames and
 * parses foreign bytes, and a keeper that tags, judges and stores them.
 * Ledger and rows are committed together.
 */
#ifndef NIGHT_NIGHT_H
#define NIGHT_NIGHT_H

#include "night/reader.h"
#include "settings/settings.h"
#include "store/store.h"

struct night_job {
	const struct settings *settings;
	const char *store;   /* path */
	const char *out;     /* folder of the readers' folders */
	char *const *files;  /* instead of the logs of school.yml; or NULL */
	size_t file_count;
	FILE *progress;	     /* a terminal, or NULL */
	bool decided;	     /* a reader's sheet has changed something */
	bool believe;	     /* -y: a list of people that shrank by half */
	bool change_nothing; /* -n: read and judge, then roll back */
};

struct night_summary {
	struct store_counts counts;
	struct reader_counts read;
	uint64_t files_known; /* not opened: unchanged since last time */
	uint64_t items_new;
	bool first_of_day; /* the first run of this local day */
	bool term_due, week_due; /* reports, of this run or one before */
	int64_t started, finished;
	int walls; /* enum sandbox_wall, around the reader */
	bool telling; /* rejects that are new or many, or files in trouble */
};

/* One of enum exit_code; what went wrong was said. */
int night_run(const struct night_job *job, struct night_summary *sum);
/* "records read 12 = used 9 + duplicate 1 + ignored 1 + rejected 1". */
void night_print_summary(const struct night_summary *sum, FILE *out);

/*
 * The paths that a list of files, folders and patterns stands for, sorted,
 * each once; a folder stands for all files below it.  What matches nothing
 * is named on standard error and counted in *missing.
 */
struct night_files {
	char **paths;
	size_t count, room;
	size_t missing;
};
void night_files_find(struct night_files *f, const char *pattern);
void night_files_sort(struct night_files *f);
void night_files_finish(struct night_files *f);

#endif
