/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a formula's source to its tree, by recursive descent. */
#include "config.h"

#include <string.h>

#include "sft-math-private.h"

/* Deeper than any formula that can be read, and far from the end of the stack. */
#define DEEPEST 40

struct _SftMath
{
  SftMathNode *root;
};

typedef struct
{
  const char *source, *at;
  guint depth;
  SftMathAlphabet alphabet;
  GError *error;
} Parser;

/* The place of a byte as an editor counts it. */
static glong
place (const Parser *parser, const char *at)
{
  return g_utf8_pointer_to_offset (parser->source, at) + 1;
}

G_GNUC_PRINTF (4, 5)
static void
fail (Parser *parser, SftMathError code, const char *at, const char *format, ...)
{
  va_list args;
  g_autofree char *what = NULL;

  if (parser->error != NULL)
    return;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (&parser->error, SFT_MATH_ERROR, code, "%s at character %ld", what, place (parser, at));
}

static void
skip_space (Parser *parser)
{
  while (*parser->at != '\0' && g_unichar_isspace (g_utf8_get_char (parser->at)))
    parser->at = g_utf8_next_char (parser->at);
}

/* The length of the command's name after a backslash: letters, or one character. */
static gsize
name_length (const char *name)
{
  gsize length = 0;

  while (g_ascii_isalpha (name[length]))
    length++;
  return length > 0 ? length : name[0] != '\0' ? (gsize)(g_utf8_next_char (name) - name) : 0;
}

static gboolean
is_command (const char *at, const char *name)
{
  return at[0] == '\\' && name_length (at + 1) == strlen (name) && strncmp (at + 1, name, strlen (name)) == 0;
}

static gboolean
take_command (Parser *parser, const char *name)
{
  skip_space (parser);
  if (!is_command (parser->at, name))
    return FALSE;
  parser->at += 1 + strlen (name);
  return TRUE;
}

static gboolean
take (Parser *parser, char character)
{
  skip_space (parser);
  if (*parser->at != character)
    return FALSE;
  parser->at++;
  return TRUE;
}

static SftMathNode *parse_row (Parser *parser);
static SftMathNode *parse_atom (Parser *parser, gboolean single);
static SftMathNode *parse_lines (Parser *parser, gboolean cases);

/* What stands between braces as it is, for names and words. */
static char *
parse_raw (Parser *parser, const char *command)
{
  const char *begin;
  int depth = 1;

  if (!take (parser, '{'))
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "\\%s needs { here,", command);
      return NULL;
    }
  begin = parser->at;
  for (; *parser->at != '\0'; parser->at++)
    {
      if (*parser->at == '\\')
        {
          fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "a command within the words of \\%s", command);
          return NULL;
        }
      depth += *parser->at == '{' ? 1 : *parser->at == '}' ? -1 : 0;
      if (depth == 0)
        return g_strndup (begin, (gsize)(parser->at++ - begin));
    }
  fail (parser, SFT_MATH_ERROR_SYNTAX, begin - 1, "{ without }");
  return NULL;
}

static SftMathNode *
words_new (char *text, SftMathClass atom)
{
  SftMathNode *node = sft_math_node_new (SFT_MATH_WORDS, atom);

  node->text = text;
  return node;
}

static SftMathNode *
symbol_new (const SftMathSymbol *symbol, SftMathAlphabet alphabet)
{
  SftMathNode *node = sft_math_node_new (SFT_MATH_SYMBOL, symbol->kind);

  node->symbol = symbol;
  node->letter = symbol->glyph;
  node->alphabet = alphabet;
  node->glyph = sft_math_in_alphabet (symbol->glyph, alphabet);
  /* An integral's limits stand beside it. */
  node->limits = symbol->big && symbol->glyph != 0x222b;
  return node;
}

static SftMathNode *
letter_new (gunichar letter, SftMathAlphabet alphabet)
{
  const SftMathSymbol *symbol = sft_math_symbol_of (letter);
  SftMathNode *node;

  if (symbol != NULL)
    return symbol_new (symbol, alphabet);
  node = sft_math_node_new (SFT_MATH_SYMBOL, SFT_MATH_ORD);
  node->letter = letter;
  node->alphabet = alphabet;
  node->glyph = sft_math_in_alphabet (letter, alphabet);
  return node;
}

static SftMathNode *
parse_group (Parser *parser, const char *open)
{
  SftMathNode *row = parse_row (parser);

  if (row != NULL && !take (parser, '}'))
    {
      if (*parser->at == '\0')
        fail (parser, SFT_MATH_ERROR_SYNTAX, open, "{ without }");
      else
        fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "} is missing before this,");
      g_clear_pointer (&row, sft_math_node_free);
    }
  return row;
}

static SftMathNode *
parse_argument (Parser *parser, const char *of)
{
  SftMathNode *node;

  skip_space (parser);
  if (*parser->at == '\0' || strchr ("}&^_", *parser->at) != NULL)
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "%s needs something here,", of);
      return NULL;
    }
  node = parse_atom (parser, TRUE);
  if (node == NULL)
    fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "%s needs something here,", of);
  return node;
}

static void
add_child (SftMathNode *node, SftMathNode *child)
{
  g_ptr_array_add (node->children, child);
}

static SftMathNode *
parse_fraction (Parser *parser, int style)
{
  g_autoptr (SftMathNode) node = sft_math_node_new (SFT_MATH_FRACTION, SFT_MATH_INNER);

  node->style = style;
  add_child (node, parse_argument (parser, "\\frac"));
  if (parser->error == NULL)
    add_child (node, parse_argument (parser, "\\frac"));
  return parser->error == NULL ? g_steal_pointer (&node) : NULL;
}

static SftMathNode *
parse_root (Parser *parser)
{
  g_autoptr (SftMathNode) node = sft_math_node_new (SFT_MATH_ROOT, SFT_MATH_ORD);
  SftMathNode *degree = NULL;

  if (take (parser, '['))
    {
      const char *begin = parser->at, *end = strchr (begin, ']');

      if (end == NULL)
        {
          fail (parser, SFT_MATH_ERROR_SYNTAX, begin - 1, "[ without ]");
          return NULL;
        }
      degree = words_new (g_strstrip (g_strndup (begin, (gsize)(end - begin))), SFT_MATH_ORD);
      if (strpbrk (degree->text, "\\{}") != NULL)
        fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "the degree of a root is a number or letters,");
      parser->at = end + 1;
    }
  add_child (node, parser->error == NULL ? parse_argument (parser, "\\sqrt") : NULL);
  add_child (node, degree);
  return parser->error == NULL ? g_steal_pointer (&node) : NULL;
}

static SftMathNode *
parse_accent (Parser *parser, gunichar mark)
{
  g_autoptr (SftMathNode) node = sft_math_node_new (SFT_MATH_ACCENT, SFT_MATH_ORD);

  node->glyph = mark;
  add_child (node, parse_argument (parser, "an accent"));
  return parser->error == NULL ? g_steal_pointer (&node) : NULL;
}

/* 0: none. */
static gunichar
parse_delimiter (Parser *parser, const char *of)
{
  const char *begin;
  const SftMathSymbol *symbol = NULL;

  skip_space (parser);
  begin = parser->at;
  if (take (parser, '.'))
    return 0;
  if (*begin == '\\')
    {
      gsize length = name_length (begin + 1);

      symbol = sft_math_symbol_named (begin + 1, length);
      parser->at = begin + 1 + length;
    }
  else if (*begin != '\0')
    {
      symbol = sft_math_symbol_of (g_utf8_get_char (begin));
      parser->at = g_utf8_next_char (begin);
    }
  if (symbol == NULL
      || (symbol->kind != SFT_MATH_OPEN && symbol->kind != SFT_MATH_CLOSE && symbol->glyph != '|'
          && symbol->glyph != 0x2016 && symbol->glyph != '/' && symbol->glyph != 0x2223)
      || symbol->glyph == '!' || symbol->glyph == '?')
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\%s needs a delimiter here,", of);
      return 0;
    }
  return symbol->glyph == 0x2223 ? '|' : symbol->glyph;
}

static SftMathNode *
parse_fence (Parser *parser, const char *begin)
{
  g_autoptr (SftMathNode) node = sft_math_node_new (SFT_MATH_FENCE, SFT_MATH_INNER);

  node->glyph = parse_delimiter (parser, "left");
  if (parser->error != NULL)
    return NULL;
  add_child (node, parse_row (parser));
  if (parser->error == NULL && !take_command (parser, "right"))
    fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\left without \\right");
  if (parser->error == NULL)
    node->closing = parse_delimiter (parser, "right");
  return parser->error == NULL ? g_steal_pointer (&node) : NULL;
}

static SftMathNode *
parse_value (Parser *parser, const char *begin)
{
  g_autofree char *text = parse_raw (parser, "value");
  g_autoptr (SftMathNode) node = NULL;
  char *bar;

  if (text == NULL)
    return NULL;
  node = sft_math_node_new (SFT_MATH_VALUE, SFT_MATH_ORD);
  node->digits = -1;
  node->start = (gsize)(begin - parser->source);
  node->end = (gsize)(parser->at - parser->source);
  bar = strchr (text, '|');
  if (bar != NULL)
    {
      if (!g_ascii_isdigit (bar[1]) || bar[2] != '\0')
        fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "the decimals of \\value are one digit after |,");
      node->digits = g_ascii_digit_value (bar[1]);
      *bar = '\0';
    }
  node->text = g_strdup (g_strstrip (text));
  if (node->text[0] == '\0')
    fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\value names nothing");
  return parser->error == NULL ? g_steal_pointer (&node) : NULL;
}

static SftMathNode *
parse_environment (Parser *parser, const char *begin)
{
  g_autofree char *name = parse_raw (parser, "begin"), *end = NULL;
  g_autoptr (SftMathNode) node = NULL;

  if (name == NULL)
    return NULL;
  if (strcmp (name, "cases") != 0 && strcmp (name, "aligned") != 0)
    {
      fail (parser, SFT_MATH_ERROR_COMMAND, begin, "unknown environment \"%s\"", name);
      return NULL;
    }
  node = parse_lines (parser, strcmp (name, "cases") == 0);
  if (parser->error == NULL && !take_command (parser, "end"))
    fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\begin without \\end");
  if (parser->error != NULL)
    return NULL;
  begin = parser->at - strlen ("\\end");
  end = parse_raw (parser, "end");
  if (end == NULL)
    return NULL;
  if (strcmp (name, end) != 0)
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\end{%s} for \\begin{%s}", end, name);
      return NULL;
    }
  return g_steal_pointer (&node);
}

/* \mathrm{softmax} is a word, \mathrm{d} a letter. */
static SftMathNode *
parse_alphabet (Parser *parser, SftMathAlphabet alphabet)
{
  SftMathAlphabet before = parser->alphabet;
  SftMathNode *node;

  skip_space (parser);
  if (alphabet == SFT_MATH_ROMAN && *parser->at == '{')
    {
      const char *end = parser->at + 1;

      while (g_ascii_isalnum (*end) || *end == '-' || *end == ' ')
        end++;
      if (*end == '}')
        {
          char *text = parse_raw (parser, "mathrm");

          return text != NULL ? words_new (text, SFT_MATH_ORD) : NULL;
        }
    }
  parser->alphabet = alphabet;
  node = parse_argument (parser, "an alphabet");
  parser->alphabet = before;
  return node;
}

static SftMathNode *
space_new (double width)
{
  SftMathNode *node = sft_math_node_new (SFT_MATH_SPACE, SFT_MATH_ORD);

  node->width = width;
  return node;
}

/* The commands that take something or are no ink; *found: it was one of them. */
static SftMathNode *
parse_structure (Parser *parser, const char *begin, const char *name, gsize length, gboolean *found)
{
  static const struct
  {
    const char *name;
    double width;
  } spaces[] = { { ",", 3 / 18.0 }, { ":", 4 / 18.0 }, { ";", 5 / 18.0 }, { "!", -3 / 18.0 },
                 { " ", 0.25 },     { "quad", 1 },     { "qquad", 2 } };
  static const struct
  {
    const char *name;
    SftMathAlphabet alphabet;
  } alphabets[] = { { "mathrm", SFT_MATH_ROMAN },
                    { "mathbf", SFT_MATH_BOLD },
                    { "mathcal", SFT_MATH_SCRIPT },
                    { "mathbb", SFT_MATH_DOUBLE },
                    { "mathit", SFT_MATH_ITALIC } };
  static const struct
  {
    const char *name;
    gunichar mark;
  } accents[] = { { "hat", 0x302 }, { "bar", 0x304 }, { "tilde", 0x303 }, { "dot", 0x307 }, { "vec", 0x20d7 } };
  g_autofree char *command = g_strndup (name, length);

  *found = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (strcmp (command, spaces[i].name) == 0)
      return space_new (spaces[i].width);
  for (gsize i = 0; i < G_N_ELEMENTS (alphabets); i++)
    if (strcmp (command, alphabets[i].name) == 0)
      return parse_alphabet (parser, alphabets[i].alphabet);
  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    if (strcmp (command, accents[i].name) == 0)
      return parse_accent (parser, accents[i].mark);
  if (strcmp (command, "frac") == 0 || strcmp (command, "dfrac") == 0 || strcmp (command, "tfrac") == 0)
    return parse_fraction (parser, command[0] == 'f' ? -1 : command[0] == 'd' ? 0 : 1);
  if (strcmp (command, "sqrt") == 0)
    return parse_root (parser);
  if (strcmp (command, "left") == 0)
    return parse_fence (parser, begin);
  if (strcmp (command, "value") == 0)
    return parse_value (parser, begin);
  if (strcmp (command, "begin") == 0)
    return parse_environment (parser, begin);
  if (strcmp (command, "text") == 0 || strcmp (command, "operatorname") == 0)
    {
      char *text = parse_raw (parser, command);

      return text != NULL ? words_new (text, command[0] == 't' ? SFT_MATH_ORD : SFT_MATH_OP) : NULL;
    }
  *found = FALSE;
  return NULL;
}

static SftMathNode *
parse_operator (Parser *parser, const SftMathOperator *operator)
{
  SftMathNode *node;

  /* One operator with its limits under both words. */
  if (strcmp (operator->name, "arg") == 0)
    {
      if (take_command (parser, "max"))
        operator= sft_math_operator_named ("argmax", strlen ("argmax"));
      else if (take_command (parser, "min"))
        operator= sft_math_operator_named ("argmin", strlen ("argmin"));
    }
  node = words_new (g_strdup (operator->text), SFT_MATH_OP);
  node->operator= operator;
  node->limits = operator->limits;
  return node;
}

static SftMathNode *
parse_command (Parser *parser)
{
  const char *begin = parser->at, *name = begin + 1;
  gsize length = name_length (name);
  const SftMathSymbol *symbol;
  const SftMathOperator *operator;
  SftMathNode *node;
  gboolean found;

  if (length == 0)
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "\\ without a command");
      return NULL;
    }
  parser->at = name + length;
  symbol = sft_math_symbol_named (name, length);
  if (symbol != NULL)
    return symbol_new (symbol, parser->alphabet);
  operator= sft_math_operator_named (name, length);
  if (operator!= NULL)
    return parse_operator (parser, operator);
  node = parse_structure (parser, begin, name, length, &found);
  if (!found)
    fail (parser, SFT_MATH_ERROR_COMMAND, begin, "unknown command \\%.*s", (int)length, name);
  return node;
}

/* Digits with a point between them are one number; a number after ^ or _ without braces is one digit, as in TeX. */
static SftMathNode *
parse_number (Parser *parser, gboolean single)
{
  const char *begin = parser->at;

  parser->at++;
  while (!single && (g_ascii_isdigit (*parser->at) || (*parser->at == '.' && g_ascii_isdigit (parser->at[1]))))
    parser->at++;
  return words_new (g_strndup (begin, (gsize)(parser->at - begin)), SFT_MATH_ORD);
}

static SftMathNode *
parse_one (Parser *parser, gboolean single)
{
  const char *begin;

  skip_space (parser);
  begin = parser->at;
  if (*begin == '\0' || *begin == '}' || *begin == '&' || is_command (begin, "\\") || is_command (begin, "right")
      || is_command (begin, "end"))
    return NULL;
  if (*begin == '{')
    {
      SftMathNode *group;

      parser->at++;
      group = parse_group (parser, begin);
      return group;
    }
  if (*begin == '\\')
    return parse_command (parser);
  if (g_ascii_isdigit (*begin) && parser->alphabet == SFT_MATH_ITALIC)
    return parse_number (parser, single);
  parser->at = g_utf8_next_char (begin);
  if (strchr ("^_%#$\"`@", *begin) != NULL || g_unichar_iscntrl (g_utf8_get_char (begin)))
    {
      fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "unexpected \"%c\"", *begin);
      return NULL;
    }
  if (*begin == '~')
    return space_new (0.25);
  return letter_new (g_utf8_get_char (begin), parser->alphabet);
}

/* NULL without an error: something ends here. */
static SftMathNode *
parse_atom (Parser *parser, gboolean single)
{
  SftMathNode *node = NULL;

  if (++parser->depth > DEEPEST)
    fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "nested more than %d deep", DEEPEST);
  else
    node = parse_one (parser, single);
  parser->depth--;
  return node;
}

/* x' is x with a prime for a superscript; more of them, and what follows after ^, stand behind it. */
static void
parse_primes (Parser *parser, SftMathNode *super)
{
  while (take (parser, '\''))
    add_child (super, letter_new (0x2032, SFT_MATH_ITALIC));
}

static SftMathNode *
parse_scripts (Parser *parser, SftMathNode *base)
{
  SftMathNode *sub = NULL, *super = NULL, *node;

  while (parser->error == NULL)
    {
      const char *begin = (skip_space (parser), parser->at);
      SftMathNode **script = *begin == '_' ? &sub : &super;

      if (*begin == '\0' || strchr ("^_'", *begin) == NULL)
        break;
      if (*script != NULL)
        {
          fail (parser, SFT_MATH_ERROR_SYNTAX, begin, "a second %s", *begin == '_' ? "subscript" : "superscript");
          break;
        }
      if (*begin == '\'')
        {
          super = sft_math_node_new (SFT_MATH_ROW, SFT_MATH_ORD);
          parse_primes (parser, super);
          if (take (parser, '^'))
            {
              SftMathNode *more = parse_argument (parser, "^");

              if (more != NULL)
                add_child (super, more);
            }
          continue;
        }
      parser->at++;
      *script = parse_argument (parser, *begin == '_' ? "_" : "^");
    }
  if (sub == NULL && super == NULL)
    return base;
  node = sft_math_node_new (SFT_MATH_SCRIPTS, base->atom);
  add_child (node, base);
  add_child (node, sub);
  add_child (node, super);
  return node;
}

static SftMathNode *
parse_row (Parser *parser)
{
  g_autoptr (SftMathNode) row = sft_math_node_new (SFT_MATH_ROW, SFT_MATH_ORD);

  while (parser->error == NULL)
    {
      SftMathNode *atom;

      skip_space (parser);
      /* Scripts of nothing, as in {}^n. */
      if (*parser->at == '^' || *parser->at == '_')
        atom = sft_math_node_new (SFT_MATH_ROW, SFT_MATH_ORD);
      else
        atom = parse_atom (parser, FALSE);
      if (atom == NULL)
        break;
      add_child (row, parse_scripts (parser, atom));
    }
  return parser->error == NULL ? g_steal_pointer (&row) : NULL;
}

/* Rows of cells; a short row gets empty ones. */
static SftMathNode *
parse_lines (Parser *parser, gboolean cases)
{
  g_autoptr (SftMathNode) grid = sft_math_node_new (SFT_MATH_GRID, cases ? SFT_MATH_INNER : SFT_MATH_ORD);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  gboolean more = TRUE;

  grid->cases = cases;
  while (more && parser->error == NULL)
    {
      GPtrArray *line = g_ptr_array_new_with_free_func ((GDestroyNotify)sft_math_node_free);

      g_ptr_array_add (lines, line);
      do
        {
          SftMathNode *cell = parse_row (parser);

          if (cell != NULL)
            g_ptr_array_add (line, cell);
        }
      while (parser->error == NULL && take (parser, '&'));
      grid->columns = MAX (grid->columns, line->len);
      more = parser->error == NULL && take_command (parser, "\\");
    }
  for (guint i = 0; i < lines->len && parser->error == NULL; i++)
    {
      GPtrArray *line = lines->pdata[i];

      /* A line's end after the last line begins no other. */
      if (i > 0 && i + 1 == lines->len && line->len == 1 && ((SftMathNode *)line->pdata[0])->children->len == 0)
        break;
      for (guint j = 0; j < grid->columns; j++)
        add_child (grid,
                   j < line->len ? g_steal_pointer (&line->pdata[j]) : sft_math_node_new (SFT_MATH_ROW, SFT_MATH_ORD));
    }
  return parser->error == NULL ? g_steal_pointer (&grid) : NULL;
}

static void
math_clear (gpointer data)
{
  sft_math_node_free (((SftMath *)data)->root);
}

SftMath *
sft_math_ref (SftMath *math)
{
  g_return_val_if_fail (math != NULL, NULL);

  return g_atomic_rc_box_acquire (math);
}

void
sft_math_unref (SftMath *math)
{
  g_return_if_fail (math != NULL);

  g_atomic_rc_box_release_full (math, math_clear);
}

const SftMathNode *
sft_math_root (const SftMath *math)
{
  return math->root;
}

static void
fail_at_end (Parser *parser)
{
  if (*parser->at == '}')
    fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at, "} without {");
  else
    fail (parser, SFT_MATH_ERROR_SYNTAX, parser->at,
          is_command (parser->at, "right") ? "\\right without \\left" : "\\end without \\begin");
}

SftMath *
sft_math_parse (const char *source, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  Parser parser = { .source = source, .at = source };
  SftMathNode *root = NULL;
  SftMath *math;

  if (!g_utf8_validate (source, -1, NULL))
    {
      g_set_error_literal (error, SFT_MATH_ERROR, SFT_MATH_ERROR_SYNTAX, "the formula is not UTF-8");
      return NULL;
    }
  root = parse_lines (&parser, FALSE);
  if (parser.error == NULL && *parser.at != '\0')
    fail_at_end (&parser);
  else if (parser.error == NULL && root->children->len == 1 && sft_math_node_child (root, 0)->children->len == 0)
    fail (&parser, SFT_MATH_ERROR_SYNTAX, parser.at, "nothing");
  if (parser.error != NULL)
    {
      g_propagate_error (error, parser.error);
      g_clear_pointer (&root, sft_math_node_free);
      return NULL;
    }
  math = g_atomic_rc_box_new0 (SftMath);
  math->root = root;
  return math;
}
