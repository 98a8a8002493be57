/*
 * What a school must have written down before it monitors anybody, drafted
 * from its settings: impact assessment with the retention schedule, notices
 * for pupils, staff and parents, the method, and who has not signed.
 */
#ifndef REPORTS_POLICY_PACK_H
#define REPORTS_POLICY_PACK_H

#include "settings/settings.h"

struct policy_pack_job {
	const struct settings *settings;
	const char *store; /* for the audit, where there is one yet */
	const char *out;   /* folder of the readers' folders */
	const char *who;
	int64_t now;
};

/* Each as PDF and text: into the officer's folder, the list of those who
 * have not signed into that of the safeguarding lead.  Prints the paths;
 * -1: said. */
int policy_pack(const struct policy_pack_job *job);

#endif
