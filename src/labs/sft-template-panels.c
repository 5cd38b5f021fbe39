/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-template-panels.h"

/* Rows of words need width more than height: low panels one below the other keep their words where high ones side by
 * side would lose them. */
#define WORD_ROWS 0.6

static void
name_kinds (SftHeatmap *map)
{
  sft_heatmap_add_category (map, sft_text (N_ ("marker")));
  sft_heatmap_add_category (map, sft_text (N_ ("content")));
  sft_heatmap_add_category (map, sft_text (N_ ("end")));
}

/* Nothing is 0 and has no color; the kinds begin at 1 and their colors at 0. */
static void
color_kinds (SftHeatmap *map)
{
  map->kinds = g_new (double, map->rows * map->columns);
  for (int i = 0; i < map->rows * map->columns; i++)
    map->kinds[i] = map->values[i] - 1;
}

void
sft_figure_add_pieces (SftFigure *figure, GPtrArray *const *pieces, int chosen, const char *refusal)
{
  guint columns = 1;
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("Pieces, and how many tokens each has")),
                                          sft_text (N_ ("Piece (from 0)")), SFT_NO_TEXT);
  g_autofree double *values = NULL;
  SftHeatmap *map;

  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    columns = MAX (columns, pieces[i] != NULL ? pieces[i]->len : 0);
  values = g_new0 (double, SFT_N_TEMPLATES *columns);
  panel->share = WORD_ROWS;
  map = sft_panel_add_heatmap (panel, "pieces", values, SFT_N_TEMPLATES, (int)columns, SFT_NO_TEXT);
  panel->y.bare = TRUE;
  name_kinds (map);
  for (int i = 0; i < SFT_N_TEMPLATES; i++)
    {
      sft_axis_add_name (&panel->y,
                         pieces[i] != NULL ? sft_text ("%s", sft_templates ()[i].name)
                                           : sft_text (N_ ("%s refuses"), sft_templates ()[i].name),
                         i != chosen);
      for (guint k = 0; pieces[i] != NULL && k < pieces[i]->len; k++)
        {
          const SftPiece *piece = g_ptr_array_index (pieces[i], k);

          map->values[i * (int)columns + (int)k] = piece->kind;
          sft_heatmap_set_cell (map, i, (int)k, sft_text ("%u", sft_piece_n_tokens (piece)));
        }
    }
  color_kinds (map);
  if (refusal != NULL)
    panel->note = sft_text ("%s", refusal);
}

/* A new row for each message, and for what belongs to none. */
static gboolean
begins_row (const GPtrArray *pieces, guint i)
{
  const SftPiece *piece = g_ptr_array_index (pieces, i);

  return i == 0 || piece->message != ((const SftPiece *)g_ptr_array_index (pieces, i - 1))->message;
}

static SftText
row_name (const SftPiece *first)
{
  if (first->by_default)
    return sft_text (N_ ("default system"));
  if (first->role >= 0)
    return sft_text ("%s", sft_chat_role_name (first->role));
  if (first->begins_sequence)
    return sft_text (N_ ("beginning"));
  return first->kind == SFT_PIECE_END ? sft_text (N_ ("end")) : sft_text (N_ ("reply to come"));
}

/* Line breaks as a sign. */
static void
add_tokens_of (SftHeatmap *map, int row, int *column, const SftPiece *piece)
{
  g_auto (GStrv) tokens = sft_piece_tokens (piece);

  for (guint i = 0; tokens[i] != NULL; i++, (*column)++)
    {
      g_auto (GStrv) lines = g_strsplit (tokens[i], "\n", -1);
      g_autofree char *shown = g_strjoinv ("⏎", lines);

      map->values[row * map->columns + *column] = piece->kind;
      sft_heatmap_set_cell (map, row, *column, sft_text ("%s", shown));
    }
}

void
sft_figure_add_tokens (SftFigure *figure, const SftTemplate *template, const GPtrArray *pieces)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("%s, token by token"), template->name),
                                          sft_text (N_ ("Token of the message (from 0)")), SFT_NO_TEXT);
  int rows = 0, columns = 0, row = -1, column = 0;
  g_autofree double *values = NULL;
  SftHeatmap *map;

  for (guint i = 0; i < pieces->len; i++)
    {
      column = begins_row (pieces, i) ? 0 : column;
      rows += begins_row (pieces, i);
      column += (int)sft_piece_n_tokens (g_ptr_array_index (pieces, i));
      columns = MAX (columns, column);
    }
  values = g_new0 (double, rows *columns);
  panel->share = WORD_ROWS;
  map = sft_panel_add_heatmap (panel, "tokens", values, rows, columns, SFT_NO_TEXT);
  panel->y.bare = TRUE;
  name_kinds (map);
  for (guint i = 0; i < pieces->len; i++)
    {
      const SftPiece *piece = g_ptr_array_index (pieces, i);

      if (begins_row (pieces, i))
        {
          row++;
          column = 0;
          sft_axis_add_name (&panel->y, row_name (piece), FALSE);
        }
      add_tokens_of (map, row, &column, piece);
    }
  color_kinds (map);
}
