/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programs are written to be read: each is the lesson's formula in NumPy's own words. */
#include "config.h"

#include "sft-numpy.h"

#include <string.h>

#include "sft-command.h"

static const char response_loss[] =
    "shifted = logits - logits.max(axis=1, keepdims=True)\n"
    "probability = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)\n"
    "\n"
    "token = np.arange(len(targets))\n"
    "token_nll = np.log(np.exp(shifted).sum(axis=1)) - shifted[token, targets.astype(int)]\n"
    "active = response_mask.sum()\n"
    "# Without a response token there is no masked loss.\n"
    "masked_loss = (response_mask * token_nll).sum() / active if active > 0 else None\n"
    "\n"
    "readouts = {'token_nll': token_nll.tolist(), 'masked_loss': masked_loss, 'full_loss': token_nll.mean(),\n"
    "            'response_tokens': int(active)}\n"
    "series = [('token NLL', token, token_nll)]\n"
    "heatmaps = [('probability', probability)]\n";

static const char loss_mask[] = "readouts = {'active_tokens': int(mask.sum()), 'active_fraction': mask.mean(),\n"
                                "            'example_tokens': mask.sum(axis=1).tolist()}\n"
                                "series = []\n"
                                "heatmaps = [('loss mask', mask)]\n";

static const char validation_curve[] = "step = np.arange(1, steps + 1)\n"
                                       "train = train_amplitude * np.exp(-step / train_decay) + train_floor\n"
                                       "validation = (val_amplitude * np.exp(-step / val_decay) + val_floor\n"
                                       "              + overfit_slope * np.maximum(step - overfit_onset, 0))\n"
                                       "\n"
                                       "best = int(validation.argmin())  # the first one, if several are least\n"
                                       "readouts = {'best_step': best + 1, 'best_validation_loss': validation[best],\n"
                                       "            'best_is_interior': 1 < best + 1 < steps}\n"
                                       "series = [('train', step, train), ('validation', step, validation)]\n"
                                       "heatmaps = []\n";

static const char guardrail[] =
    "random = np.random.RandomState(seed)\n"
    "for _ in range(draw):  # whole samples that were drawn before this one\n"
    "    random.beta(harmful_a, harmful_b, samples)\n"
    "    random.beta(benign_a, benign_b, samples)\n"
    "harmful = random.beta(harmful_a, harmful_b, samples)\n"
    "benign = random.beta(benign_a, benign_b, samples)\n"
    "\n"
    "\n"
    "def rate(scores, threshold):\n"
    "    return float(np.mean(scores >= threshold))\n"
    "\n"
    "\n"
    "# Share of pairs in which the harmful score is the higher one, ties half.\n"
    "ranked = np.sort(benign)\n"
    "wins = np.searchsorted(ranked, harmful, 'left') + np.searchsorted(ranked, harmful, 'right')\n"
    "auc = wins.sum() / (2.0 * samples * samples)\n"
    "\n"
    "\n"
    "def incomplete_beta(x, y, a, b):\n"
    "    \"\"\"P(X <= x) of X ~ Beta(a, b), with y = 1 - x: a continued fraction (DLMF 8.17.22) by Lentz's "
    "method.\"\"\"\n"
    "    def nonzero(value):\n"
    "        return np.where(np.abs(value) < 1e-300, 1e-300, value)\n"
    "    far = x > (a + 1) / (a + b + 2)  # there the other tail converges faster\n"
    "    x, y = np.where(far, y, x), np.where(far, x, y)\n"
    "    p, q = np.where(far, b, a), np.where(far, a, b)\n"
    "    scale = np.exp(p * np.log(x) + q * np.log(y) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)) / p\n"
    "    c = np.ones_like(x)\n"
    "    value = d = 1 / nonzero(1 - (p + q) * x / (p + 1))\n"
    "    for m in range(1, 1000):\n"
    "        for term in (m * (q - m) * x / ((p + 2 * m - 1) * (p + 2 * m)),\n"
    "                     -(p + m) * (p + q + m) * x / ((p + 2 * m) * (p + 2 * m + 1))):\n"
    "            d = 1 / nonzero(1 + term * d)\n"
    "            c = nonzero(1 + term / c)\n"
    "            value = value * c * d\n"
    "        if np.all(np.abs(c * d - 1) < 1e-15):\n"
    "            break\n"
    "    return np.where(far, 1 - scale * value, scale * value)\n"
    "\n"
    "\n"
    "def tail(threshold, a, b):\n"
    "    \"\"\"P(X >= threshold) of X ~ Beta(a, b).\"\"\"\n"
    "    inner = np.clip(threshold, 1e-300, 1 - 2**-53)\n"
    "    return np.where(threshold <= 0, 1, np.where(threshold >= 1, 0, incomplete_beta(1 - inner, inner, b, a)))\n"
    "\n"
    "\n"
    "# P(harmful > benign) by the trapezoidal rule over s = log(x / (1 - x)), where it converges very fast.\n"
    "s = np.arange(-60 - 40 / harmful_a, 60 + 40 / harmful_b, 1 / 32)\n"
    "log_x, log_y = -np.logaddexp(0, -s), -np.logaddexp(0, s)\n"
    "density = harmful_a * log_x + harmful_b * log_y\n"
    "density = np.exp(density - density.max())\n"
    "below = incomplete_beta(np.exp(log_x), np.exp(log_y), benign_a, benign_b)\n"
    "auc_exact = (density * below).sum() / density.sum()\n"
    "\n"
    "grid = np.linspace(threshold_min, threshold_max, thresholds)\n"
    "fine = np.linspace(threshold_min, threshold_max, 101)\n"
    "readouts = {'block_harmful': rate(harmful, threshold), 'block_benign': rate(benign, threshold),\n"
    "            'auc': auc, 'auc_exact': auc_exact,\n"
    "            'exact_block_harmful': float(tail(threshold, harmful_a, harmful_b)),\n"
    "            'exact_block_benign': float(tail(threshold, benign_a, benign_b))}\n"
    "series = [('exact block harmful', fine, tail(fine, harmful_a, harmful_b)),\n"
    "          ('block harmful', grid, [rate(harmful, t) for t in grid]),\n"
    "          ('exact block benign', fine, tail(fine, benign_a, benign_b)),\n"
    "          ('block benign', grid, [rate(benign, t) for t in grid])]\n"
    "heatmaps = []\n";

static const char feedback[] =
    "refresh = np.arange(rounds)\n"
    "safety = safety_base + safety_gain * (1 - np.exp(-refresh / safety_time))\n"
    "helpfulness = helpfulness_base - helpfulness_cost * refresh + helpfulness_recovery * np.sqrt(refresh)\n"
    "\n"
    "readouts = {'final_safety': safety[-1], 'final_helpfulness': helpfulness[-1],\n"
    "            'safety_change': safety[-1] - safety[0],\n"
    "            'helpfulness_change': helpfulness[-1] - helpfulness[0]}\n"
    "series = [('safety', refresh, safety), ('helpfulness', refresh, helpfulness)]\n"
    "heatmaps = []\n";

static const char print_all[] =
    "\n"
    "print(json.dumps({\n"
    "    'readouts': readouts,\n"
    "    'series': [{'name': name, 'x': np.asarray(x).tolist(), 'y': np.asarray(y).tolist()} for name, x, y in "
    "series],\n"
    "    'heatmaps': [{'name': name, 'values': values.tolist()} for name, values in heatmaps],\n"
    "}))\n";

static const struct
{
  const char *family, *body;
  gboolean needs_math;
} programs[] = {
  { "response-loss", response_loss, FALSE },
  { "loss-mask", loss_mask, FALSE },
  { "validation-curve", validation_curve, FALSE },
  { "guardrail", guardrail, TRUE },
  { "feedback", feedback, FALSE },
};

/* A value in JSON is one in Python too, but for true, false and null, which numbers do not have. */
static void
append_value (GString *program, SftValues *values, const SftParam *param)
{
  SftJson *json = sft_json_new (TRUE);
  gboolean grid = param->kind == SFT_LIST || param->kind == SFT_MATRIX;
  g_autofree char *text = NULL;

  sft_values_write (values, param->id, json);
  text = sft_json_free_to_string (json);
  if (grid)
    g_string_append_printf (program, "%s = np.array(%s, dtype=float)\n", param->id, text);
  else if (param->kind == SFT_SWITCH)
    g_string_append_printf (program, "%s = %s\n", param->id,
                            sft_values_get (values, param->id) != 0 ? "True" : "False");
  else
    g_string_append_printf (program, "%s = %s\n", param->id, text);
}

char *
sft_lab_to_numpy (const SftDemo *demo, SftValues *values)
{
  g_autofree char *command = NULL;
  GString *program;
  gsize i = 0;

  g_return_val_if_fail (demo != NULL && values != NULL, NULL);
  g_return_val_if_fail (sft_values_spec (values) == &demo->notebook->spec, NULL);

  while (i < G_N_ELEMENTS (programs) && strcmp (programs[i].family, demo->notebook->id) != 0)
    i++;
  if (i == G_N_ELEMENTS (programs))
    return NULL;
  command = sft_command_line (demo, FALSE, values);
  program = g_string_new (NULL);
  g_string_append_printf (program, "# SFT Lab %s, demo %d: %s\n# The same numbers: %s --format json\nimport json\n",
                          PACKAGE_VERSION, demo->number, demo->title, command);
  if (programs[i].needs_math)
    g_string_append (program, "import math\n");
  g_string_append (program, "\nimport numpy as np\n\n");
  for (const SftParam *param = sft_values_spec (values)->params; param->id != NULL; param++)
    append_value (program, values, param);
  g_string_append_printf (program, "\n%s%s", programs[i].body, print_all);
  return g_string_free (program, FALSE);
}
