/*
 * settle-night SETTINGS STORE LOG ...: one night over these logs in this
 * order, without reports: read, judge, store, settle, gather.  Says how long
 * each part took.  Tests of the order of logs are made of such nights.
 * Without logs it prints the store, so that two can be compared.
 */
#include <err.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/command.h"
#include "incident/incident.h"
#include "night/keeper.h"
#include "night/reader.h"
#include "settle/settle.h"

static double
seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)u.ru_utime.tv_sec + (double)u.ru_stime.tv_sec +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static int
take(struct batch *b, void *ctx)
{
	return keeper_batch(ctx, b, true);
}

static int
read_logs(struct keeper *k, char **logs, int count)
{
	struct format_options options = { .zone = k->settings->zone };
	struct reader_job job = { .ledger = k->ledger,
		.options = &options,
		.symbols = k->symbols,
		.sink = take,
		.sink_ctx = k };
	struct reader_counts n = { 0 };
	int i;

	for (i = 0; i < count; i++)
		if (reader_file(&job, logs[i], &n) == -1)
			return -1;
	return 0;
}

static int
night(struct keeper *k, char **logs, int count)
{
	struct settle settle = { k->store, k->settings, k->symbols,
		k->enrich, k->detect };
	double start = seconds(), read, settled;

	if (read_logs(k, logs, count) == -1)
		return -1;
	read = seconds();
	if (settle_run(&settle) == -1)
		return -1;
	settled = seconds();
	if (incident_gather(k->store, k->settings) == -1 ||
	    keeper_commit(k) == -1)
		return -1;
	printf("CPU seconds: read %.2f settle %.2f gather %.2f\n",
	    read - start, settled - read, seconds() - settled);
	return 0;
}

int
main(int argc, char **argv)
{
	struct faults faults;
	struct settings *s;
	struct keeper k;
	int result = -1;

	if (argc < 3)
		errx(EXIT_USAGE, "usage: settle-night settings store log ...");
	faults_init(&faults);
	if ((s = settings_load(argv[1], &faults)) == NULL)
		errx(1, "%s: cannot be read", argv[1]);
	if (keeper_open(&k, s, argv[2]) == EXIT_OK)
		result = argc > 3 ? night(&k, argv + 3, argc - 3) :
				    store_dump_canonical(k.store, stdout);
	keeper_close(&k);
	settings_destroy(s);
	faults_finish(&faults);
	return result == 0 ? 0 : 1;
}
