/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters over random inputs: order, round trips, immutability, threads, mutated text. */
#include "config.h"

#include "param-spec.h"
#include "sft-text.h"

#include <math.h>
#include <string.h>

/* A number of the parameter's kind in its range; reals take any magnitude, subnormal ones too. */
static double
random_cell (const SftParam *param, double minimum, double maximum)
{
  SftKind kind = param->kind == SFT_LIST || param->kind == SFT_MATRIX ? param->cell : param->kind;
  double value;

  if (kind != SFT_REAL)
    return minimum + g_test_rand_int_range (0, (int)(maximum - minimum) + 1);
  do
    value = g_test_rand_bit () ? g_test_rand_double_range (-100, 100)
                               : ldexp (g_test_rand_double_range (-1, 1), g_test_rand_int_range (-1080, 1024));
  while (value < minimum || value > maximum);
  return value;
}

/* Random values of all parameters under random dimensions, by resizing and setting single cells. */
static SftValues *
random_values (SftValues *base)
{
  g_autoptr (GError) error = NULL;
  SftEdit *edit = sft_edit_new (base);
  g_autoptr (SftValues) shaped = NULL;
  SftValues *values;

  for (const SftDim *dim = test_spec.dims; dim->id != NULL; dim++)
    sft_edit_resize (edit, dim->id, g_test_rand_int_range (dim->minimum, dim->maximum + 1), &error);
  shaped = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  edit = sft_edit_new (shaped);
  for (const SftParam *param = test_spec.params; param->id != NULL; param++)
    {
      double minimum, maximum;
      int rows, columns;

      if (param->kind == SFT_TEXT)
        {
          static const char *const texts[] = { "", " ", "a=b", "[0]", "ä\nß" };

          sft_edit_set_text (edit, param->id, texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], &error);
          continue;
        }
      sft_values_range (shaped, param->id, &minimum, &maximum);
      if (g_str_equal (param->id, "low"))
        maximum = 0.5;
      if (g_str_equal (param->id, "high"))
        minimum = 0.75;
      sft_values_cells (shaped, param->id, &rows, &columns);
      for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
          g_assert_true (sft_edit_set (edit, param->id, i, j, random_cell (param, minimum, maximum), &error));
    }
  values = sft_edit_commit (edit, &error);
  g_assert_no_error (error);
  return values;
}

/* Equal bit for bit, minus zero too. */
static void
assert_identical (SftValues *a, SftValues *b)
{
  g_assert_true (sft_values_same (a, b, NULL));
  for (const SftParam *param = test_spec.params; param->id != NULL; param++)
    {
      gsize n;
      int rows, columns;

      if (param->kind == SFT_TEXT)
        {
          g_assert_cmpstr (sft_values_text (a, param->id), ==, sft_values_text (b, param->id));
          continue;
        }
      sft_values_cells (a, param->id, &rows, &columns);
      n = (gsize)rows * (gsize)columns * sizeof (double);
      g_assert_cmpmem (sft_values_cells (a, param->id, NULL, NULL), n, sft_values_cells (b, param->id, NULL, NULL), n);
    }
}

/* "id=value" of every parameter. */
static GPtrArray *
all_assignments (SftValues *values)
{
  GPtrArray *assignments = g_ptr_array_new_with_free_func (g_free);

  for (const SftParam *param = test_spec.params; param->id != NULL; param++)
    {
      g_autofree char *text = sft_values_format (values, param->id);

      g_ptr_array_add (assignments, g_strconcat (param->id, "=", text, NULL));
    }
  return assignments;
}

static void
shuffle (GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = (guint)g_test_rand_int_range (0, (int)i);
      gpointer kept = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = kept;
    }
}

static SftValues *
commit_all (SftValues *base, GPtrArray *assignments, GError **error)
{
  g_autoptr (SftEdit) edit = sft_edit_new (base);

  for (guint i = 0; i < assignments->len; i++)
    if (!sft_edit_parse (edit, assignments->pdata[i], error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

static void
test_round_trip (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (SftValues) values = random_values (defaults);
      g_autoptr (GPtrArray) assignments = all_assignments (values);
      g_autoptr (GError) error = NULL;
      g_autoptr (SftValues) back = NULL;

      shuffle (assignments);
      back = commit_all (defaults, assignments, &error);
      g_assert_no_error (error);
      assert_identical (values, back);
    }
}

/* Assignments in any order give the same values or the same error. */
static void
test_order (void)
{
  static const char *const pool[] = {
    "logits=0,0,0;0,0,0;0,0,0;0,0,0",
    "logits=0,0;0,0",
    "targets=1,1,1,1",
    "targets=1,1",
    "response_mask=1,0",
    "response_mask=1,0,1,0",
    "targets[1]=0",
    "targets[3]=2",
    "logits[1][1]=9",
    "logits[3][2]=9",
    "low=0.97",
    "high=0.99",
    "focus=3",
    "mixing=1,2,3;4,5,6;7,8,9",
    "mixing[2][2]=1",
    "weights=1,2",
    "table[5][5]=1",
  };
  g_autoptr (SftValues) defaults = test_defaults ();
  int failed = 0, done = 0;

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GPtrArray) assignments = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (SftValues) first = NULL;
      g_autoptr (GError) first_error = NULL;

      for (gsize k = 0; k < G_N_ELEMENTS (pool); k++)
        {
          /* The same thing twice is the one case where the order counts. */
          gboolean again = k > 0 && strchr (pool[k], '[') == NULL && assignments->len > 0
                           && strncmp (pool[k], assignments->pdata[assignments->len - 1], 5) == 0;

          if (g_test_rand_int_range (0, 3) == 0 && !again)
            g_ptr_array_add (assignments, g_strdup (pool[k]));
        }
      first = commit_all (defaults, assignments, &first_error);
      g_assert_true ((first == NULL) == (first_error != NULL));
      failed += first == NULL ? 1 : 0;
      done += first != NULL ? 1 : 0;
      for (int k = 0; k < 5; k++)
        {
          g_autoptr (SftValues) again = NULL;
          g_autoptr (GError) error = NULL;

          shuffle (assignments);
          again = commit_all (defaults, assignments, &error);
          if (first != NULL)
            assert_identical (first, again);
          else
            g_assert_cmpstr (error->message, ==, first_error->message);
        }
    }
  /* Both outcomes were tried many times. */
  g_assert_cmpint (failed, >, 300);
  g_assert_cmpint (done, >, 100);
}

/* What fits is kept, and growing back gives fill values only. */
static void
test_resize (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (SftValues) values = random_values (defaults);
      g_autoptr (SftValues) resized = NULL;
      g_autoptr (GError) error = NULL;
      int tokens = g_test_rand_int_range (1, 17);
      int vocabulary = g_test_rand_int_range (2, 13);
      SftEdit *edit = sft_edit_new (values);
      const double *old, *new;
      int rows, columns;

      sft_edit_resize (edit, "tokens", tokens, NULL);
      sft_edit_resize (edit, "vocabulary", vocabulary, NULL);
      resized = sft_edit_commit (edit, &error);
      g_assert_no_error (error);
      old = sft_values_cells (values, "logits", &rows, &columns);
      new = sft_values_cells (resized, "logits", NULL, NULL);
      for (int r = 0; r < tokens; r++)
        for (int c = 0; c < vocabulary; c++)
          g_assert_cmpfloat (new[r * vocabulary + c], ==, r < rows && c < columns ? old[r * columns + c] : 0);
      old = sft_values_cells (values, "targets", NULL, NULL);
      new = sft_values_cells (resized, "targets", NULL, NULL);
      for (int r = 0; r < tokens; r++)
        g_assert_cmpfloat (new[r], ==, r < rows ? MIN (old[r], vocabulary - 1) : 0);
      old = sft_values_cells (values, "response_mask", NULL, NULL);
      new = sft_values_cells (resized, "response_mask", NULL, NULL);
      for (int r = 0; r < tokens; r++)
        g_assert_cmpfloat (new[r], ==, r < rows ? old[r] : 1);
    }
}

/* ---- mutated text ---- */

static const char *
random_piece (void)
{
  static const char *const pieces[] = {
    "logits",
    "targets",
    "response_mask",
    "mixing",
    "weights",
    "table",
    "threshold",
    "steps",
    "focus",
    "warmup",
    "schedule",
    "note",
    "tokens",
    "foo",
    "=",
    "=",
    "=",
    "[",
    "]",
    "[0]",
    "[1][2]",
    "[",
    "0",
    "1",
    "2",
    "-1",
    "0.5",
    "1e3",
    "1e999",
    "99999999999999999999",
    "0x10",
    "nan",
    "inf",
    ",",
    ",",
    ";",
    "/",
    " ",
    "\n",
    "\t",
    "\xff",
    "é",
    "\u2028",
    "%s",
    "%n",
    "true",
    "on",
    "cosine",
    "\"",
    "\\",
    "-",
    "+",
    ".",
    "e",
    "1,2,3",
    "1,2;3,4",
    "[[1,2],[3,4]]",
    "0,1,2,0",
    "[0, 1, 1, 1]",
  };

  return pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];
}

/* A valid sentence of the grammar: a parameter given whole or one cell. */
static char *
random_sentence (GPtrArray *assignments)
{
  const char *whole = assignments->pdata[g_test_rand_int_range (0, (int)assignments->len)];

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_strdup_printf ("targets[%d]=%d", g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 4));
    case 1:
      return g_strdup_printf ("logits[%d][%d]=%d", g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 4),
                              g_test_rand_int_range (-110, 110));
    default:
      return g_strdup (whole);
    }
}

/* Removes, doubles, inserts or changes something in the text. */
static void
mutate (GString *text)
{
  gssize at = g_test_rand_int_range (0, (int)text->len + 1);
  gssize most = g_test_rand_int_range (1, 6);
  gssize length = MIN (most, (gssize)text->len - at);
  g_autofree char *part = g_strndup (text->str + at, (gsize)length);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_string_erase (text, at, length);
      break;
    case 1:
      g_string_insert (text, at, part);
      break;
    case 2:
      g_string_insert (text, at, random_piece ());
      break;
    default:
      if (length > 0)
        text->str[at] = (char)g_test_rand_int_range (1, 256);
    }
}

static char *
random_text (GPtrArray *assignments)
{
  g_autofree char *sentence = random_sentence (assignments);
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 4);

  if (g_test_rand_int_range (0, 4) > 0)
    {
      g_string_append (text, sentence);
      for (int i = 0; i < n; i++)
        mutate (text);
    }
  else
    for (int i = 0; i < 3 * n; i++)
      g_string_append (text, random_piece ());
  return g_string_free (text, FALSE);
}

static void
assert_one_line (const GError *error, const char *text)
{
  g_assert_error (error, SFT_PARAM_ERROR, error->code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 0);
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  g_assert_null (strstr (error->message, "\u2028"));
}

static void
test_mutated_text (void)
{
  g_autoptr (SftValues) defaults = test_defaults ();
  g_autoptr (SftValues) reference = test_defaults ();
  g_autoptr (GPtrArray) assignments = all_assignments (defaults);
  int parsed = 0, committed = 0;

  for (int i = 0; i < 100000; i++)
    {
      g_autofree char *text = random_text (assignments);
      g_autoptr (SftEdit) edit = sft_edit_new (defaults);
      g_autoptr (SftValues) values = NULL;
      g_autoptr (GError) error = NULL;

      if (i % 500 == 0)
        {
          g_autoptr (SftValues) source = random_values (defaults);

          g_ptr_array_unref (assignments);
          assignments = all_assignments (source);
        }
      if (!sft_edit_parse (edit, text, &error))
        {
          assert_one_line (error, text);
          continue;
        }
      g_assert_no_error (error);
      parsed++;
      values = sft_edit_commit (g_steal_pointer (&edit), &error);
      if (values == NULL)
        assert_one_line (error, text);
      else
        committed++;
    }
  assert_identical (defaults, reference);
  /* The mutator reaches behind the parser. */
  g_test_message ("%d parsed, %d committed", parsed, committed);
  g_assert_cmpint (parsed, >, 20000);
  g_assert_cmpint (committed, >, 10000);
}

/* ---- threads ---- */

static gpointer
share (gpointer data)
{
  SftValues *values = data;

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (SftValues) held = sft_values_ref (values);
      g_autoptr (SftValues) changed = NULL;
      SftEdit *edit = sft_edit_new (held);

      sft_edit_set (edit, "logits", 1, 1, i % 100, NULL);
      changed = sft_edit_commit (edit, NULL);
      if (changed == NULL || sft_values_cells (changed, "logits", NULL, NULL)[4] != i % 100
          || sft_values_cells (held, "logits", NULL, NULL)[4] != 1.8)
        return values;
    }
  sft_values_unref (values);
  return NULL;
}

static void
test_threads (void)
{
  SftValues *values = test_defaults ();
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("share", share, sft_values_ref (values));
  /* The last reference may be that of a thread. */
  sft_values_unref (values);
  for (int i = 0; i < 4; i++)
    g_assert_null (g_thread_join (threads[i]));
}

void
add_random_tests (void)
{
  g_test_add_func ("/param/random/round-trip", test_round_trip);
  g_test_add_func ("/param/random/order", test_order);
  g_test_add_func ("/param/random/resize", test_resize);
  g_test_add_func ("/param/random/mutated-text", test_mutated_text);
  g_test_add_func ("/param/random/threads", test_threads);
}
