/*
 * How a school's nights are.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "night/status.h"
#include "settings/alerts.h"
#include "store/statement.h"

enum { LATE_HOURS = 30, LOST_HOURS = 54, SHORT_DAYS = 30, FULL_DAYS = 7,
	QUIET_DAYS = 4, MANY_REJECTS = 100 /* one in so many */ };

static const char last_nights[] =
    "SELECT started, finished, ok, records, used, duplicate, ignored,"
    "       rejected, events"
    "  FROM night"
    " ORDER BY id DESC"
    " LIMIT 7";

static void
add_fault(struct status *st, enum status_level level, const char *text)
{
	if (level > st->level)
		st->level = level;
	if (st->fault_count < STATUS_FAULTS)
		st->faults[st->fault_count++] = text;
}

static int64_t
ask(struct store *store, const char *sql, int64_t otherwise)
{
	struct statement *q = statement_create(store, sql);
	int64_t n = otherwise;

	if (q != NULL && statement_step(q) == 1 && !statement_is_null(q, 0))
		n = statement_int(q, 0);
	statement_destroy(q);
	return n;
}

static void
read_nights(struct status *st, struct store *store, const struct zone *zone)
{
	struct statement *q = statement_create(store, last_nights);
	struct status_night *n;
	int32_t day, last = DAY_UNKNOWN;

	while (q != NULL && st->night_count < STATUS_NIGHTS &&
	    statement_step(q) == 1) {
		n = &st->nights[st->night_count++];
		n->started = statement_int(q, 0);
		n->finished = statement_int(q, 1);
		n->ok = statement_int(q, 2) != 0;
		n->counts = (struct store_counts){
			(uint64_t)statement_int(q, 3),
			(uint64_t)statement_int(q, 4),
			(uint64_t)statement_int(q, 5),
			(uint64_t)statement_int(q, 6),
			(uint64_t)statement_int(q, 7),
			(uint64_t)statement_int(q, 8) };
	}
	statement_destroy(q);
	st->last_good = ask(store, "SELECT max(finished) FROM night"
	    " WHERE ok <> 0", TIME_UNKNOWN);
	/* One that runs every ten minutes has many rows a day. */
	q = statement_create(store, "SELECT finished FROM night"
	    " WHERE ok <> 0 AND finished > :since ORDER BY finished");
	if (q == NULL)
		return;
	statement_bind_int(q, ":since", st->now - 7 * 24 * TIME_HOUR);
	while (statement_step(q) == 1) {
		day = zone_civil(zone, statement_int(q, 0)).day;
		if (day != last)
			st->nights_of_seven++;
		last = day;
	}
	statement_destroy(q);
}

static int64_t
count_lines(struct slice text)
{
	struct slice line;
	int64_t n = 0;

	while (slice_take_line(&text, &line))
		n++;
	return n;
}

static void
read_store(struct status *st, struct store *store, const struct zone *zone,
    struct arena *a)
{
	int64_t newest;

	read_nights(st, store, zone);
	newest = ask(store, "SELECT max(day) FROM coverage", DAY_UNKNOWN);
	st->newest_day = (int32_t)newest;
	st->days = ask(store, "SELECT count(DISTINCT day) FROM coverage", 0);
	st->items_open = ask(store,
	    "SELECT count(*) FROM item"
	    " WHERE status = 'open' AND treatment IN (1, 2)", 0);
	st->alerts_waiting = ask(store,
	    "SELECT count(*) FROM alert WHERE status = 'waiting'", 0);
	st->rules_lost = count_lines(store_recall(store, "rules_lost", a));
	st->last_backup = ask(store,
	    "SELECT max(time) FROM audit WHERE what = 'backup'",
	    TIME_UNKNOWN);
}

/* The lock of a night that is at work cannot be shared. */
static bool
is_running(const char *lock)
{
	int fd = open(lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool busy;

	if (fd == -1)
		return false;
	busy = flock(fd, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK;
	close(fd);
	return busy;
}

static int64_t
count_mails(const struct settings *s, struct arena *a)
{
	DIR *dir = s->alerts == NULL ?
	    NULL :
	    opendir(arena_text(a, s->alerts->outbox));
	struct dirent *e;
	int64_t n = 0;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (slice_ends_with(slice_of(e->d_name), SLICE(".eml")))
			n++;
	if (dir != NULL)
		closedir(dir);
	return n;
}

static void
read_disk(struct status *st, const char *store)
{
	struct statvfs fs;
	struct stat file;

	if (stat(store, &file) == 0)
		st->store_bytes = file.st_size;
	if (statvfs(store, &fs) == 0)
		st->free_bytes = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	/* A store that lets go of what has had its time grows less. */
	st->days_left = st->days > 0 && st->store_bytes >= st->days ?
	    st->free_bytes / (st->store_bytes / st->days) :
	    -1;
}

static void
judge_nights(struct status *st, struct arena *a)
{
	const struct status_night *n = &st->nights[0];
	int64_t hours;

	if (st->last_good == TIME_UNKNOWN) {
		add_fault(st, STATUS_CRITICAL, "no night has been good yet");
		return;
	}
	hours = (st->now - st->last_good) / TIME_HOUR;
	if (hours >= LATE_HOURS)
		add_fault(st, hours >= LOST_HOURS ? STATUS_CRITICAL :
						    STATUS_WARNING,
		    arena_printf(a, "the last good night ended %lld hours ago",
			(long long)hours));
	else if (hours < 0)
		add_fault(st, STATUS_WARNING, "the clock stands before the "
		    "last night");
	if (!n->ok)
		add_fault(st, STATUS_WARNING, "the last night was not good");
	if (n->counts.records != n->counts.used + n->counts.duplicate +
		n->counts.ignored + n->counts.rejected)
		add_fault(st, STATUS_CRITICAL, "the last night's records do "
		    "not balance");
	if (n->counts.rejected > 0 &&
	    n->counts.records / n->counts.rejected < MANY_REJECTS)
		add_fault(st, STATUS_WARNING, arena_printf(a,
		    "%llu of %llu records were rejected",
		    (unsigned long long)n->counts.rejected,
		    (unsigned long long)n->counts.records));
}

static void
judge(struct status *st, const struct settings *s, struct arena *a)
{
	int32_t today = zone_civil(s->zone, st->now).day;

	judge_nights(st, a);
	if (st->newest_day != DAY_UNKNOWN &&
	    today - st->newest_day >= QUIET_DAYS)
		add_fault(st, STATUS_WARNING, arena_printf(a,
		    "no log has anything of the last %d days",
		    today - st->newest_day));
	if (st->days_left >= 0 && st->days_left < SHORT_DAYS)
		add_fault(st, st->days_left < FULL_DAYS ? STATUS_CRITICAL :
							  STATUS_WARNING,
		    arena_printf(a, "the disk is full in %lld days",
			(long long)st->days_left));
	if (st->mails_waiting > 0 && st->alerts_waiting > 0)
		add_fault(st, STATUS_WARNING, arena_printf(a,
		    "%lld mails wait to leave",
		    (long long)st->mails_waiting));
}

void
status_read(struct status *st, const struct settings *s, const char *path,
    struct arena *a)
{
	struct store *store = NULL;

	*st = (struct status){ .now = time_now(), .last_good = TIME_UNKNOWN,
		.newest_day = DAY_UNKNOWN, .days_left = -1,
		.last_backup = TIME_UNKNOWN };
	st->mails_waiting = count_mails(s, a);
	st->running = is_running(arena_printf(a, "%s.lock", path));
	if (!store_exists(path)) {
		read_disk(st, path);
		add_fault(st, STATUS_CRITICAL, access(path, F_OK) == -1 ?
		    "there is no store: no night has run" :
		    "the store is none, or its first night did not end");
		return;
	}
	/* It holds the file while it writes; that is no fault. */
	if (st->running) {
		read_disk(st, path);
		return;
	}
	if ((store = store_open(path, AUDIENCE_LEADERSHIP)) == NULL) {
		add_fault(st, STATUS_CRITICAL, "the store cannot be read");
		return;
	}
	read_store(st, store, s->zone, a);
	store_close(store);
	read_disk(st, path);
	judge(st, s, a);
}
