/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrong input: the exit status, and one line that names the input and what is accepted. */
#include <string.h>

#include "driver.h"

typedef struct
{
  const char *line;     /* what is typed behind the program's name */
  const char *words[5]; /* what the message must hold: the input, and what would be accepted */
} Wrong;

static const Wrong wrong_usage[] = {
  /* Subcommands and surplus arguments. */
  { "nonsense", { "\"nonsense\"", "list, params, run, export" } },
  { "''", { "\"\"", "list, params, run, export" } },
  { "exprot 1", { "\"exprot\"", "did you mean export" } },
  { "parms 1", { "\"parms\"", "did you mean params" } },
  { "17", { "\"17\"", "run 17", "--demo 17" } },
  { "--demo 3 list", { "\"list\"", "first argument" } },
  { "-", { "\"-\"", "subcommand" } },
  { "list 1", { "\"1\"", "options only" } },
  { "params", { "LAB is missing", "sft-lab list" } },
  { "params 1 2", { "\"2\"", "LAB" } },
  { "run", { "LAB is missing", "sft-lab list" } },
  { "run 1 2 3", { "\"2\"", "LAB" } },
  { "export", { "LAB is missing", "--output" } },
  { "export 1 2 --output a.png", { "\"2\"", "LAB" } },
  { "export all 2 --output a", { "\"2\"", "LAB" } },
  { "notes", { "\"\"", "export FILE" } },
  { "notes exprot notes.md", { "\"exprot\"", "export FILE" } },
  { "notes export", { "FILE is missing", "export FILE" } },
  { "notes export ''", { "FILE is missing", "export FILE" } },
  { "notes export a.md b.md", { "\"b.md\"", "export FILE" } },
  { "notes export -", { "-", "the name of a file" } },
  { "notes export /dev/null", { "/dev/null", "the name of a file" } },
  { "notes export a.md --output b", { "--output", "accepted: --help" } },
  /* Options. */
  { "--nonsense", { "--nonsense", "--demo N[/concept]", "--version", "--help" } },
  { "-x", { "-x", "--demo" } },
  { "--verson", { "--verson", "did you mean --version" } },
  { "--gapplication-service --demo 2", { "--gapplication-service", "alone" } },
  { "--version=2", { "--version=2", "no value" } },
  { "export 1 --output a.png --transparent=false", { "--transparent=false", "no value", "--transparent" } },
  { "--demo", { "--demo", "N[/concept]" } },
  { "list --fromat json", { "--fromat", "did you mean --format" } },
  { "run 1 --output a", { "--output", "--set ID=VALUE", "--format text|json" } },
  { "run 1 --set", { "--set", "ID=VALUE" } },
  { "export 1 --ouput=a.png", { "--ouput", "did you mean --output" } },
  { "list --format xml", { "\"xml\"", "text, json" } },
  { "params 1 --format ''", { "\"\"", "text, json" } },
  { "run 1 --format JSON", { "\"JSON\"", "text, json" } },
  /* Demos. */
  { "--demo 26", { "26", "1 to 25" } },
  { "--demo 1.5", { "1.5", "1 to 25" } },
  { "run 0", { "\"0\"", "1 to 25" } },
  { "run 26", { "\"26\"", "1 to 25" } },
  { "run -- -1", { "\"-1\"", "1 to 25" } },
  { "run all", { "\"all\"", "1 to 25" } },
  { "params 99999999999999999999", { "99999999999999999999", "1 to 25" } },
  { "run 1/idea", { "idea", "concept" } },
  { "run ''", { "\"\"", "1 to 25" } },
  /* Parameters. */
  { "run 3 --set nonsense=1", { "nonsense", "steps" } },
  { "run 3 --set stpes=10", { "stpes", "did you mean \"steps\"" } },
  { "run 3 --set steps", { "steps", "=" } },
  { "run 3 --set ''", { "=" } },
  { "run 3 --set steps=abc", { "steps", "abc", "2 to 1000" } },
  { "run 3 --set steps=2.5", { "steps", "2.5", "whole" } },
  { "run 3 --set steps=1", { "steps", "1", "2 to 1000" } },
  { "run 3 --set steps=1001", { "steps", "1001", "2 to 1000" } },
  { "run 3 --set val_floor=0,5", { "val_floor", "0,5" } },
  { "run 3 --set val_floor=nan", { "val_floor", "nan", "0 to 5" } },
  { "run 3 --set val_floor=1e999", { "val_floor", "1e999", "0 to 5" } },
  { "run 3 --set 'steps[0]=3'", { "steps" } },
  { "run 4 --set threshold_min=0.9 --set threshold_max=0.1", { "threshold_min", "threshold_max" } },
  { "run 2 --set mask=1,0/1", { "mask", "1", "2" } },
  { "run 2 --set mask=1,2", { "mask", "2", "0 or 1" } },
  { "run 2 --set 'mask[3][0]=1'", { "mask", "3" } },
  { "run 2 --set 'mask[0]=1'", { "mask" } },
  { "run 1 --set targets=0,1,2,3", { "targets", "3", "0 to 2" } },
  { "run 1 --set targets=0,1", { "targets", "tokens" } },
  { "run 1 --set logits=1", { "logits", "tokens", "targets" } },
  { "run 1 --set 'targets=a\nb,1,1,1'", { "targets" } },
  { "export 3 --output a.png --set steps=1", { "steps", "2 to 1000" } },
  /* Exports. */
  { "export 1", { "--output", "FILE" } },
  { "export 1 --output ''", { "--output", "FILE" } },
  { "export all", { "--output", "FOLDER" } },
  { "export all --output -", { "-", "folder" } },
  { "export 1 --output picture", { "\"picture\"", ".png, .svg, .pdf, .csv" } },
  { "export 1 --output picture.gif", { "\"picture.gif\"", ".png, .svg, .pdf, .csv" } },
  { "export 1 --output -", { "\"-\"", "png|svg|pdf|csv" } },
  { "export 1 --output a.png --format gif", { "\"gif\"", "png, svg, pdf, csv" } },
  { "export all --output a --format jpeg", { "\"jpeg\"", "png, svg, pdf, csv" } },
  { "export 1 --output a.png --width 15.9", { "--width", "15.9", "16 to 8000" } },
  { "export 1 --output a.png --width 8001", { "--width", "8001", "16 to 8000" } },
  { "export 1 --output a.png --height abc", { "--height", "\"abc\"", "16 to 8000" } },
  { "export 1 --output a.png --height 10,5", { "--height", "\"10,5\"", "16 to 8000" } },
  { "export 1 --output a.png --height ''", { "--height", "\"\"", "16 to 8000" } },
  { "export 1 --output a.png --width nan", { "--width", "\"nan\"", "16 to 8000" } },
  { "export 1 --output a.png --width 1e999", { "--width", "\"1e999\"", "16 to 8000" } },
  { "export 1 --output a.png --width 0x100", { "--width", "\"0x100\"", "16 to 8000" } },
  { "export 1 --output a.png --width -100", { "--width", "-100", "16 to 8000" } },
  { "export 1 --output a.png --scale 0.5", { "--scale", "0.5", "1 to 8" } },
  { "export 1 --output a.png --scale 9", { "--scale", "9", "1 to 8" } },
  { "export 1 --output a.png --text-scale 5", { "--text-scale", "5", "0.5 to 4" } },
  { "export 1 --output a.png --width 8000 --height 8000 --scale 2",
    { "--width 8000 --height 8000 --scale 2", "100 million" } },
  { "export 1 --output a.png --appearance sepia", { "\"sepia\"", "light, dark, high-contrast, print" } },
  { "export 26 --output a.png", { "\"26\"", "1 to 25" } },
  { "export all --output a --set nonsense=1", { "nonsense", "sft-lab params" } },
  { "export all --output a --set stpes=10", { "stpes", "did you mean \"steps\"" } },
  { "export all --output a --set steps=1", { "demo 3", "steps", "2 to 1000" } },
};

static void
test_wrong_usage (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autoptr (Ran) ran = ran_new_line (wrong->line);

  assert_failed (ran, 2, wrong->words);
}

/* Bytes that are no text, and text that would break the line or the terminal. */
static void
test_strange_bytes (void)
{
  g_autoptr (Ran) bytes = RUN ("run", "\xff\xfe");
  g_autoptr (Ran) value = RUN ("run", "3", "--set", "steps=\xff");
  g_autoptr (Ran) lines = RUN ("run\n\nlist");
  g_autoptr (Ran) escape = RUN ("run", "1", "--set", "targets=\033[31m,\r\n,1,1");
  g_autoptr (Ran) option = RUN ("list", "--\n\xff");
  g_autofree char *much = g_strnfill (100000, 'x');
  g_autoptr (Ran) huge = RUN ("run", much);

  ASSERT_FAILED (bytes, 2, "not text");
  ASSERT_FAILED (value, 2, "steps=", "not text");
  ASSERT_FAILED (lines, 2, "run", "list, params, run, export");
  ASSERT_FAILED (escape, 2, "targets");
  g_assert_null (strchr (escape->error, '\033'));
  ASSERT_FAILED (option, 2, "--format text|json");
  ASSERT_FAILED (huge, 2, "xxxx", "1 to 25");
}

/* In a plain C locale too: what is UTF-8 is taken for that. */
static void
test_c_locale (void)
{
  static const char *const env[] = { "LC_ALL=C", NULL };
  g_autoptr (Ran) ran = ran_new_env (env, (const char *const[]){ "run", "3", "--set", "größe=1", NULL });

  ASSERT_FAILED (ran, 2, "größe", "steps");
}

/* --help wins over what else is wrong, but not over an option that lacks its value. */
static void
test_help_first (void)
{
  g_autoptr (Ran) help = ran_new_line ("run 99 --nonsense --help");

  assert_done (help);
  g_assert_true (g_str_has_prefix (help->text, "Usage:\n  sft-lab run LAB"));
}

static void
test_closed_output (void)
{
  static const char *const subcommands[] = {
    "list",   "list --format json", "params 1",      "params 1 --format json",          "run 1", "run 1 --format json",
    "--help", "--version",          "export --help", "export 1 --output - --format csv"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (subcommands); i++)
    {
      g_autofree char *closed_line = g_strdup_printf ("\"$P\" %s >&-", subcommands[i]);
      g_autofree char *full_line = g_strdup_printf ("\"$P\" %s >/dev/full", subcommands[i]);
      g_autoptr (Ran) closed = ran_new_shell (closed_line);
      g_autoptr (Ran) full = ran_new_shell (full_line);

      ASSERT_FAILED (closed, 1, "standard output");
      ASSERT_FAILED (full, 1, "standard output", "No space left on device");
    }
}

/* A file that is opened while standard descriptors are closed must not become one of them. The pipe holds the program
 * until it was looked at. */
static void
test_closed_descriptors (void)
{
  g_autoptr (Ran) ran = ran_new_shell (
      "mkfifo \"$D/held\"; \"$P\" export 2 --format csv --output \"$D/held\" <&- >&- 2>&- & pid=$!; n=0; "
      "until [ \"$(readlink /proc/$pid/fd/2)\" = /dev/null ] || [ $n = 1000 ]; do "
      "n=$((n+1)); sleep 0.01; done; "
      "for i in 0 1 2; do readlink /proc/$pid/fd/$i; done; cat \"$D/held\" >/dev/null; wait $pid");

  assert_done (ran);
  g_assert_cmpstr (ran->text, ==, "/dev/null\n/dev/null\n/dev/null\n");
}

/* A reader that went away is an error that is told, not a death by signal. */
static void
test_broken_pipe (void)
{
  g_autoptr (Ran) ran = ran_new_shell ("mkfifo \"$D/pipe\"; { : <\"$D/pipe\"; touch \"$D/gone\"; } & "
                                       "exec 3>\"$D/pipe\"; while ! [ -e \"$D/gone\" ]; do :; done; "
                                       "exec \"$P\" run 1 >&3");

  ASSERT_FAILED (ran, 1, "standard output", "Broken pipe");
}

int
main (int argc, char **argv)
{
  driver_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_usage); i++)
    {
      g_autofree char *name = g_strdup_printf ("/cli/usage/%02d", (int)i + 1);

      g_test_add_data_func (name, &wrong_usage[i], test_wrong_usage);
    }
  g_test_add_func ("/cli/usage/strange-bytes", test_strange_bytes);
  g_test_add_func ("/cli/usage/c-locale", test_c_locale);
  g_test_add_func ("/cli/usage/help-first", test_help_first);
  g_test_add_func ("/cli/usage/closed-output", test_closed_output);
  g_test_add_func ("/cli/usage/closed-descriptors", test_closed_descriptors);
  g_test_add_func ("/cli/usage/broken-pipe", test_broken_pipe);
  return g_test_run ();
}
