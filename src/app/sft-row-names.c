/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-row-names.h"

#define WORDS "sft-words"

static void
focus_moved (GtkRoot *root, GParamSpec *pspec, GtkWidget *columns)
{
  GtkWidget *row = gtk_root_get_focus (root);
  g_autoptr (GString) name = g_string_new (NULL);
  if (row == NULL || !gtk_widget_is_ancestor (row, columns))
    return;
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *label = gtk_widget_get_first_child (cell);
      const char *words = label != NULL ? g_object_get_data (G_OBJECT (label), WORDS) : NULL;
      if (words != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", words);
    }
  if (name->len > 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
root_changed (GtkWidget *columns)
{
  GtkRoot *root = gtk_widget_get_root (columns);
  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved), columns, 0);
}

void
sft_row_names_set_words (GtkWidget *label, const char *words)
{
  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (words != NULL);
  g_object_set_data_full (G_OBJECT (label), WORDS, g_strdup (words), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
sft_row_names_follow (GtkColumnView *columns)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (columns));
  g_signal_connect (columns, "notify::root", G_CALLBACK (root_changed), NULL);
}
