/*
 * What the file says of itself: XMP and Info in step, language, a colour
 * profile.  The identifier of PDF/A-1b is written, since a validator has
 * passed such files; that of PDF/UA-1 only where the caller claims it.
 */
#include "base/time.h"

#include "tags.h"

static const char producer[] = "beadle " BEADLE_VERSION;

static void
add_escaped(struct buffer *out, const char *text)
{
	char *clean = text_clean(slice_of(text == NULL ? "" : text));
	char *escaped = g_markup_escape_text(clean, -1);

	buffer_text(out, escaped);
	g_free(escaped);
	g_free(clean);
}

/* Readers want it before the first use of what it explains. */
static const char extension[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289"
    "</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static void
add_xmp(struct press *p, const char *date, struct buffer *x)
{
	const struct document_facts *f = &p->d->facts;

	buffer_text(x, "<?xpacket begin=\"\xef\xbb\xbf\" "
	    "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	    "<rdf:RDF xmlns:rdf="
	    "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
	if (p->options.claim)
		buffer_text(x, extension);
	buffer_text(x, "<rdf:Description rdf:about=\"\""
	    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
	    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"");
	if (p->options.claim)
		buffer_text(x,
		    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
	buffer_text(x, ">\n<dc:title><rdf:Alt><rdf:li "
	    "xml:lang=\"x-default\">");
	add_escaped(x, f->title);
	buffer_text(x, "</rdf:li></rdf:Alt></dc:title>\n"
	    "<dc:creator><rdf:Seq><rdf:li>");
	add_escaped(x, f->school == NULL ? "beadle" : f->school);
	buffer_text(x, "</rdf:li></rdf:Seq></dc:creator>\n");
	buffer_printf(x, "<xmp:CreatorTool>beadle</xmp:CreatorTool>\n"
	    "<xmp:CreateDate>%s</xmp:CreateDate>\n"
	    "<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
	    "<pdf:Producer>%s</pdf:Producer>\n"
	    "<pdfaid:part>1</pdfaid:part>"
	    "<pdfaid:conformance>B</pdfaid:conformance>\n", date, date,
	    producer);
	if (p->options.claim)
		buffer_text(x, "<pdfuaid:part>1</pdfuaid:part>\n");
	buffer_text(x, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
	    "<?xpacket end=\"w\"?>");
}

/* D:20261102040000Z of 2026-11-02T04:00:00Z. */
static void
pdf_date(const char *date, struct buffer *out)
{
	buffer_text(out, "D:");
	for (; *date != '\0'; date++)
		if (*date >= '0' && *date <= '9')
			buffer_char(out, *date);
	buffer_text(out, "+00'00'");
}

static qpdf_oh
stream_of(qpdf_data q, const struct buffer *b)
{
	qpdf_oh none = qpdf_oh_new_null(q), stream = qpdf_oh_new_stream(q);

	qpdf_oh_replace_stream_data(q, stream, (unsigned char *)b->ptr,
	    b->len, none, none);
	qpdf_oh_release(q, none);
	return stream;
}

static void
add_info(qpdf_data q, struct press *p, const char *date)
{
	const struct document_facts *f = &p->d->facts;
	qpdf_oh trailer = qpdf_get_trailer(q), info, whole;
	struct buffer d;

	buffer_init(&d, 64);
	pdf_date(date, &d);
	info = qpdf_oh_new_dictionary(q);
	tags_set_text(q, info, "/Title", f->title);
	tags_set_text(q, info, "/Author",
	    f->school == NULL ? "beadle" : f->school);
	tags_set_text(q, info, "/Creator", "beadle");
	tags_set_text(q, info, "/Producer", producer);
	tags_set_text(q, info, "/CreationDate", d.ptr);
	tags_set_text(q, info, "/ModDate", d.ptr);
	whole = qpdf_make_indirect_object(q, info);
	qpdf_oh_replace_key(q, trailer, "/Info", whole);
	buffer_finish(&d);
}

static void
add_output_intent(qpdf_data q, qpdf_oh root)
{
	qpdf_oh intent, list, profile, keys;
	struct buffer icc;

	buffer_init(&icc, 1 << 16);
	tags_srgb(&icc);
	profile = stream_of(q, &icc);
	keys = qpdf_oh_get_dict(q, profile);
	tags_set(q, keys, "/N", "3");
	buffer_finish(&icc);
	intent = qpdf_oh_parse(q, "<</Type /OutputIntent /S /GTS_PDFA1 "
	    "/OutputConditionIdentifier (sRGB IEC61966-2.1) "
	    "/Info (sRGB IEC61966-2.1)>>");
	qpdf_oh_replace_key(q, intent, "/DestOutputProfile", profile);
	list = qpdf_oh_new_array(q);
	qpdf_oh_append_item(q, list, intent);
	qpdf_oh_replace_key(q, root, "/OutputIntents", list);
}

void
tags_metadata(qpdf_data q, struct press *p)
{
	qpdf_oh root = qpdf_get_root(q), metadata, keys;
	struct buffer date, xmp;

	buffer_init(&date, 64);
	time_print_seconds(&date, p->d->facts.time);
	buffer_init(&xmp, 1 << 20);
	add_xmp(p, date.ptr, &xmp);
	metadata = stream_of(q, &xmp);
	keys = qpdf_oh_get_dict(q, metadata);
	tags_set(q, keys, "/Type", "/Metadata");
	tags_set(q, keys, "/Subtype", "/XML");
	qpdf_oh_replace_key(q, root, "/Metadata", metadata);
	tags_set(q, root, "/Lang", "(en-GB)");
	tags_set(q, root, "/ViewerPreferences", "<</DisplayDocTitle true>>");
	tags_set(q, root, "/MarkInfo", "<</Marked true>>");
	add_info(q, p, date.ptr);
	add_output_intent(q, root);
	buffer_finish(&xmp);
	buffer_finish(&date);
}
