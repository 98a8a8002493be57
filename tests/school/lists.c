/* The lists a school keeps: one value a line. */

#include <err.h>
#include <string.h>

#include "school.h"

static const char *const names[LISTS] = { "gaming_club", "bulk_senders",
	"private_mail_domains", "permitted_usb", "deployment_accounts",
	"technicians", "admin_accounts", "approved_ai", "approved_publishing",
	"banned_accounts", "lost_devices", "proxy_addresses", "pupil_mail",
	"shared_mailboxes", "staff_devices" };

void
list_add(struct school *s, enum list list, const char *value)
{
	struct list_of *l = &s->lists[list];

	for (int i = 0; i < l->count; i++)
		if (strcmp(l->values[i], value) == 0)
			return;
	if (l->count == LONGEST_LIST)
		errx(1, "%s: too long", names[list]);
	memcpy(l->values[l->count++], value, strnlen(value, 47));
}

void
lists_fill(struct school *s)
{
	static const char *const webmail[] = { "postbox.example",
		"freemail.example", "gmail.com", "outlook.com", "hotmail.com",
		"yahoo.com", "icloud.com" };

	for (size_t i = 0; i < sizeof(webmail) / sizeof(webmail[0]); i++)
		list_add(s, PRIVATE_MAIL, webmail[i]);
	list_add(s, BULK_SENDERS, "office@quillbrook.example");
	list_add(s, BULK_SENDERS, "newsletter@quillbrook.example");
	list_add(s, PERMITTED_USB, "0A17B3C9D2E4");
	list_add(s, PERMITTED_USB, "5F00C2A87713");
	list_add(s, DEPLOYMENT, "svc-deploy");
	list_add(s, DEPLOYMENT, "SYSTEM");
	for (int i = 0; i < 3; i++) {
		const struct person *p =
		    &s->people[people_find(s, TECHNICIAN, i)];

		list_add(s, TECHNICIANS, p->username);
	}
}

int
lists_write(const struct school *s, const char *folder)
{
	char path[512];
	FILE *out;

	for (int list = 0; list < LISTS; list++) {
		snprintf(
		    path, sizeof(path), "%s/lists/%s.txt", folder, names[list]);
		if ((out = fopen(path, "w")) == NULL) {
			warn("%s", path);
			return -1;
		}
		for (int i = 0; i < s->lists[list].count; i++)
			fprintf(out, "%s\n", s->lists[list].values[i]);
		if (fclose(out) != 0) {
			warn("%s", path);
			return -1;
		}
	}
	return 0;
}
