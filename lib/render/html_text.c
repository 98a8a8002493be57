/*
 * Words and looks of HTML.  Colours are those of the PDF: text on white or
 * navy has a contrast of at least 7 to 1.
 */
#include "html.h"

const char html_style[] =
    ":root{--ink:#1d2126;--navy:#12436d;--grey:#53595f;--rule:#d5dbe1;"
    "--pale:#f0f4f8;--orange:#b5451b;--teal:#1b7a72}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;color:var(--ink);background:#fff;"
    "font:1rem/1.5 'Noto Sans',system-ui,sans-serif}\n"
    ".band div,main,footer{max-width:50rem;margin:0 auto;padding:0 1.5rem}\n"
    ".marking{text-align:center;font-weight:700;padding:.6rem;"
    "margin:0}\n"
    ".band{background:var(--navy);color:#fff;"
    "border-bottom:4px solid var(--teal);padding:1.5rem 0}\n"
    ".band p{margin:.2rem 0;font-weight:600}\n"
    "h1{font-size:2rem;line-height:1.2;margin:.6rem 0}\n"
    "h2{font-size:1.5rem;line-height:1.3;color:var(--navy);"
    "margin:2.2rem 0 .8rem}\n"
    "h3,h4{font-size:1.1rem;line-height:1.35;color:var(--navy);"
    "margin:1.5rem 0 .5rem}\n"
    "p{margin:.4rem 0 .7rem}\n"
    "a{color:var(--navy)}\n"
    "a:focus-visible,[tabindex]:focus-visible,summary:focus-visible"
    "{outline:3px solid var(--orange);outline-offset:2px}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;"
    "background:#fff;padding:.5rem}\n"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,"
    "minmax(15rem,1fr));gap:.8rem 2rem;margin:1.5rem 0}\n"
    ".facts dt{font-size:.85rem;color:var(--grey)}.facts dd{margin:0}\n"
    "nav ol{padding-left:1.2rem}\n"
    ".keys{list-style:none;display:grid;gap:1rem;padding:0;"
    "grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))}\n"
    ".keys li{background:var(--pale);border-left:4px solid var(--navy);"
    "padding:.7rem .9rem}\n"
    ".keys strong{display:block;font-size:1.9rem;line-height:1.2;"
    "color:var(--navy)}.keys span{display:block;font-weight:700}\n"
    ".keys small{font-size:.85rem;color:var(--grey)}\n"
    ".keys .words{font-size:1.1rem;line-height:2}\n"
    ".question{display:grid;grid-template-columns:minmax(0,1fr) "
    "minmax(0,2.2fr);gap:0 1.5rem;border-top:1px solid var(--rule);"
    "padding:.6rem 0;break-inside:avoid}\n"
    ".question h3{margin:0;font-size:1rem}\n"
    ".question h3 span{color:var(--orange);margin-right:.5rem}\n"
    ".question p{margin:0 0 .4rem}\n"
    ".notice{background:var(--pale);border-left:4px solid var(--orange);"
    "padding:.8rem 1rem;margin:1rem 0}.notice p{margin:.2rem 0}\n"
    "figure{margin:1.5rem 0;break-inside:avoid}\n"
    "figure svg{display:block;width:100%;height:auto}\n"
    "figcaption,caption{font-weight:700;text-align:left;padding:.4rem 0;"
    "caption-side:top}\n"
    ".note{font-size:.85rem;color:var(--grey)}\n"
    ".scroll{overflow-x:auto;margin:1rem 0}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "thead th{background:var(--navy);color:#fff;vertical-align:bottom}\n"
    "th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--rule);overflow-wrap:anywhere}\n"
    "tbody th{font-weight:400}\n"
    "tbody th[scope=rowgroup]{background:var(--pale);font-weight:700;"
    "color:var(--navy)}\n"
    ".total th,.total td{font-weight:700;"
    "border-bottom:2px solid var(--navy)}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}.mark{text-align:center}\n"
    ".hidden{color:var(--grey);font-weight:400}\n"
    ".sign{display:grid;grid-template-columns:2fr 2fr 1fr;gap:1rem;"
    "margin:0 0 1.5rem}.sign span{border-top:1px solid var(--ink);"
    "margin-top:2.5rem;font-size:.85rem;color:var(--grey)}\n"
    "footer{border-top:1px solid var(--rule);margin-top:3rem;"
    "padding-top:.6rem;color:var(--grey);font-size:.85rem}\n"
    "@media(max-width:40rem){.question,.sign{grid-template-columns:1fr}}\n"
    "@media print{body{font-size:10pt}.skip{display:none}"
    ".keys{grid-template-columns:repeat(4,1fr)}"
    "header .marking,footer .marking{display:none}"
    ".band div,main,footer{max-width:none;padding:0}"
    ".band{-webkit-print-color-adjust:exact;print-color-adjust:exact;"
    "padding:1rem}.keys li,.notice,thead th,figure svg"
    "{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "h2,h3,h4,caption{break-after:avoid}tr,.sign{break-inside:avoid}"
    ".scroll{overflow:visible}details{display:none}}\n";

void
html_text(struct buffer *out, struct slice s)
{
	char *clean = text_clean(s), *escaped;

	escaped = g_markup_escape_text(clean, -1);
	buffer_text(out, escaped);
	g_free(escaped);
	g_free(clean);
}

void
html_print(struct buffer *out, const char *s)
{
	if (s != NULL)
		html_text(out, slice_of(s));
}

/* All but letters, digits and blanks as numbers, so that nothing in it can
 * end the string, the rule or the element. */
void
html_css(struct buffer *out, const char *s)
{
	char *clean = text_clean(slice_of(s == NULL ? "" : s));
	const char *p;

	buffer_char(out, '"');
	for (p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_ascii_isalnum((char)(c < 128 ? c : 0)) || c == ' ')
			buffer_char(out, (char)c);
		else
			buffer_printf(out, "\\%06x", (unsigned)c);
	}
	buffer_char(out, '"');
	g_free(clean);
}
