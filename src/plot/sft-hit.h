/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a figure lies where on the page: for pointer, keys, and a reader of one value.
 *
 * Positions are in points of the page. Everything here reads a layout and changes nothing. */
#pragma once

#include "sft-layout.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_HIT_NONE,
  SFT_HIT_POINT, /* of a series, a bar too */
  SFT_HIT_CELL,
  SFT_HIT_MARK
} SftHitKind;

/* One element. It owns nothing and stays valid when its layout is gone; sft_layout_find() looks it up in another. */
typedef struct
{
  SftHitKind kind;
  int panel;
  int item;              /* which series or mark of the panel; 0 for a cell */
  int row, column;       /* of a cell; a point has its index in `row` */
  double x, y;           /* in the axes' units; of a cell column and row; a line has only the one that it stands at */
  double value;          /* of a cell, else y, of a vertical line x */
  SftBox box;            /* on the page: a cell or bar, the line within the plot, or of no size where a point lies */
  double page_x, page_y; /* its middle, or the end of a bar: what a drag moves */
  SftBinding bind;       /* what touching it sets */
  int param_row, param_column; /* and which cell of that parameter */
} SftHit;
#define SFT_HIT_INIT ((SftHit){ SFT_HIT_NONE, -1, -1, -1, -1, 0, 0, 0, { 0, 0, 0, 0 }, 0, 0, { 0 }, 0, 0 })

/* Are both the same element, whatever its values are now? */
gboolean sft_hit_same (const SftHit *a, const SftHit *b);

/* What a reader would mean by this position: the nearest point within `reach`, a line close by, else the cell or bar
 * there. FALSE, and SFT_HIT_NONE: nothing. */
gboolean sft_layout_pick (const SftLayout *layout, double x, double y, double reach, SftHit *hit);
/* The same among what a hand can change alone. */
gboolean sft_layout_pick_bound (const SftLayout *layout, double x, double y, double reach, SftHit *hit);
/* Fills the hit anew from this layout; FALSE, and SFT_HIT_NONE, when it has no such element in view. */
gboolean sft_layout_find (const SftLayout *layout, SftHit *hit);
/* Where the element's value would be if it were dragged until its middle is at (x, y), starting from the value `from`
 * of its parameter where it is now. Not judged: any value may come, not-a-number where the axis has no length. */
double sft_layout_drag (const SftLayout *layout, const SftHit *hit, double from, double x, double y);

typedef enum
{
  SFT_MOVE_RIGHT, /* the next cell, point, or mark; then the next group, the next panel, and the first again */
  SFT_MOVE_LEFT,  /* and back the same way */
  SFT_MOVE_UP,    /* the row above, or what lies next above in the panel */
  SFT_MOVE_DOWN,
  SFT_MOVE_FIRST, /* of the row, or of the series */
  SFT_MOVE_LAST,
  SFT_MOVE_NEXT, /* the next series, heatmap, or marks; then the next panel */
  SFT_MOVE_PREVIOUS
} SftMove;
/* Moves on; from SFT_HIT_NONE to the first element. What can be changed comes first within its panel. FALSE, and the
 * hit as it was, when there is nothing that way. */
gboolean sft_layout_step (const SftLayout *layout, SftHit *hit, SftMove move);

/* The element in words: "Token position 2 there, Vocabulary index 1: probability 0.14, target". */
char *sft_layout_describe_hit (const SftLayout *layout, const SftHit *hit);

/* How the element is shown: a cross-hair to the axes, a ring around it, and a box beside it with its values. It is
 * drawn on top of a drawn layout, which it must not outlive. */
typedef struct _SftFocus SftFocus;
SftFocus *sft_focus_new (const SftLayout *layout, const SftHit *hit, PangoContext *pango);
void sft_focus_draw (const SftFocus *focus, SftCanvas *canvas);
/* What of the page it covers: boxes of which some may be empty. */
#define SFT_FOCUS_AREAS 4
void sft_focus_get_areas (const SftFocus *focus, SftBox areas[SFT_FOCUS_AREAS]);
/* The box with the values, of no size where a page has no room for one, and the texts in it. */
SftBox sft_focus_get_box (const SftFocus *focus);
const SftTextRun *sft_focus_get_texts (const SftFocus *focus, gsize *n);
void sft_focus_free (SftFocus *focus);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftFocus, sft_focus_free)

G_END_DECLS
