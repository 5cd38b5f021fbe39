/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line. It needs no display, no settings and no session bus. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_EXIT_DONE = 0,
  SFT_EXIT_FAILED = 1, /* could not do it: unreadable file, disk full */
  SFT_EXIT_USAGE = 2   /* wrong usage */
} SftExit;

/* What a valid request for a window asked for. */
typedef struct
{
  const SftDemo *demo; /* NULL: where the learner stopped */
  gboolean concept;
  SftValues *values; /* of a figure that was given; NULL: as the learner left them. The caller's to free */
  gboolean service;  /* started by the session bus: no window yet, until the desktop asks for one */
} SftWindowRequest;

/* Parses the whole command line and does what it says. Returns TRUE with `request` filled when a window is
 * asked for, else FALSE with the exit status in *status: everything was said on standard output or, in one
 * line, on standard error. argv is in the encoding of the locale and is not modified. */
gboolean sft_cli_run (int argc, char **argv, SftWindowRequest *request, int *status);

G_END_DECLS
