/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the table of demos as an object, for list models. */
#pragma once

#include <gio/gio.h>

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_TYPE_DEMO_ITEM (sft_demo_item_get_type ())
G_DECLARE_FINAL_TYPE (SftDemoItem, sft_demo_item, SFT, DEMO_ITEM, GObject)

SftDemoItem *sft_demo_item_new (const SftDemo *demo);
const SftDemo *sft_demo_item_get_demo (SftDemoItem *self);
/* Each word of the query must be the number, or be found in title or section, case ignored. */
gboolean sft_demo_item_matches (SftDemoItem *self, const char *query);

G_END_DECLS
