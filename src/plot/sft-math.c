/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formula as a value, and its text with values filled in. */
#include "config.h"

#include "sft-math-private.h"

#include <string.h>

G_DEFINE_QUARK (sft - math - error - quark, sft_math_error)

SftMathNode *
sft_math_node_new (SftMathKind kind, SftMathClass atom)
{
  SftMathNode *node = g_new0 (SftMathNode, 1);

  node->kind = kind;
  node->atom = atom;
  node->style = -1;
  node->children = g_ptr_array_new ();
  return node;
}

void
sft_math_node_free (SftMathNode *node)
{
  if (node == NULL)
    return;
  for (guint i = 0; i < node->children->len; i++)
    sft_math_node_free (node->children->pdata[i]);
  g_ptr_array_unref (node->children);
  g_free (node->text);
  g_free (node);
}

SftMathNode *
sft_math_node_child (const SftMathNode *node, guint i)
{
  return i < node->children->len ? node->children->pdata[i] : NULL;
}

static void
collect (const SftMathNode *node, GPtrArray *values)
{
  if (node->kind == SFT_MATH_VALUE)
    g_ptr_array_add (values, (gpointer)node);
  for (guint i = 0; i < node->children->len; i++)
    if (node->children->pdata[i] != NULL)
      collect (node->children->pdata[i], values);
}

char **
sft_math_values (const SftMath *math)
{
  g_return_val_if_fail (math != NULL, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  collect (sft_math_root (math), values);
  for (guint i = 0; i < values->len; i++)
    {
      const SftMathNode *value = values->pdata[i];

      if (g_hash_table_add (seen, value->text))
        g_strv_builder_add (ids, value->text);
    }
  return g_strv_builder_end (ids);
}

char *
sft_math_expand (const char *source, SftMathLookup lookup, gpointer data, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  g_autoptr (SftMath) math = sft_math_parse (source, error);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GString) expanded = g_string_new (NULL);
  gsize at = 0;

  if (math == NULL)
    return NULL;
  collect (sft_math_root (math), values);
  for (guint i = 0; i < values->len; i++)
    {
      const SftMathNode *value = values->pdata[i];
      g_autofree char *text = lookup != NULL ? lookup (value->text, value->digits, data) : NULL;

      if (text == NULL)
        {
          g_set_error (error, SFT_MATH_ERROR, SFT_MATH_ERROR_VALUE, "there is no value \"%s\"", value->text);
          return NULL;
        }
      /* What would end or begin something in the source. */
      g_strdelimit (g_strdelimit (g_strdelimit (text, "{", '('), "}", ')'), "\\", '/');
      g_string_append_len (expanded, source + at, (gssize)(value->start - at));
      g_string_append_printf (expanded, "\\text{%s}", text);
      at = value->end;
    }
  g_string_append (expanded, source + at);
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}
