/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sft-lesson.h"

static const char *const references[] = {
  "Hugging Face documentation, Chat templates",
  "TRL documentation, Dataset formats",
  "Axolotl documentation, Conversation datasets",
  NULL,
};

static const char *const set_1[] = { "mask=0,1,1,1,1,0;1,1,1,0,0,0;0,0,1,1,1,1", NULL };
static const char *const set_2[] = { "mask=0,0,1,1,0,0;0,1,0,0,0,0;0,0,0,1,1,0", NULL };
static const char *const set_3[] = { "mask=0,1,1,0,1,1;0,1,1,0,0,0;0,0,0,1,1,1", NULL };

static const SftTry steps[SFT_N_TRIES] = {
  { N_ ("Start each response one token early, at its header. 11 tokens carry loss, three of them "
        "markers that the program supplies anyway."),
    FALSE, set_1, "active_tokens", 11, 11 },
  { N_ ("Leave out the last token of each response, its end marker. Only 5 tokens are left, and none "
        "of them teaches the model to stop."),
    FALSE, set_2, "active_tokens", 5, 5 },
  { N_ ("Give the first example two assistant turns. Its mask has two runs, and the check for one "
        "response no longer holds: correct for a chat, suspicious for a single turn."),
    FALSE, set_3, "active_tokens", 9, 9 },
};

static const SftQuestion questions[] = {
  { .id = "forgotten-prompt",
    .prompt = N_ ("An application forgets the generation prompt, so that after the user’s turn the model itself has to "
                  "write the assistant’s header. Which mask has trained it for that?"),
    .choices = { { N_ ("One that starts each run at its header: 11 active tokens"),
                   N_ ("Only a target is trained, and here the header is one. Where the program supplies the header, "
                       "its three tokens in this batch are trained for nothing.") },
                 { N_ ("The usual one, as the headers are read: 8 active tokens"),
                   N_ ("To be read is not to be a target. The model has seen headers before replies, but nothing ever "
                       "raised their probability.") },
                 { N_ ("One that ends each run a token early: 5 active tokens"),
                   N_ ("That leaves out the end marker. Such a model learns neither to begin a turn nor to stop.") },
                 { N_ ("None, as a marker cannot carry loss: 0 active tokens"),
                   N_ ("Markers are tokens like others, and each run’s end marker carries loss in the usual mask. An "
                       "empty mask trains nothing at all.") } },
    .answer = 0,
    .set = SFT_SET ("mask=0,1,1,1,1,0;1,1,1,0,0,0;0,0,1,1,1,1"),
    .claim = { "active_tokens", SFT_EQUAL, 11 } },
  { .id = "no-saving",
    .prompt = N_ ("Leaving out the system message shortens a conversation from 50 to 40 tokens under ChatML. Under "
                  "Qwen2.5, whose markers are the same, it stays at 50. How so?"),
    .choices = { { N_ ("Qwen2.5 ignores system messages, so none can be left out"),
                   N_ ("It renders yours like any other message; the default appears only when there is none. Under "
                       "both templates five messages make 50 tokens.") },
                 { N_ ("Qwen2.5 writes the markers of a message even if it is empty"),
                   N_ ("Empty markers would make 45 tokens, not 50: the five content tokens would be gone. They were "
                       "replaced.") },
                 { N_ ("Qwen2.5 has longer markers, which use up what was saved"),
                   N_ ("The markers of both are five tokens a message. Under both templates the saving would be 10 "
                       "tokens if nothing came in.") },
                 { N_ ("Qwen2.5 puts a system message of its own into the empty place"),
                   N_ ("The template inserts a default where none is given: again five messages, but with another text "
                       "than yours. In a real run the model may have learned under a system message that you never "
                       "wrote.") } },
    .answer = 3,
    .concept = TRUE,
    .set = SFT_SET ("system_message=false", "template=chatml"),
    .claim = { "total_tokens", SFT_EQUAL, 40 } },
  { .id = "double-start",
    .prompt = N_ ("A pipeline renders the template to text and then tokenizes this with special tokens added. With "
                  "Qwen2.5 this ran without harm. What happens with Llama-3?"),
    .choices = { { N_ ("The second beginning is dropped by the tokenizer"),
                   N_ ("A tokenizer adds what it is told to add and does not look at what is there. The count goes to "
                       "2.") },
                 { N_ ("The sequence begins twice, and nothing complains"),
                   N_ ("The template writes a beginning of sequence, and the tokenizer puts another in front. Qwen2.5 "
                       "has none, so there the same fault had no effect.") },
                 { N_ ("The tokenizer stops, as markers are not plain text"),
                   N_ ("Markers in the text are recognized as the tokens that they are. No error appears, which is "
                       "what makes the fault hard to find.") },
                 { N_ ("The markers of every message are written twice"),
                   N_ ("Adding special tokens concerns the sequence as a whole, not its messages. Here it adds a "
                       "single token, 52 instead of 51.") } },
    .answer = 1,
    .concept = TRUE,
    .set = SFT_SET ("template=llama3", "add_special_tokens_again=true"),
    .claim = { "bos_count", SFT_EQUAL, 2 } },
  { .id = "prefix-and-prompt",
    .prompt = N_ ("To find the tokens of each turn, a script renders the first k messages and expects to see this "
                  "again at the start of the whole conversation. Under Qwen2.5 the generation prompt was left on in "
                  "each rendering. Where does the expectation fail?"),
    .choices = { { N_ ("Nowhere, as each rendering is longer by the same header"),
                   N_ ("Equal additions cancel in lengths but not in contents. After the system message and after a "
                       "reply, the added header is not what follows in the whole.") },
                 { N_ ("Everywhere, as no beginning of the whole ends in a header"),
                   N_ ("One does: before a reply the whole has just this header. After a user’s message the prefix "
                       "property holds.") },
                 { N_ ("Wherever the next message to come is not the assistant’s"),
                   N_ ("Each rendering now ends with the header of a reply. Where the user speaks next, the whole "
                       "conversation has another header, so a mask cut here is wrong.") },
                 { N_ ("In the system message only, as it is inserted by the template"),
                   N_ ("The conversation here has its own system message, and all renderings start with it in the same "
                       "way. What differs is how they end.") } },
    .answer = 2,
    .concept = TRUE,
    .set = SFT_SET ("generation_prompt=true"),
    .claim = { "prefix_holds", SFT_EQUAL, 0 } },
  { NULL },
};

const SftLesson sft_lesson_12 = {
  .demo = 12,
  .idea = N_ ("A chat template writes a conversation as one token sequence: a marker before each message, "
              "the content, an end marker. Which of these carry loss is decided together with the template. "
              "The headers are written by the program at generation time, so they need no training; the end "
              "marker must be produced by the model, so it does. In this synthetic batch you can place a "
              "mask as a template would and see what goes wrong when it is off."),
  .formula = N_ ("tokens = [begin] + Σ over messages (header + content + end)\n"
                 "trained: the assistant’s content + end"),
  .math = N_ ("& \\text{tokens} = [\\text{begin}] + \\sum_{\\text{messages}} (\\text{header} + \\text{content} + "
              "\\text{end}) \\\\ "
              "& \\text{trained: the assistant’s content} + \\text{end}"),
  .parameters = N_ ("Rows are examples and columns token positions, both counted from 0. The active fraction "
                    "counts padding as positions too."),
  .steps = steps,
  .misconceptions = N_ ("Templates of two models are not interchangeable, even when they look alike: one adds a "
                        "default system message, another refuses the system role, a third ends its turns with more "
                        "than one token. Rendering with the template and then letting the tokenizer add special "
                        "tokens again begins the sequence twice. Ask for the generation prompt when you generate, not "
                        "when you train."),
  .references = references,
  .questions = questions,
};
