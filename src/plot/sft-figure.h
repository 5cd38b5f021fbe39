/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure: what a lab wants to be seen, as a value. It knows no size, no colors, no fonts.
 *
 * Once a lab has returned it, a figure is immutable and shared by reference. Every array in it is owned
 * by it. x and y are in the units that the axis labels name. */
#pragma once

#include <glib.h>

#include "sft-text.h"

G_BEGIN_DECLS

/* What an element stands for; each has its own color, dash and marker in every appearance. */
typedef enum
{
  SFT_ROLE_PRIMARY,
  SFT_ROLE_SECONDARY,
  SFT_ROLE_TERTIARY,
  SFT_ROLE_ERROR,
  SFT_ROLE_NEUTRAL,
  SFT_ROLE_HIGHLIGHT
} SftRole;
#define SFT_N_ROLES 6

/* Where the numbers of an element come from. */
typedef enum
{
  SFT_SOURCE_COMPUTED,
  SFT_SOURCE_SYNTHETIC,
  SFT_SOURCE_PUBLISHED /* with a citation */
} SftSource;

typedef enum
{
  SFT_SHAPE_CURVE,  /* a polyline; NaN breaks it */
  SFT_SHAPE_MARKED, /* a polyline with a marker on each point (thinned where they would touch) */
  SFT_SHAPE_STEPS,  /* each value holds from its x to the next */
  SFT_SHAPE_BARS,   /* bars from zero, one around each x, width 0.8 of the least distance */
  SFT_SHAPE_POINTS  /* markers alone */
} SftShape;

typedef enum
{
  SFT_LINE_AUTO, /* the role's own dash */
  SFT_LINE_SOLID,
  SFT_LINE_DASHED,
  SFT_LINE_DOTTED
} SftLine;

/* What the learner's hand does to an element on the screen, with pointer or keys. */
typedef enum
{
  SFT_GESTURE_NONE,
  SFT_GESTURE_TOGGLE, /* 0 becomes 1, and 1 becomes 0 */
  SFT_GESTURE_DRAG_X, /* right is more */
  SFT_GESTURE_DRAG_Y  /* up is more */
} SftGesture;

/* Which cell of the parameter belongs to which element. */
typedef enum
{
  SFT_BIND_CELLS, /* a heatmap's row and column are the parameter's; a series' point k is entry k; a mark is one cell */
  SFT_BIND_ROWS,  /* all cells of a heatmap's row are one entry of a list */
  SFT_BIND_COLUMNS /* all cells of a heatmap's column are */
} SftBindBy;

/* The parameter that an element stands for. It never changes what is drawn. */
typedef struct
{
  SftGesture gesture;
  const char *param; /* its id: a constant of the lab's */
  double per_unit;   /* of a drag: what a point on the page adds to the value; 0: the value is where the element lies on
                        the axis */
  SftBindBy by;
  int row, column; /* the cell of the first element, or of a mark */
} SftBinding;

/* low > high: taken from the data and rounded outwards to a round number. */
typedef struct
{
  SftText label;
  double low, high;
  gboolean logarithmic; /* drawn by the logarithm; what is not above 0 is not drawn */
  gboolean whole;       /* ticks stand at whole numbers only */
  GPtrArray *names;     /* of SftText *, one for each whole number from 0; NULL: numbers alone */
  guint8 *greyed;       /* one for each name: shown faint; NULL: none */
  gboolean bare;        /* names stand alone, without their number */
} SftAxis;

typedef struct
{
  char *name;     /* in JSON and CSV: "train"; never translated */
  SftText legend; /* empty: not in the legend */
  SftRole role;
  SftLine line;
  SftShape shape;
  gboolean thin; /* a reference under the data */
  SftSource source;
  SftText citation;
  double *x, *y; /* n each */
  gsize n;
  guint8 *hatched;      /* bars only: n flags, drawn grey and hatched; NULL: none */
  SftText hatched_name; /* what hatching means, for the reader of one bar: "prompt"; empty: says nothing */
  SftBinding bind;
} SftSeries;

typedef struct
{
  char *name;
  double *values; /* rows x columns, row-major; NaN is drawn as no data */
  int rows, columns;
  double low, high; /* the ends of the color scale; low > high: from the data */
  int digits;       /* decimals of the values in cells */
  SftText bar;      /* label of the color bar, and what the values are in words; empty: no bar */
  gboolean barless; /* no bar in spite of its label: the cells say their values */
  SftSource source;
  guint8 *hatched, *outlined;          /* rows x columns flags; NULL: none */
  SftText hatched_name, outlined_name; /* what they mean, for the reader of one cell: "target"; empty: nothing */
  gboolean categorical;  /* values are kinds, not amounts: each whole number from 0 has its own color, a negative
                            one is an empty place */
  GPtrArray *categories; /* SftText *: names of the kinds, for the legend; NULL: none */
  double *kinds;         /* rows x columns: the kind that colors a cell whose value is something else, a token's id
                            say; NULL: the values are the kinds */
  SftText *cells;        /* rows x columns: text in place of the number where not empty; NULL: numbers */
  SftBinding bind;
} SftHeatmap;

typedef enum
{
  SFT_MARK_VERTICAL,   /* a line at x */
  SFT_MARK_HORIZONTAL, /* a line at y */
  SFT_MARK_POINT       /* a marker at (x, y) */
} SftMarkKind;

typedef struct
{
  SftMarkKind kind;
  double x, y;
  SftText label; /* placed where it meets nothing; dropped where there is no such place */
  SftRole role;
  SftLine line;
  gboolean hollow; /* a point that is not what it might be taken for (a minimum at the boundary) */
  SftBinding bind;
} SftMark;

/* A panel is one pair of axes with either series or one heatmap, and marks on top. With a heatmap x counts
 * its columns and y its rows, row 0 on top, cells centered on whole numbers. */
typedef struct
{
  SftText title; /* empty: none */
  SftText note;  /* one line above the plot that the data cannot say: "no response token carries loss" */
  SftAxis x, y;
  GPtrArray *series;   /* SftSeries * */
  SftHeatmap *heatmap; /* NULL: none */
  GPtrArray *marks;    /* SftMark * */
  double share;        /* height of its row against the others; 0: 1. A strip needs less */
} SftPanel;

typedef struct _SftFigure
{
  gatomicrefcount refs;
  SftText title;
  SftText summary;   /* one sentence that says what the figure shows now, for those who do not see it */
  SftText formula;   /* for sft_math_parse(), values filled in; shown when a style asks for it; empty: none */
  GPtrArray *panels; /* SftPanel *, side by side where there is room, else one below the other */
  guint columns;     /* how many stand side by side if they fit; 0: as the page's shape suggests */
  /* An earlier figure of the same shape that is shown faintly with this one; NULL: none. See sft-ghost.h. */
  struct _SftFigure *ghost;
} SftFigure;

/* Building; texts are taken over. Returned pointers belong to the figure and are filled by the caller. */
SftFigure *sft_figure_new (SftText title, SftText summary);
SftPanel *sft_figure_add_panel (SftFigure *figure, SftText title, SftText x_label, SftText y_label);
/* x and y are allocated, n zeros each. */
SftSeries *sft_panel_add_series (SftPanel *panel, const char *name, SftText legend, SftRole role, SftShape shape,
                                 gsize n);
/* The same, with copies of x and y. */
SftSeries *sft_panel_add_xy (SftPanel *panel, const char *name, SftText legend, SftRole role, SftShape shape,
                             const double *x, const double *y, gsize n);
/* Values are copied; the panel's axes become whole. */
SftHeatmap *sft_panel_add_heatmap (SftPanel *panel, const char *name, const double *values, int rows, int columns,
                                   SftText bar);
/* Makes the heatmap categorical and names its next kind; the text is taken over. */
void sft_heatmap_add_category (SftHeatmap *heatmap, SftText name);
/* Text of a cell; taken over. */
void sft_heatmap_set_cell (SftHeatmap *heatmap, int row, int column, SftText text);
SftMark *sft_panel_add_mark (SftPanel *panel, SftMarkKind kind, double x, double y, SftText label, SftRole role);
/* Names index `axis->names->len` of the axis; the text is taken over. */
void sft_axis_add_name (SftAxis *axis, SftText name, gboolean greyed);

SftFigure *sft_figure_ref (SftFigure *figure);
void sft_figure_unref (SftFigure *figure);
gboolean sft_figure_equal (const SftFigure *a,
                           const SftFigure *b); /* plain texts, numbers bit for bit, NaN equals NaN */

/* The figure in words: summary, then each panel with axes, ranges, curves and marks. */
char *sft_figure_describe (const SftFigure *figure, gboolean translated);
/* The table of sft_table_new() as text. RFC 4180 quoting, "\n" line ends, C numbers; no value for what is not finite.
 */
char *sft_figure_to_csv (const SftFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftFigure, sft_figure_unref)

G_END_DECLS
