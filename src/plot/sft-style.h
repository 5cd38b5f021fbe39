/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How figures look: the one place of colors, dashes, markers, sizes and the font. */
#pragma once

#include "sft-layout.h"

G_BEGIN_DECLS

#define SFT_FIGURE_FONT "Sans"

/* Font sizes in points at text scale 1. */
#define SFT_TITLE_SIZE 15.0
#define SFT_PANEL_TITLE_SIZE 13.0
#define SFT_LABEL_SIZE 12.0
#define SFT_TICK_SIZE 11.0

typedef enum
{
  SFT_MARKER_CIRCLE,
  SFT_MARKER_SQUARE,
  SFT_MARKER_TRIANGLE,
  SFT_MARKER_CROSS,
  SFT_MARKER_DIAMOND,
  SFT_MARKER_TRIANGLE_DOWN
} SftMarker;
#define SFT_N_MARKERS 6

#define SFT_MAX_DASHES 6

typedef struct
{
  int n; /* 0: solid */
  double lengths[SFT_MAX_DASHES];
} SftDash;

typedef struct
{
  SftColor background;
  SftColor text, faint; /* faint: names that are greyed */
  SftColor axis, grid;
  SftColor line[SFT_N_ROLES];
  SftColor label[SFT_N_ROLES]; /* text about an element of that role */
  SftColor empty;              /* a cell without data, and what is hatched */
  double line_width;
} SftPalette;

const SftPalette *sft_palette (SftAppearance appearance);
SftDash sft_dash (SftRole role, SftLine line);
SftMarker sft_marker (SftRole role);
/* Of what was pinned: between the role's color and the background, with a finer dash of its own. */
SftColor sft_ghost_color (SftAppearance appearance, SftRole role);
SftDash sft_ghost_dash (SftRole role);

/* WCAG 2: relative luminance 0..1 and contrast 1..21. */
double sft_color_luminance (SftColor color);
double sft_color_contrast (SftColor a, SftColor b);
/* Black or white, whichever reads better on `color`. */
SftColor sft_color_on (SftColor color);

/* Colors for kinds, light enough for dark text; after nine they come again. In high contrast and print they are greys:
 * there the text in the cell tells the kind. */
SftColor sft_category_color (SftAppearance appearance, guint kind);

/* The viridis scale: 0 is dark blue, 1 is yellow; outside it stays at its ends. */
SftColor sft_viridis (double share);

G_END_DECLS
