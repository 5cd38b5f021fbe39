/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered of the window. Without an installed schema all is as by default, and nothing is kept. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SFT_TYPE_SETTINGS (sft_settings_get_type ())
G_DECLARE_FINAL_TYPE (SftSettings, sft_settings, SFT, SETTINGS, GObject)

/* Says once on standard error that the schema is missing, if it is. */
SftSettings *sft_settings_new (void);
gboolean sft_settings_is_kept (SftSettings *self); /* is there a schema? */

/* Keys and types are those of the schema (asserted). */
int sft_settings_get_int (SftSettings *self, const char *key);
double sft_settings_get_double (SftSettings *self, const char *key);
gboolean sft_settings_get_boolean (SftSettings *self, const char *key);
char *sft_settings_get_string (SftSettings *self, const char *key);
/* A value outside the range of the schema is not kept. */
void sft_settings_set_int (SftSettings *self, const char *key, int value);
void sft_settings_set_double (SftSettings *self, const char *key, double value);
void sft_settings_set_boolean (SftSettings *self, const char *key, gboolean value);
void sft_settings_set_string (SftSettings *self, const char *key, const char *value);

/* The default of a key as known without a schema; (transfer full) (nullable). */
GVariant *sft_settings_get_fallback (const char *key);

/* Where exports go: the folder used last, while it is there, else the user's documents. (transfer full) */
char *sft_settings_get_export_folder (SftSettings *self);

G_END_DECLS
