/*
 * What Linux says of log-ons.
 */
#include "auth_text.h"

#include "base/url.h"
#include "text.h"
#include "web.h"

/* What a text says. */
struct said {
	struct slice user, target, address, command, message, reason;
	const char *category, *type, *action, *outcome;
};

bool
auth_is_program(struct slice program)
{
	static const char *const programs[] = { "sshd", "sshd-session", "sudo",
		"su", "login", "cron", "crond", "systemd-logind", "lightdm",
		"sddm", "useradd", "userdel", "usermod", "groupadd",
		"groupdel", "passwd", "chpasswd", "chage", NULL };

	return text_is_one_of(program, programs) ||
	    slice_starts_with(program, SLICE("gdm-"));
}

static bool
take_port(struct slice rest)
{
	struct slice word;
	int64_t port;

	if (!slice_take_word(&rest, &word))
		return false;
	if (slice_ends_with(word, SLICE(":"))) /* ": why, behind it" */
		word.len--;
	rest = slice_trim(rest);
	return text_to_number(word, &port) && port < 65536 &&
	    (rest.len == 0 || slice_starts_with(rest, SLICE("ssh2")) ||
		slice_starts_with(rest, SLICE("[preauth]")) ||
		slice_starts_with(rest, SLICE("Too many")));
}

/*
 * "USER from ADDRESS port PORT ssh2": a user may be called anything, so the
 * last " from " counts.
 */
static bool
take_where(struct slice s, struct said *out)
{
	size_t i;

	for (i = s.len; i-- > 0;) {
		struct slice rest = slice_from(s, i);

		if (!slice_take_text(&rest, SLICE(" from ")))
			continue;
		out->user = slice_first(s, i);
		out->address = slice_first(rest, slice_find(rest, ' '));
		rest = slice_from(rest, out->address.len);
		return url_host_is_address(out->address) &&
		    slice_take_text(&rest, SLICE(" port ")) &&
		    take_port(rest);
	}
	return false;
}

/* "zoe from 198.51.100.7 port 52144", in old versions without the port.  A
 * log-on that failed may stand beside it, and counts; this does not. */
static const char *
take_invalid(struct slice s, struct said *out)
{
	size_t last = slice_find_last(s, ' ');

	if (!take_where(s, out)) {
		if (last == s.len ||
		    !slice_ends_with(slice_first(s, last), SLICE(" from")) ||
		    !url_host_is_address(slice_from(s, last + 1)))
			return "log-on not understood: cut short?";
		out->address = slice_from(s, last + 1);
		out->user = slice_first(s, last - 5);
	}
	out->type = "info";
	out->action = "invalid-user";
	out->outcome = "failure";
	return NULL;
}

/* What stands beside no log-on that failed. */
static const char *
take_sshd_other(struct slice s, struct said *out)
{
	static const char *const refusals[] = { " not allowed because ",
		" is not allowed " };
	size_t i, at;

	if (slice_take_text(&s, SLICE("Invalid user ")))
		return take_invalid(s, out);
	if (slice_take_text(&s, SLICE("error: maximum authentication attempts "
				      "exceeded for ")) ||
	    slice_take_text(&s, SLICE("maximum authentication attempts "
				      "exceeded for "))) {
		slice_take_text(&s, SLICE("invalid user "));
		if (!take_where(s, out))
			return "log-on not understood: cut short?";
		out->reason = SLICE("too many attempts");
	} else if (slice_take_text(&s, SLICE("User "))) {
		for (i = 0, at = s.len; i < 2 && at == s.len; i++)
			at = slice_find_text(s, slice_of(refusals[i]));
		if (at == s.len)
			return parse_ignored;
		out->reason = slice_from(s, at + 1);
		s = slice_first(s, at);
		out->user = slice_first(s, slice_find(s, ' '));
		s = slice_from(s, slice_find_last(s, ' ') + 1);
		out->address = url_host_is_address(s) ? s : SLICE("");
	} else
		return parse_ignored;
	out->type = "denied";
	out->action = "logon-failed";
	out->outcome = "failure";
	return NULL;
}

/* "Accepted password for amy from 198.51.100.7 port 52144 ssh2" */
static const char *
take_sshd(struct slice s, struct said *out)
{
	struct slice method;
	bool accepted = slice_take_text(&s, SLICE("Accepted "));

	if (accepted || slice_take_text(&s, SLICE("Failed "))) {
		if (!slice_take_word(&s, &method) ||
		    !slice_take_text(&s, SLICE(" for ")))
			return "log-on not understood: cut short?";
		slice_take_text(&s, SLICE("invalid user "));
		if (!take_where(s, out))
			return "log-on not understood: cut short?";
		/* The client only asks what it may try. */
		if (!accepted && slice_equal(method, SLICE("none")))
			return parse_ignored;
		out->type = accepted ? "start" : "denied";
		out->action = accepted ? "logged-in" : "logon-failed";
		out->outcome = accepted ? "success" : "failure";
		return NULL;
	}
	return take_sshd_other(s, out);
}

/* "     amy : TTY=pts/0 ; PWD=/home/amy ; USER=root ; COMMAND=/bin/ls", with
 * "user NOT in sudoers ; " and the like in front of TTY. */
static const char *
take_sudo(struct slice s, struct said *out)
{
	struct slice head, rest;
	bool refused;

	rest = s = slice_trim(s);
	out->user = slice_first(s, slice_find(s, ' '));
	head = slice_from(s, out->user.len);
	if (!slice_take_text(&head, SLICE(" : ")))
		return parse_ignored;
	if (!slice_take_past(&rest, SLICE(" ; COMMAND=")))
		return slice_contains(s, SLICE("TTY=")) ?
		    "sudo without its command: cut short?" :
		    parse_ignored;
	out->command = rest;
	head = slice_first(head, slice_find_text(head, SLICE(" ; COMMAND=")));
	refused = !slice_starts_with(head, SLICE("TTY=")) &&
	    !slice_starts_with(head, SLICE("PWD=")) &&
	    !slice_starts_with(head, SLICE("HOST="));
	if (!slice_take_past(&head, SLICE(" ; USER=")))
		return "sudo without a user: cut short?";
	out->target = slice_first(head, slice_find(head, ' '));
	out->category = "process";
	out->type = refused ? "denied" : "start";
	out->action = "sudo";
	out->outcome = refused ? "failure" : "success";
	return NULL;
}

/* "amy", "amy(uid=1001)", "root by amy(uid=1001)" */
static void
split_by(struct slice s, struct said *out)
{
	struct slice target = slice_first(s, slice_find_text(s,
	    SLICE(" by ")));
	struct slice actor = slice_from(s, target.len + 4);

	target = slice_first(target, slice_find(target, '('));
	actor = slice_first(actor, slice_find(actor, '('));
	out->user = target;
	if (actor.len > 0 && !slice_equal(actor, target)) {
		out->user = actor;
		out->target = target;
	}
}

/* "'amy'" or "amy," at the front. */
static struct slice
name_at(struct slice s)
{
	struct slice name;

	if (slice_take_char(&s, '\'') && slice_take_until(&s, '\'', &name))
		return name;
	return slice_first(s, slice_find(s, ','));
}

/* "new user: name=zoe, UID=1007, ...", "delete user 'zoe'" and the like. */
static const char *
take_account(struct slice s, struct said *out)
{
	static const struct {
		const char *begins, *action;
		bool account; /* a group's name is told in the message */
	} acts[] = { { "new user: name=", "added-user-account", true },
		{ "delete user ", "deleted-user-account", true },
		{ "change user ", "modified-user-account", true },
		{ "lock user ", "locked-user-account", true },
		{ "unlock user ", "unlocked-user-account", true },
		{ "password changed for ", "changed-password", true },
		{ "changed password expiry for ", "modified-user-account",
		    true },
		{ "add ", "added-member-to-group", true },
		{ "delete ", "removed-member-from-group", true },
		{ "new group: name=", "added-group", false },
		{ "group added to /etc/group: name=", "added-group", false } };
	size_t i;

	for (i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct slice rest = s, name;

		if (!slice_take_text(&rest, slice_of(acts[i].begins)))
			continue;
		name = name_at(rest);
		if (name.len == 0)
			return "an act without an account: cut short?";
		if (acts[i].account)
			out->target = slice_first(name, slice_find(name, ' '));
		out->message = s;
		out->category = "configuration";
		out->type = "info";
		out->action = acts[i].action;
		out->outcome = "success";
		return NULL;
	}
	return parse_ignored;
}

/* "pam_unix(sshd:session): session opened for user amy by (uid=0)" */
static const char *
take_pam(struct slice s, bool changes, struct said *out)
{
	struct slice who, rest;
	bool opened;

	if (!slice_take_until(&s, ')', &who) || !slice_take_text(&s,
		SLICE(": ")))
		return "not understood: cut short?";
	opened = slice_take_text(&s, SLICE("session opened for user "));
	if (opened || slice_take_text(&s, SLICE("session closed for user "))) {
		if (s.len == 0)
			return "session without a user: cut short?";
		split_by(s, out);
		out->type = opened ? "start" : "end";
		out->action = opened ? "session-opened" : "logged-out";
		out->outcome = "success";
		return NULL;
	}
	if (slice_starts_with(s, SLICE("password changed for ")))
		return take_account(s, out);
	if (!slice_starts_with(s, SLICE("authentication failure;")))
		return parse_ignored;
	rest = s;
	if (!slice_take_past(&rest, SLICE(" user=")))
		return parse_ignored; /* sshd says whose it was */
	out->user = slice_trim(rest);
	/* Of sudo and su: ruser= asked to become user=. */
	who = slice_first(s, slice_find_text(s, SLICE(" user=")));
	if (changes && slice_take_past(&who, SLICE(" ruser="))) {
		who = slice_first(who, slice_find(who, ' '));
		if (who.len > 0 && !slice_equal(who, out->user)) {
			out->target = out->user;
			out->user = who;
		}
	}
	if (slice_take_past(&s, SLICE(" rhost="))) {
		who = slice_first(s, slice_find(s, ' '));
		out->address = url_host_is_address(who) ? who : SLICE("");
	}
	out->type = "denied";
	out->action = "authentication-failure";
	out->outcome = "failure";
	return NULL;
}

/* "(amy) CMD (/usr/bin/backup -q)" */
static const char *
take_cron(struct slice s, struct said *out)
{
	if (!slice_take_char(&s, '(') || !slice_take_until(&s, ')', &out->user))
		return parse_ignored;
	if (!slice_take_text(&s, SLICE(" CMD (")))
		return parse_ignored;
	if (!slice_ends_with(s, SLICE(")")))
		return "a command that does not end: cut short?";
	s.len--;
	out->command = slice_trim(s);
	out->category = "process";
	out->type = "start";
	out->action = "cron";
	out->outcome = "success";
	return NULL;
}

/* "Successful su for root by amy", "FAILED su for root by amy",
 * "(to root) amy on pts/0" */
static const char *
take_su(struct slice s, struct said *out)
{
	bool failed = slice_starts_with(s, SLICE("FAILED "));

	if (slice_take_text(&s, SLICE("Successful su for ")) ||
	    slice_take_text(&s, SLICE("FAILED su for "))) {
		out->target = slice_first(s, slice_find(s, ' '));
		s = slice_from(s, out->target.len);
		if (!slice_take_text(&s, SLICE(" by ")) || s.len == 0)
			return "su without who: cut short?";
		out->user = s;
	} else if (slice_starts_with(s, SLICE("(to ")) ||
	    slice_starts_with(s, SLICE("FAILED SU (to "))) {
		s = slice_from(s, slice_find(s, '(') + 4);
		if (!slice_take_until(&s, ')', &out->target) ||
		    !slice_take_word(&s, &out->user))
			return "su without who: cut short?";
	} else
		return parse_ignored;
	out->type = failed ? "denied" : "start";
	out->action = "su";
	out->outcome = failed ? "failure" : "success";
	return NULL;
}

/* "New session 12 of user amy." */
static const char *
take_text(const struct auth_text *a, struct said *out)
{
	struct slice s = slice_trim(a->text), id;

	if (slice_starts_with(s, SLICE("pam_")) &&
	    slice_find(s, '(') < s.len)
		return take_pam(s, slice_starts_with(a->program,
		    SLICE("su")), out);
	if (slice_starts_with(a->program, SLICE("sshd")))
		return take_sshd(s, out);
	if (slice_equal(a->program, SLICE("sudo")))
		return take_sudo(s, out);
	if (slice_equal(a->program, SLICE("su")))
		return take_su(s, out);
	if (slice_equal_fold(a->program, SLICE("cron")) ||
	    slice_equal(a->program, SLICE("crond")))
		return take_cron(s, out);
	if (slice_starts_with(a->program, SLICE("user")) ||
	    slice_starts_with(a->program, SLICE("group")) ||
	    slice_equal(a->program, SLICE("chage")) ||
	    slice_equal(a->program, SLICE("chpasswd")) ||
	    slice_equal(a->program, SLICE("passwd")))
		return take_account(s, out);
	if (slice_equal(a->program, SLICE("systemd-logind")) &&
	    slice_take_text(&s, SLICE("New session ")) &&
	    slice_take_until(&s, ' ', &id) &&
	    slice_take_text(&s, SLICE("of user ")) && s.len > 1) {
		out->user = slice_first(s, s.len - 1);
		out->type = "start";
		out->action = "session-opened";
		out->outcome = "success";
		return NULL;
	}
	return parse_ignored;
}

static void
set_user(struct parse *p, uint32_t row, enum column c, struct slice raw)
{
	char *text = arena_text(p->scratch, raw);
	struct slice user, domain;

	account_split(text, raw.len, &user, &domain);
	batch_set_text(p->batch, row, c, user);
	if (c == COL_ACCOUNT)
		batch_set_text(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
}

/* "s=39f3c2a1;i=4ece7;b=...;t=...;x=...": of the journal with the id s it is
 * entry 0x4ece7. */
static void
set_number(struct parse *p, uint32_t row, struct slice cursor)
{
	struct slice id;
	int64_t number = 0;
	size_t i, digits;

	if (!slice_take_text(&cursor, SLICE("s=")))
		return;
	id = slice_first(cursor, slice_find(cursor, ';'));
	cursor = slice_from(cursor, id.len);
	if (id.len == 0 || !slice_take_text(&cursor, SLICE(";i=")))
		return;
	digits = slice_find(cursor, ';');
	if (digits == 0 || digits > 15)
		return;
	for (i = 0; i < digits; i++) {
		if (hex_digit(cursor.ptr[i]) == -1)
			return;
		number = number * 16 + hex_digit(cursor.ptr[i]);
	}
	batch_set_number(p->batch, row, COL_SEQUENCE, number);
	batch_set_text(p->batch, row, COL_SERIES,
	    slice_of(arena_printf(
		p->scratch, "journal %.*s", SLICE_ARG(id))));
}

const char *
auth_row(struct parse *p, const struct auth_text *a)
{
	struct batch *b = p->batch;
	struct said said = { .category = "authentication" };
	const char *why = take_text(a, &said);
	uint32_t row;

	if (why != NULL)
		return why;
	if (!text_is_clean(said.user) || !text_is_clean(said.target))
		return "a control character in a name";
	row = parse_row(p);
	batch_set_number(b, row, COL_TIMESTAMP, a->time);
	batch_set_number(b, row, COL_START, a->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(a->source));
	batch_set_text(b, row, COL_CHANNEL, slice_of(said.category));
	batch_set_text(b, row, COL_TYPE, slice_of(said.type));
	batch_set_text(b, row, COL_ACTION, slice_of(said.action));
	batch_set_text(b, row, COL_OUTCOME, slice_of(said.outcome));
	batch_set_text(b, row, COL_HOST, text_host(a->host, p->scratch));
	batch_set_text(b, row, COL_PROCESS, a->program);
	batch_set_text(b, row, COL_ADDRESS, said.address);
	batch_set_text(b, row, COL_COMMAND_LINE,
	    text_to_utf8(said.command, p->scratch));
	batch_set_text(b, row, COL_REASON, said.reason);
	batch_set_text(b, row, COL_MESSAGE,
	    text_to_utf8(said.message, p->scratch));
	set_user(p, row, COL_ACCOUNT, said.user);
	set_user(p, row, COL_TARGET_ACCOUNT, said.target);
	set_number(p, row, a->cursor);
	parse_row_done(p, row);
	return NULL;
}
