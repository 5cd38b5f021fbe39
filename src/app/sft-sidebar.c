/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-sidebar.h"

#include "sft-accessible.h"
#include "sft-app-private.h"
#include "sft-demo-item.h"
#include "sft-text-widgets.h"
#include "sft-tooltip.h"

struct _SftSidebar
{
  GtkWidget parent_instance;

  GtkWidget *search, *pages, *lesson, *practice, *scroller, *list, *nothing;

  GtkFilterListModel *shown;
  const SftDemo *open;
  gboolean syncing;
  guint scroll;          /* tick that scrolls to the open demo */
  gboolean moved;        /* rows have come or gone since they were laid out */
  gboolean focus_wanted; /* once there are rows on the screen */
};

enum
{
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SftSidebar, sft_sidebar, GTK_TYPE_WIDGET)

static const SftDemo *
demo_at (SftSidebar *self, guint position)
{
  g_autoptr (SftDemoItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  return item != NULL ? sft_demo_item_get_demo (item) : NULL;
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  const SftDemo *demo = sft_demo_item_get_demo (item);
  const char *title = sft_demo_display_title (demo);
  g_autofree char *digits = g_strdup_printf ("%d", demo->number);
  GtkWidget *number = gtk_label_new (digits);
  gtk_label_set_width_chars (GTK_LABEL (number), 2);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "number");
  g_autofree char *markup = sft_title_markup (title);
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);

  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  sft_tooltip_set (row, title);
  g_autofree char *words = sft_title_words (title);
  g_autofree char *name = g_strdup_printf ("%d %s", demo->number, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
add_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  SftSidebar *self = data;
  const SftDemo *demo = demo_at (self, (guint)gtk_list_box_row_get_index (row));
  const SftDemo *previous = before != NULL ? demo_at (self, (guint)gtk_list_box_row_get_index (before)) : NULL;
  if (demo == NULL || (previous != NULL && g_str_equal (previous->section, demo->section)))
    {
      gtk_list_box_row_set_header (row, NULL);
      sft_accessible_describe (GTK_WIDGET (row), "");
      return;
    }
  /* To a screen reader all headers come after all rows, where nobody looks for them. */
  sft_accessible_describe (GTK_WIDGET (row), sft_translate (demo->section));
  GtkWidget *header = gtk_label_new (sft_translate (demo->section));
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (header, "section");
  gtk_list_box_row_set_header (row, header);
}

static void
row_selected (GtkListBox *list, GtkListBoxRow *row, SftSidebar *self)
{
  if (self->syncing || row == NULL)
    return;
  const SftDemo *demo = demo_at (self, (guint)gtk_list_box_row_get_index (row));
  if (demo == NULL || demo == self->open)
    return;
  self->open = demo;
  g_signal_emit (self, signals[OPENED], 0, demo->number);
}

static gboolean
matches (gpointer item, gpointer data)
{
  SftSidebar *self = data;
  return sft_demo_item_matches (item, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static GtkListBoxRow *
select_open (SftSidebar *self)
{
  GtkListBoxRow *found = NULL;
  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    if (demo_at (self, i) == self->open)
      found = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)i);
  self->syncing = TRUE;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), found);
  self->syncing = FALSE;
  return found;
}

static void
search_changed (GtkSearchEntry *entry, SftSidebar *self)
{
  /* A focused row that goes away would hand the focus to another row, which selects and so opens it. */
  if (gtk_widget_get_focus_child (self->list) != NULL)
    gtk_widget_grab_focus (self->search);
  self->syncing = TRUE;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  self->syncing = FALSE;
  select_open (self);
}

/* Enter opens the first demo that is found. */
static void
search_activated (GtkSearchEntry *entry, SftSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
search_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SftSidebar *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The list's own scrolling follows the focus; a demo opened from elsewhere has none. Waits until rows have their place.
 */
static gboolean
scroll_to_open (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SftSidebar *self = SFT_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->list));
  graphene_rect_t bounds;
  /* Rows are laid out after this tick, and before the next one. */
  if (self->moved || (row != NULL && gtk_widget_get_height (GTK_WIDGET (row)) == 0))
    {
      self->moved = FALSE;
      return G_SOURCE_CONTINUE;
    }
  if (row != NULL && adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y - bounds.size.height,
                               bounds.origin.y + 2 * bounds.size.height);
  if (row != NULL && self->focus_wanted)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  self->focus_wanted = FALSE;
  self->scroll = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to_open_soon (SftSidebar *self)
{
  if (self->scroll == 0)
    self->scroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_to_open, NULL, NULL);
}

/* The rows that come back are not laid out yet: the open one is scrolled to, and takes the focus, when they are. */
static void
search_stopped (GtkSearchEntry *entry, SftSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  self->focus_wanted = self->moved = TRUE;
  scroll_to_open_soon (self);
}

/* The list is one stop of the Tab key, at the row that had the focus or is open; arrows move within it. */
static gboolean
sft_sidebar_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SftSidebar *self = SFT_SIDEBAR (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  if (direction == GTK_DIR_TAB_FORWARD && inside == self->scroller)
    return FALSE;
  if (direction == GTK_DIR_TAB_FORWARD && inside == self->search)
    return gtk_widget_child_focus (self->search, direction)
           || (row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row)));
  if (direction == GTK_DIR_TAB_BACKWARD && inside == self->scroller)
    return gtk_widget_grab_focus (self->search);
  if (direction == GTK_DIR_TAB_BACKWARD && inside == NULL && row != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (row));
  return GTK_WIDGET_CLASS (sft_sidebar_parent_class)->focus (widget, direction);
}

static void
sft_sidebar_dispose (GObject *object)
{
  SftSidebar *self = SFT_SIDEBAR (object);
  self->syncing = TRUE;
  if (self->scroller != NULL)
    {
      gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), NULL, NULL, NULL);
      gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
    }
  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->pages, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (sft_sidebar_parent_class)->dispose (object);
}

static void
sft_sidebar_class_init (SftSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = sft_sidebar_dispose;
  widget_class->focus = sft_sidebar_focus;
  signals[OPENED] =
      g_signal_new ("opened", SFT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, lesson);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, practice);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, SftSidebar, nothing);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_activated);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_set_css_name (widget_class, "sidebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
sft_sidebar_init (SftSidebar *self)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  GListStore *store = g_list_store_new (SFT_TYPE_DEMO_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (SftDemoItem) item = sft_demo_item_new (&demos[i]);
      g_list_store_append (store, item);
    }
  self->shown =
      gtk_filter_list_model_new (G_LIST_MODEL (store), GTK_FILTER (gtk_custom_filter_new (matches, self, NULL)));
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), add_header, self, NULL);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->shown), make_row, NULL, NULL);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), self->nothing);

  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search, keys);
}

void
sft_sidebar_select (SftSidebar *self, const SftDemo *demo)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  if (self->open == demo)
    return;
  self->open = demo;
  GtkListBoxRow *row = select_open (self);
  /* Keys go on from the demo that is open, not from the one before. */
  if (row != NULL && (gtk_widget_get_state_flags (self->list) & GTK_STATE_FLAG_FOCUS_WITHIN))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  scroll_to_open_soon (self);
}

void
sft_sidebar_set_pages_shown (SftSidebar *self, gboolean shown)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  gtk_widget_set_visible (self->pages, shown);
}

static void
mark (GtkWidget *button, gboolean open)
{
  if (open)
    gtk_widget_add_css_class (button, "open");
  else
    gtk_widget_remove_css_class (button, "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
                               open ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
sft_sidebar_set_page (SftSidebar *self, const char *page)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  g_return_if_fail (page != NULL);
  mark (self->lesson, g_str_equal (page, "lesson"));
  mark (self->practice, g_str_equal (page, "practice"));
}

void
sft_sidebar_focus_list (SftSidebar *self)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  self->focus_wanted = !gtk_widget_get_mapped (self->list);
  if (row != NULL && !self->focus_wanted)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
sft_sidebar_focus_search (SftSidebar *self)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  gtk_widget_grab_focus (self->search);
}

void
sft_sidebar_set_query (SftSidebar *self, const char *query)
{
  g_return_if_fail (SFT_IS_SIDEBAR (self));
  gtk_editable_set_text (GTK_EDITABLE (self->search), query);
  search_changed (GTK_SEARCH_ENTRY (self->search), self);
}

guint
sft_sidebar_get_n_shown (SftSidebar *self)
{
  g_return_val_if_fail (SFT_IS_SIDEBAR (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}
