/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "counted-words.h"

#include <string.h>

/* What may stand behind a 1 and end with an s all the same: verbs ("step 1 has no data"), and no plurals of nouns. */
#define NO_PLURALS "(?:carries|counts|has|is|its|loss|means|minus|stands|was|weighs)"
/* A 1 that is a number of its own: no end of 0.1, 1,1, x1 or −1. */
#define ONE "(?<![\\w.,\u2212-])1 "

char *
wrong_behind_one (const char *text)
{
  static const char *const patterns[] = {
    ONE "(?!" NO_PLURALS "\\b)[a-z]+s\\b",
    ONE "[a-z-]+ (?:answers|batches|bins|columns|directions|documents|examples|items|packs|pairs|places|points|"
        "positions|prompts|questions|responses|rounds|rows|steps|targets|tasks|tokens|turns)\\b",
    ONE "(?:are|were|of (?:them|[0-9]+) (?:are|carry|fill|go|have|lie|make|take|were))\\b",
  };

  /* Most texts count nothing. */
  for (gsize i = 0; strstr (text, "1 ") != NULL && i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], 0, 0, &error);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_no_error (error);
      if (g_regex_match (regex, text, 0, &match))
        return g_match_info_fetch (match, 0);
    }
  return NULL;
}
