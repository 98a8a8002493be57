/*
 * How a log is cut into records: what a format asks of intake.
 */
#ifndef EVENT_FRAMING_H
#define EVENT_FRAMING_H

enum framing {
	FRAMING_LINES,	/* a record ends at \n (a \r before it is cut off) */
	FRAMING_CSV,	/* as lines, but a quoted cell may hold line ends */
	FRAMING_EVTX,	/* Windows event log: the header of the file, that of
			   each chunk, each event, and what is not used */
	FRAMING_EVENT_XML, /* ends with </Event> */
	FRAMING_JOURNAL, /* journalctl -o export: ends with an empty line; a
			    field may hold any bytes */
	FRAMING_PARAGRAPHS, /* lines up to an empty one */
	FRAMING_BRACES, /* lines up to one that is a closing brace */
};

#endif
