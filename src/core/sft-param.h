/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner can change.
 *
 * A specification says which parameters a lab has; values are one immutable setting of all of them.
 * Every change is a transaction (SftEdit) on top of some values and ends in new values or in one
 * error, so undo, presets, saved state and worker jobs are all just references to values. Window,
 * command line and restored state share this one parser and setter. */
#pragma once

#include <glib.h>

#include "sft-json.h"
#include "sft-text.h"

G_BEGIN_DECLS

typedef struct _SftValues SftValues; /* immutable, atomic reference count */
typedef struct _SftEdit SftEdit;     /* a transaction on top of some values */

typedef enum
{
  SFT_REAL,
  SFT_INTEGER,
  SFT_SWITCH, /* 0 or 1; written true or false */
  SFT_CHOICE, /* the index of one of `choices`; written as its id */
  SFT_LIST,   /* rows x 1 cells of kind `cell` */
  SFT_MATRIX, /* rows x columns cells of kind `cell` */
  SFT_TEXT    /* UTF-8 */
} SftKind;

/* "real", "integer", "switch", "choice", "list", "matrix", "text". */
const char *sft_kind_name (SftKind kind);

typedef struct
{
  const char *id, *label; /* label: msgid */
} SftChoice;

/* A named length that lists and matrices share. */
typedef struct
{
  const char *id, *label, *help; /* "tokens", msgid, msgid */
  int minimum, maximum;
  const char *const *names; /* example names of the indices, at least `maximum` of them; NULL: numbers only */
  const char *greyed_by;    /* a list over this dimension: names where its cell is 0 are shown grey; or NULL */
} SftDim;

typedef struct
{
  const char *id;             /* command line and JSON; never translated */
  const char *label, *group;  /* msgids; group NULL: no heading */
  const char *help, *unit;    /* msgids; one sentence; unit NULL: a plain number */
  const char *unit_one;       /* msgid: the unit behind a 1, see SFT_UNITS; NULL: as behind any other number */
  SftKind kind, cell;         /* cell: SFT_REAL, SFT_INTEGER or SFT_SWITCH of a list or matrix */
  double minimum, maximum;    /* of each cell; ignored for switch, choice and text (text: maximum characters) */
  double step;                /* of a spin button */
  int digits;                 /* decimals of a spin button */
  const char *initial;        /* in command-line syntax */
  const char *rows, *columns; /* dimension ids; a list uses rows alone; NULL: that length is fixed */
  const char *below;          /* cells are indices less than this dimension's length; NULL: no such limit */
  const char *fill;           /* value of a cell that a resize adds; NULL: the minimum, or 0 if that is in range */
  const SftChoice *choices;   /* ends with a NULL id */
  /* Of a text that other parameters follow: when an edit gives a text that differs from the one in `base`, adds what
   * follows from it to `edit`, whole. Parameters that the learner's own edit gives whole keep what was given. May
   * refuse the text with sft_param_error_set(). NULL: nothing follows. */
  gboolean (*follow) (const SftValues *base, const char *text, SftEdit *edit, GError **error);
} SftParam;

typedef struct
{
  const SftParam *params; /* ends with a NULL id */
  const SftDim *dims;     /* ends with a NULL id; NULL: none. Initial lengths are those of the initial values */
  /* What must hold between parameters; sets SFT_PARAM_ERROR_CONFLICT with sft_param_error_new(). NULL: nothing. */
  gboolean (*validate) (const SftValues *values, GError **error);
} SftSpec;

const SftParam *sft_spec_find (const SftSpec *spec, const char *id); /* NULL: no such parameter */
const SftDim *sft_spec_find_dim (const SftSpec *spec, const char *id);

/* An error of this domain knows which parameter and which cell it is about, so that the window marks
 * the right control. Its message is one line: the input, what is wrong, what is accepted. */
#define SFT_PARAM_ERROR (sft_param_error_quark ())
typedef enum
{
  SFT_PARAM_ERROR_UNKNOWN, /* no such parameter */
  SFT_PARAM_ERROR_SYNTAX,  /* not of this kind: "abc" for a number, a ragged matrix */
  SFT_PARAM_ERROR_RANGE,   /* outside minimum..maximum, not one of the choices, no such cell */
  SFT_PARAM_ERROR_SHAPE,   /* lengths do not fit a dimension or each other */
  SFT_PARAM_ERROR_CONFLICT /* does not go with another parameter */
} SftParamError;
GQuark sft_param_error_quark (void);
/* The parameter's id (owned by the error) or NULL; row and column are -1 where no cell is meant, column is 0 for a
 * list. Where two parameters do not fit each other, it is one that was given. NULL for other domains' errors. */
const char *sft_param_error_get_id (const GError *error, int *row, int *column);
void sft_param_error_set (GError **error, SftParamError code, const char *id, int row, int column, const char *format,
                          ...) G_GNUC_PRINTF (6, 7);

/* The defaults, with a demo's overrides ({ "draw=3", NULL }; NULL: none) on top. NULL and an error
 * when an override is wrong. */
SftValues *sft_values_new (const SftSpec *spec, const char *const *overrides, GError **error);
SftValues *sft_values_ref (SftValues *values);
void sft_values_unref (SftValues *values);
const SftSpec *sft_values_spec (const SftValues *values);

/* A scalar: a number, 0 or 1 of a switch, the index of a choice. `id` must exist (asserted). */
double sft_values_get (const SftValues *values, const char *id);
const char *sft_values_choice (const SftValues *values, const char *id); /* the id of the choice */
/* Cells in row-major order, owned by `values`; rows and columns may be NULL. Scalars are 1 x 1. */
const double *sft_values_cells (const SftValues *values, const char *id, int *rows, int *columns);
const char *sft_values_text (const SftValues *values, const char *id);
int sft_values_dim (const SftValues *values, const char *dim);
/* The least and greatest value that a cell of this parameter can now take (`below` counted in). */
void sft_values_range (const SftValues *values, const char *id, double *minimum, double *maximum);
/* Equal in one parameter, or in all with id NULL. -0 equals 0. */
gboolean sft_values_same (const SftValues *a, const SftValues *b, const char *id);
/* The value in command-line syntax, without "id=": what sft_edit_parse() reads back to the same cells. */
char *sft_values_format (const SftValues *values, const char *id);
/* The value as JSON: number, true/false, the choice's id, [..], [[..],..], string. Cells that are
 * switches are 0 and 1, as masks are written everywhere in this field. */
void sft_values_write (const SftValues *values, const char *id, SftJson *json);

SftEdit *sft_edit_new (SftValues *base);
/* "threshold=0.5", "mask=1,0;0,1" (or "1,0/0,1", "[[1,0],[0,1]]"), "targets=0,1" (or "[0, 1]"), "mask[0][2]=1",
 * "targets[1]=2", "warmup=on" (true, false, yes, no, on, off, 1, 0), a choice by its id, "note=any text". White space
 * around a name, an index or a value does not count, but in text. Numbers are decimal, with a point, in any locale.
 *
 * Errors of syntax, range and unknown names come at once and leave the edit as it was; shape and conflict come from
 * commit. Parameters given whole come first and cells after them, whatever the order of the calls; the same thing
 * given twice: the last counts. */
gboolean sft_edit_parse (SftEdit *edit, const char *assignment, GError **error);
/* A scalar (row and column do not count), a list's entry (column 0) or a matrix's cell. */
gboolean sft_edit_set (SftEdit *edit, const char *id, int row, int column, double value, GError **error);
/* A whole parameter of any kind from its command-line syntax; SFT_TEXT takes the text as it is. */
gboolean sft_edit_set_text (SftEdit *edit, const char *id, const char *text, GError **error);
/* Changes a dimension: all its members keep what fits, new cells take `fill`, indices are clamped to
 * what `below` allows. Resizes come before everything else in an edit: a parameter given whole in the same edit sets
 * its dimensions anew, and must then agree with the length that the others were resized to. */
gboolean sft_edit_resize (SftEdit *edit, const char *dim, int length, GError **error);
/* The same from what was typed: SFT_PARAM_ERROR_SYNTAX when that is no whole number. */
gboolean sft_edit_resize_text (SftEdit *edit, const char *dim, const char *text, GError **error);
/* New values, or NULL and the error; frees the edit either way; the base never changes. Shapes, `below` and validate()
 * are judged here, once. A parameter given whole sets its dimensions; a member of that dimension which was not given
 * and no longer fits is an error naming both. */
SftValues *sft_edit_commit (SftEdit *edit, GError **error);
void sft_edit_free (SftEdit *edit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftValues, sft_values_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftEdit, sft_edit_free)

G_END_DECLS
