/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-print.h"

#include "sft-app-private.h"
#include "sft-print-page.h"

#define KEY "print-choices"
#define SETUP_GROUP "Page Setup"
#define PRINTER_GROUP "Print Settings"

static GKeyFile *
load_choices (SftSettings *settings)
{
  g_autofree char *text = sft_settings_get_string (settings, KEY);
  GKeyFile *choices = g_key_file_new ();
  /* What cannot be read is as if nothing was chosen. */
  g_key_file_load_from_data (choices, text, (gsize)-1, G_KEY_FILE_NONE, NULL);
  return choices;
}

GtkPageSetup *
sft_print_load_page_setup (SftSettings *settings)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (settings), NULL);
  g_autoptr (GKeyFile) choices = load_choices (settings);
  return gtk_page_setup_new_from_key_file (choices, SETUP_GROUP, NULL);
}

void
sft_print_keep_choices (SftSettings *settings, GtkPageSetup *setup, GtkPrintSettings *printer)
{
  g_return_if_fail (SFT_IS_SETTINGS (settings));
  /* They belong to one print, not to the next. */
  static const char *const once[] = { GTK_PRINT_SETTINGS_N_COPIES, GTK_PRINT_SETTINGS_PRINT_PAGES,
                                      GTK_PRINT_SETTINGS_PAGE_RANGES, GTK_PRINT_SETTINGS_OUTPUT_URI,
                                      GTK_PRINT_SETTINGS_OUTPUT_BASENAME };
  g_autoptr (GKeyFile) choices = load_choices (settings);
  if (setup != NULL)
    gtk_page_setup_to_key_file (setup, choices, SETUP_GROUP);
  if (printer != NULL)
    {
      g_autoptr (GtkPrintSettings) kept = gtk_print_settings_copy (printer);
      for (gsize i = 0; i < G_N_ELEMENTS (once); i++)
        gtk_print_settings_unset (kept, once[i]);
      gtk_print_settings_to_key_file (kept, choices, PRINTER_GROUP);
    }
  g_autofree char *text = g_key_file_to_data (choices, NULL, NULL);
  sft_settings_set_string (settings, KEY, text);
}

static void
begin (GtkPrintOperation *operation, GtkPrintContext *context, SftPrintPage *page)
{
  PangoContext *text = gtk_print_context_create_pango_context (context);
  int n_pages = sft_print_page_paginate (page, text, gtk_print_context_get_width (context),
                                         gtk_print_context_get_height (context));
  g_object_unref (text);
  gtk_print_operation_set_n_pages (operation, n_pages);
}

static void
draw (GtkPrintOperation *operation, GtkPrintContext *context, int number, SftPrintPage *page)
{
  sft_print_page_draw (page, gtk_print_context_get_cairo_context (context), number);
}

GtkPrintOperation *
sft_print_operation_new (SftDemoState *state, SftSettings *settings)
{
  g_return_val_if_fail (SFT_IS_SETTINGS (settings), NULL);
  SftPrintPage *page = sft_print_page_new (state);
  g_return_val_if_fail (page != NULL, NULL);
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_object_set_data_full (G_OBJECT (operation), "sft-print-page", page, (GDestroyNotify)sft_print_page_free);
  g_autoptr (GKeyFile) choices = load_choices (settings);
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new_from_key_file (choices, SETUP_GROUP, NULL);
  g_autoptr (GtkPrintSettings) printer = gtk_print_settings_new_from_key_file (choices, PRINTER_GROUP, NULL);
  if (setup != NULL)
    gtk_print_operation_set_default_page_setup (operation, setup);
  if (printer != NULL)
    gtk_print_operation_set_print_settings (operation, printer);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, sft_print_page_get_title (page));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin), page);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw), page);
  return operation;
}

char *
sft_print_missing_viewer (GtkSettings *settings)
{
  g_return_val_if_fail (GTK_IS_SETTINGS (settings), NULL);
  g_autofree char *command = NULL;
  g_auto (GStrv) words = NULL;
  /* In a sandbox the desktop shows it. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return NULL;
  g_object_get (settings, "gtk-print-preview-command", &command, NULL);
  if (command == NULL || !g_shell_parse_argv (command, NULL, &words, NULL))
    return g_strdup (command != NULL ? command : "");
  g_autofree char *program = g_find_program_in_path (words[0]);
  return program == NULL ? g_strdup (words[0]) : NULL;
}

static void
say (SftWindow *window, const char *text)
{
  sft_message_show (sft_window_get_message (window), text, NULL, NULL, NULL, NULL);
}

static void
done (GtkPrintOperation *operation, GtkPrintOperationResult result, SftWindow *window)
{
  g_autoptr (GError) error = NULL;
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_autofree char *text =
          g_strdup_printf (_ ("It could not be printed: %s"), error != NULL ? error->message : _ ("reason unknown"));
      say (window, text);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    sft_print_keep_choices (sft_window_get_settings (window), gtk_print_operation_get_default_page_setup (operation),
                            gtk_print_operation_get_print_settings (operation));
}

void
sft_print_run (SftWindow *window, gboolean preview)
{
  g_return_if_fail (SFT_IS_WINDOW (window));
  SftDemoState *state = sft_window_get_state (window);
  if (state == NULL || sft_demo_state_get_result (state) == NULL)
    return;
  g_autofree char *missing = preview ? sft_print_missing_viewer (gtk_widget_get_settings (GTK_WIDGET (window))) : NULL;
  if (missing != NULL)
    {
      /* Translators: the name of a program. */
      g_autofree char *text = g_strdup_printf (
          _ ("A preview needs the program “%s”, which is not installed. Print… can save the page as a PDF."), missing);
      say (window, text);
      return;
    }
  g_autoptr (GtkPrintOperation) operation = sft_print_operation_new (state, sft_window_get_settings (window));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (done), window, 0);
  /* How it ends is told by "done". */
  gtk_print_operation_run (operation,
                           preview ? GTK_PRINT_OPERATION_ACTION_PREVIEW : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (window), NULL);
}
