/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of marks: where they meet no text, and as little data as may be. */
#include "config.h"

#include <math.h>

#include "sft-layout-private.h"

/* Side of a square of the map of what data cover. */
#define GRAIN 4.0
#define GAP 4.0
/* Costs of a place: all of it covered; each ring away from the mark; each step down a list of preferences. */
#define COVERED 30.0
#define RING 1.5
#define PREFERENCE 0.15
/* A line that is struck out by another one's label counts so many times. */
#define LINE_WEIGHT 4
/* Between a bar and its value: more than the grain, so that the value never counts as covered. */
#define BAR_GAP (GRAIN + 1.5)
/* A label that would cover more than this is left out; labels of lines often cannot but lie on bars. */
#define MOST_AT_POINT 0.4
#define MOST_AT_LINE 1.1

/* Which squares of the plot data cover. */
typedef struct
{
  double x, y;
  int columns, rows;
  guint8 *covered;
} Ground;

static void
cover_square (Ground *ground, double x, double y, guint8 weight)
{
  guint8 *square;

  int column = (int)floor ((x - ground->x) / GRAIN), row = (int)floor ((y - ground->y) / GRAIN);

  if (column >= 0 && column < ground->columns && row >= 0 && row < ground->rows)
    {
      square = &ground->covered[(gsize)row * (gsize)ground->columns + (gsize)column];
      *square = MAX (*square, weight);
    }
}

static void
cover_segment (Ground *ground, double x1, double y1, double x2, double y2, guint8 weight)
{
  double length = MAX (fabs (x2 - x1), fabs (y2 - y1));
  int steps = (int)CLAMP (ceil (length / (GRAIN / 2)), 1, 20000);

  for (int i = 0; i <= steps; i++)
    cover_square (ground, x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps, weight);
}

static void
cover_box (Ground *ground, const SftBox *box)
{
  for (double y = box->y; y < box->y + box->height; y += GRAIN)
    for (double x = box->x; x < box->x + box->width; x += GRAIN)
      cover_square (ground, x, y, 1);
}

static void
cover_spots (Ground *ground, const GArray *spots)
{
  for (guint i = 0; i < spots->len; i++)
    {
      const SftSpot *spot = &g_array_index (spots, SftSpot, i);
      SftBox box = { spot->x - spot->radius, spot->y - spot->radius, 2 * spot->radius + 1, 2 * spot->radius + 1 };

      cover_box (ground, &box);
    }
}

static void
cover_strokes (Ground *ground, const GArray *strokes)
{
  for (guint i = 0; i < strokes->len; i++)
    {
      const GArray *points = g_array_index (strokes, SftStroke, i).points;

      for (guint k = 1; k < points->len; k++)
        {
          const SftVertex *a = &g_array_index (points, SftVertex, k - 1), *b = &g_array_index (points, SftVertex, k);

          if (!b->move)
            cover_segment (ground, a->x, a->y, b->x, b->y, 1);
        }
    }
}

/* The line at zero, where one is drawn inside the plot. */
static void
cover_zero (Ground *ground, const SftPanelLayout *panel)
{
  const SftBox *plot = &panel->plot;
  double y = sft_scale_map (&panel->y.scale, 0);

  if (panel->panel->heatmap == NULL && panel->y.low <= 0 && panel->y.high >= 0 && y <= plot->y + plot->height - 1)
    cover_segment (ground, plot->x, y, plot->x + plot->width, y, 1);
}

static Ground *
ground_new (const SftPanelLayout *panel)
{
  Ground *ground = g_new0 (Ground, 1);

  ground->x = panel->plot.x;
  ground->y = panel->plot.y;
  ground->columns = (int)ceil (panel->plot.width / GRAIN) + 1;
  ground->rows = (int)ceil (panel->plot.height / GRAIN) + 1;
  ground->covered = g_malloc0 ((gsize)ground->columns * (gsize)ground->rows);
  cover_strokes (ground, panel->ghost_strokes);
  cover_strokes (ground, panel->strokes);
  cover_zero (ground, panel);
  for (guint i = 0; i < panel->bar_list->len; i++)
    cover_box (ground, &g_array_index (panel->bar_list, SftBar, i).box);
  for (guint i = 0; i < panel->lines->len; i++)
    {
      const SftMarkLine *line = &g_array_index (panel->lines, SftMarkLine, i);

      cover_segment (ground, line->x1, line->y1, line->x2, line->y2, LINE_WEIGHT);
    }
  for (guint i = 0; i < panel->ghost_lines->len; i++)
    {
      const SftMarkLine *line = &g_array_index (panel->ghost_lines, SftMarkLine, i);

      cover_segment (ground, line->x1, line->y1, line->x2, line->y2, 1);
    }
  for (guint i = 0; i < panel->ghost_bars->len; i++)
    cover_box (ground, &g_array_index (panel->ghost_bars, SftBox, i));
  cover_spots (ground, panel->ghost_spots);
  cover_spots (ground, panel->spots);
  cover_spots (ground, panel->points);
  return ground;
}

static void
ground_free (Ground *ground)
{
  g_free (ground->covered);
  g_free (ground);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ground, ground_free)

/* The share of a box that data cover. */
static double
covered_share (const Ground *ground, const SftBox *box)
{
  int left = MAX ((int)floor ((box->x - ground->x) / GRAIN), 0);
  int right = MIN ((int)floor ((box->x + box->width - ground->x) / GRAIN), ground->columns - 1);
  int top = MAX ((int)floor ((box->y - ground->y) / GRAIN), 0);
  int bottom = MIN ((int)floor ((box->y + box->height - ground->y) / GRAIN), ground->rows - 1);
  int n = 0;

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      n += ground->covered[(gsize)row * (gsize)ground->columns + (gsize)column];
  return (double)n / MAX ((right - left + 1) * (bottom - top + 1), 1);
}

typedef struct
{
  SftLayout *layout;
  SftPanelLayout *panel;
  const Ground *ground;
  const SftWords *words;
  SftColor color;
  double most;                /* covered, that is bearable */
  double x, y, cost, covered; /* the best place so far; cost infinite: none */
} Search;

static gboolean
meets_points (const SftPanelLayout *panel, const SftBox *box)
{
  for (guint i = 0; i < panel->points->len; i++)
    {
      const SftSpot *spot = &g_array_index (panel->points, SftSpot, i);
      double reach = spot->radius + 1.5;
      SftBox around = { spot->x - reach, spot->y - reach, 2 * reach, 2 * reach };

      if (sft_box_meets (box, &around))
        return TRUE;
    }
  return FALSE;
}

/* Considers a label whose box would have its corner at (x, y). */
static void
consider (Search *search, double x, double y, double cost)
{
  const SftBox *plot = &search->panel->plot;
  SftBox box = { x, y, sft_words_width (search->words), sft_words_height (search->words) };
  SftBox wide = { box.x - 2, box.y - 1, box.width + 4, box.height + 2 };
  double covered;

  if (cost >= search->cost)
    return;
  if (wide.x < plot->x || wide.y < plot->y || wide.x + wide.width > plot->x + plot->width
      || wide.y + wide.height > plot->y + plot->height)
    return;
  covered = covered_share (search->ground, &wide);
  cost += COVERED * covered;
  if (covered > search->most || cost >= search->cost || !sft_layout_is_free (search->layout, &wide)
      || meets_points (search->panel, &wide))
    return;
  search->x = x;
  search->y = y;
  search->cost = cost;
  search->covered = covered;
}

static void
put_found (Search *search)
{
  const SftWords *words = search->words;
  SftBox plate;

  if (!isfinite (search->cost))
    return;
  if (!sft_layout_put (search->layout, words, search->x - words->left, search->y - words->top, FALSE, search->color,
                       FALSE, search->panel->index))
    return;
  plate = (SftBox){ search->x - 2, search->y - 1, sft_words_width (words) + 4, sft_words_height (words) + 2 };
  if (search->covered > 0 || search->panel->panel->heatmap != NULL)
    g_array_append_val (search->panel->plates, plate);
}

static Search
search_new (SftLayout *layout, SftPanelLayout *panel, const Ground *ground, const SftMark *mark)
{
  const char *text = sft_text_get (&mark->label, layout->style.translated);

  return (Search){ .layout = layout,
                   .panel = panel,
                   .ground = ground,
                   .words = sft_ruler_measure (layout->ruler, text, SFT_TICK_SIZE * layout->scale, FALSE),
                   .color = layout->palette->label[mark->role],
                   .most = mark->kind == SFT_MARK_POINT ? MOST_AT_POINT : MOST_AT_LINE,
                   .cost = INFINITY };
}

/* Around a point, ring by ring; a bar's value rather on the middle of its end. */
static void
label_point (SftLayout *layout, SftPanelLayout *panel, const Ground *ground, const SftMark *mark)
{
  /* Where the label's center lies from the point; the better ones first. */
  static const double directions[][2] = { { 1, -1 }, { -1, -1 }, { 1, 1 }, { -1, 1 },
                                          { 0, -1 }, { 0, 1 },   { 1, 0 }, { -1, 0 } };
  Search search = search_new (layout, panel, ground, mark);
  double x = sft_scale_map (&panel->x.scale, mark->x), y = sft_scale_map (&panel->y.scale, mark->y);
  double width = sft_words_width (search.words), height = sft_words_height (search.words);

  if (!(x >= panel->plot.x && x <= panel->plot.x + panel->plot.width && y >= panel->plot.y
        && y <= panel->plot.y + panel->plot.height))
    return;
  if (sft_mark_names_bar (panel->panel, mark))
    consider (&search, x - width / 2, mark->y < 0 ? y + BAR_GAP : y - BAR_GAP - height, -RING);
  for (int ring = 0; ring < 8; ring++)
    for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
      {
        double reach = 9 + 8 * ring, across = directions[i][0], up = directions[i][1];
        double cx = x + across * (reach * (up == 0 ? 1 : 0.6) + width / 2);
        double cy = y + up * (reach * (across == 0 ? 1 : 0.6) + height / 2);

        consider (&search, cx - width / 2, cy - height / 2, RING * ring + PREFERENCE * (double)i);
      }
  put_found (&search);
}

/* Beside a line down, from its top. */
static void
label_vertical (SftLayout *layout, SftPanelLayout *panel, const Ground *ground, const SftMarkLine *line)
{
  Search search = search_new (layout, panel, ground, line->mark);
  double width = sft_words_width (search.words), height = sft_words_height (search.words);
  double step = (panel->plot.height - height - 2 * GAP) / 12;

  for (int i = 0; i <= 12; i++)
    {
      double y = panel->plot.y + GAP + i * step;

      consider (&search, line->x1 + GAP + 2, y, PREFERENCE * i);
      consider (&search, line->x1 - GAP - 2 - width, y, PREFERENCE * i + PREFERENCE / 2);
    }
  put_found (&search);
}

/* Above or below a line across, from its right end. */
static void
label_horizontal (SftLayout *layout, SftPanelLayout *panel, const Ground *ground, const SftMarkLine *line)
{
  Search search = search_new (layout, panel, ground, line->mark);
  double width = sft_words_width (search.words), height = sft_words_height (search.words);
  double step = (panel->plot.width - width - 2 * GAP) / 16;

  for (int i = 0; i <= 16; i++)
    {
      double x = panel->plot.x + panel->plot.width - GAP - width - i * step;

      consider (&search, x, line->y1 - height - 2.5, PREFERENCE * i);
      consider (&search, x, line->y1 + 2.5, PREFERENCE * i + PREFERENCE / 2);
    }
  put_found (&search);
}

/* On top of the plot, over its line. FALSE: there is no room. */
static gboolean
label_above (SftLayout *layout, SftPanelLayout *panel, const SftMarkLine *line)
{
  const char *text = sft_text_get (&line->mark->label, layout->style.translated);
  const SftWords *words = sft_ruler_measure (layout->ruler, text, SFT_TICK_SIZE * layout->scale, FALSE);
  double width = sft_words_width (words), x = line->x1 - width / 2, right = panel->cell.x + panel->cell.width;

  x = MAX (panel->plot.x, MIN (x, right - width));
  if (x > line->x1 || x + width < line->x1)
    return FALSE;
  return sft_layout_put (layout, words, x - words->left, panel->plot.y - 3 * layout->scale - words->bottom, FALSE,
                         layout->palette->label[line->mark->role], FALSE, panel->index);
}

static gint
compare_heights (gconstpointer a, gconstpointer b)
{
  const SftMarkLine *one = *(const SftMarkLine *const *)a, *other = *(const SftMarkLine *const *)b;

  return (one->y1 > other->y1) - (one->y1 < other->y1);
}

/* Labels right of the plot at the heights of their lines, pushed apart where they would meet. */
static void
labels_beside (SftLayout *layout, SftPanelLayout *panel)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  double height = sft_ruler_line_height (layout->ruler, SFT_TICK_SIZE * layout->scale, FALSE) * 1.05, below;
  g_autofree double *middles = NULL;
  const double lead = 10;

  for (guint i = 0; i < panel->lines->len; i++)
    {
      SftMarkLine *line = &g_array_index (panel->lines, SftMarkLine, i);

      if (line->mark->kind == SFT_MARK_HORIZONTAL && !sft_text_is_empty (&line->mark->label))
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_heights);
  middles = g_new (double, lines->len + 1);
  for (guint i = 0; i < lines->len; i++)
    {
      middles[i] = ((const SftMarkLine *)g_ptr_array_index (lines, i))->y1;
      if (i > 0)
        middles[i] = MAX (middles[i], middles[i - 1] + height);
    }
  below = panel->plot.y + panel->plot.height - height / 2;
  for (guint i = lines->len; i-- > 0;)
    {
      middles[i] = MIN (middles[i], below);
      below = middles[i] - height;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const SftMarkLine *line = g_ptr_array_index (lines, i);
      const SftWords *words =
          sft_ruler_measure (layout->ruler, sft_text_get (&line->mark->label, layout->style.translated),
                             SFT_TICK_SIZE * layout->scale, FALSE);
      double right = panel->plot.x + panel->plot.width;
      SftMarkLine leader = *line;

      leader.x1 = right;
      leader.x2 = right + lead - 2;
      leader.y2 = middles[i];
      leader.dash.n = 0;
      leader.width = 1;
      if (sft_layout_put (layout, words, right + lead + 1 - words->left,
                          middles[i] + (words->ascent - words->descent) / 2, FALSE,
                          layout->palette->label[line->mark->role], FALSE, panel->index))
        g_array_append_val (panel->leaders, leader);
    }
}

void
sft_labels_place (SftLayout *layout, SftPanelLayout *panel)
{
  const GPtrArray *marks = panel->panel->marks;
  g_autoptr (Ground) ground = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < marks->len; i++)
    any |= !sft_text_is_empty (&((const SftMark *)g_ptr_array_index (marks, i))->label);
  if (!any || panel->plot.width < 1 || panel->plot.height < 1)
    return;
  ground = ground_new (panel);
  if (panel->label_side)
    labels_beside (layout, panel);
  /* Points have the fewest places to choose from. */
  for (guint i = 0; i < marks->len; i++)
    {
      const SftMark *mark = g_ptr_array_index (marks, i);

      if (mark->kind == SFT_MARK_POINT && !sft_text_is_empty (&mark->label))
        label_point (layout, panel, ground, mark);
    }
  for (guint i = 0; i < panel->lines->len; i++)
    {
      const SftMarkLine *line = &g_array_index (panel->lines, SftMarkLine, i);

      if (sft_text_is_empty (&line->mark->label))
        continue;
      if (line->mark->kind == SFT_MARK_VERTICAL)
        {
          if (!panel->label_top || !label_above (layout, panel, line))
            label_vertical (layout, panel, ground, line);
        }
      else if (!panel->label_side)
        label_horizontal (layout, panel, ground, line);
    }
}
