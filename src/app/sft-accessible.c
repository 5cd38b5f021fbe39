/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-accessible.h"

/* Since 4.10 names and descriptions are put together from roles, contents and relations. */
#define COMPOSES_NAMES (gtk_check_version (4, 10, 0) == NULL)

#define OWN "sft-description"
#define SAID "sft-said"
#define PAGES "sft-pages"

/* Belongs to a window: the widget whose description is not its own for now. */
typedef struct
{
  GtkRoot *root;
  GWeakRef widget;
  guint idle;
} Said;

/* In 4.14 came a way to announce; by then values and texts are told, too. What stands in for a screen reader in GTK's
 * tests cannot announce. */
static gboolean
tells_itself (void)
{
  return gtk_check_version (4, 14, 0) == NULL && g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0;
}

static void
said_free (gpointer data)
{
  Said *said = data;
  g_clear_handle_id (&said->idle, g_source_remove);
  g_weak_ref_clear (&said->widget);
  g_free (said);
}

/* To a screen reader an entry or a spin button is one thing with the text within. */
static GtkWidget *
get_focus (GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);
  return GTK_IS_TEXT (focus) ? gtk_widget_get_parent (focus) : focus;
}

static void
set_description (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
restore (GtkWidget *widget)
{
  const char *own = g_object_get_data (G_OBJECT (widget), OWN);
  if (own == NULL)
    own = gtk_widget_get_tooltip_text (widget);
  set_description (widget, own != NULL ? own : "");
}

static gboolean
tidy (gpointer data)
{
  Said *said = data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&said->widget);
  said->idle = 0;
  if (widget == NULL || widget == get_focus (said->root))
    return G_SOURCE_REMOVE;
  restore (widget);
  g_weak_ref_set (&said->widget, NULL);
  return G_SOURCE_REMOVE;
}

/* Not at once: until a screen reader knows of the new focus it would read the old description out. */
static void
focus_moved (GtkWidget *window, GParamSpec *pspec, Said *said)
{
  if (said->idle == 0)
    said->idle = g_idle_add (tidy, said);
}

static Said *
get_said (GtkRoot *root)
{
  Said *said = g_object_get_data (G_OBJECT (root), SAID);
  if (said != NULL)
    return said;
  said = g_new0 (Said, 1);
  said->root = root;
  g_weak_ref_init (&said->widget, NULL);
  g_object_set_data_full (G_OBJECT (root), SAID, said, said_free);
  g_signal_connect (root, "notify::focus-widget", G_CALLBACK (focus_moved), said);
  return said;
}

static void
borrow (GtkRoot *root, GtkWidget *widget)
{
  Said *said = get_said (root);
  g_autoptr (GtkWidget) before = g_weak_ref_get (&said->widget);
  if (before != NULL && before != widget)
    restore (before);
  g_weak_ref_set (&said->widget, widget);
}

void
sft_accessible_describe (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *before = g_object_get_data (G_OBJECT (widget), OWN);
  gboolean first = before == NULL;
  if (!first && g_str_equal (before, text))
    return;
  g_object_set_data_full (G_OBJECT (widget), OWN, g_strdup (text), g_free);
  if (first || root == NULL || get_focus (root) != widget)
    set_description (widget, text);
  else
    borrow (root, widget);
}

void
sft_accessible_say (GtkWidget *from, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);
  GtkRoot *root = gtk_widget_get_root (from);
  if (root == NULL || *text == '\0')
    return;
#if GTK_CHECK_VERSION(4, 14, 0)
  if (tells_itself ())
    {
      G_GNUC_BEGIN_IGNORE_DEPRECATIONS
      gtk_accessible_announce (GTK_ACCESSIBLE (root), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      G_GNUC_END_IGNORE_DEPRECATIONS
      return;
    }
#endif
  GtkWidget *focus = get_focus (root);
  if (focus == NULL)
    return;
  borrow (root, focus);
  /* The same text twice in a row is news, too. */
  set_description (focus, "");
  set_description (focus, text);
}

void
sft_accessible_say_value (GtkWidget *control, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (control));
  g_return_if_fail (text != NULL);
  GtkRoot *root = gtk_widget_get_root (control);
  GtkWidget *focus = root != NULL ? get_focus (root) : NULL;
  if (!tells_itself () && focus != NULL && (focus == control || gtk_widget_is_ancestor (focus, control)))
    sft_accessible_say (control, text);
}

void
sft_accessible_value_words (GtkRange *range, const char *words)
{
  g_return_if_fail (GTK_IS_RANGE (range));
  g_return_if_fail (words != NULL);
  if (tells_itself ())
    gtk_accessible_update_property (GTK_ACCESSIBLE (range), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  else
    sft_accessible_describe (GTK_WIDGET (range), words);
}

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
sft_accessible_name_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);
  if (COMPOSES_NAMES)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      set_name (GTK_WIDGET (drop_down), name);
    }
  /* Afterwards: what is told of the button, which has the focus, is the name that is found just then. */
  set_name (gtk_widget_get_first_child (GTK_WIDGET (drop_down)), name);
}

static void
toggled (GtkToggleButton *button)
{
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
      gtk_toggle_button_get_active (button) ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
sft_accessible_check (GtkToggleButton *button)
{
  g_return_if_fail (GTK_IS_TOGGLE_BUTTON (button));
  g_signal_connect (button, "toggled", G_CALLBACK (toggled), NULL);
  toggled (button);
}

static void
amend_button (GtkButton *button)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (button));
  gboolean checkable = role == GTK_ACCESSIBLE_ROLE_CHECKBOX || role == GTK_ACCESSIBLE_ROLE_RADIO;
  GtkWidget *label = gtk_button_get_child (button);
  if (checkable && GTK_IS_LABEL (label))
    set_name (GTK_WIDGET (button), gtk_label_get_text (GTK_LABEL (label)));
  /* By its icon, or by a label that would be read out beside the name. */
  if (checkable || gtk_button_get_icon_name (button) != NULL)
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (checkable && GTK_IS_TOGGLE_BUTTON (button))
    sft_accessible_check (GTK_TOGGLE_BUTTON (button));
}

static void
say_number (GtkSpinButton *spin)
{
  sft_accessible_say_value (GTK_WIDGET (spin), gtk_editable_get_text (GTK_EDITABLE (spin)));
}

/* A page has a title to tell, or no name; GTK gives it that of its type. */
static void
amend_stack (GtkStack *stack)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkStackPage *page = gtk_stack_get_page (stack, child);
      if (gtk_stack_page_get_title (page) == NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
    }
}

static GtkWidget *
find_label (GtkWidget *top)
{
  if (GTK_IS_LABEL (top))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_label (child);
      if (label != NULL)
        return label;
    }
  return NULL;
}

/* GTK 4.18 calls the items of a menu by labels whose role has no name. It does so anew when they change, though never
 * while the menu is open. */
static void
name_items (GtkWidget *top)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (top));
  if (role == GTK_ACCESSIBLE_ROLE_MENU_ITEM || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX
      || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO)
    {
      GtkWidget *label = find_label (top);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (top), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      if (label != NULL)
        set_name (top, gtk_label_get_text (GTK_LABEL (label)));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
amend_menu (GtkWidget *menu)
{
  set_name (menu, g_dgettext (GETTEXT_PACKAGE, "Menu"));
  if (COMPOSES_NAMES)
    g_signal_connect (menu, "map", G_CALLBACK (name_items), NULL);
}

/* Of its own accord it would be described by every tooltip within. */
static void
amend_expander (GtkExpander *expander)
{
  GtkWidget *label = gtk_expander_get_label_widget (expander);
  if (COMPOSES_NAMES && label != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
}

void
sft_accessible_amend (GtkWidget *top)
{
  g_return_if_fail (GTK_IS_WIDGET (top));
  if (GTK_IS_BUTTON (top))
    amend_button (GTK_BUTTON (top));
  else if (GTK_IS_SPIN_BUTTON (top))
    g_signal_connect (top, "value-changed", G_CALLBACK (say_number), NULL);
  else if (GTK_IS_STACK (top))
    amend_stack (GTK_STACK (top));
  else if (GTK_IS_POPOVER_MENU (top))
    amend_menu (top);
  else if (GTK_IS_EXPANDER (top))
    amend_expander (GTK_EXPANDER (top));
  else if (GTK_IS_SCROLLED_WINDOW (top)) /* as in 4.8; later it is generic, and such things have no name */
    g_object_set (top, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL; child = gtk_widget_get_next_sibling (child))
    sft_accessible_amend (child);
}

static void
hide_pages (GtkStack *stack)
{
  GtkWidget *top = gtk_stack_get_visible_child (stack);
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, page != top, -1);
}

void
sft_accessible_hide_pages (GtkStack *stack)
{
  g_return_if_fail (GTK_IS_STACK (stack));
  GtkSelectionModel *pages = gtk_stack_get_pages (stack);
  g_object_set_data_full (G_OBJECT (stack), PAGES, pages, g_object_unref);
  g_signal_connect_object (pages, "items-changed", G_CALLBACK (hide_pages), stack, G_CONNECT_SWAPPED);
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (hide_pages), NULL);
  hide_pages (stack);
}
