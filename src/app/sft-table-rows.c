/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-table-rows.h"

struct _SftTableRows
{
  GObject parent_instance;
  guint length;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SftTableRows, sft_table_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return SFT_TABLE_ROWS (model)->length;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < SFT_TABLE_ROWS (model)->length ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
sft_table_rows_class_init (SftTableRowsClass *klass)
{
}

static void
sft_table_rows_init (SftTableRows *self)
{
}

SftTableRows *
sft_table_rows_new (void)
{
  return g_object_new (SFT_TYPE_TABLE_ROWS, NULL);
}

void
sft_table_rows_set_length (SftTableRows *self, guint length)
{
  g_return_if_fail (SFT_IS_TABLE_ROWS (self));
  guint before = self->length, kept = MIN (before, length);
  if (before == length)
    return;
  self->length = length;
  g_list_model_items_changed (G_LIST_MODEL (self), kept, before - kept, length - kept);
}
