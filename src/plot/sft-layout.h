/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout: a figure measured for one size and style. Drawing and the tests of overlap read it.
 * All text goes through one door, SftCanvas.text, so that one drawing serves screen, PNG, PDF and SVG. */
#pragma once

#include <pango/pangocairo.h>

#include "sft-figure.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_LIGHT,
  SFT_DARK,
  SFT_HIGH_CONTRAST,
  SFT_PRINT
} SftAppearance;
#define SFT_N_APPEARANCES 4
/* "light", "dark", "high-contrast", "print"; parse gives FALSE for anything else. */
const char *sft_appearance_name (SftAppearance appearance);
gboolean sft_appearance_parse (const char *name, SftAppearance *appearance);

typedef struct
{
  SftAppearance appearance;
  double text_scale;      /* 1: 12-point labels */
  gboolean translated;    /* shown texts and local numbers, else plain ones */
  gboolean title, legend; /* shown if there is room */
  gboolean transparent;   /* no background */
  gboolean formula;       /* the figure's formula under the title, if there is room */
} SftStyle;
#define SFT_STYLE_INIT ((SftStyle){ SFT_LIGHT, 1, FALSE, TRUE, TRUE, FALSE, FALSE })

typedef struct
{
  double x, y, width, height;
} SftBox;

typedef struct
{
  double red, green, blue;
} SftColor;

/* One line of text as placed, in figure units (points). */
typedef struct
{
  char *text;
  double x, y;  /* left end of the baseline, before turning */
  double angle; /* 0, or -G_PI_2: read from below */
  double size;  /* of the font */
  gboolean bold, faint;
  SftColor color;
  SftBox box;            /* what it covers, turned */
  int panel;             /* which panel it belongs to; -1: the figure */
  PangoLayoutLine *line; /* as measured, owned by the layout; NULL: a canvas sets the text itself */
} SftTextRun;

typedef struct _SftCanvas SftCanvas;
struct _SftCanvas
{
  cairo_t *cr;
  PangoContext *pango; /* owned by the caller, one for each thread */
  void (*text) (SftCanvas *canvas, const SftTextRun *run);
};
/* A Pango context for figures: hint metrics off, glyph positions unrounded, the figure font. */
PangoContext *sft_figure_pango_context_new (void);
void sft_canvas_text_cairo (SftCanvas *canvas, const SftTextRun *run);

typedef struct _SftLayout SftLayout;
/* width and height in points, at least 1. The layout holds a reference to the figure. What does not fit is
 * dropped: cell values, minor ticks, legend, formula and title, then labels; nothing ever overlaps or leaves the page.
 */
SftLayout *sft_layout_new (SftFigure *figure, const SftStyle *style, PangoContext *pango, double width, double height);
/* The same, with axes that show at least what they show in `hold`, a layout of an earlier figure: during a gesture axes
 * may grow but never shrink. Panels are held that have axes of the same kind. NULL: nothing is held. */
SftLayout *sft_layout_new_held (SftFigure *figure, const SftLayout *hold, const SftStyle *style, PangoContext *pango,
                                double width, double height);
void sft_layout_draw (const SftLayout *layout, SftCanvas *canvas);
const SftTextRun *sft_layout_texts (const SftLayout *layout, gsize *n);
/* The rectangle between a panel's axes. */
SftBox sft_layout_plot_area (const SftLayout *layout, guint panel);
/* What the formula covers; FALSE: none is shown, and the box is empty. */
gboolean sft_layout_formula_box (const SftLayout *layout, SftBox *box);
void sft_layout_free (SftLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftLayout, sft_layout_free)

G_END_DECLS
