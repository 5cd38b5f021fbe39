/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the built program as a user would, in an environment that has nothing but a locale. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  int status; /* exit status; negative: killed by this signal */
  GBytes *out;
  char *text; /* the bytes of `out` as a string */
  char *error;
} Ran;

/* Call first; argv[1] is the program, argv[2] the top of the sources. */
void driver_init (int *argc, char ***argv);
const char *driver_program (void);
/* A file of the sources. */
char *driver_source (const char *path);
/* A folder of this test's own, emptied and removed at the end. */
const char *driver_folder (void);

Ran *ran_new (const char *const *args);                             /* behind the program's name, ends with NULL */
Ran *ran_new_line (const char *line);                               /* the same, as a shell line */
Ran *ran_new_env (const char *const *env, const char *const *args); /* NAME=VALUE on top of the bare environment */
Ran *ran_new_shell (const char *script);                            /* by sh; "$P" is the program, "$D" the folder */
void ran_free (Ran *ran);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ran, ran_free)

/* Done, and nothing on standard error. */
void assert_done (const Ran *ran);
/* Failed with `status`, nothing on standard output, one line "sft-lab: ..." that holds each of the words. */
void assert_failed (const Ran *ran, int status, const char *const *words);
#define RUN(...) ran_new ((const char *const[]){ __VA_ARGS__, NULL })
#define ASSERT_FAILED(ran, status, ...) assert_failed (ran, status, (const char *const[]){ __VA_ARGS__, NULL })
