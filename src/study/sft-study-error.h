/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong with what is remembered about the learner. Messages are one line. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SFT_STUDY_ERROR (sft_study_error_quark ())
typedef enum
{
  SFT_STUDY_ERROR_FOREIGN,   /* no file of this program, or of another kind */
  SFT_STUDY_ERROR_VERSION,   /* of a later version of the program */
  SFT_STUDY_ERROR_DAMAGED,   /* a part of a file that is not as it must be */
  SFT_STUDY_ERROR_TOO_LONG,  /* a note of too many characters */
  SFT_STUDY_ERROR_NOT_TEXT,  /* a note that is not UTF-8 */
  SFT_STUDY_ERROR_READ_ONLY, /* another process holds the learner's files */
  SFT_STUDY_ERROR_TARGET     /* what an export cannot be written to */
} SftStudyError;
GQuark sft_study_error_quark (void);

G_END_DECLS
