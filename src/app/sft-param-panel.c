/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-param-panel.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-text.h"
#include "sft-tooltip.h"

struct _SftParamPanel
{
  GtkWidget parent_instance;

  GtkWidget *head, *failure, *scroller, *groups, *presets;

  SftDemoState *state;
  GPtrArray *rows;    /* SftParamRow, owned by their parents */
  GPtrArray *retired; /* GtkWidget: what the lab before had, until there is time to let go of it */
  guint letting_go;
};

/* Groups fold where there are more parameters than one sees at a glance. */
#define FOLD_ABOVE 6
/* Letters that with Alt lead elsewhere in the window: Practice, the buttons of the header bar, the views, reset,
 * the presets, and the page of the data. */
/* Translators: the mnemonics of your Practice, Export, Pin, Notebook, Concept, Reset, Presets and Copy as CSV, in upper
 * case. */
#define TAKEN_LETTERS N_ ("CEINPRSV")

G_DEFINE_FINAL_TYPE (SftParamPanel, sft_param_panel, GTK_TYPE_WIDGET)

static guint
count_params (const SftSpec *spec)
{
  guint n = 0;
  while (spec->params[n].id != NULL)
    n++;
  return n;
}

/* A box for the rows of one group, under its heading. */
static GtkWidget *
add_group (SftParamPanel *self, const char *title, gboolean folds)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "group");
  if (title == NULL)
    {
      gtk_box_append (GTK_BOX (self->groups), box);
      return box;
    }
  GtkWidget *heading = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  sft_tooltip_set (heading, title);
  gtk_widget_add_css_class (heading, "heading");
  if (folds)
    {
      GtkWidget *expander = gtk_expander_new (NULL);
      gtk_expander_set_label_widget (GTK_EXPANDER (expander), heading);
      gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      sft_accessible_amend (expander);
      gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
      gtk_expander_set_child (GTK_EXPANDER (expander), box);
      gtk_box_append (GTK_BOX (self->groups), expander);
    }
  else
    {
      gtk_box_append (GTK_BOX (self->groups), heading);
      gtk_box_append (GTK_BOX (self->groups), box);
    }
  return box;
}

static void
add_row (SftParamPanel *self, GtkWidget *group, GtkWidget *row)
{
  gtk_box_append (GTK_BOX (group), row);
  g_ptr_array_add (self->rows, row);
}

/* A group of one parameter that has its name needs no heading of its own. */
static gboolean
is_own_heading (const SftParam *param, const SftParam *first)
{
  return g_strcmp0 (param->group, param->label) == 0 && g_strcmp0 (param->group, param[1].group) != 0
         && (param == first || g_strcmp0 (param->group, param[-1].group) != 0);
}

static gboolean
let_go (gpointer data)
{
  SftParamPanel *self = data;
  self->letting_go = 0;
  g_ptr_array_set_size (self->retired, 0);
  return G_SOURCE_REMOVE;
}

/* A learner waits for the new controls, not for the end of the old ones. */
static void
retire (SftParamPanel *self)
{
  g_ptr_array_set_size (self->rows, 0);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->groups)) != NULL;)
    {
      g_ptr_array_add (self->retired, g_object_ref (child));
      gtk_box_remove (GTK_BOX (self->groups), child);
    }
  if (self->letting_go == 0)
    self->letting_go = g_idle_add_full (G_PRIORITY_LOW, let_go, self, NULL);
}

static void
build (SftParamPanel *self)
{
  const SftSpec *spec = &sft_demo_state_get_lab (self->state)->spec;
  gboolean folds = count_params (spec) > FOLD_ABOVE;
  retire (self);

  GtkWidget *sizes = NULL;
  for (const SftDim *dim = spec->dims; dim != NULL && dim->id != NULL; dim++)
    {
      if (dim->minimum == dim->maximum)
        continue; /* nothing to change */
      if (sizes == NULL)
        sizes = add_group (self, _ ("Size"), folds);
      add_row (self, sizes, sft_param_row_new_for_dim (self->state, dim));
    }
  GtkWidget *group = NULL;
  const char *title = NULL;
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      gboolean own_heading = is_own_heading (param, spec->params);
      GtkWidget *row = sft_param_row_new (self->state, param, gtk_widget_get_width (self->groups));
      if (own_heading)
        sft_param_row_make_heading (SFT_PARAM_ROW (row));
      if (group == NULL || g_strcmp0 (title, param->group) != 0)
        group = add_group (self, own_heading || param->group == NULL ? NULL : _ (param->group), folds);
      title = param->group;
      add_row (self, group, row);
    }
  g_autoptr (GString) taken = g_string_new (_ (TAKEN_LETTERS));
  for (guint i = 0; i < self->rows->len; i++)
    sft_param_row_take_mnemonic (self->rows->pdata[i], taken);
}

/* A refusal that belongs to no control is told at the top. */
static void
show_failure (SftParamPanel *self)
{
  const GError *error = sft_demo_state_get_error (self->state);
  const char *id =
      error != NULL && error->domain == SFT_PARAM_ERROR ? sft_param_error_get_id (error, NULL, NULL) : NULL;
  gboolean told = error == NULL || sft_demo_state_has_pending (self->state)
                  || (id != NULL && sft_param_panel_find (self, id) != NULL);
  gtk_label_set_text (GTK_LABEL (self->failure), told ? "" : error->message);
  gtk_widget_set_visible (self->failure, !told);
}

static void
show_state (SftParamPanel *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    sft_param_row_sync (self->rows->pdata[i]);
  show_failure (self);
}

static void
sft_param_panel_dispose (GObject *object)
{
  SftParamPanel *self = SFT_PARAM_PANEL (object);
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_data (self->state, self);
  g_clear_object (&self->state);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_handle_id (&self->letting_go, g_source_remove);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->failure, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->presets, gtk_widget_unparent);
  G_OBJECT_CLASS (sft_param_panel_parent_class)->dispose (object);
}

static void
sft_param_panel_class_init (SftParamPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_param_panel_dispose;
  g_type_ensure (SFT_TYPE_PRESETS);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-param-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SftParamPanel, head);
  gtk_widget_class_bind_template_child (widget_class, SftParamPanel, failure);
  gtk_widget_class_bind_template_child (widget_class, SftParamPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, SftParamPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, SftParamPanel, presets);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sft_param_panel_init (SftParamPanel *self)
{
  self->rows = g_ptr_array_new ();
  self->retired = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sft_param_panel_set_state (SftParamPanel *self, SftDemoState *state)
{
  g_return_if_fail (SFT_IS_PARAM_PANEL (self));
  g_return_if_fail (SFT_IS_DEMO_STATE (state));
  if (self->state == state)
    return;
  gboolean same_lab = self->state != NULL && sft_demo_state_get_lab (self->state) == sft_demo_state_get_lab (state);
  if (self->state != NULL)
    g_signal_handlers_disconnect_by_data (self->state, self);
  g_set_object (&self->state, state);
  if (same_lab)
    for (guint i = 0; i < self->rows->len; i++)
      sft_param_row_set_state (self->rows->pdata[i], state);
  else
    {
      build (self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
    }
  g_signal_connect_swapped (state, "changed", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (state, "result", G_CALLBACK (show_state), self);
  show_state (self);
  sft_presets_set_state (SFT_PRESETS (self->presets), state);
}

SftPresets *
sft_param_panel_get_presets (SftParamPanel *self)
{
  g_return_val_if_fail (SFT_IS_PARAM_PANEL (self), NULL);
  return SFT_PRESETS (self->presets);
}

SftParamRow *
sft_param_panel_find (SftParamPanel *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_PARAM_PANEL (self), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      SftParamRow *row = self->rows->pdata[i];
      const SftParam *param = sft_param_row_get_param (row);
      if (g_str_equal (param != NULL ? param->id : sft_param_row_get_dim (row)->id, id))
        return row;
    }
  return NULL;
}
