#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up translations of everything, which show what a real one may bring: longer words, other letters, the other
direction of writing. What they leave in plain letters, nobody could translate.

en_XA: accented letters, 40 % longer. ar_XB: Hebrew letters for Latin ones, which run from right to left.
Placeholders, options, ids, names and mnemonics are kept, as a translator would.

usage: pseudo.py SOURCE FOLDER LANGUAGE     writes FOLDER/LANGUAGE/LC_MESSAGES/sft-lab.mo
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import catalog

LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
ACCENTED = 'ÅƁÇÐÉƑĜĤÎĴĶĻḾÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýž'
HEBREW = 'אבגדהופגחיכלמנעפקרסתוושזיצ' * 2
LETTERS = {'en_XA': str.maketrans(LATIN, ACCENTED), 'ar_XB': str.maketrans(LATIN, HEBREW)}
LONGER = {'en_XA': 'šöḿéŵĥåţ ļöñĝéŕ ', 'ar_XB': ''}
KEPT = re.compile(r'|'.join((
    catalog.FORMAT.pattern.replace('(', '(?:').replace('(?:?:', '(?:'),
    r'<[^>]*>', r'(?<!\w)--?[a-z][a-z-]+', r'\b[a-z0-9]+(?:_[a-z0-9]+)+\b', r'\b[A-Z]+(?:_[A-Z]+)+\b', r'\b(?:' + '|'.join(sorted(catalog.NAMES, reverse=True)) + r')\b',
    r'(?<!\w)[πp]\([^)]*\)', r'"[a-z]+"')))


def translate(text, language):
    """One string."""
    body = text.rstrip('.:…?!)”" \n')
    end = text[len(body):]
    if catalog.has_words(text) and len(body) > 2:
        filler = LONGER[language]
        missing = round(0.4 * len(body))
        body += (' ' + filler * missing)[:missing].rstrip() if filler else ''
    parts, at = [], 0
    for match in KEPT.finditer(body):
        parts += [body[at:match.start()].translate(LETTERS[language]), match[0]]
        at = match.end()
    return ''.join(parts) + body[at:].translate(LETTERS[language]) + end


def quoted(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def lines(entry, strings):
    """An entry as it stands in a .po file."""
    if 'c-format' in entry.flags:
        yield '#, c-format'
    if entry.context is not None:
        yield f'msgctxt {quoted(entry.context)}'
    yield f'msgid {quoted(entry.msgid)}'
    if entry.plural is None:
        yield f'msgstr {quoted(strings[0])}'
    else:
        yield f'msgid_plural {quoted(entry.plural)}'
        yield from (f'msgstr[{index}] {quoted(string)}' for index, string in enumerate(strings))
    yield ''


def extract(source):
    """The template of all translations, as text."""
    words = (source / 'po' / 'xgettext.txt').read_text(encoding='utf-8').split()
    return subprocess.run(['xgettext', *words, f'--directory={source}', f'--files-from={source}/po/POTFILES',
                           '--output=-'], check=True, stdout=subprocess.PIPE, text=True, encoding='utf-8').stdout


def make(template, language):
    """The catalog of a pseudo-language, as text."""
    head = (f'Project-Id-Version: sft-lab\nLast-Translator: nobody\nLanguage-Team: none\n'
            f'PO-Revision-Date: 2025-01-01 00:00+0000\nLanguage: {language}\nMIME-Version: 1.0\n'
            'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n'
            'Plural-Forms: nplurals=2; plural=(n != 1);\n')
    said = ['msgid ""', f'msgstr {quoted(head)}', '']
    for entry in catalog.read(template)[1:]:
        originals = [entry.msgid] if entry.plural is None else [entry.msgid, entry.plural]
        said += lines(entry, [translate(original, language) for original in originals])
    return '\n'.join(said)


def install(text, folder, language):
    """Compiles a catalog to where gettext finds it."""
    target = pathlib.Path(folder, language, 'LC_MESSAGES', 'sft-lab.mo')
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile('w', suffix='.po', encoding='utf-8') as file:
        file.write(text)
        file.flush()
        subprocess.run(['msgfmt', '--output-file', target, file.name], check=True)


if __name__ == '__main__':
    install(make(extract(pathlib.Path(sys.argv[1])), sys.argv[3]), sys.argv[2], sys.argv[3])
