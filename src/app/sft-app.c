/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-app.h"

#include "sft-app-private.h"
#include "sft-application.h"

static int
run (const SftDemo *demo, gboolean concept, SftValues *values, GApplicationFlags flags)
{
  /* GTK itself would end the program with a message of its own. */
  if (!gtk_init_check ())
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
