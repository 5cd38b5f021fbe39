/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a stated confidence mean what it says, and when is it better not to answer? */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize n, right;
  double confidence, accuracy; /* means; NaN of an empty bin */
} SftCalibrationBin;

/* With o = 1 for a right answer and 0 for a wrong one, c its confidence, and of each bin b its share w of all answers,
 * mean confidence C and accuracy A (Murphy 1973, with mean confidences for forecasts):
 * reliability = sum w (C - A)^2, resolution = sum w (A - accuracy)^2, uncertainty = accuracy (1 - accuracy),
 * binned Brier score = mean (C - o)^2 = reliability - resolution + uncertainty, ECE = sum w |C - A|. */
typedef struct
{
  double accuracy, brier, brier_binned, reliability, resolution, uncertainty, ece;
  double ece_noise; /* the mean plus four standard deviations of the ECE of a calibrated model: what chance explains */
} SftCalibration;

/* n >= 1 answers with confidences in 0..1 and right[i] 0 or 1; `n_bins` >= 1 bins of equal width, each closed below,
 * the last one closed above too. Fills bins (n_bins of them). ece_noise takes the bins' gaps as independent and
 * normal with variance C (1 - C) / (w n). */
SftCalibration sft_calibrate (const double *confidence, const guint8 *right, gsize n, int n_bins,
                              SftCalibrationBin *bins);

/* Right +1, wrong -t / (1 - t), no answer 0: an answer given with probability p of being right is worth
 * p - (1 - p) t / (1 - t), which is above 0 exactly for p > t. t in 0..1, 1 excluded. */
double sft_answer_worth (double p, double target);

typedef struct
{
  gsize answered, right;
  double coverage, accuracy, mean_score; /* accuracy is NaN where nothing is answered */
} SftSelection;
/* Answers exactly where confidence > target. */
SftSelection sft_select (const double *confidence, const guint8 *right, gsize n, double target);

G_END_DECLS
