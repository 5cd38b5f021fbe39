/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lab is constant data and one function; a demo says which labs it shows. */
#pragma once

#include <gio/gio.h>

#include "sft-figure.h"
#include "sft-param.h"

G_BEGIN_DECLS

typedef enum
{
  SFT_READOUT_NUMBER,
  SFT_READOUT_COUNT,
  SFT_READOUT_TRUTH,
  SFT_READOUT_NUMBERS
} SftReadoutKind;

/* A number that a lab gives, as constant data. */
typedef struct
{
  const char *id;                  /* JSON; never translated */
  const char *label, *help, *unit; /* msgids; help is one sentence; unit NULL: a plain number */
  SftReadoutKind kind;
  int digits;           /* decimals in the window */
  const char *unit_one; /* msgid: the unit behind a 1, see SFT_UNITS; NULL: as behind any other number */
} SftReadoutSpec;

typedef struct
{
  const SftReadoutSpec *spec;
  double *values; /* n; NaN has no value, and `undefined` says why */
  gsize n;
  SftText undefined;
} SftReadout;

typedef struct
{
  gboolean notebook; /* the lesson's own check, kept as it is; else this program's */
  gboolean
      identity; /* mathematics: holds wherever it is shown, or the program is wrong; else a finding about the values */
  gboolean holds;
  SftText message;
  double actual, expected; /* both NaN: the message says it all */
} SftCheck;

typedef struct
{
  SftFigure *figure;
  GPtrArray *readouts;   /* SftReadout *, one for each specification, in its order */
  GPtrArray *checks;     /* SftCheck * */
  GPtrArray *transcript; /* char *: lines as the lesson prints them */
  GPtrArray *notices;    /* SftText *: what the learner should know of this computation */
} SftResult;

/* Results of earlier stages, kept by the caller between computes: a threshold moves, the scores stay. An entry
 * is immutable, lives in an atomic rc box and is found by stage and by the values of the named parameters.
 * A memo may be shared by threads. NULL is a memo that remembers nothing. */
typedef struct _SftMemo SftMemo;
/* Makes a stage's result as a g_atomic_rc_box; NULL and an error when cancelled. */
typedef gpointer (*SftStage) (const SftValues *values, GCancellable *cancellable, GError **error);
SftMemo *sft_memo_new (guint max_entries);
void sft_memo_free (SftMemo *memo);
/* A reference to the entry, for sft_memo_release() with the same clear function (NULL: plain memory). */
gpointer sft_memo_get (SftMemo *memo, const char *stage, const char *const *params, const SftValues *values,
                       SftStage make, GDestroyNotify clear, GCancellable *cancellable, GError **error);
void sft_memo_release (gpointer entry, GDestroyNotify clear);

typedef enum
{
  SFT_LESS,
  SFT_AT_MOST,
  SFT_EQUAL,
  SFT_AT_LEAST,
  SFT_GREATER,
  SFT_UNDEFINED
} SftRelation;

/* What a readout of one number must be: value does not count where it is undefined. */
typedef struct
{
  const char *readout;
  SftRelation relation;
  double value;
} SftClaim;

/* A setting that shows something. */
typedef struct
{
  const char *id;         /* unique in its lab */
  const char *title;      /* msgid: "Overfitting sets in" */
  const char *look_for;   /* msgid: one sentence, what to look at in the figure and the readouts */
  const char *const *set; /* assignments on top of the demo's defaults; ends with NULL */
  SftClaim claim;         /* what the sentence says, as a test can check it */
} SftPreset;
/* The parameter that starts a lab's random numbers: any seed of NumPy's legacy stream. label, group and help: msgids.
 */
#define SFT_SEED_PARAM(LABEL, GROUP, HELP)                                                                             \
  {                                                                                                                    \
    .id = "seed", .label = (LABEL), .group = (GROUP), .help = (HELP), .kind = SFT_INTEGER, .minimum = 0,               \
    .maximum = 4294967295.0, .step = 1, .initial = "42"                                                                \
  }
/* The assignments of a preset, in a table of constants. */
#define SFT_SET(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct
{
  const char *id;      /* "response-loss" */
  int demo;            /* the demo of a concept lab; 0: a notebook family, which demos share */
  const char *title;   /* msgid: "response-only SFT loss" */
  const char *about;   /* msgid: one paragraph on what it shows */
  const char *formula; /* Unicode text */
  /* msgid; the same for sft_math_parse(), with values of readouts and parameters; see sft-lab-math.h. Only words in
   * \text{} may be translated. */
  const char *math;
  SftSpec spec;
  const SftReadoutSpec *readouts; /* ends with a NULL id */
  /* Rough number of elementary operations; NULL: always small. See SFT_INLINE_COST. */
  double (*cost) (const SftValues *values);
  /* The parameters that the costly stage depends on, which the memo remembers: while none of them changes, the rest
   * fits in a frame. Ends with NULL; NULL: every change costs anew. */
  const char *const *costly;
  /* Pure but for the memo (which may be NULL): any thread, no locale, no files, no Pango. NULL and an error only
   * when cancelled or when the values do not allow a computation. */
  SftResult *(*compute) (const SftValues *values, SftMemo *memo, GCancellable *cancellable, GError **error);
  /* Two to four, ended by a NULL id; NULL: none. */
  const SftPreset *presets;
} SftLab;

/* Of a lab, ended by a NULL id; NULL: none. */
const SftPreset *sft_lab_presets (const SftLab *lab);
const SftPreset *sft_lab_find_preset (const SftLab *lab, const char *id); /* NULL: no such preset */

/* Up to this cost a compute fits in a frame (a few milliseconds); above, it belongs in a worker. */
#define SFT_INLINE_COST 1e5
/* The cost of a compute with a memo that was last used for `computed` (NULL: a fresh one). */
double sft_lab_cost (const SftLab *lab, const SftValues *values, const SftValues *computed);

/* For labs. Texts are taken over. */
SftResult *sft_result_new (const SftLab *lab, SftFigure *figure);
void sft_result_free (SftResult *result);
void sft_result_set (SftResult *result, const char *id, double value);
void sft_result_set_numbers (SftResult *result, const char *id, const double *values, gsize n);
void sft_result_set_undefined (SftResult *result, const char *id, SftText why);
/* Sets a value that may be not-a-number, and why it then has none. */
void sft_result_set_or (SftResult *result, const char *id, double value, SftText why);
void sft_result_set_numbers_or (SftResult *result, const char *id, const double *values, gsize n, SftText why);
void sft_result_print (SftResult *result, const char *format, ...) G_GNUC_PRINTF (2, 3); /* a transcript line */
/* The lesson's check: also prints "PASS - message" or "FAIL - message" into the transcript. */
void sft_result_notebook_check (SftResult *result, gboolean holds, SftText message);
void sft_result_check (SftResult *result, gboolean holds, SftText message);
/* Holds when |actual - expected| <= tolerance. Not added when either is not finite: what has no value proves nothing.
 */
void sft_result_compare (SftResult *result, double actual, double expected, double tolerance, SftText message);
/* The same for what must hold at every point of the parameters; tests ask it of random ones. */
void sft_result_identity (SftResult *result, double actual, double expected, double tolerance, SftText message);
void sft_result_notice (SftResult *result, SftText text);
const SftReadout *sft_result_find (const SftResult *result, const char *id);
/* A readout as a person reads it ("0.4301", "yes", "[1, 2]"), or the reason why it has no value. */
char *sft_readout_format (const SftReadout *readout, gboolean translated);
/* The unit to stand behind that, in the form that the number asks for: "token" behind "1". NULL: none, as where there
 * is no number. */
const char *sft_readout_unit (const SftReadout *readout, gboolean translated);
/* "holds", "does not hold here", "PASS", "FAIL". */
const char *sft_check_word (const SftCheck *check);

typedef struct
{
  int number;          /* 1..25 */
  const char *section; /* msgid: "Training" */
  const char *title;   /* msgid, and in JSON: "Packed examples" */
  const char *display; /* msgid; the title with its mathematics in Unicode; NULL: as title */
  const char *slug;    /* for file names: "packed-examples" */
  const SftLab *notebook;
  const char *const *overrides; /* of the family's defaults; NULL: none */
} SftDemo;

/* Every lab that is built in, as sft_lab_notebook_feedback and so on: the list in meson.build. */
#define SFT_LAB(symbol) extern const SftLab sft_lab_##symbol;
#include "sft-labs.def"
#undef SFT_LAB
const SftLab *const *sft_labs (gsize *n);

const SftDemo *sft_demos (gsize *n);
const SftDemo *sft_demo_find (int number);                          /* NULL: no such demo */
const char *sft_demo_display_title (const SftDemo *demo);           /* translated */
const SftLab *sft_demo_lab (const SftDemo *demo, gboolean concept); /* NULL: no such view */
SftValues *sft_demo_defaults (const SftDemo *demo, gboolean concept);
/* The five families that several demos share: "Shared by demos 2, 7, 12, 17, 22." Numbers of the demos with this lab.
 */
GArray *sft_lab_demos (const SftLab *lab); /* of int */

#define SFT_DEMO_ERROR (sft_demo_error_quark ())
typedef enum
{
  SFT_DEMO_ERROR_UNKNOWN, /* not a demo's number */
  SFT_DEMO_ERROR_VIEW     /* this demo has no such view */
} SftDemoError;
GQuark sft_demo_error_quark (void);
const SftDemo *sft_demo_parse (const char *text, gboolean *concept, GError **error); /* "17", "17/concept" */

/* Assignments ("threshold=0.8", "mask[0][2]=1"; ended by NULL) on top of the demo's defaults. (transfer full) NULL and
 * an error naming the parameter when one does not fit. */
SftValues *sft_demo_assign (const SftDemo *demo, gboolean concept, const char *const *set, GError **error);
/* A preset's assignments on top of the demo's defaults; NULL and an error when they do not fit the lab. */
SftValues *sft_demo_preset (const SftDemo *demo, gboolean concept, const SftPreset *preset, GError **error);
gboolean sft_claim_holds (const SftClaim *claim, const SftResult *result);
/* "best_is_interior == 1", for messages; never translated. */
char *sft_claim_format (const SftClaim *claim);

/* Computes a view: the lab's result with the demo's heading in front of the transcript. */
SftResult *sft_demo_compute (const SftDemo *demo, gboolean concept, const SftValues *values, SftMemo *memo,
                             GCancellable *cancellable, GError **error);

/* The contract's forms of text and JSON, without a final newline. */
char *sft_demo_list_to_json (void);
char *sft_demo_params_to_json (const SftDemo *demo, gboolean concept);
char *sft_result_to_json (const SftDemo *demo, gboolean concept, const SftValues *values, const SftResult *result);
char *sft_result_to_text (const SftResult *result); /* transcript, then the lab's own checks */
/* "sft-lab-17-packed-examples" or "sft-lab-17-packed-examples-concept". */
char *sft_demo_file_stem (const SftDemo *demo, gboolean concept);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftResult, sft_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SftMemo, sft_memo_free)

G_END_DECLS
