/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-pinned.h"

#include <math.h>

#include "sft-app-private.h"

struct _SftPinned
{
  SftFigure *figure;
  GPtrArray *readouts; /* of SftReadout */
};

static void
readout_free (gpointer data)
{
  SftReadout *readout = data;
  g_free (readout->values);
  sft_text_clear (&readout->undefined);
  g_free (readout);
}

SftPinned *
sft_pinned_new (const SftResult *result)
{
  g_return_val_if_fail (result != NULL, NULL);
  SftPinned *self = g_new (SftPinned, 1);
  self->figure = sft_figure_ref (result->figure);
  self->readouts = g_ptr_array_new_with_free_func (readout_free);
  for (guint i = 0; i < result->readouts->len; i++)
    {
      SftReadout *copy = g_memdup2 (result->readouts->pdata[i], sizeof *copy);
      copy->values = g_memdup2 (copy->values, copy->n * sizeof *copy->values);
      copy->undefined = sft_text_copy (&copy->undefined);
      g_ptr_array_add (self->readouts, copy);
    }
  return self;
}

void
sft_pinned_free (SftPinned *self)
{
  if (self == NULL)
    return;
  sft_figure_unref (self->figure);
  g_ptr_array_unref (self->readouts);
  g_free (self);
}

SftFigure *
sft_pinned_get_figure (const SftPinned *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->figure;
}

static gboolean
is_same (const SftReadout *a, const SftReadout *b)
{
  if (a->n != b->n)
    return FALSE;
  for (gsize i = 0; i < a->n; i++)
    if (a->values[i] != b->values[i] && !(isnan (a->values[i]) && isnan (b->values[i])))
      return FALSE;
  return TRUE;
}

/* Are they numbers that can be subtracted, one by one? */
static gboolean
has_difference (const SftReadout *a, const SftReadout *b)
{
  if (a->spec->kind == SFT_READOUT_TRUTH || a->n != b->n)
    return FALSE;
  for (gsize i = 0; i < a->n; i++)
    if (!isfinite (a->values[i] - b->values[i]))
      return FALSE;
  return TRUE;
}

static void
append_difference (GString *text, const SftReadoutSpec *spec, double difference)
{
  gboolean counts = spec->kind == SFT_READOUT_COUNT;
  g_autofree char *number = sft_number_format (difference, counts ? 0 : spec->digits, !counts, TRUE);
  if (text->len > 0)
    g_string_append (text, "  ");
  if (difference == 0)
    g_string_append (text, "±0");
  else
    g_string_append_printf (text, "%s%s", difference > 0 ? "+" : "", number);
}

char *
sft_pinned_format_change (const SftPinned *self, const SftReadout *readout)
{
  g_return_val_if_fail (self != NULL && readout != NULL, NULL);
  const SftReadout *before = NULL;
  for (guint i = 0; i < self->readouts->len && before == NULL; i++)
    if (((const SftReadout *)self->readouts->pdata[i])->spec == readout->spec)
      before = self->readouts->pdata[i];
  if (before == NULL)
    return NULL;
  if (is_same (readout, before))
    return g_strdup ("±0");
  if (!has_difference (readout, before))
    {
      g_autofree char *was = sft_readout_format (before, TRUE);
      /* Translators: beside a readout: its value in the pinned result */
      return g_strdup_printf (C_ ("readout", "was %s"), was);
    }
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < readout->n; i++)
    append_difference (text, readout->spec, readout->values[i] - before->values[i]);
  return g_strdup (text->str);
}
