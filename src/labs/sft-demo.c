/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sft-lab-math.h"

static const SftLab *const all_labs[] = {
#define SFT_LAB(symbol) &sft_lab_##symbol,
#include "sft-labs.def"
#undef SFT_LAB
};

#define INTUITION N_ ("Intuition")
#define FORMAL N_ ("Formal definitions")
#define DATA N_ ("Data")
#define TRAINING N_ ("Training")
#define BEHAVIOR N_ ("Behavior")

#define LOSS &sft_lab_notebook_response_loss
#define MASK &sft_lab_notebook_loss_mask
#define CURVE &sft_lab_notebook_validation_curve
#define GUARD &sft_lab_notebook_guardrail
#define FEEDBACK &sft_lab_notebook_feedback

/* The lesson seeds its generator once, so the k-th demo that draws scores sees the k-th draw. */
static const char *const draw_0[] = { "draw=0", NULL };
static const char *const draw_1[] = { "draw=1", NULL };
static const char *const draw_2[] = { "draw=2", NULL };
static const char *const draw_3[] = { "draw=3", NULL };
static const char *const draw_4[] = { "draw=4", NULL };

static const SftDemo demos[] = {
  { 1, INTUITION, N_ ("Why pretrained next-token models need instruction-following alignment"), NULL,
    "why-pretrained-models-need-alignment", LOSS, NULL },
  { 2, INTUITION, N_ ("Instruction following as behavior conditioning"), NULL,
    "instruction-following-as-behavior-conditioning", MASK, NULL },
  { 3, INTUITION, N_ ("Demonstrations versus preferences"), NULL, "demonstrations-versus-preferences", CURVE, NULL },
  { 4, INTUITION, N_ ("Chat templates as part of the objective"), NULL, "chat-templates-as-part-of-the-objective",
    GUARD, draw_0 },
  { 5, INTUITION, N_ ("Historical arc from FLAN to InstructGPT"), NULL, "historical-arc-from-flan-to-instructgpt",
    FEEDBACK, NULL },
  { 6, FORMAL, N_ ("Prompt x and response y"), N_ ("Prompt 𝑥 and response 𝑦"), "prompt-x-and-response-y", LOSS, NULL },
  { 7, FORMAL, N_ ("Demonstration dataset D_SFT"), N_ ("Demonstration dataset 𝒟 (SFT)"), "demonstration-dataset", MASK,
    NULL },
  { 8, FORMAL, N_ ("Policy pi_theta(y | x)"), N_ ("Policy π_θ(𝑦 | 𝑥)"), "policy", CURVE, NULL },
  { 9, FORMAL, N_ ("Response-token mask"), NULL, "response-token-mask", GUARD, draw_1 },
  { 10, FORMAL, N_ ("Instruction distribution and validation split"), NULL,
    "instruction-distribution-and-validation-split", FEEDBACK, NULL },
  { 11, DATA, N_ ("Task diversity"), NULL, "task-diversity", LOSS, NULL },
  { 12, DATA, N_ ("Chat templates"), NULL, "chat-templates", MASK, NULL },
  { 13, DATA, N_ ("Role tokens"), NULL, "role-tokens", CURVE, NULL },
  { 14, DATA, N_ ("Refusal examples"), NULL, "refusal-examples", GUARD, draw_2 },
  { 15, DATA, N_ ("Multi-turn demonstrations"), NULL, "multi-turn-demonstrations", FEEDBACK, NULL },
  { 16, TRAINING, N_ ("Response-only cross-entropy"), NULL, "response-only-cross-entropy", LOSS, NULL },
  { 17, TRAINING, N_ ("Packed examples"), NULL, "packed-examples", MASK, NULL },
  { 18, TRAINING, N_ ("Loss masks"), NULL, "loss-masks", CURVE, NULL },
  { 19, TRAINING, N_ ("Class imbalance"), NULL, "class-imbalance", GUARD, draw_3 },
  { 20, TRAINING, N_ ("Validation curves"), NULL, "validation-curves", FEEDBACK, NULL },
  { 21, BEHAVIOR, N_ ("Helpfulness"), NULL, "helpfulness", LOSS, NULL },
  { 22, BEHAVIOR, N_ ("Honesty"), NULL, "honesty", MASK, NULL },
  { 23, BEHAVIOR, N_ ("Harmlessness"), NULL, "harmlessness", CURVE, NULL },
  { 24, BEHAVIOR, N_ ("Style control"), NULL, "style-control", GUARD, draw_4 },
  { 25, BEHAVIOR, N_ ("Sycophancy risk"), NULL, "sycophancy-risk", FEEDBACK, NULL },
};

G_DEFINE_QUARK (sft - demo - error - quark, sft_demo_error)

const SftLab *const *
sft_labs (gsize *n)
{
  *n = G_N_ELEMENTS (all_labs);
  return all_labs;
}

const SftDemo *
sft_demos (gsize *n)
{
  *n = G_N_ELEMENTS (demos);
  return demos;
}

const SftDemo *
sft_demo_find (int number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (demos); i++)
    if (demos[i].number == number)
      return &demos[i];
  return NULL;
}

const char *
sft_demo_display_title (const SftDemo *demo)
{
  return sft_translate (demo->display != NULL ? demo->display : demo->title);
}

const SftLab *
sft_demo_lab (const SftDemo *demo, gboolean concept)
{
  if (!concept)
    return demo->notebook;
  for (gsize i = 0; i < G_N_ELEMENTS (all_labs); i++)
    if (all_labs[i]->demo == demo->number)
      return all_labs[i];
  return NULL;
}

SftValues *
sft_demo_defaults (const SftDemo *demo, gboolean concept)
{
  g_autoptr (GError) error = NULL;
  const SftLab *lab = sft_demo_lab (demo, concept);
  SftValues *values;

  g_return_val_if_fail (lab != NULL, NULL);
  values = sft_values_new (&lab->spec, concept ? NULL : demo->overrides, &error);
  if (values == NULL) /* constant data is wrong: no input can cause or mend it */
    g_error ("Demo %d: %s", demo->number, error->message);
  return values;
}

GArray *
sft_lab_demos (const SftLab *lab)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; i < G_N_ELEMENTS (demos); i++)
    if (demos[i].notebook == lab || lab->demo == demos[i].number)
      g_array_append_val (numbers, demos[i].number);
  return numbers;
}

const SftDemo *
sft_demo_parse (const char *text, gboolean *concept, GError **error)
{
  g_autofree char *number_text = NULL;
  const char *slash = strchr (text, '/');
  const SftDemo *demo = NULL;
  guint64 number;

  *concept = FALSE;
  number_text = slash != NULL ? g_strndup (text, slash - text) : g_strdup (text);
  if (g_ascii_string_to_unsigned (number_text, 10, 1, G_N_ELEMENTS (demos), &number, NULL))
    demo = sft_demo_find ((int)number);
  if (demo == NULL)
    {
      g_set_error (error, SFT_DEMO_ERROR, SFT_DEMO_ERROR_UNKNOWN,
                   "no demo \"%s\"; accepted: 1 to %d, or N/concept where that view exists", text,
                   (int)G_N_ELEMENTS (demos));
      return NULL;
    }
  if (slash != NULL && !g_str_equal (slash + 1, "notebook") && !g_str_equal (slash + 1, "concept"))
    {
      g_set_error (error, SFT_DEMO_ERROR, SFT_DEMO_ERROR_VIEW,
                   "demo %d has no view \"%s\"; accepted: %d (the notebook) or %d/concept where that view exists",
                   demo->number, slash + 1, demo->number, demo->number);
      return NULL;
    }
  *concept = slash != NULL && g_str_equal (slash + 1, "concept");
  if (sft_demo_lab (demo, *concept) == NULL)
    {
      g_set_error (error, SFT_DEMO_ERROR, SFT_DEMO_ERROR_VIEW, "demo %d has no concept view; accepted: %d",
                   demo->number, demo->number);
      *concept = FALSE;
      return NULL;
    }
  return demo;
}

static void
insert_heading (SftResult *result, const SftDemo *demo, const SftLab *lab)
{
  g_autofree char *rule = g_strnfill (80, '=');

  g_ptr_array_insert (result->transcript, 0, g_strdup (""));
  g_ptr_array_insert (result->transcript, 1, g_strdup (rule));
  g_ptr_array_insert (result->transcript, 2,
                      g_strdup_printf ("Demo %d - %s: %s", demo->number, demo->title, lab->title));
  g_ptr_array_insert (result->transcript, 3, g_strdup (rule));
}

/* The lesson prints nothing for a concept: its readouts are its lines. */
static void
print_readouts (SftResult *result)
{
  for (guint i = 0; i < result->readouts->len; i++)
    {
      const SftReadout *readout = g_ptr_array_index (result->readouts, i);
      g_autofree char *value = sft_readout_format (readout, FALSE);
      const char *unit = sft_readout_unit (readout, FALSE);

      sft_result_print (result, "%s: %s%s%s", readout->spec->label, value, unit != NULL ? " " : "",
                        unit != NULL ? unit : "");
    }
}

SftResult *
sft_demo_compute (const SftDemo *demo, gboolean concept, const SftValues *values, SftMemo *memo,
                  GCancellable *cancellable, GError **error)
{
  const SftLab *lab = sft_demo_lab (demo, concept);
  SftResult *result;

  g_return_val_if_fail (lab != NULL, NULL);
  result = lab->compute (values, memo, cancellable, error);
  if (result == NULL)
    return NULL;
  insert_heading (result, demo, lab);
  sft_text_clear (&result->figure->formula);
  result->figure->formula = sft_lab_formula (lab, values, result);
  if (concept)
    print_readouts (result);
  return result;
}

char *
sft_demo_file_stem (const SftDemo *demo, gboolean concept)
{
  return g_strdup_printf ("sft-lab-%02d-%s%s", demo->number, demo->slug, concept ? "-concept" : "");
}
