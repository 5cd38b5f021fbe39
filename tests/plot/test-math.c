/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formula setter: what it refuses, what it measures, what it says, what it draws. */
#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "sft-math.h"

#define N_RANDOM 400

static char *
look_up (const char *id, int digits, gpointer data)
{
  if (strcmp (id, "loss") != 0)
    return NULL;
  return digits == 2 ? g_strdup ("0.43") : g_strdup ("0.4301");
}

static SftMath *
parsed (const char *source)
{
  g_autoptr (GError) error = NULL;
  SftMath *math = sft_math_parse (source, &error);

  g_assert_no_error (error);
  g_assert_nonnull (math);
  return math;
}

static SftMathLayout *
set (const char *source, double size)
{
  g_autoptr (SftMath) math = parsed (source);
  g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
  g_autoptr (GError) error = NULL;
  SftMathLayout *layout = sft_math_layout_new (math, size, PANGO_CONTEXT (pango), look_up, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

static char *
spoken (const char *source)
{
  g_autoptr (SftMath) math = parsed (source);
  g_autoptr (GError) error = NULL;
  char *words = sft_math_speak (math, FALSE, look_up, NULL, &error);

  g_assert_no_error (error);
  return words;
}

static void
test_errors (void)
{
  static const struct
  {
    const char *source;
    int code;
    const char *names, *place; /* what the message names */
  } wrong[] = {
    { "x + \\foo y", SFT_MATH_ERROR_COMMAND, "\\foo", "character 5" },
    { "αβ\\Foo", SFT_MATH_ERROR_COMMAND, "\\Foo", "character 3" },
    { "\\begin{matrix} a \\end{matrix}", SFT_MATH_ERROR_COMMAND, "matrix", "character 1" },
    { "\\frac{1}{2", SFT_MATH_ERROR_SYNTAX, "{", "character 9" },
    { "{x", SFT_MATH_ERROR_SYNTAX, "{", "character 1" },
    { "x}", SFT_MATH_ERROR_SYNTAX, "}", "character 2" },
    { "\\frac{1}", SFT_MATH_ERROR_SYNTAX, "\\frac", "character 9" },
    { "\\sqrt", SFT_MATH_ERROR_SYNTAX, "\\sqrt", "character 6" },
    { "\\sqrt[3{x}", SFT_MATH_ERROR_SYNTAX, "[", "character 6" },
    { "x^2^3", SFT_MATH_ERROR_SYNTAX, "superscript", "character 4" },
    { "x'^2'", SFT_MATH_ERROR_SYNTAX, "superscript", "character 5" },
    { "x_1_2", SFT_MATH_ERROR_SYNTAX, "subscript", "character 4" },
    { "x^", SFT_MATH_ERROR_SYNTAX, "^", "character 3" },
    { "x^}", SFT_MATH_ERROR_SYNTAX, "^", "character 3" },
    { "\\left( x", SFT_MATH_ERROR_SYNTAX, "\\left", "character 1" },
    { "x \\right)", SFT_MATH_ERROR_SYNTAX, "\\right", "character 3" },
    { "\\left x \\right)", SFT_MATH_ERROR_SYNTAX, "delimiter", "character 7" },
    { "\\begin{cases} a", SFT_MATH_ERROR_SYNTAX, "\\begin", "character 1" },
    { "\\begin{cases} a \\end{aligned}", SFT_MATH_ERROR_SYNTAX, "aligned", "character 17" },
    { "a \\end{cases}", SFT_MATH_ERROR_SYNTAX, "\\end", "character 3" },
    { "\\text{words", SFT_MATH_ERROR_SYNTAX, "{", "character 6" },
    { "\\text{a \\alpha}", SFT_MATH_ERROR_SYNTAX, "\\text", "character 9" },
    { "\\value{}", SFT_MATH_ERROR_SYNTAX, "\\value", "character 1" },
    { "\\value{loss|x}", SFT_MATH_ERROR_SYNTAX, "\\value", "character 1" },
    { "a $ b", SFT_MATH_ERROR_SYNTAX, "$", "character 3" },
    { "100%", SFT_MATH_ERROR_SYNTAX, "%", "character 4" },
    { "x \\", SFT_MATH_ERROR_SYNTAX, "\\", "character 3" },
    { "", SFT_MATH_ERROR_SYNTAX, "nothing", "character 1" },
    { "  ", SFT_MATH_ERROR_SYNTAX, "nothing", "character 3" },
    { "\xff", SFT_MATH_ERROR_SYNTAX, "UTF-8", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      SftMath *math = sft_math_parse (wrong[i].source, &error);

      g_test_message ("%s", error != NULL ? error->message : wrong[i].source);
      g_assert_null (math);
      g_assert_error (error, SFT_MATH_ERROR, wrong[i].code);
      g_assert_nonnull (strstr (error->message, wrong[i].names));
      g_assert_true (wrong[i].place[0] == '\0' || g_str_has_suffix (error->message, wrong[i].place));
    }
}

/* Nesting ends with an error long before the stack does. */
static void
test_depth (void)
{
  static const char *const openings[] = { "{",       "\\hat",  "\\frac{",   "x^{",
                                          "\\left(", "\\sqrt", "\\mathbf{", "\\begin{cases}" };

  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (int k = 0; k < 20000; k++)
        g_string_append (source, openings[i]);
      g_assert_null (sft_math_parse (source->str, &error));
      g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_SYNTAX);
      g_assert_nonnull (strstr (error->message, "deep"));
    }
}

static void
test_values (void)
{
  const char *source = "L = \\frac{1.29}{3} = \\value{loss|2}, \\value{loss}";
  g_autoptr (SftMath) math = parsed (source), other = parsed ("x_{\\value{other}}");
  g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
  g_autoptr (GError) error = NULL;
  g_autofree char *expanded = sft_math_expand (source, look_up, NULL, &error);
  g_auto (GStrv) ids = sft_math_values (math);
  g_autofree char *words = spoken (source);

  g_assert_no_error (error);
  g_assert_cmpstr (expanded, ==, "L = \\frac{1.29}{3} = \\text{0.43}, \\text{0.4301}");
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, "loss");
  g_assert_cmpstr (words, ==, "L equals 1.29 over 3 equals 0.43, 0.4301");

  g_assert_null (sft_math_layout_new (other, 10, PANGO_CONTEXT (pango), look_up, NULL, &error));
  g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "other"));
  g_clear_error (&error);
  g_assert_null (sft_math_speak (other, FALSE, NULL, NULL, &error));
  g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (sft_math_expand ("\\value{other}", look_up, NULL, &error));
  g_assert_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *source, *words;
  } said[] = {
    { "\\sum_{t=1}^T m_t", "the sum over t from 1 to T of m sub t" },
    { "\\int_0^1 x", "the integral from 0 to 1 of x" },
    { "\\frac{a}{b}", "a over b" },
    { "\\frac{a+1}{b}", "fraction, numerator a plus 1, over denominator b, end of fraction" },
    { "x^2 + y^3 - z^{n-1}", "x squared plus y cubed minus z to the power n minus 1, end of power" },
    { "u^* = x'", "u star equals x prime" },
    { "\\arg\\min_s f(s)", "the argument of the minimum over s of f open parenthesis s close parenthesis" },
    { "p(y \\mid x)", "p open parenthesis y given x close parenthesis" },
    { "\\sqrt{x}", "the square root of x" },
    { "\\mathcal{D} \\in \\mathbb{R}", "script D in double-struck R" },
    { "\\hat{p} \\leq \\infty", "p hat at most infinity" },
    { "\\left| x \\right|", "the absolute value of x end of absolute value" },
    { "\\lvert M \\rvert", "the size of M end of size" },
    { "\\lVert w \\rVert", "the norm of w end of norm" },
    { "\\begin{cases} 1 & \\text{right} \\\\ 0 & \\text{wrong} \\end{cases}",
      "one of: 1, right; 0, wrong; end of cases" },
    { "\\theta\\theta", "theta theta" },
    { "θ ≤ 3", "theta at most 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *words = spoken (said[i].source);

      g_assert_cmpstr (words, ==, said[i].words);
    }
}

static double
width_of (const char *source)
{
  g_autoptr (SftMathLayout) layout = set (source, 18);

  return sft_math_layout_width (layout);
}

static double
height_of (const char *source)
{
  g_autoptr (SftMathLayout) layout = set (source, 18);

  return sft_math_layout_ascent (layout) + sft_math_layout_descent (layout);
}

/* The TeXbook's spaces at 18 units an em: thin 3, medium 4, thick 5; tolerance: rounding of doubles. */
static void
test_spaces (void)
{
  const double close = 1e-9;

  g_assert_cmpfloat_with_epsilon (width_of ("a=b") - width_of ("a{=}b"), 10, close);
  g_assert_cmpfloat_with_epsilon (width_of ("a+b") - width_of ("a{+}b"), 8, close);
  g_assert_cmpfloat_with_epsilon (width_of ("a,b") - width_of ("a{,}b"), 3, close);
  /* A sign is no operation. */
  g_assert_cmpfloat_with_epsilon (width_of ("=-b") - width_of ("={-}b"), 0, close);
  g_assert_cmpfloat_with_epsilon (width_of ("(-b)") - width_of ("({-}b)"), 0, close);
  g_assert_cmpfloat_with_epsilon (width_of ("a\\quad b") - width_of ("ab"), 18, close);
  g_assert_cmpfloat_with_epsilon (width_of ("a\\,b") - width_of ("ab"), 3, close);
  g_assert_cmpfloat_with_epsilon (width_of ("p(y \\mid x)") - width_of ("p(y {\\mid} x)"), 10, close);
  /* No such spaces in scripts. */
  g_assert_cmpfloat_with_epsilon (width_of ("x^{a=b}") - width_of ("x^{a{=}b}"), 0, close);
}

static void
test_shapes (void)
{
  /* Delimiters and roots grow with what they enclose, past the largest glyph too. */
  g_assert_cmpfloat (height_of ("\\left( \\frac{a}{b} \\right)"), >, 1.2 * height_of ("( a )"));
  g_assert_cmpfloat (
      height_of ("\\left\\{ \\begin{aligned} a\\\\ b\\\\ c\\\\ d\\\\ e\\\\ f\\\\ g\\\\ h \\end{aligned} \\right\\}"),
      >=, 0.9 * height_of ("a\\\\ b\\\\ c\\\\ d\\\\ e\\\\ f\\\\ g\\\\ h"));
  g_assert_cmpfloat (height_of ("\\sqrt{\\frac{a}{b}}"), >, height_of ("\\frac{a}{b}"));
  /* Displayed sums have their limits above and below, those in fractions beside. */
  g_assert_cmpfloat (height_of ("\\sum_{i=1}^n"), >, 1.5 * height_of ("\\sum"));
  g_assert_cmpfloat (width_of ("\\tfrac{\\sum_{i=1}^n}{1}"), >, width_of ("\\tfrac{\\sum}{1}"));
  /* Scripts are smaller than what they stand at. */
  g_assert_cmpfloat (width_of ("x_M") - width_of ("x"), <, width_of ("M"));
  g_assert_cmpfloat (width_of ("{x_M}_M") - width_of ("x_M"), <, width_of ("M"));
  /* Lines are aligned: the longest of each column counts. */
  g_assert_cmpfloat (width_of ("a &= b \\\\ aaaa &= bbbb"), >=, width_of ("aaaa = bbbb") - 1e-9);
  g_assert_cmpfloat_with_epsilon (width_of ("a \\\\ aaaa"), width_of ("aaaa"), 1e-9);
  /* A last line's end begins no line. */
  g_assert_cmpfloat_with_epsilon (height_of ("a \\\\ b \\\\"), height_of ("a \\\\ b"), 1e-9);
}

/* Letters that the font has not got are there all the same. */
static void
test_foreign (void)
{
  g_assert_cmpfloat (width_of ("\\text{語語}"), >, 18);
  g_assert_cmpfloat (width_of ("x + 語"), >, width_of ("x +") + 9);
  g_assert_cmpfloat (width_of ("\\text{语 words}"), >, width_of ("\\text{语}"));
}

/* A formula of up to `depth` levels. */
static void
append_random (GString *source, int depth)
{
  static const char *const atoms[] = { "x",
                                       "M",
                                       "1",
                                       "2.5",
                                       "f",
                                       "+",
                                       "-",
                                       "=",
                                       ",",
                                       "(",
                                       "]",
                                       "\\alpha",
                                       "\\Gamma",
                                       "\\leq",
                                       "\\cdot",
                                       "\\ldots",
                                       "\\log ",
                                       "\\max ",
                                       "\\sum ",
                                       "\\int ",
                                       "\\text{a word}",
                                       "\\mathcal{L}",
                                       "\\mathbb{1}",
                                       "\\mathbf{w}",
                                       "\\mathrm{NLL}",
                                       "\\value{loss}",
                                       "\\quad ",
                                       "\\!",
                                       "\\infty",
                                       "'",
                                       "语",
                                       "é",
                                       "\\mid " };
  int n = g_test_rand_int_range (1, 4);

  for (int i = 0; i < n; i++)
    {
      int kind = depth > 0 ? g_test_rand_int_range (0, 14) : 0;

      switch (kind)
        {
#define INSIDE(before, after)                                                                                          \
  g_string_append (source, before);                                                                                    \
  append_random (source, depth - 1);                                                                                   \
  g_string_append (source, after)
        case 1:
          INSIDE ("\\frac{", "}{");
          INSIDE ("", "}");
          break;
        case 2:
          INSIDE ("{x}^{", "}");
          break;
        case 3:
          INSIDE ("{", "}_{");
          INSIDE ("", "}");
          break;
        case 4:
          INSIDE ("\\sqrt{", "}");
          break;
        case 5:
          INSIDE ("\\left( ", "\\right]");
          break;
        case 6:
          INSIDE ("\\hat{", "}");
          break;
        case 7:
          INSIDE ("\\sum_{", "}^{");
          INSIDE ("", "}");
          break;
        case 8:
          INSIDE ("\\begin{cases} ", " & ");
          INSIDE ("", "\\\\ 0 \\end{cases}");
          break;
        case 9:
          INSIDE ("\\sqrt[3]{", "}");
          break;
        case 10:
          INSIDE ("\\int_{", "}^T");
          break;
        case 11:
          INSIDE ("\\left\\lfloor ", "\\right.");
          break;
#undef INSIDE
        default:
          g_string_append (source, "{}");
          g_string_append (source, atoms[g_test_rand_int_range (0, G_N_ELEMENTS (atoms))]);
        }
    }
}

static void
assert_finite (const SftMathLayout *layout)
{
  double width = sft_math_layout_width (layout), ascent = sft_math_layout_ascent (layout),
         descent = sft_math_layout_descent (layout);
  gsize n;
  const SftBox *ink = sft_math_layout_ink (layout, &n);
  double slack = 1e-6 * (width + ascent + descent);

  g_assert_true (isfinite (width) && isfinite (ascent) && isfinite (descent));
  g_assert_true (width >= 0 && ascent >= 0 && descent >= 0);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (ink[i].width > 0 && ink[i].height > 0);
      g_assert_true (ink[i].x >= -slack && ink[i].x + ink[i].width <= width + slack);
      g_assert_true (ink[i].y >= -ascent - slack && ink[i].y + ink[i].height <= descent + slack);
    }
}

static void
test_random (void)
{
  for (int i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      double size = exp (g_test_rand_double_range (0, 5));

      append_random (source, g_test_rand_int_range (0, 4));
      g_test_message ("%s at %g", source->str, size);
      g_autoptr (SftMathLayout) layout = set (source->str, size);
      g_autofree char *words = spoken (source->str);
      assert_finite (layout);
      g_assert_null (strchr (words, '\\'));
      /* Nothing but the font's size sets the scale; Pango rounds foreign letters to 1/1024. */
      if (strstr (source->str, "语") == NULL)
        {
          g_autoptr (SftMathLayout) twice = set (source->str, 2 * size);

          g_assert_cmpfloat_with_epsilon (sft_math_layout_width (twice), 2 * sft_math_layout_width (layout),
                                          1e-9 * (1 + sft_math_layout_width (twice)));
        }
    }
}

/* Whatever is typed is set or refused. */
static void
test_garbage (void)
{
  static const char *const pieces[] = { "\\frac",
                                        "{",
                                        "}",
                                        "^",
                                        "_",
                                        "\\left",
                                        "\\right",
                                        "(",
                                        ")",
                                        "|",
                                        "&",
                                        "\\\\",
                                        "\\text",
                                        "\\value",
                                        "x",
                                        "\\begin{cases}",
                                        "\\end{cases}",
                                        "[",
                                        "]",
                                        "'",
                                        "\\",
                                        " ",
                                        "\\sqrt",
                                        "\\hat",
                                        "\\mathbf",
                                        "é",
                                        "1",
                                        ".",
                                        "\\arg",
                                        "\\max",
                                        "\\mathrm",
                                        "\t" };
  int right = 0;

  for (int i = 0; i < 20 * N_RANDOM; i++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (int n = g_test_rand_int_range (1, 9); n > 0; n--)
        g_string_append (source, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_autoptr (SftMath) math = sft_math_parse (source->str, &error);
      g_assert_true ((math == NULL) == (error != NULL));
      if (math == NULL)
        {
          g_assert_true (error->domain == SFT_MATH_ERROR);
          g_assert_nonnull (strstr (error->message, "at character "));
          continue;
        }
      g_autoptr (GObject) pango = G_OBJECT (sft_figure_pango_context_new ());
      g_autoptr (SftMathLayout) layout = sft_math_layout_new (math, 12, PANGO_CONTEXT (pango), look_up, NULL, NULL);
      if (layout != NULL)
        assert_finite (layout);
      right++;
    }
  g_assert_cmpint (right, >, 0);
}

#define EVERYTHING                                                                                                     \
  "\\mathcal{L} &= \\left\\{ \\sqrt[3]{\\frac{\\sum_{t=1}^T m_t^2}{\\hat{p} + 1}} \\right. \\\\ "                      \
  "&= \\int_0^1 f(x) \\text{ words 语 } \\begin{cases} 1 & x' \\\\ 0 \\end{cases}"

static cairo_surface_t *
painted (const SftMathLayout *layout, double x, double y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 600, 300);
  cairo_t *cr = cairo_create (surface);

  sft_math_layout_draw (layout, cr, x, y);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint8
pixel (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x];
}

/* The same formula gives the same picture, and all of it lies in the boxes that it says. */
static void
test_draw (void)
{
  g_autoptr (SftMathLayout) one = set (EVERYTHING, 20), other = set (EVERYTHING, 20);
  cairo_surface_t *a = painted (one, 20, 140), *b = painted (other, 20, 140);
  gsize n, painted_pixels = 0;
  const SftBox *ink = sft_math_layout_ink (one, &n);

  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 600; x++)
      {
        gboolean covered = FALSE;

        g_assert_cmpint (pixel (a, x, y), ==, pixel (b, x, y));
        if (pixel (a, x, y) == 0)
          continue;
        painted_pixels++;
        for (gsize i = 0; i < n && !covered; i++)
          covered = x + 1 > 20 + ink[i].x - 0.1 && x < 20 + ink[i].x + ink[i].width + 0.1
                    && y + 1 > 140 + ink[i].y - 0.1 && y < 140 + ink[i].y + ink[i].height + 0.1;
        g_assert_true (covered);
      }
  g_assert_cmpuint (painted_pixels, >, 1000);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
has (const GByteArray *bytes, const char *text)
{
  return g_strstr_len ((const char *)bytes->data, bytes->len, text) != NULL;
}

/* Curves, not pictures and not fonts. */
static void
test_vectors (void)
{
  g_autoptr (SftMathLayout) layout = set (EVERYTHING, 20);

  for (int pdf = 0; pdf < 2; pdf++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      cairo_surface_t *surface = pdf ? cairo_pdf_surface_create_for_stream (collect, bytes, 600, 300)
                                     : cairo_svg_surface_create_for_stream (collect, bytes, 600, 300);
      cairo_t *cr = cairo_create (surface);

      sft_math_layout_draw (layout, cr, 20, 140);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
      g_assert_false (has (bytes, pdf ? "/Image" : "<image"));
      g_assert_false (has (bytes, pdf ? "/Font <" : "<text"));
      if (!pdf)
        g_assert_true (has (bytes, "<path"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/errors", test_errors);
  g_test_add_func ("/math/depth", test_depth);
  g_test_add_func ("/math/values", test_values);
  g_test_add_func ("/math/words", test_words);
  g_test_add_func ("/math/spaces", test_spaces);
  g_test_add_func ("/math/shapes", test_shapes);
  g_test_add_func ("/math/foreign", test_foreign);
  g_test_add_func ("/math/random", test_random);
  g_test_add_func ("/math/garbage", test_garbage);
  g_test_add_func ("/math/draw", test_draw);
  g_test_add_func ("/math/vectors", test_vectors);
  return g_test_run ();
}
