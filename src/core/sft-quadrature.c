/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-quadrature.h"

#include <gsl/gsl_integration.h>
#include <math.h>

/* One of the sizes whose nodes GSL has as constants. */
#define NODES 128

double
sft_trapezoid (SftIntegrand f, gconstpointer data, double low, double high, gsize points)
{
  double step, sum;

  g_return_val_if_fail (points >= 2, NAN);

  step = (high - low) / (double)(points - 1);
  sum = (f (low, data) + f (high, data)) / 2;
  for (gsize i = 1; i + 1 < points; i++)
    sum += f (low + (double)i * step, data);
  return sum * step;
}

double
sft_gauss_legendre (SftIntegrand f, gconstpointer data, double low, double high)
{
  gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc (NODES);
  double sum = 0;

  for (gsize i = 0; i < NODES; i++)
    {
      double x, weight;

      gsl_integration_glfixed_point (low, high, i, &x, &weight, table);
      sum += weight * f (x, data);
    }
  gsl_integration_glfixed_table_free (table);
  return sum;
}
