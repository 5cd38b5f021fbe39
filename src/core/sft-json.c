/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-json.h"

#include <math.h>
#include <string.h>

typedef struct
{
  gboolean object;
  gboolean named;  /* an object's name was written and waits for its value */
  gboolean broken; /* some element stands on a line of its own, so the closing bracket does as well */
  gsize count;
} Frame;

struct _SftJson
{
  GString *out;
  GArray *frames; /* of Frame, the innermost last */
  gboolean pretty;
  gboolean done; /* the top-level value is complete */
};

static Frame *
innermost (SftJson *json)
{
  return json->frames->len == 0 ? NULL : &g_array_index (json->frames, Frame, json->frames->len - 1);
}

static void
new_line (SftJson *json)
{
  g_string_append_c (json->out, '\n');
  for (guint i = 0; i < json->frames->len; i++)
    g_string_append (json->out, "  ");
}

/* What stands before an element: its comma, and in pretty form a line of its own unless it is a number
 * among numbers. */
static void
separate (SftJson *json, Frame *frame, gboolean number)
{
  gboolean own_line = frame->object || !number || frame->broken;

  if (frame->count++ > 0)
    g_string_append_c (json->out, ',');
  if (!json->pretty)
    return;
  if (own_line)
    {
      frame->broken = TRUE;
      new_line (json);
    }
  else if (frame->count > 1)
    g_string_append_c (json->out, ' ');
}

static void
before_value (SftJson *json, gboolean number)
{
  Frame *frame = innermost (json);

  g_assert (!json->done);
  if (frame == NULL)
    return;
  if (frame->object)
    {
      g_assert (frame->named);
      frame->named = FALSE;
    }
  else
    separate (json, frame, number);
}

static void
after_value (SftJson *json)
{
  json->done = json->frames->len == 0;
}

static void
begin (SftJson *json, gboolean object)
{
  Frame frame = { object, FALSE, FALSE, 0 };

  before_value (json, FALSE);
  g_string_append_c (json->out, object ? '{' : '[');
  g_array_append_val (json->frames, frame);
}

static void
end (SftJson *json, gboolean object)
{
  Frame *frame = innermost (json);
  gboolean broken;

  g_assert (frame != NULL && frame->object == object && !frame->named);
  broken = frame->broken;
  g_array_set_size (json->frames, json->frames->len - 1);
  if (broken)
    new_line (json);
  g_string_append_c (json->out, object ? '}' : ']');
  after_value (json);
}

static void
append_quoted (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *control = c < 0x20 ? strchr ("\bb\ff\nn\rr\tt", (int)c) : NULL;

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char)c);
      else if (control != NULL)
        g_string_append_printf (out, "\\%c", control[1]);
      else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
}

SftJson *
sft_json_new (gboolean pretty)
{
  SftJson *json = g_new0 (SftJson, 1);

  json->out = g_string_new (NULL);
  json->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  json->pretty = pretty;
  return json;
}

void
sft_json_begin_object (SftJson *json)
{
  g_return_if_fail (json != NULL);
  begin (json, TRUE);
}

void
sft_json_end_object (SftJson *json)
{
  g_return_if_fail (json != NULL);
  end (json, TRUE);
}

void
sft_json_begin_array (SftJson *json)
{
  g_return_if_fail (json != NULL);
  begin (json, FALSE);
}

void
sft_json_end_array (SftJson *json)
{
  g_return_if_fail (json != NULL);
  end (json, FALSE);
}

void
sft_json_name (SftJson *json, const char *name)
{
  Frame *frame;

  g_return_if_fail (json != NULL && name != NULL);
  frame = innermost (json);
  g_assert (frame != NULL && frame->object && !frame->named);
  separate (json, frame, FALSE);
  frame->named = TRUE;
  append_quoted (json->out, name);
  g_string_append (json->out, json->pretty ? ": " : ":");
}

void
sft_json_string (SftJson *json, const char *value)
{
  g_return_if_fail (json != NULL);
  if (value == NULL)
    {
      sft_json_null (json);
      return;
    }
  before_value (json, FALSE);
  append_quoted (json->out, value);
  after_value (json);
}

void
sft_json_number (SftJson *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (json != NULL);
  if (!isfinite (value))
    {
      sft_json_null (json);
      return;
    }
  before_value (json, TRUE);
  g_string_append (json->out, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
  after_value (json);
}

void
sft_json_integer (SftJson *json, gint64 value)
{
  g_return_if_fail (json != NULL);
  before_value (json, TRUE);
  g_string_append_printf (json->out, "%" G_GINT64_FORMAT, value);
  after_value (json);
}

void
sft_json_boolean (SftJson *json, gboolean value)
{
  g_return_if_fail (json != NULL);
  before_value (json, FALSE);
  g_string_append (json->out, value ? "true" : "false");
  after_value (json);
}

void
sft_json_null (SftJson *json)
{
  g_return_if_fail (json != NULL);
  /* Among numbers it stands for one that is not finite. */
  before_value (json, TRUE);
  g_string_append (json->out, "null");
  after_value (json);
}

void
sft_json_numbers (SftJson *json, const double *values, gsize n)
{
  g_return_if_fail (json != NULL && (values != NULL || n == 0));
  sft_json_begin_array (json);
  for (gsize i = 0; i < n; i++)
    sft_json_number (json, values[i]);
  sft_json_end_array (json);
}

char *
sft_json_free_to_string (SftJson *json)
{
  char *text;

  g_return_val_if_fail (json != NULL, NULL);
  g_assert (json->done && json->frames->len == 0);
  text = g_string_free (json->out, FALSE);
  g_array_unref (json->frames);
  g_free (json);
  return text;
}
