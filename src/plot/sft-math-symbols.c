/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command that is a symbol or a named operator, and how it is read aloud. */
#include "config.h"

#include <string.h>

#include "sft-math-private.h"

#define ORD SFT_MATH_ORD
#define BIN SFT_MATH_BIN
#define REL SFT_MATH_REL
#define OPEN SFT_MATH_OPEN
#define CLOSE SFT_MATH_CLOSE
#define PUNCT SFT_MATH_PUNCT
#define INNER SFT_MATH_INNER

/* A character stands once without a name or first under the name that it is known by. */
static const SftMathSymbol symbols[] = {
  { NULL, '+', BIN, N_ ("plus") },
  { NULL, 0x2212, BIN, N_ ("minus") },
  { "pm", 0xb1, BIN, N_ ("plus or minus") },
  { "cdot", 0x22c5, BIN, NC_ ("formula", "times") },
  { NULL, 0xb7, BIN, NC_ ("formula", "times") },
  { "times", 0xd7, BIN, NC_ ("formula", "times") },
  { "ast", 0x2217, BIN, N_ ("star") },
  { "star", 0x22c6, BIN, N_ ("star") },
  { "circ", 0x2218, BIN, N_ ("composed with") },
  { "div", 0xf7, BIN, N_ ("divided by") },
  { "wedge", 0x2227, BIN, N_ ("and") },
  { "land", 0x2227, BIN, N_ ("and") },
  { "vee", 0x2228, BIN, N_ ("or") },
  { "lor", 0x2228, BIN, N_ ("or") },
  { "cup", 0x222a, BIN, N_ ("union") },
  { "cap", 0x2229, BIN, N_ ("intersected with") },
  { "setminus", 0x2216, BIN, N_ ("without") },
  { "oplus", 0x2295, BIN, N_ ("circled plus") },
  { "odot", 0x2299, BIN, N_ ("circled dot") },

  { NULL, '=', REL, N_ ("equals") },
  { NULL, '<', REL, N_ ("less than") },
  { "lt", '<', REL, N_ ("less than") },
  { NULL, '>', REL, N_ ("greater than") },
  { "gt", '>', REL, N_ ("greater than") },
  { NULL, ':', REL, N_ ("such that") },
  { "leq", 0x2264, REL, N_ ("at most") },
  { "le", 0x2264, REL, N_ ("at most") },
  { "geq", 0x2265, REL, N_ ("at least") },
  { "ge", 0x2265, REL, N_ ("at least") },
  { "neq", 0x2260, REL, N_ ("is not equal to") },
  { "ne", 0x2260, REL, N_ ("is not equal to") },
  { "approx", 0x2248, REL, N_ ("is approximately") },
  { "equiv", 0x2261, REL, N_ ("is identical to") },
  { "sim", 0x223c, REL, N_ ("is distributed as") },
  { "propto", 0x221d, REL, N_ ("is proportional to") },
  { "ll", 0x226a, REL, N_ ("is much less than") },
  { "gg", 0x226b, REL, N_ ("is much greater than") },
  { "in", 0x2208, REL, N_ ("in") },
  { "notin", 0x2209, REL, N_ ("not in") },
  { "subset", 0x2282, REL, N_ ("is a subset of") },
  { "subseteq", 0x2286, REL, N_ ("is a subset of or equal to") },
  { "mid", 0x2223, REL, N_ ("given") },
  { "parallel", 0x2225, REL, N_ ("relative to") },
  { "to", 0x2192, REL, N_ ("to") },
  { "rightarrow", 0x2192, REL, N_ ("to") },
  { "leftarrow", 0x2190, REL, N_ ("from") },
  { "gets", 0x2190, REL, N_ ("becomes") },
  { "leftrightarrow", 0x2194, REL, N_ ("corresponds to") },
  { "Rightarrow", 0x21d2, REL, N_ ("implies") },
  { "Leftrightarrow", 0x21d4, REL, N_ ("if and only if") },
  { "iff", 0x21d4, REL, N_ ("if and only if") },
  { "mapsto", 0x21a6, REL, N_ ("maps to") },

  { NULL, '(', OPEN, N_ ("open parenthesis") },
  { NULL, ')', CLOSE, N_ ("close parenthesis") },
  { NULL, '[', OPEN, N_ ("open bracket") },
  { "lbrack", '[', OPEN, N_ ("open bracket") },
  { NULL, ']', CLOSE, N_ ("close bracket") },
  { "rbrack", ']', CLOSE, N_ ("close bracket") },
  { "{", '{', OPEN, N_ ("open brace") },
  { "lbrace", '{', OPEN, N_ ("open brace") },
  { "}", '}', CLOSE, N_ ("close brace") },
  { "rbrace", '}', CLOSE, N_ ("close brace") },
  { "lfloor", 0x230a, OPEN, N_ ("floor of") },
  { "rfloor", 0x230b, CLOSE, N_ ("end of floor") },
  { "lceil", 0x2308, OPEN, N_ ("ceiling of") },
  { "rceil", 0x2309, CLOSE, N_ ("end of ceiling") },
  { "langle", 0x27e8, OPEN, N_ ("open angle bracket") },
  { "rangle", 0x27e9, CLOSE, N_ ("close angle bracket") },
  { "lvert", '|', OPEN, N_ ("the size of") },
  { "rvert", '|', CLOSE, N_ ("end of size") },
  { "lVert", 0x2016, OPEN, N_ ("the norm of") },
  { "rVert", 0x2016, CLOSE, N_ ("end of norm") },
  { NULL, '|', ORD, N_ ("bar") },
  { "vert", '|', ORD, N_ ("bar") },
  { "|", 0x2016, ORD, N_ ("double bar") },
  { "Vert", 0x2016, ORD, N_ ("double bar") },
  { NULL, '!', CLOSE, N_ ("factorial") },
  { NULL, '?', CLOSE, N_ ("question mark") },
  { NULL, ',', PUNCT, N_ (",") },
  { NULL, ';', PUNCT, N_ (";") },
  { "colon", ':', PUNCT, N_ (":") },

  { NULL, '.', ORD, N_ ("point") },
  { NULL, '/', ORD, N_ ("divided by") },
  { "ldots", 0x2026, INNER, N_ ("and so on") },
  { "dots", 0x2026, INNER, N_ ("and so on") },
  { "cdots", 0x22ef, INNER, N_ ("and so on") },
  { "infty", 0x221e, ORD, N_ ("infinity") },
  { "partial", 0x2202, ORD, N_ ("the partial derivative") },
  { "nabla", 0x2207, ORD, N_ ("the gradient of") },
  { "forall", 0x2200, ORD, N_ ("for all") },
  { "exists", 0x2203, ORD, N_ ("there is") },
  { "neg", 0xac, ORD, N_ ("not") },
  { "emptyset", 0x2205, ORD, N_ ("the empty set") },
  { "prime", 0x2032, ORD, N_ ("prime") },
  { "ell", 0x2113, ORD, N_ ("script l") },
  { "top", 0x22a4, ORD, N_ ("transposed") },
  { "%", '%', ORD, N_ ("percent") },
  { "#", '#', ORD, N_ ("the number of") },
  { "&", '&', ORD, N_ ("and") },
  { "_", '_', ORD, N_ ("underscore") },
  { "$", '$', ORD, N_ ("dollar") },

  { "sum", 0x2211, SFT_MATH_OP, N_ ("the sum"), TRUE },
  { "prod", 0x220f, SFT_MATH_OP, N_ ("the product"), TRUE },
  { "int", 0x222b, SFT_MATH_OP, N_ ("the integral"), TRUE },
  { "bigcup", 0x22c3, SFT_MATH_OP, N_ ("the union"), TRUE },
  { "bigcap", 0x22c2, SFT_MATH_OP, N_ ("the intersection"), TRUE },

  { "alpha", 0x3b1, ORD, N_ ("alpha") },
  { "beta", 0x3b2, ORD, N_ ("beta") },
  { "gamma", 0x3b3, ORD, N_ ("gamma") },
  { "delta", 0x3b4, ORD, N_ ("delta") },
  { "epsilon", 0x3f5, ORD, N_ ("epsilon") },
  { "varepsilon", 0x3b5, ORD, N_ ("epsilon") },
  { "zeta", 0x3b6, ORD, N_ ("zeta") },
  { "eta", 0x3b7, ORD, N_ ("eta") },
  { "theta", 0x3b8, ORD, N_ ("theta") },
  { "iota", 0x3b9, ORD, N_ ("iota") },
  { "kappa", 0x3ba, ORD, N_ ("kappa") },
  { "lambda", 0x3bb, ORD, N_ ("lambda") },
  { "mu", 0x3bc, ORD, N_ ("mu") },
  { "nu", 0x3bd, ORD, N_ ("nu") },
  { "xi", 0x3be, ORD, N_ ("xi") },
  { "pi", 0x3c0, ORD, N_ ("pi") },
  { "rho", 0x3c1, ORD, N_ ("rho") },
  { "varsigma", 0x3c2, ORD, N_ ("final sigma") },
  { "sigma", 0x3c3, ORD, N_ ("sigma") },
  { "tau", 0x3c4, ORD, N_ ("tau") },
  { "upsilon", 0x3c5, ORD, N_ ("upsilon") },
  { "phi", 0x3d5, ORD, N_ ("phi") },
  { "varphi", 0x3c6, ORD, N_ ("phi") },
  { "chi", 0x3c7, ORD, N_ ("chi") },
  { "psi", 0x3c8, ORD, N_ ("psi") },
  { "omega", 0x3c9, ORD, N_ ("omega") },
  { "Gamma", 0x393, ORD, N_ ("capital gamma") },
  { "Delta", 0x394, ORD, N_ ("capital delta") },
  { "Theta", 0x398, ORD, N_ ("capital theta") },
  { "Lambda", 0x39b, ORD, N_ ("capital lambda") },
  { "Xi", 0x39e, ORD, N_ ("capital xi") },
  { "Pi", 0x3a0, ORD, N_ ("capital pi") },
  { "Sigma", 0x3a3, ORD, N_ ("capital sigma") },
  { "Upsilon", 0x3a5, ORD, N_ ("capital upsilon") },
  { "Phi", 0x3a6, ORD, N_ ("capital phi") },
  { "Psi", 0x3a8, ORD, N_ ("capital psi") },
  { "Omega", 0x3a9, ORD, N_ ("capital omega") },
};

static const SftMathOperator operators[] = {
  { "log", "log", N_ ("log") },
  { "ln", "ln", N_ ("natural log") },
  { "exp", "exp", N_ ("exp") },
  { "tanh", "tanh", N_ ("hyperbolic tangent") },
  { "sin", "sin", N_ ("sine") },
  { "cos", "cos", N_ ("cosine") },
  { "Pr", "Pr", N_ ("probability") },
  { "det", "det", N_ ("determinant"), TRUE },
  { "arg", "arg", N_ ("argument") },
  { "max", "max", N_ ("the maximum"), TRUE },
  { "min", "min", N_ ("the minimum"), TRUE },
  { "sup", "sup", N_ ("the supremum"), TRUE },
  { "inf", "inf", N_ ("the infimum"), TRUE },
  { "lim", "lim", N_ ("the limit"), TRUE },
  { "argmax", "arg max", N_ ("the argument of the maximum"), TRUE },
  { "argmin", "arg min", N_ ("the argument of the minimum"), TRUE },
};

const SftMathSymbol *
sft_math_symbol_named (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (symbols[i].name != NULL && strlen (symbols[i].name) == length && memcmp (symbols[i].name, name, length) == 0)
      return &symbols[i];
  return NULL;
}

const SftMathSymbol *
sft_math_symbol_of (gunichar character)
{
  /* What a keyboard has for what print has. */
  if (character == '-')
    character = 0x2212;
  if (character == '*')
    character = 0x2217;
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (symbols[i].glyph == character)
      return &symbols[i];
  return NULL;
}

const SftMathOperator *
sft_math_operator_named (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strlen (operators[i].name) == length && memcmp (operators[i].name, name, length) == 0)
      return &operators[i];
  return NULL;
}

/* Letters that Unicode had before it had their alphabets. */
static gunichar
early_letter (gunichar letter, SftMathAlphabet alphabet)
{
  static const struct
  {
    SftMathAlphabet alphabet;
    gunichar letter, at;
  } early[] = {
    { SFT_MATH_ITALIC, 'h', 0x210e },  { SFT_MATH_SCRIPT, 'B', 0x212c },    { SFT_MATH_SCRIPT, 'E', 0x2130 },
    { SFT_MATH_SCRIPT, 'F', 0x2131 },  { SFT_MATH_SCRIPT, 'H', 0x210b },    { SFT_MATH_SCRIPT, 'I', 0x2110 },
    { SFT_MATH_SCRIPT, 'L', 0x2112 },  { SFT_MATH_SCRIPT, 'M', 0x2133 },    { SFT_MATH_SCRIPT, 'R', 0x211b },
    { SFT_MATH_SCRIPT, 'e', 0x212f },  { SFT_MATH_SCRIPT, 'g', 0x210a },    { SFT_MATH_SCRIPT, 'o', 0x2134 },
    { SFT_MATH_DOUBLE, 'C', 0x2102 },  { SFT_MATH_DOUBLE, 'H', 0x210d },    { SFT_MATH_DOUBLE, 'N', 0x2115 },
    { SFT_MATH_DOUBLE, 'P', 0x2119 },  { SFT_MATH_DOUBLE, 'Q', 0x211a },    { SFT_MATH_DOUBLE, 'R', 0x211d },
    { SFT_MATH_DOUBLE, 'Z', 0x2124 },  { SFT_MATH_ITALIC, 0x3f5, 0x1d716 }, { SFT_MATH_ITALIC, 0x3d5, 0x1d719 },
    { SFT_MATH_BOLD, 0x3f5, 0x1d6dc }, { SFT_MATH_BOLD, 0x3d5, 0x1d6df },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (early); i++)
    if (early[i].alphabet == alphabet && early[i].letter == letter)
      return early[i].at;
  return 0;
}

gunichar
sft_math_in_alphabet (gunichar letter, SftMathAlphabet alphabet)
{
  /* Where the alphabet's A, a, capital alpha, alpha and 0 are; 0: it has none. */
  static const gunichar starts[][5] = {
    [SFT_MATH_ITALIC] = { 0x1d434, 0x1d44e, 0, 0x1d6fc, 0 },
    [SFT_MATH_ROMAN] = { 0, 0, 0, 0, 0 },
    [SFT_MATH_BOLD] = { 0x1d400, 0x1d41a, 0x1d6a8, 0x1d6c2, 0x1d7ce },
    [SFT_MATH_SCRIPT] = { 0x1d49c, 0x1d4b6, 0, 0, 0 },
    [SFT_MATH_DOUBLE] = { 0x1d538, 0x1d552, 0, 0, 0x1d7d8 },
  };
  static const gunichar first[5] = { 'A', 'a', 0x391, 0x3b1, '0' }, last[5] = { 'Z', 'z', 0x3a9, 0x3c9, '9' };
  gunichar early = early_letter (letter, alphabet);

  if (early != 0)
    return early;
  for (guint i = 0; i < 5; i++)
    if (letter >= first[i] && letter <= last[i] && starts[alphabet][i] != 0)
      return starts[alphabet][i] + (letter - first[i]);
  return letter;
}
