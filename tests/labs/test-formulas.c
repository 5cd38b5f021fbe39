/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula of every lab and lesson: it is set, with its values, on a narrow panel, and can be read aloud. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "random-values.h"
#include "sft-lab-math.h"
#include "sft-lesson.h"

/* The font's size in a window at text scale 1, and the room there is. */
#define USUAL 17.0
#define WIDEST 360.0
#define N_RANDOM 4

typedef void (*Visit) (const char *name, const char *source);

static SftResult *
computed (const SftDemo *demo, gboolean concept, const SftValues *values)
{
  g_autoptr (GError) error = NULL;
  SftResult *result = sft_demo_compute (demo, concept, values, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* Every formula as it is shown at the defaults. */
static void
visit_all (Visit visit)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  g_assert_cmpuint (n, ==, 25);
  for (gsize i = 0; i < n; i++)
    {
      const SftLesson *lesson = sft_lesson_find (demos[i].number);
      g_autofree char *name = g_strdup_printf ("lesson %d", demos[i].number);

      g_assert_nonnull (lesson->math);
      visit (name, lesson->math);
      for (int concept = 0; concept < 2; concept++)
        {
          const SftLab *lab = sft_demo_lab (&demos[i], concept);
          g_autoptr (SftValues) values = sft_demo_defaults (&demos[i], concept);
          g_autoptr (SftResult) result = computed (&demos[i], concept, values);

          g_assert_nonnull (lab->math);
          g_assert_false (sft_text_is_empty (&result->figure->formula));
          visit (lab->id, sft_text_get (&result->figure->formula, FALSE));
        }
    }
}

static SftMath *
parsed (const char *name, const char *source)
{
  g_autoptr (GError) error = NULL;
  SftMath *math = sft_math_parse (source, &error);

  g_test_message ("%s: %s", name, source);
  g_assert_no_error (error);
  return math;
}

/* Every glyph and rule is filled by itself, so that half-transparent ink shows where two of them lie on each other. */
static void
assert_apart (const char *name, const SftMathLayout *layout)
{
  int width = (int)ceil (sft_math_layout_width (layout)) + 4;
  int height = (int)ceil (sft_math_layout_ascent (layout) + sft_math_layout_descent (layout)) + 4;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create (surface);
  int inked = 0, twice = 0;

  cairo_set_source_rgba (cr, 0, 0, 0, 0.5);
  sft_math_layout_draw (layout, cr, 2, 2 + sft_math_layout_ascent (layout));
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 alpha = data[y * cairo_image_surface_get_stride (surface) + x];

        inked += alpha > 0;
        twice += alpha > 160; /* once: 128, twice: 191, edges that share a pixel: in between */
      }
  cairo_surface_destroy (surface);
  g_test_message ("%s: %d of %d pixels inked twice", name, twice, inked);
  g_assert_cmpint (inked, >, 0);
  g_assert_cmpint (twice, ==, 0);
}

static void
check_layout (const char *name, const char *source)
{
  static const double sizes[] = { 12, USUAL, 60 };
  g_autoptr (SftMath) math = parsed (name, source);
  g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SftMathLayout) layout =
          sft_math_layout_new (math, sizes[k], PANGO_CONTEXT (pango), NULL, NULL, &error);
      gsize n;

      g_assert_no_error (error);
      sft_math_layout_ink (layout, &n);
      g_assert_cmpuint (n, >, 3);
      assert_apart (name, layout);
      if (sizes[k] == USUAL)
        g_assert_cmpfloat (sft_math_layout_width (layout), <=, WIDEST);
    }
}

static void
test_layout (void)
{
  visit_all (check_layout);
}

static void
check_words (const char *name, const char *source)
{
  g_autoptr (SftMath) math = parsed (name, source);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = sft_math_speak (math, FALSE, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (words), >, 10);
  g_assert_null (strpbrk (words, "\\{}^_&"));
  g_assert_null (strstr (words, "  "));
  g_assert_null (strstr (words, ",,"));
}

static void
test_words (void)
{
  visit_all (check_words);
}

/* Each formula with a command that there is not, and with a brace too few. */
static void
check_errors (const char *name, const char *source)
{
  g_autofree char *unknown = g_strconcat (source, "\\nosuchcommand", NULL);
  g_autofree char *open = g_strconcat (source, "{", NULL);
  g_autofree char *place = g_strdup_printf ("at character %ld", g_utf8_strlen (source, -1) + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (sft_math_parse (unknown, &error));
  g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_COMMAND);
  g_assert_nonnull (strstr (error->message, "\\nosuchcommand"));
  g_assert_true (g_str_has_suffix (error->message, place));
  g_clear_error (&error);
  g_assert_null (sft_math_parse (open, &error));
  g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_SYNTAX);
}

static void
test_errors (void)
{
  visit_all (check_errors);
}

/* Values are there at every point of the parameters, whatever has no value. */
static void
test_random (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    for (int concept = 0; concept < 2; concept++)
      for (int k = 0; k < N_RANDOM; k++)
        {
          const SftLab *lab = sft_demo_lab (&demos[i], concept);
          g_autoptr (SftValues) defaults = sft_demo_defaults (&demos[i], concept);
          g_autoptr (GError) error = NULL;
          g_autoptr (SftValues) values = random_values (lab, defaults, &error);
          g_assert_no_error (error);
          g_autoptr (SftResult) result = computed (&demos[i], concept, values);
          SftLabNumbers numbers = { lab, values, result, TRUE };
          g_autofree char *source = sft_math_expand (lab->math, sft_lab_numbers_look_up, &numbers, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (source, ==, sft_text_get (&result->figure->formula, TRUE));
          g_autoptr (SftMath) math = parsed (lab->id, source);
          g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
          g_autoptr (SftMathLayout) layout =
              sft_math_layout_new (math, USUAL, PANGO_CONTEXT (pango), NULL, NULL, &error);
          g_assert_no_error (error);
          g_assert_true (isfinite (sft_math_layout_width (layout)));
        }
}

/* Expected: the lesson's numbers, reference loss 0.430101 of three tokens. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *id;
    int digits;
    const char *text;
  } known[] = {
    { "masked_loss", -1, "0.4301" },
    { "masked_loss", 2, "0.43" },
    { "sum(response_mask)", -1, "3" },
    { "sum(response_mask*token_nll)", 2, "1.29" },
    { "logits[0][0]", -1, "2" },
    { "targets[3]", -1, "0" },
    { "token_nll", -1, NULL },
    { "token_nll[4]", -1, NULL },
    { "logits[0][3]", -1, NULL },
    { "logits[0]x", -1, NULL },
    { "nothing", -1, NULL },
    { "sum(nothing)", -1, NULL },
    { "sum(logits*targets)", -1, NULL },
  };
  const SftDemo *demo = sft_demo_find (1);
  g_autoptr (SftValues) values = sft_demo_defaults (demo, FALSE);
  g_autoptr (SftResult) result = computed (demo, FALSE, values);
  SftLabNumbers numbers = { sft_demo_lab (demo, FALSE), values, result, FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = sft_lab_numbers_look_up (known[i].id, known[i].digits, &numbers);

      g_assert_cmpstr (text, ==, known[i].text);
    }
}

/* An empty mask has no loss, and the formula says so. */
static void
test_undefined (void)
{
  static const char *const none[] = { "response_mask=0,0,0,0", NULL };
  const SftDemo *demo = sft_demo_find (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftValues) values = sft_demo_assign (demo, FALSE, none, &error);

  g_assert_no_error (error);
  g_autoptr (SftResult) result = computed (demo, FALSE, values);
  g_assert_nonnull (strstr (sft_text_get (&result->figure->formula, FALSE), "\\text{undefined}"));
}

static gboolean
meets (const SftBox *a, const SftBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Under the title of a figure a formula meets no text and no plot, and a page of the usual size has room for it. */
static void
check_figure (const char *name, SftFigure *figure, PangoContext *pango)
{
  static const struct
  {
    double width, height, text_scale;
    gboolean surely;
  } pages[] = { { 1000, 600, 1, TRUE },  { 640, 480, 1, FALSE },   { 1000, 600, 2, FALSE }, { 360, 240, 1, FALSE },
                { 200, 900, 1, FALSE },  { 150, 100, 1.5, FALSE }, { 40, 30, 1, FALSE },    { 1, 1, 1, FALSE },
                { 3000, 2000, 4, TRUE }, { 900, 120, 1, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    for (int title = 0; title < 2; title++)
      {
        SftStyle style = SFT_STYLE_INIT;
        SftBox box;
        gsize n;

        style.formula = TRUE;
        style.title = title != 0;
        style.text_scale = pages[i].text_scale;
        g_autoptr (SftLayout) layout = sft_layout_new (figure, &style, pango, pages[i].width, pages[i].height);
        gboolean shown = sft_layout_formula_box (layout, &box);
        const SftTextRun *texts = sft_layout_texts (layout, &n);
        if (pages[i].surely && !shown)
          g_error ("%s has no formula on %g x %g", name, pages[i].width, pages[i].height);
        if (!shown)
          continue;
        g_assert_true (box.x >= 0 && box.y >= 0);
        g_assert_true (box.x + box.width <= pages[i].width && box.y + box.height <= pages[i].height);
        for (gsize k = 0; k < n; k++)
          if (meets (&box, &texts[k].box))
            g_error ("%s: the formula meets \"%s\" on %g x %g", name, texts[k].text, pages[i].width, pages[i].height);
        for (guint k = 0; k < figure->panels->len; k++)
          {
            SftBox plot = sft_layout_plot_area (layout, k);

            g_assert_false (meets (&box, &plot));
          }
      }
}

static void
test_figures (void)
{
  g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
  gsize n;
  const SftDemo *demos = sft_demos (&n);

  for (gsize i = 0; i < n; i++)
    for (int concept = 0; concept < 2; concept++)
      {
        g_autoptr (SftValues) values = sft_demo_defaults (&demos[i], concept);
        g_autoptr (SftResult) result = computed (&demos[i], concept, values);

        check_figure (sft_demo_lab (&demos[i], concept)->id, result->figure, PANGO_CONTEXT (pango));
      }
}

/* Not without being asked for: exports stay as they were. */
static void
test_not_asked (void)
{
  const SftDemo *demo = sft_demo_find (1);
  g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
  g_autoptr (SftValues) values = sft_demo_defaults (demo, FALSE);
  g_autoptr (SftResult) result = computed (demo, FALSE, values);
  g_autoptr (SftLayout) layout = sft_layout_new (result->figure, &SFT_STYLE_INIT, PANGO_CONTEXT (pango), 1000, 600);
  SftBox box;

  g_assert_false (sft_layout_formula_box (layout, &box));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formulas/layout", test_layout);
  g_test_add_func ("/formulas/words", test_words);
  g_test_add_func ("/formulas/errors", test_errors);
  g_test_add_func ("/formulas/random", test_random);
  g_test_add_func ("/formulas/numbers", test_numbers);
  g_test_add_func ("/formulas/undefined", test_undefined);
  g_test_add_func ("/formulas/figures", test_figures);
  g_test_add_func ("/formulas/not-asked", test_not_asked);
  return g_test_run ();
}
