/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and grading answers. */
#include "config.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "sft-exercise.h"

#define _(msgid) sft_translate (msgid)

/* Of what was typed, in a message. */
#define SHOWN 40
/* Far more than any answer has. */
#define MAX_LIST 64

G_DEFINE_QUARK (sft - exercise - error - quark, sft_exercise_error)

/* --- forms --- */

char *
sft_exercise_format (const SftExercise *exercise, const SftAnswer *answer)
{
  GString *out;

  switch (exercise->kind)
    {
    case SFT_ANSWER_NUMBER:
      return sft_format_c ("%.*f", exercise->digits, answer->value);
    case SFT_ANSWER_INTEGER:
      return sft_format_c ("%d", (int)answer->value);
    case SFT_ANSWER_LIST:
    case SFT_ANSWER_MASK:
      out = g_string_new (NULL);
      for (gsize i = 0; i < answer->n; i++)
        g_string_append_printf (out, "%s%d", i > 0 ? "," : "",
                                answer->mask != NULL ? answer->mask[i] : answer->list[i]);
      return g_string_free (out, FALSE);
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
sft_exercise_answer (const SftExercise *exercise)
{
  g_return_val_if_fail (exercise != NULL, NULL);
  return sft_exercise_format (exercise, &exercise->right);
}

SftText
sft_exercise_hint (const SftExercise *exercise)
{
  g_return_val_if_fail (exercise != NULL, SFT_NO_TEXT);
  switch (exercise->kind)
    {
    case SFT_ANSWER_NUMBER:
      if (exercise->share)
        return sft_text (N_ ("Answer with a number from 0 to 1, or in percent (0.43 or 43 %%); within %g is right."),
                         exercise->tolerance);
      return sft_text (N_ ("Answer with a number; within %g is right."), exercise->tolerance);
    case SFT_ANSWER_INTEGER:
      return sft_text (N_ ("Answer with a whole number."));
    case SFT_ANSWER_LIST:
      return sft_text (N_ ("Answer with whole numbers in order, such as 3,0,12."));
    case SFT_ANSWER_MASK:
      return sft_text (N_ ("Answer with 0 or 1 for each of the %u tokens, such as 0,1,1."), exercise->tokens->len);
    default:
      g_return_val_if_reached (SFT_NO_TEXT);
    }
}

/* --- reading --- */

static gboolean
refuse (GError **error, SftExerciseError code, const char *text, const char *accepted)
{
  g_autofree char *shown = sft_one_line (text, SHOWN);

  g_set_error (error, SFT_EXERCISE_ERROR, code, _ ("“%s” is not an answer here; accepted: %s"), shown, accepted);
  return FALSE;
}

/* Decimal digits with an optional sign, point and exponent: nothing else that strtod would take. */
static gboolean
is_decimal (const char *text)
{
  const char *c = text + (*text == '-' || *text == '+');
  gsize digits = strspn (c, "0123456789");

  c += digits;
  if (*c == '.')
    {
      gsize decimals = strspn (c + 1, "0123456789");

      c += 1 + decimals;
      digits += decimals;
    }
  if (digits == 0)
    return FALSE;
  if (*c == 'e' || *c == 'E')
    {
      c += 1 + (c[1] == '-' || c[1] == '+');
      if (!g_ascii_isdigit (*c))
        return FALSE;
      c += strspn (c, "0123456789");
    }
  return *c == '\0';
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* Without blanks around it, with an ASCII minus and a decimal point: the exercise is shown with the locale's own. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1), *minus = replace (valid, "\u2212", "-");
  const char *point = nl_langinfo (RADIXCHAR);

  return g_strstrip (*point != '\0' ? replace (minus, point, ".") : g_strdup (minus));
}

static gboolean
read_number (const SftExercise *exercise, const char *typed, double *value, GError **error)
{
  g_autofree char *text = clean (typed);
  gboolean percent = exercise->share && g_str_has_suffix (text, "%");

  if (percent)
    {
      text[strlen (text) - 1] = '\0';
      g_strchomp (text);
    }
  if (!is_decimal (text))
    return refuse (error, SFT_EXERCISE_ERROR_SYNTAX, typed,
                   exercise->share ? _ ("a number with a decimal point, such as 0.43, or percent, such as 43 %")
                                   : _ ("a number with a decimal point, such as 0.43"));
  *value = g_ascii_strtod (text, NULL) / (percent ? 100 : 1);
  return isfinite (*value) || refuse (error, SFT_EXERCISE_ERROR_RANGE, typed, _ ("a finite number"));
}

static gboolean
read_integer (const char *typed, double *value, GError **error)
{
  g_autofree char *text = clean (typed);

  *value = is_decimal (text) ? g_ascii_strtod (text, NULL) : NAN;
  if (isfinite (*value) && *value == rint (*value))
    return TRUE;
  return refuse (error, SFT_EXERCISE_ERROR_SYNTAX, typed, _ ("a whole number, such as 17"));
}

/* A comma separates here in every locale: there are no decimals. */
static gboolean
read_list (const char *typed, int *list, gsize *n, GError **error)
{
  const char *accepted = _ ("whole numbers, such as 3,0,12");
  g_auto (GStrv) parts = g_strsplit_set (typed, " ,;[]\t\n\r", -1);

  *n = 0;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gint64 value;

      if (*parts[i] == '\0')
        continue;
      if (!g_ascii_string_to_signed (parts[i], 10, G_MININT, G_MAXINT, &value, NULL))
        return refuse (error, SFT_EXERCISE_ERROR_SYNTAX, typed, accepted);
      if (*n == MAX_LIST)
        return refuse (error, SFT_EXERCISE_ERROR_RANGE, typed, accepted);
      list[(*n)++] = (int)value;
    }
  return *n > 0 || refuse (error, SFT_EXERCISE_ERROR_SYNTAX, typed, accepted);
}

static gboolean
read_mask (const SftExercise *exercise, const char *typed, guint8 *mask, GError **error)
{
  g_autofree char *accepted =
      g_strdup_printf (_ ("0 or 1 for each of the %u tokens, such as 0,1,1"), exercise->tokens->len);
  gsize n = 0;

  for (const char *c = typed; *c != '\0'; c++)
    {
      if (strchr (" ,;[]\t\n\r", *c) != NULL)
        continue;
      if (*c != '0' && *c != '1')
        return refuse (error, SFT_EXERCISE_ERROR_SYNTAX, typed, accepted);
      if (n < exercise->tokens->len)
        mask[n] = *c == '1';
      n++;
    }
  return n == exercise->tokens->len || refuse (error, SFT_EXERCISE_ERROR_RANGE, typed, accepted);
}

/* --- grading --- */

static gboolean
same_answer (const SftExercise *exercise, const SftAnswer *a, const SftAnswer *b)
{
  switch (exercise->kind)
    {
    case SFT_ANSWER_NUMBER:
      /* The rounding of a decimal number is not held against it. */
      return fabs (a->value - b->value) <= exercise->tolerance * (1 + 1e-9);
    case SFT_ANSWER_LIST:
      return a->n == b->n && memcmp (a->list, b->list, a->n * sizeof *a->list) == 0;
    case SFT_ANSWER_MASK:
      return a->n == b->n && memcmp (a->mask, b->mask, a->n) == 0;
    case SFT_ANSWER_INTEGER:
    default:
      return a->value == b->value;
    }
}

static SftGrade
grade_answer (const SftExercise *exercise, const SftAnswer *answer)
{
  SftGrade grade = { same_answer (exercise, answer, &exercise->right), NULL };
  double nearest = INFINITY;

  for (guint i = 0; i < exercise->wrong->len && !grade.right; i++)
    {
      const SftWrongStep *wrong = g_ptr_array_index (exercise->wrong, i);
      double distance = exercise->kind == SFT_ANSWER_NUMBER ? fabs (wrong->answer.value - answer->value) : 0;

      if (distance < nearest && same_answer (exercise, answer, &wrong->answer))
        {
          grade.wrong = wrong;
          nearest = distance;
        }
    }
  return grade;
}

gboolean
sft_exercise_grade (const SftExercise *exercise, const char *text, SftGrade *grade, GError **error)
{
  g_autofree guint8 *mask = NULL;
  int list[MAX_LIST];
  SftAnswer answer = { 0 };
  gboolean read = FALSE;

  g_return_val_if_fail (exercise != NULL && text != NULL && grade != NULL, FALSE);
  *grade = (SftGrade){ FALSE, NULL };
  switch (exercise->kind)
    {
    case SFT_ANSWER_NUMBER:
      read = read_number (exercise, text, &answer.value, error);
      break;
    case SFT_ANSWER_INTEGER:
      read = read_integer (text, &answer.value, error);
      break;
    case SFT_ANSWER_LIST:
      answer.list = list;
      read = read_list (text, list, &answer.n, error);
      break;
    case SFT_ANSWER_MASK:
      answer.mask = mask = g_new0 (guint8, exercise->tokens->len);
      answer.n = exercise->tokens->len;
      read = read_mask (exercise, text, mask, error);
      break;
    default:
      g_return_val_if_reached (FALSE);
    }
  if (read)
    *grade = grade_answer (exercise, &answer);
  return read;
}

SftGrade
sft_exercise_grade_mask (const SftExercise *exercise, const guint8 *marks)
{
  g_autofree guint8 *mask = NULL;

  g_return_val_if_fail (exercise != NULL && exercise->kind == SFT_ANSWER_MASK && marks != NULL,
                        ((SftGrade){ FALSE, NULL }));
  mask = g_new (guint8, exercise->tokens->len);
  for (guint i = 0; i < exercise->tokens->len; i++)
    mask[i] = marks[i] != 0;
  return grade_answer (exercise, &(SftAnswer){ .mask = mask, .n = exercise->tokens->len });
}

SftFigure *
sft_exercise_marks_figure (const SftExercise *exercise, const guint8 *marks)
{
  guint n, marked = 0;
  g_autofree double *values = NULL;
  SftFigure *figure;
  SftPanel *panel;
  SftHeatmap *heatmap;

  g_return_val_if_fail (exercise != NULL && exercise->kind == SFT_ANSWER_MASK && marks != NULL, NULL);
  n = exercise->tokens->len;
  values = g_new (double, n);
  for (guint i = 0; i < n; i++)
    marked += (guint)(values[i] = marks[i] != 0);
  figure = sft_figure_new (sft_text_constant (exercise->generator->title),
                           sft_text (N_ ("Marked as carrying loss: %u of %u tokens."), marked, n));
  panel = sft_figure_add_panel (figure, SFT_NO_TEXT, SFT_NO_TEXT, sft_text (N_ ("Token")));
  panel->x.bare = panel->y.bare = TRUE;
  sft_axis_add_name (&panel->x, sft_text (N_ ("loss mask")), FALSE);
  heatmap = sft_panel_add_heatmap (panel, "marks", values, (int)n, 1, sft_text (N_ ("loss weight")));
  sft_heatmap_add_category (heatmap, sft_text (N_ ("no loss")));
  sft_heatmap_add_category (heatmap, sft_text (N_ ("carries loss")));
  heatmap->digits = 0;
  heatmap->barless = TRUE;
  heatmap->source = SFT_SOURCE_SYNTHETIC;
  heatmap->bind = (SftBinding){ .gesture = SFT_GESTURE_TOGGLE, .param = SFT_EXERCISE_MARKS };
  for (guint i = 0; i < n; i++)
    sft_axis_add_name (&panel->y, sft_text ("%s", (char *)g_ptr_array_index (exercise->tokens, i)), FALSE);
  return figure;
}
