/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the notebook claims and what this program found, each with symbol, word and color. */
#pragma once

#include <gtk/gtk.h>

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_TYPE_CHECKS (sft_checks_get_type ())
G_DECLARE_FINAL_TYPE (SftChecks, sft_checks, SFT, CHECKS, GtkBox)

GtkWidget *sft_checks_new (void);
/* NULL: no result yet. Nothing of the result is kept. */
void sft_checks_show (SftChecks *self, const SftResult *result);

G_END_DECLS
