/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a parameter's row, for its own files. */
#pragma once

#include "sft-param-row.h"

G_BEGIN_DECLS

struct _SftParamRow
{
  GtkBox parent_instance;

  SftDemoState *state;
  const SftParam *param;
  const SftDim *dim;
  GtkWidget *head; /* label, reset button and, for one number, its control */
  GtkWidget *label, *reset;
  GtkWidget *control;
  gboolean differs; /* shown as not at its default */
  GtkWidget *reason;
  char *shown_text; /* of a text parameter: the state's text that was shown last */
  gboolean syncing;
};

/* Makes the control and puts it into the head, or below it where it is large. It changes the state as it is changed.
 * `room` is the row's width; 0: unknown. */
void sft_param_row_add_control (SftParamRow *self, int room);
/* Shows the state's value in it. */
void sft_param_row_sync_control (SftParamRow *self);

G_END_DECLS
