/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every lab must do, asked of every lab that is built in. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "random-values.h"
#include "sft-export.h"
#include "sft-layout.h"

#define N_POINTS 200
#define N_LAYOUT_POINTS 50

/* A view of a demo: what window and command line open. */
typedef struct
{
  const SftDemo *demo;
  gboolean concept;
} View;

/* One view for each lab: a family that five demos share is the same code five times. */
static View
view_of_lab (const SftLab *lab)
{
  g_autoptr (GArray) demos = sft_lab_demos (lab);

  g_assert_cmpuint (demos->len, >, 0);
  return (View){ sft_demo_find (g_array_index (demos, int, 0)), lab->demo != 0 };
}

static SftResult *
compute (const View *view, const SftValues *values, SftMemo *memo)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (view->demo, view->concept, values, memo, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static void
assert_texts_complete (const SftLab *lab)
{
  g_assert_true (lab->title != NULL && *lab->title != '\0');
  g_assert_cmpuint (strlen (lab->about), >, 80);
  g_assert_true (lab->formula != NULL && *lab->formula != '\0');
  for (const SftParam *param = lab->spec.params; param->id != NULL; param++)
    {
      g_assert_true (param->label != NULL && *param->label != '\0');
      g_assert_true (param->help != NULL && g_str_has_suffix (param->help, "."));
    }
  for (const SftDim *dim = lab->spec.dims; dim != NULL && dim->id != NULL; dim++)
    g_assert_true (dim->label != NULL && dim->help != NULL && g_str_has_suffix (dim->help, "."));
  for (const SftReadoutSpec *readout = lab->readouts; readout->id != NULL; readout++)
    {
      g_assert_true (readout->label != NULL && *readout->label != '\0');
      g_assert_true (readout->help != NULL && g_str_has_suffix (readout->help, "."));
    }
}

/* Numbers are finite, or the readout says in words why it has none. */
static void
assert_result_sound (const SftLab *lab, const SftResult *result)
{
  guint n = 0;

  for (const SftReadoutSpec *spec = lab->readouts; spec->id != NULL; spec++, n++)
    {
      const SftReadout *readout = sft_result_find (result, spec->id);

      g_assert_nonnull (readout);
      g_assert_true (spec->kind == SFT_READOUT_NUMBERS || readout->n == 1);
      for (gsize i = 0; i < readout->n; i++)
        g_assert_true (isfinite (readout->values[i]) || !sft_text_is_empty (&readout->undefined));
    }
  g_assert_cmpuint (result->readouts->len, ==, n);
  g_assert_cmpuint (result->checks->len, >, 0);
  for (guint i = 0; i < result->checks->len; i++)
    {
      const SftCheck *check = g_ptr_array_index (result->checks, i);

      g_assert_false (sft_text_is_empty (&check->message));
      if (check->identity && !check->holds)
        g_error ("%s: %s: %.17g, expected %.17g", lab->id, check->message.plain, check->actual, check->expected);
    }
  g_assert_false (sft_text_is_empty (&result->figure->title));
  g_assert_false (sft_text_is_empty (&result->figure->summary));
}

static void
assert_results_equal (const View *view, const SftValues *values, const SftResult *a, const SftResult *b)
{
  g_autofree char *json_a = sft_result_to_json (view->demo, view->concept, values, a);
  g_autofree char *json_b = sft_result_to_json (view->demo, view->concept, values, b);

  g_assert_true (sft_figure_equal (a->figure, b->figure));
  g_assert_cmpstr (json_a, ==, json_b);
}

static void
test_defaults (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (GArray) demos = sft_lab_demos (lab);

  assert_texts_complete (lab);
  for (guint i = 0; i < demos->len; i++)
    {
      view.demo = sft_demo_find (g_array_index (demos, int, i));
      g_autoptr (SftValues) values = sft_demo_defaults (view.demo, view.concept);
      g_autoptr (SftResult) result = compute (&view, values, NULL);

      for (const SftParam *param = lab->spec.params; param->id != NULL; param++)
        {
          double minimum, maximum;
          int rows, columns;
          const double *cells;

          if (param->kind == SFT_TEXT)
            continue;
          cells = sft_values_cells (values, param->id, &rows, &columns);
          sft_values_range (values, param->id, &minimum, &maximum);
          for (int k = 0; k < rows * columns; k++)
            {
              g_assert_cmpfloat (cells[k], >=, minimum);
              g_assert_cmpfloat (cells[k], <=, maximum);
            }
        }
      assert_result_sound (lab, result);
    }
}

/* Values that do not go together: the error says which. */
static void
assert_conflict (const GError *error)
{
  const char *id = sft_param_error_get_id (error, NULL, NULL);

  g_assert_error (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT);
  g_assert_nonnull (id);
  g_assert_nonnull (strstr (error->message, id));
  g_assert_nonnull (strstr (error->message, "accepted"));
}

/* Each parameter alone at an end of its range, the others at their defaults: it computes, or an end that the other
 * parameters rule out (a lowest threshold of 1) is a conflict that is named. */
static void
test_ends (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (SftValues) defaults = sft_demo_defaults (view.demo, view.concept);

  for (const SftParam *param = lab->spec.params; param->id != NULL; param++)
    for (int end = 0; end < 2; end++)
      {
        g_autoptr (GError) error = NULL;
        SftEdit *edit = sft_edit_new (defaults);
        double ends[2];
        int rows, columns;

        if (param->kind == SFT_TEXT || param->kind == SFT_CHOICE)
          {
            sft_edit_free (edit);
            continue;
          }
        sft_values_range (defaults, param->id, &ends[0], &ends[1]);
        sft_values_cells (defaults, param->id, &rows, &columns);
        for (int row = 0; row < rows; row++)
          for (int column = 0; column < columns; column++)
            {
              sft_edit_set (edit, param->id, row, column, ends[end], &error);
              g_assert_no_error (error);
            }
        g_autoptr (SftValues) values = sft_edit_commit (edit, &error);
        if (values == NULL)
          {
            assert_conflict (error);
            continue;
          }
        g_autoptr (SftResult) result = compute (&view, values, NULL);
        assert_result_sound (lab, result);
      }
}

static void
test_random_points (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (SftValues) defaults = sft_demo_defaults (view.demo, view.concept);
  g_autoptr (SftMemo) memo = sft_memo_new (8);
  int computed = 0;

  for (int i = 0; i < N_POINTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) values = random_values (lab, defaults, &error);

      if (values == NULL)
        {
          assert_conflict (error);
          continue;
        }
      g_autoptr (SftResult) plain = compute (&view, values, NULL);
      g_autoptr (SftResult) remembered = compute (&view, values, memo);
      g_autoptr (SftResult) again = compute (&view, values, memo);

      computed++;
      assert_result_sound (lab, plain);
      assert_results_equal (&view, values, plain, remembered);
      assert_results_equal (&view, values, plain, again);
    }
  g_test_message ("%d of %d random points computed", computed, N_POINTS);
  g_assert_cmpint (computed, >=, N_POINTS * 95 / 100);
}

static void
assert_json (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
}

static void
assert_xml (GBytes *bytes)
{
  static const GMarkupParser nothing = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&nothing, 0, NULL, NULL);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_markup_parse_context_parse (context, text, size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

/* Every row has as many fields as the first. No field of ours holds a line break. */
static void
assert_csv (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  guint columns = 0;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      gboolean quoted = FALSE;
      guint fields = 1;

      for (const char *p = lines[i]; *p != '\0'; p++)
        {
          if (*p == '"')
            quoted = !quoted;
          fields += *p == ',' && !quoted;
        }
      g_assert_false (quoted);
      columns = i == 0 ? fields : columns;
      g_assert_cmpuint (fields, ==, columns);
      g_assert_null (strstr (lines[i], "nan"));
    }
  g_assert_cmpuint (columns, >=, 2);
}

static void
test_formats (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (SftValues) values = sft_demo_defaults (view.demo, view.concept);
  static const double sizes[][2] = { { 1, 1 }, { 200, 150 }, { 4000, 3000 } };
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int point = 0; point < 5; point++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftResult) result = compute (&view, values, NULL);
      g_autofree char *json = sft_result_to_json (view.demo, view.concept, values, result);
      g_autofree char *csv = sft_figure_to_csv (result->figure);
      SftExportOptions options = SFT_EXPORT_OPTIONS_INIT;

      assert_json (json);
      assert_csv (csv);
      options.format = SFT_FORMAT_SVG;
      g_autoptr (GBytes) svg = sft_export_to_bytes (result->figure, &options, &error);
      g_assert_no_error (error);
      assert_xml (svg);
      g_assert_null (g_strstr_len (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), "<image"));

      for (guint i = 0; i < G_N_ELEMENTS (sizes) && point == 0; i++)
        {
          cairo_surface_t *surface =
              cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)sizes[i][0], (int)sizes[i][1]);
          SftCanvas canvas = { cairo_create (surface), pango, sft_canvas_text_cairo };
          SftStyle style = SFT_STYLE_INIT;
          g_autoptr (SftLayout) layout = sft_layout_new (result->figure, &style, pango, sizes[i][0], sizes[i][1]);

          sft_layout_draw (layout, &canvas);
          g_assert_cmpint (cairo_status (canvas.cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (canvas.cr);
          cairo_surface_destroy (surface);
        }

      g_clear_pointer (&values, sft_values_unref);
      g_autoptr (SftValues) defaults = sft_demo_defaults (view.demo, view.concept);
      while (values == NULL)
        values = random_values (lab, defaults, NULL);
    }
  g_object_unref (pango);
}

static gboolean
boxes_meet (const SftBox *a, const SftBox *b)
{
  /* Boxes may share an edge; 0.01 points is far below what can be seen. */
  const double slack = 0.01;

  return a->x + a->width > b->x + slack && b->x + b->width > a->x + slack && a->y + a->height > b->y + slack
         && b->y + b->height > a->y + slack;
}

static void
assert_texts_apart (const SftLayout *layout, double width, double height, const char *what)
{
  gsize n;
  const SftTextRun *runs = sft_layout_texts (layout, &n);

  for (gsize i = 0; i < n; i++)
    {
      const SftBox *box = &runs[i].box;

      if (box->x < -0.01 || box->y < -0.01 || box->x + box->width > width + 0.01
          || box->y + box->height > height + 0.01)
        g_error ("%s: \"%s\" leaves the page", what, runs[i].text);
      for (gsize j = i + 1; j < n; j++)
        if (boxes_meet (box, &runs[j].box))
          g_error ("%s: \"%s\" and \"%s\" overlap", what, runs[i].text, runs[j].text);
    }
}

static void
assert_layouts (SftFigure *figure, PangoContext *pango, const char *name)
{
  static const double sizes[][2] = { { 240, 180 }, { 320, 480 }, { 1000, 600 }, { 4000, 3000 } };
  static const double scales[] = { 1, 1.5, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (scales); j++)
      for (int appearance = 0; appearance < SFT_N_APPEARANCES; appearance++)
        {
          SftStyle style = SFT_STYLE_INIT;
          g_autofree char *what = g_strdup_printf ("%s at %gx%g, text scale %g, %s", name, sizes[i][0], sizes[i][1],
                                                   scales[j], sft_appearance_name (appearance));

          style.appearance = appearance;
          style.text_scale = scales[j];
          g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, sizes[i][0], sizes[i][1]);
          assert_texts_apart (layout, sizes[i][0], sizes[i][1], what);
        }
}

static void
test_layouts (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (SftValues) defaults = sft_demo_defaults (view.demo, view.concept);
  g_autoptr (SftValues) values = sft_values_ref (defaults);
  PangoContext *pango = sft_figure_pango_context_new ();

  for (int point = 0; point < N_LAYOUT_POINTS; point++)
    {
      g_autoptr (SftResult) result = compute (&view, values, NULL);

      assert_layouts (result->figure, pango, lab->id);
      g_clear_pointer (&values, sft_values_unref);
      while (values == NULL)
        values = random_values (lab, defaults, NULL);
    }
  g_object_unref (pango);
}

/* A compute that was cancelled before it began either says so or is too short to look. */
static void
test_cancelled (gconstpointer data)
{
  const SftLab *lab = data;
  View view = view_of_lab (lab);
  g_autoptr (SftValues) values = sft_demo_defaults (view.demo, view.concept);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_autoptr (SftResult) result = sft_demo_compute (view.demo, view.concept, values, NULL, cancellable, &error);
  if (result == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    assert_result_sound (lab, result);
}

static void
add_for_lab (const SftLab *lab, const char *name, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/contract/%s/%s", lab->id, name);

  g_test_add_data_func (path, lab, function);
}

int
main (int argc, char **argv)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n; i++)
    {
      add_for_lab (labs[i], "defaults", test_defaults);
      add_for_lab (labs[i], "ends", test_ends);
      add_for_lab (labs[i], "random-points", test_random_points);
      add_for_lab (labs[i], "formats", test_formats);
      add_for_lab (labs[i], "layouts", test_layouts);
      add_for_lab (labs[i], "cancelled", test_cancelled);
    }
  return g_test_run ();
}
