/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-checks.h"

#include <math.h>

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-text-box.h"
#include "sft-tooltip.h"

/* One line on the screen; all widgets are owned by the box. */
typedef struct
{
  GtkWidget *row, *verdict, *message, *source;
} Line;

struct _SftChecks
{
  GtkBox parent_instance;
  GArray *lines;
};

G_DEFINE_FINAL_TYPE (SftChecks, sft_checks, GTK_TYPE_BOX)

static void
add_line (SftChecks *self)
{
  Line line;
  line.row = sft_text_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  line.verdict = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line.verdict), 0);
  gtk_label_set_yalign (GTK_LABEL (line.verdict), 0);
  gtk_label_set_width_chars (GTK_LABEL (line.verdict), 18);
  line.message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line.message), 0);
  gtk_label_set_yalign (GTK_LABEL (line.message), 0);
  gtk_label_set_wrap (GTK_LABEL (line.message), TRUE);
  gtk_label_set_selectable (GTK_LABEL (line.message), FALSE);
  gtk_widget_set_hexpand (line.message, TRUE);
  line.source = gtk_label_new (NULL);
  gtk_label_set_yalign (GTK_LABEL (line.source), 0);
  gtk_widget_add_css_class (line.source, "dim-label");
  sft_text_box_append (SFT_TEXT_BOX (line.row), line.verdict);
  sft_text_box_append (SFT_TEXT_BOX (line.row), line.message);
  sft_text_box_append (SFT_TEXT_BOX (line.row), line.source);
  gtk_box_append (GTK_BOX (self), line.row);
  g_array_append_val (self->lines, line);
}

static void
show_check (const Line *line, const SftCheck *check)
{
  g_autofree char *verdict = g_strdup_printf ("%s  %s", check->holds ? "✓" : "✗", _ (sft_check_word (check)));
  gtk_label_set_text (GTK_LABEL (line->verdict), verdict);
  gtk_widget_remove_css_class (line->verdict, check->holds ? "fails" : "holds");
  gtk_widget_add_css_class (line->verdict, check->holds ? "holds" : "fails");

  const char *message = sft_text_get (&check->message, TRUE);
  if (isnan (check->actual) || isnan (check->expected))
    gtk_label_set_text (GTK_LABEL (line->message), message);
  else
    {
      g_autofree char *actual = sft_number_format (check->actual, 6, FALSE, TRUE);
      g_autofree char *expected = sft_number_format (check->expected, 6, FALSE, TRUE);
      g_autofree char *text = g_strdup_printf (_ ("%s (actual %s, expected %s)"), message, actual, expected);
      gtk_label_set_text (GTK_LABEL (line->message), text);
    }
  gtk_label_set_text (GTK_LABEL (line->source), check->notebook ? _ ("notebook") : _ ("SFT Lab"));
  sft_tooltip_set (line->source, check->notebook ? _ ("The lesson’s own check, kept as it is.")
                                                 : _ ("A check of this program: what is really true here."));
}

/* Labels have no focus; what scrolls them has it, and tells them all. */
static void
tell_all (SftChecks *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  g_autoptr (GString) all = g_string_new (NULL);
  if (scrolled == NULL)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      g_string_append_printf (all, "%s%s, %s: %s.", i > 0 ? "\n" : "", gtk_label_get_text (GTK_LABEL (line->verdict)),
                              gtk_label_get_text (GTK_LABEL (line->source)),
                              gtk_label_get_text (GTK_LABEL (line->message)));
    }
  sft_accessible_describe (scrolled, all->str);
}

static void
sft_checks_finalize (GObject *object)
{
  g_array_unref (SFT_CHECKS (object)->lines);
  G_OBJECT_CLASS (sft_checks_parent_class)->finalize (object);
}

static void
sft_checks_class_init (SftChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sft_checks_finalize;
}

static void
sft_checks_init (SftChecks *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
sft_checks_new (void)
{
  return g_object_new (SFT_TYPE_CHECKS, NULL);
}

void
sft_checks_show (SftChecks *self, const SftResult *result)
{
  g_return_if_fail (SFT_IS_CHECKS (self));
  guint n = result != NULL ? result->checks->len : 0;
  while (self->lines->len > n)
    {
      gtk_box_remove (GTK_BOX (self), g_array_index (self->lines, Line, self->lines->len - 1).row);
      g_array_set_size (self->lines, self->lines->len - 1);
    }
  while (self->lines->len < n)
    add_line (self);
  for (guint i = 0; i < n; i++)
    show_check (&g_array_index (self->lines, Line, i), result->checks->pdata[i]);
  tell_all (self);
}
