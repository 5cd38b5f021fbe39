/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NumPy's legacy random stream (numpy.random.RandomState), bit for bit. The state is a plain value
 * that the caller owns; copying it copies the stream. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 key[624];
  int position;
  gboolean has_gauss;
  double gauss; /* the second value of the last polar pair */
} SftRandom;

void sft_random_seed (SftRandom *random, guint32 seed); /* MT19937 init_genrand */
guint32 sft_random_uint32 (SftRandom *random);
double sft_random_double (SftRandom *random);                   /* [0, 1), 53 bits */
double sft_random_gauss (SftRandom *random);                    /* legacy polar method, one value cached */
double sft_random_exponential (SftRandom *random);              /* legacy standard exponential */
double sft_random_gamma (SftRandom *random, double shape);      /* legacy standard gamma, shape > 0 */
double sft_random_beta (SftRandom *random, double a, double b); /* legacy beta, a, b > 0 */

/* Fills out with n beta draws. Looks at `cancellable` (may be NULL) every few thousand draws; FALSE with
 * G_IO_ERROR_CANCELLED when it was cancelled. out NULL: the draws are made and thrown away, so that a later
 * part of a stream can be reached. */
gboolean sft_random_fill_beta (SftRandom *random, double a, double b, double *out, gsize n, GCancellable *cancellable,
                               GError **error);

G_END_DECLS
