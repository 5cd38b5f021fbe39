/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lab.h"

#include <math.h>

const SftPreset *
sft_lab_presets (const SftLab *lab)
{
  g_return_val_if_fail (lab != NULL, NULL);
  return lab->presets;
}

const SftPreset *
sft_lab_find_preset (const SftLab *lab, const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);
  for (const SftPreset *preset = sft_lab_presets (lab); preset != NULL && preset->id != NULL; preset++)
    if (g_str_equal (preset->id, id))
      return preset;
  return NULL;
}

SftValues *
sft_demo_assign (const SftDemo *demo, gboolean concept, const char *const *set, GError **error)
{
  g_return_val_if_fail (set != NULL, NULL);
  g_autoptr (SftValues) defaults = sft_demo_defaults (demo, concept);
  g_return_val_if_fail (defaults != NULL, NULL);
  g_autoptr (SftEdit) edit = sft_edit_new (defaults);
  for (; *set != NULL; set++)
    if (!sft_edit_parse (edit, *set, error))
      return NULL;
  return sft_edit_commit (g_steal_pointer (&edit), error);
}

SftValues *
sft_demo_preset (const SftDemo *demo, gboolean concept, const SftPreset *preset, GError **error)
{
  g_return_val_if_fail (preset != NULL && preset->id != NULL, NULL);
  return sft_demo_assign (demo, concept, preset->set, error);
}

gboolean
sft_claim_holds (const SftClaim *claim, const SftResult *result)
{
  const SftReadout *readout = sft_result_find (result, claim->readout);
  g_return_val_if_fail (readout != NULL && readout->n == 1, FALSE);
  double value = readout->values[0];
  switch (claim->relation)
    {
    case SFT_LESS:
      return value < claim->value;
    case SFT_AT_MOST:
      return value <= claim->value;
    case SFT_EQUAL:
      return value == claim->value;
    case SFT_AT_LEAST:
      return value >= claim->value;
    case SFT_GREATER:
      return value > claim->value;
    case SFT_UNDEFINED:
      return isnan (value);
    default:
      g_assert_not_reached ();
    }
}

char *
sft_claim_format (const SftClaim *claim)
{
  static const char *const relations[] = { "<", "<=", "==", ">=", ">" };
  if (claim->relation == SFT_UNDEFINED)
    return g_strdup_printf ("%s is undefined", claim->readout);
  g_autofree char *value = sft_number_to_string (claim->value);
  return g_strdup_printf ("%s %s %s", claim->readout, relations[claim->relation], value);
}
