/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-export-choices.h"

void
sft_export_choices_load (SftSettings *settings, SftExportOptions *options)
{
  g_return_if_fail (options != NULL);
  *options = SFT_EXPORT_OPTIONS_INIT;
  g_return_if_fail (SFT_IS_SETTINGS (settings));

  g_autofree char *format = sft_settings_get_string (settings, "export-format");
  g_autofree char *appearance = sft_settings_get_string (settings, "export-appearance");
  g_autofree char *svg_text = sft_settings_get_string (settings, "export-svg-text");
  sft_format_parse (format, &options->format);
  if (!sft_appearance_parse (appearance, &options->style.appearance))
    options->style.appearance = SFT_LIGHT;
  sft_svg_text_parse (svg_text, &options->svg_text);
  options->width = sft_settings_get_double (settings, "export-width");
  options->height = sft_settings_get_double (settings, "export-height");
  options->scale = sft_settings_get_double (settings, "export-scale");
  options->style.translated = TRUE;
  options->style.text_scale = sft_settings_get_double (settings, "export-text-scale");
  options->style.transparent = sft_settings_get_boolean (settings, "export-transparent");
  options->style.title = sft_settings_get_boolean (settings, "export-title");
  options->style.legend = sft_settings_get_boolean (settings, "export-legend");
  options->style.formula = sft_settings_get_boolean (settings, "export-formula");
}

void
sft_export_choices_keep (SftSettings *settings, const SftExportOptions *options)
{
  g_return_if_fail (SFT_IS_SETTINGS (settings));
  g_return_if_fail (options != NULL);

  sft_settings_set_string (settings, "export-format", sft_format_name (options->format));
  sft_settings_set_string (settings, "export-appearance", sft_appearance_name (options->style.appearance));
  sft_settings_set_string (settings, "export-svg-text", sft_svg_text_name (options->svg_text));
  sft_settings_set_double (settings, "export-width", options->width);
  sft_settings_set_double (settings, "export-height", options->height);
  if (options->format == SFT_FORMAT_PNG) /* the others have none */
    sft_settings_set_double (settings, "export-scale", options->scale);
  sft_settings_set_double (settings, "export-text-scale", options->style.text_scale);
  sft_settings_set_boolean (settings, "export-transparent", options->style.transparent);
  sft_settings_set_boolean (settings, "export-title", options->style.title);
  sft_settings_set_boolean (settings, "export-legend", options->style.legend);
  sft_settings_set_boolean (settings, "export-formula", options->style.formula);
}
