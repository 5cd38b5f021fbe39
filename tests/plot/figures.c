/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <float.h>
#include <math.h>

SftText
random_words (int most)
{
  static const char *const words[] = { "loss",           "response", "a",      "cross-entropy", "Übergang",
                                       "損失関数",       "ошибка",   "حساب",   "<&>\"'",        "W",
                                       "regularization", "tokens/s", "π(y|x)", "e\u0301t\u00e9" };
  g_autoptr (GString) text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, most + 1);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  return sft_text ("%s", text->str);
}

static gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static double
random_number (gboolean tame, double size)
{
  static const double odd[] = { NAN, INFINITY, -INFINITY, DBL_MAX, -DBL_MAX, DBL_MIN, 5e-324, 0, -0.0, 1e15, 1 };

  if (!tame && chance (10))
    return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
  return g_test_rand_double_range (-1, 1) * size;
}

static void
add_names (SftAxis *axis, int n)
{
  for (int i = 0; i < n; i++)
    sft_axis_add_name (axis, random_words (3), chance (30));
}

static void
random_range (SftAxis *axis, gboolean tame)
{
  if (chance (70))
    return;
  axis->low = random_number (tame, 10);
  axis->high = chance (10) ? axis->low : random_number (tame, 10);
}

static guint8 *
random_flags (gsize n)
{
  guint8 *flags = g_new0 (guint8, n);

  for (gsize i = 0; i < n; i++)
    flags[i] = (guint8)chance (40);
  return flags;
}

static SftBinding
random_binding (void)
{
  return (SftBinding){ .gesture = chance (60) ? SFT_GESTURE_NONE : (SftGesture)g_test_rand_int_range (1, 4),
                       .param = "param",
                       .per_unit = chance (50) ? 0 : 0.25,
                       .by = (SftBindBy)g_test_rand_int_range (0, 3) };
}

static void
add_random_heatmap (SftPanel *panel, gboolean tame)
{
  int rows = g_test_rand_int_range (1, 17), columns = g_test_rand_int_range (1, chance (20) ? 65 : 13);
  gsize n = (gsize)rows * (gsize)columns;
  g_autofree double *values = g_new (double, n);
  gboolean binary = chance (30);
  SftHeatmap *heatmap;

  for (gsize i = 0; i < n; i++)
    values[i] = binary ? (double)chance (50) : random_number (tame, 1);
  heatmap = sft_panel_add_heatmap (panel, "map", values, rows, columns, random_words (4));
  heatmap->digits = binary ? 0 : g_test_rand_int_range (0, 4);
  if (binary)
    {
      heatmap->low = 0;
      heatmap->high = 1;
    }
  heatmap->bind = random_binding ();
  if (chance (40))
    heatmap->hatched = random_flags (n);
  if (chance (40))
    heatmap->outlined = random_flags (n);
  if (chance (20))
    {
      heatmap->kinds = g_new (double, n);
      for (gsize i = 0; i < (gsize)n; i++)
        heatmap->kinds[i] = g_test_rand_int_range (-1, 12);
    }
  if (chance (60))
    add_names (&panel->y, rows);
  if (chance (60))
    add_names (&panel->x, columns);
}

static void
add_random_series (SftPanel *panel, gboolean tame)
{
  SftShape shape = (SftShape)g_test_rand_int_range (0, 5);
  gsize n = (gsize)g_test_rand_int_range (0, shape == SFT_SHAPE_BARS ? 17 : chance (20) ? 3000 : 60);
  double size = pow (10, g_test_rand_int_range (-6, 7));
  g_autofree char *name = g_strdup_printf ("series %u", panel->series->len);
  SftSeries *series =
      sft_panel_add_series (panel, name, random_words (3), (SftRole)g_test_rand_int_range (0, 6), shape, n);

  for (gsize i = 0; i < n; i++)
    {
      series->x[i] = tame || !chance (3) ? (double)i : random_number (FALSE, 1);
      series->y[i] = tame && chance (5) ? NAN : random_number (tame, size);
    }
  series->line = (SftLine)g_test_rand_int_range (0, 4);
  series->thin = chance (20);
  series->bind = random_binding ();
  if (shape == SFT_SHAPE_BARS && chance (50))
    series->hatched = random_flags (n);
}

SftFigure *
random_figure (gboolean tame)
{
  SftFigure *figure = sft_figure_new (random_words (12), random_words (8));
  int panels = g_test_rand_int_range (chance (5) ? 0 : 1, 5);

  for (int i = 0; i < panels; i++)
    {
      SftPanel *panel = sft_figure_add_panel (figure, random_words (8), random_words (6), random_words (6));
      int series = g_test_rand_int_range (0, 5), marks = g_test_rand_int_range (0, 5);

      if (chance (30))
        panel->note = random_words (12);
      random_range (&panel->x, tame);
      random_range (&panel->y, tame);
      if (chance (40))
        add_random_heatmap (panel, tame);
      else
        {
          panel->x.whole = chance (40);
          panel->y.whole = chance (20);
          for (int j = 0; j < series; j++)
            add_random_series (panel, tame);
          if (chance (20))
            add_names (&panel->x, g_test_rand_int_range (1, 20));
        }
      for (int j = 0; j < marks; j++)
        {
          SftMark *mark =
              sft_panel_add_mark (panel, (SftMarkKind)g_test_rand_int_range (0, 3), random_number (tame, 10),
                                  random_number (tame, 2), random_words (4), (SftRole)g_test_rand_int_range (0, 6));

          mark->line = (SftLine)g_test_rand_int_range (0, 4);
          mark->hollow = chance (50);
          mark->bind = random_binding ();
        }
    }
  return figure;
}

static void
copy_names (SftAxis *to, const SftAxis *from)
{
  to->low = from->low;
  to->high = from->high;
  to->whole = from->whole;
  to->logarithmic = from->logarithmic;
  for (guint i = 0; from->names != NULL && i < from->names->len; i++)
    sft_axis_add_name (to, sft_text_copy (g_ptr_array_index (from->names, i)), FALSE);
}

static void
change_series (SftPanel *to, const SftSeries *series, gboolean tame)
{
  gsize n = series->n > 0 && chance (20) ? (gsize)g_test_rand_int_range (0, (int)series->n) : series->n;
  SftSeries *copy = sft_panel_add_xy (to, series->name, sft_text_copy (&series->legend), series->role, series->shape,
                                      series->x, series->y, n);

  copy->line = series->line;
  copy->thin = series->thin;
  for (gsize i = 0; i < n; i++)
    if (chance (50))
      copy->y[i] = series->y[i] * g_test_rand_double_range (0.2, 3) + (tame ? 0 : random_number (FALSE, 1));
}

SftFigure *
changed_figure (const SftFigure *figure, gboolean tame)
{
  SftFigure *changed = sft_figure_new (sft_text_copy (&figure->title), sft_text_copy (&figure->summary));

  for (guint i = 0; i < figure->panels->len; i++)
    {
      const SftPanel *from = g_ptr_array_index (figure->panels, i);
      SftPanel *to = sft_figure_add_panel (changed, sft_text_copy (&from->title), sft_text_copy (&from->x.label),
                                           sft_text_copy (&from->y.label));

      copy_names (&to->x, &from->x);
      copy_names (&to->y, &from->y);
      for (guint k = 0; k < from->series->len; k++)
        change_series (to, g_ptr_array_index (from->series, k), tame);
      if (from->heatmap != NULL)
        {
          const SftHeatmap *heatmap = from->heatmap;
          gsize n = (gsize)heatmap->rows * (gsize)heatmap->columns;
          SftHeatmap *copy = sft_panel_add_heatmap (to, heatmap->name, heatmap->values, heatmap->rows, heatmap->columns,
                                                    sft_text_copy (&heatmap->bar));

          copy->kinds = g_memdup2 (heatmap->kinds, heatmap->kinds != NULL ? n * sizeof *heatmap->kinds : 0);
          for (gsize k = 0; k < n; k++)
            if (chance (50))
              copy->values[k] = random_number (tame, 1);
        }
      for (guint k = 0; k < from->marks->len; k++)
        {
          const SftMark *mark = g_ptr_array_index (from->marks, k);

          if (tame || chance (90))
            sft_panel_add_mark (to, mark->kind, chance (50) ? mark->x : random_number (tame, 10),
                                chance (50) ? mark->y : random_number (tame, 2), sft_text_copy (&mark->label),
                                mark->role);
        }
    }
  return changed;
}

SftFigure *
response_figure (void)
{
  static const double probabilities[] = {
    0.79, 0.13, 0.08, 0.13, 0.73, 0.14, 0.2, 0.24, 0.56, 0.65, 0.11, 0.24
  }; /* any: only looks matter */
  static const double x[] = { 0, 1, 2, 3 }, nll[] = { 0.24, 0.31, 0.58, 0.43 };
  static const char *const names[] = { "Explain", "gravity", "Things", "fall" };
  SftFigure *figure = sft_figure_new (sft_text ("Response-only SFT loss"), sft_text ("Masked and full mean."));
  SftPanel *left =
      sft_figure_add_panel (figure, sft_text ("Probability"), sft_text ("Vocabulary"), sft_text ("Token position"));
  SftPanel *right =
      sft_figure_add_panel (figure, sft_text ("Token loss"), sft_text ("Token position"), sft_text ("NLL (nats)"));
  SftHeatmap *heatmap = sft_panel_add_heatmap (left, "probability", probabilities, 4, 3, sft_text ("probability"));
  SftSeries *bars =
      sft_panel_add_xy (right, "nll", sft_text ("token NLL"), SFT_ROLE_PRIMARY, SFT_SHAPE_BARS, x, nll, 4);

  heatmap->low = 0;
  heatmap->high = 1;
  heatmap->outlined = g_new0 (guint8, 12);
  heatmap->outlined[0] = heatmap->outlined[4] = 1;
  bars->hatched = g_new0 (guint8, 4);
  bars->hatched[0] = 1;
  for (int i = 0; i < 4; i++)
    {
      sft_axis_add_name (&left->y, sft_text ("%s", names[i]), i == 0);
      sft_axis_add_name (&right->x, sft_text ("%s", names[i]), i == 0);
    }
  sft_panel_add_mark (right, SFT_MARK_HORIZONTAL, 0, 0.44, sft_text ("masked mean"), SFT_ROLE_HIGHLIGHT);
  sft_panel_add_mark (right, SFT_MARK_HORIZONTAL, 0, 0.39, sft_text ("full mean"), SFT_ROLE_NEUTRAL);
  return figure;
}

SftFigure *
curves_figure (gsize n)
{
  SftFigure *figure = sft_figure_new (sft_text ("SFT loss curves"), sft_text ("The best step is the last one."));
  SftPanel *panel = sft_figure_add_panel (figure, SFT_NO_TEXT, sft_text ("Step"), sft_text ("Cross-entropy loss"));
  SftSeries *train = sft_panel_add_series (panel, "train", sft_text ("train"), SFT_ROLE_PRIMARY, SFT_SHAPE_CURVE, n);
  SftSeries *validation =
      sft_panel_add_series (panel, "validation", sft_text ("validation"), SFT_ROLE_SECONDARY, SFT_SHAPE_MARKED, n);

  panel->x.whole = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      double step = (double)(i + 1);

      train->x[i] = validation->x[i] = step;
      train->y[i] = 1.8 * exp (-step / 18) + 0.25;
      validation->y[i] = 1.4 * exp (-step / 22) + 0.38;
    }
  sft_panel_add_mark (panel, SFT_MARK_VERTICAL, 26, 0, sft_text ("overfit onset"), SFT_ROLE_NEUTRAL);
  sft_panel_add_mark (panel, SFT_MARK_HORIZONTAL, 0, 0.5, sft_text ("goal"), SFT_ROLE_ERROR);
  sft_panel_add_mark (panel, SFT_MARK_POINT, (double)n, validation->y[n - 1], sft_text ("best step"),
                      SFT_ROLE_HIGHLIGHT)
      ->hollow = TRUE;
  return figure;
}
