/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting what is built of several rows: fractions, roots, growing delimiters, accents, lines.
 * The shifts and gaps are those of the OpenType specification's MATH table. */
#include "config.h"

#include <math.h>

#include "sft-math-private.h"

/* Beside a fraction's rule, in em, as plain TeX's null delimiters. */
#define BESIDE_FRACTION 0.12
/* How much of what it encloses a delimiter covers at least, and by how much it may fall short, in em. */
#define FENCE_SHARE 0.901
#define FENCE_SHORT 0.5
/* Between lines, and between the columns of cases, in em. */
#define LINE_GAP 0.45
#define COLUMN_GAP 1.0

#define CONSTANT(name) sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_##name)

SftMathBox *
sft_math_set_fraction (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  if (node->style >= 0)
    style.size = node->style == 0 ? SFT_MATH_DISPLAY : SFT_MATH_TEXT;
  gboolean display = style.size == SFT_MATH_DISPLAY;
  SftMathStyle inner = display ? (SftMathStyle){ SFT_MATH_TEXT, style.cramped } : sft_math_script_style (style, FALSE);
  SftMathStyle below = { inner.size, TRUE };
  SftMathBox *box = sft_math_box_new (), *top = sft_math_set (setter, sft_math_node_child (node, 0), inner);
  SftMathBox *bottom = sft_math_set (setter, sft_math_node_child (node, 1), below);
  double beside = BESIDE_FRACTION * sft_math_setter_size (setter, style), axis = CONSTANT (AXIS_HEIGHT);
  double rule = CONSTANT (FRACTION_RULE_THICKNESS), width = MAX (top->width, bottom->width);
  double up = display ? CONSTANT (FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP) : CONSTANT (FRACTION_NUMERATOR_SHIFT_UP);
  double down =
      display ? CONSTANT (FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN) : CONSTANT (FRACTION_DENOMINATOR_SHIFT_DOWN);
  double top_gap = display ? CONSTANT (FRACTION_NUM_DISPLAY_STYLE_GAP_MIN) : CONSTANT (FRACTION_NUMERATOR_GAP_MIN);
  double bottom_gap =
      display ? CONSTANT (FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN) : CONSTANT (FRACTION_DENOMINATOR_GAP_MIN);

  up = MAX (up, axis + rule / 2 + top_gap + top->descent);
  down = MAX (down, bottom->ascent + bottom_gap + rule / 2 - axis);
  double top_x = beside + (width - top->width) / 2, bottom_x = beside + (width - bottom->width) / 2;
  sft_math_box_put (box, top, top_x, -up);
  sft_math_box_rule (box, beside, -axis - rule / 2, width, rule);
  sft_math_box_put (box, bottom, bottom_x, down);
  box->width = width + 2 * beside;
  return box;
}

/* The sign's top is that of the rule. */
SftMathBox *
sft_math_set_root (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  const SftMathNode *degree = sft_math_node_child (node, 1);
  SftMathBox *box = sft_math_box_new ();
  SftMathBox *body = sft_math_set (setter, sft_math_node_child (node, 0), (SftMathStyle){ style.size, TRUE });
  double rule = CONSTANT (RADICAL_RULE_THICKNESS), x = 0;
  double gap =
      style.size == SFT_MATH_DISPLAY ? CONSTANT (RADICAL_DISPLAY_STYLE_VERTICAL_GAP) : CONSTANT (RADICAL_VERTICAL_GAP);
  double inside = body->ascent + body->descent + gap;
  SftMathBox *sign = sft_math_set_grown (setter, 0x221a, sft_math_setter_size (setter, style), inside + rule);
  double height = sign->ascent + sign->descent, width = body->width;

  /* A sign that is taller than asked for stands around the middle. */
  if (height > inside + rule)
    gap += (height - inside - rule) / 2;
  double top = -body->ascent - gap - rule;
  if (degree != NULL)
    {
      SftMathStyle small = { SFT_MATH_SUBSUB, TRUE };
      SftMathBox *above = sft_math_set (setter, degree, small);
      double raise = sft_math_constant (setter->font, HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT)
                     * setter->font->units / 100;

      x = MAX (CONSTANT (RADICAL_KERN_BEFORE_DEGREE) + above->width + CONSTANT (RADICAL_KERN_AFTER_DEGREE), 0);
      double degree_x = CONSTANT (RADICAL_KERN_BEFORE_DEGREE);
      sft_math_box_put (box, above, MAX (degree_x, 0), top + height - raise * height - above->descent);
    }
  /* The rule begins where the sign's ink ends. */
  double sign_width = MAX (sign->width, sft_math_box_ink_right (setter, sign));
  sft_math_box_put (box, sign, x, top + sign->ascent);
  sft_math_box_rule (box, x + sign_width, top, width, rule);
  sft_math_box_put (box, body, x + sign_width, 0);
  box->ascent += CONSTANT (RADICAL_EXTRA_ASCENDER);
  box->width = x + sign_width + width;
  return box;
}

/* A delimiter around the axis. */
static void
put_delimiter (SftMathSetter *setter, SftMathBox *into, gunichar character, double height, SftMathStyle style)
{
  SftMathBox *delimiter;
  double shift, x = into->width;

  if (character == 0)
    {
      into->width += BESIDE_FRACTION * sft_math_setter_size (setter, style);
      return;
    }
  delimiter = sft_math_set_grown (setter, character, sft_math_setter_size (setter, style), height);
  shift = (delimiter->ascent - delimiter->descent) / 2 - CONSTANT (AXIS_HEIGHT);
  into->width += delimiter->width;
  sft_math_box_put (into, delimiter, x, shift);
}

static double
fence_height (const SftMathSetter *setter, const SftMathBox *body, SftMathStyle style)
{
  double axis = CONSTANT (AXIS_HEIGHT), reach = MAX (body->ascent - axis, body->descent + axis);

  return MAX (2 * reach * FENCE_SHARE, 2 * reach - FENCE_SHORT * sft_math_setter_size (setter, style));
}

SftMathBox *
sft_math_set_fence (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  SftMathBox *box = sft_math_box_new (), *body = sft_math_set (setter, sft_math_node_child (node, 0), style);
  double height = fence_height (setter, body, style), width = body->width, x;

  put_delimiter (setter, box, node->glyph, height, style);
  x = box->width;
  sft_math_box_put (box, body, x, 0);
  box->width = x + width;
  put_delimiter (setter, box, node->closing, height, style);
  return box;
}

/* Where an accent belongs above a glyph, from its left end. */
static double
attachment (const SftMathSetter *setter, const SftMathBox *box)
{
  if (box->glyph == 0)
    return box->width / 2;
  return hb_ot_math_get_glyph_top_accent_attachment (setter->font->font, box->glyph) * box->size / setter->font->units;
}

SftMathBox *
sft_math_set_accent (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  SftMathBox *box = sft_math_box_new ();
  SftMathBox *base = sft_math_set (setter, sft_math_node_child (node, 0), (SftMathStyle){ style.size, TRUE });
  SftMathBox *mark = sft_math_set_character (setter, node->glyph, sft_math_setter_size (setter, style));
  double up = MAX (base->ascent - CONSTANT (ACCENT_BASE_HEIGHT), 0);
  double x = attachment (setter, base) - attachment (setter, mark);

  box->width = base->width;
  box->italic = base->italic;
  /* Scripts stand as beside the letter alone. */
  sft_math_box_put (box, base, 0, 0);
  sft_math_box_put (box, mark, x, -up);
  return box;
}

/* Every second column of aligned lines goes on where the one before it ends, with a relation as a rule. */
static SftMathBox *
set_cell (SftMathSetter *setter, const SftMathNode *grid, guint i, SftMathStyle style)
{
  const SftMathNode *cell = sft_math_node_child (grid, i), *first = NULL;
  SftMathBox *box = sft_math_set (setter, cell, style);

  for (guint k = 0; k < cell->children->len && first == NULL; k++)
    if (((const SftMathNode *)cell->children->pdata[k])->kind != SFT_MATH_SPACE)
      first = cell->children->pdata[k];
  if (!grid->cases && (i % grid->columns) % 2 == 1 && first != NULL && first->atom == SFT_MATH_REL)
    {
      double space = 5 / 18.0 * sft_math_setter_size (setter, style);
      SftMathBox *moved = sft_math_box_new ();

      moved->width = box->width + space;
      sft_math_box_put (moved, box, space, 0);
      return moved;
    }
  return box;
}

static double
column_start (const SftMathNode *grid, guint column, const double *widths, double em)
{
  double x = 0;

  for (guint i = 0; i < column; i++)
    x += widths[i] + (grid->cases || i % 2 == 1 ? COLUMN_GAP * em : 0);
  return x;
}

SftMathBox *
sft_math_set_grid (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  SftMathStyle inner = { node->cases && style.size == SFT_MATH_DISPLAY ? SFT_MATH_TEXT : style.size, style.cramped };
  SftMathBox *box = sft_math_box_new ();
  guint columns = node->columns, rows = node->children->len / columns;
  g_autofree double *widths = g_new0 (double, columns);
  g_autofree SftMathBox **cells = g_new0 (SftMathBox *, node->children->len);
  double em = sft_math_setter_size (setter, style), y = 0, bottom = 0;

  for (guint i = 0; i < node->children->len; i++)
    {
      cells[i] = set_cell (setter, node, i, inner);
      widths[i % columns] = MAX (widths[i % columns], cells[i]->width);
    }
  for (guint row = 0; row < rows; row++)
    {
      double ascent = 0.6 * em, descent = 0.2 * em;

      for (guint i = row * columns; i < (row + 1) * columns; i++)
        {
          ascent = MAX (ascent, cells[i]->ascent);
          descent = MAX (descent, cells[i]->descent);
        }
      if (row > 0)
        y = bottom + LINE_GAP * em + ascent;
      bottom = y + descent;
      for (guint i = 0; i < columns; i++)
        {
          SftMathBox *cell = cells[row * columns + i];
          double x = column_start (node, i, widths, em);

          if (!node->cases && i % 2 == 0 && columns > 1)
            x += widths[i] - cell->width;
          sft_math_box_put (box, cell, x, y);
        }
    }
  box->width = column_start (node, columns - 1, widths, em) + widths[columns - 1];
  if (rows == 1)
    return box;
  /* Several lines stand around the axis of the line that they are in. */
  SftMathBox *centered = sft_math_box_new ();
  double shift = (box->ascent - box->descent) / 2 - CONSTANT (AXIS_HEIGHT);
  centered->width = box->width;
  sft_math_box_put (centered, box, 0, shift);
  if (!node->cases)
    return centered;
  SftMathBox *fenced = sft_math_box_new ();
  put_delimiter (setter, fenced, '{', fence_height (setter, centered, style), style);
  double x = fenced->width + 0.2 * em;
  fenced->width = x + centered->width;
  sft_math_box_put (fenced, centered, x, 0);
  return fenced;
}
