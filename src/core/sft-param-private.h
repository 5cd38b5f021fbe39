/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the parameter module share. */
#pragma once

#include "sft-param.h"

G_BEGIN_DECLS

/* One parameter's value. Scalars and text are 1 x 1; `cells` is NULL for text only, `text` for all others. */
typedef struct
{
  int rows, columns;
  double *cells; /* rows x columns, row-major */
  char *text;
} SftValue;

struct _SftValues
{
  gatomicrefcount refs;
  const SftSpec *spec;
  guint n_params, n_dims;
  SftValue *values; /* one for each parameter */
  int *dims;        /* the length of each dimension */
};

void sft_value_clear (SftValue *value);
SftValue sft_value_copy (const SftValue *value);
/* Changes the shape: cells that fit are kept, new ones are `fill`. */
void sft_value_resize (SftValue *value, int rows, int columns, double fill);

SftValues *sft_values_alloc (const SftSpec *spec);
SftValues *sft_values_copy (const SftValues *values);

/* -1: there is none. */
int sft_spec_index (const SftSpec *spec, const char *id);
int sft_spec_dim_index (const SftSpec *spec, const char *dim);

gboolean sft_param_is_grid (const SftParam *param); /* a list or a matrix */
SftKind sft_param_cell_kind (const SftParam *param);
/* What each cell can be by the specification alone. */
void sft_param_limits (const SftParam *param, double *minimum, double *maximum);
/* The dimension that counts rows (axis 0) or columns (axis 1), or NULL: that length is fixed. */
const char *sft_param_axis_dim (const SftParam *param, int axis);
/* "threshold", "targets[1]", "mask[0][2]"; row -1: the parameter as a whole. */
char *sft_param_cell_name (const SftParam *param, int row, int column);

/* "%s: %s is out of range; accepted: ..." */
void sft_param_range_error (const SftParam *param, int row, int column, const char *given, double minimum,
                            double maximum, GError **error);
/* Is the value of the cell's kind and in its range? The upper limit of indices (`below`) hangs on a dimension
 * and is judged at commit. */
gboolean sft_cell_check (const SftParam *param, int row, int column, double value, GError **error);
/* Whole numbers have no minus zero. */
double sft_cell_normalize (const SftParam *param, double value);
/* One cell in command-line syntax. */
gboolean sft_cell_parse (const SftParam *param, int row, int column, const char *text, double *value, GError **error);
/* A whole parameter in command-line syntax; *value is set on success only. */
gboolean sft_value_parse (const SftParam *param, const char *text, SftValue *value, GError **error);
gboolean sft_value_parse_text (const SftParam *param, const char *text, SftValue *value, GError **error);
char *sft_value_format (const SftParam *param, const SftValue *value);
gboolean sft_param_fill (const SftParam *param, double *value, GError **error);

G_END_DECLS
