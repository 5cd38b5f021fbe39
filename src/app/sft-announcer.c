/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-announcer.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-readouts.h"

struct _SftAnnouncer
{
  GtkLabel *label;
  SftDemoState *state; /* a reference; whose readouts were said last */
  GPtrArray *said;     /* char *, one for each readout; NULL: nothing of this view yet */
  guint pause;
};

static GPtrArray *
words_of (const SftResult *result)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < result->readouts->len; i++)
    g_ptr_array_add (words, sft_readout_words (result->readouts->pdata[i]));
  return words;
}

static char *
changes (const GPtrArray *before, const GPtrArray *now)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < now->len; i++)
    if (i >= before->len || !g_str_equal (before->pdata[i], now->pdata[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", (const char *)now->pdata[i]);
  return g_string_free (text, FALSE);
}

static gboolean
announce (gpointer data)
{
  SftAnnouncer *self = data;
  const SftResult *result = sft_demo_state_get_result (self->state);
  self->pause = 0;
  if (result == NULL)
    return G_SOURCE_REMOVE; /* the view was left before its worker was done */
  g_autoptr (GPtrArray) now = words_of (result);
  g_autofree char *text =
      self->said != NULL ? changes (self->said, now) : g_strdup (sft_text_get (&result->figure->summary, TRUE));
  if (*text != '\0')
    {
      gtk_label_set_text (self->label, text);
      sft_accessible_say (GTK_WIDGET (self->label), text);
    }
  g_clear_pointer (&self->said, g_ptr_array_unref);
  self->said = g_steal_pointer (&now);
  return G_SOURCE_REMOVE;
}

SftAnnouncer *
sft_announcer_new (GtkLabel *label)
{
  g_return_val_if_fail (GTK_IS_LABEL (label), NULL);
  SftAnnouncer *self = g_new0 (SftAnnouncer, 1);
  self->label = label;
  return self;
}

void
sft_announcer_free (SftAnnouncer *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->state);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_free (self);
}

void
sft_announcer_hush (SftAnnouncer *self)
{
  g_return_if_fail (self != NULL);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->state);
}

void
sft_announcer_hear (SftAnnouncer *self, SftDemoState *state)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  if (g_set_object (&self->state, state))
    g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (SFT_ANNOUNCE_PAUSE_MS, announce, self);
}
