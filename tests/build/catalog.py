# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalogs of translations: reading .po files, and what a translation must have in common with its original."""

import ast
import dataclasses
import re


@dataclasses.dataclass
class Entry:
    """One message. `strings` has one form, or as many as the language has for a plural."""
    msgid: str = ''
    context: str = None
    plural: str = None
    strings: list = dataclasses.field(default_factory=list)
    flags: set = dataclasses.field(default_factory=set)
    references: list = dataclasses.field(default_factory=list)
    line: int = 0
    obsolete: bool = False

    @property
    def key(self):
        return self.context, self.msgid

    @property
    def is_format(self):
        return 'c-format' in self.flags


KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*(".*")$')


def entry_of(block, line):
    """One entry, from the lines of one paragraph."""
    entry, parts, last = Entry(line=line), {}, None
    for text in block:
        if text.startswith('#~'):
            entry.obsolete, text = True, text[2:].strip()
        if text.startswith('#,'):
            entry.flags |= {flag.strip() for flag in text[2:].split(',')}
        elif text.startswith('#:'):
            entry.references += text[2:].split()
        elif text.startswith('"'):
            parts[last] += ast.literal_eval(text)
        elif match := KEYWORD.match(text):
            last = match[1]
            parts[last] = ast.literal_eval(match[2])
    entry.msgid, entry.context, entry.plural = parts.get('msgid', ''), parts.get('msgctxt'), parts.get('msgid_plural')
    entry.strings = [value for name, value in parts.items() if name.startswith('msgstr')]
    return entry


def read(text):
    """The entries of a .po or .pot file; the first one is its header."""
    entries, block, begin = [], [], 1
    for number, line in enumerate([*text.splitlines(), ''], 1):
        if line.strip():
            begin = begin if block else number
            block.append(line.strip())
        elif block:
            entries.append(entry_of(block, begin))
            block = []
    return entries


def header(entries):
    """The fields of the header."""
    return dict(line.split(': ', 1) for line in entries[0].strings[0].split('\n') if ': ' in line)


# ---- What must agree. Each rule yields what is wrong with one translation of one original.

FORMAT = re.compile(r"%(?:(\d+)\$)?([-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfFgGcs]|%)")
SYMBOLS = '✓✗−×±≤≥→←∞√∑Σθτπσβλε‹›…°²'
# Names that mean the same everywhere.
NAMES = ('SFT', 'NLL', 'TPR', 'FPR', 'AUC', 'ROC', 'DPO', 'IoU', 'SFT Lab', 'ChatML', 'NumPy', 'JSON', 'CSV', 'PNG', 'SVG')
# The same mark at the end of a sentence, as each language writes it.
ENDS = {'.': '.。', ':': ':：', '…': '…', '?': '?？', '!': '!！'}
# "_Open" and "Pre_view", but neither an id nor a formula.
MNEMONIC = re.compile(r'(?<![A-Za-z0-9(])_[A-Za-z]|\b[A-Z][a-z]+_[a-z]')
OPEN_QUOTES = '„“”«»‘’「」『』‚‹›'


def formats(text):
    """The conversions in the order of their arguments; %% stands for itself."""
    found = [match for match in FORMAT.finditer(text) if match[2] != '%']
    if any(match[1] for match in found):
        if not all(match[1] for match in found):
            return None
        # An argument may be used twice, but only alike.
        return [conversion for _, conversion in sorted({(int(match[1]), match[2]) for match in found})]
    return [match[2] for match in found]


def check_formats(msgid, string):
    """Conversions agree in kind, flags, width and order."""
    def alike(conversions):
        return [conversion.replace("'", '') for conversion in conversions]
    here = formats(string)
    if here is None:
        yield 'some placeholders are numbered and some are not'
    elif alike(here) != alike(formats(msgid)):
        yield f'placeholders {here}, not {formats(msgid)}'
    if '%' in FORMAT.sub('', string):
        yield 'a "%" that is no placeholder; write "%%"'


def check_edges(msgid, string):
    """Blanks and line breaks at both ends, and lines within."""
    def edge(text):
        return re.match(r'\s*', text)[0], re.search(r'\s*$', text)[0]
    if edge(msgid) != edge(string):
        yield 'blanks or line breaks at the ends differ'
    elif msgid.count('\n') != string.count('\n'):
        yield 'another number of lines'


def check_end(msgid, string):
    """A sentence ends as one, a heading does not, and what goes on in a dialog has its ellipsis."""
    # A mnemonic in brackets stands behind in Chinese, before the ellipsis or after it.
    string = re.sub(r'\(_\w\)', '', string)
    # Quotes and brackets may close after the mark or before it.
    last, here = (text.strip().rstrip('")’”“»』」）  \u202f')[-1:] for text in (msgid, string))
    if last in ENDS and here not in ENDS[last]:
        yield f'ends with "{here}", not with "{last}"'
    elif last and last not in ENDS and here and here in '.。:：…':
        yield f'ends with "{here}", the original without'


def check_mnemonic(msgid, string):
    """One underscore before a letter where the original has one."""
    if len(MNEMONIC.findall(msgid)) == 1 == msgid.count('_'):
        if string.count('_') != 1 or not re.search(r'_\w', string):
            yield 'not one mnemonic'
    elif '_' not in msgid and '_' in string:
        yield 'an underscore that the original lacks'


def check_quotes(msgid, string):
    """Typographic quotes stay typographic, and no quote is lost."""
    if '"' in string and '"' not in msgid and any(quote in msgid for quote in '“”'):
        yield 'straight quotes for typographic ones'
    if ('“' in msgid or re.search(r'"\w', msgid)) and not any(quote in string for quote in OPEN_QUOTES + '"'):
        yield 'quotes are missing'


def check_symbols(msgid, string):
    """Symbols and names that stand in the original stand in the translation."""
    for symbol in SYMBOLS:
        if symbol in msgid and symbol not in string:
            yield f'"{symbol}" is missing'
    for name in NAMES:
        if re.search(rf'\b{name}\b', msgid) and name not in string:
            yield f'"{name}" is missing'
    for word in re.findall(r'(?<![\w-])--?[a-z][a-z-]+\b|<\|\w+\|>|\b[a-z]+_[a-z_]+\b', msgid):
        if word not in string:
            yield f'"{word}" is missing'


def numbers(text):
    """Numbers by their digits: how they are grouped and where the decimal comma stands is the language's."""
    found = re.findall(r'[0-9]+(?:[.,\u00a0\u202f][0-9]+)*', FORMAT.sub(' ', text))
    return [re.sub('[^0-9]', '', number) for number in found]


def check_numbers(msgid, string):
    """Every number of the original; a word may become a number, and "100 million" another one."""
    here = numbers(string)
    for number in numbers(re.sub(r'[0-9.,]+ [mb]illion', '', msgid)):
        if number not in here:
            yield f'the number {number} is missing'


RULES = (check_edges, check_end, check_mnemonic, check_quotes, check_symbols, check_numbers)


def faults(entry, first_is_one=False):
    """What is wrong with an entry of a catalog, in words. first_is_one: the first plural form is that of 1 alone, so that
    it may say the number as a word."""
    for index, string in enumerate(entry.strings):
        originals = [entry.msgid] if entry.plural is None else [entry.msgid, entry.plural]
        if not string:
            yield 'not translated'
            continue
        if entry.is_format:
            word = entry.plural is not None and first_is_one and index == 0 and not formats(string)
            yield from () if word else check_formats(originals[-1], string)
        for rule in RULES:
            said = [list(rule(original, string)) for original in originals]
            yield from min(said, key=len)


# ---- What looks as if nobody had translated it.

def has_words(text):
    """Is there something to translate in it at all? Not in formulas, names of files and of models, references, keys
    and units: what remains without placeholders, quoted and code-like words, and names has a word of four letters."""
    if re.fullmatch(r"[A-Z]\w+( et al\.| and [A-Z]\w+)? (19|20)\d\d('s? .*)?", text.strip()):
        return False
    text = FORMAT.sub(' ', text).replace('_', '') if MNEMONIC.search(text) else FORMAT.sub(' ', text)
    text = re.sub(r'"[^"]*"|<[^>]*>|\[[^\]]*\]|\S*[_/=|+]\S*|--\S+', ' ', text)
    return any(word not in NAMES for word in re.findall(r'\b[A-Za-z]{4,}\b', text))


def untranslated(entries):
    """The long entries that equal their original though they have words, and how many long ones there are."""
    long = [entry for entry in entries if entry.msgid and len(entry.msgid) > 12 and has_words(entry.msgid)]
    return [entry for entry in long if entry.strings and entry.strings[0] == entry.msgid], long
