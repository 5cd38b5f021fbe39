/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-style.h"

#include <math.h>
#include <string.h>

static SftColor
hex (guint32 rgb)
{
  return (SftColor){ (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0 };
}

/* 1e-12: the same divisions by 255. */
static void
assert_color (SftColor a, SftColor b, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (a.red, b.red, tolerance);
  g_assert_cmpfloat_with_epsilon (a.green, b.green, tolerance);
  g_assert_cmpfloat_with_epsilon (a.blue, b.blue, tolerance);
}

/* The definition's own end points, and a pair that WCAG 2's authors use as an example: #777 on white is 4.48. */
static void
test_contrast_formula (void)
{
  g_assert_cmpfloat_with_epsilon (sft_color_contrast (hex (0), hex (0xffffff)), 21, 1e-12);
  g_assert_cmpfloat_with_epsilon (sft_color_contrast (hex (0x777777), hex (0xffffff)), 4.48, 0.005);
  g_assert_cmpfloat (sft_color_contrast (hex (0x123456), hex (0x123456)), ==, 1);
}

/* WCAG 2: 4.5 for text, 3 for what is drawn. The light orange is the one exception: it is a fixed color of the
 * program (2.8 on white), told apart by its dash and marker, and its labels have a darker partner. */
static void
test_contrast (void)
{
  for (int i = 0; i < SFT_N_APPEARANCES; i++)
    {
      const SftPalette *palette = sft_palette ((SftAppearance)i);

      g_test_message ("%s", sft_appearance_name ((SftAppearance)i));
      g_assert_cmpfloat (sft_color_contrast (palette->text, palette->background), >=, 7);
      g_assert_cmpfloat (sft_color_contrast (palette->faint, palette->background), >=, 4.5);
      g_assert_cmpfloat (sft_color_contrast (palette->axis, palette->background), >=, 3);
      for (int role = 0; role < SFT_N_ROLES; role++)
        {
          gboolean orange = i == SFT_LIGHT && role == SFT_ROLE_SECONDARY;

          g_assert_cmpfloat (sft_color_contrast (palette->line[role], palette->background), >=, orange ? 2.8 : 3);
          g_assert_cmpfloat (sft_color_contrast (palette->label[role], palette->background), >=, 4.5);
        }
    }
}

/* The program's colors by role. */
static void
test_roles (void)
{
  static const guint32 light[] = { 0x0077bb, 0xee7733, 0x009988, 0xcc3311, 0x555555, 0xee3377 };

  for (int role = 0; role < SFT_N_ROLES; role++)
    assert_color (sft_palette (SFT_LIGHT)->line[role], hex (light[role]), 1e-12);
  for (int role = 0; role < SFT_N_ROLES; role++)
    {
      /* Black lines on white, thicker than elsewhere. */
      assert_color (sft_palette (SFT_HIGH_CONTRAST)->line[role], hex (0), 1e-12);
      g_assert_cmpfloat (sft_palette (SFT_PRINT)->line[role].red, ==, sft_palette (SFT_PRINT)->line[role].blue);
    }
  g_assert_cmpfloat (sft_palette (SFT_HIGH_CONTRAST)->line_width, >, sft_palette (SFT_LIGHT)->line_width);
}

/* Never color alone: every pair of roles differs in dash and in marker. */
static void
test_not_color_alone (void)
{
  for (int a = 0; a < SFT_N_ROLES; a++)
    for (int b = 0; b < a; b++)
      {
        SftDash one = sft_dash ((SftRole)a, SFT_LINE_AUTO), other = sft_dash ((SftRole)b, SFT_LINE_AUTO);

        g_assert_true (one.n != other.n || memcmp (one.lengths, other.lengths, sizeof one.lengths) != 0);
        g_assert_cmpint (sft_marker ((SftRole)a), !=, sft_marker ((SftRole)b));
      }
  for (int role = 0; role < SFT_N_ROLES; role++)
    {
      g_assert_cmpint (sft_dash ((SftRole)role, SFT_LINE_SOLID).n, ==, 0);
      g_assert_cmpint (sft_dash ((SftRole)role, SFT_LINE_DASHED).n, ==, 2);
      g_assert_cmpint (sft_dash ((SftRole)role, SFT_LINE_DOTTED).n, ==, 2);
    }
}

/* Three of the 256 published colors: the first, number 128 and the last. */
static void
test_viridis (void)
{
  double before = -1;

  /* 1/255 of interpolation and half a level of rounding. */
  assert_color (sft_viridis (0), (SftColor){ 0.267004, 0.004874, 0.329415 }, 1.5 / 255);
  assert_color (sft_viridis (128 / 255.0), (SftColor){ 0.127568, 0.566949, 0.550556 }, 1.5 / 255);
  assert_color (sft_viridis (1), (SftColor){ 0.993248, 0.906157, 0.143936 }, 1.5 / 255);
  assert_color (sft_viridis (-3), sft_viridis (0), 1e-12);
  assert_color (sft_viridis (7), sft_viridis (1), 1e-12);
  for (int i = 0; i <= 1000; i++)
    {
      SftColor color = sft_viridis (i / 1000.0);
      double luminance = sft_color_luminance (color);

      /* Brighter all the way, so that it also reads in grey; 1e-3 is the rounding of its 8-bit colors. */
      g_assert_cmpfloat (luminance, >, before - 1e-3);
      before = luminance;
      g_assert_cmpfloat (sft_color_contrast (color, sft_color_on (color)), >=, 4.5);
    }
}

static void
test_appearances (void)
{
  SftAppearance appearance;

  for (int i = 0; i < SFT_N_APPEARANCES; i++)
    {
      g_assert_true (sft_appearance_parse (sft_appearance_name ((SftAppearance)i), &appearance));
      g_assert_cmpint (appearance, ==, i);
    }
  g_assert_false (sft_appearance_parse ("Light", &appearance));
  g_assert_false (sft_appearance_parse ("", &appearance));
  g_assert_false (sft_appearance_parse (NULL, &appearance));
  g_assert_cmpint (appearance, ==, SFT_LIGHT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/contrast-formula", test_contrast_formula);
  g_test_add_func ("/style/contrast", test_contrast);
  g_test_add_func ("/style/roles", test_roles);
  g_test_add_func ("/style/not-color-alone", test_not_color_alone);
  g_test_add_func ("/style/viridis", test_viridis);
  g_test_add_func ("/style/appearances", test_appearances);
  return g_test_run ();
}
