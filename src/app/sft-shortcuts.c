/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-shortcuts.h"

#include "sft-app-private.h"
#include "sft-text.h"

struct _SftShortcuts
{
  GtkWindow parent_instance;
  GtkWidget *grid;
};

/* In characters: two columns of them fit into 1024 pixels in every language. */
#define LONGEST_LINE 30

static const SftShortcut table[] = {
  { "win.search", "<Control>f", N_ ("Search demos") },
  { "win.lesson", "<Alt>Home", N_ ("The lesson") },
  { "win.practice", "<Control><Shift>p", N_ ("Practice") },
  { "win.next-demo", "<Control>Page_Down", N_ ("Next demo") },
  { "win.previous-demo", "<Control>Page_Up", N_ ("Previous demo") },
  { "win.undo", "<Control>z", N_ ("Undo") },
  { "win.redo", "<Control><Shift>z", N_ ("Redo"), "<Control>y" },
  { "win.pin", "<Control>k", N_ ("Pin the result to compare with") },
  { "win.reset", "<Control>r", N_ ("Reset all parameters") },
  { "win.export", "<Control>e", N_ ("Export the figure") },
  { "win.print", "<Control>p", N_ ("Print") },
  { "win.open-figure", "<Control>o", N_ ("Open an exported figure") },
  { "win.copy-figure", "<Control><Shift>c", N_ ("Copy the figure") },
  { "win.copy-command", "<Control><Shift>l", N_ ("Copy as a command line") },
  { "win.copy-numpy", "<Control><Shift>n", N_ ("Copy as a NumPy program") },
  { "win.sidebar", "F9", N_ ("Show or hide the list of demos") },
  { "win.panel", "<Shift>F9", N_ ("Show or hide the parameters") },
  { "win.help", "F1", N_ ("Help on the demo in view: its lesson") },
  { "win.shortcuts", "<Control>question", N_ ("Keyboard shortcuts") },
  { "window.close", "<Control>w", N_ ("Close the window") },
  { "app.quit", "<Control>q", N_ ("Quit") },
  { NULL },
};

/* What widgets do with keys of their own. */
static const SftShortcut other_keys[] = {
  { NULL, "F6", N_ ("Next part of the window") },
  { NULL, "F10", N_ ("Menu") },
  { NULL, "<Alt>1...6", N_ ("A page below the figure") },
  { NULL, "Left Right Up Down", N_ ("Figure: to another point, cell or line") },
  { NULL, "Home End", N_ ("Figure: first or last one of the row") },
  { NULL, "Page_Up Page_Down", N_ ("Figure: another series or panel") },
  { NULL, "plus minus", N_ ("Figure: change a value, move a line") },
  { NULL, "space", N_ ("Figure: switch a cell of a mask") },
  { NULL, "Escape", N_ ("Figure: leave the point") },
};

G_DEFINE_FINAL_TYPE (SftShortcuts, sft_shortcuts, GTK_TYPE_WINDOW)

static void
sft_shortcuts_class_init (SftShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_set_template_from_resource (widget_class, SFT_RESOURCE_PATH "sft-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, SftShortcuts, grid);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* In two columns of so many rows: in one they would be higher than a small screen. */
static void
add_shortcut (SftShortcuts *self, const SftShortcut *shortcut, int n, int rows)
{
  GtkWidget *label = gtk_label_new (_ (shortcut->label));
  GtkWidget *keys = gtk_shortcut_label_new (shortcut->accelerator);
  int column = n / rows * 2;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* What wraps is never narrower than its longest line: GTK 4.18 warns of a window whose least height is that of a
   * width which it never has. */
  if (g_utf8_strlen (_ (shortcut->label), -1) > LONGEST_LINE)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), LONGEST_LINE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), LONGEST_LINE);
    }
  gtk_widget_set_halign (keys, GTK_ALIGN_START);
  gtk_widget_set_margin_start (keys, column > 0 ? 18 : 0);
  gtk_grid_attach (GTK_GRID (self->grid), keys, column, n % rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), label, column + 1, n % rows, 1, 1);
}

static void
sft_shortcuts_init (SftShortcuts *self)
{
  int n = 0, all = (int)(G_N_ELEMENTS (table) - 1 + G_N_ELEMENTS (other_keys));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (const SftShortcut *shortcut = table; shortcut->action != NULL; shortcut++)
    add_shortcut (self, shortcut, n++, (all + 1) / 2);
  for (gsize i = 0; i < G_N_ELEMENTS (other_keys); i++)
    add_shortcut (self, &other_keys[i], n++, (all + 1) / 2);
}

GtkWidget *
sft_shortcuts_new (GtkWindow *parent)
{
  return g_object_new (SFT_TYPE_SHORTCUTS, "transient-for", parent, NULL);
}

const SftShortcut *
sft_shortcuts_table (void)
{
  return table;
}
