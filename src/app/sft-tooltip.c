/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-tooltip.h"

#define KEY "sft-tooltip"

static gboolean
query (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  gtk_tooltip_set_text (tooltip, sft_tooltip_get (widget));
  return TRUE;
}

void
sft_tooltip_set (GtkWidget *widget, const char *text)
{
  const char *before = sft_tooltip_get (widget);

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (before, text) == 0)
    return;
  if (before == NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query), NULL);
  else if (text == NULL)
    g_signal_handlers_disconnect_by_func (widget, query, NULL);
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
}

const char *
sft_tooltip_get (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}
