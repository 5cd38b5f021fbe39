/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula of a figure: between its title and its panels. */
#include "config.h"

#include "sft-layout-private.h"

/* Of the page at most; a formula that needs more becomes smaller, and if it cannot be read then, it goes. */
#define MOST_HEIGHT 0.35
#define LEAST_SIZE 0.6
#define GAP 8.0

static SftMathLayout *
set_formula (SftLayout *layout, const SftMath *math, double size, PangoContext *pango)
{
  return sft_math_layout_new (math, size, pango, NULL, NULL, NULL);
}

static double
formula_height (const SftMathLayout *formula)
{
  return sft_math_layout_ascent (formula) + sft_math_layout_descent (formula);
}

void
sft_formula_measure (SftLayout *layout, PangoContext *pango)
{
  const char *source = sft_text_get (&layout->figure->formula, layout->style.translated);
  double size = SFT_PANEL_TITLE_SIZE * layout->scale, share;
  double width = layout->width - 2 * layout->margin, height = MOST_HEIGHT * layout->height;

  if (!layout->style.formula || *source == '\0')
    return;
  g_autoptr (SftMath) math = sft_math_parse (source, NULL);
  if (math == NULL)
    return;
  layout->formula = set_formula (layout, math, size, pango);
  if (layout->formula == NULL)
    return;
  share = MIN (width / sft_math_layout_width (layout->formula), height / formula_height (layout->formula));
  if (share >= 1)
    return;
  g_clear_pointer (&layout->formula, sft_math_layout_free);
  if (share < LEAST_SIZE)
    return;
  layout->formula = set_formula (layout, math, size * share * 0.999, pango);
}

double
sft_formula_room (const SftLayout *layout)
{
  return layout->shown.formula && layout->formula != NULL ? formula_height (layout->formula) + GAP * layout->scale : 0;
}

/* With its top at y, and its left end where the plots begin, as the title. */
void
sft_formula_place (SftLayout *layout, double y)
{
  double width, x = layout->margin;
  SftBox box;

  if (!layout->shown.formula || layout->formula == NULL)
    return;
  width = sft_math_layout_width (layout->formula);
  if (layout->n_panels > 0)
    x = MAX (layout->margin, MIN (layout->panels[0].plot.x, layout->width - layout->margin - width));
  box = (SftBox){ x, y, width, formula_height (layout->formula) };
  if (sft_layout_is_free (layout, &box))
    layout->formula_box = box;
}

gboolean
sft_layout_formula_box (const SftLayout *layout, SftBox *box)
{
  g_return_val_if_fail (layout != NULL && box != NULL, FALSE);

  *box = layout->formula_box;
  return box->width > 0;
}

void
sft_formula_draw (const SftLayout *layout, cairo_t *cr)
{
  if (layout->formula_box.width <= 0)
    return;
  sft_set_color (cr, layout->palette->text);
  sft_math_layout_draw (layout->formula, cr, layout->formula_box.x,
                        layout->formula_box.y + sft_math_layout_ascent (layout->formula));
}
