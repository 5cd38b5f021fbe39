/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand can take hold of in a figure is a parameter of the lab: it exists, and where it is dragged along an axis
 * the element lies at its value, so that taking hold of it moves nothing. */
#include "config.h"

#include <math.h>

#include "random-values.h"

#define N_POINTS 20

/* The bound parameters of each concept view that has any, in alphabetical order. */
static const struct
{
  int demo;
  const char *params;
} bound_views[] = {
  { 1, "answer_share sft_time" },
  { 4, "content_loss reply_tokens template_loss" },
  { 5, "cap" },
  { 9, "soft_mask threshold token_roles" },
  { 10, "prompts_per_user" },
  { 11, "tasks" },
  { 14, "threshold" },
  { 15, "turns" },
  { 19, "threshold" },
  { 20, "margin" },
  { 21, "best_of" },
  { 22, "abstain_target" },
  { 24, "length_mean" },
  { 25, "p0 table" },
};

static const char *
expected_params (int demo)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bound_views); i++)
    if (bound_views[i].demo == demo)
      return bound_views[i].params;
  return "";
}

typedef struct
{
  const SftLab *lab;
  const SftValues *values;
  GPtrArray *params; /* names of what is bound */
  guint cells;       /* elements that are a cell of the parameter bound last */
} Walk;

/* Looks at one element; `at` is where it lies on the axis of the drag. */
static void
see_element (Walk *walk, const SftBinding *bind, int row, int column, double at)
{
  int rows, columns;
  double minimum, maximum;
  const double *cells = sft_values_cells (walk->values, bind->param, &rows, &columns);
  if (row < 0 || row >= rows || column < 0 || column >= columns)
    return;
  walk->cells++;
  sft_values_range (walk->values, bind->param, &minimum, &maximum);
  if (bind->gesture == SFT_GESTURE_TOGGLE)
    {
      g_assert_cmpfloat (minimum, ==, 0);
      g_assert_cmpfloat (maximum, ==, 1);
    }
  else if (bind->per_unit == 0)
    g_assert_cmpfloat (at, ==, cells[row * columns + column]);
  else
    g_assert_cmpfloat (bind->per_unit, >, 0);
}

/* FALSE when the element is bound to nothing. */
static gboolean
begin (Walk *walk, const SftBinding *bind)
{
  const SftParam *param;
  if (bind->gesture == SFT_GESTURE_NONE)
    return FALSE;
  param = sft_spec_find (&walk->lab->spec, bind->param);
  g_assert_nonnull (param);
  g_assert_cmpint (param->kind, !=, SFT_CHOICE);
  g_assert_cmpint (param->kind, !=, SFT_TEXT);
  if (!g_ptr_array_find_with_equal_func (walk->params, param->id, g_str_equal, NULL))
    g_ptr_array_add (walk->params, (gpointer)param->id);
  walk->cells = 0;
  return TRUE;
}

static void
see_heatmap (Walk *walk, const SftHeatmap *map)
{
  const SftBinding *bind = &map->bind;
  if (!begin (walk, bind))
    return;
  g_assert_true (bind->gesture == SFT_GESTURE_TOGGLE || bind->per_unit != 0);
  for (int i = 0; i < map->rows; i++)
    for (int j = 0; j < map->columns; j++)
      see_element (walk, bind, bind->row + (bind->by == SFT_BIND_COLUMNS ? j : i),
                   bind->column + (bind->by == SFT_BIND_CELLS ? j : 0), NAN);
  g_assert_cmpuint (walk->cells, ==, map->rows * map->columns);
}

static void
see_panel (Walk *walk, const SftPanel *panel)
{
  for (guint i = 0; i < panel->series->len; i++)
    {
      const SftSeries *series = g_ptr_array_index (panel->series, i);
      if (!begin (walk, &series->bind))
        continue;
      g_assert_cmpint (series->bind.gesture, !=, SFT_GESTURE_DRAG_X);
      for (gsize k = 0; k < series->n; k++)
        see_element (walk, &series->bind, series->bind.row + (int)k, series->bind.column, series->y[k]);
      g_assert_cmpuint (walk->cells, >, 0);
    }
  for (guint i = 0; i < panel->marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (panel->marks, i);
      gboolean along_x = mark->bind.gesture == SFT_GESTURE_DRAG_X;
      if (!begin (walk, &mark->bind))
        continue;
      /* A line is dragged across itself. */
      g_assert_cmpint (mark->kind, !=, along_x ? SFT_MARK_HORIZONTAL : SFT_MARK_VERTICAL);
      see_element (walk, &mark->bind, mark->bind.row, mark->bind.column, along_x ? mark->x : mark->y);
      g_assert_cmpuint (walk->cells, ==, 1);
    }
  if (panel->heatmap != NULL)
    see_heatmap (walk, panel->heatmap);
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* What is bound at some values. */
static char *
bound_at (const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SftResult) result = sft_demo_compute (demo, concept, values, NULL, NULL, &error);
  g_autoptr (GPtrArray) params = g_ptr_array_new ();
  Walk walk = { sft_demo_lab (demo, concept), values, params, 0 };
  g_assert_no_error (error);
  for (guint i = 0; i < result->figure->panels->len; i++)
    see_panel (&walk, g_ptr_array_index (result->figure->panels, i));
  g_ptr_array_sort (params, by_name);
  g_ptr_array_add (params, NULL);
  return g_strjoinv (" ", (char **)params->pdata);
}

static void
check_view (const SftDemo *demo, gboolean concept)
{
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_autofree char *bound = bound_at (demo, concept, defaults);
  if (concept)
    g_assert_cmpstr (bound, ==, expected_params (demo->number));
  else
    g_assert_cmpstr (bound, !=, "");
  for (int i = 0; i < N_POINTS; i++)
    {
      g_autoptr (SftValues) values = random_values (sft_demo_lab (demo, concept), defaults, NULL);
      if (values != NULL)
        g_free (bound_at (demo, concept, values));
    }
}

static void
test_bindings (gconstpointer data)
{
  int number = GPOINTER_TO_INT (data);
  check_view (sft_demo_find (number), FALSE);
  check_view (sft_demo_find (number), TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int number = 1; number <= 25; number++)
    {
      g_autofree char *path = g_strdup_printf ("/bindings/%d", number);
      g_test_add_data_func (path, GINT_TO_POINTER (number), test_bindings);
    }
  return g_test_run ();
}
