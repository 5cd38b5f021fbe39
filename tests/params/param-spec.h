/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A specification with every kind of parameter, and what the tests of parameters share. */
#pragma once

#include "sft-param.h"

G_BEGIN_DECLS

/* logits tokens x vocabulary, targets below vocabulary, response_mask; mixing classes x classes; weights 3 and
 * table 2 x 2 of fixed lengths; threshold, steps, warmup, schedule, note, low < high. */
extern const SftSpec test_spec;

SftValues *test_defaults (void);
/* Commits what is said in assignments; they must be right. */
SftValues *test_assign (SftValues *base, const char *const *assignments);
/* The assignments fail with this code, parameter, cell and message, and leave `base` as it was. */
void test_assign_fails (SftValues *base, const char *const *assignments, SftParamError code, const char *id, int row,
                        int column, const char *message);

void add_shape_tests (void);
void add_random_tests (void);

G_END_DECLS
