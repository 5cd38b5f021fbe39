/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo against a plain list, and through the state. No display is needed. */
#include "config.h"

#include "sft-demo-state.h"
#include "sft-history.h"

/* The reference: all values there were, where we stand, and what makes the last step take more. */
typedef struct
{
  GPtrArray *list; /* of SftValues */
  guint at;
  char *control;
  gint64 time;
  gboolean in_gesture, in_step;
} Reference;

static void
reference_add (Reference *self, SftValues *values, const char *control, gint64 time)
{
  SftValues *now = self->list->pdata[self->at];
  if (sft_values_same (values, now, NULL))
    return;
  g_ptr_array_set_size (self->list, (int)self->at + 1);
  gboolean merges = self->in_gesture ? self->in_step
                                     : self->control != NULL && g_strcmp0 (self->control, control) == 0
                                           && time - self->time <= G_TIME_SPAN_SECOND;
  if (merges)
    g_ptr_array_set_size (self->list, (int)self->at);
  else
    {
      self->at++;
      self->in_step = self->in_gesture;
      g_free (self->control);
      self->control = self->in_gesture ? NULL : g_strdup (control);
    }
  self->time = time;
  if (sft_values_same (values, self->list->pdata[self->at - 1], NULL))
    {
      self->at--;
      self->in_step = FALSE;
      g_clear_pointer (&self->control, g_free);
    }
  else
    g_ptr_array_add (self->list, sft_values_ref (values));
}

static void
reference_move (Reference *self, int by)
{
  int to = (int)self->at + by;
  if (to < 0 || to >= (int)self->list->len)
    return;
  self->at = (guint)to;
  self->in_step = FALSE;
  g_clear_pointer (&self->control, g_free);
}

static void
reference_gesture (Reference *self, gboolean on)
{
  self->in_gesture = on;
  self->in_step = FALSE;
  g_clear_pointer (&self->control, g_free);
}

static SftValues *
random_change (SftValues *base, const char **control)
{
  static const char *const ids[] = { "steps", "overfit_onset", "overfit_slope" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SftEdit) edit = sft_edit_new (base);
  *control = ids[g_test_rand_int_range (0, G_N_ELEMENTS (ids))];
  /* Few values, so that changes lead back now and then. */
  double value =
      g_str_equal (*control, "overfit_slope") ? g_test_rand_int_range (0, 3) / 8.0 : 40 + g_test_rand_int_range (0, 3);
  g_assert_true (sft_edit_set (edit, *control, 0, 0, value, &error));
  SftValues *values = sft_edit_commit (g_steal_pointer (&edit), &error);
  g_assert_no_error (error);
  if (g_test_rand_int_range (0, 8) == 0)
    *control = NULL;
  return values;
}

static void
check_values (SftValues *values, SftValues *expected)
{
  g_assert_cmpint (values == NULL, ==, expected == NULL);
  g_assert_true (values == NULL || sft_values_same (values, expected, NULL));
}

static void
act (SftHistory *history, Reference *reference, gint64 *time)
{
  int what = g_test_rand_int_range (0, 10);
  *time += g_test_rand_int_range (0, (int)(1.5 * G_TIME_SPAN_SECOND));
  if (what < 6)
    {
      const char *control;
      g_autoptr (SftValues) values = random_change (sft_history_get_now (history), &control);
      sft_history_add (history, values, control, *time);
      reference_add (reference, values, control, *time);
    }
  else if (what < 8)
    {
      SftValues *expected = reference->at > 0 ? reference->list->pdata[reference->at - 1] : NULL;
      check_values (sft_history_undo (history), expected);
      reference_move (reference, -1);
    }
  else if (what < 9)
    {
      gboolean last = reference->at + 1 == reference->list->len;
      check_values (sft_history_redo (history), last ? NULL : reference->list->pdata[reference->at + 1]);
      reference_move (reference, 1);
    }
  else
    {
      gboolean begins = !sft_history_in_gesture (history);
      begins ? sft_history_begin_gesture (history) : sft_history_end_gesture (history);
      reference_gesture (reference, begins);
    }
}

static void
test_random (void)
{
  for (int run = 0; run < 200; run++)
    {
      g_autoptr (SftValues) defaults = sft_demo_defaults (sft_demo_find (3), FALSE);
      g_autoptr (SftHistory) history = sft_history_new (defaults);
      Reference reference = { .list = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_values_unref) };
      g_ptr_array_add (reference.list, sft_values_ref (defaults));
      gint64 time = 1000;
      for (int i = 0; i < 100; i++)
        {
          act (history, &reference, &time);
          g_assert_true (sft_values_same (sft_history_get_now (history), reference.list->pdata[reference.at], NULL));
          g_assert_cmpint (sft_history_can_undo (history), ==, reference.at > 0);
          g_assert_cmpint (sft_history_can_redo (history), ==, reference.at + 1 < reference.list->len);
        }
      /* All the way back, and forth. */
      while (sft_history_can_undo (history))
        sft_history_undo (history);
      g_assert_true (sft_values_same (sft_history_get_now (history), defaults, NULL));
      while (sft_history_can_redo (history))
        sft_history_redo (history);
      g_assert_true (
          sft_values_same (sft_history_get_now (history), reference.list->pdata[reference.list->len - 1], NULL));
      g_ptr_array_unref (reference.list);
      g_free (reference.control);
    }
}

static void
test_many_steps (void)
{
  g_autoptr (SftValues) defaults = sft_demo_defaults (sft_demo_find (4), FALSE);
  g_autoptr (SftHistory) history = sft_history_new (defaults);
  for (int i = 1; i <= SFT_HISTORY_MAX_STEPS + 10; i++)
    {
      g_autoptr (SftEdit) edit = sft_edit_new (defaults);
      g_assert_true (sft_edit_set (edit, "seed", 0, 0, 42 + i, NULL));
      g_autoptr (SftValues) values = sft_edit_commit (g_steal_pointer (&edit), NULL);
      sft_history_add (history, values, NULL, i);
    }
  guint n = 0;
  for (; sft_history_can_undo (history); n++)
    sft_history_undo (history);
  g_assert_cmpuint (n, ==, SFT_HISTORY_MAX_STEPS);
  g_assert_cmpfloat (sft_values_get (sft_history_get_now (history), "seed"), ==, 52);
}

/* --- through the state --- */

static gint64 fake_time;

static gint64
fake_clock (void)
{
  return fake_time;
}

static SftDemoState *
new_state (int number, gboolean concept)
{
  SftDemoState *state = sft_demo_state_new (sft_demo_find (number), concept);
  sft_demo_state_set_clock (state, fake_clock);
  return state;
}

static double
get (SftDemoState *state, const char *id)
{
  return sft_values_get (sft_demo_state_get_values (state), id);
}

static void
test_merging (void)
{
  g_autoptr (SftDemoState) state = new_state (3, FALSE);
  fake_time = 5 * G_TIME_SPAN_SECOND;
  for (int i = 41; i <= 60; i++, fake_time += G_TIME_SPAN_SECOND / 2)
    g_assert_true (sft_demo_state_set (state, "steps", 0, 0, i));
  fake_time += 2 * G_TIME_SPAN_SECOND;
  g_assert_true (sft_demo_state_set (state, "steps", 0, 0, 61));
  g_assert_true (sft_demo_state_set (state, "overfit_onset", 0, 0, 30));
  sft_demo_state_undo (state);
  g_assert_cmpfloat (get (state, "overfit_onset"), ==, 26);
  sft_demo_state_undo (state);
  g_assert_cmpfloat (get (state, "steps"), ==, 60);
  sft_demo_state_undo (state);
  g_assert_cmpfloat (get (state, "steps"), ==, 40);
  g_assert_false (sft_demo_state_can_undo (state));
  g_assert_true (sft_demo_state_can_redo (state));
  sft_demo_state_redo (state);
  g_assert_cmpfloat (get (state, "steps"), ==, 60);
  /* Something new takes the place of what was undone. */
  g_assert_true (sft_demo_state_set (state, "steps", 0, 0, 50));
  g_assert_false (sft_demo_state_can_redo (state));
  sft_demo_state_undo (state);
  g_assert_cmpfloat (get (state, "steps"), ==, 60);
}

static void
test_gesture (void)
{
  g_autoptr (SftDemoState) state = new_state (2, FALSE);
  g_assert_false (sft_demo_state_in_gesture (state));
  sft_demo_state_begin_gesture (state);
  g_assert_true (sft_demo_state_in_gesture (state));
  for (int j = 0; j < 6; j++, fake_time += 10 * G_TIME_SPAN_SECOND)
    g_assert_true (sft_demo_state_set (state, "mask", 1, j, 1));
  sft_demo_state_end_gesture (state);
  /* The next change is a step of its own, even of the same cell at the same time. */
  g_assert_true (sft_demo_state_set (state, "mask", 1, 5, 0));
  sft_demo_state_undo (state);
  g_assert_cmpfloat (sft_demo_state_peek (state, "mask", 1, 5), ==, 1);
  sft_demo_state_undo (state);
  g_assert_true (sft_demo_state_is_default (state));
  g_assert_false (sft_demo_state_can_undo (state));

  /* A gesture that leads back is nothing to undo. */
  sft_demo_state_begin_gesture (state);
  g_assert_true (sft_demo_state_set (state, "mask", 0, 0, 1));
  g_assert_true (sft_demo_state_set (state, "mask", 0, 0, 0));
  sft_demo_state_end_gesture (state);
  g_assert_false (sft_demo_state_can_undo (state));
}

/* Resizing, reset and presets are steps; a refused value is none, and undo lets go of it. */
static void
test_steps (void)
{
  g_autoptr (SftDemoState) state = new_state (1, FALSE);
  g_autoptr (SftValues) defaults = sft_values_ref (sft_demo_state_get_values (state));
  g_assert_true (sft_demo_state_resize (state, "tokens", 7));
  g_autoptr (SftValues) resized = sft_values_ref (sft_demo_state_get_values (state));
  fake_time += 2 * G_TIME_SPAN_SECOND;
  sft_demo_state_reset (state);
  g_assert_true (sft_demo_state_is_default (state));
  sft_demo_state_undo (state);
  g_assert_true (sft_values_same (sft_demo_state_get_values (state), resized, NULL));
  sft_demo_state_undo (state);
  g_assert_true (sft_values_same (sft_demo_state_get_values (state), defaults, NULL));
  sft_demo_state_redo (state);
  sft_demo_state_redo (state);
  g_assert_true (sft_values_same (sft_demo_state_get_values (state), defaults, NULL));
  g_assert_false (sft_demo_state_can_redo (state));

  g_autoptr (SftDemoState) guard = new_state (4, FALSE);
  g_assert_true (sft_demo_state_set (guard, "samples", 0, 0, 100));
  g_assert_false (sft_demo_state_set (guard, "threshold_min", 0, 0, 0.97));
  g_assert_true (sft_demo_state_has_pending (guard));
  sft_demo_state_undo (guard);
  g_assert_false (sft_demo_state_has_pending (guard));
  g_assert_null (sft_demo_state_get_error (guard));
  g_assert_true (sft_demo_state_is_default (guard));
  g_assert_false (sft_demo_state_can_undo (guard));
  g_assert_false (sft_demo_state_set (guard, "samples", 0, 0, -1));
  g_assert_false (sft_demo_state_can_undo (guard));
}

/* Each parameter back to its default, in every view, whatever else was changed. */
static void
check_reset_one (const SftDemo *demo, gboolean concept)
{
  if (sft_demo_lab (demo, concept) == NULL)
    return;
  const SftSpec *spec = &sft_demo_lab (demo, concept)->spec;
  for (const SftParam *param = spec->params; param->id != NULL; param++)
    {
      g_autoptr (SftDemoState) state = new_state (demo->number, concept);
      g_autoptr (SftValues) defaults = sft_values_ref (sft_demo_state_get_values (state));
      double low, high;
      g_assert_false (sft_demo_state_differs (state, param->id));
      if (param->kind == SFT_TEXT)
        continue;
      sft_values_range (defaults, param->id, &low, &high);
      double value = sft_demo_state_peek (state, param->id, 0, 0);
      if (param->kind == SFT_SWITCH || param->kind == SFT_CHOICE || param->cell == SFT_SWITCH)
        value = value != 0 ? 0 : 1;
      else
        value = value < high ? MIN (value + MAX (param->step, 1e-3), high) : low;
      if (!sft_demo_state_set (state, param->id, 0, 0, value))
        continue; /* not without another parameter */
      g_test_message ("%d%s %s", demo->number, concept ? "/concept" : "", param->id);
      g_assert_true (sft_demo_state_differs (state, param->id));
      g_assert_true (sft_demo_state_reset_one (state, param->id));
      g_assert_false (sft_demo_state_differs (state, param->id));
      g_assert_true (sft_values_same (sft_demo_state_get_values (state), defaults, param->id));
      g_assert_true (sft_demo_state_can_undo (state));
      sft_demo_state_undo (state);
      g_assert_true (sft_demo_state_differs (state, param->id));
    }
}

static void
test_reset_one (void)
{
  gsize n;
  const SftDemo *demos = sft_demos (&n);
  for (gsize i = 0; i < n; i++)
    {
      check_reset_one (&demos[i], FALSE);
      check_reset_one (&demos[i], TRUE);
    }
}

/* A matrix of another size is told apart from its size. */
static void
test_reset_sized (void)
{
  g_autoptr (SftDemoState) state = new_state (2, FALSE);
  g_assert_true (sft_demo_state_resize (state, "positions", 8));
  g_assert_true (sft_demo_state_differs (state, "positions"));
  g_assert_false (sft_demo_state_differs (state, "mask"));
  g_assert_false (sft_demo_state_differs (state, "examples"));
  g_assert_true (sft_demo_state_set (state, "mask", 0, 7, 1));
  g_assert_true (sft_demo_state_differs (state, "mask"));
  g_assert_true (sft_demo_state_reset_one (state, "mask"));
  g_assert_false (sft_demo_state_differs (state, "mask"));
  g_assert_cmpint (sft_values_dim (sft_demo_state_get_values (state), "positions"), ==, 8);
  g_assert_true (sft_demo_state_reset_one (state, "positions"));
  g_assert_true (sft_demo_state_is_default (state));
}

/* A value that waits for another can be let go of. */
static void
test_reset_pending (void)
{
  g_autoptr (SftDemoState) state = new_state (4, FALSE);
  g_assert_false (sft_demo_state_set (state, "threshold_min", 0, 0, 0.97));
  g_assert_true (sft_demo_state_differs (state, "threshold_min"));
  g_assert_true (sft_demo_state_reset_one (state, "threshold_min"));
  g_assert_false (sft_demo_state_differs (state, "threshold_min"));
  g_assert_true (sft_demo_state_is_default (state));
  g_assert_null (sft_demo_state_get_error (state));
}

static void
test_starts_with_values (void)
{
  g_autoptr (SftDemoState) first = new_state (5, FALSE);
  g_assert_true (sft_demo_state_set (first, "rounds", 0, 0, 12));
  g_autoptr (SftDemoState) next = sft_demo_state_new_with (sft_demo_find (5), FALSE, sft_demo_state_get_values (first));
  g_assert_cmpfloat (get (next, "rounds"), ==, 12);
  g_assert_false (sft_demo_state_can_undo (next));
  g_assert_false (sft_demo_state_is_default (next));
  sft_demo_state_reset (next);
  sft_demo_state_undo (next);
  g_assert_cmpfloat (get (next, "rounds"), ==, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/random", test_random);
  g_test_add_func ("/history/many-steps", test_many_steps);
  g_test_add_func ("/history/merging", test_merging);
  g_test_add_func ("/history/gesture", test_gesture);
  g_test_add_func ("/history/steps", test_steps);
  g_test_add_func ("/history/reset-one", test_reset_one);
  g_test_add_func ("/history/reset-sized", test_reset_sized);
  g_test_add_func ("/history/reset-pending", test_reset_pending);
  g_test_add_func ("/history/starts-with-values", test_starts_with_values);
  return g_test_run ();
}
