/*
 * Locking a PDF that is whole: text and metadata are encrypted, and nobody
 * who has the password is kept from reading aloud, copying or printing.
 */
#include <qpdf/qpdf-c.h>

#include "render/locked.h"

static const char *
lock(qpdf_data q, struct slice pdf, const char *password,
    struct buffer *out)
{
	if (qpdf_read_memory(q, "pdf", pdf.ptr, pdf.len, NULL) & QPDF_ERRORS)
		return "the PDF cannot be read again";
	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return "the PDF cannot be locked";
	qpdf_set_r6_encryption_parameters2(q, password, password, QPDF_TRUE,
	    QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
	    qpdf_r3p_full, QPDF_TRUE);
	if (qpdf_write(q) & QPDF_ERRORS)
		return "the PDF cannot be locked";
	buffer_add(out, (struct slice){ (const char *)qpdf_get_buffer(q),
	    qpdf_get_buffer_length(q) });
	return NULL;
}

const char *
pdf_lock(struct slice pdf, const char *password, struct buffer *out)
{
	qpdf_data q = qpdf_init();
	const char *why;

	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	why = lock(q, pdf, password, out);
	qpdf_cleanup(&q);
	return why;
}
