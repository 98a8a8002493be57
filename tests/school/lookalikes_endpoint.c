/* Programs and events on Windows that look worse than they are. */

#include "school.h"

void
lookalikes_endpoint(struct school *s)
{
	struct session *at = plant_pick(s, 3, P2, 7, 11, "desktop");
	int64_t when = at->from + 16 * MINUTE;
	int device = devices_find(s, "IT1-PC07");

	endpoint_process(s, when, at->device, plant_name(s, at), true,
	    "C:\\Program Files\\TortoiseGit\\bin\\TortoiseProc.exe",
	    " /command:log");
	lookalike_add(s, "circumvention", plant_name(s, at), when, when,
	    "TortoiseProc.exe is not Tor");
	at = plant_pick(s, 8, P1, 7, 11, "desktop");
	when = at->from + 20 * MINUTE;
	endpoint_process(s, when, at->device, plant_name(s, at), false,
	    "C:\\Program Files\\BodyLab\\operation.exe", "");
	lookalike_add(s, "circumvention", plant_name(s, at), when, when,
	    "operation.exe is not Opera's VPN");
	when = plant_time(s, 2, 18, 10, 11);
	endpoint_add(
	    s, &(struct windows_event){ .at = when,
		   .device = device,
		   .code = 1100,
		   .channel = "Security",
		   .provider = "Microsoft-Windows-Eventlog",
		   .level = "information",
		   .message = "The event logging service has shut down." });
	lookalike_add(s, "log-tampering", devices_name(s, "IT1-PC07"), when,
	    when, "event log service stopped as the machine went off");
	when = plant_time(s, 7, 2, 20, 11);
	endpoint_add(s, &(struct windows_event){ .at = when,
			    .device = device,
			    .code = 1105,
			    .channel = "Security",
			    .provider = "Microsoft-Windows-Eventlog",
			    .level = "information",
			    .message = "Event log automatic backup" });
	lookalike_add(s, "log-tampering", devices_name(s, "IT1-PC07"), when,
	    when, "the log was full and was turned over");
}
