/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-logistic.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define SIZE SFT_LOGISTIC_MAX_FEATURES
#define MAX_STEPS 200
#define MAX_HALVINGS 200
#define SMALL_DECREMENT 1e-18
/* A step must gain this share of what its slope promises, or saturated rows are only passed from one side to the
 * other. */
#define ENOUGH 0.25
/* Below this share of the loss a change is rounding of its sum. */
#define ROUNDING 1e-14

/* Loss, gradient and lower half of the second derivatives at one point. */
typedef struct
{
  double loss, mean, gradient[SIZE], hessian[SIZE][SIZE];
} Point;

static double
weight_of (const SftLogistic *data, gsize i)
{
  return data->weights != NULL ? data->weights[i] : 1 / (double)data->n;
}

static double
score (const SftLogistic *data, gsize i, const double *w)
{
  const double *row = data->features + i * data->k;
  double z = 0;

  for (gsize j = 0; j < data->k; j++)
    z += w[j] * row[j];
  return z;
}

/* -t log sigma (z) - (1 - t) log (1 - sigma (z)), small = exp (-|z|). */
static double
cross_entropy (double z, double target, double small)
{
  double rest = log1p (small);

  return target * (rest + fmax (-z, 0)) + (1 - target) * (rest + fmax (z, 0));
}

static double
penalty_of (const SftLogistic *data, const double *w)
{
  double sum = 0;

  for (gsize j = 0; j < data->k && data->penalties != NULL; j++)
    sum += data->penalties[j] * w[j] * w[j] / 2;
  return sum;
}

double
sft_logistic_loss (const SftLogistic *data, const double *w)
{
  double sum = 0;

  g_return_val_if_fail (data != NULL && data->n >= 1 && w != NULL, NAN);

  for (gsize i = 0; i < data->n; i++)
    {
      double z = score (data, i, w);

      sum += weight_of (data, i) * cross_entropy (z, data->targets[i], exp (-fabs (z)));
    }
  return sum + penalty_of (data, w);
}

double
sft_logistic_gradient (const SftLogistic *data, const double *w, double *gradient)
{
  double mean = 0;

  g_return_val_if_fail (data != NULL && data->n >= 1 && w != NULL && gradient != NULL, NAN);

  for (gsize j = 0; j < data->k; j++)
    gradient[j] = data->penalties != NULL ? data->penalties[j] * w[j] : 0;
  for (gsize i = 0; i < data->n; i++)
    {
      const double *row = data->features + i * data->k;
      double z = score (data, i, w), small = exp (-fabs (z)), p = (z >= 0 ? 1 : small) / (1 + small);
      double weight = weight_of (data, i);

      mean += weight * p;
      for (gsize j = 0; j < data->k; j++)
        gradient[j] += weight * (p - data->targets[i]) * row[j];
    }
  return mean;
}

/* All of it in one pass: one exponential and one logarithm a row. */
static void
evaluate (const SftLogistic *data, const double *w, Point *at)
{
  memset (at, 0, sizeof *at);
  for (gsize i = 0; i < data->n; i++)
    {
      const double *row = data->features + i * data->k;
      double z = score (data, i, w), small = exp (-fabs (z)), weight = weight_of (data, i);
      double slope = weight * ((z >= 0 ? 1 : small) / (1 + small) - data->targets[i]);
      double curvature = weight * small / ((1 + small) * (1 + small));

      at->loss += weight * cross_entropy (z, data->targets[i], small);
      for (gsize j = 0; j < data->k; j++)
        {
          at->gradient[j] += slope * row[j];
          for (gsize l = 0; l <= j; l++)
            at->hessian[j][l] += curvature * row[j] * row[l];
        }
    }
  at->loss += penalty_of (data, w);
  for (gsize j = 0; j < data->k && data->penalties != NULL; j++)
    {
      at->gradient[j] += data->penalties[j] * w[j];
      at->hessian[j][j] += data->penalties[j];
    }
}

/* Solves a x = b by Cholesky's method; a's lower half is overwritten. FALSE where a is not positive definite. */
static gboolean
solve (double (*a)[SIZE], gsize k, const double *b, double *x)
{
  for (gsize i = 0; i < k; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double sum = a[i][j];

        for (gsize l = 0; l < j; l++)
          sum -= a[i][l] * a[j][l];
        if (j < i)
          a[i][j] = sum / a[j][j];
        else if (sum > 0)
          a[i][i] = sqrt (sum);
        else
          return FALSE;
      }
  for (gsize i = 0; i < k; i++)
    {
      x[i] = b[i];
      for (gsize l = 0; l < i; l++)
        x[i] -= a[i][l] * x[l];
      x[i] /= a[i][i];
    }
  for (gsize i = k; i-- > 0;)
    {
      for (gsize l = i + 1; l < k; l++)
        x[i] -= a[l][i] * x[l];
      x[i] /= a[i][i];
    }
  return TRUE;
}

/* The Newton step. Where rounding has left the second derivatives without an inverse, as far from the minimum where
 * every prediction is sure, more and more is added to their diagonal until there is one; FALSE then. */
static gboolean
newton_step (const Point *at, gsize k, double *move)
{
  double trace = 0;

  for (gsize j = 0; j < k; j++)
    trace += at->hessian[j][j];
  for (double extra = 0; isfinite (extra); extra = extra > 0 ? 10 * extra : 1e-12 * trace + DBL_MIN)
    {
      Point copy = *at;

      for (gsize j = 0; j < k; j++)
        copy.hessian[j][j] += extra;
      if (solve (copy.hessian, k, at->gradient, move))
        return extra == 0;
    }
  memset (move, 0, k * sizeof *move);
  return FALSE;
}

gboolean
sft_logistic_fit (const SftLogistic *data, double *w)
{
  double total = 0;
  Point at;

  g_return_val_if_fail (data != NULL && data->n >= 1 && w != NULL, FALSE);
  g_return_val_if_fail (data->k >= 1 && data->k <= SIZE, FALSE);

  for (gsize i = 0; i < data->n; i++)
    total += weight_of (data, i);
  evaluate (data, w, &at);
  for (int step = 0; step < MAX_STEPS; step++)
    {
      double move[SIZE], next[SIZE], decrement = 0, scale = 1, most = at.loss * (1 + ROUNDING);
      gboolean definite = newton_step (&at, data->k, move);

      for (gsize j = 0; j < data->k; j++)
        decrement += at.gradient[j] * move[j];
      for (int half = 0; half < MAX_HALVINGS; half++, scale /= 2)
        {
          for (gsize j = 0; j < data->k; j++)
            next[j] = w[j] - scale * move[j];
          evaluate (data, next, &at);
          if (at.loss <= most - ENOUGH * scale * decrement)
            break;
        }
      memcpy (w, next, data->k * sizeof *w);
      if (decrement <= SMALL_DECREMENT * total)
        return definite;
    }
  return FALSE;
}
