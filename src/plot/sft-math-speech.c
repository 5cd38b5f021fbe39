/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula in words, for those who listen. */
#include "config.h"

#include <string.h>

#include "sft-math-private.h"

#define WIDE_SPACE 0.9

typedef struct
{
  gboolean translated;
  SftMathLookup lookup;
  gpointer data;
  GError *error;
} Speaker;

static const char *say (const Speaker *speaker, const char *msgid) G_GNUC_FORMAT (2);
static const char *
say (const Speaker *speaker, const char *msgid)
{
  if (!speaker->translated)
    return msgid;
  /* What elsewhere has another sense is translated under a context. */
  const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "formula", msgid);
  return word != msgid ? word : sft_translate (msgid);
}

static char *speak (Speaker *speaker, const SftMathNode *node);

/* With a space between, unless a comma or the like comes. */
static void
add (GString *words, const char *more)
{
  if (more[0] == '\0')
    return;
  /* "SFT:" is not followed by a comma. */
  if (words->len > 0 && words->str[words->len - 1] == ':' && more[0] == ',')
    more += 1 + (more[1] == ' ');
  if (words->len > 0 && strchr (",;:", more[0]) == NULL)
    g_string_append_c (words, ' ');
  g_string_append (words, more);
}

/* One thing that needs no end said. */
static gboolean
is_short (const SftMathNode *node)
{
  if (node->kind == SFT_MATH_ROW)
    return node->children->len == 0 || (node->children->len == 1 && is_short (node->children->pdata[0]));
  return node->kind == SFT_MATH_SYMBOL || node->kind == SFT_MATH_WORDS || node->kind == SFT_MATH_VALUE;
}

static char *
speak_letter (Speaker *speaker, const SftMathNode *node)
{
  char letter[7] = { 0 };
  const char *name = letter;

  g_unichar_to_utf8 (node->letter, letter);
  if (node->symbol != NULL)
    name = node->symbol->spoken != NULL ? say (speaker, node->symbol->spoken) : "";
  switch (node->alphabet)
    {
    case SFT_MATH_SCRIPT:
      /* Translators: a letter's form in a formula: a handwritten L. */
      return g_strdup_printf (say (speaker, N_ ("script %s")), name);
    case SFT_MATH_BOLD:
      /* Translators: a letter's form in a formula. */
      return g_strdup_printf (say (speaker, N_ ("bold %s")), name);
    case SFT_MATH_DOUBLE:
      if (node->letter == 'E')
        return g_strdup (say (speaker, N_ ("the expected value of")));
      if (node->letter == 'P')
        return g_strdup (say (speaker, N_ ("the probability of")));
      if (node->letter == '1')
        /* Translators: in a formula: 1 where the condition in brackets holds, else 0. */
        return g_strdup (say (speaker, N_ ("the indicator of")));
      /* Translators: a letter's form in a formula: with a doubled line. */
      return g_strdup_printf (say (speaker, N_ ("double-struck %s")), name);
    case SFT_MATH_ITALIC:
    case SFT_MATH_ROMAN:
    default:
      return g_strdup (name);
    }
}

/* "t = 1": where the relation is; -1: there is none. */
static int
find_equals (const SftMathNode *row)
{
  for (guint i = 0; row != NULL && row->kind == SFT_MATH_ROW && i < row->children->len; i++)
    {
      const SftMathNode *child = row->children->pdata[i];

      if (child->kind == SFT_MATH_SYMBOL && child->letter == '=')
        return (int)i;
    }
  return -1;
}

static char *
speak_children (Speaker *speaker, const SftMathNode *row, guint from, guint to)
{
  GString *words = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      g_autofree char *child = speak (speaker, row->children->pdata[i]);

      add (words, child);
    }
  return g_string_free (words, FALSE);
}

/* A large operator or a minimum with what stands below and above it. */
static char *
speak_limits (Speaker *speaker, const char *name, const SftMathNode *below, const SftMathNode *above)
{
  int equals = find_equals (below);
  g_autofree char *sub = below != NULL ? speak (speaker, below) : NULL;
  g_autofree char *super = above != NULL ? speak (speaker, above) : NULL;

  if (equals > 0 && above != NULL)
    {
      g_autofree char *index = speak_children (speaker, below, 0, (guint)equals);
      g_autofree char *start = speak_children (speaker, below, (guint)equals + 1, below->children->len);

      /* Translators: a formula read aloud: "the sum over t from 1 to T of". */
      return g_strdup_printf (say (speaker, N_ ("%s over %s from %s to %s of")), name, index, start, super);
    }
  if (below != NULL && above != NULL)
    /* Translators: a formula read aloud: "the integral from 0 to 1 of". */
    return g_strdup_printf (say (speaker, N_ ("%s from %s to %s of")), name, sub, super);
  if (below != NULL)
    /* Translators: a formula read aloud: "the sum over j of". */
    return g_strdup_printf (say (speaker, N_ ("%s over %s of")), name, sub);
  if (above != NULL)
    /* Translators: a formula read aloud: "the sum up to n of". */
    return g_strdup_printf (say (speaker, N_ ("%s up to %s of")), name, super);
  /* Translators: a formula read aloud: "the sum of". */
  return g_strdup_printf (say (speaker, N_ ("%s of")), name);
}

static gboolean
is_text (const SftMathNode *node, const char *text)
{
  if (node->kind == SFT_MATH_ROW && node->children->len == 1)
    return is_text (node->children->pdata[0], text);
  return node->kind == SFT_MATH_WORDS && strcmp (node->text, text) == 0;
}

/* A prime or a star is not a power. */
static gboolean
is_mark (const SftMathNode *node)
{
  if (node->kind == SFT_MATH_ROW)
    {
      for (guint i = 0; i < node->children->len; i++)
        if (!is_mark (node->children->pdata[i]))
          return FALSE;
      return node->children->len > 0;
    }
  return node->kind == SFT_MATH_SYMBOL
         && (node->letter == 0x2032 || node->letter == 0x2217 || node->letter == 0x22c6 || node->letter == 0x22a4);
}

static char *
speak_power (Speaker *speaker, const char *base, const SftMathNode *above)
{
  g_autofree char *super = speak (speaker, above);

  if (is_text (above, "2"))
    return g_strdup_printf (say (speaker, N_ ("%s squared")), base);
  if (is_text (above, "3"))
    return g_strdup_printf (say (speaker, N_ ("%s cubed")), base);
  if (is_mark (above))
    /* Translators: a formula read aloud: "x prime", "u star". */
    return g_strdup_printf (say (speaker, N_ ("%s %s")), base, super);
  return g_strdup_printf (is_short (above) ? say (speaker, N_ ("%s to the power %s"))
                                           : say (speaker, N_ ("%s to the power %s, end of power,")),
                          base, super);
}

static const char *
operator_name (const Speaker *speaker, const SftMathNode *node)
{
  if (node->kind == SFT_MATH_SYMBOL && node->symbol != NULL && node->symbol->big)
    return say (speaker, node->symbol->spoken);
  if (node->kind == SFT_MATH_WORDS && node->operator!= NULL && node->operator->limits)
    return say (speaker, node->operator->spoken);
  return NULL;
}

static char *
speak_scripts (Speaker *speaker, const SftMathNode *node)
{
  const SftMathNode *base = sft_math_node_child (node, 0), *below = sft_math_node_child (node, 1),
                    *above = sft_math_node_child (node, 2);
  const char *name = operator_name (speaker, base);
  g_autofree char *words = NULL;

  if (name != NULL)
    return speak_limits (speaker, name, below, above);
  words = speak (speaker, base);
  if (below != NULL)
    {
      g_autofree char *before = g_steal_pointer (&words), *sub = speak (speaker, below);

      /* Translators: a formula read aloud: "y sub t". */
      words = g_strdup_printf (is_short (below) ? say (speaker, N_ ("%s sub %s"))
                                                : say (speaker, N_ ("%s sub %s, end of subscript,")),
                               before, sub);
    }
  return above != NULL ? speak_power (speaker, words, above) : g_steal_pointer (&words);
}

static char *
speak_fraction (Speaker *speaker, const SftMathNode *node)
{
  const SftMathNode *numerator = sft_math_node_child (node, 0), *denominator = sft_math_node_child (node, 1);
  g_autofree char *top = speak (speaker, numerator), *bottom = speak (speaker, denominator);

  if (is_short (numerator) && is_short (denominator))
    return g_strdup_printf (say (speaker, N_ ("%s over %s")), top, bottom);
  return g_strdup_printf (say (speaker, N_ ("fraction, numerator %s, over denominator %s, end of fraction,")), top,
                          bottom);
}

static char *
speak_root (Speaker *speaker, const SftMathNode *node)
{
  const SftMathNode *body = sft_math_node_child (node, 0), *degree = sft_math_node_child (node, 1);
  g_autofree char *inside = speak (speaker, body), *of = degree != NULL ? speak (speaker, degree) : NULL;

  if (degree != NULL)
    /* Translators: a formula read aloud: "the root of degree 4 of x, end of root,". */
    return g_strdup_printf (say (speaker, N_ ("the root of degree %s of %s, end of root,")), of, inside);
  return g_strdup_printf (is_short (body) ? say (speaker, N_ ("the square root of %s"))
                                          : say (speaker, N_ ("the square root of %s, end of root,")),
                          inside);
}

static const char *
delimiter_name (const Speaker *speaker, gunichar delimiter, gboolean opening)
{
  const SftMathSymbol *symbol;

  if (delimiter == '|')
    return opening ? say (speaker, N_ ("the absolute value of")) : say (speaker, N_ ("end of absolute value"));
  if (delimiter == 0x2016)
    return opening ? say (speaker, N_ ("the norm of")) : say (speaker, N_ ("end of norm"));
  symbol = delimiter != 0 ? sft_math_symbol_of (delimiter) : NULL;
  return symbol != NULL ? say (speaker, symbol->spoken) : "";
}

static char *
speak_fence (Speaker *speaker, const SftMathNode *node)
{
  g_autofree char *body = speak (speaker, sft_math_node_child (node, 0));
  GString *words = g_string_new (NULL);

  add (words, delimiter_name (speaker, node->glyph, TRUE));
  add (words, body);
  add (words, delimiter_name (speaker, node->closing, FALSE));
  return g_string_free (words, FALSE);
}

static char *
speak_accent (Speaker *speaker, const SftMathNode *node)
{
  g_autofree char *base = speak (speaker, sft_math_node_child (node, 0));

  switch (node->glyph)
    {
    case 0x302:
      return g_strdup_printf (say (speaker, N_ ("%s hat")), base);
    case 0x304:
      return g_strdup_printf (say (speaker, N_ ("%s bar")), base);
    case 0x303:
      return g_strdup_printf (say (speaker, N_ ("%s tilde")), base);
    case 0x307:
      return g_strdup_printf (say (speaker, N_ ("%s dot")), base);
    default:
      return g_strdup_printf (say (speaker, N_ ("vector %s")), base);
    }
}

static char *
speak_grid (Speaker *speaker, const SftMathNode *node)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < node->children->len; i++)
    {
      g_autofree char *cell = speak (speaker, node->children->pdata[i]);

      if (i > 0 && i % node->columns == 0)
        g_string_append_c (words, ';');
      else if (i > 0 && node->cases && cell[0] != '\0')
        g_string_append_c (words, ',');
      add (words, cell);
    }
  if (node->cases)
    {
      g_autofree char *all = g_string_free (words, FALSE);

      /* Translators: a formula read aloud; %s lists values, each with its condition. */
      return g_strdup_printf (say (speaker, N_ ("one of: %s; end of cases,")), all);
    }
  return g_string_free (words, FALSE);
}

static char *
speak_value (Speaker *speaker, const SftMathNode *node)
{
  char *text = speaker->lookup != NULL ? speaker->lookup (node->text, node->digits, speaker->data) : NULL;

  if (text == NULL && speaker->error == NULL)
    g_set_error (&speaker->error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE, "there is no value \"%s\"", node->text);
  return text != NULL ? text : g_strdup ("");
}

static char *
speak (Speaker *speaker, const SftMathNode *node)
{
  const char *name = operator_name (speaker, node);

  if (name != NULL)
    return speak_limits (speaker, name, NULL, NULL);
  switch (node->kind)
    {
    case SFT_MATH_ROW:
      return speak_children (speaker, node, 0, node->children->len);
    case SFT_MATH_SYMBOL:
      return speak_letter (speaker, node);
    case SFT_MATH_WORDS:
      if (node->operator!= NULL)
        return g_strdup (say (speaker, node->operator->spoken));
      return g_strstrip (g_strdup (node->text));
    case SFT_MATH_VALUE:
      return speak_value (speaker, node);
    case SFT_MATH_FRACTION:
      return speak_fraction (speaker, node);
    case SFT_MATH_ROOT:
      return speak_root (speaker, node);
    case SFT_MATH_SCRIPTS:
      return speak_scripts (speaker, node);
    case SFT_MATH_FENCE:
      return speak_fence (speaker, node);
    case SFT_MATH_ACCENT:
      return speak_accent (speaker, node);
    case SFT_MATH_GRID:
      return speak_grid (speaker, node);
    case SFT_MATH_SPACE:
    default:
      return g_strdup (node->width > WIDE_SPACE ? "," : "");
    }
}

char *
sft_math_speak (const SftMath *math, gboolean translated, SftMathLookup lookup, gpointer data, GError **error)
{
  g_return_val_if_fail (math != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  Speaker speaker = { .translated = translated, .lookup = lookup, .data = data };
  g_autofree char *words = speak (&speaker, sft_math_root (math));

  if (speaker.error != NULL)
    {
      g_propagate_error (error, speaker.error);
      return NULL;
    }
  /* What ends with a comma may end at another one, or at the end. */
  for (char *two = strstr (words, ",,"); two != NULL; two = strstr (two, ",,"))
    memmove (two, two + 1, strlen (two));
  g_strchomp (words);
  while (g_str_has_suffix (words, ","))
    words[strlen (words) - 1] = '\0';
  return g_steal_pointer (&words);
}
