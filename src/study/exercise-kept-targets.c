/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What truncation leaves to train on. */
#include "config.h"

#include <string.h>

#include "sft-exercise-private.h"
#include "sft-truncation.h"

#define MAX_PART 10
#define MAX_TOKENS (2 * MAX_PART + 1)

static const struct
{
  SftTruncation truncation, other;
  const char *id, *words;
} sides[] = {
  { SFT_TRUNCATE_KEEP_START, SFT_TRUNCATE_KEEP_END, "keep_start", N_ ("The first tokens are kept.") },
  { SFT_TRUNCATE_KEEP_END, SFT_TRUNCATE_KEEP_START, "keep_end", N_ ("The last tokens are kept.") },
};

typedef struct
{
  int prompt, response, n, length; /* response with its end of sequence; n tokens in all */
  SftKept kept;
} Example;

/* The targets that truncation leaves; TRUE for `first` also the first kept token. */
static void
mark_targets (const Example *example, const SftKept *kept, gboolean first, guint8 *mask)
{
  int start = example->prompt + kept->response_start, end = start + kept->response;

  memset (mask, 0, MAX_TOKENS);
  for (int i = start + (kept->prompt == 0 && !first); i < end; i++)
    mask[i] = 1;
}

static void
take_tokens (SftDraft *draft, const Example *example, gboolean eos)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; i < example->n; i++)
    {
      g_autofree char *token = eos && i == example->n - 1 ? g_strdup ("<eos>")
                               : i < example->prompt      ? g_strdup_printf ("x%d", i + 1)
                                                          : g_strdup_printf ("y%d", i - example->prompt + 1);

      sft_draft_token (draft, token);
      g_string_append_printf (line, "%s%s", i > 0 ? " " : "", token);
    }
  sft_draft_given (draft, sft_text (N_ ("Tokens: %s"), line->str));
}

static void
add_wrong_steps (SftDraft *draft, const Example *example, int side, const guint8 *right)
{
  SftKept other = sft_truncate (example->prompt, example->response, example->length, sides[side].other);
  guint8 mask[MAX_TOKENS];

  for (int i = 0; i < example->n; i++)
    mask[i] = i >= example->prompt;
  sft_draft_wrong_mask (draft, mask, N_ ("This is the whole response: truncation cuts some of it."));
  mark_targets (example, &example->kept, TRUE, mask);
  sft_draft_wrong_mask (draft, mask, N_ ("The first kept token has nothing before it that could predict it."));
  for (int i = 0; i < example->kept.prompt; i++)
    mask[example->kept.prompt_start + i] = 1;
  sft_draft_wrong_mask (draft, mask, N_ ("This is every token that is kept: those of the prompt carry no loss."));
  mark_targets (example, &other, FALSE, mask);
  sft_draft_wrong_mask (draft, mask, N_ ("The other end was cut."));
  for (int i = 0; i < example->n; i++)
    mask[i] = i + 1 < example->n && right[i + 1];
  sft_draft_wrong_mask (draft, mask, N_ ("These tokens predict the targets: each target is one place later."));
  memcpy (mask, right, (gsize)example->n);
  mask[example->n - 1] = 0;
  sft_draft_wrong_mask (draft, mask, N_ ("The last token of the example is trained too."));
}

static void
explain (SftDraft *draft, const Example *example, const guint8 *mask)
{
  g_autofree char *answer = NULL;

  sft_draft_step (draft, sft_text (N_ ("Whole example: %d tokens; kept: %d of the prompt and %d of the response"),
                                   example->n, example->kept.prompt, example->kept.response));
  if (example->kept.prompt == 0)
    sft_draft_step (
        draft, sft_text (N_ ("No prompt token is left, so nothing predicts the first kept token: it is no target")));
  sft_draft_answer_mask (draft, mask, (gsize)example->n);
  answer = sft_exercise_answer (draft->exercise);
  sft_draft_step (draft, sft_text (N_ ("Trained targets: %d of %d tokens: %s"), sft_kept_targets (&example->kept),
                                   example->n, answer));
}

static gboolean
make (SftDraft *draft)
{
  int eos = sft_draft_integer (draft, 0, 1), side = sft_draft_integer (draft, 0, 1);
  Example example = { .prompt = sft_draft_integer (draft, 2, MAX_PART),
                      .response = sft_draft_integer (draft, 3, MAX_PART) + eos };
  guint8 mask[MAX_TOKENS];

  example.n = example.prompt + example.response;
  example.length = sft_draft_integer (draft, 3, example.n - 1);
  example.kept = sft_truncate (example.prompt, example.response, example.length, sides[side].truncation);
  if (sft_kept_targets (&example.kept) == 0)
    return FALSE;
  sft_draft_set (draft, "prompt_tokens=%d", example.prompt);
  sft_draft_set (draft, "response_tokens=%d", example.response - eos);
  sft_draft_set (draft, "end_of_sequence=%d", eos);
  sft_draft_set (draft, "max_length=%d", example.length);
  sft_draft_set (draft, "truncation=%s", sides[side].id);
  if (!sft_draft_compute (draft))
    return FALSE;
  sft_draft_prompt (draft,
                    sft_text (N_ ("An example of a prompt x and a response y is truncated to %d tokens. Mark the "
                                  "tokens that are still trained as targets; an end of sequence can be one of them."),
                              example.length));
  take_tokens (draft, &example, eos);
  sft_draft_given (draft, sft_text_constant (sides[side].words));
  mark_targets (&example, &example.kept, FALSE, mask);
  explain (draft, &example, mask);
  add_wrong_steps (draft, &example, side, mask);
  return TRUE;
}

const SftGenerator sft_exercise_kept_targets = {
  .id = "kept-targets",
  .demo = 6,
  .concept = TRUE,
  .title = N_ ("Targets left by truncation"),
  .make = make,
};
