/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-rates.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

/* ---- Threshold rates ---- */

/* Neighboring scores go to different counters, so that no increment waits for the one before it. */
#define COUNTERS 4
/* More thresholds than this are found by bisection alone: their indices must fit a float and an int. */
#define GUESSED_MAX 1000000

typedef struct
{
  double threshold;
  gsize index; /* in the caller's array */
} Edge;

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  double x = ((const Edge *)a)->threshold, y = ((const Edge *)b)->threshold;

  return (x > y) - (x < y);
}

/* bounds[0] and bounds[m + 1] are NaN, bounds[1..m] the sorted thresholds: score s belongs to bin k when
 * bounds[k] <= s < bounds[k + 1], and a comparison with NaN asks for no correction at either end. */
typedef struct
{
  const double *bounds;
  gsize m;
  double first, per_step; /* of evenly spaced thresholds; per_step 0: they are not */
} Bins;

/* Are the thresholds so near to even spacing (a quarter step) that the computed bin is off by one at most? */
static double
steps_per_unit (const double *sorted, gsize m)
{
  double step, per_step;

  if (m < 2 || m > GUESSED_MAX)
    return 0;
  step = (sorted[m - 1] - sorted[0]) / (double)(m - 1);
  per_step = 1 / step;
  if (!(step > 0) || !isfinite (step) || !isfinite (per_step) || !isnormal (per_step))
    return 0;
  for (gsize i = 0; i < m; i++)
    if (!(fabs ((sorted[i] - sorted[0]) * per_step - (double)i) <= 0.25))
      return 0;
  return per_step;
}

/* The bin by arithmetic, then the comparison that decides. NaN goes to bin 0. */
static inline gsize
guessed_bin (const Bins *bins, double score)
{
  double place = (score - bins->first) * bins->per_step + 1;
  gsize bin;

  place = place > 0 ? place : 0;
  place = place < (double)bins->m ? place : (double)bins->m;
  bin = (gsize)(gint32)place;
  bin += score >= bins->bounds[bin + 1];
  bin -= score < bins->bounds[bin];
  return bin;
}

/* How many bounds are <= score, without a branch that depends on the score. NaN goes to bin 0. */
static inline gsize
searched_bin (const Bins *bins, double score)
{
  gsize bin = 0, length = bins->m;

  while (length > 0)
    {
      gsize half = (length + 1) / 2;

      bin += score >= bins->bounds[bin + half] ? half : 0;
      length -= half;
    }
  return bin;
}

static void
count_bins (const Bins *bins, const double *scores, gsize n, guint64 *counts)
{
  gsize stride = bins->m + 1;

  if (bins->per_step > 0)
    {
      gsize i = 0;

      for (; n - i >= COUNTERS; i += COUNTERS)
        for (gsize c = 0; c < COUNTERS; c++)
          counts[c * stride + guessed_bin (bins, scores[i + c])]++;
      for (; i < n; i++)
        counts[guessed_bin (bins, scores[i])]++;
    }
  else
    for (gsize i = 0; i < n; i++)
      counts[i % COUNTERS * stride + searched_bin (bins, scores[i])]++;
}

void
sft_threshold_rates (const double *scores, gsize n, const double *thresholds, gsize n_thresholds, double *rates)
{
  g_autofree Edge *edges = NULL;
  g_autofree double *bounds = NULL;
  g_autofree guint64 *counts = NULL;
  Bins bins = { 0 };
  gsize m = 0;
  guint64 above = 0;

  g_return_if_fail (n == 0 || scores != NULL);
  g_return_if_fail (n_thresholds == 0 || (thresholds != NULL && rates != NULL));

  edges = g_new (Edge, n_thresholds + 1);
  for (gsize j = 0; j < n_thresholds; j++)
    {
      rates[j] = NAN;
      if (n > 0 && !isnan (thresholds[j]))
        edges[m++] = (Edge){ thresholds[j], j };
    }
  if (m == 0)
    return;
  qsort (edges, m, sizeof *edges, compare_edges);
  bounds = g_new (double, m + 2);
  bounds[0] = bounds[m + 1] = NAN;
  for (gsize k = 0; k < m; k++)
    bounds[k + 1] = edges[k].threshold;
  bins = (Bins){ bounds, m, bounds[1], steps_per_unit (bounds + 1, m) };
  counts = g_new0 (guint64, COUNTERS * (m + 1));
  count_bins (&bins, scores, n, counts);
  for (gsize k = m; k > 0; k--)
    {
      for (gsize c = 0; c < COUNTERS; c++)
        above += counts[c * (m + 1) + k];
      rates[edges[k - 1].index] = (double)above / (double)n;
    }
}

/* ---- AUC of a sample ---- */

/* A bijection under which unsigned integers are ordered as the doubles are; -0 and 0 are one key. */
static inline guint64
sort_key (double value)
{
  guint64 bits;

  value += 0.0;
  memcpy (&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;
}

/* Least significant byte first; a byte in which all keys agree costs nothing. */
static void
radix_sort (guint64 *keys, guint64 *scratch, gsize n)
{
  g_autofree gsize *counts = g_new0 (gsize, 8 * 256);
  guint64 *from = keys, *to = scratch;

  for (gsize i = 0; i < n; i++)
    for (int digit = 0; digit < 8; digit++)
      counts[digit * 256 + (keys[i] >> (8 * digit) & 255)]++;
  for (int digit = 0; digit < 8; digit++)
    {
      gsize *count = counts + digit * 256;
      gsize start = 0;
      guint64 *sorted = to;

      if (count[from[0] >> (8 * digit) & 255] == n)
        continue;
      for (int value = 0; value < 256; value++)
        {
          gsize length = count[value];

          count[value] = start;
          start += length;
        }
      for (gsize i = 0; i < n; i++)
        sorted[count[from[i] >> (8 * digit) & 255]++] = from[i];
      to = from;
      from = sorted;
    }
  if (from != keys)
    memcpy (keys, from, n * sizeof *keys);
}

/* The sorted keys of the scores; NULL when one is NaN. */
static guint64 *
sorted_keys (const double *scores, gsize n)
{
  g_autofree guint64 *keys = g_new (guint64, n);
  g_autofree guint64 *scratch = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (scores[i]))
        return NULL;
      keys[i] = sort_key (scores[i]);
    }
  radix_sort (keys, scratch, n);
  return g_steal_pointer (&keys);
}

double
sft_auc (const double *positive, gsize n, const double *negative, gsize m)
{
  g_autofree guint64 *high = NULL;
  g_autofree guint64 *low = NULL;
  gsize below = 0, not_above = 0;
  guint64 twice_wins = 0; /* a win counts 2, a tie 1 */

  g_return_val_if_fail (n == 0 || positive != NULL, NAN);
  g_return_val_if_fail (m == 0 || negative != NULL, NAN);

  if (n == 0 || m == 0)
    return NAN;
  high = sorted_keys (positive, n);
  low = high != NULL ? sorted_keys (negative, m) : NULL;
  if (low == NULL)
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      while (below < m && low[below] < high[i])
        below++;
      while (not_above < m && low[not_above] <= high[i])
        not_above++;
      twice_wins += (guint64)below + (guint64)not_above;
    }
  return (double)twice_wins / (2.0 * (double)n * (double)m);
}

/* ---- Laws of Beta scores ---- */

/* GSL aborts the program on any error unless it is told once not to; here every status is looked at. */
static void
quiet_gsl (void)
{
  static gsize quiet = 0;

  if (g_once_init_enter (&quiet))
    {
      gsl_set_error_handler_off ();
      g_once_init_leave (&quiet, 1);
    }
}

/* I_x (a, b) for x in 0..1; NaN where GSL cannot say. */
static double
incomplete_beta (double x, double a, double b)
{
  gsl_sf_result result;
  int status = gsl_sf_beta_inc_e (a, b, x, &result);

  if (status == GSL_EUNDRFLW) /* less than the least double, from the end that x is near to */
    return x < a / (a + b) ? 0 : 1;
  return status == GSL_SUCCESS ? result.val : NAN;
}

double
sft_beta_tail (double t, double a, double b)
{
  double below;

  g_return_val_if_fail (a > 0 && b > 0, NAN);

  if (isnan (t))
    return NAN;
  if (t <= 0)
    return 1;
  if (t >= 1)
    return 0;
  quiet_gsl ();
  below = incomplete_beta (t, a, b);
  /* A small tail is computed as such: the difference from 1 would have few digits. */
  return below > 0.5 ? incomplete_beta (1 - t, b, a) : 1 - below;
}

typedef struct
{
  double a1, b1, a2, b2;
  double log_beta1; /* log B (a1, b1) */
} BetaPair;

/* The density of log (X / (1 - X)) at s times P(Y < X). In this variable the singularities of the density
 * at 0 and 1 are exponential tails. x and y = 1 - x are both kept to full relative precision. */
static double
beta_auc_integrand (double s, void *data)
{
  const BetaPair *pair = data;
  double e = exp (-fabs (s));
  double small = e / (1 + e), log_large = -log1p (e), log_small = log_large - fabs (s);
  double density, below;

  if (s < 0)
    {
      density = exp (pair->a1 * log_small + pair->b1 * log_large - pair->log_beta1);
      below = incomplete_beta (small, pair->a2, pair->b2);
    }
  else
    {
      density = exp (pair->a1 * log_large + pair->b1 * log_small - pair->log_beta1);
      below = 1 - incomplete_beta (small, pair->b2, pair->a2);
    }
  return density * below;
}

double
sft_beta_auc (double a1, double b1, double a2, double b2)
{
  /* The left out parts are below exp (-margin) / rate of the density's bound exp (-rate |s|) / B (a1, b1). */
  const double margin = 36, absolute = 1e-13;
  BetaPair pair = { a1, b1, a2, b2, 0 };
  gsl_integration_workspace *workspace;
  gsl_sf_result log_beta;
  double points[4], auc = 0;

  g_return_val_if_fail (a1 > 0 && b1 > 0 && a2 > 0 && b2 > 0, NAN);

  quiet_gsl ();
  if (gsl_sf_lnbeta_e (a1, b1, &log_beta) != GSL_SUCCESS)
    return NAN;
  pair.log_beta1 = log_beta.val;
  points[0] = -(margin - log (a1) - log_beta.val) / a1;
  points[3] = (margin - log (b1) - log_beta.val) / b1;
  /* Further out, the smaller of x and 1 - x would underflow: a shape below 0.06. */
  if (points[0] < -700 || points[3] > 700)
    return NAN;
  /* Where the density and the distribution function change. */
  points[1] = CLAMP (MIN (log (a1 / b1), log (a2 / b2)), points[0], points[3]);
  points[2] = CLAMP (MAX (log (a1 / b1), log (a2 / b2)), points[0], points[3]);
  workspace = gsl_integration_workspace_alloc (200);
  if (workspace == NULL)
    return NAN;
  for (int i = 0; i < 3; i++)
    {
      gsl_function function = { beta_auc_integrand, &pair };
      double part = 0, part_error = 0;
      int status;

      if (points[i + 1] <= points[i])
        continue;
      status = gsl_integration_qag (&function, points[i], points[i + 1], absolute, 0, 200, GSL_INTEG_GAUSS31, workspace,
                                    &part, &part_error);
      auc += status == GSL_SUCCESS || part_error < 3 * absolute ? part : NAN;
    }
  gsl_integration_workspace_free (workspace);
  return isnan (auc) ? NAN : CLAMP (auc, 0, 1);
}
