/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in languages that are made up: one with accents and longer words, one that runs from right to left; with
 * German numbers. See ../build/pseudo.py. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "../params/decimal-comma.h"
#include "scratch-folder.h"
#include "sft-lesson.h"
#include "window-fixture.h"

/* The smallest window that is promised. */
#define WIDTH 1024
#define HEIGHT 640

static void
make_catalog (const char *folder, const char *language)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "build", "pseudo.py", NULL);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "..", NULL);
  const char *argv[] = { "python3", "-B", script, source, folder, language, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("no catalog of %s: %s\n%s", language, error->message, said);
}

/* Language and direction of what is made from now on, with German numbers. */
static void
speak (const char *language, GtkTextDirection direction)
{
  g_setenv ("LANGUAGE", language, TRUE);
  /* gettext forgets the language before only when the locale changes. */
  g_assert_nonnull (setlocale (LC_ALL, "C"));
  g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
  gtk_widget_set_default_direction (direction);
}

static void
set_up (WindowFixture *fixture, gconstpointer language)
{
  speak (language, g_str_equal (language, "ar_XB") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  window_fixture_set_up (fixture, NULL);
}

static void
tear_down (WindowFixture *fixture, gconstpointer language)
{
  window_fixture_tear_down (fixture, NULL);
  speak ("en", GTK_TEXT_DIR_LTR);
}

typedef void (*Look) (GtkWidget *widget, gpointer data);

static void
walk (GtkWidget *widget, Look look, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  look (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, look, data);
}

/* Runs `look` over everything that can be seen in every view of every demo. */
static void
walk_views (WindowFixture *fixture, Look look, gpointer data)
{
  for (int number = 1; number <= 25; number++)
    for (int concept = 0; concept < 2; concept++)
      {
        sft_window_open (fixture->window, sft_demo_find (number), concept);
        wait_for_worker (fixture->window);
        wait_for_frame (fixture->window);
        walk (GTK_WIDGET (fixture->window), look, data);
      }
}

static void
assert_none (GHashTable *found, const char *what)
{
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_test_message ("%s: %s", what, (const char *)text);
  g_assert_cmpuint (g_hash_table_size (found), ==, 0);
}

/* ---- Translated? */

/* What the window shows as it is: ids, tokens, names, formulas, and the lesson's own lines. */
static const char *const kept[] = {
  "\\b[a-z]+_[a-z_]+\\b",
  "<[^>]*>",
  "\"[^\"]*\"",
  "\\b(PASS|FAIL|SFT Lab|ChatML|NumPy|JSON)\\b",
  "\\S*[=|/(][^\\s]*",
  "[A-Z]\\S* (et al\\. )?[0-9]{4}",
  "\\b[A-Z][a-z]+[A-Z0-9]\\S*",
};

static gboolean
is_english (const char *text)
{
  g_autofree char *rest = g_strdup (text);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (kept[i], 0, 0, NULL);
      char *less = g_regex_replace_literal (regex, rest, -1, 0, " ", 0, NULL);
      g_free (rest);
      rest = less;
    }
  return g_regex_match_simple ("(?<![\\p{L}])[A-Za-z]{4,}(?![\\p{L}])", rest, 0, 0);
}

typedef struct
{
  GHashTable *found, *as_it_is; /* sets of texts */
} English;

static void
keep (English *english, const char *text)
{
  if (text != NULL)
    g_hash_table_add (english->as_it_is, g_strdup (text));
}

/* Formulas of labs, references, and the words of example rows are the same in every language. */
static void
keep_data (English *english)
{
  gsize n;
  const SftLab *const *labs = sft_labs (&n);
  for (gsize i = 0; i < n; i++)
    {
      keep (english, labs[i]->formula);
      for (const SftDim *dim = labs[i]->spec.dims; dim != NULL && dim->id != NULL; dim++)
        for (int j = 0; dim->names != NULL && j < dim->maximum; j++)
          keep (english, dim->names[j]);
    }
  for (int demo = 1; demo <= 25; demo++)
    for (const char *const *reference = sft_lesson_find (demo)->references; *reference != NULL; reference++)
      keep (english, *reference);
}

static void
look_at_text (English *english, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  if (g_hash_table_contains (english->as_it_is, text))
    return;
  for (gsize i = 0; lines[i] != NULL; i++)
    if (!g_hash_table_contains (english->as_it_is, lines[i]) && is_english (lines[i]))
      g_hash_table_add (english->found, g_strdup (lines[i]));
}

static void
look_for_english (GtkWidget *widget, gpointer data)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  if (GTK_IS_LABEL (widget))
    look_at_text (data, gtk_label_get_text (GTK_LABEL (widget)));
  if (tooltip != NULL)
    look_at_text (data, tooltip);
}

static void
test_everything_is_translated (WindowFixture *fixture, gconstpointer language)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) as_it_is = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  English english = { found, as_it_is };
  keep_data (&english);
  g_assert_true (is_english ("Response mask"));
  walk_views (fixture, look_for_english, &english);
  assert_none (found, "not translated");
}

/* ---- Cut? */

static gboolean
scrolls_sideways (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy != GTK_POLICY_NEVER && policy != GTK_POLICY_EXTERNAL;
}

/* The first ancestor that a widget stands out of sideways; NULL: none. */
static GtkWidget *
cut_by (GtkWidget *widget)
{
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL; above = gtk_widget_get_parent (above))
    {
      graphene_rect_t box, outer; /* positions are those of the content, and padding lies outside of it */
      if (scrolls_sideways (above))
        return NULL;
      if (gtk_widget_compute_bounds (widget, above, &box) && gtk_widget_compute_bounds (above, above, &outer)
          && (box.origin.x < outer.origin.x - 1
              || box.origin.x + box.size.width > outer.origin.x + outer.size.width + 1))
        return above;
    }
  return NULL;
}

/* It, or what it stands in. */
static gboolean
has_tooltip (GtkWidget *widget)
{
  for (GtkWidget *above = widget; above != NULL; above = gtk_widget_get_parent (above))
    if (gtk_widget_get_has_tooltip (above))
      return TRUE;
  return FALSE;
}

static void
look_for_cut_text (GtkWidget *widget, gpointer data)
{
  int natural;
  if (!GTK_IS_LABEL (widget) || *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    return;
  GtkLabel *label = GTK_LABEL (widget);
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)) && !has_tooltip (widget))
    g_hash_table_add (data, g_strdup_printf ("%s (without a tooltip)", gtk_label_get_text (label)));
  GtkWidget *above = cut_by (widget);
  if (above != NULL)
    g_hash_table_add (
        data, g_strdup_printf ("%s (stands out of a %s)", gtk_label_get_text (label), G_OBJECT_TYPE_NAME (above)));
  if (gtk_label_get_wrap (label) || gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    return;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (gtk_widget_get_width (widget) < natural - 1)
    g_hash_table_add (data, g_strdup_printf ("%s (%d of %d points wide)", gtk_label_get_text (label),
                                             gtk_widget_get_width (widget), natural));
}

static void
test_nothing_is_cut (WindowFixture *fixture, gconstpointer language)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  wait_for_frame (fixture->window);
  walk_views (fixture, look_for_cut_text, found);
  assert_none (found, "cut");
  /* Not because the window grew. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->window)), <=, HEIGHT);
}

/* ---- Mirrored? */

static double
left_of (SftWindow *window, gpointer part)
{
  graphene_rect_t box;
  g_assert_true (gtk_widget_compute_bounds (part, GTK_WIDGET (window), &box));
  return box.origin.x;
}

static void
test_panes_are_mirrored (WindowFixture *fixture, gconstpointer language)
{
  double sidebar = left_of (fixture->window, sft_window_get_sidebar (fixture->window));
  double figure = left_of (fixture->window, sft_window_get_figure_view (fixture->window));
  double panel = left_of (fixture->window, sft_window_get_panel (fixture->window));
  if (g_str_equal (language, "ar_XB"))
    {
      g_assert_cmpfloat (panel, <, figure);
      g_assert_cmpfloat (figure, <, sidebar);
    }
  else
    {
      g_assert_cmpfloat (sidebar, <, figure);
      g_assert_cmpfloat (figure, <, panel);
    }
}

static void
assert_same_layout (const SftLayout *a, const SftLayout *b, guint n_panels)
{
  gsize n_a, n_b;
  const SftTextRun *texts_a = sft_layout_texts (a, &n_a), *texts_b = sft_layout_texts (b, &n_b);
  for (guint i = 0; i < n_panels; i++)
    {
      SftBox box_a = sft_layout_plot_area (a, i), box_b = sft_layout_plot_area (b, i);
      g_assert_cmpfloat (box_a.x, ==, box_b.x);
      g_assert_cmpfloat (box_a.y, ==, box_b.y);
      g_assert_cmpfloat (box_a.width, ==, box_b.width);
      g_assert_cmpfloat (box_a.height, ==, box_b.height);
    }
  g_assert_cmpuint (n_a, ==, n_b);
  for (gsize i = 0; i < n_a; i++)
    {
      g_assert_cmpstr (texts_a[i].text, ==, texts_b[i].text);
      g_assert_cmpfloat (texts_a[i].x, ==, texts_b[i].x);
      g_assert_cmpfloat (texts_a[i].y, ==, texts_b[i].y);
      g_assert_cmpfloat (texts_a[i].box.x, ==, texts_b[i].box.x);
      g_assert_cmpfloat (texts_a[i].box.width, ==, texts_b[i].box.width);
    }
}

/* The same words, in a window that runs the other way: the figure stays as it is. */
static void
test_figures_are_not_mirrored (WindowFixture *fixture, gconstpointer language)
{
  SftFigureView *view = sft_window_get_figure_view (fixture->window);
  for (int number = 1; number <= 25; number++)
    for (int concept = 0; concept < 2; concept++)
      {
        sft_window_open (fixture->window, sft_demo_find (number), concept);
        wait_for_worker (fixture->window);
        wait_for_frame (fixture->window);
        const SftLayout *shown = sft_figure_view_get_layout (view);
        SftStyle style = SFT_STYLE_INIT;
        style.translated = TRUE;
        PangoContext *pango = sft_figure_pango_context_new ();
        gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
        g_autoptr (SftLayout) alone =
            sft_layout_new (sft_figure_view_get_figure (view), &style, pango, gtk_widget_get_width (GTK_WIDGET (view)),
                            gtk_widget_get_height (GTK_WIDGET (view)));
        gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
        assert_same_layout (shown, alone, sft_figure_view_get_figure (view)->panels->len);
        g_object_unref (pango);
      }
}

/* ---- Numbers. */

static GtkWidget *
control_of (WindowFixture *fixture, const char *id)
{
  SftParamRow *row = sft_param_panel_find (sft_window_get_panel (fixture->window), id);
  g_assert_nonnull (row);
  return sft_param_row_get_control (row);
}

static void
test_numbers_have_a_comma (WindowFixture *fixture, gconstpointer language)
{
  static const struct
  {
    const char *typed, *shown;
    double value;
  } cases[] = { { "0,25", "0,25", 0.25 }, { "0.75", "0,75", 0.75 }, { " 1,5 ", "1,50", 1.5 }, { "2", "2,00", 2 } };
  sft_window_open (fixture->window, sft_demo_find (3), FALSE);
  wait_for_frame (fixture->window);
  SftDemoState *state = sft_window_get_state (fixture->window);
  GtkWidget *spin = control_of (fixture, "train_amplitude");
  g_assert_nonnull (strchr (gtk_editable_get_text (GTK_EDITABLE (spin)), ','));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (spin), cases[i].typed);
      gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
      wait_for_frame (fixture->window);
      g_assert_null (sft_demo_state_get_error (state));
      g_assert_cmpfloat (sft_values_get (sft_demo_state_get_values (state), "train_amplitude"), ==, cases[i].value);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, cases[i].shown);
      assert_readouts_are_right (fixture->window);
    }
  const char *loss = sft_readouts_get_text (sft_window_get_readouts (fixture->window), "best_validation_loss");
  g_assert_nonnull (strchr (loss, ','));
  g_assert_null (strchr (loss, '.'));
}

/* Locale and catalogs; the folder of the learner's files goes away at the end. */
static void
prepare (void)
{
  char *arguments[] = { (char *)"test-languages", (char *)"--decimal-comma", NULL }, **argv = arguments;
  int argc = 2;
  const char *catalogs = g_getenv ("XDG_DATA_HOME");
  test_locale_init (&argc, &argv);
  make_catalog (catalogs, "en_XA");
  make_catalog (catalogs, "ar_XB");
  bindtextdomain (GETTEXT_PACKAGE, catalogs);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static void
add_tests (void)
{
  static const struct
  {
    const char *name;
    void (*test) (WindowFixture *, gconstpointer);
  } tests[] = {
    { "everything-is-translated", test_everything_is_translated },
    { "nothing-is-cut", test_nothing_is_cut },
    { "panes-are-mirrored", test_panes_are_mirrored },
    { "figures-are-not-mirrored", test_figures_are_not_mirrored },
    { "numbers-have-a-comma", test_numbers_have_a_comma },
  };
  static const char *const languages[] = { "en_XA", "ar_XB" };
  prepare ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (languages); j++)
      {
        g_autofree char *path = g_strdup_printf ("/languages/%s/%s", tests[i].name, languages[j]);
        g_test_add (path, WindowFixture, languages[j], set_up, tests[i].test, tear_down);
      }
}

int
main (int argc, char **argv)
{
  return run_window_tests (argc, argv, add_tests);
}
