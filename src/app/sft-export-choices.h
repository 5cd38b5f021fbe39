/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices for exported figures, as they were made last. */
#pragma once

#include "sft-export.h"
#include "sft-settings.h"

G_BEGIN_DECLS

/* Without a state. What does not fit is as by default. */
void sft_export_choices_load (SftSettings *settings, SftExportOptions *options);
void sft_export_choices_keep (SftSettings *settings, const SftExportOptions *options);

G_END_DECLS
