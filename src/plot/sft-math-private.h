/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the formula setter share: the tree that parsing makes, the boxes that setting makes of it. */
#pragma once

#include <hb-ot.h>

#include "sft-math.h"

G_BEGIN_DECLS

/* TeX's classes of atoms, in the order of its table of spaces. */
typedef enum
{
  SFT_MATH_ORD,
  SFT_MATH_OP,
  SFT_MATH_BIN,
  SFT_MATH_REL,
  SFT_MATH_OPEN,
  SFT_MATH_CLOSE,
  SFT_MATH_PUNCT,
  SFT_MATH_INNER
} SftMathClass;

typedef enum
{
  SFT_MATH_ROW,      /* children: atoms */
  SFT_MATH_SYMBOL,   /* glyph */
  SFT_MATH_WORDS,    /* text, upright */
  SFT_MATH_VALUE,    /* text: id */
  SFT_MATH_SPACE,    /* width */
  SFT_MATH_FRACTION, /* children: numerator, denominator */
  SFT_MATH_ROOT,     /* children: radicand, degree or NULL */
  SFT_MATH_SCRIPTS,  /* children: base, sub or NULL, super or NULL */
  SFT_MATH_FENCE,    /* children: body; glyph and closing: delimiters, 0: none */
  SFT_MATH_ACCENT,   /* children: base; glyph: the mark */
  SFT_MATH_GRID      /* children: cells, row by row; columns */
} SftMathKind;

typedef enum
{
  SFT_MATH_ITALIC, /* TeX's usual: letters are italic, digits and capital Greek upright */
  SFT_MATH_ROMAN,
  SFT_MATH_BOLD,
  SFT_MATH_SCRIPT,
  SFT_MATH_DOUBLE
} SftMathAlphabet;

typedef struct
{
  const char *name; /* of the command, without backslash; NULL: only the character */
  gunichar glyph;
  SftMathClass kind;
  const char *spoken; /* msgid; NULL: not said */
  gboolean big;       /* a large operator; limits above and below it when displayed */
} SftMathSymbol;
const SftMathSymbol *sft_math_symbol_named (const char *name, gsize length);
const SftMathSymbol *sft_math_symbol_of (gunichar character);
/* Operators in upright letters. */
typedef struct
{
  const char *name, *text, *spoken; /* spoken: msgid; NULL: as text */
  gboolean limits;
} SftMathOperator;
const SftMathOperator *sft_math_operator_named (const char *name, gsize length);
gunichar sft_math_in_alphabet (gunichar letter, SftMathAlphabet alphabet);

typedef struct _SftMathNode SftMathNode;
struct _SftMathNode
{
  SftMathKind kind;
  SftMathClass atom;
  gunichar glyph, closing;
  gunichar letter; /* SYMBOL: before it went into its alphabet */
  SftMathAlphabet alphabet;
  const SftMathSymbol *symbol;     /* NULL: a letter */
  const SftMathOperator *operator; /* of WORDS; NULL: none of the table */
  char *text;
  int digits;
  double width;    /* em */
  gboolean limits; /* above and below when displayed */
  int style;       /* FRACTION: -1 as around, 0 displayed, 1 in text */
  guint columns;
  gboolean cases;
  gsize start, end; /* VALUE: bytes of the source */
  GPtrArray *children;
};
SftMathNode *sft_math_node_new (SftMathKind kind, SftMathClass atom);
void sft_math_node_free (SftMathNode *node);
SftMathNode *sft_math_node_child (const SftMathNode *node, guint i); /* NULL: there is none */
/* The formula's tree. */
const SftMathNode *sft_math_root (const SftMath *math);

/* The font, made when first used and then never changed or freed: HarfBuzz's immutable objects are for all threads.
 * Measures are in units of the font. NULL and an error when it cannot be used. */
typedef struct
{
  hb_font_t *font;
  double units; /* in an em */
} SftMathFont;
const SftMathFont *sft_math_font (GError **error);
double sft_math_constant (const SftMathFont *font, hb_ot_math_constant_t constant); /* in em; not for percentages */
void sft_math_glyph_path (const SftMathFont *font, hb_codepoint_t glyph, cairo_t *cr, double x, double y, double size);

/* One thing to draw, relative to the box it is in; y downwards. */
typedef struct
{
  double x, y;
  hb_codepoint_t glyph;
  double size;          /* of a glyph's font; 0: none */
  double width, height; /* of a rule, from (x, y) */
  PangoLayout *words;   /* owned by the layout */
  gboolean joined;      /* part of the item before it, as pieces of a brace are */
} SftMathItem;

typedef struct
{
  double width, ascent, descent;
  double italic;        /* included in the width */
  hb_codepoint_t glyph; /* when it is a single one; else 0 */
  double size;
  GArray *items; /* SftMathItem */
} SftMathBox;

/* A style is displayed, text, script or scriptscript; cramped ones raise less. */
typedef enum
{
  SFT_MATH_DISPLAY,
  SFT_MATH_TEXT,
  SFT_MATH_SUB,
  SFT_MATH_SUBSUB
} SftMathSize;
typedef struct
{
  SftMathSize size;
  gboolean cramped;
} SftMathStyle;

typedef struct
{
  const SftMathFont *font;
  double size;
  PangoContext *pango;
  GPtrArray *words; /* PangoLayout */
  SftMathLookup lookup;
  gpointer data;
  GError *error; /* the first that happened; boxes are empty then */
} SftMathSetter;

SftMathBox *sft_math_box_new (void);
void sft_math_box_free (SftMathBox *box);
/* Puts `box` into `into`, moved; frees it. Ascent and descent grow with it, the width does not. */
void sft_math_box_put (SftMathBox *into, SftMathBox *box, double x, double y);
void sft_math_box_rule (SftMathBox *into, double x, double y, double width, double height);
double sft_math_setter_size (const SftMathSetter *setter, SftMathStyle style);
/* A constant in the units of the page. */
double sft_math_setter_constant (const SftMathSetter *setter, SftMathStyle style, hb_ot_math_constant_t constant);
SftMathStyle sft_math_script_style (SftMathStyle style, gboolean cramped);
SftMathBox *sft_math_set (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_glyph (SftMathSetter *setter, hb_codepoint_t glyph, double size);
/* Where the ink of a single glyph ends; 0 for anything else. */
double sft_math_box_ink_right (const SftMathSetter *setter, const SftMathBox *box);
SftMathBox *sft_math_set_text (SftMathSetter *setter, const char *text, double size);
SftMathBox *sft_math_set_character (SftMathSetter *setter, gunichar character, double size);
/* A character grown to at least this height (vertical) or at most this width (an accent). */
SftMathBox *sft_math_set_grown (SftMathSetter *setter, gunichar character, double size, double height);
SftMathBox *sft_math_set_row (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_scripts (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_fraction (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_root (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_fence (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_accent (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);
SftMathBox *sft_math_set_grid (SftMathSetter *setter, const SftMathNode *node, SftMathStyle style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftMathNode, sft_math_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftMathBox, sft_math_box_free)

G_END_DECLS
