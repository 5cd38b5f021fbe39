/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-demo-state.h"

#include "sft-ghost.h"
#include "sft-history.h"

/* A change of one cell or text that was refused because of other parameters. */
typedef struct
{
  const char *id;
  int row, column;
  double value;
  char *text; /* not NULL: a text parameter */
} Change;

/* The memo outlives the state while a worker still reads it. */
typedef struct
{
  SftMemo *memo;
} Shelf;

typedef struct
{
  const SftDemo *demo;
  gboolean concept;
  SftValues *values;
  Shelf *shelf;
  GWeakRef state;
} Job;

struct _SftDemoState
{
  GObject parent_instance;

  const SftDemo *demo;
  gboolean concept;
  const SftLab *lab;
  SftValues *values, *defaults;
  SftValues *sized; /* the defaults at the lengths of some values; NULL: not asked for yet */
  SftHistory *history;
  gint64 (*clock) (void);
  GArray *pending; /* of Change */
  GError *refusal, *failure;
  SftResult *result;
  SftPinned *pinned;        /* NULL: nothing to compare with */
  SftFigure *figure;        /* the result's, with the pinned one behind it */
  SftText dropped;          /* why it is not */
  SftValues *result_values; /* what it was computed from */
  Shelf *shelf;
  GCancellable *worker; /* NULL: no result is on its way from a thread */
  gboolean running;     /* a thread computes, for `worker` or for a change that is past */
  gboolean waiting;     /* for that thread to notice; then the values of that time are computed */
  gboolean dirty;
};

enum
{
  CHANGED, /* values, or what was refused */
  RESULT,  /* a new result, or a failure to compute one, or another one to compare with */
  BUSY,    /* a worker started or ended */
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Entries of a memo: the stages of one lab, twice, so that going back and forth by one step draws nothing. */
#define MEMO_ENTRIES 8

G_DEFINE_FINAL_TYPE (SftDemoState, sft_demo_state, G_TYPE_OBJECT)

static void
shelf_clear (gpointer data)
{
  sft_memo_free (((Shelf *)data)->memo);
}

static void
shelf_unref (Shelf *shelf)
{
  g_atomic_rc_box_release_full (shelf, shelf_clear);
}

static Shelf *
shelf_new (void)
{
  Shelf *shelf = g_atomic_rc_box_new0 (Shelf);
  shelf->memo = sft_memo_new (MEMO_ENTRIES);
  return shelf;
}

static void
job_free (gpointer data)
{
  Job *job = data;
  sft_values_unref (job->values);
  shelf_unref (job->shelf);
  g_weak_ref_clear (&job->state);
  g_free (job);
}

static void
change_clear (gpointer data)
{
  g_free (((Change *)data)->text);
}

static gboolean
same_cell (const Change *a, const Change *b)
{
  return g_str_equal (a->id, b->id) && a->row == b->row && a->column == b->column;
}

static gboolean
change_apply (const Change *change, SftEdit *edit, GError **error)
{
  if (change->text != NULL)
    return sft_edit_set_text (edit, change->id, change->text, error);
  return sft_edit_set (edit, change->id, change->row, change->column, change->value, error);
}

/* What waits (but for the cell of `change`) and `change` (NULL: none) as one transaction. */
static SftValues *
try_changes (SftDemoState *self, gboolean with_pending, const Change *change, GError **error)
{
  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  for (guint i = 0; with_pending && i < self->pending->len; i++)
    {
      const Change *waiting = &g_array_index (self->pending, Change, i);
      if (change != NULL && same_cell (waiting, change))
        continue;
      if (!change_apply (waiting, edit, error))
        return NULL;
    }
  if (change != NULL && !change_apply (change, edit, error))
    return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

static void
stop_worker (SftDemoState *self)
{
  self->waiting = FALSE;
  if (self->worker != NULL)
    g_cancellable_cancel (self->worker);
  g_clear_object (&self->worker);
}

static void
show_values (SftDemoState *self, SftValues *values)
{
  if (!sft_values_same (values, self->values, NULL))
    self->dirty = TRUE;
  sft_values_unref (self->values);
  self->values = values;
}

/* Takes the values over; control: who changed them, NULL is nobody that changes them again and again. */
static void
take_values (SftDemoState *self, SftValues *values, const char *control)
{
  sft_history_add (self->history, values, control, self->clock ());
  show_values (self, values);
}

static void
take_change (SftDemoState *self, SftValues *values, const Change *change)
{
  g_autofree char *control = g_strdup_printf ("%s[%d][%d]", change->id, change->row, change->column);
  take_values (self, values, control);
}

static void
forget_pending (SftDemoState *self, const Change *change)
{
  for (guint i = self->pending->len; i > 0; i--)
    if (change == NULL || same_cell (&g_array_index (self->pending, Change, i - 1), change))
      g_array_remove_index (self->pending, i - 1);
}

static gboolean
worth_keeping (const GError *error)
{
  return g_error_matches (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_CONFLICT)
         || g_error_matches (error, SFT_PARAM_ERROR, SFT_PARAM_ERROR_SHAPE);
}

static gboolean
apply (SftDemoState *self, const Change *change)
{
  g_autoptr (GError) error = NULL;
  SftValues *values = try_changes (self, TRUE, change, &error);
  gboolean taken = values != NULL;

  g_clear_error (&self->refusal);
  if (taken)
    {
      forget_pending (self, NULL);
      take_change (self, values, change);
    }
  else
    {
      g_autoptr (GError) own_error = NULL;
      forget_pending (self, change);
      values = try_changes (self, FALSE, change, &own_error);
      taken = values != NULL;
      if (taken)
        {
          /* The change is good; what waited before it still is not. */
          take_change (self, values, change);
          self->refusal = g_steal_pointer (&error);
        }
      else
        {
          /* A text stays in its control while it is being written. */
          if (change->text != NULL || worth_keeping (own_error))
            {
              Change kept = *change;
              kept.text = g_strdup (change->text);
              g_array_append_val (self->pending, kept);
            }
          self->refusal = g_steal_pointer (&own_error);
        }
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return taken;
}

static void
make_figure (SftDemoState *self)
{
  g_clear_pointer (&self->figure, sft_figure_unref);
  sft_text_clear (&self->dropped);
  if (self->result == NULL)
    return;
  if (self->pinned == NULL)
    self->figure = sft_figure_ref (self->result->figure);
  else
    self->figure = sft_figure_with_ghost (self->result->figure, sft_pinned_get_figure (self->pinned), &self->dropped);
}

static void
take_result (SftDemoState *self, SftResult *result, SftValues *values, GError *error)
{
  g_assert ((result == NULL) != (error == NULL));
  g_clear_error (&self->failure);
  if (result != NULL)
    {
      g_clear_pointer (&self->result, sft_result_free);
      self->result = result;
      g_clear_pointer (&self->result_values, sft_values_unref);
      self->result_values = sft_values_ref (values);
      make_figure (self);
    }
  else
    self->failure = error;
  g_signal_emit (self, signals[RESULT], 0);
}

static void
job_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  SftResult *result = sft_demo_compute (job->demo, job->concept, job->values, job->shelf->memo, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify)sft_result_free);
  else
    g_task_return_error (task, error);
}

static void start_worker (SftDemoState *self);

static void
job_done (GObject *source, GAsyncResult *async, gpointer data)
{
  GTask *task = G_TASK (async);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  SftResult *result = g_task_propagate_pointer (task, &error);
  g_autoptr (SftDemoState) self = g_weak_ref_get (&job->state);

  if (self != NULL)
    self->running = FALSE;
  /* A later change, or the end of the state, has already taken this worker's place. */
  if (self == NULL || self->worker != g_task_get_cancellable (task))
    {
      g_clear_pointer (&result, sft_result_free);
      g_clear_error (&error);
      if (self != NULL && self->waiting)
        {
          self->waiting = FALSE;
          start_worker (self);
        }
      return;
    }
  g_clear_object (&self->worker);
  g_signal_emit (self, signals[BUSY], 0);
  take_result (self, result, job->values, error);
}

/* However fast the values change, one thread computes and one change waits: no queue builds up. */
static void
start_worker (SftDemoState *self)
{
  if (self->running)
    {
      self->waiting = TRUE;
      return;
    }
  Job *job = g_new0 (Job, 1);
  job->demo = self->demo;
  job->concept = self->concept;
  job->values = sft_values_ref (self->values);
  job->shelf = g_atomic_rc_box_acquire (self->shelf);
  g_weak_ref_init (&job->state, self);

  self->running = TRUE;
  self->worker = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, self->worker, job_done, NULL);
  g_task_set_source_tag (task, start_worker);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_run);
}

static void
sft_demo_state_dispose (GObject *object)
{
  SftDemoState *self = SFT_DEMO_STATE (object);
  stop_worker (self);
  G_OBJECT_CLASS (sft_demo_state_parent_class)->dispose (object);
}

static void
sft_demo_state_finalize (GObject *object)
{
  SftDemoState *self = SFT_DEMO_STATE (object);
  g_clear_pointer (&self->values, sft_values_unref);
  g_clear_pointer (&self->defaults, sft_values_unref);
  g_clear_pointer (&self->sized, sft_values_unref);
  g_clear_pointer (&self->history, sft_history_free);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->result, sft_result_free);
  g_clear_pointer (&self->result_values, sft_values_unref);
  g_clear_pointer (&self->pinned, sft_pinned_free);
  g_clear_pointer (&self->figure, sft_figure_unref);
  sft_text_clear (&self->dropped);
  g_clear_pointer (&self->shelf, shelf_unref);
  g_clear_error (&self->refusal);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (sft_demo_state_parent_class)->finalize (object);
}

static void
sft_demo_state_class_init (SftDemoStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = sft_demo_state_dispose;
  object_class->finalize = sft_demo_state_finalize;

  static const char *const names[N_SIGNALS] = { "changed", "result", "busy" };
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], SFT_TYPE_DEMO_STATE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sft_demo_state_init (SftDemoState *self)
{
  self->pending = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->pending, change_clear);
  self->shelf = shelf_new ();
  self->clock = g_get_monotonic_time;
  self->dirty = TRUE;
}

SftDemoState *
sft_demo_state_new (const SftDemo *demo, gboolean concept)
{
  return sft_demo_state_new_with (demo, concept, NULL);
}

SftDemoState *
sft_demo_state_new_with (const SftDemo *demo, gboolean concept, SftValues *values)
{
  const SftLab *lab = sft_demo_lab (demo, concept);
  g_return_val_if_fail (lab != NULL, NULL);
  g_return_val_if_fail (values == NULL || sft_values_spec (values) == &lab->spec, NULL);

  SftDemoState *self = g_object_new (SFT_TYPE_DEMO_STATE, NULL);
  self->demo = demo;
  self->concept = concept;
  self->lab = lab;
  self->defaults = sft_demo_defaults (demo, concept);
  self->values = sft_values_ref (values != NULL ? values : self->defaults);
  self->history = sft_history_new (self->values);
  return self;
}

const SftDemo *
sft_demo_state_get_demo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->demo;
}

gboolean
sft_demo_state_get_concept (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->concept;
}

const SftLab *
sft_demo_state_get_lab (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->lab;
}

SftValues *
sft_demo_state_get_values (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->values;
}

const SftResult *
sft_demo_state_get_result (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->result;
}

SftValues *
sft_demo_state_get_result_values (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->result != NULL ? self->result_values : NULL;
}

gboolean
sft_demo_state_get_busy (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->worker != NULL || self->waiting;
}

gboolean
sft_demo_state_is_default (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), TRUE);
  return self->pending->len == 0 && sft_values_same (self->values, self->defaults, NULL);
}

const GError *
sft_demo_state_get_error (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->refusal != NULL ? self->refusal : self->failure;
}

gboolean
sft_demo_state_is_pending (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  for (guint i = 0; i < self->pending->len; i++)
    if (g_str_equal (g_array_index (self->pending, Change, i).id, id))
      return TRUE;
  return FALSE;
}

gboolean
sft_demo_state_has_pending (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return self->pending->len > 0;
}

double
sft_demo_state_peek (SftDemoState *self, const char *id, int row, int column)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), 0);
  const Change wanted = { .id = id, .row = row, .column = column };
  for (guint i = 0; i < self->pending->len; i++)
    if (same_cell (&g_array_index (self->pending, Change, i), &wanted))
      return g_array_index (self->pending, Change, i).value;

  int rows, columns;
  const double *cells = sft_values_cells (self->values, id, &rows, &columns);
  g_return_val_if_fail (row >= 0 && row < rows && column >= 0 && column < columns, 0);
  return cells[row * columns + column];
}

gboolean
sft_demo_state_set (SftDemoState *self, const char *id, int row, int column, double value)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const Change change = { .id = id, .row = row, .column = column, .value = value };
  return apply (self, &change);
}

gboolean
sft_demo_state_set_text (SftDemoState *self, const char *id, const char *text)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const Change change = { .id = id, .text = (char *)text };
  return apply (self, &change);
}

gboolean
sft_demo_state_resize (SftDemoState *self, const char *dim, int length)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  GError *error = NULL;
  SftValues *values = NULL;
  if (sft_edit_resize (edit, dim, length, &error))
    values = sft_edit_commit (g_steal_pointer (&edit), &error);

  g_clear_error (&self->refusal);
  self->refusal = error;
  if (values != NULL)
    {
      forget_pending (self, NULL);
      take_values (self, values, dim);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return values != NULL;
}

void
sft_demo_state_set_values (SftDemoState *self, SftValues *values)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  g_return_if_fail (sft_values_spec (values) == &self->lab->spec);
  forget_pending (self, NULL);
  g_clear_error (&self->refusal);
  take_values (self, sft_values_ref (values), NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sft_demo_state_reset (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_demo_state_set_values (self, self->defaults);
}

/* The defaults at the lengths that there are now, so that a size and what it sizes are told apart. */
static SftValues *
get_defaults (SftDemoState *self)
{
  gboolean same = TRUE, still = TRUE;
  for (const SftDim *dim = self->lab->spec.dims; dim != NULL && dim->id != NULL; dim++)
    {
      int length = sft_values_dim (self->values, dim->id);
      same = same && length == sft_values_dim (self->defaults, dim->id);
      still = still && self->sized != NULL && length == sft_values_dim (self->sized, dim->id);
    }
  if (same)
    return self->defaults;
  if (still)
    return self->sized;
  g_autoptr (SftEdit) edit = sft_edit_new (self->defaults);
  gboolean fits = TRUE;
  for (const SftDim *dim = self->lab->spec.dims; dim->id != NULL && fits; dim++)
    fits = sft_edit_resize (edit, dim->id, sft_values_dim (self->values, dim->id), NULL);
  SftValues *sized = fits ? sft_edit_commit (g_steal_pointer (&edit), NULL) : NULL;
  /* Not every length goes with the other defaults. */
  if (sized == NULL)
    return self->defaults;
  g_clear_pointer (&self->sized, sft_values_unref);
  self->sized = sized;
  return sized;
}

gboolean
sft_demo_state_differs (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  if (sft_spec_find_dim (&self->lab->spec, id) != NULL)
    return sft_values_dim (self->values, id) != sft_values_dim (self->defaults, id);
  return sft_demo_state_is_pending (self, id) || !sft_values_same (self->values, get_defaults (self), id);
}

gboolean
sft_demo_state_reset_one (SftDemoState *self, const char *id)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  const SftParam *param = sft_spec_find (&self->lab->spec, id);
  if (param == NULL)
    return sft_demo_state_resize (self, id, sft_values_dim (self->defaults, id));

  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  GError *error = NULL;
  SftValues *values = NULL;
  SftValues *defaults = get_defaults (self);
  g_autofree char *value =
      param->kind == SFT_TEXT ? g_strdup (sft_values_text (defaults, id)) : sft_values_format (defaults, id);
  if (sft_edit_set_text (edit, id, value, &error))
    values = sft_edit_commit (g_steal_pointer (&edit), &error);
  g_clear_error (&self->refusal);
  self->refusal = error;
  for (guint i = self->pending->len; i > 0; i--)
    if (g_str_equal (g_array_index (self->pending, Change, i - 1).id, id))
      g_array_remove_index (self->pending, i - 1);
  if (values != NULL)
    take_values (self, values, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  return values != NULL;
}

void
sft_demo_state_begin_gesture (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_history_begin_gesture (self->history);
}

void
sft_demo_state_end_gesture (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  sft_history_end_gesture (self->history);
}

gboolean
sft_demo_state_in_gesture (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_in_gesture (self->history);
}

gboolean
sft_demo_state_can_undo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_can_undo (self->history);
}

gboolean
sft_demo_state_can_redo (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), FALSE);
  return sft_history_can_redo (self->history);
}

static void
go_to (SftDemoState *self, SftValues *values)
{
  if (values == NULL)
    return;
  forget_pending (self, NULL);
  g_clear_error (&self->refusal);
  show_values (self, sft_values_ref (values));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sft_demo_state_undo (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  go_to (self, sft_history_undo (self->history));
}

void
sft_demo_state_redo (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  go_to (self, sft_history_redo (self->history));
}

void
sft_demo_state_pin (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (self->result == NULL)
    return;
  g_clear_pointer (&self->pinned, sft_pinned_free);
  self->pinned = sft_pinned_new (self->result);
  make_figure (self);
  g_signal_emit (self, signals[RESULT], 0);
}

void
sft_demo_state_unpin (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (self->pinned == NULL)
    return;
  g_clear_pointer (&self->pinned, sft_pinned_free);
  make_figure (self);
  g_signal_emit (self, signals[RESULT], 0);
}

const SftPinned *
sft_demo_state_get_pinned (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->pinned;
}

SftFigure *
sft_demo_state_get_figure (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return self->figure;
}

const SftText *
sft_demo_state_get_ghost_dropped (SftDemoState *self)
{
  g_return_val_if_fail (SFT_IS_DEMO_STATE (self), NULL);
  return &self->dropped;
}

void
sft_demo_state_set_clock (SftDemoState *self, gint64 (*clock) (void))
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  g_return_if_fail (clock != NULL);
  self->clock = clock;
}

void
sft_demo_state_refuse (SftDemoState *self, const char *id, int row, int column, const char *typed)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  const SftParam *param = sft_spec_find (&self->lab->spec, id);
  g_return_if_fail (param != NULL);

  g_autofree char *assignment = NULL;
  if (param->kind == SFT_MATRIX)
    assignment = g_strdup_printf ("%s[%d][%d]=%s", id, row, column, typed);
  else if (param->kind == SFT_LIST)
    assignment = g_strdup_printf ("%s[%d]=%s", id, row, typed);
  else
    assignment = g_strdup_printf ("%s=%s", id, typed);

  g_autoptr (SftEdit) edit = sft_edit_new (self->values);
  g_autoptr (GError) error = NULL;
  if (sft_edit_parse (edit, assignment, &error))
    return;
  g_clear_error (&self->refusal);
  self->refusal = g_steal_pointer (&error);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sft_demo_state_update (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  if (!self->dirty)
    return;
  self->dirty = FALSE;
  /* One worker after the other is one time of being busy. */
  gboolean was_busy = sft_demo_state_get_busy (self);
  gboolean in_worker =
      sft_lab_cost (self->lab, self->values, sft_demo_state_get_result_values (self)) > SFT_INLINE_COST;
  stop_worker (self);
  if (in_worker)
    start_worker (self);
  if (in_worker != was_busy)
    g_signal_emit (self, signals[BUSY], 0);
  if (in_worker)
    return;
  GError *error = NULL;
  SftResult *result = sft_demo_compute (self->demo, self->concept, self->values, self->shelf->memo, NULL, &error);
  take_result (self, result, self->values, error);
}

void
sft_demo_state_forget (SftDemoState *self)
{
  g_return_if_fail (SFT_IS_DEMO_STATE (self));
  gboolean was_busy = sft_demo_state_get_busy (self);
  stop_worker (self);
  if (was_busy)
    g_signal_emit (self, signals[BUSY], 0);
  g_clear_pointer (&self->result, sft_result_free);
  make_figure (self);
  g_clear_error (&self->failure);
  shelf_unref (self->shelf);
  self->shelf = shelf_new ();
  self->dirty = TRUE;
}
