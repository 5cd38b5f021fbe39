/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-softmax.h"

#include "sft-batch-nll.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_QUARK (sft - loss - error - quark, sft_loss_error)

/* log sum_i exp (x_i) of one row, taken apart: maximum + log (ties + rest). */
typedef struct
{
  double maximum; /* NaN when any entry is NaN */
  double ties;    /* how many entries equal the maximum */
  double rest;    /* sum of exp (x_i - maximum) over the others; 0 where the maximum is infinite */
} Row;

static Row
reduce_row (const double *x, gsize n)
{
  Row row = { -INFINITY, 0, 0 };
  double lost = 0; /* Kahan's compensation: a large vocabulary loses no more than a small one */

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (x[i]))
        return (Row){ NAN, NAN, NAN };
      if (x[i] > row.maximum)
        row.maximum = x[i];
    }
  for (gsize i = 0; i < n; i++)
    {
      double term, sum;

      if (x[i] == row.maximum)
        {
          row.ties++;
          continue;
        }
      term = exp (x[i] - row.maximum) - lost;
      sum = row.rest + term;
      lost = (sum - row.rest) - term;
      row.rest = sum;
    }
  return row;
}

/* log (ties + rest). The one that is certainly in the sum goes to log1p, so that a small rest keeps its digits. */
static double
row_log (const Row *row)
{
  return log1p ((row->ties - 1) + row->rest);
}

/* log softmax of an entry x of the row. Where the maximum is infinite, the difference of equal infinities is 0. */
static double
row_log_share (const Row *row, double log_sum, double x)
{
  double difference = x == row->maximum ? 0 : x - row->maximum;

  return difference - log_sum;
}

double
sft_log_sum_exp (const double *x, gsize n)
{
  Row row;

  g_return_val_if_fail (x != NULL && n >= 1, NAN);

  row = reduce_row (x, n);
  return row.maximum + row_log (&row);
}

void
sft_log_softmax (const double *x, gsize n, double *out)
{
  Row row;
  double log_sum;

  g_return_if_fail (x != NULL && n >= 1 && out != NULL);

  row = reduce_row (x, n);
  log_sum = row_log (&row);
  for (gsize i = 0; i < n; i++)
    out[i] = row_log_share (&row, log_sum, x[i]);
}

void
sft_softmax (const double *x, gsize n, double *out)
{
  Row row;

  g_return_if_fail (x != NULL && n >= 1 && out != NULL);

  row = reduce_row (x, n);
  for (gsize i = 0; i < n; i++)
    out[i] = (x[i] == row.maximum ? 1 : exp (x[i] - row.maximum)) / (row.ties + row.rest);
}

double
sft_sigmoid (double z)
{
  double e;

  if (z >= 0)
    return 1 / (1 + exp (-z));
  e = exp (z);
  return e / (1 + e);
}

void
sft_loss_error_set_target (GError **error, gsize token, double target, gsize vocabulary)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.15g", target);
  if (vocabulary == 0)
    g_set_error (error, SFT_LOSS_ERROR, SFT_LOSS_ERROR_TARGET,
                 _ ("Token %zu (counted from 0) has the target %s, but the vocabulary is empty"), token, number);
  else
    g_set_error (error, SFT_LOSS_ERROR, SFT_LOSS_ERROR_TARGET,
                 _ ("Token %zu (counted from 0) has the target %s; a target is a whole number from 0 to %zu"), token,
                 number, vocabulary - 1);
}

gboolean
sft_token_nll (const double *logits, gsize tokens, gsize vocabulary, const double *targets, double *nll, GError **error)
{
  g_return_val_if_fail (tokens == 0 || (targets != NULL && nll != NULL), FALSE);
  g_return_val_if_fail (tokens == 0 || vocabulary == 0 || logits != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (gsize t = 0; t < tokens; t++)
    {
      /* Also FALSE for NaN. */
      if (targets[t] >= 0 && targets[t] < (double)vocabulary && floor (targets[t]) == targets[t])
        continue;
      sft_loss_error_set_target (error, t, targets[t], vocabulary);
      for (gsize i = 0; i < tokens; i++)
        nll[i] = NAN;
      return FALSE;
    }
  for (gsize t = 0; t < tokens; t++)
    {
      const double *x = logits + t * vocabulary;
      Row row = reduce_row (x, vocabulary);

      nll[t] = 0 - row_log_share (&row, row_log (&row), x[(gsize)targets[t]]);
    }
  return TRUE;
}

double
sft_masked_mean (const double *values, const double *mask, gsize n)
{
  double sum = 0, weight = 0;

  g_return_val_if_fail (n == 0 || (values != NULL && mask != NULL), NAN);

  for (gsize i = 0; i < n; i++)
    {
      if (mask[i] == 0)
        continue;
      sum += mask[i] * values[i];
      weight += mask[i];
    }
  return weight == 0 ? NAN : sum / weight;
}
