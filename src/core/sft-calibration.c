/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-calibration.h"

#include <math.h>

/* Of a standard normal Z: E|Z|, and the variance of |Z| is 1 - E|Z|^2. */
#define MEAN_ABSOLUTE 0.7978845608028654
#define CHANCE 4

static void
fill_bins (const double *confidence, const guint8 *right, gsize n, int n_bins, SftCalibrationBin *bins)
{
  for (int b = 0; b < n_bins; b++)
    bins[b] = (SftCalibrationBin){ 0, 0, 0, 0 };
  for (gsize i = 0; i < n; i++)
    {
      SftCalibrationBin *bin = &bins[MIN ((int)(confidence[i] * n_bins), n_bins - 1)];

      bin->n++;
      bin->right += right[i] != 0;
      bin->confidence += confidence[i];
    }
  for (int b = 0; b < n_bins; b++)
    {
      bins[b].accuracy = bins[b].n > 0 ? (double)bins[b].right / (double)bins[b].n : NAN;
      bins[b].confidence = bins[b].n > 0 ? bins[b].confidence / (double)bins[b].n : NAN;
    }
}

SftCalibration
sft_calibrate (const double *confidence, const guint8 *right, gsize n, int n_bins, SftCalibrationBin *bins)
{
  SftCalibration all = { 0 };
  double noise = 0, variance = 0;
  gsize total = 0;

  g_return_val_if_fail (n >= 1 && n_bins >= 1 && bins != NULL, all);

  fill_bins (confidence, right, n, n_bins, bins);
  for (gsize i = 0; i < n; i++)
    {
      double gap = confidence[i] - (right[i] != 0);

      total += right[i] != 0;
      all.brier += gap * gap;
    }
  all.accuracy = (double)total / (double)n;
  all.brier /= (double)n;
  all.uncertainty = all.accuracy * (1 - all.accuracy);
  for (int b = 0; b < n_bins; b++)
    {
      const SftCalibrationBin *bin = &bins[b];
      double weight = (double)bin->n / (double)n, deviation;

      if (bin->n == 0)
        continue;
      all.reliability += weight * (bin->confidence - bin->accuracy) * (bin->confidence - bin->accuracy);
      all.resolution += weight * (bin->accuracy - all.accuracy) * (bin->accuracy - all.accuracy);
      all.ece += weight * fabs (bin->confidence - bin->accuracy);
      all.brier_binned += ((double)bin->right * (1 - bin->confidence) * (1 - bin->confidence)
                           + (double)(bin->n - bin->right) * bin->confidence * bin->confidence)
                          / (double)n;
      deviation = weight * sqrt (bin->confidence * (1 - bin->confidence) / (double)bin->n);
      noise += MEAN_ABSOLUTE * deviation;
      variance += (1 - MEAN_ABSOLUTE * MEAN_ABSOLUTE) * deviation * deviation;
    }
  all.ece_noise = noise + CHANCE * sqrt (variance);
  return all;
}

double
sft_answer_worth (double p, double target)
{
  return p - (1 - p) * target / (1 - target);
}

SftSelection
sft_select (const double *confidence, const guint8 *right, gsize n, double target)
{
  SftSelection selection = { 0, 0, NAN, NAN, NAN };

  g_return_val_if_fail (n >= 1, selection);

  for (gsize i = 0; i < n; i++)
    if (confidence[i] > target)
      {
        selection.answered++;
        selection.right += right[i] != 0;
      }
  selection.coverage = (double)selection.answered / (double)n;
  if (selection.answered > 0)
    selection.accuracy = (double)selection.right / (double)selection.answered;
  selection.mean_score = ((double)selection.right * sft_answer_worth (1, target)
                          + (double)(selection.answered - selection.right) * sft_answer_worth (0, target))
                         / (double)n;
  return selection;
}
