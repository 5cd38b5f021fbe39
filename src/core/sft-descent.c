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
  double loss, weight;

  g_return_val_if_fail (logits != NULL && target != NULL && gradient != NULL && n >= 1, NAN);

  sft_log_softmax (logits, n, gradient);
  loss = sft_log_cross_entropy (gradient, target, n);
  weight = total_weight (target, n);
  for (gsize i = 0; i < n; i++)
    gradient[i] = weight * exp (gradient[i]) - target[i];
  return loss;
}

/* Log-probabilities and probabilities of finite logits with one exponential each. The largest logit is left out of the
 * sum, then log1p, so that a small loss keeps its digits. */
static void
both_softmax (const double *logits, gsize n, double *log_p, double *p)
{
  gsize top = 0;
  double rest = 0, log_sum;

  for (gsize v = 1; v < n; v++)
    if (logits[v] > logits[top])
      top = v;
  for (gsize v = 0; v < n; v++)
    {
      log_p[v] = logits[v] - logits[top];
      p[v] = exp (log_p[v]);
      rest += v == top ? 0 : p[v];
    }
  log_sum = log1p (rest);
  for (gsize v = 0; v < n; v++)
    {
      log_p[v] -= log_sum;
      p[v] /= 1 + rest;
    }
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
  g_autofree double *log_p = g_new (double, 2 * n);
  double *p = log_p + n;
  double weight = total_weight (descent->target, n);

  for (gsize i = 0; i < points; i++)
    {
      if (i % look == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      both_softmax (logits, n, log_p, p);
      for (gsize k = 0; k < n_watched; k++)
        curves[k * points + i] = sft_log_cross_entropy (log_p, watched[k], n);
      if (i + 1 == points)
        break;
      for (gsize v = 0; v < n; v++)
        logits[v] -= descent->rate * (weight * p[v] - descent->target[v]);
    }
  return TRUE;
}
