/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an exercise is made. */
#include "config.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "sft-exercise-private.h"

/* Far more than any generator needs: each refuses a few draws in a hundred, at most a few in ten. */
#define MAX_TRIES 10000

static const SftGenerator *const generators[] = {
#define SFT_EXERCISE(symbol) &sft_exercise_##symbol,
#include "sft-exercises.def"
#undef SFT_EXERCISE
};

const SftGenerator *const *
sft_generators (gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (generators);
  return generators;
}

const SftGenerator *
sft_generator_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (generators); i++)
    if (g_str_equal (generators[i]->id, id))
      return generators[i];
  return NULL;
}

/* --- making and freeing --- */

static void
free_text (gpointer data)
{
  sft_text_clear (data);
  g_free (data);
}

static void
free_wrong (gpointer data)
{
  SftWrongStep *wrong = data;

  g_free (wrong->answer.mask);
  g_free (wrong->answer.list);
  sft_text_clear (&wrong->why);
  g_free (wrong);
}

static SftExercise *
exercise_new (const SftGenerator *generator, guint32 seed)
{
  SftExercise *exercise = g_new0 (SftExercise, 1);

  exercise->generator = generator;
  exercise->seed = seed;
  exercise->givens = g_ptr_array_new_with_free_func (free_text);
  exercise->tokens = g_ptr_array_new_with_free_func (g_free);
  exercise->steps = g_ptr_array_new_with_free_func (free_text);
  exercise->wrong = g_ptr_array_new_with_free_func (free_wrong);
  exercise->right.value = NAN;
  return exercise;
}

void
sft_exercise_free (SftExercise *exercise)
{
  sft_text_clear (&exercise->prompt);
  g_ptr_array_unref (exercise->givens);
  g_ptr_array_unref (exercise->tokens);
  g_ptr_array_unref (exercise->steps);
  g_ptr_array_unref (exercise->wrong);
  g_clear_pointer (&exercise->state, sft_state_free);
  g_free (exercise->right.mask);
  g_free (exercise->right.list);
  g_free (exercise);
}

SftExercise *
sft_exercise_new (const SftGenerator *generator, guint32 seed)
{
  SftDraft draft = { NULL };
  gboolean made = FALSE;

  g_return_val_if_fail (generator != NULL, NULL);
  sft_random_seed (&draft.random, seed);
  for (int i = 0; i < MAX_TRIES && !made; i++)
    {
      g_clear_pointer (&draft.exercise, sft_exercise_free);
      draft.exercise = exercise_new (generator, seed);
      draft.assignments = g_ptr_array_new_with_free_func (g_free);
      made = generator->make (&draft) && (draft.exercise->right.n > 0 || isfinite (draft.exercise->right.value))
             && draft.exercise->wrong->len > 0;
      g_ptr_array_unref (draft.assignments);
      g_clear_pointer (&draft.result, sft_result_free);
    }
  if (!made)
    g_error ("%s: no exercise for seed %u", generator->id, seed);
  return draft.exercise;
}

/* --- draws --- */

int
sft_draft_integer (SftDraft *draft, int low, int high)
{
  return low + (int)floor (sft_random_double (&draft->random) * (high - low + 1));
}

double
sft_draft_decimal (SftDraft *draft, double low, double high, int digits)
{
  double unit = pow (10, digits);

  /* Divided, so that it is the double nearest to the decimal number that is shown. */
  return sft_draft_integer (draft, (int)rint (low * unit), (int)rint (high * unit)) / unit;
}

void
sft_draft_decimals (SftDraft *draft, double low, double high, int digits, double *out, gsize n)
{
  for (gsize i = 0; i < n; i++)
    out[i] = sft_draft_decimal (draft, low, high, digits);
}

/* --- words --- */

static void
add_text (GPtrArray *texts, SftText text)
{
  g_ptr_array_add (texts, g_memdup2 (&text, sizeof text));
}

void
sft_draft_prompt (SftDraft *draft, SftText text)
{
  sft_text_clear (&draft->exercise->prompt);
  draft->exercise->prompt = text;
}

void
sft_draft_given (SftDraft *draft, SftText text)
{
  add_text (draft->exercise->givens, text);
}

static char *
write_list (const double *values, gsize n, int digits, gboolean local)
{
  gboolean comma = local && digits > 0 && g_str_equal (nl_langinfo (RADIXCHAR), ",");
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *number =
          local ? g_strdup_printf ("%.*f", digits, values[i]) : sft_format_c ("%.*f", digits, values[i]);

      g_string_append_printf (out, "%s%s", i == 0 ? "" : comma ? "; " : ", ", number);
    }
  return g_string_free (out, FALSE);
}

static char *
put_list (const char *text, const double *values, gsize n, int digits, gboolean local)
{
  g_autofree char *list = write_list (values, n, digits, local);
  g_auto (GStrv) parts = g_strsplit (text, SFT_LIST, -1);

  return g_strjoinv (list, parts);
}

void
sft_draft_given_list (SftDraft *draft, SftText text, const double *values, gsize n, int digits)
{
  sft_draft_given (draft, (SftText){ put_list (text.plain, values, n, digits, FALSE),
                                     put_list (text.shown, values, n, digits, TRUE) });
  sft_text_clear (&text);
}

void
sft_draft_step (SftDraft *draft, SftText text)
{
  add_text (draft->exercise->steps, text);
}

void
sft_draft_token (SftDraft *draft, const char *text)
{
  g_ptr_array_add (draft->exercise->tokens, g_strdup (text));
}

/* --- the state --- */

void
sft_draft_set (SftDraft *draft, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (draft->assignments, sft_format_c_va (format, args));
  va_end (args);
}

void
sft_draft_set_matrix (SftDraft *draft, const char *id, const double *values, gsize rows, gsize columns)
{
  GString *out = g_string_new (id);

  g_string_append_c (out, '=');
  for (gsize i = 0; i < rows * columns; i++)
    {
      g_autofree char *number = sft_number_to_string (values[i]);

      g_string_append_printf (out, "%s%s", i == 0 ? "" : i % columns == 0 ? "/" : ",", number);
    }
  g_ptr_array_add (draft->assignments, g_string_free (out, FALSE));
}

void
sft_draft_set_list (SftDraft *draft, const char *id, const double *values, gsize n)
{
  sft_draft_set_matrix (draft, id, values, 1, n);
}

gboolean
sft_draft_compute_view (SftDraft *draft, int demo, gboolean concept)
{
  const SftDemo *row = sft_demo_find (demo);
  g_autoptr (SftValues) values = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (row != NULL && draft->result == NULL);
  g_ptr_array_add (draft->assignments, NULL);
  values = sft_demo_assign (row, concept, (const char *const *)draft->assignments->pdata, &error);
  if (values != NULL)
    draft->result = sft_demo_compute (row, concept, values, NULL, NULL, &error);
  if (draft->result == NULL)
    {
      /* A generator's own fault: its tests see it. */
      g_warning ("%s: %s", draft->exercise->generator->id, error->message);
      return FALSE;
    }
  draft->exercise->state = sft_state_new (row, concept, values);
  return TRUE;
}

gboolean
sft_draft_compute (SftDraft *draft)
{
  return sft_draft_compute_view (draft, draft->exercise->generator->demo, draft->exercise->generator->concept);
}

double
sft_draft_readout (SftDraft *draft, const char *id, guint index)
{
  const SftReadout *readout = sft_result_find (draft->result, id);

  g_assert (readout != NULL);
  return index < readout->n ? readout->values[index] : NAN;
}

/* --- answers --- */

static void
set_answer (SftDraft *draft, SftAnswerKind kind, double value)
{
  draft->exercise->kind = kind;
  draft->exercise->right.value = value;
}

void
sft_draft_answer_number (SftDraft *draft, double value, int digits)
{
  set_answer (draft, SFT_ANSWER_NUMBER, value);
  draft->exercise->digits = digits;
  draft->exercise->tolerance = pow (10, -digits);
}

void
sft_draft_answer_share (SftDraft *draft, double value, int digits)
{
  sft_draft_answer_number (draft, value, digits);
  draft->exercise->share = TRUE;
}

void
sft_draft_answer_integer (SftDraft *draft, int value)
{
  set_answer (draft, SFT_ANSWER_INTEGER, value);
}

void
sft_draft_answer_list (SftDraft *draft, const int *list, gsize n)
{
  draft->exercise->kind = SFT_ANSWER_LIST;
  g_free (draft->exercise->right.list);
  draft->exercise->right.list = g_memdup2 (list, n * sizeof *list);
  draft->exercise->right.n = n;
}

void
sft_draft_answer_mask (SftDraft *draft, const guint8 *mask, gsize n)
{
  draft->exercise->kind = SFT_ANSWER_MASK;
  g_free (draft->exercise->right.mask);
  draft->exercise->right.mask = g_memdup2 (mask, n);
  draft->exercise->right.n = n;
}

void
sft_draft_answer_is_readout (SftDraft *draft, const char *id, guint index)
{
  g_assert (draft->exercise->state != NULL);
  draft->exercise->readout = id;
  draft->exercise->readout_index = index;
}

static void
add_wrong (SftDraft *draft, SftAnswer answer, const char *why)
{
  SftWrongStep *wrong = g_new0 (SftWrongStep, 1);

  wrong->answer = answer;
  wrong->why = sft_text_constant (why);
  g_ptr_array_add (draft->exercise->wrong, wrong);
}

void
sft_draft_wrong (SftDraft *draft, double value, const char *why)
{
  const SftExercise *exercise = draft->exercise;

  /* So far off that it stays wrong when it is rounded to what the exercise asks for. */
  if (isfinite (value)
      && fabs (value - exercise->right.value) > (exercise->kind == SFT_ANSWER_NUMBER ? 1.6 * exercise->tolerance : 0))
    add_wrong (draft, (SftAnswer){ .value = value }, why);
}

void
sft_draft_wrong_mask (SftDraft *draft, const guint8 *mask, const char *why)
{
  const SftAnswer *right = &draft->exercise->right;

  if (memcmp (mask, right->mask, right->n) != 0)
    add_wrong (draft, (SftAnswer){ .mask = g_memdup2 (mask, right->n), .n = right->n }, why);
}

void
sft_draft_wrong_list (SftDraft *draft, const int *list, gsize n, const char *why)
{
  const SftAnswer *right = &draft->exercise->right;

  if (n != right->n || memcmp (list, right->list, n * sizeof *list) != 0)
    add_wrong (draft, (SftAnswer){ .list = g_memdup2 (list, n * sizeof *list), .n = n }, why);
}
