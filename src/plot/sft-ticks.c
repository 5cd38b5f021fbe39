/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which ticks an axis of a given length gets, and their labels. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sft-layout-private.h"

/* Least distances between ticks that read well, in points at text scale 1, and the most ticks on a long axis. */
#define X_SPACING 64.0
#define MOST_TICKS 9
#define Y_SPACING 34.0
#define BAR_SPACING 34.0
/* Between the edge of a plot and data, so that markers are whole. */
#define PADDING 8.0
#define PADDING_SHARE 0.07
#define MINOR_SPACING 7.0
#define MINOR_LENGTH 200.0
/* Ranges in data units, at least this many points long, get ticks. */
#define SHORTEST 8.0

static void
axis_reset (SftAxisLayout *axis, double start, double end, gboolean logarithmic)
{
  axis->scale = (SftScale){ axis->low, axis->high, start, end, logarithmic };
  axis->extent = 0;
  if (axis->ticks == NULL)
    {
      axis->ticks = g_array_new (FALSE, FALSE, sizeof (SftTick));
      axis->minor = g_array_new (FALSE, FALSE, sizeof (double));
    }
  g_array_set_size (axis->ticks, 0);
  g_array_set_size (axis->minor, 0);
}

static const char *
name_of (const SftLayout *layout, const SftAxis *axis, int index)
{
  if (axis->names == NULL || (guint)index >= axis->names->len)
    return "";
  return sft_text_get (g_ptr_array_index (axis->names, (guint)index), layout->style.translated);
}

/* "0 Hello", or as much of it as fits if that is at least `least` letters of the name. */
static const SftWords *
named_words (SftLayout *layout, const SftAxis *axis, int index, double width, guint least)
{
  const char *name = name_of (layout, axis, index);
  g_autofree char *text = NULL, *number = g_strdup_printf ("%d ", index);

  /* Some names bring their number along. */
  if (name[0] == '\0')
    text = g_strndup (number, strlen (number) - 1);
  else if (axis->bare)
    return sft_ruler_fit (layout->ruler, name, SFT_TICK_SIZE * layout->scale, FALSE, width, least);
  else
    text = g_str_has_prefix (name, number) ? g_strdup (name) : g_strconcat (number, name, NULL);
  return sft_ruler_fit (layout->ruler, text, SFT_TICK_SIZE * layout->scale, FALSE, width,
                        (guint)strlen (number) - 1 + least);
}

/* Names stand beside each other only if each can be told from the others. */
static gboolean
names_fit (SftLayout *layout, const SftAxis *axis, double first, double last, double stride, double width)
{
  for (double index = MAX (ceil (first / stride) * stride, 0); index <= last && index < axis->names->len;
       index += stride)
    if (named_words (layout, axis, (int)index, width, 3) == NULL)
      return FALSE;
  return TRUE;
}

/* Ticks on whole cells, every k-th, from 0. `across`: labels stand beside each other. */
static void
cell_ticks (SftLayout *layout, const SftAxis *names, SftAxisLayout *axis, gboolean labels, gboolean across, double room)
{
  double cell = fabs (axis->scale.end - axis->scale.start) / fabs (axis->high - axis->low);
  double size = SFT_TICK_SIZE * layout->scale, line = sft_ruler_line_height (layout->ruler, size, FALSE);
  double gap = across ? 0.55 * size : 0, least = line, first, last, width;
  SftStep step = { 10, 0 };
  gboolean named;

  first = ceil (MIN (axis->low, axis->high) - 1e-9);
  last = floor (MAX (axis->low, axis->high) + 1e-9);
  if (!labels || last < first || cell <= 0)
    return;
  if (across)
    {
      g_autofree char *widest = sft_fixed_number (first < 0 ? MIN (first, -last) : last, 0, layout->style.translated);

      least = sft_words_width (sft_ruler_measure (layout->ruler, widest, size, FALSE)) + gap;
    }
  while (sft_step_value (step) * cell < least && sft_step_value (step) <= MAX (fabs (first), fabs (last)))
    step = sft_step_next (step, TRUE);
  /* 25 and 250 do not count cells as people do. */
  if (step.digits == 25)
    step = sft_step_next (step, TRUE);
  width = across ? sft_step_value (step) * cell - gap : room;
  named = names->names != NULL && (!across || names_fit (layout, names, first, last, sft_step_value (step), width));
  for (double index = ceil (first / sft_step_value (step)); index * sft_step_value (step) <= last; index++)
    {
      double value = sft_step_times (step, index);
      g_autofree char *number = sft_fixed_number (value, 0, layout->style.translated);
      SftTick tick = { value, sft_scale_map (&axis->scale, value), NULL, FALSE };

      if (named && value >= 0 && value < names->names->len)
        tick.words = named_words (layout, names, (int)value, width, 1);
      if (tick.words == NULL)
        tick.words = sft_ruler_measure (layout->ruler, number, size, FALSE);
      tick.faint = names->greyed != NULL && value >= 0 && value < names->names->len && names->greyed[(gsize)value];
      axis->extent = MAX (axis->extent, sft_words_width (tick.words));
      g_array_append_val (axis->ticks, tick);
    }
}

/* Fills in the ticks of a step; FALSE when labels would touch. */
static gboolean
try_step (SftLayout *layout, SftAxisLayout *axis, SftStep step, gboolean across)
{
  SftTicks ticks = sft_ticks (axis->low, axis->high, step);
  double size = SFT_TICK_SIZE * layout->scale, distance;

  g_array_set_size (axis->ticks, 0);
  axis->extent = 0;
  for (int i = 0; i < ticks.n; i++)
    {
      SftTick tick = { sft_ticks_value (&ticks, i), 0, NULL, FALSE };
      g_autofree char *label = sft_ticks_label (&ticks, i, layout->style.translated);

      tick.position = sft_scale_map (&axis->scale, tick.value);
      tick.words = sft_ruler_measure (layout->ruler, label, size, FALSE);
      axis->extent = MAX (axis->extent, sft_words_width (tick.words));
      g_array_append_val (axis->ticks, tick);
    }
  if (ticks.n < 2)
    return TRUE;
  distance = fabs (axis->scale.end - axis->scale.start) * sft_step_value (step) / (axis->high - axis->low);
  if (across)
    return axis->extent + 0.8 * size <= distance;
  return sft_ruler_line_height (layout->ruler, size, FALSE) <= distance;
}

static void
minor_ticks (SftLayout *layout, SftAxisLayout *axis, SftStep step, gboolean whole)
{
  double length = fabs (axis->scale.end - axis->scale.start);
  int parts = sft_step_parts (step);
  double minor = sft_step_value (step) / parts, first, last;

  if (length < MINOR_LENGTH * layout->scale || length * minor / (axis->high - axis->low) < MINOR_SPACING)
    return;
  if (whole && minor != floor (minor))
    return;
  first = ceil (axis->low / minor - 1e-6);
  last = floor (axis->high / minor + 1e-6);
  for (double i = first; i <= last; i++)
    if (fmod (i, parts) != 0)
      {
        double position = sft_scale_map (&axis->scale, i * minor);

        g_array_append_val (axis->minor, position);
      }
}

static void
number_ticks (SftLayout *layout, SftAxisLayout *axis, gboolean whole, gboolean across, double spacing)
{
  double length = fabs (axis->scale.end - axis->scale.start);
  SftStep step;

  if (!layout->shown.ticks || length < SHORTEST)
    return;
  spacing = MAX (spacing * layout->scale, length / MOST_TICKS);
  step = sft_step_at_least ((axis->high - axis->low) * spacing / length, whole);
  while (!try_step (layout, axis, step, across))
    step = sft_step_next (step, whole);
  /* Fewer than two ticks do not say how far apart things are: rather a closer step, if its labels fit. */
  for (int i = 0; i < 6 && axis->ticks->len < 2; i++)
    {
      SftStep closer = sft_step_previous (step);

      if (whole && sft_step_value (closer) != floor (sft_step_value (closer)))
        break;
      if (!try_step (layout, axis, closer, across))
        {
          try_step (layout, axis, step, across);
          break;
        }
      step = closer;
    }
  if (axis->ticks->len >= 2)
    minor_ticks (layout, axis, step, whole);
}

/* Would a power of ten be long as a plain number? */
static gboolean
is_long (int exponent)
{
  return exponent < -4 || exponent > 5;
}

/* A power of ten: "0.01", "1", "100000", or raised: "10⁻⁵". */
static char *
decade_label (int exponent, gboolean raised, gboolean local)
{
  static const char *const superscripts[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  GString *label;
  g_autofree char *digits = NULL;

  if (!raised)
    return sft_fixed_number (pow (10, exponent), MAX (-exponent, 0), local);
  label = g_string_new ("10");
  if (exponent < 0)
    g_string_append (label, "⁻");
  digits = g_strdup_printf ("%d", abs (exponent));
  for (const char *p = digits; *p != '\0'; p++)
    g_string_append (label, superscripts[*p - '0']);
  return g_string_free (label, FALSE);
}

static void
decade_tick (SftLayout *layout, SftAxisLayout *axis, int digit, int exponent, gboolean raised)
{
  g_autofree char *label =
      digit == 1 ? decade_label (exponent, raised, layout->style.translated)
                 : sft_fixed_number (digit * pow (10, exponent), MAX (-exponent, 0), layout->style.translated);
  double value = digit * pow (10, exponent);
  SftTick tick = { value, sft_scale_map (&axis->scale, value), NULL, FALSE };

  tick.words = sft_ruler_measure (layout->ruler, label, SFT_TICK_SIZE * layout->scale, FALSE);
  axis->extent = MAX (axis->extent, sft_words_width (tick.words));
  g_array_append_val (axis->ticks, tick);
}

/* Ticks at 1, 2 and 5 of each decade; FALSE when labels would touch. */
static gboolean
fine_decade_ticks (SftLayout *layout, SftAxisLayout *axis, gboolean across)
{
  static const int digits[] = { 1, 2, 5 };
  int first = (int)floor (log10 (axis->low) + 1e-9), last = (int)floor (log10 (axis->high) + 1e-9);
  double length = fabs (axis->scale.end - axis->scale.start), decades = log10 (axis->high / axis->low);
  double size = SFT_TICK_SIZE * layout->scale, distance = length / decades * log10 (2);

  for (int k = first; k <= last; k++)
    for (gsize i = 0; i < G_N_ELEMENTS (digits); i++)
      {
        double value = digits[i] * pow (10, k);

        if (value >= axis->low * (1 - 1e-9) && value <= axis->high * (1 + 1e-9))
          decade_tick (layout, axis, digits[i], k, FALSE);
      }
  if (distance >= (across ? axis->extent + 0.8 * size : sft_ruler_line_height (layout->ruler, size, FALSE)))
    return TRUE;
  g_array_set_size (axis->ticks, 0);
  axis->extent = 0;
  return FALSE;
}

/* Ticks at every k-th power of ten, and between them where fewer than two decades leave room; the range is whole
 * powers, or what a lab fixed. */
static void
decade_ticks (SftLayout *layout, SftAxisLayout *axis, gboolean across, double spacing)
{
  int first = (int)ceil (log10 (axis->low) - 1e-9), last = (int)floor (log10 (axis->high) + 1e-9);
  double length = fabs (axis->scale.end - axis->scale.start), decades = log10 (axis->high / axis->low);
  /* Two powers alone stand closer than many would. */
  int stride = last - first < 2 ? 1 : MAX (1, (int)ceil (spacing * layout->scale * decades / length));
  /* One form for all labels of an axis. */
  gboolean raised = is_long (first) || is_long (last), fine;

  if (!layout->shown.ticks || length < SHORTEST)
    return;
  fine = decades < 2 && abs (first) < 4 && abs (last) < 4 && fine_decade_ticks (layout, axis, across);
  for (int k = first; k <= last && !fine; k += stride)
    decade_tick (layout, axis, 1, k, raised);
  for (int k = first - 1; k <= last && stride == 1 && length / decades >= 6 * MINOR_SPACING; k++)
    for (int digit = 2; digit <= 9; digit++)
      {
        double value = digit * pow (10, k), position = sft_scale_map (&axis->scale, value);

        if (value > axis->low && value < axis->high && !(fine && (digit == 2 || digit == 5)))
          g_array_append_val (axis->minor, position);
      }
}

static double
padding (double length)
{
  return MIN (PADDING, PADDING_SHARE * length);
}

void
sft_layout_x_axis (SftLayout *layout, SftPanelLayout *panel)
{
  const SftAxis *axis = &panel->panel->x;
  double start = panel->plot.x, end = panel->plot.x + panel->plot.width, pad = padding (panel->plot.width);

  if (panel->panel->heatmap != NULL || panel->bars)
    pad = 0;
  axis_reset (&panel->x, start + pad, end - pad, axis->logarithmic);
  if (panel->panel->heatmap != NULL || axis->names != NULL)
    cell_ticks (layout, axis, &panel->x, layout->shown.ticks, TRUE, 0);
  else if (axis->logarithmic)
    decade_ticks (layout, &panel->x, TRUE, X_SPACING);
  else
    number_ticks (layout, &panel->x, axis->whole, TRUE, X_SPACING);
}

void
sft_layout_y_axis (SftLayout *layout, SftPanelLayout *panel)
{
  const SftAxis *axis = &panel->panel->y;
  double start = panel->plot.y + panel->plot.height, end = panel->plot.y, pad = padding (panel->plot.height);
  gboolean heatmap = panel->panel->heatmap != NULL;

  if (heatmap)
    pad = 0;
  axis_reset (&panel->y, start - (panel->bars && panel->y.low == 0 ? 0 : pad),
              end + (panel->bars && panel->y.high == 0 ? 0 : pad), axis->logarithmic);
  if (heatmap || axis->names != NULL)
    cell_ticks (layout, axis, &panel->y, layout->shown.ticks, FALSE, 0.3 * panel->cell.width);
  else if (axis->logarithmic)
    decade_ticks (layout, &panel->y, FALSE, Y_SPACING);
  else
    number_ticks (layout, &panel->y, axis->whole, FALSE, Y_SPACING);
}

/* Zero and one in the middle of their own color. */
static void
binary_ticks (SftLayout *layout, SftPanelLayout *panel)
{
  SftAxisLayout *axis = &panel->bar;

  for (int i = 0; i < 2; i++)
    {
      SftTick tick = { i, 0, NULL, FALSE };

      tick.position = axis->scale.start + (i == 0 ? 0.25 : 0.75) * (axis->scale.end - axis->scale.start);
      tick.words = sft_ruler_measure (layout->ruler, i == 0 ? "0" : "1", SFT_TICK_SIZE * layout->scale, FALSE);
      axis->extent = MAX (axis->extent, sft_words_width (tick.words));
      g_array_append_val (axis->ticks, tick);
    }
}

void
sft_layout_bar_axis (SftLayout *layout, SftPanelLayout *panel)
{
  axis_reset (&panel->bar, panel->plot.y + panel->plot.height, panel->plot.y, FALSE);
  if (!layout->shown.ticks)
    return;
  if (panel->binary)
    binary_ticks (layout, panel);
  else
    number_ticks (layout, &panel->bar, FALSE, FALSE, BAR_SPACING);
}
