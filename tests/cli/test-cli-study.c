/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quiz and the practice, answered through a pipe. */
#include <string.h>

#include "driver.h"

/* The program with these lines as its input. */
static Ran *
ran_new_input (const char *input, const char *line)
{
  g_autofree char *quoted = g_shell_quote (input), *script = g_strdup_printf ("printf %s | \"$P\" %s", quoted, line);

  return ran_new_shell (script);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p += strlen (part))
    n++;
  return n;
}

static void
assert_has (const Ran *ran, const char *part)
{
  if (strstr (ran->text, part) == NULL)
    g_error ("\"%s\" is not in:\n%s", part, ran->text);
}

static void
assert_tidy (const Ran *ran)
{
  g_auto (GStrv) lines = g_strsplit (ran->text, "\n", -1);

  assert_done (ran);
  g_assert_true (g_utf8_validate (ran->text, -1, NULL));
  g_assert_true (g_str_has_suffix (ran->text, "\n"));
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpint (g_utf8_strlen (*line, -1), <=, 80);
}

/* The key of the lesson's skill check: a, b, c, d (tests/golden/skill-check.txt). */
static void
test_quiz (void)
{
  g_autoptr (Ran) all = ran_new_input ("a\nb\nc\nd\n", "quiz");
  g_autoptr (Ran) none = ran_new_input ("b\nc\nd\na\n", "quiz");
  g_autoptr (Ran) mixed = ran_new_input ("  A \nx\n5\n\nab\nB\n?\nd", "quiz");

  assert_tidy (all);
  assert_has (all, "Question 4 of 4");
  assert_has (all, "  d) Predict, change one input");
  g_assert_cmpuint (count (all->text, "Right.\n"), ==, 4);
  assert_has (all, "Score: 4 of 4 answers right.");
  assert_tidy (none);
  g_assert_cmpuint (count (none->text, "Not right: the answer is "), ==, 4);
  assert_has (none, "Demonstrations versus preferences is demo 3"); /* explained all the same */
  assert_has (none, "Score: 0 of 4 answers right.");
  /* What is no answer is asked again, and does not count; the last line may lack its end. */
  assert_tidy (mixed);
  g_assert_cmpuint (count (mixed->text, "accepted: a letter, a to d"), ==, 4);
  assert_has (mixed, "The answer is c.");
  assert_has (mixed, "Score: 3 of 4 answers right.");
  /* Where nobody sees what is typed, it is repeated. */
  assert_has (mixed, "> ab\n");
}

static void
test_quiz_ends_early (void)
{
  g_autoptr (Ran) early = ran_new_input ("a\nc\nnonsense\n", "quiz");
  g_autoptr (Ran) nothing = ran_new_input ("", "quiz");
  g_autoptr (Ran) closed = ran_new_shell ("\"$P\" quiz <&-");
  g_autoptr (Ran) folder = ran_new_shell ("\"$P\" quiz <\"$D\"");

  assert_tidy (early);
  assert_has (early, "The input ended. Score so far: 1 of 2 answers right.");
  assert_tidy (nothing);
  assert_has (nothing, "Nothing was answered");
  assert_tidy (closed);
  assert_has (closed, "Nothing was answered");
  g_assert_cmpint (folder->status, ==, 1);
  g_assert_true (g_str_has_prefix (folder->error, "sft-lab: standard input: cannot read"));
}

/* Whatever comes in is answered in kind. */
static void
test_strange_input (void)
{
  g_autoptr (Ran) bytes = ran_new_shell ("printf 'a\\0b\\n\\377\\376\\na\\033[2J\\na\\n' | \"$P\" quiz");
  g_autoptr (Ran) ends = ran_new_shell ("printf 'a\\r\\nb\\r\\nc\\r\\nd\\r\\n' | \"$P\" quiz");
  g_autoptr (Ran) large = ran_new_shell ("head -c 3000000 /dev/zero | tr '\\0' a | \"$P\" quiz");

  assert_done (bytes);
  g_assert_true (g_utf8_validate (bytes->text, -1, NULL));
  g_assert_null (strchr (bytes->text, '\033'));
  g_assert_cmpuint (count (bytes->text, "accepted: a letter"), ==, 3);
  assert_has (bytes, "Score so far: 1 of 1 answer right.");
  assert_tidy (ends);
  assert_has (ends, "Score: 4 of 4");
  assert_done (large);
  g_assert_cmpuint (strlen (large->text), <, 2000);
}

/* Each demo has its questions, and the first letters are as good as any. */
static void
test_quiz_demos (void)
{
  for (int demo = 1; demo <= 25; demo++)
    {
      g_autofree char *line = g_strdup_printf ("quiz --demo %d", demo);
      g_autoptr (GString) input = g_string_new (NULL);
      g_autoptr (Ran) ran = NULL;

      for (int i = 0; i < 50; i++)
        g_string_append (input, "a\n");
      ran = ran_new_input (input->str, line);
      assert_tidy (ran);
      assert_has (ran, "Question 1 of ");
      assert_has (ran, "Score: ");
    }
}

static void
test_practice (void)
{
  g_autoptr (Ran) first = ran_new_input ("?\n?\n?\n", "practice --seed 5 --count 3");
  g_autoptr (Ran) again = ran_new_input ("?\n?\n?\n", "practice --seed 5 --count 3");
  g_autoptr (Ran) other = ran_new_input ("?\n?\n?\n", "practice --seed 6 --count 3");
  g_autoptr (Ran) empty = ran_new_input ("", "practice --count 1");

  assert_tidy (first);
  assert_has (first, "3 exercises, seed 5.");
  g_assert_cmpuint (count (first->text, "The answer is "), ==, 3);
  g_assert_cmpuint (count (first->text, "Step by step:\n  - "), ==, 3);
  /* All three come back. */
  assert_has (first, "Once more: ");
  assert_has (first, "The input ended. Score so far: 0 of 3 answers right.");
  g_assert_cmpstr (first->text, ==, again->text);
  g_assert_cmpstr (first->text, !=, other->text);
  assert_tidy (empty);
  assert_has (empty, "1 exercise, seed ");
  assert_has (empty, "Nothing was answered");
}

/* Answers the session that was shown so far rightly, as a learner who peeks would: each question is asked with ? in
 * one run, which shows the answer, and given in the next. */
static void
test_practice_to_the_end (void)
{
  g_autoptr (GString) input = g_string_new (NULL);
  guint n = 40;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *peek = g_strconcat (input->str, "?\n", NULL), *answer = NULL;
      g_autoptr (Ran) ran = ran_new_input (peek, "practice --seed 11 --count 40");
      const char *found = NULL;

      assert_tidy (ran);
      for (const char *p = ran->text; (p = strstr (p, "\nThe answer is ")) != NULL; p++)
        found = p + strlen ("\nThe answer is ");
      g_assert_nonnull (found);
      answer = g_strndup (found, strcspn (found, "\n"));
      g_string_append_printf (input, "%s\n", answer);
    }
  g_autoptr (Ran) whole = ran_new_input (input->str, "practice --seed 11 --count 40");
  assert_tidy (whole);
  g_assert_cmpuint (count (whole->text, "\nRight: "), ==, n);
  assert_has (whole, "Score: 40 of 40 answers right.");
  g_assert_null (strstr (whole->text, "Once more"));
}

/* Bad input is asked again; a known mistake is named; what was missed comes back. */
static void
test_practice_mistakes (void)
{
  g_autoptr (GString) input = g_string_new (NULL);

  for (int i = 0; i < 200; i++)
    g_string_append (input, i % 3 == 0 ? "nonsense\n" : i % 3 == 1 ? "0\n" : "b\n");
  g_autoptr (Ran) ran = ran_new_input (input->str, "practice --seed 2 --count 5");
  assert_tidy (ran);
  assert_has (ran, "is not an answer here; accepted: ");
  assert_has (ran, "Not right: the answer is ");
  assert_has (ran, "Once more: ");
  /* Among these answers is the 0.5 of who thinks that the best threshold is always one half. */
  g_string_truncate (input, 0);
  for (int i = 0; i < 400; i++)
    g_string_append (input, "0.5\n7\nb\n?\n");
  g_autoptr (Ran) named = ran_new_input (input->str, "practice --seed 1 --count 300");
  assert_tidy (named);
  assert_has (named, "> 0.5\nNot right: the answer is 0.");
  assert_has (named,
              "\nThis is best for equal costs and equally common kinds alone.\nStep by step:\n  - Blocking pays");
}

static void
test_usage (void)
{
  g_autoptr (Ran) zero = ran_new_line ("practice --count 0"), many = ran_new_line ("practice --count 1001");
  g_autoptr (Ran) seed = ran_new_line ("practice --seed -1"), word = ran_new_line ("practice --seed abc");
  g_autoptr (Ran) demo = ran_new_line ("quiz --demo 26"), view = ran_new_line ("quiz --demo 3/concept");
  g_autoptr (Ran) none = ran_new_line ("quiz --demo ''"), more = ran_new_line ("quiz 3");
  g_autoptr (Ran) rest = ran_new_line ("practice 3");

  ASSERT_FAILED (zero, 2, "--count", "\"0\"", "1 to 1000");
  ASSERT_FAILED (many, 2, "--count", "\"1001\"", "1 to 1000");
  ASSERT_FAILED (seed, 2, "--seed", "\"-1\"", "0 to 4294967295");
  ASSERT_FAILED (word, 2, "--seed", "\"abc\"", "0 to 4294967295");
  ASSERT_FAILED (demo, 2, "--demo", "\"26\"", "1 to 25");
  ASSERT_FAILED (view, 2, "--demo", "\"3/concept\"", "1 to 25");
  ASSERT_FAILED (none, 2, "--demo", "\"\"", "1 to 25");
  ASSERT_FAILED (more, 2, "\"3\"", "options only");
  ASSERT_FAILED (rest, 2, "\"3\"", "options only");
}

/* A reader that went away, a full disk: one line, status 1, and no waiting for more answers. */
static void
test_output_fails (void)
{
  g_autoptr (Ran) full = ran_new_shell ("yes a | \"$P\" quiz >/dev/full");
  g_autoptr (Ran) gone = ran_new_shell ("yes a | (\"$P\" practice --count 1000; echo \"status $?\" >&2) | head -n 1");

  g_assert_cmpint (full->status, ==, 1);
  g_assert_true (g_str_has_prefix (full->error, "sft-lab: "));
  g_assert_cmpuint (count (full->error, "\n"), ==, 1);
  g_assert_nonnull (strstr (gone->error, "status 1\n"));
}

int
main (int argc, char *argv[])
{
  driver_init (&argc, &argv);
  g_test_add_func ("/cli/study/quiz", test_quiz);
  g_test_add_func ("/cli/study/quiz-ends-early", test_quiz_ends_early);
  g_test_add_func ("/cli/study/strange-input", test_strange_input);
  g_test_add_func ("/cli/study/quiz-demos", test_quiz_demos);
  g_test_add_func ("/cli/study/practice", test_practice);
  g_test_add_func ("/cli/study/practice-to-the-end", test_practice_to_the_end);
  g_test_add_func ("/cli/study/practice-mistakes", test_practice_mistakes);
  g_test_add_func ("/cli/study/usage", test_usage);
  g_test_add_func ("/cli/study/output-fails", test_output_fails);
  return g_test_run ();
}
