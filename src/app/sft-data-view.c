/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-data-view.h"

#include "sft-app-private.h"
#include "sft-row-names.h"
#include "sft-table-rows.h"
#include "sft-text-widgets.h"

struct _SftDataView
{
  GtkWidget parent_instance;

  GtkWidget *bar, *panels, *caption, *scrolled;
  GtkColumnView *columns;

  SftFigure *figure;
  SftTable *table; /* of the figure that is shown */
  SftFigure *of;
  SftTableRows *rows;
  GHashTable *cells; /* GtkListItem that is in view -> its Column */
  gboolean stale, syncing;
  gulong later; /* handler of the frame clock that brings it up to date; 0: none */
};

/* Which of the table's columns the cells of a factory show. */
typedef struct
{
  SftDataView *view;
  guint number; /* ROW_NUMBER: none, but the number of the row */
} Column;

#define ROW_NUMBER G_MAXUINT
#define CELL_MARGIN 6
/* Rows that GTK makes of a list, however long it is. */
#define MADE_ROWS 200
/* So many new cells take longer than a frame: they are made when the figure is on the screen. */
#define CELLS_AT_ONCE 150

G_DEFINE_FINAL_TYPE (SftDataView, sft_data_view, GTK_TYPE_WIDGET)

/* --- cells --- */

static void
write_cell (GtkListItem *item, const Column *column)
{
  SftDataView *self = column->view;
  GtkWidget *label = gtk_list_item_get_child (item);
  guint row = gtk_list_item_get_position (item);
  if (self->table == NULL || row >= sft_table_get_n_rows (self->table))
    return;
  g_autofree char *text = NULL, *words = NULL;
  if (column->number == ROW_NUMBER)
    {
      text = g_strdup_printf ("%u", row + 1);
      words = g_strdup_printf (_ ("Row %u"), row + 1);
    }
  else
    {
      text = sft_table_format_cell (self->table, row, column->number);
      /* Translators: for a screen reader: title of a column, and what stands in it */
      words = g_strdup_printf (_ ("%s: %s"), sft_table_get_title (self->table, column->number),
                               text[0] != '\0' ? text : _ ("no value"));
    }
  gtk_label_set_text (GTK_LABEL (label), text);
  sft_row_names_set_words (label, words);
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  const SftTable *table = column->view->table;
  gboolean number = column->number == ROW_NUMBER || sft_table_is_numeric (table, column->number);
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_widget_set_margin_start (label, CELL_MARGIN);
  gtk_widget_set_margin_end (label, CELL_MARGIN);
  if (number)
    gtk_widget_add_css_class (label, "number");
  if (column->number == ROW_NUMBER)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_hash_table_insert (column->view->cells, item, column);
  write_cell (item, column);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, const Column *column)
{
  g_hash_table_remove (column->view->cells, item);
}

static void
column_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
add_column (SftDataView *self, guint number, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new (Column, 1);
  column->view = self;
  column->number = number;
  g_signal_connect_data (factory, "setup", G_CALLBACK (set_up_cell), column, column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), column);
  g_signal_connect (factory, "teardown", G_CALLBACK (unbind_cell), column);
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (self->columns, shown);
}

static void
remove_columns (SftDataView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->columns);
  for (guint n = g_list_model_get_n_items (columns); n > 0; n--)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, n - 1);
      gtk_column_view_remove_column (self->columns, column);
    }
  g_hash_table_remove_all (self->cells);
}

/* --- the table --- */

static void
write_cells (SftDataView *self)
{
  GHashTableIter iter;
  gpointer item, column;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, &column))
    write_cell (item, column);
}

static char *
panel_name (const SftPanel *panel, guint number)
{
  const char *title = sft_text_get (&panel->title, TRUE);
  return title[0] != '\0' ? g_strdup (title) : g_strdup_printf (_ ("Panel %u"), number);
}

/* Titles may hold numbers, and then change with every figure: the list is made anew only when it has to be. */
static void
list_panels (SftDataView *self)
{
  guint n = self->figure != NULL ? self->figure->panels->len : 0;
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (self->panels));
  gboolean same = model != NULL && g_list_model_get_n_items (model) == n;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = panel_name (self->figure->panels->pdata[i], i + 1);
      same = same && g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name);
      gtk_string_list_append (names, name);
    }
  gtk_widget_set_visible (self->panels, n > 1);
  if (same)
    return;
  guint before = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->panels));
  self->syncing = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->panels), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->panels), before < n ? before : 0);
  self->syncing = FALSE;
}

static void
show_caption (SftDataView *self, const SftPanel *panel)
{
  gsize n = self->table != NULL ? sft_table_get_n_rows (self->table) : 0;
  g_autofree char *rows = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row", "%u rows", n), (guint)n);
  const SftHeatmap *heatmap = panel != NULL ? panel->heatmap : NULL;
  g_autofree char *all = NULL;
  if (heatmap != NULL)
    all = g_strdup_printf (
        "%s, %s", sft_text_is_empty (&heatmap->bar) ? heatmap->name : sft_text_get (&heatmap->bar, TRUE), rows);
  gtk_label_set_text (GTK_LABEL (self->caption), self->table == NULL ? "" : all != NULL ? all : rows);
}

/* The table of the panel that is chosen; NULL: there is none. */
static SftTable *
make_table (SftDataView *self)
{
  guint panel = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->panels));
  gboolean any = self->figure != NULL && panel < self->figure->panels->len;
  return any ? sft_table_new_for_panel (self->figure, panel, TRUE) : NULL;
}

static gboolean
same_columns (const SftTable *before, const SftTable *table)
{
  return before != NULL && table != NULL && sft_table_same_columns (before, table);
}

/* Takes the table over. */
static void
show_table (SftDataView *self, SftTable *table)
{
  /* The table before reads its figure, which goes last. */
  SftFigure *figure_before = g_steal_pointer (&self->of);
  SftTable *before = g_steal_pointer (&self->table);
  guint n = table != NULL ? (guint)MIN (sft_table_get_n_rows (table), G_MAXINT) : 0;
  self->of = table != NULL ? sft_figure_ref (self->figure) : NULL;
  self->table = table;
  if (!same_columns (before, table))
    {
      sft_table_rows_set_length (self->rows, 0);
      remove_columns (self);
      if (table != NULL)
        add_column (self, ROW_NUMBER, "#");
      for (guint i = 0; table != NULL && i < sft_table_get_n_columns (table); i++)
        add_column (self, i, sft_table_get_title (table, i));
    }
  sft_table_free (before);
  g_clear_pointer (&figure_before, sft_figure_unref);
  sft_table_rows_set_length (self->rows, n);
  write_cells (self);
  guint panel = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->panels));
  show_caption (self, table != NULL ? self->of->panels->pdata[panel] : NULL);
}

static void
forget_later (SftDataView *self)
{
  if (self->later != 0)
    g_signal_handler_disconnect (gtk_widget_get_frame_clock (GTK_WIDGET (self)), self->later);
  self->later = 0;
  gtk_widget_set_opacity (self->scrolled, 1);
}

static void
update (SftDataView *self)
{
  forget_later (self);
  self->stale = FALSE;
  list_panels (self);
  show_table (self, make_table (self));
}

static gsize
count_cells (const SftTable *table)
{
  return table != NULL ? MIN (sft_table_get_n_rows (table), MADE_ROWS) * (sft_table_get_n_columns (table) + 1) : 0;
}

/* Another table than before: its rows are made anew, and the old ones no longer shown. */
static void
put_off (SftDataView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gtk_label_set_text (GTK_LABEL (self->caption), "");
  gtk_widget_set_opacity (self->scrolled, 0);
  if (self->later == 0)
    self->later = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (update), self);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static void
follow (SftDataView *self)
{
  list_panels (self);
  SftTable *table = make_table (self);
  if (!same_columns (self->table, table) && count_cells (self->table) + count_cells (table) > CELLS_AT_ONCE)
    {
      sft_table_free (table);
      put_off (self);
      return;
    }
  forget_later (self);
  self->stale = FALSE;
  show_table (self, table);
}

static void
panel_chosen (SftDataView *self)
{
  if (!self->syncing && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

/* --- life --- */

static void
sft_data_view_map (GtkWidget *widget)
{
  SftDataView *self = SFT_DATA_VIEW (widget);
  GTK_WIDGET_CLASS (sft_data_view_parent_class)->map (widget);
  if (self->stale)
    update (self);
}

static void
sft_data_view_unmap (GtkWidget *widget)
{
  forget_later (SFT_DATA_VIEW (widget));
  GTK_WIDGET_CLASS (sft_data_view_parent_class)->unmap (widget);
}

/* The table is one stop of the Tab key; arrows move along its rows. */
static gboolean
sft_data_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SftDataView *self = SFT_DATA_VIEW (widget);
  if (gtk_widget_get_focus_child (widget) == self->scrolled && direction == GTK_DIR_TAB_FORWARD)
    return FALSE;
  if (gtk_widget_get_focus_child (widget) == self->scrolled && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->bar, direction);
  return GTK_WIDGET_CLASS (sft_data_view_parent_class)->focus (widget, direction);
}

static void
sft_data_view_dispose (GObject *object)
{
  SftDataView *self = SFT_DATA_VIEW (object);
  if (self->columns != NULL)
    remove_columns (self);
  self->columns = NULL;
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->table, sft_table_free);
  g_clear_pointer (&self->of, sft_figure_unref);
  g_clear_pointer (&self->figure, sft_figure_unref);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (sft_data_view_parent_class)->dispose (object);
}

static void
sft_data_view_finalize (GObject *object)
{
  g_hash_table_unref (SFT_DATA_VIEW (object)->cells);
  G_OBJECT_CLASS (sft_data_view_parent_class)->finalize (object);
}

static void
sft_data_view_class_init (SftDataViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_data_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sft_data_view_finalize;
  widget_class->focus = sft_data_view_focus;
  widget_class->map = sft_data_view_map;
  widget_class->unmap = sft_data_view_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-data-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SftDataView, bar);
  gtk_widget_class_bind_template_child (widget_class, SftDataView, panels);
  gtk_widget_class_bind_template_child (widget_class, SftDataView, caption);
  gtk_widget_class_bind_template_child (widget_class, SftDataView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SftDataView, columns);
  gtk_widget_class_bind_template_callback (widget_class, panel_chosen);
  gtk_widget_class_set_css_name (widget_class, "dataview");
}

static void
sft_data_view_init (SftDataView *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->rows = sft_table_rows_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sft_row_names_follow (self->columns);
  sft_drop_down_name_button (GTK_DROP_DOWN (self->panels), _ ("Panel of the figure"));
  /* The table hands its rows to a list within, told by its type otherwise. */
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->columns));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Data of the figure"), -1);
  GtkSingleSelection *selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->columns, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

void
sft_data_view_show (SftDataView *self, SftFigure *figure)
{
  g_return_if_fail (SFT_IS_DATA_VIEW (self));
  if (self->figure == figure)
    return;
  if (figure != NULL)
    sft_figure_ref (figure);
  g_clear_pointer (&self->figure, sft_figure_unref);
  self->figure = figure;
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    follow (self);
}

const SftTable *
sft_data_view_get_table (SftDataView *self)
{
  g_return_val_if_fail (SFT_IS_DATA_VIEW (self), NULL);
  return self->table;
}
