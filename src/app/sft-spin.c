/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-spin.h"

#include <math.h>
#include <string.h>

typedef struct
{
  SftSpinRefused refused;
  gpointer data;
} Refusal;

static void
refusal_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
sft_widget_ignore_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);
      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_widget_remove_controller (widget, controller);
    }
}

char *
sft_spin_format (double value, int digits)
{
  char *text = g_strdup_printf ("%.*f", digits, value);
  for (int precision = 1; precision <= 17 && g_strtod (text, NULL) != value; precision++)
    {
      g_free (text);
      text = g_strdup_printf ("%.*g", precision, value);
    }
  return text;
}

static gboolean
show_value (GtkSpinButton *spin, gpointer data)
{
  g_autofree char *text = sft_spin_format (gtk_spin_button_get_value (spin), GPOINTER_TO_INT (data));
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* Signals an unreadable or impossible number instead of quietly taking the nearest possible one. */
static int
read_value (GtkSpinButton *spin, double *value, gpointer data)
{
  const Refusal *refusal = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))));
  char *end = NULL;
  double lower, upper;
  gtk_spin_button_get_range (spin, &lower, &upper);
  *value = g_strtod (text, &end);
  gboolean whole = gtk_spin_button_get_digits (spin) > 0 || *value == floor (*value);
  if (*text != '\0' && *end == '\0' && isfinite (*value) && *value >= lower && *value <= upper && whole)
    return TRUE;
  /* GTK takes this value even after an error. */
  *value = gtk_spin_button_get_value (spin);
  refusal->refused (spin, text, refusal->data);
  return GTK_INPUT_ERROR;
}

static void
show_buttons (GtkWidget *spin, gboolean shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_visible (child, shown);
}

static void
focus_entered (GtkEventControllerFocus *controller, gpointer data)
{
  show_buttons (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), TRUE);
}

static void
focus_left (GtkEventControllerFocus *controller, gpointer data)
{
  show_buttons (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), FALSE);
}

static int
width_in_characters (GtkAdjustment *adjustment, int digits)
{
  g_autofree char *low = sft_spin_format (gtk_adjustment_get_lower (adjustment), digits);
  g_autofree char *high = sft_spin_format (gtk_adjustment_get_upper (adjustment), digits);
  return CLAMP ((int)MAX (strlen (low), strlen (high)), 2, 6);
}

GtkWidget *
sft_spin_new (GtkAdjustment *adjustment, int digits, gboolean compact, SftSpinRefused refused, gpointer data)
{
  GtkWidget *spin = gtk_spin_button_new (adjustment, 0, digits);
  GtkEditable *editable = GTK_EDITABLE (spin);
  sft_widget_ignore_wheel (spin);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_editable_set_alignment (editable, 1);
  g_signal_connect (spin, "output", G_CALLBACK (show_value), GINT_TO_POINTER (digits));
  if (refused != NULL)
    {
      Refusal *refusal = g_new (Refusal, 1);
      *refusal = (Refusal){ refused, data };
      g_signal_connect_data (spin, "input", G_CALLBACK (read_value), refusal, refusal_free, 0);
    }
  if (compact)
    {
      int characters = width_in_characters (adjustment, digits);
      gtk_widget_add_css_class (spin, "cell");
      gtk_editable_set_width_chars (editable, characters);
      gtk_editable_set_max_width_chars (editable, characters);
      show_buttons (spin, FALSE);
      GtkEventController *focus = gtk_event_controller_focus_new ();
      g_signal_connect (focus, "enter", G_CALLBACK (focus_entered), NULL);
      g_signal_connect (focus, "leave", G_CALLBACK (focus_left), NULL);
      gtk_widget_add_controller (spin, focus);
    }
  else
    gtk_editable_set_width_chars (editable, 6);
  return spin;
}
