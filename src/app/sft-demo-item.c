/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-demo-item.h"

#include <string.h>

struct _SftDemoItem
{
  GObject parent_instance;
  const SftDemo *demo;
  char *haystack; /* folded, made when it is first asked for */
};

G_DEFINE_FINAL_TYPE (SftDemoItem, sft_demo_item, G_TYPE_OBJECT)

static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
}

static void
sft_demo_item_finalize (GObject *object)
{
  g_free (SFT_DEMO_ITEM (object)->haystack);
  G_OBJECT_CLASS (sft_demo_item_parent_class)->finalize (object);
}

static void
sft_demo_item_class_init (SftDemoItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sft_demo_item_finalize;
}

static void
sft_demo_item_init (SftDemoItem *self)
{
}

SftDemoItem *
sft_demo_item_new (const SftDemo *demo)
{
  g_return_val_if_fail (demo != NULL, NULL);
  SftDemoItem *self = g_object_new (SFT_TYPE_DEMO_ITEM, NULL);
  self->demo = demo;
  return self;
}

const SftDemo *
sft_demo_item_get_demo (SftDemoItem *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_ITEM (self), NULL);
  return self->demo;
}

static gboolean
is_number (const char *word)
{
  return strspn (word, "0123456789") == strlen (word);
}

gboolean
sft_demo_item_matches (SftDemoItem *self, const char *query)
{
  g_return_val_if_fail (SFT_IS_DEMO_ITEM (self), FALSE);
  if (self->haystack == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s %s %s", sft_demo_display_title (self->demo),
                                               sft_translate (self->demo->title), sft_translate (self->demo->section));
      self->haystack = fold (text);
    }
  g_autofree char *folded = fold (query);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0' || strstr (self->haystack, *word) != NULL)
        continue;
      if (!is_number (*word) || g_ascii_strtoll (*word, NULL, 10) != self->demo->number)
        return FALSE;
    }
  return TRUE;
}
