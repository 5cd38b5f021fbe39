/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that change faster than they can be computed: one thread, one change that waits, and the last one wins. No
 * display is needed. */
#include "config.h"

#include "sft-demo-state.h"

#define CHANGES 200
#define LOOK_US 1000

/* What the threads of the lab below do; compute is given nothing but values. */
static struct
{
  int running, most, begun; /* atomic */
  int blind;                /* atomic: a lab that does not look whether it is still wanted */
} threads;

static double
much (const SftValues *values)
{
  return 100 * SFT_INLINE_COST;
}

static SftResult *compute_slowly (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error);

static const SftParam params[] = { { .id = "x",
                                     .label = "x",
                                     .help = "A number.",
                                     .kind = SFT_INTEGER,
                                     .minimum = 0,
                                     .maximum = CHANGES,
                                     .step = 1,
                                     .initial = "0" },
                                   { .id = NULL } };
static const SftReadoutSpec readouts[] = {
  { .id = "y", .label = "y", .help = "The number.", .kind = SFT_READOUT_NUMBER }, { .id = NULL }
};
static const SftLab lab = { .id = "slow",
                            .title = "slow",
                            .about = "Takes its time.",
                            .formula = "y = x",
                            .spec = { .params = params },
                            .readouts = readouts,
                            .cost = much,
                            .compute = compute_slowly };
static const SftDemo demo = { .number = 1, .section = "Section", .title = "Slow", .slug = "slow", .notebook = &lab };

static SftResult *
compute_slowly (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  SftResult *result = NULL;
  int running = g_atomic_int_add (&threads.running, 1) + 1;
  if (running > g_atomic_int_get (&threads.most))
    g_atomic_int_set (&threads.most, running);
  g_atomic_int_inc (&threads.begun);
  while (g_atomic_int_get (&threads.blind))
    g_usleep (LOOK_US);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_autoptr (SftFigure) figure = sft_figure_new (sft_text ("Slow"), sft_text ("It took its time."));
      result = sft_result_new (&lab, sft_figure_ref (figure));
      sft_result_set (result, "y", sft_values_get (values, "x"));
    }
  g_atomic_int_add (&threads.running, -1);
  return result;
}

static void
count_result (SftDemoState *state, guint *results)
{
  ++*results;
}

static void
wait_until_done (SftDemoState *state)
{
  while (sft_demo_state_get_busy (state))
    g_main_context_iteration (NULL, TRUE);
}

static double
y_of (SftDemoState *state)
{
  return sft_result_find (sft_demo_state_get_result (state), "y")->values[0];
}

static void
start (void)
{
  g_atomic_int_set (&threads.most, 0);
  g_atomic_int_set (&threads.begun, 0);
  g_atomic_int_set (&threads.blind, TRUE);
}

static void
test_held (void)
{
  g_autoptr (SftDemoState) state = sft_demo_state_new (&demo, FALSE);
  guint results = 0;
  g_signal_connect (state, "result", G_CALLBACK (count_result), &results);
  start ();
  for (int i = 1; i <= CHANGES; i++)
    {
      g_assert_true (sft_demo_state_set (state, "x", 0, 0, i));
      sft_demo_state_update (state);
      g_assert_true (sft_demo_state_get_busy (state));
      if (g_test_rand_bit ())
        g_usleep (LOOK_US);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpuint (results, ==, 0);
  g_assert_cmpint (g_atomic_int_get (&threads.begun), <=, 1);
  g_atomic_int_set (&threads.blind, FALSE);
  wait_until_done (state);
  g_assert_cmpuint (results, ==, 1);
  g_assert_cmpfloat (y_of (state), ==, CHANGES);
  g_assert_cmpint (g_atomic_int_get (&threads.most), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&threads.begun), ==, 2);
}

/* What is left takes its waiting change along, and can be come back to. */
static void
test_forget (void)
{
  g_autoptr (SftDemoState) state = sft_demo_state_new (&demo, FALSE);
  start ();
  for (int i = 1; i <= 3; i++)
    {
      g_assert_true (sft_demo_state_set (state, "x", 0, 0, i));
      sft_demo_state_update (state);
    }
  sft_demo_state_forget (state);
  g_assert_false (sft_demo_state_get_busy (state));
  g_atomic_int_set (&threads.blind, FALSE);
  sft_demo_state_update (state);
  g_assert_true (sft_demo_state_get_busy (state));
  wait_until_done (state);
  g_assert_cmpfloat (y_of (state), ==, 3);
  g_assert_cmpint (g_atomic_int_get (&threads.most), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&threads.begun), ==, 2);
}

/* A state that goes while its thread computes. */
static void
test_end (void)
{
  SftDemoState *state = sft_demo_state_new (&demo, FALSE);
  start ();
  for (int i = 1; i <= 3; i++)
    {
      g_assert_true (sft_demo_state_set (state, "x", 0, 0, i));
      sft_demo_state_update (state);
    }
  while (g_atomic_int_get (&threads.begun) == 0)
    g_usleep (LOOK_US);
  g_assert_finalize_object (state);
  g_atomic_int_set (&threads.blind, FALSE);
  while (g_atomic_int_get (&threads.running) > 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_atomic_int_get (&threads.begun), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/held", test_held);
  g_test_add_func ("/worker/forget", test_forget);
  g_test_add_func ("/worker/end", test_end);
  return g_test_run ();
}
