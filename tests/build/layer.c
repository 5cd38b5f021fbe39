/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One program for each layer: it links its own layer whole and only the layers below. That it links at all
 * is the proof that the layer calls nothing above it; the rest is seen from inside. */
#define _GNU_SOURCE /* dl_iterate_phdr (), RTLD_DEFAULT */
#include <dlfcn.h>
#include <link.h>

#include <glib.h>

typedef struct
{
  const char *layer, *symbol; /* a function that only this layer has */
  const char *strange;        /* libraries that no program up to this layer may load */
} Layer;

/* From the lowest to the highest; cli and app stand side by side. */
static const Layer layers[] = {
  { "core", "sft_log_sum_exp", "libcairo. libpango libpng libgtk libgdk" },
  { "plot", "sft_layout_new", "libgtk libgdk-" },
  { "labs", "sft_demos", "libgtk libgdk-" },
  { "study", "sft_saved_states_new", "libgtk libgdk-" },
  { "cli", "sft_cli_run", "libgtk libgdk-" },
  { "app", "sft_app_run", "" },
};

static const Layer *
own_layer (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    if (g_str_equal (layers[i].layer, LAYER))
      return &layers[i];
  g_error ("no such layer: %s", LAYER);
}

static void
test_whole (void)
{
  g_assert_nonnull (dlsym (RTLD_DEFAULT, own_layer ()->symbol));
}

/* Nothing of the layers above, and nothing of the one beside. */
static void
test_nothing_above (void)
{
  const Layer *own = own_layer ();

  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      gboolean beside = g_str_equal (LAYER, "app") && g_str_equal (layers[i].layer, "cli");

      if (&layers[i] <= own && !beside)
        continue;
      if (dlsym (RTLD_DEFAULT, layers[i].symbol) != NULL)
        g_test_message ("%s is here, of the layer %s", layers[i].symbol, layers[i].layer);
      g_assert_null (dlsym (RTLD_DEFAULT, layers[i].symbol));
    }
}

static int
find_strange_library (struct dl_phdr_info *info, gsize size, gpointer data)
{
  const char *const *strange = data;
  g_autofree char *name = g_path_get_basename (info->dlpi_name);

  for (gsize i = 0; strange[i] != NULL; i++)
    if (*strange[i] != '\0' && g_str_has_prefix (name, strange[i]))
      {
        g_test_message ("%s is loaded", info->dlpi_name);
        return 1;
      }
  return 0;
}

static void
test_libraries (void)
{
  g_auto (GStrv) strange = g_strsplit (own_layer ()->strange, " ", -1);

  g_assert_cmpint (dl_iterate_phdr (find_strange_library, strange), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer/" LAYER "/whole", test_whole);
  g_test_add_func ("/layer/" LAYER "/nothing-above", test_nothing_above);
  g_test_add_func ("/layer/" LAYER "/libraries", test_libraries);
  return g_test_run ();
}
