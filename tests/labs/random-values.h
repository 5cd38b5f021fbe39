/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random points of a lab's parameters, for tests over all that a learner can set. */
#pragma once

#include "sft-lab.h"

/* Every dimension and then every parameter drawn within its range: in a third of the cases at an end of the
 * range, else evenly or, for ranges over several powers of ten, evenly in the logarithm. Where parameters do not go
 * together, those that the error names are drawn again, at most 200 times; then NULL and the error. Draws come from
 * g_test_rand, so that a seed repeats them. */
SftValues *random_values (const SftLab *lab, SftValues *defaults, GError **error);
