/*
 * Fonts: Noto Sans, from a fontconfig of our own that knows the Noto
 * folders and nothing else, so that no font of the machine creeps in and the
 * same document gives the same bytes.
 */
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include "press.h"

static const char fonts_conf[] =
    "<?xml version=\"1.0\"?>"
    "<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
    "<fontconfig>"
    "<dir>/usr/share/fonts/truetype/noto</dir>"
    "<dir>/usr/share/fonts/opentype/noto</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir>"
    "<selectfont>"
    "<rejectfont><glob>*/Noto*</glob></rejectfont>"
    "<acceptfont>"
    "<glob>*/NotoSans-*.ttf</glob>"
    "<glob>*/NotoSansArabic-*.ttf</glob>"
    "<glob>*/NotoSansHebrew-*.ttf</glob>"
    "<glob>*/NotoSansGurmukhi-*.ttf</glob>"
    "<glob>*/NotoSansDevanagari-*.ttf</glob>"
    "<glob>*/NotoSansBengali-*.ttf</glob>"
    "<glob>*/NotoSansGujarati-*.ttf</glob>"
    "<glob>*/NotoSansTamil-*.ttf</glob>"
    "<glob>*/NotoSansThai-*.ttf</glob>"
    "<glob>*/NotoSansEthiopic-*.ttf</glob>"
    "<glob>*/NotoSansArmenian-*.ttf</glob>"
    "<glob>*/NotoSansGeorgian-*.ttf</glob>"
    "<glob>*/NotoSansSymbols*.ttf</glob>"
    "<glob>*/NotoSansCJK-*.ttc</glob>"
    "</acceptfont>"
    "</selectfont>"
    "</fontconfig>";

/*
 * librsvg gives each drawing a font map of its own, and what fontconfig made
 * for that is not given back.  It is theirs and small; so that our own leaks
 * are seen, theirs are passed over here and in tests/valgrind.supp.
 */
#ifdef __SANITIZE_ADDRESS__
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif

static bool
has_noto(FcConfig *config)
{
	FcPattern *wanted = FcNameParse((const FcChar8 *)"Noto Sans");
	FcObjectSet *set = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
	FcFontSet *found = FcFontList(config, wanted, set);
	bool has = found != NULL && found->nfont > 0;

	if (found != NULL)
		FcFontSetDestroy(found);
	FcObjectSetDestroy(set);
	FcPatternDestroy(wanted);
	return has;
}

const char *
press_fonts(struct press *p)
{
	FcConfig *config = FcConfigCreate();
	cairo_font_options_t *options;

	if (config == NULL ||
	    !FcConfigParseAndLoadFromMemory(config,
		(const FcChar8 *)fonts_conf, FcTrue) ||
	    !FcConfigBuildFonts(config) || !has_noto(config)) {
		if (config != NULL)
			FcConfigDestroy(config);
		return "Noto Sans is not installed (Debian package "
		       "fonts-noto-core)";
	}
	/* librsvg asks the process's own configuration. */
	FcConfigSetCurrent(config);
	p->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(p->map), config);
	FcConfigDestroy(config); /* both hold a reference of their own */
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(p->map), 72);
	p->pango = pango_font_map_create_context(p->map);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(p->pango, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(p->pango, FALSE);
	pango_context_set_language(p->pango,
	    pango_language_from_string("en-gb"));
	return NULL;
}

void
press_close_fonts(struct press *p)
{
	if (p->pango != NULL)
		g_object_unref(p->pango);
	if (p->map != NULL)
		g_object_unref(p->map);
	p->pango = NULL;
	p->map = NULL;
}
