/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one JSON form of a state: a view of a demo and its parameters.
 *
 *   {"version": 1, "demo": 3, "view": "notebook", "set": {"steps": 40, "overfit_slope": 0.015, ...}}
 *
 * `set` holds every parameter, so that a state means the same in a later version with other defaults; when read, a
 * parameter that is missing is at its default. Numbers round-trip. */
#pragma once

#include "sft-lab.h"

G_BEGIN_DECLS

#define SFT_STATE_VERSION 1
/* More than the largest state of every view takes. */
#define SFT_STATE_MAX_BYTES (16 * 1024 * 1024)

/* What a state is refused for; a parameter's own faults are SFT_PARAM_ERROR. Messages are one line. */
#define SFT_STATE_ERROR (sft_state_error_quark ())
typedef enum
{
  SFT_STATE_ERROR_SYNTAX,  /* no JSON, not UTF-8, too large or too deep */
  SFT_STATE_ERROR_FOREIGN, /* JSON of another form */
  SFT_STATE_ERROR_VERSION, /* of a later version of the program */
  SFT_STATE_ERROR_VIEW     /* no such demo or view */
} SftStateError;
GQuark sft_state_error_quark (void);

/* An immutable state. */
typedef struct
{
  const SftDemo *demo;
  gboolean concept;
  SftValues *values;
} SftState;

SftState *sft_state_new (const SftDemo *demo, gboolean concept, SftValues *values);
void sft_state_free (SftState *state);

char *sft_state_to_json (const SftDemo *demo, gboolean concept, const SftValues *values);
/* Whatever the bytes are; length -1: ends with a NUL. NULL and the error. Members that are not known are passed over,
 * parameters that are not known are not. */
SftState *sft_state_from_json (const char *json, gssize length, GError **error);

/* Many states in one file: {"version": 1, "states": [...]}. */
char *sft_states_to_json (const GPtrArray *states); /* of SftState */
/* The states that could be read, in order. What is wrong with one does not touch the others: `faults` (may be NULL)
 * takes a GPtrArray of GError, empty when all is well. NULL and an error when the whole is damaged. */
GPtrArray *sft_states_from_json (const char *json, gssize length, GPtrArray **faults, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftState, sft_state_free)

G_END_DECLS
