/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); Marsaglia's polar method; Marsaglia
 * and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), with Ahrens and Dieter's
 * method (1974) for shapes below 1; Johnk's method for beta with both shapes at most 1. Which of two equal
 * formulas is used, and which value of a pair comes first, is what NumPy's RandomState does: the order of
 * the operations here is part of the contract. */
#include "config.h"

#include "sft-random.h"

#include <math.h>

#define MT_LENGTH 624
#define MT_SHIFT 397
/* Draws between two looks at the cancellable: well below a millisecond. */
#define DRAWS_PER_LOOK 4096

G_STATIC_ASSERT (G_N_ELEMENTS (((SftRandom *)NULL)->key) == MT_LENGTH);

/* What the gamma generator needs to know of a shape, so that many draws compute it once. */
typedef struct
{
  double shape;
  double d, c; /* shape >= 1: shape - 1/3 and 1 / sqrt (9 d) */
} GammaShape;

static inline guint32
twist (guint32 high, guint32 low)
{
  guint32 y = (high & 0x80000000u) | (low & 0x7fffffffu);

  return (y >> 1) ^ (-(y & 1) & 0x9908b0dfu);
}

static void
refill (SftRandom *random)
{
  guint32 *key = random->key;
  int i;

  for (i = 0; i < MT_LENGTH - MT_SHIFT; i++)
    key[i] = key[i + MT_SHIFT] ^ twist (key[i], key[i + 1]);
  for (; i < MT_LENGTH - 1; i++)
    key[i] = key[i + MT_SHIFT - MT_LENGTH] ^ twist (key[i], key[i + 1]);
  key[i] = key[MT_SHIFT - 1] ^ twist (key[i], key[0]);
  random->position = 0;
}

static inline guint32
next_uint32 (SftRandom *random)
{
  guint32 y;

  if (G_UNLIKELY (random->position >= MT_LENGTH))
    refill (random);
  y = random->key[random->position++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

/* 27 bits of one output and 26 of the next. */
static inline double
next_double (SftRandom *random)
{
  gint32 a = (gint32)(next_uint32 (random) >> 5);
  gint32 b = (gint32)(next_uint32 (random) >> 6);

  return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0); /* a power of two: exact */
}

static inline double
next_gauss (SftRandom *random)
{
  double x1, x2, r2, f;

  if (random->has_gauss)
    {
      double gauss = random->gauss;

      random->has_gauss = FALSE;
      random->gauss = 0;
      return gauss;
    }
  do
    {
      x1 = 2.0 * next_double (random) - 1.0;
      x2 = 2.0 * next_double (random) - 1.0;
      r2 = x1 * x1 + x2 * x2;
    }
  while (r2 >= 1.0 || r2 == 0.0);
  f = sqrt (-2.0 * log (r2) / r2);
  /* The second coordinate is returned first. */
  random->gauss = f * x1;
  random->has_gauss = TRUE;
  return f * x2;
}

static inline double
next_exponential (SftRandom *random)
{
  return -log (1.0 - next_double (random));
}

static GammaShape
gamma_shape (double shape)
{
  GammaShape gamma = { shape, shape - 1. / 3., 0 };

  if (shape > 1)
    gamma.c = 1. / sqrt (9 * gamma.d);
  return gamma;
}

static double
next_small_gamma (SftRandom *random, double shape)
{
  for (;;)
    {
      double u = next_double (random);
      double v = next_exponential (random);

      if (u <= 1.0 - shape)
        {
          double x = pow (u, 1. / shape);

          if (x <= v)
            return x;
        }
      else
        {
          double y = -log ((1 - u) / shape);
          double x = pow (1.0 - shape + shape * y, 1. / shape);

          if (x <= v + y)
            return x;
        }
    }
}

static inline double
next_gamma (SftRandom *random, const GammaShape *gamma)
{
  if (gamma->shape == 1)
    return next_exponential (random);
  if (gamma->shape < 1)
    return next_small_gamma (random, gamma->shape);
  for (;;)
    {
      double x, v, u;

      do
        {
          x = next_gauss (random);
          v = 1.0 + gamma->c * x;
        }
      while (v <= 0);
      v = v * v * v;
      u = next_double (random);
      if (u < 1.0 - 0.0331 * (x * x) * (x * x))
        return gamma->d * v;
      /* u may be 0: its logarithm is then -inf, and the draw is accepted. */
      if (log (u) < 0.5 * x * x + gamma->d * (1. - v + log (v)))
        return gamma->d * v;
    }
}

static double
next_johnk_beta (SftRandom *random, double a, double b)
{
  for (;;)
    {
      double u = next_double (random);
      double v = next_double (random);
      double x = pow (u, 1.0 / a);
      double y = pow (v, 1.0 / b);

      if (x + y > 1.0)
        continue;
      if (x + y > 0)
        return x / (x + y);
      /* Both powers underflowed: the same ratio by logarithms. */
      {
        double log_x = log (u) / a;
        double log_y = log (v) / b;
        double log_m = log_x > log_y ? log_x : log_y;

        log_x -= log_m;
        log_y -= log_m;
        return exp (log_x - log (exp (log_x) + exp (log_y)));
      }
    }
}

/* Inlined into its callers, for the sake of the loop over many draws. */
static inline double
next_beta (SftRandom *random, const GammaShape *a, const GammaShape *b)
{
  double x, y;

  if (a->shape <= 1 && b->shape <= 1)
    return next_johnk_beta (random, a->shape, b->shape);
  x = next_gamma (random, a);
  y = next_gamma (random, b);
  return x / (x + y);
}

void
sft_random_seed (SftRandom *random, guint32 seed)
{
  g_return_if_fail (random != NULL);

  for (int i = 0; i < MT_LENGTH; i++)
    {
      random->key[i] = seed;
      seed = 1812433253u * (seed ^ (seed >> 30)) + (guint32)i + 1;
    }
  random->position = MT_LENGTH;
  random->has_gauss = FALSE;
  random->gauss = 0;
}

guint32
sft_random_uint32 (SftRandom *random)
{
  g_return_val_if_fail (random != NULL, 0);

  return next_uint32 (random);
}

double
sft_random_double (SftRandom *random)
{
  g_return_val_if_fail (random != NULL, 0);

  return next_double (random);
}

double
sft_random_gauss (SftRandom *random)
{
  g_return_val_if_fail (random != NULL, 0);

  return next_gauss (random);
}

double
sft_random_exponential (SftRandom *random)
{
  g_return_val_if_fail (random != NULL, 0);

  return next_exponential (random);
}

double
sft_random_gamma (SftRandom *random, double shape)
{
  GammaShape gamma;

  g_return_val_if_fail (random != NULL, 0);
  g_return_val_if_fail (shape > 0, 0);

  gamma = gamma_shape (shape);
  return next_gamma (random, &gamma);
}

double
sft_random_beta (SftRandom *random, double a, double b)
{
  GammaShape shape_a, shape_b;

  g_return_val_if_fail (random != NULL, 0);
  g_return_val_if_fail (a > 0 && b > 0, 0);

  shape_a = gamma_shape (a);
  shape_b = gamma_shape (b);
  return next_beta (random, &shape_a, &shape_b);
}

gboolean
sft_random_fill_beta (SftRandom *random, double a, double b, double *out, gsize n, GCancellable *cancellable,
                      GError **error)
{
  GammaShape shape_a, shape_b;
  SftRandom local; /* on the stack, where writing to `out` cannot change it */
  gsize done = 0;

  g_return_val_if_fail (random != NULL, FALSE);
  g_return_val_if_fail (a > 0 && b > 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  shape_a = gamma_shape (a);
  shape_b = gamma_shape (b);
  local = *random;
  while (done < n && !g_cancellable_is_cancelled (cancellable))
    {
      gsize end = done + MIN (n - done, DRAWS_PER_LOOK);

      for (; done < end; done++)
        {
          double draw = next_beta (&local, &shape_a, &shape_b);

          if (out != NULL)
            out[done] = draw;
        }
    }
  *random = local;
  return done == n || !g_cancellable_set_error_if_cancelled (cancellable, error);
}
