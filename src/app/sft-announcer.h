/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a screen reader what changed, once the learner pauses: a run of changes is one announcement. */
#pragma once

#include <gtk/gtk.h>

#include "sft-demo-state.h"

G_BEGIN_DECLS

#define SFT_ANNOUNCE_PAUSE_MS 700

typedef struct _SftAnnouncer SftAnnouncer;

/* The label must have the role of a status and outlive the announcer. */
SftAnnouncer *sft_announcer_new (GtkLabel *label);
void sft_announcer_free (SftAnnouncer *self);
/* The state has another result. Of a view that was not heard of before its figure is said in a sentence, afterwards the
 * readouts that differ from what was said last. */
void sft_announcer_hear (SftAnnouncer *self, SftDemoState *state);

/* The view is no longer on the screen: nothing is said of it. */
void sft_announcer_hush (SftAnnouncer *self);

G_END_DECLS
