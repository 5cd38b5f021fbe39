/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that studies until it is killed: "hold FOLDER" only has the folder open, "type FOLDER" types and practices
 * every TICK_MS, and "save FOLDER" does so and saves at once now and then. It says on standard output what it has done
 * last. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "sft-study-data.h"
#include "study-child.h"

typedef struct
{
  SftStudyData *data;
  gint32 tick;
  gboolean save;
} Child;

static void
say (gint32 tick)
{
  g_assert_cmpint (write (STDOUT_FILENO, &tick, sizeof tick), ==, sizeof tick);
}

static gboolean
work (gpointer pointer)
{
  Child *child = pointer;
  g_autofree char *padding = g_strnfill ((gsize)g_random_int_range (0, 7000), 'x');
  g_autofree char *text = g_strdup_printf ("%d %s", child->tick + 1, padding);
  g_assert_true (sft_notes_set (sft_study_data_get_notes (child->data), 1, text, NULL, NULL));
  sft_progress_log_exercise (sft_study_data_get_progress (child->data), STUDY_CHILD_TIME);
  child->tick++;
  say (child->tick);
  if (child->save && g_random_int_range (0, 3) == 0)
    g_assert_true (sft_study_data_flush (child->data, NULL));
  return G_SOURCE_CONTINUE;
}

/* Standard input ends with the test, however that ends. */
static gboolean
end (GIOChannel *input, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 3);
  Child child = { .data = sft_study_data_new (argv[2], SFT_STUDY_WRITE), .save = g_str_equal (argv[1], "save") };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const char *text = sft_notes_get (sft_study_data_get_notes (child.data), 1);
  g_assert_false (sft_study_data_is_read_only (child.data));
  child.tick = (gint32)g_ascii_strtoll (text, NULL, 10);
  say (child.tick);
  if (!g_str_equal (argv[1], "hold"))
    g_timeout_add (STUDY_CHILD_TICK_MS, work, &child);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  g_io_add_watch (input, G_IO_HUP | G_IO_ERR | G_IO_NVAL, end, loop);
  g_main_loop_run (loop);
  g_object_unref (child.data);
  return 0;
}
