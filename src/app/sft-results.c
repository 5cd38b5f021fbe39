/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-results.h"

#include "sft-app-private.h"
#include "sft-checks.h"
#include "sft-lesson-view.h"

struct _SftResults
{
  GtkWidget parent_instance;

  GtkWidget *switcher, *stack;
  GtkStackPage *checks_page;
  GtkWidget *lesson, *checks, *transcript;
};

G_DEFINE_FINAL_TYPE (SftResults, sft_results, GTK_TYPE_WIDGET)

static void
sft_results_dispose (GObject *object)
{
  SftResults *self = SFT_RESULTS (object);
  g_clear_pointer (&self->switcher, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_results_parent_class)->dispose (object);
}

static void
sft_results_class_init (SftResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_results_dispose;
  g_type_ensure (SFT_TYPE_CHECKS);
  g_type_ensure (SFT_TYPE_LESSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-results.ui");
  gtk_widget_class_bind_template_child (widget_class, SftResults, switcher);
  gtk_widget_class_bind_template_child (widget_class, SftResults, stack);
  gtk_widget_class_bind_template_child (widget_class, SftResults, checks_page);
  gtk_widget_class_bind_template_child (widget_class, SftResults, lesson);
  gtk_widget_class_bind_template_child (widget_class, SftResults, checks);
  gtk_widget_class_bind_template_child (widget_class, SftResults, transcript);
}

static void
sft_results_init (SftResults *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sft_results_set_state (SftResults *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  sft_lesson_view_set_state (SFT_LESSON_VIEW (self->lesson), state);
}

static void
show_count (SftResults *self, const GPtrArray *checks)
{
  guint holding = 0;
  for (guint i = 0; i < checks->len; i++)
    holding += ((const SftCheck *)checks->pdata[i])->holds;
  /* Translators: how many of the checks hold. */
  g_autofree char *title = g_strdup_printf (_ ("Checks (%u of %u hold)"), holding, checks->len);
  gtk_stack_page_set_title (self->checks_page, title);
}

void
sft_results_show (SftResults *self, const SftResult *result)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  sft_checks_show (SFT_CHECKS (self->checks), result);
  sft_lesson_view_show (SFT_LESSON_VIEW (self->lesson), result);
  if (result == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->transcript), "");
      return;
    }
  show_count (self, result->checks);
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < result->transcript->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", (const char *)result->transcript->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->transcript), lines->str);
}

void
sft_results_show_lesson (SftResults *self)
{
  g_return_if_fail (SFT_IS_RESULTS (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lesson");
  sft_lesson_view_focus (SFT_LESSON_VIEW (self->lesson));
}

const char *
sft_results_get_transcript (SftResults *self)
{
  g_return_val_if_fail (SFT_IS_RESULTS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->transcript));
}
