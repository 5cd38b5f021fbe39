/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden data of tests/golden and how near to it a result must be. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lines of a file in tests/golden, without the empty last one. Free with g_strfreev(). */
char **golden_lines (const char *name);
/* All numbers of such a file in order, as doubles; lines and blanks alike separate them. */
GArray *golden_numbers (const char *name);
/* The double with these 16 hexadecimal digits as its bits. */
double golden_bits (const char *digits);

/* Bit for bit, but any NaN equals any NaN. */
gboolean same_double (double a, double b);
/* Whether log, exp and pow here are those of the machine where NumPy made the golden draws: glibc on a processor
 * with fused multiply-add. Others round about one result in a thousand the other way. */
gboolean is_golden_libm (void);
/* 4 ulp or 1e-14 relative: the same formula in another libm (vectorized in NumPy) and another order of a sum. */
gboolean near_double (double actual, double expected);
/* Random finite double of magnitudes between 10^-3 and 10^scale, either sign. */
double random_logit (double scale);

#define assert_near(actual, expected)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    double near_actual_ = (actual), near_expected_ = (expected);                                                       \
    if (!near_double (near_actual_, near_expected_))                                                                   \
      g_error ("%s:%d: %s is %.17g, expected %.17g", __FILE__, __LINE__, #actual, near_actual_, near_expected_);       \
  }                                                                                                                    \
  G_STMT_END

#define assert_same(actual, expected)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    double same_actual_ = (actual), same_expected_ = (expected);                                                       \
    if (!same_double (same_actual_, same_expected_))                                                                   \
      g_error ("%s:%d: %s is %.17g, expected %.17g", __FILE__, __LINE__, #actual, same_actual_, same_expected_);       \
  }                                                                                                                    \
  G_STMT_END

/* A draw of NumPy's stream: bit for bit where the libm is the same. */
#define assert_draw(actual, expected)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    double draw_actual_ = (actual), draw_expected_ = (expected);                                                       \
    if (is_golden_libm ())                                                                                             \
      assert_same (draw_actual_, draw_expected_);                                                                      \
    else                                                                                                               \
      assert_near (draw_actual_, draw_expected_);                                                                      \
  }                                                                                                                    \
  G_STMT_END

#define assert_within(actual, expected, tolerance)                                                                     \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    double within_actual_ = (actual), within_expected_ = (expected);                                                   \
    if (!(ABS (within_actual_ - within_expected_) <= (tolerance)))                                                     \
      g_error ("%s:%d: %s is %.17g, expected %.17g within %g", __FILE__, __LINE__, #actual, within_actual_,            \
               within_expected_, (double)(tolerance));                                                                 \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
