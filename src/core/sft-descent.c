/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-descent.h"

#include <math.h>

#include "sft-softmax.h"

/* How many logits are worked on between two looks at the cancellable: well below a millisecond. */
#define LOGITS_A_LOOK 16384

double
sft_log_cross_entropy (const double *log_probabilities, const double *target, gsize n)
{
  double sum = 0;

  g_return_val_if_fail (log_probabilities != NULL && target != NULL && n >= 1, NAN);

  for (gsize i = 0; i < n; i++)
    if (target[i] != 0)
      sum -= target[i] * log_probabilities[i];
  return sum;
}

double
sft_softmax_cross_entropy (const double *logits, const double *target, gsize n)
{
  double log_sum, sum = 0;

  g_return_val_if_fail (logits != NULL && target != NULL && n >= 1, NAN);

  log_sum = sft_log_sum_exp (logits, n);
  for (gsize i = 0; i < n; i++)
    if (target[i] != 0)
      sum += target[i] * (log_sum - logits[i]);
  return sum;
}

/* out, holding log-probabilities, becomes weight * softmax - target. */
static void
gradient_from_log (const double *target, double weight, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = weight * exp (out[i]) - target[i];
}

static double
total_weight (const double *target, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += target[i];
  return sum;
}

double
sft_softmax_gradient (const double *logits, const double *target, gsize n, double *gradient)
{
  double loss;

  g_return_val_if_fail (logits != NULL && target != NULL && gradient != NULL && n >= 1, NAN);

  sft_log_softmax (logits, n, gradient);
  loss = sft_log_cross_entropy (gradient, target, n);
  gradient_from_log (target, total_weight (target, n), n, gradient);
  return loss;
}

gboolean
sft_descent_run (const SftDescent *descent, const double *const *watched, gsize n_watched, double *logits,
                 double *curves, GCancellable *cancellable, GError **error)
{
  gsize n, points, look;

  g_return_val_if_fail (descent != NULL && descent->target != NULL && descent->n >= 1 && descent->steps >= 0, FALSE);
  g_return_val_if_fail (logits != NULL && (n_watched == 0 || (watched != NULL && curves != NULL)), FALSE);

  n = descent->n;
  points = (gsize)descent->steps + 1;
  look = MAX (1, LOGITS_A_LOOK / n);
  g_autofree double *work = g_new (double, n);
  double weight = total_weight (descent->target, n);

  for (gsize i = 0; i < points; i++)
    {
      if (i % look == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sft_log_softmax (logits, n, work);
      for (gsize k = 0; k < n_watched; k++)
        curves[k * points + i] = sft_log_cross_entropy (work, watched[k], n);
      if (i + 1 == points)
        break;
      gradient_from_log (descent->target, weight, n, work);
      for (gsize v = 0; v < n; v++)
        logits[v] -= descent->rate * work[v];
    }
  return TRUE;
}
