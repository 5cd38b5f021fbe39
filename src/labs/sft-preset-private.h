/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sft-lab.h"

/* The presets of a notebook family, ended by a NULL id; NULL: no such family. */
const SftPreset *sft_notebook_presets (const char *lab);
