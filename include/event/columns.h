/*
 * Every column that an event may have, once.  This list feeds the TSV
 * header, the codec between processes, the store, the manual and the names
 * that rules use.  To add a column, add a row.
 *
 * COLUMN(ID, "ecs.name", KIND, DOMAIN, FLAGS, "Sigma aliases", "meaning")
 *
 * KIND   NUMBER  a 64-bit integer; NUMBER_UNKNOWN where it is not known
 *        TIME    microseconds UTC; TIME_UNKNOWN where it is not known
 *        SYMBOL  text whose values repeat, kept as a number of its DOMAIN
 *        TEXT    text that seldom repeats
 * DOMAIN which symbols it shares with other columns; NONE for the rest
 * FLAGS  EARLY   filled by a parser or by enrich
 *        LATE    needs other events: filled by enrich where one event is
 *                enough, else by settle; unknown until then
 *        STREAM  travels between filters, never reaches the store's events
 *
 * Names are those of the Elastic Common Schema; what it lacks bears
 * "beadle.".  Sigma aliases are those of the public rules' taxonomy for
 * proxy, webserver and Windows log sources, separated by spaces.
 */

/* clang-format off */
COLUMN(TIMESTAMP,    "@timestamp", TIME, NONE, EARLY, "", "time stamped in the log; a proxy stamps the end of a request")
COLUMN(START,        "event.start", TIME, NONE, EARLY, "", "when it began: the stamp, less the duration where the end is stamped")
COLUMN(DURATION,     "event.duration", NUMBER, NONE, EARLY, "", "nanoseconds")
COLUMN(EVENT_KIND,   "event.kind", SYMBOL, WORD, EARLY, "", "event; state (opens or closes a log file or a chunk of it; or a share: the school-days that a merged store has); pipeline_error (a rejected record)")
COLUMN(DATASET,      "event.dataset", SYMBOL, WORD, EARLY, "", "the format it came from: squid.access, postfix.mail, windows.security ...")
COLUMN(CHANNEL,      "event.category", SYMBOL, WORD, EARLY, "", "web, email, authentication, process, file, malware, configuration, host, package; absence (what did not come)")
COLUMN(ACTION,       "event.action", SYMBOL, WORD, EARLY, "", "the product's own word: TCP_MISS, sent, logged-in, usb-connected ...")
COLUMN(TYPE,         "event.type", SYMBOL, WORD, EARLY, "", "allowed, denied, start, end, info")
COLUMN(OUTCOME,      "event.outcome", SYMBOL, WORD, EARLY, "", "success, failure, unknown")
COLUMN(CODE,         "event.code", SYMBOL, WORD, EARLY, "EventID", "the product's event number")
COLUMN(PROVIDER,     "event.provider", SYMBOL, WORD, EARLY, "Provider_Name", "Windows provider")
COLUMN(WIN_CHANNEL,  "winlog.channel", SYMBOL, WORD, EARLY, "Channel", "Windows event log")
COLUMN(REASON,       "event.reason", SYMBOL, WORD, EARLY, "", "why it was blocked or failed, in the product's word; the reason of a reject")
COLUMN(ACCOUNT,      "user.name", SYMBOL, ACCOUNT, EARLY, "cs-username", "account as logged, without its domain")
COLUMN(ACCOUNT_DOMAIN, "user.domain", SYMBOL, WORD, EARLY, "", "directory domain of the account")
COLUMN(TARGET_ACCOUNT, "user.target.name", SYMBOL, ACCOUNT, EARLY, "", "account that was acted on")
COLUMN(ADDRESS,      "source.ip", SYMBOL, ADDRESS, EARLY, "c-ip src_ip", "client address")
COLUMN(MAC,          "source.mac", SYMBOL, ADDRESS, EARLY, "", "hardware address of the client: 00-00-5E-00-53-01")
COLUMN(HOST,         "host.name", SYMBOL, HOST, EARLY, "ComputerName Computer", "computer, in lower case, without its domain")
COLUMN(DOMAIN_NAME,  "url.domain", SYMBOL, SITE, EARLY, "cs-host r-dns", "host asked for, in lower case")
COLUMN(REGISTERED,   "url.registered_domain", SYMBOL, SITE, EARLY, "", "the part of the host that somebody registered, by the Public Suffix List")
COLUMN(SCHEME,       "url.scheme", SYMBOL, WORD, EARLY, "", "http, https, ftp; empty for a tunnel")
COLUMN(PORT,         "url.port", NUMBER, NONE, EARLY, "", "port, where it is written")
COLUMN(PATH,         "url.path", TEXT, NONE, EARLY, "cs-uri-stem c-uri-stem", "path with its slash")
COLUMN(QUERY,        "url.query", TEXT, NONE, EARLY, "cs-uri-query c-uri-query", "query, reduced to what policy needs")
COLUMN(METHOD,       "http.request.method", SYMBOL, WORD, EARLY, "cs-method", "GET, CONNECT ...")
COLUMN(STATUS,       "http.response.status_code", NUMBER, NONE, EARLY, "sc-status", "status sent to the client")
COLUMN(BYTES,        "http.response.bytes", NUMBER, NONE, EARLY, "sc-bytes", "bytes sent to the client")
COLUMN(MIME,         "http.response.mime_type", SYMBOL, WORD, EARLY, "", "type of what was sent")
COLUMN(AGENT,        "user_agent.original", SYMBOL, AGENT, EARLY, "c-useragent cs-user-agent", "user agent")
COLUMN(FILTER_CATEGORY, "rule.category", SYMBOL, WORD, EARLY, "", "category in the filter's own words")
COLUMN(DESTINATION,  "destination.ip", SYMBOL, ADDRESS, EARLY, "dst_ip", "address of the server")
COLUMN(FROM,         "email.from.address", SYMBOL, MAILBOX, EARLY, "", "envelope sender, in lower case; empty for a bounce")
COLUMN(TO,           "email.to.address", SYMBOL, MAILBOX, EARLY, "", "one recipient, in lower case")
COLUMN(TO_DOMAIN,    "email.to.domain", SYMBOL, SITE, EARLY, "", "domain of the recipient")
COLUMN(MESSAGE_ID,   "email.message_id", TEXT, NONE, EARLY, "", "message id")
COLUMN(SUBJECT,      "email.subject", TEXT, NONE, EARLY, "", "subject, where the school keeps it")
COLUMN(MAIL_SIZE,    "email.size", NUMBER, NONE, EARLY, "", "bytes of the message")
COLUMN(QUEUE_ID,     "email.local_id", TEXT, NONE, EARLY, "", "queue id of the mail server")
COLUMN(PROCESS,      "process.executable", SYMBOL, PROGRAM, EARLY, "Image NewProcessName", "program that ran")
COLUMN(PARENT,       "process.parent.executable", SYMBOL, PROGRAM, EARLY, "ParentImage ParentProcessName", "program that started it")
COLUMN(COMMAND_LINE, "process.command_line", TEXT, NONE, EARLY, "CommandLine", "command line")
COLUMN(FILE,         "file.path", TEXT, NONE, EARLY, "TargetFilename", "file concerned")
COLUMN(LOGON_ID,     "winlog.logon.id", TEXT, NONE, EARLY, "TargetLogonId", "log-on session on that computer")
COLUMN(LOGON_TYPE,   "winlog.logon.type", SYMBOL, WORD, EARLY, "LogonType", "2 interactive, 3 network, 7 unlock, 10 remote, 11 cached")
COLUMN(DEVICE_ID,    "device.id", TEXT, NONE, EARLY, "", "hardware id of a device that was connected")
COLUMN(PACKAGE,      "package.name", TEXT, NONE, EARLY, "", "software that was installed")
COLUMN(THREAT,       "threat.indicator.name", SYMBOL, WORD, EARLY, "", "malware, as the product names it")
COLUMN(MESSAGE,      "message", TEXT, NONE, EARLY, "", "what the record says, where no column holds it")
COLUMN(NATIVE,       "beadle.native", TEXT, NONE, EARLY, "", "native fields of an endpoint event, one JSON object of name and value")
COLUMN(FILE_PATH,    "log.file.path", SYMBOL, LOGFILE, EARLY, "", "log file, and its member: backup.zip!access.log")
COLUMN(OFFSET,       "log.offset", NUMBER, NONE, EARLY, "", "where the record begins in the inflated log, in bytes")
COLUMN(TIME_SOURCE,  "beadle.time_source", SYMBOL, WORD, EARLY, "", "offset (in the log), zone (declared), year (inferred), ambiguous (repeated hour: the first is taken), missing (an hour that the clocks left out: is the zone right?)")
COLUMN(KIND,         "beadle.kind", SYMBOL, TAG, EARLY, "", "page, supporting, background, challenge, query, fragment")
COLUMN(CATEGORY,     "beadle.category", SYMBOL, TAG, EARLY, "", "category of the site by the school's lists")
COLUMN(PERIOD,       "beadle.period", SYMBOL, TAG, LATE, "", "lesson, registration, study, break, lunch, working, off, club, let, boarding, before-school, after-school, evening, night, weekend, holiday, inset, exam-leave; several joined by a space")
COLUMN(DAY,          "beadle.day", NUMBER, NONE, EARLY, "", "local day, counted from 1970-01-01")
COLUMN(HOUR,         "beadle.hour", NUMBER, NONE, EARLY, "", "local hour, 0 to 23")
COLUMN(DEVICE,       "beadle.device", SYMBOL, HOST, EARLY, "", "device by the school's list")
COLUMN(ROOM,         "beadle.room", SYMBOL, TAG, EARLY, "", "room of the device")
COLUMN(DEVICE_TYPE,  "beadle.device_type", SYMBOL, TAG, EARLY, "", "type of the device")
COLUMN(NETWORK,      "beadle.network", SYMBOL, TAG, EARLY, "", "the school's network that the client's address is of, by its name")
COLUMN(NETWORK_KIND, "beadle.network_kind", SYMBOL, TAG, EARLY, "", "school, byod, guest, staff, server, off-site; unknown for a private address of no network")
COLUMN(PLACE,        "beadle.site", SYMBOL, TAG, EARLY, "", "site of the school: the network's, else the device's")
COLUMN(PERSON,       "beadle.person", SYMBOL, PERSON, LATE, "", "lasting id of the person")
COLUMN(ROLE,         "beadle.role", SYMBOL, TAG, LATE, "", "pupil, staff, technician, governor, visitor, class, none")
COLUMN(YEAR,         "beadle.year", SYMBOL, TAG, LATE, "", "year group of a pupil")
COLUMN(STANDING,     "beadle.standing", SYMBOL, TAG, LATE, "", "active, leaver (used after the day of leaving), unlisted; banned, absent, lost-device (by the school's lists); not-denied, other-profile (by its table of filter profiles); several joined by a space")
COLUMN(ATTRIBUTION,  "beadle.attribution", SYMBOL, TAG, LATE, "", "strong, fair, weak, none")
COLUMN(ATTRIBUTION_WHY, "beadle.attribution_reason", SYMBOL, TAG, LATE, "", "proxy sign-in, log-on session, class account ...")
COLUMN(CLIENT_PORT,  "source.port", NUMBER, NONE, STREAM, "", "port of the client")
COLUMN(SERVER_PORT,  "destination.port", NUMBER, NONE, STREAM, "dst_port", "port of the server")
COLUMN(TRANSPORT,    "network.transport", SYMBOL, WORD, STREAM, "", "tcp, udp, icmp ...")
COLUMN(PROTOCOL,     "network.protocol", SYMBOL, WORD, STREAM, "", "protocol or application, in the product's word: http, dns, web-browsing ...")
COLUMN(RULE,         "rule.name", SYMBOL, WORD, STREAM, "", "rule or policy of the product that decided")
COLUMN(FLAGS,        "beadle.flags", TEXT, NONE, STREAM, "", "names of the rules that matched, separated by spaces")
COLUMN(CANDIDATES,   "beadle.candidates", TEXT, NONE, STREAM, "", "names of the rules that are open until late fields are known")
COLUMN(RECORDS,      "beadle.records", NUMBER, NONE, STREAM, "", "state: records read")
COLUMN(IGNORED,      "beadle.ignored", NUMBER, NONE, STREAM, "", "state: records that policy leaves out")
COLUMN(DUPLICATES,   "beadle.duplicates", NUMBER, NONE, STREAM, "", "state: records known already: of a chunk by its bytes, at the close those by their own numbers alone")
COLUMN(SERIES,       "beadle.series", SYMBOL, WORD, STREAM, "", "series that the record is numbered in: computer and log")
COLUMN(SEQUENCE,     "event.sequence", NUMBER, NONE, STREAM, "", "the record's own number in its series; known there, it is not counted again")
COLUMN(LENGTH,       "beadle.length", NUMBER, NONE, STREAM, "", "state, reject: bytes")
COLUMN(HASH,         "beadle.hash", TEXT, NONE, STREAM, "", "state: hash of the chunk, in hexadecimal")
COLUMN(RECORD_HASHES, "beadle.record_hashes", TEXT, NONE, STREAM, "", "state: hashes of the chunk's records, 16 hexadecimal digits each")
COLUMN(SHA256,       "file.hash.sha256", TEXT, NONE, STREAM, "", "state: SHA-256 of the file as it lies")
COLUMN(EXTRA,        "beadle.extra", TEXT, NONE, STREAM, "", "cells of columns that are not ours, as they stood; written under their own names")
COLUMN(DETAIL,       "beadle.detail", TEXT, NONE, STREAM, "", "state: size, device, inode, times of the file, as JSON; of a share 20 of 21")
/* clang-format on */
