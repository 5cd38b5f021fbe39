/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-notes-view.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-graphemes.h"

struct _SftNotesView
{
  GtkWidget parent_instance;

  GtkWidget *box, *text, *count, *where, *reason;

  SftNotes *notes;
  SftDemoState *state;
  GHashTable *refused; /* demo -> text that could not be kept, so that it is not lost while the program runs */
  gboolean syncing;
  guint actions; /* of the learner, under way: pasting deletes, then inserts, and only what comes of it is a note */
};

G_DEFINE_FINAL_TYPE (SftNotesView, sft_notes_view, GTK_TYPE_WIDGET)

static int
shown (SftNotesView *self)
{
  return self->state != NULL ? sft_demo_state_get_demo (self->state)->number : SFT_NOTE_LESSON;
}

static char *
get_text (SftNotesView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_count (SftNotesView *self, const char *text)
{
  gsize n = sft_graphemes_count (text);
  g_autofree char *number = g_strdup_printf ("%'u", (guint)n);
  g_autofree char *most = g_strdup_printf ("%'d", SFT_NOTE_MAX);
  /* Translators: like "123 of 8,000 characters". */
  g_autofree char *count = g_strdup_printf (_ ("%s of %s characters"), number, most);

  gtk_label_set_text (GTK_LABEL (self->count), count);
  sft_accessible_describe (self->text, count);
  if (n > SFT_NOTE_MAX)
    gtk_widget_add_css_class (self->count, "reason");
  else
    gtk_widget_remove_css_class (self->count, "reason");
}

static void
show_reason (SftNotesView *self, const char *why)
{
  g_autofree char *text = why != NULL ? g_strdup_printf (_ ("Not kept: %s"), why) : g_strdup ("");

  if (!g_str_equal (text, gtk_label_get_text (GTK_LABEL (self->reason))))
    sft_accessible_say (GTK_WIDGET (self), text);
  gtk_label_set_text (GTK_LABEL (self->reason), text);
  gtk_widget_set_visible (self->reason, why != NULL);
}

static void
keep (SftNotesView *self)
{
  g_autofree char *text = get_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SftState) state = NULL;
  gpointer key = GINT_TO_POINTER (shown (self));

  show_count (self, text);
  if (self->syncing || self->notes == NULL)
    return;
  if (self->state != NULL)
    state = sft_state_new (sft_demo_state_get_demo (self->state), sft_demo_state_get_concept (self->state),
                           sft_demo_state_get_values (self->state));
  self->syncing = TRUE; /* what is kept is what is shown */
  gboolean kept = sft_notes_set (self->notes, shown (self), text, state, &error);
  self->syncing = FALSE;
  if (kept)
    g_hash_table_remove (self->refused, key);
  else
    g_hash_table_insert (self->refused, key, g_steal_pointer (&text));
  show_reason (self, error != NULL ? error->message : NULL);
}

static void
changed (SftNotesView *self)
{
  if (self->actions == 0)
    keep (self);
}

static void
action_began (SftNotesView *self)
{
  self->actions++;
}

static void
action_ended (SftNotesView *self)
{
  self->actions--;
  changed (self);
}

static void
load (SftNotesView *self)
{
  const char *refused = g_hash_table_lookup (self->refused, GINT_TO_POINTER (shown (self)));
  const char *kept = self->notes != NULL ? sft_notes_get (self->notes, shown (self)) : "";
  g_autofree char *now = get_text (self);
  g_autoptr (GError) error = NULL;

  if (refused != NULL)
    sft_notes_check (refused, &error);
  if (!g_str_equal (now, refused != NULL ? refused : kept))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));

      self->syncing = TRUE;
      /* What is shown anew is nothing to undo. */
      gtk_text_buffer_begin_irreversible_action (buffer);
      gtk_text_buffer_set_text (buffer, refused != NULL ? refused : kept, -1);
      gtk_text_buffer_end_irreversible_action (buffer);
      self->syncing = FALSE;
    }
  show_reason (self, error != NULL ? error->message : NULL);
}

static void
note_changed (SftNotes *notes, int demo, SftNotesView *self)
{
  if (demo == shown (self) && !self->syncing)
    load (self);
}

static void
show_where (SftNotesView *self)
{
  const char *problem = self->notes != NULL ? sft_notes_get_problem (self->notes) : NULL;

  gtk_label_set_text (GTK_LABEL (self->where),
                      problem != NULL ? problem : _ ("Kept as you type, on this computer only."));
}

static void
sft_notes_view_dispose (GObject *object)
{
  SftNotesView *self = SFT_NOTES_VIEW (object);

  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_data (self->notes, self);
  g_clear_object (&self->notes);
  g_clear_object (&self->state);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_notes_view_parent_class)->dispose (object);
}

static void
sft_notes_view_class_init (SftNotesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sft_notes_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-notes-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SftNotesView, box);
  gtk_widget_class_bind_template_child (widget_class, SftNotesView, text);
  gtk_widget_class_bind_template_child (widget_class, SftNotesView, count);
  gtk_widget_class_bind_template_child (widget_class, SftNotesView, where);
  gtk_widget_class_bind_template_child (widget_class, SftNotesView, reason);
}

static void
sft_notes_view_init (SftNotesView *self)
{
  self->refused = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (changed), self);
  g_signal_connect_swapped (buffer, "begin-user-action", G_CALLBACK (action_began), self);
  g_signal_connect_swapped (buffer, "end-user-action", G_CALLBACK (action_ended), self);
  show_count (self, "");
  show_where (self);
}

GtkWidget *
sft_notes_view_new (void)
{
  return g_object_new (SFT_TYPE_NOTES_VIEW, NULL);
}

void
sft_notes_view_set_notes (SftNotesView *self, SftNotes *notes)
{
  g_return_if_fail (SFT_IS_NOTES_VIEW (self));
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_data (self->notes, self);
  g_set_object (&self->notes, notes);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), notes != NULL && !sft_notes_is_read_only (notes));
  if (notes != NULL)
    {
      g_signal_connect (notes, "changed", G_CALLBACK (note_changed), self);
      g_signal_connect_swapped (notes, "problem", G_CALLBACK (show_where), self);
    }
  show_where (self);
  load (self);
}

void
sft_notes_view_set_state (SftNotesView *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_NOTES_VIEW (self));
  g_set_object (&self->state, state);
  load (self);
}

GtkTextBuffer *
sft_notes_view_get_buffer (SftNotesView *self)
{
  g_return_val_if_fail (SFT_IS_NOTES_VIEW (self), NULL);
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
}

const char *
sft_notes_view_get_count (SftNotesView *self)
{
  g_return_val_if_fail (SFT_IS_NOTES_VIEW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->count));
}

const char *
sft_notes_view_get_reason (SftNotesView *self)
{
  g_return_val_if_fail (SFT_IS_NOTES_VIEW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->reason));
}
