/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-dialog.h"

#include <math.h>

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-export-choices.h"
#include "sft-export-job.h"
#include "sft-figure-view.h"
#include "sft-file-chooser.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

struct _SftExportDialog
{
  GtkWindow parent_instance;

  GtkWidget *preview_stack, *preview, *preview_text;
  GtkWidget *format, *preset, *appearance, *format_label, *preset_label, *appearance_label;
  GtkWidget *width, *height, *scale, *text_scale;
  GtkWidget *transparent, *title, *legend, *formula, *svg_text, *pinned_label, *pinned;
  GtkWidget *size_note, *failure, *save, *progress;

  SftSettings *settings;
  SftFigure *figure, *with_pinned; /* the second may be NULL */
  char *stem, *state;
  gboolean writing, syncing;
};

enum
{
  EXPORTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* In the order of the drop-down, which ends with "Custom". Points, 72 to the inch. */
static const struct
{
  double width, height;
} presets[] = { { 1000, 600 }, { 960, 540 }, { 960, 720 }, { 252, 189 } };

#define CSV_PREVIEW_LINES 40

G_DEFINE_FINAL_TYPE (SftExportDialog, sft_export_dialog, GTK_TYPE_WINDOW)

static double
number (GtkWidget *spin)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));
}

static guint
selected (GtkWidget *drop_down)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));
}

static void
show_note (SftExportDialog *self, const SftExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  if (!sft_export_options_check (options, &error))
    note = g_strdup (error->message);
  else if (options->format == SFT_FORMAT_PNG)
    note = g_strdup_printf (_ ("%.0f × %.0f pixels"), ceil (options->width * options->scale),
                            ceil (options->height * options->scale));
  else if (options->format == SFT_FORMAT_CSV)
    note = g_strdup (_ ("The plotted numbers, in full precision"));
  else
    note = g_strdup_printf (_ ("%.1f × %.1f inches, as vectors"), options->width / 72, options->height / 72);
  if (error != NULL && !g_str_equal (note, gtk_label_get_text (GTK_LABEL (self->size_note))))
    sft_accessible_say (GTK_WIDGET (self), note);
  gtk_label_set_text (GTK_LABEL (self->size_note), note);
  sft_tooltip_set (self->size_note, note);
  if (error != NULL)
    gtk_widget_add_css_class (self->size_note, "reason");
  else
    gtk_widget_remove_css_class (self->size_note, "reason");
  gtk_widget_set_sensitive (self->save, error == NULL && !self->writing);
}

/* As it is to be exported. */
static SftFigure *
get_figure (SftExportDialog *self)
{
  gboolean pinned = self->with_pinned != NULL && gtk_switch_get_active (GTK_SWITCH (self->pinned));
  return pinned ? self->with_pinned : self->figure;
}

static void
show_csv (SftExportDialog *self)
{
  g_autofree char *csv = sft_figure_to_csv (get_figure (self));
  const char *end = csv;
  for (int line = 0; line < CSV_PREVIEW_LINES && end != NULL; line++)
    {
      end = strchr (end, '\n');
      if (end != NULL)
        end++;
    }
  g_autofree char *shown =
      end != NULL && *end != '\0' ? g_strdup_printf ("%.*s…", (int)(end - csv), csv) : g_strdup (csv);
  gtk_label_set_text (GTK_LABEL (self->preview_text), shown);
}

static void
show_preview (SftExportDialog *self)
{
  SftExportOptions options;
  sft_export_dialog_get_options (self, &options);
  gboolean drawn = options.format != SFT_FORMAT_CSV;
  GtkWidget *drawing[] = { self->preset,      self->width, self->height, self->text_scale, self->appearance,
                           self->transparent, self->title, self->legend, self->formula };
  for (gsize i = 0; i < G_N_ELEMENTS (drawing); i++)
    gtk_widget_set_sensitive (drawing[i], drawn);
  gtk_widget_set_sensitive (self->scale, options.format == SFT_FORMAT_PNG);
  gtk_widget_set_sensitive (self->svg_text, options.format == SFT_FORMAT_SVG);
  gtk_stack_set_visible_child_name (GTK_STACK (self->preview_stack), drawn ? "figure" : "text");
  if (drawn)
    {
      sft_figure_view_set_figure (SFT_FIGURE_VIEW (self->preview), get_figure (self));
      sft_figure_view_set_style (SFT_FIGURE_VIEW (self->preview), &options.style);
      sft_figure_view_set_page (SFT_FIGURE_VIEW (self->preview), options.width, options.height);
    }
  else
    show_csv (self);
  show_note (self, &options);
}

static guint
matching_preset (double width, double height)
{
  guint i = 0;
  while (i < G_N_ELEMENTS (presets) && (presets[i].width != width || presets[i].height != height))
    i++;
  return i;
}

static void
choice_changed (SftExportDialog *self)
{
  if (self->syncing)
    return;
  self->syncing = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->preset),
                              matching_preset (number (self->width), number (self->height)));
  self->syncing = FALSE;
  show_preview (self);
}

static void
preset_changed (SftExportDialog *self)
{
  guint preset = selected (self->preset);
  if (self->syncing || preset >= G_N_ELEMENTS (presets))
    return;
  self->syncing = TRUE;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->width), presets[preset].width);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->height), presets[preset].height);
  self->syncing = FALSE;
  show_preview (self);
}

static void
load_choices (SftExportDialog *self)
{
  SftExportOptions options;
  sft_export_choices_load (self->settings, &options);

  self->syncing = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->format), options.format);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->appearance), options.style.appearance);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->width), options.width);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->height), options.height);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale), options.scale);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->text_scale), options.style.text_scale);
  gtk_switch_set_active (GTK_SWITCH (self->transparent), options.style.transparent);
  gtk_switch_set_active (GTK_SWITCH (self->title), options.style.title);
  gtk_switch_set_active (GTK_SWITCH (self->legend), options.style.legend);
  gtk_switch_set_active (GTK_SWITCH (self->formula), options.style.formula);
  gtk_switch_set_active (GTK_SWITCH (self->svg_text), options.svg_text == SFT_SVG_TEXT);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->preset),
                              matching_preset (number (self->width), number (self->height)));
  self->syncing = FALSE;
}

static void
keep_choices (SftExportDialog *self, const SftExportOptions *options, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  sft_export_choices_keep (self->settings, options);
  if (g_utf8_validate (folder, -1, NULL))
    sft_settings_set_string (self->settings, "export-folder", folder);
}

static void
written (GObject *source, GAsyncResult *async, gpointer data)
{
  SftExportDialog *self = SFT_EXPORT_DIALOG (source);
  const SftExportJob *job;
  g_autoptr (GError) error = NULL;
  gboolean done = sft_export_job_finish (async, &job, &error);
  self->writing = FALSE;
  if (self->stem == NULL)
    return; /* disposed while the worker wrote */
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!done)
    {
      gtk_label_set_text (GTK_LABEL (self->failure), error->message);
      sft_accessible_say (GTK_WIDGET (self), error->message);
      gtk_widget_set_visible (self->failure, TRUE);
      return;
    }
  keep_choices (self, &job->options, job->path);
  g_signal_emit (self, signals[EXPORTED], 0, job->path);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
file_chosen (GtkWindow *dialog, GFile *file)
{
  SftExportDialog *self = SFT_EXPORT_DIALOG (dialog);
  g_autofree char *chosen = g_file_get_path (file);
  if (chosen == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->failure), _ ("Figures can be saved in folders of this computer only."));
      gtk_widget_set_visible (self->failure, TRUE);
      return;
    }
  g_autofree char *path = sft_export_job_complete_path (chosen, (SftFormat)selected (self->format));
  sft_export_dialog_save_to (self, path);
}

static void
choose_file (SftExportDialog *self)
{
  g_autofree char *name = sft_export_dialog_suggest_name (self);
  g_autofree char *folder = sft_settings_get_export_folder (self->settings);
  const SftFileQuestion question = {
    .title = _ ("Export Figure"),
    .accept = _ ("_Save"),
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .name = name,
    .folder = folder,
  };
  if (!self->writing)
    sft_file_choose (GTK_WINDOW (self), &question, file_chosen);
}

static void
sft_export_dialog_dispose (GObject *object)
{
  SftExportDialog *self = SFT_EXPORT_DIALOG (object);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->figure, sft_figure_unref);
  g_clear_pointer (&self->with_pinned, sft_figure_unref);
  g_clear_pointer (&self->stem, g_free);
  g_clear_pointer (&self->state, g_free);
  G_OBJECT_CLASS (sft_export_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, preview_text);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, preset);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, appearance);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, format_label);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, preset_label);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, appearance_label);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, height);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, scale);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, text_scale);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, transparent);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, legend);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, formula);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, svg_text);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, pinned_label);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, pinned);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, size_note);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, save);
  gtk_widget_class_bind_template_child (widget_class, SftExportDialog, progress);
}

static void
sft_export_dialog_class_init (SftExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_export_dialog_dispose;
  signals[EXPORTED] = g_signal_new ("exported", SFT_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SFT_TYPE_FIGURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-export-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, preset_changed);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sft_export_dialog_init (SftExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_accessible_amend (GTK_WIDGET (self));
  sft_drop_down_name_button (GTK_DROP_DOWN (self->format), gtk_label_get_text (GTK_LABEL (self->format_label)));
  sft_drop_down_name_button (GTK_DROP_DOWN (self->preset), gtk_label_get_text (GTK_LABEL (self->preset_label)));
  sft_drop_down_name_button (GTK_DROP_DOWN (self->appearance), gtk_label_get_text (GTK_LABEL (self->appearance_label)));
}

GtkWidget *
sft_export_dialog_new (GtkWindow *parent, SftSettings *settings, SftFigure *figure, const char *stem)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (figure != NULL && stem != NULL, NULL);
  SftExportDialog *self = g_object_new (SFT_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->settings = g_object_ref (settings);
  self->figure = sft_figure_ref (figure);
  self->stem = g_strdup (stem);
  load_choices (self);
  show_preview (self);
  return GTK_WIDGET (self);
}

void
sft_export_dialog_get_options (SftExportDialog *self, SftExportOptions *options)
{
  g_return_if_fail (options != NULL);
  *options = SFT_EXPORT_OPTIONS_INIT;
  g_return_if_fail (SFT_IS_EXPORT_DIALOG (self));
  options->format = (SftFormat)selected (self->format);
  options->width = number (self->width);
  options->height = number (self->height);
  options->scale = options->format == SFT_FORMAT_PNG ? number (self->scale) : 1;
  options->style.appearance = (SftAppearance)selected (self->appearance);
  options->style.text_scale = number (self->text_scale);
  options->style.translated = TRUE;
  options->style.transparent = gtk_switch_get_active (GTK_SWITCH (self->transparent));
  options->style.title = gtk_switch_get_active (GTK_SWITCH (self->title));
  options->style.legend = gtk_switch_get_active (GTK_SWITCH (self->legend));
  options->style.formula = gtk_switch_get_active (GTK_SWITCH (self->formula));
  options->svg_text = gtk_switch_get_active (GTK_SWITCH (self->svg_text)) ? SFT_SVG_TEXT : SFT_SVG_OUTLINES;
}

void
sft_export_dialog_set_state (SftExportDialog *self, const char *state)
{
  g_return_if_fail (SFT_IS_EXPORT_DIALOG (self));
  g_free (self->state);
  self->state = g_strdup (state);
}

void
sft_export_dialog_set_with_pinned (SftExportDialog *self, SftFigure *figure)
{
  g_return_if_fail (SFT_IS_EXPORT_DIALOG (self));
  gboolean any = figure != NULL && figure->ghost != NULL;
  g_clear_pointer (&self->with_pinned, sft_figure_unref);
  if (any)
    self->with_pinned = sft_figure_ref (figure);
  gtk_widget_set_visible (self->pinned_label, any);
  gtk_widget_set_visible (self->pinned, any);
  show_preview (self);
}

char *
sft_export_dialog_suggest_name (SftExportDialog *self)
{
  g_return_val_if_fail (SFT_IS_EXPORT_DIALOG (self), NULL);
  return g_strdup_printf ("%s.%s", self->stem, sft_format_name ((SftFormat)selected (self->format)));
}

void
sft_export_dialog_save_to (SftExportDialog *self, const char *path)
{
  g_return_if_fail (SFT_IS_EXPORT_DIALOG (self));
  g_return_if_fail (path != NULL);
  if (self->writing)
    return;
  SftExportOptions options;
  sft_export_dialog_get_options (self, &options);
  self->writing = TRUE;
  gtk_widget_set_visible (self->failure, FALSE);
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_sensitive (self->save, FALSE);
  sft_export_job_run (sft_export_job_new (get_figure (self), &options, path, self->state), G_OBJECT (self), written);
}
