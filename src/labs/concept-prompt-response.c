/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demo 6: from a prompt and a response to the targets of the loss, and what truncation leaves of them. */
#include "config.h"

#include <math.h>

#include "sft-lab.h"
#include "sft-preset-private.h"
#include "sft-truncation.h"

#define EXAMPLE N_ ("Example")
#define TRUNCATION N_ ("Truncation")
#define MAX_PROMPT 16
#define MAX_RESPONSE 16
#define MAX_TOKENS (MAX_PROMPT + MAX_RESPONSE + 1)
#define IGNORED (-100.0)
/* The first id of our synthetic tokens: two digits for each, so that ids are not taken for positions. */
#define FIRST_ID 50

static const SftChoice truncation_choices[] = {
  { "keep_start", N_ ("Keep the start") },
  { "keep_end", N_ ("Keep the end") },
  { "proportional", N_ ("Prompt and response in proportion") },
  { NULL },
};

static const SftParam params[] = {
  { .id = "prompt_tokens",
    .label = N_ ("Prompt tokens"),
    .group = EXAMPLE,
    .help = N_ ("How many tokens the prompt x has."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 0,
    .maximum = MAX_PROMPT,
    .step = 1,
    .initial = "4" },
  { .id = "response_tokens",
    .label = N_ ("Response tokens"),
    .group = EXAMPLE,
    .help = N_ ("How many tokens the response y has, without its end of sequence."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = MAX_RESPONSE,
    .step = 1,
    .initial = "3" },
  { .id = "end_of_sequence",
    .label = N_ ("End of sequence"),
    .group = EXAMPLE,
    .help = N_ ("The response ends with an end-of-sequence token, which is trained like the rest of it."),
    .kind = SFT_SWITCH,
    .initial = "true" },
  { .id = "max_length",
    .label = N_ ("Longest sequence"),
    .group = TRUNCATION,
    .help = N_ ("A longer example is truncated to this many tokens."),
    SFT_UNITS ("token", "tokens"),
    .kind = SFT_INTEGER,
    .minimum = 1,
    .maximum = 40,
    .step = 1,
    .initial = "16" },
  { .id = "truncation",
    .label = N_ ("What is kept"),
    .group = TRUNCATION,
    .help = N_ ("The first tokens, the last ones, or the beginnings of prompt and response as LLaMA-Factory does."),
    .kind = SFT_CHOICE,
    .initial = "keep_start",
    .choices = truncation_choices },
  { .id = "wrong_end",
    .label = N_ ("Break it: cut from the wrong end"),
    .group = TRUNCATION,
    .help = N_ ("Keep as many tokens, but from the other end, as with a tokenizer whose truncation side is wrong."),
    .kind = SFT_SWITCH,
    .initial = "false" },
  { NULL },
};

static const SftReadoutSpec readouts[] = {
  { "kept_tokens", N_ ("Kept tokens"), N_ ("How many tokens truncation leaves."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "kept_prompt_tokens", N_ ("Kept prompt tokens"), N_ ("How many of them are the prompt's."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "kept_response_tokens", N_ ("Kept response tokens"),
    N_ ("How many of them are the response's, its end of sequence counted."), SFT_UNITS ("token", "tokens"),
    SFT_READOUT_COUNT, 0 },
  { "trained_targets", N_ ("Trained targets"), N_ ("How many tokens carry loss as something to predict."),
    SFT_UNITS ("token", "tokens"), SFT_READOUT_COUNT, 0 },
  { "logp_prompt", N_ ("log p(x)"), N_ ("Log-probability of the whole prompt."), N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { "logp_response", N_ ("log π(y|x)"), N_ ("Log-probability of the whole response after the prompt."), N_ ("nats"),
    SFT_READOUT_NUMBER, 4 },
  { "logp_sequence", N_ ("log p(xy)"), N_ ("Log-probability of prompt and response in one, before truncation."),
    N_ ("nats"), SFT_READOUT_NUMBER, 4 },
  { NULL },
};

enum
{
  KIND_PROMPT,
  KIND_RESPONSE,
  KIND_END,
  KIND_NOTHING,   /* color of what is ignored */
  KIND_EMPTY = -1 /* no color: there is no such place, which is not the same as a place that is ignored */
};

typedef struct
{
  int prompt, response, total, max_length; /* response with its end of sequence */
  gboolean end, wrong;
  SftTruncation truncation;
  SftKept promised, kept;
  int n, trained;                                /* kept tokens, trained targets counted in `target` */
  int at[MAX_TOKENS];                            /* position in the whole sequence of each kept token */
  double kind[MAX_TOKENS], label[MAX_TOKENS];    /* of each kept token */
  double target[MAX_TOKENS], source[MAX_TOKENS]; /* what it predicts; from where it is predicted, or -1 */
  double logp_prompt, logp_response, logp_sequence;
} Work;

static double
logp_at (int position)
{
  return -(0.5 + 0.1 * (position % 7));
}

static double
logp_between (int first, int end)
{
  double sum = 0;

  for (int i = first; i < end; i++)
    sum += logp_at (i);
  return sum;
}

/* As many tokens from the other end: of the sequence, or of both parts where each is cut by itself. */
static SftKept
from_wrong_end (const Work *work)
{
  SftKept kept = work->promised;

  if (work->truncation != SFT_TRUNCATE_PROPORTIONAL)
    return sft_truncate (work->prompt, work->response, work->max_length,
                         work->truncation == SFT_TRUNCATE_KEEP_START ? SFT_TRUNCATE_KEEP_END : SFT_TRUNCATE_KEEP_START);
  kept.prompt_start = work->prompt - kept.prompt;
  kept.response_start = work->response - kept.response;
  return kept;
}

static void
fill_rows (Work *work)
{
  for (int i = 0; i < work->kept.prompt; i++)
    work->at[work->n++] = work->kept.prompt_start + i;
  for (int i = 0; i < work->kept.response; i++)
    work->at[work->n++] = work->prompt + work->kept.response_start + i;
  for (int i = 0; i < work->n; i++)
    {
      gboolean response = work->at[i] >= work->prompt;

      work->kind[i] = !response ? KIND_PROMPT : work->end && work->at[i] == work->total - 1 ? KIND_END : KIND_RESPONSE;
      work->label[i] = response ? FIRST_ID + work->at[i] : IGNORED;
      work->source[i] = response && i > 0 ? i - 1 : -1;
    }
  /* The one-position shift: each token's target is the next one's label; nothing follows the last. */
  for (int i = 0; i < work->n; i++)
    {
      work->target[i] = i + 1 < work->n ? work->label[i + 1] : IGNORED;
      work->trained += work->target[i] != IGNORED;
    }
}

static void
work_init (Work *work, const SftValues *values)
{
  work->prompt = (int)sft_values_get (values, "prompt_tokens");
  work->end = sft_values_get (values, "end_of_sequence") != 0;
  work->response = (int)sft_values_get (values, "response_tokens") + work->end;
  work->total = work->prompt + work->response;
  work->max_length = (int)sft_values_get (values, "max_length");
  work->truncation = (SftTruncation)sft_values_get (values, "truncation");
  work->wrong = sft_values_get (values, "wrong_end") != 0;
  work->promised = sft_truncate (work->prompt, work->response, work->max_length, work->truncation);
  work->kept = work->wrong ? from_wrong_end (work) : work->promised;
  fill_rows (work);
  work->logp_prompt = logp_between (0, work->prompt);
  work->logp_response = logp_between (work->prompt, work->total);
  work->logp_sequence = logp_between (0, work->total);
}

static gboolean
is_kept (const SftKept *kept, int prompt, int position)
{
  if (position < prompt)
    return position >= kept->prompt_start && position < kept->prompt_start + kept->prompt;
  position -= prompt;
  return position >= kept->response_start && position < kept->response_start + kept->response;
}

static void
name_kinds (SftHeatmap *map)
{
  sft_heatmap_add_category (map, sft_text_plural (1, "prompt", "prompts"));
  sft_heatmap_add_category (map, sft_text_plural (1, "response", "responses"));
  sft_heatmap_add_category (map, sft_text (N_ ("end of sequence")));
}

/* The whole example, with what truncation takes away hatched. */
static void
add_whole (SftFigure *figure, const Work *work)
{
  SftPanel *panel = sft_figure_add_panel (figure, sft_text (N_ ("The whole example; hatched: cut off")),
                                          sft_text (N_ ("Position (from 0)")), SFT_NO_TEXT);
  double kinds[MAX_TOKENS];
  SftHeatmap *map;

  for (int i = 0; i < work->total; i++)
    kinds[i] = i < work->prompt ? KIND_PROMPT : work->end && i == work->total - 1 ? KIND_END : KIND_RESPONSE;
  map = sft_panel_add_heatmap (panel, "example", kinds, 1, work->total, SFT_NO_TEXT);
  panel->share = 0.45;
  panel->y.bare = TRUE;
  sft_axis_add_name (&panel->y, sft_text (N_ ("token id")), FALSE);
  name_kinds (map);
  map->hatched = g_new0 (guint8, (guint)work->total);
  map->hatched_name = sft_text (N_ ("cut off"));
  for (int i = 0; i < work->total; i++)
    {
      map->hatched[i] = !is_kept (&work->kept, work->prompt, i);
      sft_heatmap_set_cell (map, 0, i, sft_text ("%d", FIRST_ID + i));
    }
}

static void
set_row (SftHeatmap *map, int row, const double *values)
{
  for (int i = 0; i < map->columns; i++)
    map->values[row * map->columns + i] = values[i];
}

/* What training sees: kinds as colors, and in the cells what the loss computes with. */
static void
add_sequence (SftFigure *figure, const Work *work)
{
  static const char *const kind_words[] = { N_ ("x"), N_ ("y"), N_ ("end") };
  static const char *const row_names[] = { N_ ("kind"), N_ ("label"), N_ ("target"), N_ ("source") };
  g_autofree double *zeros = g_new0 (double, 4 * work->n);
  SftPanel *panel = sft_figure_add_panel (
      figure, sft_text (N_ ("What training sees (target: the next label; source: the place that predicts it)")),
      sft_text (N_ ("Kept position (from 0)")), SFT_NO_TEXT);
  SftHeatmap *map = sft_panel_add_heatmap (panel, "sequence", zeros, 4, work->n, SFT_NO_TEXT);

  panel->y.bare = TRUE;
  map->digits = 0;
  set_row (map, 0, work->kind);
  set_row (map, 1, work->label);
  set_row (map, 2, work->target);
  set_row (map, 3, work->source);
  name_kinds (map);
  sft_heatmap_add_category (map, sft_text (N_ ("ignored")));
  map->kinds = g_new (double, 4 * work->n);
  for (int i = 0; i < work->n; i++)
    {
      gboolean trains = work->target[i] != IGNORED;

      map->kinds[i] = work->kind[i];
      map->kinds[work->n + i] = work->label[i] != IGNORED ? work->kind[i] : KIND_NOTHING;
      map->kinds[2 * work->n + i] = trains ? work->kind[i + 1] : KIND_NOTHING;
      map->kinds[3 * work->n + i] = work->source[i] >= 0 ? work->kind[i] : KIND_EMPTY;
      sft_heatmap_set_cell (map, 0, i, sft_text_constant (kind_words[(int)work->kind[i]]));
      /* As texts, which may be cut where cells are narrow, so that the ids still show. */
      if (work->label[i] == IGNORED)
        sft_heatmap_set_cell (map, 1, i, sft_text ("−100"));
      if (!trains)
        sft_heatmap_set_cell (map, 2, i, sft_text ("−100"));
      if (work->source[i] < 0)
        sft_heatmap_set_cell (map, 3, i, sft_text ("–"));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (row_names); i++)
    sft_axis_add_name (&panel->y, sft_text_constant (row_names[i]), FALSE);
  if (work->trained == 0)
    panel->note = sft_text (N_ ("no target carries loss"));
}

static SftFigure *
make_figure (const Work *work)
{
  SftFigure *figure = sft_figure_new (
      sft_text (N_ ("Prompt, response and the targets of the loss")),
      sft_text (N_ ("Tokens: %d; kept: %d, %d of the prompt and %d of the response; targets that carry loss: %d."),
                work->total, work->n, work->kept.prompt, work->kept.response, work->trained));

  figure->columns = 1;
  add_whole (figure, work);
  add_sequence (figure, work);
  return figure;
}

/* The counts in closed form, from the rule alone. */
static double
targets_by_formula (const Work *work)
{
  if (work->truncation == SFT_TRUNCATE_KEEP_START)
    return MAX (0, MIN (work->total, work->max_length) - MAX (work->prompt, 1));
  return MAX (0, work->promised.response - (work->promised.prompt == 0));
}

static void
add_checks (SftResult *result, const Work *work)
{
  SftKept published = sft_truncate (3000, 2000, 1000, SFT_TRUNCATE_PROPORTIONAL);
  int missing = 0;

  for (int i = 0; i < work->total; i++)
    missing += is_kept (&work->promised, work->prompt, i) && !is_kept (&work->kept, work->prompt, i);
  /* Sums of at most 33 numbers of at most 1.1. */
  sft_result_identity (result, work->logp_response, work->logp_sequence - work->logp_prompt, 1e-13,
                       sft_text (N_ ("log π(y|x) = log p(xy) − log p(x)")));
  if (!work->wrong)
    sft_result_identity (result, work->trained, targets_by_formula (work), 0,
                         sft_text (N_ ("the targets are as many as the rule says, the first kept token never one")));
  sft_result_identity (result, published.prompt, 600, 0,
                       sft_text (N_ ("LLaMA-Factory's infer_seqlen (3000, 2000, 1000) keeps 600 and 400 tokens")));
  sft_result_compare (
      result, missing, 0, 0,
      work->wrong ? sft_text (N_ ("no token that should stay is cut off; where the wrong end is cut, a real run loses "
                                  "ends of replies, or the question that they answer, and only odd outputs tell"))
                  : sft_text (N_ ("no token that should stay is cut off")));
  if (work->end)
    sft_result_check (result, is_kept (&work->kept, work->prompt, work->total - 1),
                      sft_text (N_ ("the end of sequence is kept; examples without it teach the model never to stop")));
}

static SftResult *
compute (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error)
{
  Work work = { 0 };
  SftResult *result;

  work_init (&work, values);
  result = sft_result_new (&sft_lab_concept_prompt_response, make_figure (&work));
  sft_result_set (result, "kept_tokens", work.n);
  sft_result_set (result, "kept_prompt_tokens", work.kept.prompt);
  sft_result_set (result, "kept_response_tokens", work.kept.response);
  sft_result_set (result, "trained_targets", work.trained);
  sft_result_set (result, "logp_prompt", work.logp_prompt);
  sft_result_set (result, "logp_response", work.logp_response);
  sft_result_set (result, "logp_sequence", work.logp_sequence);
  add_checks (result, &work);
  if (work.trained == 0)
    sft_result_notice (result, sft_text (N_ ("No target is left. TRL drops such an example; without that its loss is "
                                             "zero over zero, and a real run reports that it is not a number.")));
  return result;
}

const SftLab sft_lab_concept_prompt_response = {
  .id = "prompt-response",
  .demo = 6,
  .title = N_ ("labels, the shift and truncation"),
  .about =
      N_ ("A prompt x and a response y become one sequence. Labels are the response's own ids and −100 on the prompt, "
          "and each position predicts the label of the next. What does not fit is truncated: at the end, at the "
          "start, or both parts in proportion, as LLaMA-Factory's infer_seqlen does. TRL drops an example when nothing "
          "to train is left. Ids and log-probabilities are synthetic; position i has −(0.5 + 0.1·(i mod 7)) nats, and "
          "log-probabilities are those before truncation."),
  .formula = "log π(y|x) = Σ log p(yₜ | x, y₍<t₎),   target(i) = label(i + 1)",
  .math = N_ ("\\log\\pi(y \\mid x) &= \\sum_t \\log p(y_t \\mid x, y_{<t}) = \\value{logp_response} \\\\ "
              "\\text{target}(i) &= \\text{label}(i + 1)"),
  .spec = { params, NULL, NULL },
  .readouts = readouts,
  .compute = compute,
  .presets = sft_presets_concept_prompt_response,
};
