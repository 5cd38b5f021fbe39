/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the phases of a layout share. Each phase is one file; they run in this order:
 * sft-range (what the axes show), sft-layout (who gets which room, with the needs of sft-ticks, sft-legend and
 * sft-decor), sft-decor (texts around the plot), sft-ghost-place (what was pinned), sft-series and sft-heatmap (data),
 * sft-labels (labels of marks),
 * and then sft-draw reads it all. */
#pragma once

#include "sft-axis.h"
#include "sft-ghost.h"
#include "sft-hit.h"
#include "sft-layout.h"
#include "sft-math.h"
#include "sft-ruler.h"
#include "sft-style.h"

G_BEGIN_DECLS

/* Values low..high lie at start..end on the page. */
typedef struct
{
  double low, high, start, end;
  gboolean logarithmic; /* then all above 0 */
} SftScale;

double sft_scale_map (const SftScale *scale, double value);
/* The value at a position: the inverse. */
double sft_scale_value (const SftScale *scale, double position);

typedef struct
{
  double value, position;
  const SftWords *words; /* NULL: a tick without a label */
  gboolean faint;
} SftTick;

typedef struct
{
  double low, high; /* what is shown */
  SftScale scale;   /* and where */
  GArray *ticks;    /* SftTick */
  GArray *minor;    /* double: positions */
  double extent;    /* of the widest label */
} SftAxisLayout;

typedef struct
{
  double x, y;
  gboolean move; /* begins a piece */
} SftVertex;

typedef struct
{
  SftColor color;
  double width;
  SftDash dash;
  GArray *points; /* SftVertex */
} SftStroke;

typedef struct
{
  SftBox box;
  SftRole role;
  gboolean hatched;
  guint series; /* of the panel */
  gsize index;  /* of its bars */
} SftBar;

typedef struct
{
  double x, y, radius;
  SftMarker marker;
  SftColor color;
  gboolean hollow, halo;
} SftSpot;

/* What stands for the pinned result in a legend. */
typedef enum
{
  SFT_LEGEND_NOW, /* nothing: an entry of the figure itself */
  SFT_LEGEND_LINE,
  SFT_LEGEND_BAR,
  SFT_LEGEND_POINT,
  SFT_LEGEND_CORNER /* of a changed cell */
} SftLegendGhost;

typedef struct
{
  const SftSeries *series; /* NULL: a kind of a categorical heatmap, or a ghost */
  guint kind;
  SftLegendGhost ghost;
  const SftWords *words;
  double x; /* from the legend's left end */
  guint row;
  double middle; /* y, once placed */
} SftLegendEntry;

typedef struct
{
  const SftMark *mark;
  SftColor color;
  double width;
  SftDash dash;
  double x1, y1, x2, y2;
} SftMarkLine;

#define SFT_MAX_LINES 2

typedef struct
{
  const SftPanel *panel, *ghost; /* ghost: what was pinned; NULL: nothing */
  int index;
  gboolean bars; /* has any */
  SftAxisLayout x, y;

  /* the room */
  SftBox cell, plot;
  double left, right, top, bottom; /* of the cell around the plot */
  int column, of_columns, row;
  const SftWords *title[SFT_MAX_LINES], *note[SFT_MAX_LINES];
  guint n_title, n_note;
  const SftWords *x_label, *y_label;
  gboolean label_side, label_top; /* room for the labels of horizontal and vertical marks outside the plot */

  GArray *legend; /* SftLegendEntry */
  guint legend_rows;

  /* the color bar */
  gboolean has_bar, binary;
  SftAxisLayout bar;
  SftBox bar_box;
  const SftWords *bar_label;

  /* data */
  GArray *strokes;  /* SftStroke */
  GArray *bar_list; /* SftBar */
  GArray *spots;    /* SftSpot */
  GArray *lines;    /* SftMarkLine */
  GArray *leaders;  /* SftMarkLine: from a mark to its label outside the plot */
  GArray *points;   /* SftSpot: marked points, on top */
  GArray *plates;   /* SftBox: under labels that lie on data */

  /* what was pinned, where it lies elsewhere */
  GArray *ghost_strokes; /* SftStroke */
  GArray *ghost_bars;    /* SftBox */
  GArray *ghost_spots;   /* SftSpot */
  GArray *ghost_lines;   /* SftMarkLine */
} SftPanelLayout;

/* What is shown at all; things go in this order as room gets scarce. */
typedef struct
{
  gboolean mark_room, legend, formula, title, panel_titles, notes, labels, bar, ticks;
} SftShown;

struct _SftLayout
{
  SftFigure *figure;
  SftStyle style;
  const SftPalette *palette;
  double width, height, scale; /* scale: of text */
  double margin;
  SftShown shown;
  SftRuler *ruler;
  GArray *texts; /* SftTextRun */
  SftPanelLayout *panels;
  guint n_panels;
  const SftWords *title[SFT_MAX_LINES];
  guint n_title;
  SftMathLayout *formula; /* NULL: none that fits the page */
  SftBox formula_box;     /* once placed; empty before, and when it is not shown */
};

#define SFT_TICK_LENGTH 4.0
#define SFT_LINE_GAP 3.0 /* between rows of text, times the text scale */

/* Places a line of text with the left end of its baseline at (x, y). FALSE, and no text, when it would leave the
 * page or meet another one: the guarantee behind every other phase. */
gboolean sft_layout_put (SftLayout *layout, const SftWords *words, double x, double y, gboolean turned, SftColor color,
                         gboolean faint, int panel);
/* Where it would be. */
SftBox sft_words_box (const SftWords *words, double x, double y, gboolean turned);
gboolean sft_box_meets (const SftBox *a, const SftBox *b);
/* Is the place free of all texts and on the page? */
gboolean sft_layout_is_free (const SftLayout *layout, const SftBox *box);

/* Under the title, see sft-formula.c. */
void sft_formula_measure (SftLayout *layout, PangoContext *pango);
double sft_formula_room (const SftLayout *layout);
void sft_formula_place (SftLayout *layout, double y);
void sft_formula_draw (const SftLayout *layout, cairo_t *cr);

/* The least distance between bars, 1 when there are fewer than two. */
double sft_bars_distance (const SftPanel *panel);
void sft_panel_ranges (SftPanelLayout *panel);
/* Makes them at least as wide as they were in an earlier layout of the same panel. */
void sft_panel_hold_ranges (SftPanelLayout *panel, const SftPanelLayout *held);
void sft_layout_x_axis (SftLayout *layout, SftPanelLayout *panel);
void sft_layout_y_axis (SftLayout *layout, SftPanelLayout *panel);
void sft_layout_bar_axis (SftLayout *layout, SftPanelLayout *panel);
/* The room that a panel needs around its plot, with its plot as it is now: fills words, ticks and legend. */
void sft_panel_needs (SftLayout *layout, SftPanelLayout *panel, double *left, double *right, double *top,
                      double *bottom);
void sft_legend_flow (SftLayout *layout, SftPanelLayout *panel);
double sft_legend_row_height (SftLayout *layout);
double sft_legend_swatch_width (const SftLayout *layout, const SftLegendEntry *entry);
void sft_legend_place (SftLayout *layout, SftPanelLayout *panel);
void sft_decor_place (SftLayout *layout, SftPanelLayout *panel);
void sft_series_place (SftLayout *layout, SftPanelLayout *panel);
/* The parts of it, for series of the panel or of its ghost. */
GArray *sft_series_trace (const SftPanelLayout *panel, const SftSeries *series); /* SftVertex */
/* Spots as `like` where the series has points, thinned; where `then` (NULL: none) has the same one there is none. */
void sft_series_spots (const SftPanelLayout *panel, const SftSeries *series, const SftSeries *then, const SftSpot *like,
                       GArray *spots);
/* SftBar: the bars of one of the series in `of`. */
void sft_series_bars (const SftPanelLayout *panel, const SftPanel *of, guint number, GArray *bars);
/* Is it only the value of a bar, on its end? The bar shows the place already. */
gboolean sft_mark_names_bar (const SftPanel *panel, const SftMark *mark);
/* Fills `line`, or `spot` for a point; FALSE: out of view. */
gboolean sft_mark_place (const SftLayout *layout, const SftPanelLayout *panel, const SftMark *mark, SftMarkLine *line,
                         SftSpot *spot);
void sft_ghost_place (SftLayout *layout, SftPanelLayout *panel);
void sft_ghost_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr);
/* The corners of all cells that changed. */
void sft_ghost_draw_corners (const SftPanelLayout *panel, cairo_t *cr);
/* The square whose upper right half is the corner of a cell that changed. */
SftBox sft_ghost_corner (const SftBox *cell);
void sft_ghost_draw_swatch (const SftLayout *layout, const SftLegendEntry *entry, cairo_t *cr, double x, double y);
void sft_labels_place (SftLayout *layout, SftPanelLayout *panel);
void sft_heatmap_place (SftLayout *layout, SftPanelLayout *panel);
/* A cell's rectangle and color; the edges of neighbors are equal. */
SftBox sft_heatmap_cell (const SftPanelLayout *panel, int row, int column);
SftColor sft_heatmap_color (const SftLayout *layout, const SftPanelLayout *panel, double value);
void sft_heatmap_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr);
void sft_bar_draw (const SftLayout *layout, const SftPanelLayout *panel, cairo_t *cr);
/* Lines at 45 degrees within a box, clipped by arithmetic. */
void sft_hatch (cairo_t *cr, const SftBox *outer, double spacing, gboolean falling);
void sft_draw_spot (const SftLayout *layout, cairo_t *cr, const SftSpot *spot);
void sft_draw_bar (const SftLayout *layout, cairo_t *cr, const SftBar *bar);
void sft_draw_dash (cairo_t *cr, const SftDash *dash, double width, double offset);
void sft_draw_stroke (cairo_t *cr, const SftStroke *stroke);
void sft_draw_mark_lines (cairo_t *cr, const GArray *lines);
static inline void
sft_set_color (cairo_t *cr, SftColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

/* An element in words, in lines: what it is first. Of char *, owned. */
GPtrArray *sft_hit_lines (const SftLayout *layout, const SftHit *hit);

G_END_DECLS
