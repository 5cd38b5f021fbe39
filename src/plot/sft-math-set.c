/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting rows and scripts: TeX's spaces between atoms, OpenType's shifts of scripts. */
#include "config.h"

#include <math.h>

#include "sft-math-private.h"

/* Between a letter's ink and what stands beside it, in em. */
#define CLEARANCE 0.04

double
sft_math_setter_size (const SftMathSetter *setter, SftMathStyle style)
{
  hb_font_t *font = setter->font->font;

  switch (style.size)
    {
    case SFT_MATH_SUB:
      return setter->size * hb_ot_math_get_constant (font, HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN) / 100.0;
    case SFT_MATH_SUBSUB:
      return setter->size * hb_ot_math_get_constant (font, HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN)
             / 100.0;
    default:
      return setter->size;
    }
}

double
sft_math_setter_constant (const SftMathSetter *setter, SftMathStyle style, hb_ot_math_constant_t constant)
{
  return sft_math_constant (setter->font, constant) * sft_math_setter_size (setter, style);
}

SftMathStyle
sft_math_script_style (SftMathStyle style, gboolean cramped)
{
  return (SftMathStyle){ style.size < SFT_MATH_SUB ? SFT_MATH_SUB : SFT_MATH_SUBSUB, style.cramped || cramped };
}

/* Eighteenths of an em between two atoms; with a minus not in scripts. The TeXbook, chapter 18. */
static double
space_between (SftMathClass left, SftMathClass right, SftMathStyle style)
{
  static const signed char spaces[8][8] = {
    /*            Ord Op Bin Rel Open Close Punct Inner */
    /* Ord   */ { 0, 3, -4, -5, 0, 0, 0, -3 },
    /* Op    */ { 3, 3, 0, -5, 0, 0, 0, -3 },
    /* Bin   */ { -4, -4, 0, 0, -4, 0, 0, -4 },
    /* Rel   */ { -5, -5, 0, 0, -5, 0, 0, -5 },
    /* Open  */ { 0, 0, 0, 0, 0, 0, 0, 0 },
    /* Close */ { 0, 3, -4, -5, 0, 0, 0, -3 },
    /* Punct */ { -3, -3, 0, -3, -3, -3, -3, -3 },
    /* Inner */ { -3, 3, -4, -5, -3, 0, -3, -3 },
  };
  int space = spaces[left][right];

  return (style.size >= SFT_MATH_SUB && space < 0 ? 0 : abs (space)) / 18.0;
}

/* A plus with nothing to add to is a sign, not an operation. */
static SftMathClass
class_of (const SftMathNode *row, guint i, const SftMathNode *before, SftMathClass class_before)
{
  const SftMathNode *node = row->children->pdata[i], *after = NULL;

  if (node->atom != SFT_MATH_BIN)
    return node->atom;
  if (before == NULL || class_before == SFT_MATH_BIN || class_before == SFT_MATH_OP || class_before == SFT_MATH_REL
      || class_before == SFT_MATH_OPEN || class_before == SFT_MATH_PUNCT)
    return SFT_MATH_ORD;
  for (guint k = i + 1; k < row->children->len && after == NULL; k++)
    if (((const SftMathNode *)row->children->pdata[k])->kind != SFT_MATH_SPACE)
      after = row->children->pdata[k];
  if (after == NULL || after->atom == SFT_MATH_REL || after->atom == SFT_MATH_CLOSE || after->atom == SFT_MATH_PUNCT)
    return SFT_MATH_ORD;
  return SFT_MATH_BIN;
}

SftMathBox *
sft_math_set_row (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  SftMathBox *row = sft_math_box_new ();
  const SftMathNode *before = NULL;
  SftMathClass class_before = SFT_MATH_ORD;
  double em = sft_math_setter_size (setter, style), x = 0;

  for (guint i = 0; i < node->children->len; i++)
    {
      const SftMathNode *child = node->children->pdata[i];
      SftMathClass atom = class_of (node, i, before, class_before);
      SftMathBox *box;

      if (child->kind == SFT_MATH_SPACE)
        {
          x += child->width * em;
          continue;
        }
      if (before != NULL)
        x += space_between (class_before, atom, style) * em;
      box = sft_math_set (setter, child, style);
      row->italic = box->italic;
      row->glyph = node->children->len == 1 ? box->glyph : 0;
      row->size = box->size;
      before = child;
      class_before = atom;
      double width = box->width;
      sft_math_box_put (row, box, x, 0);
      x += width;
    }
  row->width = MAX (x, 0);
  if (node->children->len != 1)
    row->italic = 0;
  return row;
}

/* How far a script moves towards the base, because the base's corner there is open. */
static double
cut_in (const SftMathSetter *setter, const SftMathBox *base, const SftMathBox *script, double shift, gboolean super)
{
  hb_font_t *font = setter->font->font;
  double scale, height, kern;

  if (base->glyph == 0 || script->glyph == 0)
    return 0;
  scale = base->size / setter->font->units;
  height = super ? shift - script->descent : script->ascent - shift;
  kern =
      hb_ot_math_get_glyph_kerning (font, base->glyph, super ? HB_OT_MATH_KERN_TOP_RIGHT : HB_OT_MATH_KERN_BOTTOM_RIGHT,
                                    (hb_position_t)lround (height / scale))
      * scale;
  return kern;
}

static gboolean
is_primes (const SftMathNode *node)
{
  for (guint i = 0; node != NULL && i < node->children->len; i++)
    {
      const SftMathNode *child = node->children->pdata[i];

      if (child->kind != SFT_MATH_SYMBOL || child->letter != 0x2032)
        return FALSE;
    }
  return node != NULL && node->kind == SFT_MATH_ROW && node->children->len > 0;
}

/* Shifts of the superscript (upwards) and of the subscript (downwards), either of which may be missing. */
static void
script_shifts (const SftMathSetter *setter, SftMathStyle style, const SftMathBox *base, const SftMathBox *sub,
               const SftMathBox *super, double *down, double *up)
{
#define CONSTANT(name) sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_##name)
  gboolean single = base->glyph != 0;
  double gap, rise;

  *up = style.cramped ? CONSTANT (SUPERSCRIPT_SHIFT_UP_CRAMPED) : CONSTANT (SUPERSCRIPT_SHIFT_UP);
  *down = CONSTANT (SUBSCRIPT_SHIFT_DOWN);
  if (!single)
    {
      *up = MAX (*up, base->ascent - CONSTANT (SUPERSCRIPT_BASELINE_DROP_MAX));
      *down = MAX (*down, base->descent + CONSTANT (SUBSCRIPT_BASELINE_DROP_MIN));
    }
  if (super != NULL)
    *up = MAX (*up, super->descent + CONSTANT (SUPERSCRIPT_BOTTOM_MIN));
  if (sub != NULL)
    *down = MAX (*down, sub->ascent - CONSTANT (SUBSCRIPT_TOP_MAX));
  if (sub == NULL || super == NULL)
    return;
  gap = *up - super->descent - (sub->ascent - *down);
  if (gap >= CONSTANT (SUB_SUPERSCRIPT_GAP_MIN))
    return;
  *down += CONSTANT (SUB_SUPERSCRIPT_GAP_MIN) - gap;
  rise = CONSTANT (SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) - (*up - super->descent);
  if (rise > 0)
    {
      *up += rise;
      *down -= rise;
    }
#undef CONSTANT
}

static SftMathBox *
set_beside (SftMathSetter *setter, SftMathBox *base, SftMathBox *sub, SftMathBox *super, gboolean primes,
            SftMathStyle style)
{
  SftMathBox *box = sft_math_box_new ();
  double up, down, width = base->width, right = 0, x;
  double after = sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT);

  script_shifts (setter, style, base, sub, primes ? NULL : super, &down, &up);
  if (primes)
    up = MAX (0, base->ascent - 0.75 * sft_math_setter_size (setter, style));
  if (sub != NULL)
    {
      /* A slanted base leaves room below its right end. */
      x = width - base->italic + cut_in (setter, base, sub, down, FALSE);
      right = x + sub->width;
      sft_math_box_put (box, sub, x, down);
    }
  if (super != NULL)
    {
      x = width + (primes ? 0 : cut_in (setter, base, super, up, TRUE));
      right = MAX (right, x + super->width);
      sft_math_box_put (box, super, x, -up);
    }
  sft_math_box_put (box, base, 0, 0);
  box->width = right + after;
  return box;
}

/* Limits above and below. */
static SftMathBox *
set_above_below (SftMathSetter *setter, SftMathBox *base, SftMathBox *sub, SftMathBox *super, SftMathStyle style)
{
#define CONSTANT(name) sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_##name)
  SftMathBox *box = sft_math_box_new ();
  double width = base->width, ascent = base->ascent, descent = base->descent, lean = base->italic / 2;

  width = MAX (width, MAX (sub != NULL ? sub->width : 0, super != NULL ? super->width : 0));
  sft_math_box_put (box, base, (width - base->width) / 2, 0);
  if (super != NULL)
    {
      double up = MAX (CONSTANT (UPPER_LIMIT_BASELINE_RISE_MIN), CONSTANT (UPPER_LIMIT_GAP_MIN) + super->descent);

      sft_math_box_put (box, super, (width - super->width) / 2 + lean, -ascent - up);
    }
  if (sub != NULL)
    {
      double down = MAX (CONSTANT (LOWER_LIMIT_BASELINE_DROP_MIN), CONSTANT (LOWER_LIMIT_GAP_MIN) + sub->ascent);

      sft_math_box_put (box, sub, (width - sub->width) / 2 - lean, descent + down);
    }
  box->width = width;
  return box;
#undef CONSTANT
}

SftMathBox *
sft_math_set_scripts (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  const SftMathNode *base = sft_math_node_child (node, 0), *below = sft_math_node_child (node, 1),
                    *above = sft_math_node_child (node, 2);
  gboolean primes = is_primes (above);
  SftMathBox *box = sft_math_set (setter, base, style), *sub = NULL, *super = NULL;

  if (below != NULL)
    sub = sft_math_set (setter, below, sft_math_script_style (style, TRUE));
  if (above != NULL)
    super = sft_math_set (setter, above, primes ? style : sft_math_script_style (style, FALSE));
  if (base->limits && style.size == SFT_MATH_DISPLAY)
    return set_above_below (setter, box, sub, super, style);
  return set_beside (setter, box, sub, super, primes, style);
}

/* Slanted letters lean out of their widths, more than the font's corrections say: the next one stands clear. */
static void
clear_overhang (const SftMathSetter *setter, SftMathBox *box)
{
  double overhang = sft_math_box_ink_right (setter, box) - (box->width - box->italic) + CLEARANCE * box->size;

  if (overhang > box->italic)
    {
      box->width += overhang - box->italic;
      box->italic = overhang;
    }
}

static SftMathBox *
set_symbol (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  double size = sft_math_setter_size (setter, style), axis, shift;
  SftMathBox *glyph, *box;

  if (node->symbol == NULL || !node->symbol->big)
    {
      box = sft_math_set_character (setter, node->glyph, size);
      if (node->atom == SFT_MATH_ORD && box->glyph != 0)
        clear_overhang (setter, box);
      return box;
    }
  if (style.size == SFT_MATH_DISPLAY)
    glyph =
        sft_math_set_grown (setter, node->glyph, size,
                            sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT));
  else
    glyph = sft_math_set_character (setter, node->glyph, size);
  /* Large operators stand on the axis with their middles. */
  /* An integral's scripts stand beside it. */
  if (!node->limits && glyph->glyph != 0)
    clear_overhang (setter, glyph);
  axis = sft_math_setter_constant (setter, style, HB_OT_MATH_CONSTANT_AXIS_HEIGHT);
  shift = (glyph->ascent - glyph->descent) / 2 - axis;
  box = sft_math_box_new ();
  box->width = glyph->width;
  box->italic = glyph->italic;
  sft_math_box_put (box, glyph, 0, shift);
  return box;
}

static SftMathBox *
set_value (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  g_autofree char *text = setter->lookup != NULL ? setter->lookup (node->text, node->digits, setter->data) : NULL;

  if (text != NULL)
    return sft_math_set_text (setter, text, sft_math_setter_size (setter, style));
  if (setter->error == NULL)
    g_set_error (&setter->error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE, "there is no value \"%s\"", node->text);
  return sft_math_box_new ();
}

SftMathBox *
sft_math_set (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style)
{
  switch (node->kind)
    {
    case SFT_MATH_ROW:
      return sft_math_set_row (setter, node, style);
    case SFT_MATH_SYMBOL:
      return set_symbol (setter, node, style);
    case SFT_MATH_WORDS:
      return sft_math_set_text (setter, node->text, sft_math_setter_size (setter, style));
    case SFT_MATH_VALUE:
      return set_value (setter, node, style);
    case SFT_MATH_FRACTION:
      return sft_math_set_fraction (setter, node, style);
    case SFT_MATH_ROOT:
      return sft_math_set_root (setter, node, style);
    case SFT_MATH_SCRIPTS:
      return sft_math_set_scripts (setter, node, style);
    case SFT_MATH_FENCE:
      return sft_math_set_fence (setter, node, style);
    case SFT_MATH_ACCENT:
      return sft_math_set_accent (setter, node, style);
    case SFT_MATH_GRID:
      return sft_math_set_grid (setter, node, style);
    case SFT_MATH_SPACE:
    default:
      {
        SftMathBox *box = sft_math_box_new ();

        box->width = MAX (node->width, 0) * sft_math_setter_size (setter, style);
        return box;
      }
    }
}
