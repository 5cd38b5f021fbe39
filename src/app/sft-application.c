/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-application.h"

#include <glib-unix.h>
#include <signal.h>

#include "sft-app-private.h"
#include "sft-shortcuts.h"
#include "sft-state.h"
#include "sft-window.h"

/* How a session, a shell and a terminal that closes end what they started. */
static const int endings[] = { SIGTERM, SIGINT, SIGHUP };

struct _SftApplication
{
  GtkApplication parent_instance;

  SftSettings *settings;
  SftColorScheme *scheme;
  SftSavedStates *saved;
  SftStudyData *study;
  GtkCssProvider *css;
  const SftDemo *demo; /* asked for before there was a window */
  gboolean concept;
  SftState *opened; /* the same, with values; NULL: none */
  guint signals[G_N_ELEMENTS (endings)];
};

G_DEFINE_FINAL_TYPE (SftApplication, sft_application, GTK_TYPE_APPLICATION)

static SftWindow *
get_window (SftApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (SFT_IS_WINDOW (item->data))
      return item->data;
  return NULL;
}

static void
open_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SftApplication *self = data;
  gboolean concept;
  const SftDemo *demo = sft_demo_parse (g_variant_get_string (parameter, NULL), &concept, NULL);
  SftWindow *window = get_window (self);
  if (demo == NULL)
    return; /* not from this program: it asks only for demos that exist */
  if (window != NULL)
    {
      sft_window_open (window, demo, concept);
      return;
    }
  g_clear_pointer (&self->opened, sft_state_free);
  self->demo = demo;
  self->concept = concept;
}

static void
open_state (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SftApplication *self = data;
  g_autoptr (SftState) state = sft_state_from_json (g_variant_get_string (parameter, NULL), -1, NULL);
  SftWindow *window = get_window (self);
  if (state == NULL)
    return; /* not from this program: it asks only for states that it has judged */
  if (window != NULL)
    {
      sft_window_open_state (window, state);
      return;
    }
  g_clear_pointer (&self->opened, sft_state_free);
  self->opened = g_steal_pointer (&state);
}

/* The actions of the desktop entry bring the window with them. */
static void
continue_work (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_activate (G_APPLICATION (data));
}

static void
open_first_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  sft_application_request (SFT_APPLICATION (data), sft_demos (&(gsize){ 0 }), FALSE, NULL);
  g_application_activate (G_APPLICATION (data));
}

static void
choose_appearance (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SftApplication *self = data;
  const char *choice = g_variant_get_string (parameter, NULL);
  g_simple_action_set_state (action, parameter);
  sft_color_scheme_choose (self->scheme, choice);
  sft_settings_set_string (self->settings, "appearance", choice);
}

static void
choose_start (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SftApplication *self = data;
  g_simple_action_set_state (action, parameter);
  sft_settings_set_boolean (self->settings, "start-fresh", g_variant_get_boolean (parameter));
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_show_about_dialog (GTK_WINDOW (get_window (data)), "program-name", _ ("SFT Lab"), "logo-icon-name",
                         APPLICATION_ID, "version", PACKAGE_VERSION, "comments",
                         _ ("Study supervised fine-tuning by turning its numbers: 25 demos of loss, masks, curves, "
                            "thresholds and feedback."),
                         "license-type", GTK_LICENSE_GPL_3_0, "title", _ ("About SFT Lab"), NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* Closing keeps the window's size and place. */
  SftWindow *window = get_window (data);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (G_APPLICATION (data));
}

static const GActionEntry actions[] = {
  { "open-demo", open_demo, "s", NULL, NULL, { 0 } },
  { "open-state", open_state, "s", NULL, NULL, { 0 } },
  { "continue", continue_work, NULL, NULL, NULL, { 0 } },
  { "first-demo", open_first_demo, NULL, NULL, NULL, { 0 } },
  { "appearance", choose_appearance, "s", "'system'", NULL, { 0 } },
  { "start-fresh", NULL, NULL, "false", choose_start, { 0 } },
  { "about", about, NULL, NULL, NULL, { 0 } },
  { "quit", quit, NULL, NULL, NULL, { 0 } },
};

static void
forget_signals (SftApplication *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
}

/* As if the learner had closed the window; a second signal ends the program at once. */
static gboolean
told_to_end (gpointer data)
{
  forget_signals (data);
  g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_CONTINUE; /* it is removed already */
}

static void
hear_signals (SftApplication *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      struct sigaction before;
      /* Who started it may want it to go on. */
      if (sigaction (endings[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        self->signals[i] = g_unix_signal_add (endings[i], told_to_end, self);
    }
}

static void
sft_application_startup (GApplication *application)
{
  SftApplication *self = SFT_APPLICATION (application);
  G_APPLICATION_CLASS (sft_application_parent_class)->startup (application);

  self->settings = sft_settings_new ();
  self->css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->css, SFT_RESOURCE_PATH "style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  for (const SftShortcut *shortcut = sft_shortcuts_table (); shortcut->action != NULL; shortcut++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (self), shortcut->action,
        (const char *[]){ shortcut->accelerator, shortcut->other_accelerator, NULL });

  g_autofree char *appearance = sft_settings_get_string (self->settings, "appearance");
  self->scheme = sft_color_scheme_new (gtk_settings_get_default ());
  sft_color_scheme_choose (self->scheme, appearance);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "appearance");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (appearance));
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "start-fresh");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (sft_settings_get_boolean (self->settings, "start-fresh")));
  g_autofree char *path = sft_saved_states_default_path ();
  self->saved = sft_saved_states_new (path);
  g_autofree char *folder = sft_study_data_default_folder ();
  self->study = sft_study_data_new (folder, SFT_STUDY_WRITE);
  hear_signals (self);
}

static void
sft_application_activate (GApplication *application)
{
  SftApplication *self = SFT_APPLICATION (application);
  SftWindow *window = get_window (self);
  if (window == NULL)
    {
      window = SFT_WINDOW (sft_window_new (GTK_APPLICATION (self), self->settings, self->scheme));
      sft_window_set_saved_states (window, self->saved);
      sft_window_set_study (window, self->study);
      if (self->opened != NULL)
        sft_window_open_state (window, self->opened);
      else if (self->demo != NULL)
        sft_window_open (window, self->demo, self->concept);
      else
        sft_window_resume (window);
      g_clear_pointer (&self->opened, sft_state_free);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
sft_application_shutdown (GApplication *application)
{
  SftApplication *self = SFT_APPLICATION (application);
  forget_signals (self);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->css));
  g_clear_object (&self->css);
  g_clear_pointer (&self->opened, sft_state_free);
  sft_saved_states_flush (self->saved);
  g_clear_object (&self->saved);
  sft_study_data_flush (self->study, NULL); /* the window told what went wrong before */
  g_clear_object (&self->study);
  g_clear_object (&self->scheme);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (sft_application_parent_class)->shutdown (application);
}

static void
sft_application_class_init (SftApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  application_class->startup = sft_application_startup;
  application_class->activate = sft_application_activate;
  application_class->shutdown = sft_application_shutdown;
}

static void
sft_application_init (SftApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

SftApplication *
sft_application_new (void)
{
  return g_object_new (SFT_TYPE_APPLICATION, "application-id", APPLICATION_ID, NULL);
}

void
sft_application_request (SftApplication *self, const SftDemo *demo, gboolean concept, SftValues *values)
{
  g_return_if_fail (SFT_IS_APPLICATION (self));
  if (demo == NULL)
    return;
  if (values != NULL)
    {
      g_autofree char *state = sft_state_to_json (demo, concept, values);
      g_action_group_activate_action (G_ACTION_GROUP (self), "open-state", g_variant_new_string (state));
      return;
    }
  g_autofree char *view = g_strdup_printf (concept ? "%d/concept" : "%d", demo->number);
  g_action_group_activate_action (G_ACTION_GROUP (self), "open-demo", g_variant_new_string (view));
}
