/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-style.h"

#include <math.h>
#include <string.h>

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex)&255) / 255.0                                       \
  }

static const char *const appearance_names[SFT_N_APPEARANCES] = { "light", "dark", "high-contrast", "print" };

/* Light: the "vibrant" set of Paul Tol's color schemes, which is made to be told apart by color-blind eyes.
 * Its orange is too light for text, so labels have darker partners. Dark: the same hues, lighter. High contrast
 * and print lean on dash, marker and hatching alone. */
static const SftPalette palettes[SFT_N_APPEARANCES] = {
  [SFT_LIGHT] = { .background = RGB (0xffffff),
                  .text = RGB (0x22262b),
                  .faint = RGB (0x737373),
                  .axis = RGB (0x8a8f96),
                  .grid = RGB (0xe9ebee),
                  .empty = RGB (0xe3e5e8),
                  .line = { RGB (0x0077bb), RGB (0xee7733), RGB (0x009988), RGB (0xcc3311), RGB (0x555555),
                            RGB (0xee3377) },
                  .label = { RGB (0x006aa6), RGB (0xb0500f), RGB (0x00786b), RGB (0xbd2f10), RGB (0x555555),
                             RGB (0xc71f5c) },
                  .line_width = 2 },
  [SFT_DARK] = { .background = RGB (0x1e1f22),
                 .text = RGB (0xe8e9eb),
                 .faint = RGB (0x92969c),
                 .axis = RGB (0x7d8187),
                 .grid = RGB (0x34363a),
                 .empty = RGB (0x3a3c40),
                 .line = { RGB (0x58b4f0), RGB (0xf6a35c), RGB (0x45c9b3), RGB (0xf2765e), RGB (0xb5b5b5),
                           RGB (0xf77faa) },
                 .label = { RGB (0x7cc4f5), RGB (0xf9b57c), RGB (0x5fd6c2), RGB (0xf58f7b), RGB (0xc4c4c4),
                            RGB (0xf99bbc) },
                 .line_width = 2 },
  [SFT_HIGH_CONTRAST] = { .background = RGB (0xffffff),
                          .text = RGB (0x000000),
                          .faint = RGB (0x404040),
                          .axis = RGB (0x000000),
                          .grid = RGB (0xc8c8c8),
                          .empty = RGB (0xd8d8d8),
                          .line = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000),
                                    RGB (0x000000) },
                          .label = { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000),
                                     RGB (0x000000) },
                          .line_width = 3 },
  [SFT_PRINT] = { .background = RGB (0xffffff),
                  .text = RGB (0x000000),
                  .faint = RGB (0x6e6e6e),
                  .axis = RGB (0x555555),
                  .grid = RGB (0xe6e6e6),
                  .empty = RGB (0xe0e0e0),
                  .line = { RGB (0x000000), RGB (0x4d4d4d), RGB (0x262626), RGB (0x000000), RGB (0x757575),
                            RGB (0x333333) },
                  .label = { RGB (0x000000), RGB (0x333333), RGB (0x262626), RGB (0x000000), RGB (0x4d4d4d),
                             RGB (0x333333) },
                  .line_width = 1.75 },
};

/* Lengths on and off, in line widths. */
static const SftDash role_dashes[SFT_N_ROLES] = {
  [SFT_ROLE_PRIMARY] = { 0, { 0 } },
  [SFT_ROLE_SECONDARY] = { 2, { 5, 2.5 } },
  [SFT_ROLE_TERTIARY] = { 4, { 7, 2, 1.5, 2 } },
  [SFT_ROLE_ERROR] = { 2, { 2.5, 1.75 } },
  [SFT_ROLE_NEUTRAL] = { 2, { 1.25, 1.75 } },
  [SFT_ROLE_HIGHLIGHT] = { 6, { 8, 2, 1.5, 2, 1.5, 2 } },
};
static const SftDash dashed = { 2, { 5, 2.5 } };
static const SftDash dotted = { 2, { 1.5, 2.5 } };

/* Of ghosts; none is solid. */
static const SftDash ghost_dashes[SFT_N_ROLES] = {
  [SFT_ROLE_PRIMARY] = { 2, { 4, 3 } },
  [SFT_ROLE_SECONDARY] = { 2, { 2, 2 } },
  [SFT_ROLE_TERTIARY] = { 4, { 6, 2.5, 1, 2.5 } },
  [SFT_ROLE_ERROR] = { 2, { 1, 2 } },
  [SFT_ROLE_NEUTRAL] = { 2, { 1, 3.5 } },
  [SFT_ROLE_HIGHLIGHT] = { 6, { 6, 2, 1, 2, 1, 2 } },
};
/* How much of the background is in a ghost's color. */
static const double ghost_shares[SFT_N_APPEARANCES] = {
  [SFT_LIGHT] = 0.4, [SFT_DARK] = 0.4, [SFT_HIGH_CONTRAST] = 0.4, [SFT_PRINT] = 0.4
};

static const SftMarker role_markers[SFT_N_ROLES] = {
  [SFT_ROLE_PRIMARY] = SFT_MARKER_CIRCLE,        [SFT_ROLE_SECONDARY] = SFT_MARKER_SQUARE,
  [SFT_ROLE_TERTIARY] = SFT_MARKER_TRIANGLE,     [SFT_ROLE_ERROR] = SFT_MARKER_CROSS,
  [SFT_ROLE_NEUTRAL] = SFT_MARKER_TRIANGLE_DOWN, [SFT_ROLE_HIGHLIGHT] = SFT_MARKER_DIAMOND,
};

/* Every fifth of the 256 colors of viridis by Nathaniel Smith and Stéfan van der Walt (BIDS/colormap, CC0).
 * Straight lines between them stay within 1/255 of the whole table. */
static const guint32 viridis[] = { 0x440154, 0x46085c, 0x471063, 0x481769, 0x481d6f, 0x482475, 0x472a7a, 0x46307e,
                                   0x453781, 0x433d84, 0x414287, 0x3f4889, 0x3d4e8a, 0x3a538b, 0x38598c, 0x355e8d,
                                   0x33638d, 0x31688e, 0x2e6d8e, 0x2c718e, 0x2a768e, 0x297b8e, 0x27808e, 0x25848e,
                                   0x23898e, 0x218e8d, 0x20928c, 0x1f978b, 0x1e9c89, 0x1fa188, 0x21a585, 0x24aa83,
                                   0x28ae80, 0x2eb37c, 0x35b779, 0x3dbc74, 0x46c06f, 0x50c46a, 0x5ac864, 0x65cb5e,
                                   0x70cf57, 0x7cd250, 0x89d548, 0x95d840, 0xa2da37, 0xb0dd2f, 0xbddf26, 0xcae11f,
                                   0xd8e219, 0xe5e419, 0xf1e51d, 0xfde725 };

/* The "light" set of Paul Tol's color schemes, made for filling cells with text in them. */
static const SftColor categories[] = { RGB (0x77aadd), RGB (0xee8866), RGB (0xeedd88), RGB (0xffaabb), RGB (0x99ddff),
                                       RGB (0x44bb99), RGB (0xbbcc33), RGB (0xaaaa00), RGB (0xdddddd) };
/* Neighbors far apart. */
static const SftColor grey_categories[] = { RGB (0xffffff), RGB (0xa8a8a8), RGB (0xd8d8d8),
                                            RGB (0x909090), RGB (0xececec), RGB (0xb8b8b8) };

const char *
sft_appearance_name (SftAppearance appearance)
{
  g_return_val_if_fail ((guint)appearance < SFT_N_APPEARANCES, NULL);

  return appearance_names[appearance];
}

gboolean
sft_appearance_parse (const char *name, SftAppearance *appearance)
{
  g_return_val_if_fail (appearance != NULL, FALSE);

  *appearance = SFT_LIGHT;
  for (int i = 0; name != NULL && i < SFT_N_APPEARANCES; i++)
    if (strcmp (name, appearance_names[i]) == 0)
      {
        *appearance = (SftAppearance)i;
        return TRUE;
      }
  return FALSE;
}

SftColor
sft_category_color (SftAppearance appearance, guint kind)
{
  if (appearance == SFT_HIGH_CONTRAST || appearance == SFT_PRINT)
    return grey_categories[kind % G_N_ELEMENTS (grey_categories)];
  return categories[kind % G_N_ELEMENTS (categories)];
}

const SftPalette *
sft_palette (SftAppearance appearance)
{
  g_return_val_if_fail ((guint)appearance < SFT_N_APPEARANCES, &palettes[SFT_LIGHT]);

  return &palettes[appearance];
}

SftDash
sft_dash (SftRole role, SftLine line)
{
  g_return_val_if_fail ((guint)role < SFT_N_ROLES, role_dashes[0]);

  switch (line)
    {
    case SFT_LINE_SOLID:
      return role_dashes[SFT_ROLE_PRIMARY];
    case SFT_LINE_DASHED:
      return dashed;
    case SFT_LINE_DOTTED:
      return dotted;
    case SFT_LINE_AUTO:
    default:
      return role_dashes[role];
    }
}

SftMarker
sft_marker (SftRole role)
{
  g_return_val_if_fail ((guint)role < SFT_N_ROLES, SFT_MARKER_CIRCLE);

  return role_markers[role];
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

SftColor
sft_ghost_color (SftAppearance appearance, SftRole role)
{
  const SftPalette *palette = sft_palette (appearance);
  SftColor a, b;
  double share;

  g_return_val_if_fail ((guint)role < SFT_N_ROLES, palette->axis);

  a = palette->label[role];
  b = palette->background;
  share = ghost_shares[appearance];
  return (SftColor){ a.red + share * (b.red - a.red), a.green + share * (b.green - a.green),
                     a.blue + share * (b.blue - a.blue) };
}

SftDash
sft_ghost_dash (SftRole role)
{
  g_return_val_if_fail ((guint)role < SFT_N_ROLES, dashed);

  return ghost_dashes[role];
}

double
sft_color_luminance (SftColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

double
sft_color_contrast (SftColor a, SftColor b)
{
  double light = sft_color_luminance (a), dark = sft_color_luminance (b);

  return (MAX (light, dark) + 0.05) / (MIN (light, dark) + 0.05);
}

SftColor
sft_color_on (SftColor color)
{
  /* Where black and white contrast alike: (L + 0.05)^2 = 1.05 * 0.05. */
  return sft_color_luminance (color) > 0.1791 ? (SftColor)RGB (0x000000) : (SftColor)RGB (0xffffff);
}

SftColor
sft_viridis (double share)
{
  double at = CLAMP (share, 0, 1) * (G_N_ELEMENTS (viridis) - 1);
  gsize i = MIN ((gsize)at, G_N_ELEMENTS (viridis) - 2);
  SftColor a = RGB (viridis[i]), b = RGB (viridis[i + 1]);
  double t = at - (double)i;

  return (SftColor){ a.red + t * (b.red - a.red), a.green + t * (b.green - a.green), a.blue + t * (b.blue - a.blue) };
}
