/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window to measure, as the program opens it, and the times of its frames. Times are printed, never judged. */
#pragma once

#include "sft-window.h"

/* Of one change: until its frame is painted, and the processor's time in all threads until then. Both in seconds. */
typedef struct
{
  double elapsed, work;
  const char *what; /* the change, where they differ; not owned */
} Sample;

typedef struct
{
  char *folder; /* of settings and files, that goes away at the end */
  SftSettings *settings;
  SftColorScheme *scheme;
  SftSavedStates *saved;
  SftStudyData *study;
  GtkCssProvider *css;
  SftWindow *window;
  GdkFrameClock *clock;
  guint painted;   /* frames */
  Sample painting; /* when the last one was */
} Bench;

/* A window of 1400 x 1000 at demo 4, which is painted. Ends the program without a display. */
void bench_open (Bench *bench);
void bench_close (Bench *bench);

/* Until the next frame is painted. */
void bench_wait_for_paint (Bench *bench);
/* The same, and a worker is done and its result is painted. */
void bench_wait_for_result (Bench *bench);
/* Until nothing is painted any more, as when a learner looks at it. */
void bench_wait_for_rest (Bench *bench);

/* Now, and from then to the end of the last painting. */
Sample sample_begin (const char *what);
Sample sample_end (Bench *bench, Sample begun);
/* Median, 99th percentile (the smallest time that 99 of 100 do not exceed) and the longest. Orders the samples. */
void sample_print (const char *what, Sample *samples, guint n);

/* Frames that were left out between two times of the clock, in microseconds. */
guint bench_dropped (Bench *bench, gint64 before, gint64 now);
