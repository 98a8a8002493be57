/*
 * Alerts from a shell: which there are, that one has been read, a drill.
 */
#include <err.h>

#include "base/csv.h"
#include "incident/incident.h"
#include "store/statement.h"

#include "alert.h"
#include "shell.h"

static const char list_alerts[] =
    "SELECT alert.name, alert.kind, alert.label, alert.status,"
    "       alert.raised, alert.rung, alert.round,"
    "       coalesce(answer.who, ''), coalesce(answer.how, ''),"
    "       coalesce(answer.time, 0)"
    "  FROM alert"
    "  LEFT JOIN alert_act AS answer ON answer.id ="
    "       (SELECT min(id) FROM alert_act"
    "         WHERE alert = alert.id AND act = 'acknowledged'"
    "           AND time >= alert.raised)"
    " ORDER BY alert.raised, alert.name";

static const char titles[] = "alert,kind,label,status,raised,told,rounds,"
    "acknowledged_by,how,minutes\r\n";

static void
add_number(struct buffer *line, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)n);
	csv_add(line, false, slice_of(text));
}

int
shell_alerts(const struct shell *s, struct store *store)
{
	struct statement *q = statement_create(store, list_alerts);
	struct buffer line, time;
	int more = -1, i;

	if (q == NULL)
		return -1;
	buffer_init(&line, BUFFER_LARGEST);
	buffer_text(&line, titles);
	while ((more = statement_step(q)) == 1) {
		csv_add(&line, true, statement_text(q, 0));
		for (i = 1; i < 4; i++)
			csv_add(&line, false, statement_text(q, i));
		buffer_init(&time, 64);
		time_print_seconds(&time, statement_int(q, 4));
		csv_add(&line, false, buffer_slice(&time));
		buffer_finish(&time);
		add_number(&line, statement_int(q, 5));
		add_number(&line, statement_int(q, 6));
		csv_add(&line, false, statement_text(q, 7));
		csv_add(&line, false, statement_text(q, 8));
		if (statement_int(q, 9) > 0)
			add_number(&line, (statement_int(q, 9) -
			    statement_int(q, 4)) / TIME_MINUTE);
		else
			csv_add(&line, false, SLICE(""));
		csv_end_row(&line);
	}
	statement_destroy(q);
	if (more == 0 && fwrite(line.ptr, 1, line.len, s->out) != line.len)
		more = -1;
	buffer_finish(&line);
	return more;
}

/* By the alert's own name, or by the item that it is about. */
int
shell_ack(const struct shell *s, struct store *store)
{
	struct slice name = slice_of(s->operands[0]), names[MOST_ALERTS];
	struct arena *a = arena_create();
	const char *why;
	struct alert alert;
	int64_t item;
	int n = 1, i, result = -1;

	names[0] = name;
	if (store_begin(store) == -1)
		goto done;
	if (alert_find(store, s->desk->settings, name, a, &alert) == 0) {
		item = shell_item(s, store, 0);
		n = item <= 0 ? -1 : alert_names_of_item(store, item, a,
		    names);
		if (n == 0)
			warnx("%s: no alert of it waits for an answer",
			    s->operands[0]);
	}
	for (i = 0, result = n > 0 ? 0 : -1; i < n; i++) {
		why = alert_acknowledge(s->desk, store, names[i], s->who,
		    SLICE(""), "command");
		if (why != NULL) {
			warnx("%.*s: %s", SLICE_ARG(names[i]), why);
			result = -1;
		}
	}
	if (result == 0)
		result = store_commit(store);
	else
		store_rollback(store);
done:
	arena_destroy(a);
	return result;
}

int
shell_drill(const struct shell *s, struct store *store)
{
	struct buffer name;
	int result;

	(void)store;
	buffer_init(&name, 64);
	result = desk_drill(s->desk, s->who, &name);
	if (name.len > 0)
		fprintf(s->out, "drill %.*s: written; it is passed on until "
		    "somebody acknowledges it\n",
		    SLICE_ARG(buffer_slice(&name)));
	buffer_finish(&name);
	return result;
}
