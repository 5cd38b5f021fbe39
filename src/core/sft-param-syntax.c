/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-param-private.h"

#include "sft-text.h"

#include <math.h>
#include <string.h>

#define QUOTED_CHARACTERS 40 /* of a wrong input in a message */

#define _(msgid) sft_translate (msgid)

char *
sft_param_cell_name (const SftParam *param, int row, int column)
{
  if (row < 0 || !sft_param_is_grid (param))
    return g_strdup (param->id);
  if (param->kind == SFT_LIST)
    return sft_format_c ("%s[%d]", param->id, row);
  return sft_format_c ("%s[%d][%d]", param->id, row, column);
}

/* ---- what is accepted ---- */

/* "true or false", "0 or 1", "a, b, c", "0 to 1". */
static char *
accepted (const SftParam *param, double minimum, double maximum)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (param->kind == SFT_SWITCH)
    return g_strdup (_ ("true or false"));
  if (param->kind == SFT_CHOICE)
    {
      GString *ids = g_string_new (NULL);

      for (const SftChoice *choice = param->choices; choice->id != NULL; choice++)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", choice->id);
      return g_string_free (ids, FALSE);
    }
  low = sft_number_to_string (minimum);
  high = sft_number_to_string (maximum);
  if (minimum == maximum)
    return g_steal_pointer (&low);
  if (sft_param_cell_kind (param) != SFT_REAL && maximum - minimum == 1)
    return sft_format_c (_ ("%s or %s"), low, high);
  return sft_format_c (_ ("%s to %s"), low, high);
}

static char *
accepted_by_spec (const SftParam *param)
{
  double minimum, maximum;

  sft_param_limits (param, &minimum, &maximum);
  return accepted (param, minimum, maximum);
}

void
sft_param_range_error (const SftParam *param, int row, int column, const char *given, double minimum, double maximum,
                       GError **error)
{
  g_autofree char *name = sft_param_cell_name (param, row, column);
  g_autofree char *range = accepted (param, minimum, maximum);

  sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, param->id, row, column, _ ("%s: %s is out of range; accepted: %s"),
                       name, given, range);
}

/* A decimal number and nothing else: no hexadecimal form, no infinity, no not-a-number. */
static gboolean
parse_number (const char *text, double *value)
{
  char *end;

  if (*text == '\0' || text[strspn (text, "+-.0123456789eE")] != '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && end != text;
}

static void
set_syntax_error (const SftParam *param, int row, int column, const char *given, GError **error)
{
  SftKind kind = sft_param_cell_kind (param);
  g_autofree char *name = sft_param_cell_name (param, row, column);
  g_autofree char *quoted = sft_one_line (given, QUOTED_CHARACTERS);
  g_autofree char *range = accepted_by_spec (param);
  double number;

  if (*given == '\0')
    sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, row, column,
                         _ ("%s: a value is missing; accepted: %s"), name, range);
  else
    sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, row, column,
                         parse_number (given, &number) ? _ ("%s: \"%s\" is not a whole number; accepted: %s")
                         : kind == SFT_SWITCH          ? _ ("%s: \"%s\" is neither on nor off; accepted: %s")
                                                       : _ ("%s: \"%s\" is not a number; accepted: %s"),
                         name, quoted, range);
}

/* ---- cells ---- */

gboolean
sft_cell_check (const SftParam *param, int row, int column, double value, GError **error)
{
  SftKind kind = sft_param_cell_kind (param);
  g_autofree char *given = NULL;
  double minimum, maximum;
  gboolean whole;

  sft_param_limits (param, &minimum, &maximum);
  whole = kind == SFT_REAL || !isfinite (value) || value == rint (value);
  if (whole && value >= minimum && (value <= maximum || (param->below != NULL && isfinite (value))))
    return TRUE;
  given = sft_number_to_string (value);
  if (!whole)
    set_syntax_error (param, row, column, given, error);
  else
    sft_param_range_error (param, row, column, given, minimum, maximum, error);
  return FALSE;
}

double
sft_cell_normalize (const SftParam *param, double value)
{
  return sft_param_cell_kind (param) != SFT_REAL && value == 0 ? 0 : value;
}

static gboolean
parse_switch (const char *text, double *value)
{
  static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      {
        *value = (double)(i % 2);
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_choice (const SftParam *param, const char *text, double *value, GError **error)
{
  g_autofree char *quoted = NULL;
  g_autofree char *ids = NULL;

  for (int i = 0; param->choices[i].id != NULL; i++)
    if (strcmp (param->choices[i].id, text) == 0)
      {
        *value = i;
        return TRUE;
      }
  quoted = sft_one_line (text, QUOTED_CHARACTERS);
  ids = accepted_by_spec (param);
  sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, param->id, -1, -1,
                       _ ("%s: \"%s\" is not one of the choices; accepted: %s"), param->id, quoted, ids);
  return FALSE;
}

gboolean
sft_cell_parse (const SftParam *param, int row, int column, const char *text, double *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  SftKind kind = sft_param_cell_kind (param);
  double number = 0;

  *value = 0;
  if (kind == SFT_CHOICE)
    return parse_choice (param, trimmed, value, error);
  if (!(kind == SFT_SWITCH && parse_switch (trimmed, &number)) && !parse_number (trimmed, &number))
    {
      set_syntax_error (param, row, column, trimmed, error);
      return FALSE;
    }
  if (isinf (number)) /* 1e999 */
    {
      double minimum, maximum;

      sft_param_limits (param, &minimum, &maximum);
      sft_param_range_error (param, row, column, trimmed, minimum, maximum, error);
      return FALSE;
    }
  if (!sft_cell_check (param, row, column, number, error))
    return FALSE;
  *value = sft_cell_normalize (param, number);
  return TRUE;
}

gboolean
sft_param_fill (const SftParam *param, double *value, GError **error)
{
  double minimum, maximum;

  if (param->fill != NULL)
    return sft_cell_parse (param, -1, -1, param->fill, value, error);
  sft_param_limits (param, &minimum, &maximum);
  *value = minimum <= 0 && maximum >= 0 ? 0 : minimum;
  return TRUE;
}

/* ---- lists and matrices ---- */

/* Takes "[" and "]" around everything away, if they are there. */
static gboolean
strip_brackets (char **text)
{
  gsize length;

  g_strstrip (*text);
  length = strlen (*text);
  if (length < 2 || (*text)[0] != '[' || (*text)[length - 1] != ']')
    return FALSE;
  (*text)[length - 1] = '\0';
  (*text)++;
  g_strstrip (*text);
  return TRUE;
}

/* Splits "[1,0],[0,1]", what JSON has in its outer brackets; NULL when it is not of this form. */
static char **
split_bracketed_rows (const char *text)
{
  g_autoptr (GStrvBuilder) rows = g_strv_builder_new ();

  for (const char *p = text;;)
    {
      const char *end = strchr (p, ']');
      g_autofree char *row = NULL;

      if (*p != '[' || end == NULL)
        return NULL;
      row = g_strndup (p + 1, (gsize)(end - p - 1));
      g_strv_builder_add (rows, row);
      for (p = end + 1; g_ascii_isspace (*p); p++)
        ;
      if (*p == '\0')
        return g_strv_builder_end (rows);
      if (*p++ != ',')
        return NULL;
      while (g_ascii_isspace (*p))
        p++;
    }
}

static char **
split_rows (const SftParam *param, const char *text)
{
  g_autofree char *copy = g_strdup (text);
  char *inner = copy;
  char **rows = NULL;

  if (strip_brackets (&inner) && param->kind == SFT_MATRIX && *inner == '[')
    rows = split_bracketed_rows (inner);
  return rows != NULL ? rows : g_strsplit_set (inner, ";/", -1);
}

static gboolean
parse_row (const SftParam *param, int row, const char *text, GArray *cells, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  int n = (int)g_strv_length (words);
  g_autofree char *blank = g_strstrip (g_strdup (text));

  /* g_strsplit() makes no word at all of "". */
  if (*blank == '\0')
    {
      double value;

      return sft_cell_parse (param, param->kind == SFT_LIST ? 0 : row, 0, "", &value, error);
    }
  for (int i = 0; i < n; i++)
    {
      gboolean list = param->kind == SFT_LIST;
      double value;

      if (!sft_cell_parse (param, list ? i : row, list ? 0 : i, words[i], &value, error))
        return FALSE;
      g_array_append_val (cells, value);
    }
  return TRUE;
}

static gboolean
parse_grid (const SftParam *param, const char *text, SftValue *value, GError **error)
{
  g_auto (GStrv) rows = split_rows (param, text);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (double));
  int n_rows = MAX ((int)g_strv_length (rows), 1);
  guint columns = 0;

  if (param->kind == SFT_LIST && n_rows > 1)
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, -1, -1,
                           _ ("%s: a list has no rows; accepted: values with commas between them, as in %s"), param->id,
                           param->initial);
      return FALSE;
    }
  for (int i = 0; i < n_rows; i++)
    {
      guint before = cells->len;

      if (!parse_row (param, i, rows[i] != NULL ? rows[i] : "", cells, error))
        return FALSE;
      if (i == 0)
        columns = cells->len;
      else if (cells->len - before != columns)
        {
          sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, i, -1,
                               _ ("%s: the length of row %d is %u, but that of row 0 is %u; accepted: rows of one "
                                  "length, as in %s"),
                               param->id, i, cells->len - before, columns, param->initial);
          return FALSE;
        }
    }
  value->text = NULL;
  value->rows = param->kind == SFT_LIST ? (int)columns : n_rows;
  value->columns = param->kind == SFT_LIST ? 1 : (int)columns;
  value->cells = (double *)(gpointer)g_array_free (g_steal_pointer (&cells), FALSE);
  return TRUE;
}

/* ---- whole values ---- */

gboolean
sft_value_parse_text (const SftParam *param, const char *text, SftValue *value, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      sft_param_error_set (error, SFT_PARAM_ERROR_SYNTAX, param->id, -1, -1,
                           _ ("%s: the text is not valid UTF-8; accepted: UTF-8"), param->id);
      return FALSE;
    }
  if ((double)g_utf8_strlen (text, -1) > param->maximum)
    {
      g_autofree char *maximum = sft_number_to_string (param->maximum);

      sft_param_error_set (error, SFT_PARAM_ERROR_RANGE, param->id, -1, -1,
                           _ ("%s: the number of characters is %ld; accepted: up to %s"), param->id,
                           g_utf8_strlen (text, -1), maximum);
      return FALSE;
    }
  *value = (SftValue){ 1, 1, NULL, g_strdup (text) };
  return TRUE;
}

gboolean
sft_value_parse (const SftParam *param, const char *text, SftValue *value, GError **error)
{
  double number;

  if (param->kind == SFT_TEXT)
    return sft_value_parse_text (param, text, value, error);
  if (sft_param_is_grid (param))
    return parse_grid (param, text, value, error);
  if (!sft_cell_parse (param, -1, -1, text, &number, error))
    return FALSE;
  *value = (SftValue){ 1, 1, g_memdup2 (&number, sizeof number), NULL };
  return TRUE;
}

char *
sft_value_format (const SftParam *param, const SftValue *value)
{
  GString *text;

  if (param->kind == SFT_TEXT)
    return g_strdup (value->text);
  if (param->kind == SFT_SWITCH)
    return g_strdup (value->cells[0] != 0 ? "true" : "false");
  if (param->kind == SFT_CHOICE)
    return g_strdup (param->choices[(int)value->cells[0]].id);
  text = g_string_new (NULL);
  for (int i = 0; i < value->rows * value->columns; i++)
    {
      g_autofree char *number = sft_number_to_string (value->cells[i]);

      if (i > 0)
        g_string_append_c (text, param->kind == SFT_MATRIX && i % value->columns == 0 ? ';' : ',');
      g_string_append (text, number);
    }
  return g_string_free (text, FALSE);
}
