/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integrals of smooth functions over an interval. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef double (*SftIntegrand) (double x, gconstpointer data);

/* The trapezoid rule on `points` >= 2 equidistant points from low to high. For an analytic function that vanishes
 * towards both ends, a normal density times something bounded, the error falls exponentially with the number of
 * points; else with its square. */
double sft_trapezoid (SftIntegrand f, gconstpointer data, double low, double high, gsize points);

/* Gauss and Legendre's rule of 128 points (GSL): exact for polynomials up to degree 255. For low > high minus the
 * integral from high to low. */
double sft_gauss_legendre (SftIntegrand f, gconstpointer data, double low, double high);

G_END_DECLS
