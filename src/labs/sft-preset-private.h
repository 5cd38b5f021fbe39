/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presets that stand outside of their lab's file, in presets-notebook.c or by section in presets-SECTION.c. A lab may
 * as well have them in its own. */
#pragma once

#include "sft-lab.h"

#define SFT_LAB(symbol) extern const SftPreset sft_presets_##symbol[];
#include "sft-labs.def"
#undef SFT_LAB
