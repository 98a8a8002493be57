/*
 * The table of labels.
 */
#include "reports/labels.h"

const struct kind_group kind_groups[GROUP_COUNT] = {
	[GROUP_UNSUITABLE] = { "Unsuitable content", RISK_CONTENT },
	[GROUP_CONTACT] = { "Contact with others", RISK_CONTACT },
	[GROUP_GAMES] = { "Games", RISK_CONDUCT },
	[GROUP_ROUND_FILTER] = { "Getting round the filter", RISK_CONDUCT },
	[GROUP_OTHER_CONDUCT] = { "Other conduct", RISK_CONDUCT },
	[GROUP_MONEY] = { "Gambling and shopping", RISK_COMMERCE },
	[GROUP_ACCOUNTS] = { "Accounts and passwords", RISK_SECURITY },
	[GROUP_COMPUTERS] = { "Computers and software", RISK_SECURITY },
	[GROUP_DATA] = { "School data", RISK_SECURITY },
};

/* clang-format off */
const struct kind kinds[] = {
	{ "adult", "Sexual content", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for pages of sexual content" },
	{ "extremism", "Extremism", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for a page that is listed as extremist" },
	{ "self-harm", "Self-harm and suicide", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for pages about self-harm or suicide" },
	{ "violence-weapons", "Violence and weapons", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for pages about violence or weapons" },
	{ "drugs", "Drugs and alcohol", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for pages about drugs or alcohol" },
	{ "hate", "Hate and discrimination", GROUP_UNSUITABLE, CHANNEL_WEB, "asked for pages of hate or discrimination" },
	{ "image-search", "Image search for unsuitable content", GROUP_UNSUITABLE, CHANNEL_WEB, "searched for unsuitable images" },
	{ "illegal-suspected", "Suspected illegal content", GROUP_UNSUITABLE, CHANNEL_WEB, "met a block for content that may be illegal" },
	{ "accidental-access", "Unsuitable content met by accident, and reported", GROUP_UNSUITABLE, CHANNEL_WEB, "was reported by its own user" },
	{ "grooming", "Possible grooming", GROUP_CONTACT, CHANNEL_WEB, "took part in contact that may be grooming" },
	{ "cyberbullying", "Cyberbullying", GROUP_CONTACT, CHANNEL_WEB, "was named in a report of cyberbullying" },
	{ "parent-instigator", "A parent as instigator", GROUP_CONTACT, CHANNEL_WEB, "was named in a report about a parent" },
	{ "social-media", "Social media", GROUP_CONTACT, CHANNEL_WEB, "opened pages of social media" },
	{ "chat", "Chat", GROUP_CONTACT, CHANNEL_WEB, "opened pages of chat services" },
	{ "staff-pupil-mail", "Private mail between staff and pupils", GROUP_CONTACT, CHANNEL_MAIL, "exchanged mail between staff and pupil outside the school's mail" },
	{ "age-restricted-signup", "Signing up below the age limit", GROUP_CONTACT, CHANNEL_WEB, "signed up to a service with an age limit" },
	{ "new-ai-service", "New AI services", GROUP_CONTACT, CHANNEL_WEB, "opened an AI service that the school had not met before" },
	{ "gaming-in-lesson", "Games in lessons", GROUP_GAMES, CHANNEL_WEB, "opened pages of games during a lesson" },
	{ "gaming-at-break", "Games at break or lunch", GROUP_GAMES, CHANNEL_WEB, "opened pages of games at break or lunch" },
	{ "gaming-out-of-hours", "Games out of school hours", GROUP_GAMES, CHANNEL_WEB, "opened pages of games out of school hours, on the school's equipment" },
	{ "gaming-in-working-hours", "Games in working hours", GROUP_GAMES, CHANNEL_WEB, "opened pages of games in working hours" },
	{ "circumvention", "Trying to get round the filter", GROUP_ROUND_FILTER, CHANNEL_WEB, "used, or tried to use, a way round the filter" },
	{ "traffic-outside-filter", "Traffic that went round the filter", GROUP_ROUND_FILTER, CHANNEL_WEB, "sent traffic that did not pass the filter" },
	{ "remote-access", "Remote access", GROUP_ROUND_FILTER, CHANNEL_COMPUTER, "used remote access software" },
	{ "use-during-ban", "Use during a ban", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "was used while it was barred" },
	{ "access-without-self-report", "Access that was not reported", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "met unsuitable content and no report of it was made" },
	{ "complaint", "Complaint", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "was named in a complaint" },
	{ "file-sharing", "File sharing", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "used file-sharing services or programs" },
	{ "program-download", "Downloading programs", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "downloaded a program" },
	{ "unapproved-publishing", "Publishing without approval", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "published something without approval" },
	{ "webmail", "Private webmail", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "opened private webmail" },
	{ "chain-mail", "Chain mail", GROUP_OTHER_CONDUCT, CHANNEL_MAIL, "sent a great many mails in a few minutes" },
	{ "bulk-mail", "Bulk mail", GROUP_OTHER_CONDUCT, CHANNEL_MAIL, "sent mail to a great many addresses" },
	{ "mail-as-other", "Mail in another's name", GROUP_OTHER_CONDUCT, CHANNEL_MAIL, "sent mail in the name of somebody else" },
	{ "gambling", "Gambling", GROUP_MONEY, CHANNEL_WEB, "opened, or tried to open, pages of gambling" },
	{ "shopping", "Shopping", GROUP_MONEY, CHANNEL_WEB, "opened pages of shops" },
	{ "shared-login", "Shared log-in", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "was signed in on several computers within ten minutes" },
	{ "leaver-account", "Account of a leaver in use", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "was used after its owner had left the school" },
	{ "password-guessing", "Guessing passwords", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "was the target of many failed sign-ins in a few minutes" },
	{ "account-device-mismatch", "Account on another's computer", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "was used on a computer that was issued to somebody else" },
	{ "screen-left-unlocked", "Screen left unlocked", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "was left signed in and unlocked" },
	{ "visitor-account", "Visitor account", GROUP_ACCOUNTS, CHANNEL_COMPUTER, "is a visitor's and was used outside the time of the visit" },
	{ "admin-browsing", "Browsing as administrator", GROUP_ACCOUNTS, CHANNEL_WEB, "is an administrator's and was used for browsing" },
	{ "unauthenticated-use", "Use without signing in", GROUP_ACCOUNTS, CHANNEL_WEB, "was not known: the web was used without signing in" },
	{ "wrong-filter-profile", "Wrong filter profile", GROUP_ACCOUNTS, CHANNEL_WEB, "was filtered by the wrong profile" },
	{ "mailbox-of-absent", "Mailbox of somebody absent", GROUP_ACCOUNTS, CHANNEL_MAIL, "opened the mailbox of somebody who was away" },
	{ "software-install", "Installing software", GROUP_COMPUTERS, CHANNEL_COMPUTER, "installed software" },
	{ "removable-media", "Memory sticks", GROUP_COMPUTERS, CHANNEL_COMPUTER, "was signed in when a memory stick or disk was put in" },
	{ "malware", "Malware found", GROUP_COMPUTERS, CHANNEL_COMPUTER, "was signed in when the virus checker found malware" },
	{ "stale-antivirus", "Virus checker out of date", GROUP_COMPUTERS, CHANNEL_COMPUTER, "was signed in on a computer whose virus checker is out of date" },
	{ "log-tampering", "Log cleared", GROUP_COMPUTERS, CHANNEL_COMPUTER, "cleared the event log of a computer" },
	{ "lost-device", "Lost computer in use", GROUP_COMPUTERS, CHANNEL_COMPUTER, "was used on a computer that is recorded as lost" },
	{ "silent-device", "Computer not heard from", GROUP_COMPUTERS, CHANNEL_COMPUTER, "is of a computer that has not been heard from" },
	{ "missing-logs", "Logs missing", GROUP_COMPUTERS, CHANNEL_COMPUTER, "is not known: logs are missing" },
	{ "filter-test", "Test of the filter", GROUP_COMPUTERS, CHANNEL_WEB, "ran a test of the filter" },
	{ "mail-to-private-address", "Mail to a private address", GROUP_DATA, CHANNEL_MAIL, "sent several mails to the same private address" },
	{ "data-transfer", "Large transfer of data", GROUP_DATA, CHANNEL_WEB, "sent a large amount of data out of the school" },
	{ "information-disclosed", "Information disclosed", GROUP_DATA, CHANNEL_WEB, "was named in a report of disclosed information" },
	{ "unencrypted-transfer", "Transfer without encryption", GROUP_DATA, CHANNEL_WEB, "sent data without encryption" },
	{ "others-files", "Files of others", GROUP_DATA, CHANNEL_COMPUTER, "opened files of somebody else" },
	{ "", "Other rules of the school", GROUP_OTHER_CONDUCT, CHANNEL_WEB, "did what a rule of the school looks for" },
};
/* clang-format on */
const size_t kind_count = sizeof kinds / sizeof *kinds;

size_t
kind_of_label(struct slice label)
{
	size_t i;

	for (i = 0; i + 1 < kind_count; i++)
		if (slice_equal(label, slice_of(kinds[i].label)))
			break;
	return i;
}

const char *
risk_title(enum risk r)
{
	static const char *const titles[] = {
		[RISK_CONTENT] = "Content",
		[RISK_CONTACT] = "Contact",
		[RISK_CONDUCT] = "Conduct",
		[RISK_COMMERCE] = "Commerce",
		[RISK_SECURITY] = "Security",
	};

	return titles[r];
}
