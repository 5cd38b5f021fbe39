/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-text-widgets.h"

#include "sft-accessible.h"

#define READABLE_CHARS 80

GtkWidget *
sft_paragraph_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), READABLE_CHARS);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  return label;
}

GtkWidget *
sft_mnemonic_button_new (const char *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *text = gtk_label_new_with_mnemonic (label);

  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, text, NULL, -1);
  return button;
}

/* Letters and digits that Unicode has once more for mathematics. */
#define MATH_FIRST 0x1D400
#define MATH_LAST 0x1D7FF
/* Not <sub>, of which Pango 1.50 warns in lines that end with an ellipsis. */
#define SUBSCRIPT "<span size=\"75%%\" rise=\"-2500\">%s</span>"

char *
sft_title_markup (const char *title)
{
  g_return_val_if_fail (title != NULL, NULL);
  GString *markup = g_string_new (NULL);

  for (const char *at = title; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean lowered = at > title && *at == '_' && at[1] != '\0';
      if (lowered)
        at++;
      g_autofree char *escaped = g_markup_escape_text (at, g_utf8_next_char (at) - at);
      g_string_append_printf (markup, lowered ? SUBSCRIPT : "%s", escaped);
    }
  return g_string_free (markup, FALSE);
}

char *
sft_title_words (const char *title)
{
  g_return_val_if_fail (title != NULL, NULL);
  GString *words = g_string_new (NULL);

  for (const char *at = title; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      if (letter >= MATH_FIRST && letter <= MATH_LAST)
        g_unichar_fully_decompose (letter, TRUE, &letter, 1);
      g_string_append_unichar (words, letter == '_' ? ' ' : letter);
    }
  return g_string_free (words, FALSE);
}

char *
sft_label_with_unit (const char *label, const char *unit)
{
  g_return_val_if_fail (label != NULL, NULL);
  if (unit == NULL)
    return g_strdup (label);
  g_autofree char *small_unit = g_utf8_casefold (unit, -1), *small_label = g_utf8_casefold (label, -1);

  return g_str_equal (small_unit, small_label) ? g_strdup (label) : g_strdup_printf ("%s (%s)", label, unit);
}

const char *
sft_free_letter (const char *text, const char *taken)
{
  g_return_val_if_fail (text != NULL && taken != NULL, NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_unichar_toupper (g_utf8_get_char (c));
      if (g_unichar_isalpha (letter) && g_utf8_strchr (taken, -1, letter) == NULL)
        return c;
    }
  return NULL;
}

static void
name_button (GtkDropDown *drop_down, GParamSpec *pspec, const char *name)
{
  gpointer chosen = gtk_drop_down_get_selected_item (drop_down);

  g_autofree char *whole =
      GTK_IS_STRING_OBJECT (chosen) ? g_strdup_printf ("%s, %s", name, gtk_string_object_get_string (chosen)) : NULL;
  sft_accessible_name_drop_down (drop_down, whole != NULL ? whole : name);
}

void
sft_drop_down_name_button (GtkDropDown *drop_down, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (name != NULL);

  g_signal_connect_data (drop_down, "notify::selected-item", G_CALLBACK (name_button), g_strdup (name),
                         (GClosureNotify)(GCallback)g_free, 0);
  name_button (drop_down, NULL, name);
  sft_accessible_amend (GTK_WIDGET (drop_down));
}
