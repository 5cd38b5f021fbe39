/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As many rows as a table has, as a list model: each is made when somebody looks at it, and holds nothing. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SFT_TYPE_TABLE_ROWS (sft_table_rows_get_type ())
G_DECLARE_FINAL_TYPE (SftTableRows, sft_table_rows, SFT, TABLE_ROWS, GObject)

SftTableRows *sft_table_rows_new (void);
/* Adds rows at the end, or takes them away there. */
void sft_table_rows_set_length (SftTableRows *self, guint length);

G_END_DECLS
