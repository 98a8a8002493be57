/*
 * Accounts that are no person's.
 */
#include "enrich/machine.h"

/* Of Windows, in both its spellings; of web servers; greeters of desktops
 * on Linux and macOS. */
static const char *const services[] = { "-", "SYSTEM", "LOCAL SYSTEM",
	"LocalSystem", "LOCAL SERVICE", "LocalService", "NETWORK SERVICE",
	"NetworkService", "ANONYMOUS LOGON", "IUSR", "gdm", "lightdm", "sddm",
	"_mbsetupuser", "_windowserver" };

/* Windows logs its own desktop on as DWM-1 and UMFD-0, type 2. */
static bool
is_numbered(struct slice name, struct slice prefix)
{
	int64_t n;

	return slice_equal_fold(slice_first(name, prefix.len), prefix) &&
	    slice_to_int(slice_from(name, prefix.len), &n);
}

bool
account_is_machine(struct slice account)
{
	size_t i;

	if (account.len == 0 || slice_ends_with(account, SLICE("$")) ||
	    is_numbered(account, SLICE("DWM-")) ||
	    is_numbered(account, SLICE("UMFD-")))
		return true;
	for (i = 0; i < sizeof services / sizeof *services; i++)
		if (slice_equal_fold(account, slice_of(services[i])))
			return true;
	return false;
}
