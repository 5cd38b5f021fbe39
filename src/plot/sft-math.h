/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas set as a book sets them: a subset of TeX's mathematics, set with the OpenType mathematics table of the
 * font that is built in (STIX Math), drawn as outlines.
 *
 * The language:
 *   letters (italic), digits, Greek as \alpha or α, + - * / = < > ( ) [ ] | , ; : ! ' and Unicode symbols
 *   {...} group, x^{...} x_{...} scripts, x' prime, white space counts nothing
 *   \frac \dfrac \tfrac {..}{..}, \sqrt{..}, \sqrt[n]{..}
 *   \sum \prod \int \bigcup \bigcap with limits, \log \ln \exp \min \max \lim \sup \inf \tanh \arg \arg\min \Pr ...
 *   \operatorname{name}, \text{words as they are, any language}, \mathrm{..} \mathbf{..} \mathcal{..} \mathbb{..}
 *   \hat \bar \tilde \dot \vec {..}
 *   \left( ... \right) delimiters that grow: ( ) [ ] \{ \} | \| \lfloor \rfloor \lceil \rceil \langle \rangle / or .
 *   \lvert .. \rvert the size of a set or sequence, \left| .. \right| an absolute value, \lVert .. \rVert a norm
 *   \mid conditional bar, \cdot \times \in \leq \geq \neq \approx \wedge \cup \to \mapsto \infty \partial \nabla ...
 *   \, \: \; \! \quad \qquad spaces
 *   \begin{cases} value & when \\ ... \end{cases}, \begin{aligned} .. & .. \\ .. \end{aligned}; the whole may also be
 *   lines with \\ and aligned at &
 *   \value{id} \value{id|digits}: what the caller's lookup says
 * sft-math-symbols.c lists every command. Whatever else is an error that names it and its place: never a blank. */
#pragma once

#include <pango/pangocairo.h>

#include "sft-layout.h"

G_BEGIN_DECLS

#define SFT_MATH_ERROR (sft_math_error_quark ())
typedef enum
{
  SFT_MATH_ERROR_COMMAND, /* no such command */
  SFT_MATH_ERROR_SYNTAX,  /* unbalanced, something missing, nested too deeply, not UTF-8 */
  SFT_MATH_ERROR_VALUE,   /* the lookup does not know a value */
  SFT_MATH_ERROR_FONT     /* the built-in font cannot be used */
} SftMathError;
GQuark sft_math_error_quark (void);

/* A formula as understood. Immutable: any thread may use it. */
typedef struct _SftMath SftMath;
/* NULL and an error whose message names the command or character and its place, in characters from 1. */
SftMath *sft_math_parse (const char *source, GError **error);
SftMath *sft_math_ref (SftMath *math);
void sft_math_unref (SftMath *math);

/* The text of a value, (transfer full); NULL: there is none of this id. digits: decimals asked for, -1: as usual. */
typedef char *(*SftMathLookup) (const char *id, int digits, gpointer data);
/* The ids of the values in it, each once, in order; ends with NULL. (transfer full) */
char **sft_math_values (const SftMath *math);
/* The source with each \value replaced by its text, which again is a formula. (transfer full) NULL and an error when
 * the source is wrong or a value is missing. */
char *sft_math_expand (const char *source, SftMathLookup lookup, gpointer data, GError **error);
/* Spoken: "the sum over t from 1 to T of ...". (transfer full) NULL and an error when a value is missing. `lookup`
 * may be NULL where there are no values. Translated when `translated`. */
char *sft_math_speak (const SftMath *math, gboolean translated, SftMathLookup lookup, gpointer data, GError **error);

/* A formula measured for one font size: boxes relative to the left end of its (first line's) baseline, y downwards. */
typedef struct _SftMathLayout SftMathLayout;
/* size: of the font, in the units of the page, above 0. `pango` sets text that the built-in font has no letters for; it
 * must outlive the layout. NULL and an error when a value is missing. */
SftMathLayout *sft_math_layout_new (const SftMath *math, double size, PangoContext *pango, SftMathLookup lookup,
                                    gpointer data, GError **error);
void sft_math_layout_free (SftMathLayout *layout);
double sft_math_layout_width (const SftMathLayout *layout);
double sft_math_layout_ascent (const SftMathLayout *layout);  /* above the baseline */
double sft_math_layout_descent (const SftMathLayout *layout); /* below it */
/* What is inked by each glyph, rule or text, in the order of drawing. All within the width, ascent and descent. */
const SftBox *sft_math_layout_ink (const SftMathLayout *layout, gsize *n);
/* Draws with the left end of the baseline at (x, y). Only filled paths. */
void sft_math_layout_draw (const SftMathLayout *layout, cairo_t *cr, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftMath, sft_math_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftMathLayout, sft_math_layout_free)

G_END_DECLS
