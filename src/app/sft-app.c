/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-app.h"

#include "sft-app-private.h"
#include "sft-application.h"

/* gtk_init_check() without OpenGL and Vulkan. All that this program shows is drawn by Cairo; GTK would all the same
 * load and start a graphics driver before the first window (45 ms and 10 MiB with Mesa's software driver), to copy what
 * Cairo drew into it. There is no call for this, only the environment, of which as much as can be is put back: programs
 * started from here have nothing to do with it. Who asks for another renderer by GSK_RENDERER gets it. */
static gboolean
init_gtk (void)
{
  const char *name = gtk_get_minor_version () < 16 ? "GDK_DEBUG" : "GDK_DISABLE";
  const char *renderer = g_getenv ("GSK_RENDERER");
  g_autofree char *before = g_strdup (g_getenv (name));
  g_autofree char *without = g_strconcat (before != NULL ? before : "", before != NULL && *before != '\0' ? "," : "",
                                          gtk_get_minor_version () < 16 ? "gl-disable" : "gl,vulkan", NULL);

  if (renderer != NULL && *renderer != '\0' && !g_str_equal (renderer, "cairo"))
    return gtk_init_check ();
  g_setenv ("GSK_RENDERER", "cairo", TRUE); /* stays: it is read for each window */
  g_setenv (name, without, TRUE);
  gboolean has_display = gtk_init_check ();
  if (before != NULL)
    g_setenv (name, before, TRUE);
  else
    g_unsetenv (name);
  return has_display;
}

static int
run (const SftDemo *demo, gboolean concept, SftValues *values, GApplicationFlags flags)
{
  /* GTK itself would end the program with a message of its own. */
  if (!init_gtk ())
    {
      g_printerr ("sft-lab: %s\n",
                  _ ("there is no display to open a window on; sft-lab --help lists what works without"));
      return 1;
    }
  g_autoptr (SftApplication) application = sft_application_new ();
  g_autoptr (GError) error = NULL;
  g_application_set_flags (G_APPLICATION (application), flags);
  g_set_application_name (_ ("SFT Lab"));
  gtk_window_set_default_icon_name (APPLICATION_ID);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("sft-lab: %s\n", error->message);
      return 1;
    }
  sft_application_request (application, demo, concept, values);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

int
sft_app_run (const SftDemo *demo, gboolean concept, SftValues *values)
{
  return run (demo, concept, values, G_APPLICATION_DEFAULT_FLAGS);
}

int
sft_app_run_service (void)
{
  return run (NULL, FALSE, NULL, G_APPLICATION_IS_SERVICE);
}
