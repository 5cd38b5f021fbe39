/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON (RFC 8259) for tests: what is accepted here is accepted everywhere. */
#pragma once

#include <glib.h>

typedef enum
{
  JSON_NULL,
  JSON_BOOLEAN,
  JSON_NUMBER,
  JSON_STRING,
  JSON_ARRAY,
  JSON_OBJECT
} JsonKind;

typedef struct
{
  JsonKind kind;
  double number; /* 0 or 1 of a boolean */
  char *string;
  GPtrArray *items; /* of Json *: elements, or values in the order of `names` */
  GPtrArray *names; /* of char * */
} Json;

/* NULL when the text is no JSON; *where is then the byte that was wrong. Names that come twice are wrong too. */
Json *json_parse (const char *text, gsize *where);
void json_free (Json *json);
/* The value of a name of an object, which must exist and have this kind: the test fails if not. */
const Json *json_get (const Json *object, const char *name, JsonKind kind);
gboolean json_has (const Json *object, const char *name);
const Json *json_at (const Json *array, guint index);
/* The names of an object with commas between them. */
char *json_names (const Json *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Json, json_free)
